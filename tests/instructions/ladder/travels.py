"""Travelling in time with no sleeping: the worker is played at each moment something is due."""

from datetime import datetime

from django.db.models import Min

from instructions.ladder import clock
from instructions.models import Assignment, Instruction, Step
from notifications import sending
from notifications.models import Delivery
from tests.instructions.orders import share_of
from tests.people import WIB, Member
from workflow import outbox


def work(moment: datetime) -> None:
    """What a worker does."""
    outbox.drain(at=moment)
    clock.tick(at=moment)
    outbox.drain(at=moment)
    sending.send_due(at=moment)


def play(last: datetime) -> None:
    """The worker at each moment something is due, until `last`."""
    for _pass in range(200):
        looks = Assignment.objects.aggregate(next=Min("look_at"))["next"]
        sends = Delivery.objects.filter(status="queued").aggregate(next=Min("due_at"))["next"]
        due = [moment for moment in (looks, sends) if moment is not None and moment <= last]
        if not due:
            return
        work(min(due))
    message = "the ladder does not come to rest"
    raise AssertionError(message)


def climbed(order: Instruction, who: Member) -> list[tuple[str, str]]:
    """Rung and when, of each step of a recipient."""
    rows = Step.objects.filter(share=share_of(order, who)).order_by("at", "pk")
    return [(step.rung, f"{step.at.astimezone(WIB):%d %H.%M}") for step in rows]
