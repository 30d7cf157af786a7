"""What a call costs in statements, counted outside a test's own transaction, in all."""

import pytest
from django.db import connection

from instructions.models import Assignment, Instruction, ReferenceCounter
from tests.api.calls import address, app
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, cast, position, unit
from tests.statements import counted

pytestmark = pytest.mark.django_db(transaction=True)

INBOX, ACKNOWLEDGE, DETAIL, ISSUE = 8, 12, 12, 19


def many_orders(people, number):
    """Orders to one camat, by bulk: only their shape matters here."""
    orders = [
        Instruction(
            giver=people.bupati.position, text=TEXT, text_salt="0" * 32, moved_at=AT,
            status="issued", year=2025, number=n, issued_at=AT,
            answer_by=AT.replace(hour=16), finish_by=AT.replace(hour=18), version=1,
        )
        for n in range(1, number + 1)
    ]  # fmt: skip
    Instruction.objects.bulk_create(orders)
    Assignment.objects.bulk_create(
        Assignment(
            instruction=order, giver_id=order.giver_id, position=people.camat_limun.position, moved_at=AT, version=1,
            answer_by=order.answer_by, finish_by=order.finish_by,
        )
        for order in orders
    )  # fmt: skip


def test_a_page_of_the_inbox_costs_the_same_with_ten_and_ten_thousand():
    people = cast()
    camat = app(people.camat_limun)
    costs = {}
    for added, total in ((10, 10), (9_990, 10_000)):
        ReferenceCounter.objects.all().delete()
        Instruction.objects.filter(year=2025).update(year=2024)
        many_orders(people, added)
        with counted() as cost:
            page = camat.get("assignments")
        assert len(page.data["results"]) == min(25, total)
        costs[total] = cost.count
    assert costs[10] == costs[10_000] <= INBOX


def test_an_acknowledge_with_a_key_stays_in_its_budget():
    people = cast()
    order = order_to(people.camat_limun, giver=people.bupati)
    camat = app(people.camat_limun)
    path = address(share_of(order, people.camat_limun), "acknowledge")
    with counted() as cost:
        assert camat.post(path, Idempotency_Key="k").status_code == 200
    assert cost.count <= ACKNOWLEDGE
    with counted() as replay:
        assert camat.post(path, Idempotency_Key="k").status_code == 200
    assert replay.count < cost.count


def test_a_detail_and_its_history_stay_in_their_budget():
    people = cast()
    order = order_to(people.camat_limun, people.camat_pelawan, giver=people.bupati)
    share = share_of(order, people.camat_limun)
    for caller, subject in ((app(people.camat_limun), share), (app(people.bupati), order)):
        with counted() as detail:
            assert caller.get(address(subject)).status_code == 200
        with counted() as history:
            assert caller.get(address(subject, "timeline")).status_code == 200
        assert max(detail.count, history.count) <= DETAIL


def test_giving_an_order_costs_the_same_for_five_and_five_hundred():
    people = cast()
    kecamatan = unit("Unit besar")
    posts = [position(f"Jabatan {n}", unit=kecamatan, superior=None) for n in range(505)]
    bupati = app(people.bupati)
    costs = []
    for chosen in (posts[:5], posts[5:]):
        sent = {
            "text": TEXT,
            "recipients": [{"position": str(one.public_id)} for one in chosen],
        }
        with counted() as cost:
            answer = bupati.post("instructions", sent, Idempotency_Key=f"k{len(chosen)}")
        assert answer.status_code == 201, answer.content
        assert answer.data["counts"]["total"] == len(chosen)
        costs.append(cost.count)
    few, many = costs
    assert few <= ISSUE
    assert many - few <= (0 if connection.vendor == "postgresql" else 3)


def test_the_board_costs_the_same_however_many_recipients():
    people = cast()
    bupati = app(people.bupati)
    costs = []
    for recipients in ((people.camat_limun,), (people.camat_limun, people.camat_pelawan)):
        order = order_to(*recipients, giver=people.bupati)
        with counted() as cost:
            bupati.get(address(order, "assignments"))
        costs.append(cost.count)
    assert costs[0] == costs[1] <= INBOX
