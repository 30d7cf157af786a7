"""Memos are found by number, by word and by filter, by those who may see them."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from memos import actions
from memos.actions import Words
from memos.models import Memo, Register
from memos.search import index
from memos.search.finding import MemoFilter, find
from memos.search.models import MemoWord
from tests.memos.memos import clerk, memo_at, register
from tests.people import AT, actor, cast
from tests.statements import counted
from workflow import outbox
from workflow.refusals import Refused

DAY = date(2026, 11, 24)


@pytest.fixture
def people(db):
    there = cast()
    register()
    return there


def drained() -> None:
    while outbox.drain(at=AT + timedelta(days=9), limit=500):
        pass


def found(member, **asked) -> set[int]:
    return {memo.pk for memo in find(MemoFilter(**asked), actor=actor(member.person))}


def written(people, *, hal="Pelaksanaan Apel", body="Kesiapsiagaan banjir di kecamatan.") -> Memo:
    memo = memo_at("draft", people)
    desk = actor(people.kabag_umum.person)
    actions.edit(str(memo.public_id), Words(hal=hal, body=body), actor=desk, at=AT)
    drained()
    return Memo.objects.get(pk=memo.pk)


@pytest.mark.parametrize(
    ("q", "there"),
    [
        ("laksana", True),
        ("melaksanakan apel", True),
        ("banjir", True),
        ("banj", True),
        ("pelawan", True),
        ("apel gempa", False),
        ("banjir-apel", True),
        ("banjir-gempa", False),
        ("%", False),
        ("", True),
    ],
)
def test_a_memo_is_found_by_its_words(people, q, there):
    memo = written(people)
    assert found(people.kabag_umum, q=q) == ({memo.pk} if there else set())
    assert found(people.stranger, q=q) == set()


def test_a_memo_is_found_by_its_number_and_by_the_order_it_rests_on(people):
    memo = memo_at("numbered", people)
    other = memo_at("numbered", people)
    for q in ("1/300.2.3/2026", "1/300.2.3"):
        assert found(people.kabag_umum, q=q) == {memo.pk}
    assert found(people.kabag_umum, q="300.2.3/2026") == {memo.pk, other.pk}
    assert memo.order is not None
    assert found(people.kabag_umum, q=memo.order.reference) == {memo.pk}


def test_a_changed_memo_is_found_by_its_new_words_alone(people):
    memo = written(people)
    desk = actor(people.kabag_umum.person)
    actions.edit(str(memo.public_id), Words(hal="Longsor", body="Tanah."), actor=desk, at=AT)
    drained()
    assert found(people.kabag_umum, q="banjir") == set()
    assert found(people.kabag_umum, q="longsor") == {memo.pk}


def test_a_secret_memo_is_found_by_its_whole_number_alone_and_by_its_signer(people):
    memo = memo_at("numbered", people)
    drained()
    Memo.objects.filter(pk=memo.pk).update(security="rahasia")
    for q in (memo.hal.split()[0], "1/300.2.3", "300.2.3"):
        assert found(people.sekda, q=q) == set()
    assert found(people.sekda, q="1/300.2.3/2026") == {memo.pk}
    assert found(clerk(), q="1/300.2.3/2026") == set()
    index.index(Memo.objects.all())
    assert not MemoWord.objects.exists()


def test_words_are_looked_for_by_their_index_and_not_in_every_memo(people):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by what is in the tables")
    for q in ("laksana", "laksana apel", "7/300.2.3"):
        rows = find(MemoFilter(q=q), actor=actor(people.kabag_umum.person))
        assert "SEARCH memos_memo USING INTEGER PRIMARY KEY" in rows.explain(), q


def test_filters_narrow_and_go_together(people):
    numbered, draft = memo_at("numbered", people), memo_at("draft", people)
    book = str(Register.objects.get().public_id)
    who = people.kabag_umum
    assert found(who, status="draft") == {draft.pk}
    assert found(who, status="numbered", memo_type="nota_dinas") == {numbered.pk}
    assert found(who, memo_type="penjelasan") == set()
    assert found(who, register=book) == {numbered.pk}
    assert found(who, dated_from=DAY, dated_to=DAY) == {numbered.pk}
    assert found(who, dated_from=DAY + timedelta(days=1)) == set()
    unit = people.sekda.position.unit
    assert found(who, unit=str(unit.public_id)) == {numbered.pk, draft.pk}
    elsewhere = people.camat_pelawan.position.unit
    assert found(who, unit=str(elsewhere.public_id)) == set()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"register": "x"}, "unknown_register"),
        ({"unit": "00000000-0000-7000-8000-000000000000"}, "unknown_unit"),
        ({"dated_from": DAY, "dated_to": date(2026, 1, 1)}, "period_ends_before_it_begins"),
    ],
)
def test_what_cannot_be_asked_is_refused(people, asked, code):
    with pytest.raises(Refused) as refused:
        find(MemoFilter(**asked), actor=actor(people.kabag_umum.person))
    assert refused.value.refusal.code == code


def test_markup_is_no_word(people):
    memo = written(people)
    memo.body = "<p>Siaga&nbsp;<strong>banjir</strong></p><ul><li>pompa</li><li>perahu</li></ul>"
    memo.body_format = "html"
    stems = index.words_of(memo).split()
    assert {"banjir", "pompa", "perahu"} <= set(stems)
    assert not {"strong", "<p>", "pompaperahu", "nbsp"} & set(stems)


def test_indexing_twice_changes_nothing_and_costs_three_statements(people):
    written(people)
    written(people, hal="Lain")
    before = sorted(MemoWord.objects.values_list("memo_id", "stem"))
    with counted() as statements:
        index.index(Memo.objects.all())
    assert statements.count == 3
    assert sorted(MemoWord.objects.values_list("memo_id", "stem")) == before


def test_the_index_can_be_written_anew(people, capsys):
    written(people)
    before = sorted(MemoWord.objects.values_list("memo_id", "stem"))
    assert before
    MemoWord.objects.all().delete()
    call_command("index_memos")
    assert capsys.readouterr().out == "1 memos\n"
    assert sorted(MemoWord.objects.values_list("memo_id", "stem")) == before


def test_a_search_costs_one_statement_for_few_and_many(people):
    written(people)
    who = actor(people.kabag_umum.person)
    for more in (0, 3):
        for _each in range(more):
            written(people)
        with counted() as statements:
            rows = list(find(MemoFilter(q="laksana apel 1"), actor=who)[:25])
            rows += list(find(MemoFilter(q="laksana"), actor=who)[:25])
        assert len(rows) == 1 + more
        assert statements.count == 2
