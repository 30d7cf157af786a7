"""Which share a message is about: its button, else what it quotes, else its number, else the only one.

A message never lands on a share by guessing: where several fit, Sigap asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from accounts.actors import Actor
from instructions.models import Assignment
from instructions.references import Reference
from instructions.search import numbered
from notifications.chats import payloads, told, words
from notifications.chats.models import Inbound
from notifications.chats.payloads import Payload
from notifications.chats.told import Told
from workflow.refusals import HAT_ENDED, NOT_FOUND, Kind, Refusal, Refused

MOST_SHOWN: Final = 8
ANSWERABLE: Final = {
    "acknowledge": ("sent",),
    "ask": ("sent", "acknowledged", "in_progress"),
    "report": ("sent", "acknowledged", "in_progress", "clarifying"),
    "comment": ("sent", "acknowledged", "in_progress", "clarifying", "reported"),
}
"""Statuses in which an unaddressed word may be meant."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A share, and the actor in the hat it is answered in."""

    share: Assignment
    actor: Actor


class SeveralFit(Refused):
    """The message fits several orders; its sentence asks which."""

    def __init__(self, shares: Sequence[Assignment]) -> None:
        shown = shares[:MOST_SHOWN]
        sentence = words.which(shown, more=len(shares) > MOST_SHOWN)
        super().__init__(Refusal("which_order", sentence, Kind.INVALID))


def by_payload(payload: Payload, actor: Actor) -> Aim:
    """The share of a tapped button. Raises Refused `not_yours`, `hat_ended`, `not_found`."""
    if payload.about == payloads.DELIVERY:
        what = told.by_delivery(payload.key)
        if what is None or what.person_id != actor.person_id:
            raise Refused(Refusal("not_yours", words.not_for_you(), Kind.NOT_YOURS))
        return _in_told_hat(what, actor)
    return _of(Assignment.visible_to(actor).filter(public_id=payload.key).first(), actor)


def by_quote(inbound: Inbound, actor: Actor) -> Aim | None:
    """The share of the message that this one quotes; None where it quotes none of Sigap's.

    Raises Refused as `by_payload`.
    """
    what = told.by_provider_id(inbound.channel, inbound.quoted)
    if what is not None and what.person_id == actor.person_id:
        return _in_told_hat(what, actor)
    key = told.by_reply(inbound.channel, inbound.quoted)
    if key is None:
        return None
    return _of(Assignment.visible_to(actor).filter(public_id=key).first(), actor)


def by_reference(reference: Reference, actor: Actor) -> Aim:
    """One's own share of the order with this number, the newest first; else of what one gave.

    Raises Refused `not_found`.
    """
    rows = Assignment.objects.visible_to(actor).filter(numbered(reference, "instruction__"))
    own = rows.filter(position_id__in=actor.position_ids).order_by("-instruction__year", "-pk")
    found = own.first()
    if found is None and rows.values("position").distinct().count() == 1:
        found = rows.order_by("-instruction__year", "-pk").first()
    return _of(found, actor)


def only_one(verb: str, actor: Actor) -> Aim | None:
    """The single share such a word may be meant for; None where there is none.

    Raises SeveralFit.
    """
    rows = open_shares(verb, actor)
    if len(rows) > 1:
        raise SeveralFit(rows)
    return _of(rows[0], actor) if rows else None


def open_shares(verb: str, actor: Actor) -> list[Assignment]:
    """Shares of the hats that may do this, in which it may be meant; a few at most."""
    hats = [hat.position_id for hat in actor.hats if hat.allows(verb) and not hat.vacant]
    rows = Assignment.objects.visible_to(actor).to_do()
    rows = rows.filter(position_id__in=hats, status__in=ANSWERABLE[verb])
    return list(rows.order_by("-pk")[: MOST_SHOWN + 1])


def _of(share: Assignment | None, actor: Actor) -> Aim:
    """In the hat of the share's own position, where the actor wears it."""
    if share is None:
        raise Refused(NOT_FOUND)
    if share.position_id in actor.position_ids:
        return Aim(share, actor.wearing(str(share.position.public_id)))
    return Aim(share, actor)


def _in_told_hat(what: Told, actor: Actor) -> Aim:
    """In the hat that the message was told to, and in no other: it may have ended since."""
    if what.share is None:
        raise Refused(NOT_FOUND)
    reference = what.share.instruction.reference
    try:
        wearing = actor.wearing(str(what.position.public_id))
    except Refused as refused:
        sentence = words.hat_ended(what.position.title, reference)
        raise Refused(Refusal(HAT_ENDED.code, sentence, HAT_ENDED.kind)) from refused
    seen = Assignment.visible_to(wearing).filter(pk=what.share.pk).first()
    if seen is None:
        raise Refused(NOT_FOUND)
    return Aim(seen, wearing)
