"""Silent shares and couriers for tests: the ladder is climbed to its end, then a human may tap."""

from datetime import datetime, timedelta

from django.db.models import Min

from accounts.models import Position, PositionKind, Unit
from instructions.hand_delivery import actions
from instructions.ladder import clock
from instructions.models import Assignment, HandDelivery, Instruction
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
