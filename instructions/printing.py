"""Putting one's own chronologies on paper: each printout is a row with an entry of its own."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from instructions.chronology import basis_of
from instructions.models import Instruction, Printout
from instructions.oversight import PRINTOUT
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused, invalid

# The paper is fetched at once; later it is printed anew, which is a new entry.
PRINT_LASTS = timedelta(minutes=15)
VERB = "print"


def print_order(key: str, *, actor: Actor, at: datetime, as_of: datetime) -> Printout:
    """Record that the chronology of an order is printed; its entry stands in the order's history.

    Raises Refused `not_found`, `not_yours`, `as_of_ahead`.
    """
    order = Instruction.visible_to(actor).filter(public_id=key).first()
    if order is None:
        raise Refused(NOT_FOUND)
    hat = basis_of(order, actor).hat
    if not hat.allows(VERB):
        label = PRINTOUT.move(VERB).label
        sentence = _(
            "%(verb)s tidak termasuk yang dilimpahkan kepada Anda. Hanya pejabatnya sendiri."
        )
        raise Refused(Refusal("not_yours", sentence % {"verb": label}, Kind.NOT_YOURS))
    row = Printout(instruction=order, as_of=as_of, moved_at=at)
    return _born(row, actor=actor, hat=hat, at=at)


def print_own(*, actor: Actor, at: datetime, since: datetime, as_of: datetime) -> Printout:
    """Record that somebody prints what they themselves did.

    Raises Refused `not_yours` for somebody without a position, and `as_of_ahead`.
    """
    hat = actor.hat or next(iter(actor.hats), None)
    if hat is None:
        sentence = _("Kronologi dicetak dalam suatu jabatan; Anda tidak memegang satu pun.")
        raise Refused(Refusal("not_yours", sentence, Kind.NOT_YOURS))
    row = Printout(since=since, as_of=as_of, moved_at=at)
    return _born(row, actor=actor, hat=hat, at=at)


def _born(row: Printout, *, actor: Actor, hat: Hat, at: datetime) -> Printout:
    if row.as_of > at:
        sentence = _("Kronologi tidak dapat dibuka untuk waktu yang belum tiba.")
        raise Refused(invalid("as_of", "as_of_ahead", sentence))
    if actor.person_id is None:
        message = "a chronology is printed by a person"
        raise ValueError(message)
    row.person_id = actor.person_id
    facts = {"as_of": row.as_of.isoformat()}
    if row.since is not None:
        facts["since"] = row.since.isoformat()
    with transaction.atomic():
        door.create_many([row], VERB, actor=actor, hat=hat, at=at, deed=Deed(facts=facts))
    return row


def printed(key: str, *, actor: Actor, at: datetime) -> Printout:
    """A printout of one's own, for a quarter of an hour. Raises Refused `not_found`, `print_over`."""
    row = Printout.visible_to(actor).filter(public_id=key).first()
    if row is None:
        raise Refused(NOT_FOUND)
    if at >= row.moved_at + PRINT_LASTS:
        raise Refused(Refusal("print_over", _("Cetakan ini sudah lewat 15 menit. Cetak lagi.")))
    return row
