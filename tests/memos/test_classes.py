"""A memo is as secret as its order: what is raised later takes the memo along."""

import pytest

from instructions import actions as orders
from memos import actions, consumers
from memos.models import Memo
from memos.search.index import index
from memos.search.models import MemoWord
from tests.memos.memos import clerk, memo_at, register
from tests.people import AT, actor, cast
from workflow.models import Entry, Outbox
from workflow.verify import verify

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ["draft", "numbered"])
def test_the_desk_loses_sight_of_a_memo_whose_order_becomes_secret(status: str) -> None:
    people = cast()
    register()
    memo = memo_at(status, people)
    index([memo])
    desk, sekda = actor(clerk().person), actor(people.sekda.person)
    assert Memo.visible_to(desk).filter(pk=memo.pk).exists()
    key = str(memo.order.public_id)  # type: ignore[union-attr]
    orders.reclassify(
        key, actor=actor(people.bupati.person), at=AT, classification="rahasia", reason="Perlu."
    )
    entry = Entry.objects.get(verb="reclassify")
    assert Outbox.objects.filter(entry=entry, consumer="memos").exists()
    for _ in range(2):  # a repeat changes nothing
        consumers.handle(entry, AT)
    memo.refresh_from_db()
    assert (memo.security, memo.status) == ("rahasia", status)
    assert Entry.objects.filter(kind=Memo.kind, verb="raise_class").count() == 1
    assert not Memo.visible_to(desk).filter(pk=memo.pk).exists()
    assert Memo.visible_to(sekda).filter(pk=memo.pk).exists()
    index([memo])
    assert not MemoWord.objects.exists()
    assert not verify().faults


def test_a_memo_that_was_withdrawn_stays_as_it_was() -> None:
    people = cast()
    register()
    memo = memo_at("withdrawn", people)
    done = actions.follow_class(memo.order_id or 0, actor=actor(people.bupati.person), at=AT)
    assert not done.moved
