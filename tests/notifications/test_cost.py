"""What one order to five costs in statements from its entry until it is tried, alone and in a burst."""

import pytest

from notifications import sending
from notifications.models import Delivery
from tests.instructions.orders import order_to
from tests.notifications.phones import Phones
from tests.people import AT, Cast, cast
from tests.statements import Statements, counted
from workflow import outbox
from workflow.models import Outbox

pytestmark = pytest.mark.django_db

RECIPIENTS = 5
MOST = 3
"""Statements per recipient."""


def five(people: Cast) -> Statements:
    """The statements of giving one order to five."""
    to = (
        people.camat_pelawan, people.camat_limun, people.camat_singkut, people.sekda,
        people.kadis_kesehatan,
    )  # fmt: skip
    with counted() as found:
        order_to(*to, giver=people.bupati)
    return found


def tried() -> Statements:
    """The statements of the worker until nothing waits to be told or sent."""
    with counted() as found:
        while Outbox.objects.filter(done_at=None).exists():
            outbox.drain(at=AT)
        while Delivery.objects.filter(status="queued").exists():
            sending.send_due(at=AT)
    asked = [sql for sql in found.sql if not sql.startswith("SELECT 1 ")]  # the loops' own looks
    return Statements(asked)


def test_an_order_to_five_costs_three_statements_for_each(phone: Phones) -> None:
    people = cast()
    five(people)
    tried()
    phone.sent.clear()
    five(people)
    Outbox.objects.filter(consumer="search").update(done_at=AT)  # its index is no delivery
    found = tried()
    assert len(phone.sent) == RECIPIENTS
    assert found.count <= MOST * RECIPIENTS, found


def test_a_burst_costs_three_statements_for_each_with_the_giving(phone: Phones) -> None:
    people = cast()
    five(people)
    tried()
    phone.sent.clear()
    given = [five(people).count for _ in range(10)]
    found = tried()
    assert len(phone.sent) == 10 * RECIPIENTS
    assert sum(given) + found.count <= MOST * 10 * RECIPIENTS, found
