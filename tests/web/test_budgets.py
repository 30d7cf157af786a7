"""How many statements the pages take, however much there is."""

import pytest

from instructions import actions
from instructions.lifecycle import State
from instructions.models import Assignment, Instruction
from tests.instructions.orders import order_to, share_of
from tests.people import AT, actor, cast, member
from tests.statements import counted
from tests.web.visits import browser, post, statements, url_of
from workflow import ledger


def many_shares(people, count: int) -> None:
    """Orders to one camat without a ledger: only the reading of lists is measured."""
    model = order_to(people.camat_pelawan, giver=people.bupati)
    last = Instruction.objects.latest("id").pk
    orders = [
        Instruction(
            status="issued", year=2026, number=n, giver=model.giver, text=f"Perintah {n}.",
            text_salt=ledger.new_salt(), issued_at=AT, answer_by=model.answer_by,
            finish_by=model.finish_by, moved_at=AT,
        )
        for n in range(2, count + 1)
    ]  # fmt: skip
    Instruction.objects.bulk_create(orders, batch_size=500)
    states = (State.SENT, State.ACKNOWLEDGED, State.IN_PROGRESS)
    Assignment.objects.bulk_create(
        [
            Assignment(
                instruction=order, giver_id=order.giver_id, position=people.camat_pelawan.position, moved_at=AT,
                status=states[n % 3], answer_by=AT, finish_by=AT,
            )
            for n, order in enumerate(Instruction.objects.filter(pk__gt=last))
        ],
        batch_size=500,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [10, 10_000])
def test_an_inbox_page_takes_at_most_eight_statements(count):
    people = cast()
    many_shares(people, count)
    assert statements(browser(people.camat_pelawan.person), "/") <= 8
    assert statements(browser(people.bupati.person), "/") <= 8


@pytest.mark.django_db(transaction=True)
def test_a_board_takes_the_same_for_two_and_for_sixty():
    people = cast()
    bupati = browser(people.bupati.person)
    few = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    lurah = [member(f"Lurah {n}", rank=70) for n in range(60)]
    many = order_to(*lurah, giver=people.bupati)
    answering = [(few, people.camat_pelawan), *((many, one) for one in lurah[:20])]
    for order, one in answering:
        key = str(share_of(order, one).public_id)
        actions.report(key, actor=actor(one.person), at=AT, note="Selesai.")
    counts = {statements(bupati, url_of(order)) for order in (few, many)}
    assert len(counts) == 1
    assert counts.pop() <= 13


@pytest.mark.django_db(transaction=True)
def test_a_share_with_its_history_takes_at_most_twelve_and_three_for_what_the_ladder_did_and_offers():
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_pelawan)
    key, camat = str(share.public_id), actor(people.camat_pelawan.person)
    for number in range(12):
        actions.comment(key, actor=camat, at=AT, note=f"Catatan {number}.")
    assert statements(browser(people.camat_pelawan.person), url_of(share)) <= 12
    assert statements(browser(people.bupati.person), url_of(share)) <= 15


@pytest.mark.django_db(transaction=True)
def test_an_answer_takes_at_most_twelve():
    people = cast()
    share = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    camat = browser(people.camat_pelawan.person)
    with counted() as statements_of:
        assert post(camat, url_of(share, "acknowledge"), people.camat_pelawan).status_code == 303
    assert statements_of.count <= 12, str(statements_of)
