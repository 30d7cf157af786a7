"""Silent shares and couriers for tests: the ladder is climbed to its end, then a human may tap."""

from datetime import datetime, timedelta

from django.db.models import Min

from accounts.models import Position, PositionKind, Unit
from instructions.hand_delivery import actions
from instructions.ladder import clock
from instructions.models import Assignment, HandDelivery, Instruction, Step
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, Member, actor, member
from workflow import outbox

LATER = AT + timedelta(minutes=90)
"""When the ladder of an order that is most urgent has been climbed to its end."""

ADDRESS = "Jalan Contoh Nomor 2, Pelawan"


def courier(people: Cast) -> Member:
    """A courier of the general affairs section, with the camat's office at an address."""
    Unit.objects.filter(pk=people.camat_pelawan.position.unit_id).update(address=ADDRESS)
    return member(
        "Petugas Ekspedisi", name="Darwis", unit=people.kabag_umum.position.unit,
        kind=PositionKind.STAFF, rank=110, carries=True,
    )  # fmt: skip


def climb(until: datetime = LATER) -> None:
    """Let the clock tick at each moment something is due, then tell everybody."""
    for _tick in range(60):
        moment = Assignment.objects.aggregate(next=Min("look_at"))["next"]
        if moment is None or moment > until:
            break
        clock.tick(at=moment)
    while outbox.drain(at=until):
        pass


def as_silent(share: Assignment, *, at: datetime = AT) -> Assignment:
    """The share as if the ladder had been climbed for it: reminded twice, the giver told."""
    for rung, told in (
        ("answer_due", share.position_id),
        ("answer_again", share.position_id),
        ("answer_giver", share.giver_id),
    ):
        assert share.answer_by is not None
        Step.objects.create(
            share=share, instruction=share.instruction, rung=rung, deadline=share.answer_by,
            due_at=at, at=at, outcome="climbed", told_id=told,
        )  # fmt: skip
    return share


def silent_order(people: Cast, **fields: object) -> Instruction:
    """An order to the camat of Pelawan and of Limun whose ladder was climbed to its end."""
    fields.setdefault("giver", people.bupati)
    made = order_to(
        people.camat_pelawan, people.camat_limun, urgency="sangat_segera", **fields  # type: ignore[arg-type]
    )  # fmt: skip
    climb()
    return made


def carried(people: Cast, carrier: Member, *, order: Instruction | None = None) -> HandDelivery:
    """A delivery by hand to the camat of Pelawan, just ordered by the bupati."""
    share = share_of(order or silent_order(people), people.camat_pelawan)
    return give(share, people.bupati, carrier.position)


def give(
    share: Assignment, giver: Member, carrier: Position, *, at: datetime = LATER
) -> HandDelivery:
    """Order it."""
    done = actions.order(
        str(share.public_id), carrier=str(carrier.public_id), actor=actor(giver.person), at=at
    )
    return done.subject
