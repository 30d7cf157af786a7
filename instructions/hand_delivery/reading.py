"""A delivery by hand as one reader may know it: the carrier reads addressee and address alone."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.queries import seats_of
from instructions.hand_delivery.lifecycle import HandPart
from instructions.models import HandDelivery
from workflow.actors import Actor


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands on the envelope, and whether the reader may know more than that.

    `knows_order` is for the giver's side and the desk (its reference), `gives` for the giver's side
    (the share itself, and what came of it). `name` is empty where the position is vacant.
    """

    row: HandDelivery
    title: str
    name: str
    unit: str
    address: str
    knows_order: bool
    gives: bool
    carries: bool


def envelopes(rows: list[HandDelivery], actor: Actor, *, at: datetime) -> list[Envelope]:
    """Each as this reader may know it, in the order given; one statement for all the names."""
    seats = seats_of({row.share.position for row in rows}, on=timezone.localdate(at))
    by_position = {seat.position.pk: seat for seat in seats}
    made = []
    for row in rows:
        seat = by_position[row.share.position_id]
        parts = frozenset[str]().union(*(row.parts_of(hat) for hat in actor.hats))
        unit = row.share.position.unit
        made.append(
            Envelope(
                row=row,
                title=seat.title,
                name=seat.person.full_name if seat.person else "",
                unit=unit.name,
                address=unit.address,
                knows_order=bool(parts & {HandPart.ORDERER, HandPart.DESK}),
                gives=HandPart.ORDERER in parts,
                carries=HandPart.CARRIER in parts,
            )
        )
    return made
