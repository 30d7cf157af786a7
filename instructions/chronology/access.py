"""In what footing somebody reads the chronology of an order of theirs, and which shares go with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from instructions.lifecycle import Part
from instructions.models import Instruction
from workflow.actors import Actor, Hat
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused

GIVING = frozenset({Part.GIVER, Part.CONTROLLER})


class Footing(StrEnum):
    """Why one may read: the giver's side all of it, others what concerns their own share."""

    GIVER = "giver"
    OWN_SHARE = "own_share"


@dataclass(frozen=True, slots=True)
class Basis:
    """The footing, the hat it rests on, and the shares it opens (None: all of them)."""

    footing: Footing
    hat: Hat
    shares: Sequence[int] | None


def basis_of(order: Instruction, actor: Actor) -> Basis:
    """What the actor may read of this order, which they may see; one statement.

    A share goes to whoever plays any part in it: its recipient, and who handed it down. Raises
    Refused `not_found` for a draft, which has no history yet, and `not_yours` for a desk or anyone
    else who only sees the order.
    """
    if order.issued_at is None:
        raise Refused(NOT_FOUND)
    for hat in _ordered(actor):
        if order.parts_of(hat) & GIVING:
            return Basis(Footing.GIVER, hat, None)
    opened: dict[int, Hat] = {}
    for share in order.assignments.with_line():
        share.instruction = order
        for hat in _ordered(actor):
            if share.parts_of(hat):
                opened.setdefault(share.pk, hat)
    if not opened:
        sentence = _("Kronologi dibuka oleh pemberi perintah, dan oleh penerima untuk bagiannya.")
        raise Refused(Refusal("not_yours", sentence, Kind.NOT_YOURS))
    return Basis(Footing.OWN_SHARE, next(iter(opened.values())), sorted(opened))


def _ordered(actor: Actor) -> list[Hat]:
    """The named hat first."""
    named = [actor.hat] if actor.hat is not None else []
    return [*named, *(hat for hat in actor.hats if hat is not actor.hat)]
