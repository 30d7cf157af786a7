"""How many statements the domain's verbs cost, and that crowds cost no more than few."""

import pytest

from accounts.models import Position
from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Assignment, Instruction
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, Cast, actor, cast, unit
from tests.statements import Statements, counted

pytestmark = pytest.mark.django_db(transaction=True)


def crowd_order(people: Cast, size: int) -> Order:
    """An order to `size` positions made for it."""
    home = unit(f"Kabupaten {size}")
    posts = Position.objects.bulk_create(
        Position(unit=home, title=f"Kepala Seksi {i}", kind="kasi", rank=80) for i in range(size)
    )
    return Order(text=TEXT, recipients=tuple(Recipient(str(post.public_id)) for post in posts))


def test_an_acknowledge_takes_at_most_six_statements() -> None:
    people = cast()
    share = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    camat = actor(people.camat_pelawan.person)
    with counted() as statements:
        actions.acknowledge(str(share.public_id), actor=camat, at=AT)
    assert statements.count <= 6, str(statements)


def test_issuing_to_five_hundred_costs_what_issuing_to_five_costs() -> None:
    people = cast()
    bupati = actor(people.bupati.person)
    measured: list[Statements] = []
    for size in (5, 500):
        order = crowd_order(people, size)
        with counted() as statements:
            issuing.issue(order, actor=bupati, at=AT)
        measured.append(statements)
    few, many = measured
    assert many.count == few.count, f"{few}\n\n{many}"
    assert many.count <= 18, str(many)


def test_revoking_and_closing_five_hundred_cost_what_five_cost() -> None:
    people = cast()
    bupati = actor(people.bupati.person)
    for verb in (actions.revoke, actions.close):
        measured: list[Statements] = []
        for size in (5, 500):
            order = issuing.issue(crowd_order(people, size), actor=bupati, at=AT)
            with counted() as statements:
                verb(str(order.public_id), actor=bupati, at=AT, reason="Sudah ditangani.")
            measured.append(statements)
            assert not Assignment.objects.filter(
                instruction=order, settled_at__isnull=True
            ).exists()
        few, many = measured
        assert many.count == few.count, f"{few}\n\n{many}"
        assert many.count <= 18, str(many)
    assert Instruction.objects.filter(closed_at__isnull=False).count() == 4
