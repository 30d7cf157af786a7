"""Dispatching while others answer, on real connections: nothing lost, nothing doubled."""

from functools import partial

import pytest

from instructions import actions as orders
from instructions.models import Assignment, Instruction
from memos import actions
from memos.actions import Words
from memos.models import Memo
from tests.instructions.orders import share_of
from tests.memos.course import begun, walked
from tests.memos.memos import memo_at, register
from tests.people import AT, Cast, actor, cast
from tests.races import race
from workflow.door import Done
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 6


def signed(memo: Memo, people: Cast) -> str:
    """Its key, signed without the paper, which is not what is tried here."""
    memo = walked(memo, people, "numbered")
    Memo.objects.filter(pk=memo.pk).update(status="signed", signed_at=AT)
    return str(memo.public_id)


def test_an_answer_against_a_dispatch_that_drops_and_adds() -> None:
    people = cast()
    register()
    desk = actor(people.kabag_umum.person)
    pelawan, limun = people.camat_pelawan, people.camat_limun
    for round_ in range(ROUNDS):
        memo = memo_at("draft", people)
        order = memo.order
        assert order is not None
        lines = Words(to_lines=["Camat Pelawan", "Kepala Dinas Kesehatan"])
        actions.edit(str(memo.public_id), lines, actor=desk, at=AT)
        key = signed(memo, people)
        keys = {camat: str(share_of(order, camat).public_id) for camat in (pelawan, limun)}
        sent, kept, dropped = race(
            partial(actions.dispatch, key, actor=desk, at=AT),
            partial(orders.acknowledge, keys[pelawan], actor=actor(pelawan.person), at=AT),
            partial(orders.acknowledge, keys[limun], actor=actor(limun.person), at=AT),
        )
        assert isinstance(sent, Done), (round_, sent)
        assert isinstance(kept, Done), (round_, kept)
        assert isinstance(dropped, Done) or (
            isinstance(dropped, Refused) and dropped.refusal.code == "not_now"
        ), (round_, dropped)
        states = dict(order.assignments.values_list("position__title", "status"))
        assert states == {
            "Camat Pelawan": "acknowledged",
            "Camat Limun": "revoked",
            "Kepala Dinas Kesehatan": "sent",
        }, round_
        assert Instruction.objects.get(pk=order.pk).form == "formal"
        for share in Assignment.objects.filter(instruction=order):
            chain = Entry.objects.filter(kind="assignment", subject_id=share.pk)
            assert chain.count() == share.version, round_


def test_two_who_dispatch_at_once_give_one_order() -> None:
    people = cast()
    register()
    for _round in range(ROUNDS):
        before = Instruction.objects.count()
        key = signed(begun(people, people.camat_pelawan, people.camat_limun), people)
        came = race(
            partial(actions.dispatch, key, actor=actor(people.kabag_umum.person), at=AT),
            partial(actions.dispatch, key, actor=actor(people.sekda.person), at=AT),
        )
        assert any(isinstance(one, Done) and not one.repeated for one in came), came
        assert Instruction.objects.count() == before + 1
        assert Memo.objects.get(public_id=key).status == "dispatched"
