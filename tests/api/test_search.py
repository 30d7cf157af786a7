"""Memos and letters are found over the API by word and by filter, by those who may see them."""

from uuid import uuid4

import pytest

from memos import actions
from memos.actions import Words
from memos.letters.models import IncomingLetter
from memos.models import Memo
from memos.search import index
from tests.api.calls import app
from tests.memos.letters import letter
from tests.memos.memos import memo_at, register
from tests.people import AT, actor, cast
from tests.statements import counted

pytestmark = pytest.mark.django_db


def test_memos_are_found_by_word_number_and_filter():
    people = cast()
    book = register()
    numbered = memo_at("numbered", people)
    draft = memo_at("draft", people)
    words = Words(hal="Pelaksanaan Apel", body="Kesiapsiagaan banjir.")
    desk = actor(people.kabag_umum.person)
    actions.edit(str(draft.public_id), words, actor=desk, at=AT)
    index.index(Memo.objects.all())
    caller = app(people.kabag_umum)

    def ids(**asked):
        return {one["id"] for one in caller.get("memos", **asked).data["results"]}

    first, second = str(numbered.public_id), str(draft.public_id)
    assert ids() == {first, second}
    assert ids(search="laksana apel") == {second}
    assert ids(search=numbered.number_text) == {first}
    assert ids(register=str(book.public_id), dated_from="2026-11-24") == {first}
    assert ids(dated_to="2026-11-23") == set()
    assert ids(status="draft", memo_type="nota_dinas") == {second}
    assert ids(unit=str(people.sekda.position.unit.public_id), search="apel") == {second}
    assert app(people.stranger).get("memos", search="apel").data["results"] == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"register": str(uuid4())}, "unknown_register"),
        ({"unit": str(uuid4())}, "unknown_unit"),
        ({"dated_from": "2026-12-01", "dated_to": "2026-11-01"}, "period_ends_before_it_begins"),
        ({"dated_from": "kemarin"}, "invalid_input"),
        ({"memo_type": "surat"}, "invalid_input"),
    ],
)
def test_a_filter_that_asks_nonsense_is_refused(asked, code):
    people = cast()
    refused = app(people.kabag_umum).get("memos", **asked)
    assert (refused.status_code, refused.data["code"]) == (422, code)


def test_finding_memos_costs_the_same_however_many():
    people = cast()
    register()
    costs = []
    for _each in range(3):
        memo_at("numbered", people)
        index.index(Memo.objects.all())
        caller = app(people.kabag_umum)
        with counted() as cost:
            caller.get("memos", search="banjir 2026")
        costs.append(cost.count)
    assert costs[0] == costs[-1] <= 6


def test_letters_are_found_by_sender_number_hal_and_day():
    people = cast()
    plain = letter(people)
    secret = letter(people, hal="Tanggul Rahasia", security="rahasia")
    desk, bupati = app(people.kabag_umum), app(people.bupati)

    def ids(caller, **asked):
        return {one["id"] for one in caller.get("letters", **asked).data["results"]}

    first, second = str(plain.public_id), str(secret.public_id)
    for words in ("tanggul", "wilayah TANGGUL", "PR.02/117"):
        assert ids(desk, search=words) == ids(bupati, search=words) == {first}
    number = IncomingLetter.objects.get(pk=secret.pk).register_number.text
    assert ids(bupati, search=number) == {second}
    assert ids(desk, search=number) == set()
    bupatis = str(people.bupati.position.public_id)
    assert ids(bupati, addressee=bupatis, received_from="2026-11-24") == {first, second}
    assert ids(bupati, received_to="2026-11-23") == set()
    assert ids(bupati, search="%") == set()
    assert ids(app(people.stranger), search="tanggul") == set()
