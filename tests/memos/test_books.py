"""The books: reserved, inserted and outside numbers, who changes a book, and no gap unexplained."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Unit
from memos import actions, final
from memos.books import actions as books
from memos.books.actions import Book
from memos.books.models import Bookkeeping, RegisterNumber, ReservedNumber
from memos.models import ClassificationCode, Memo, MemoIssue, Register, RegisterYear
from tests.memos.memos import CODE, clerk, memo_at, register
from tests.people import AT, Cast, actor, cast
from tests.races import crowd
from workflow.door import Done
from workflow.models import Entry
from workflow.refusals import Refused

TODAY = AT.date()
YESTERDAY = TODAY - timedelta(days=1)


def refusal(work: Callable[[], Any]) -> str:
    """The code of what is refused; nothing may be left behind."""
    with pytest.raises(Refused) as refused, transaction.atomic():
        work()
    return refused.value.refusal.code


def book(**fields: Any) -> Book:
    """A book of the setda, as an office describes it."""
    setda = str(Unit.objects.get(code="setda").public_id)
    fields = {"name": "Nota Dinas Setda", "unit": setda, "types": ("nota_dinas",), **fields}
    return Book(**fields)


def keep(people: Cast, row: Register, count: int = 1, **fields: Any) -> list[ReservedNumber]:
    """Numbers kept free by the desk."""
    given = {"count": count, "reason": "Rapat malam.", "at": AT, **fields}
    return books.reserve(str(row.public_id), actor=actor(people.kabag_umum.person), **given)[0]


def numbered(people: Cast, **fields: Any) -> Memo:
    """A new memo, numbered as the fields say."""
    memo = memo_at("approved", people)
    desk = actor(people.kabag_umum.person)
    return actions.number(str(memo.public_id), actor=desk, **{"at": AT, **fields}).subject


# --- Reserved ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_reserved_number_is_used_later_by_a_memo_that_is_dated_its_day() -> None:
    people = cast()
    row = register(opening=44)
    first, second = keep(people, row, 2)
    assert [first.number, second.number] == [45, 46]
    assert numbered(people).number_text == f"47/{CODE}/2026"
    later = numbered(people, at=AT + timedelta(days=3), reserved=str(first.public_id))
    assert (later.number_text, later.dated) == (f"45/{CODE}/2026", TODAY)
    line = RegisterNumber.objects.get(memo=later)
    assert (line.origin, line.reason, line.reservation) == ("reserved", "Rapat malam.", first)
    entry = Entry.objects.get(kind="memo", subject_id=later.pk, verb="number")
    assert (entry.facts["origin"], entry.facts["dated"]) == ("reserved", "2026-11-24")


@pytest.mark.django_db
def test_a_reserved_number_is_used_once_and_in_its_own_book() -> None:
    people = cast()
    row, other = register(), register(name="Lain", unit_code="15.03")
    (kept,) = keep(people, row)
    numbered(people, register=str(row.public_id), reserved=str(kept.public_id))
    again = partial(numbered, people, register=str(row.public_id), reserved=str(kept.public_id))
    assert refusal(again) == "reservation_used"
    elsewhere = partial(
        numbered, people, register=str(other.public_id), reserved=str(kept.public_id)
    )
    assert refusal(elsewhere) == "unknown_reservation"
    nonsense = partial(numbered, people, register=str(row.public_id), reserved="entah")
    assert refusal(nonsense) == "unknown_reservation"


@pytest.mark.django_db
def test_the_quota_is_of_a_day() -> None:
    people = cast()
    row = register(daily_reserve=3)
    keep(people, row, 2)
    assert refusal(partial(keep, people, row, 2)) == "quota_used_up"
    keep(people, row, 1)
    assert refusal(partial(keep, people, row, 1)) == "quota_used_up"
    assert [kept.day for kept in keep(people, row, 3, at=AT + timedelta(days=1))] == [
        TODAY + timedelta(days=1)
    ] * 3
    assert RegisterYear.objects.get().last == 6


@pytest.mark.django_db
def test_only_the_desk_reserves_and_says_why() -> None:
    people = cast()
    row = register()
    for person in (people.sekda, people.bupati, people.camat_pelawan):
        by = actor(person.person)
        work = partial(books.reserve, str(row.public_id), count=1, reason="Ya.", actor=by, at=AT)
        assert refusal(work) == "not_bookkeeper"
    assert refusal(partial(keep, people, row, reason=" ")) == "reason_required"
    assert refusal(partial(keep, people, row, 0)) == "count_out_of_bounds"
    assert not RegisterYear.objects.exists()
    clerks = actor(clerk().person)
    books.reserve(str(row.public_id), count=1, reason="Ya.", actor=clerks, at=AT)
    entry = Entry.objects.get(kind="bookkeeping", verb="reserve")
    assert (entry.facts["register"], entry.facts["count"]) == (str(row.public_id), 1)


# --- Inserted ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_inserted_number_stands_behind_the_last_one_of_its_day() -> None:
    people = cast()
    register(opening=44)
    between, later = TODAY + timedelta(days=1), AT + timedelta(days=2)
    numbered(people)
    numbered(people, at=later)
    head = actor(people.kabag_umum.person)
    texts = []
    for _ in range(2):
        memo = memo_at("approved", people)
        done = actions.insert_number(
            str(memo.public_id), actor=head, at=later, day=between, reason="Tertinggal."
        )
        texts.append((done.subject.number_text, done.subject.dated))
    assert texts == [(f"45.a/{CODE}/2026", between), (f"45.b/{CODE}/2026", between)]
    assert RegisterYear.objects.get().last == 46
    assert numbered(people, at=later).number_text == f"47/{CODE}/2026"
    line = RegisterNumber.objects.get(suffix="a")
    assert (line.origin, line.reason, line.number) == ("inserted", "Tertinggal.", 45)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "code"),
    [
        (TODAY, "insert_is_for_the_past"),
        (TODAY + timedelta(days=1), "insert_is_for_the_past"),
        (date(2025, 12, 31), "nothing_to_insert_after"),
        (None, "day_required"),
    ],
)
def test_nothing_is_inserted_where_nothing_stood(day: date | None, code: str) -> None:
    people = cast()
    register(opening=3)
    memo, head = memo_at("approved", people), actor(people.kabag_umum.person)
    work = partial(
        actions.insert_number, str(memo.public_id), actor=head, at=AT, day=day, reason="Ya."
    )
    assert refusal(work) == code
    assert not RegisterNumber.objects.exists()


# --- From outside ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_number_from_outside_is_typed_once_in_a_year() -> None:
    people = cast()
    register(name="SRIKANDI", source="outside")
    assert refusal(partial(numbered, people)) == "number_from_outside"
    memo = numbered(people, typed=" B/128/300.1.2/2026 ")
    assert (memo.number_text, memo.dated) == ("B/128/300.1.2/2026", TODAY)
    same = partial(numbered, people, typed="b/128/300.1.2/2026")
    assert refusal(same) == "outside_number_taken"
    next_year = AT.replace(year=2027, month=1)
    assert numbered(people, typed="B/128/300.1.2/2026", at=next_year).dated == next_year.date()
    assert not RegisterYear.objects.filter(last__gt=0).exists()


@pytest.mark.django_db
def test_a_book_that_counts_takes_no_typed_number() -> None:
    people = cast()
    row = register()
    assert refusal(partial(numbered, people, typed="7/2026")) == "number_counted_here"
    outside = register(name="SRIKANDI", source="outside")
    assert refusal(partial(keep, people, outside)) == "number_from_outside"
    assert row.numbers.count() == 0


@pytest.mark.django_db
def test_the_database_refuses_dating_back_without_a_reserve_or_an_insert() -> None:
    people = cast()
    row = register()
    memo = numbered(people)
    line = RegisterNumber.objects.get(memo=memo)
    other = memo_at("approved", people)
    given = {"register": row, "year": 2026, "text": "9/2026", "memo": other, "at": AT, "number": 9}
    for wrong in (
        {"dated": YESTERDAY, "taken_on": TODAY},
        {"number": line.number, "dated": TODAY, "taken_on": TODAY},
        {"origin": "inserted", "suffix": "a", "dated": YESTERDAY, "taken_on": TODAY},
        {"origin": "reserved", "dated": YESTERDAY, "taken_on": TODAY},
        {"origin": "outside", "dated": TODAY, "taken_on": TODAY},
        {"memo": None, "dated": TODAY, "taken_on": TODAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RegisterNumber.objects.create(**{**given, **wrong})
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        RegisterNumber.objects.filter(pk=line.pk).update(text="lain")
    (kept,) = keep(people, row)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        kept.delete()


# --- Opening and changing a book ---------------------------------------------------------------


@pytest.mark.django_db
def test_the_head_of_the_desk_opens_a_book_that_goes_on_from_paper() -> None:
    people = cast()
    ClassificationCode.objects.create(code=CODE, name="Kesiapsiagaan")
    head = actor(people.kabag_umum.person)
    row, done = books.open_register(
        book(opening=12, basis="Buku agenda 2026, hlm. 9"), actor=head, at=AT
    )
    assert numbered(people).number_text == f"13/{CODE}/2026"
    entry = done.entry
    assert entry is not None
    assert (entry.verb, entry.facts["opening"]) == ("open_register", 12)
    books.change_register(
        str(row.public_id), book(pattern="{code}/{number}/{year}"), actor=head, at=AT
    )
    assert numbered(people).number_text == f"{CODE}/14/2026"
    changed = Entry.objects.get(verb="change_register").facts["changed"]
    assert changed == {"pattern": ["{number}/{code}/{year}", "{code}/{number}/{year}"]}
    assert Bookkeeping.objects.count() == 1


@pytest.mark.django_db
def test_who_else_opens_books() -> None:
    people = cast()
    books.open_register(book(), actor=actor(people.administrator.person), at=AT)
    for person in (clerk(), people.sekda, people.camat_pelawan, people.ajudan):
        work = partial(books.open_register, book(name="Lain"), actor=actor(person.person), at=AT)
        assert refusal(work) == "not_bookkeeper"
    assert Register.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " "}, "name_required"),
        ({"name": "x" * 121}, "name_required"),
        ({"unit": "entah"}, "unknown_unit"),
        ({"types": ()}, "no_types"),
        ({"types": ("puisi",)}, "unknown_type"),
        ({"pattern": "{nomor}"}, "bad_pattern"),
        ({"pattern": "{number}{year}" + "x" * 80}, "bad_pattern"),
        ({"source": "angin"}, "unknown_source"),
        ({"daily_reserve": 51}, "reserve_out_of_bounds"),
        ({"opening": -1}, "opening_out_of_bounds"),
        ({"opening": 5}, "opening_needs_basis"),
    ],
)
def test_a_book_that_makes_no_sense_is_refused(fields: dict[str, Any], code: str) -> None:
    people = cast()
    head = actor(people.kabag_umum.person)
    assert refusal(lambda: books.open_register(book(**fields), actor=head, at=AT)) == code
    assert not Register.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_books_of_one_name_are_refused() -> None:
    people = cast()
    head = actor(people.kabag_umum.person)
    row, _done = books.open_register(book(), actor=head, at=AT)
    assert refusal(lambda: books.open_register(book(), actor=head, at=AT)) == "name_taken"
    books.open_register(book(name="Lain"), actor=head, at=AT)
    renamed = partial(
        books.change_register, str(row.public_id), book(name="Lain"), actor=head, at=AT
    )
    assert refusal(renamed) == "name_taken"
    closed = book(is_active=False)
    books.change_register(str(row.public_id), closed, actor=head, at=AT)
    stale = partial(
        books.change_register, str(row.public_id), book(), actor=head, at=AT, if_version=1
    )
    assert refusal(stale) == "stale"


# --- Many at once ------------------------------------------------------------------------------


def approved(people: Cast, count: int) -> list[str]:
    """Approved memos of no order, in a few statements; their public ids."""
    code = ClassificationCode.objects.get(code=CODE)
    rows = [
        Memo(
            status="approved", drafter=people.kabag_umum.position, signer=people.sekda.position,
            from_position=people.sekda.position, to_lines=["Para Camat"], hal=f"Hal {n}",
            body="Isi.", classification_code=code, approved_at=AT, moved_at=AT,
        )
        for n in range(count)
    ]  # fmt: skip
    Memo.objects.bulk_create(rows)
    return [str(row.public_id) for row in rows]


@pytest.mark.django_db(transaction=True)
def test_a_thousand_at_once_over_three_books_leave_no_gap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    many = 1000 if connection.vendor == "postgresql" else 120
    rows = [
        register(name=f"Buku {n}", daily_reserve=50, unit_code=unit)
        for n, unit in enumerate(("setda", "setda", "15.03"))
    ]
    # A thousand sheets are another matter.
    monkeypatch.setattr("memos.final.issue_of", lambda *_args, **_kwargs: None)
    desk = actor(people.kabag_umum.person)
    contestants: list[Callable[[], Any]] = [
        partial(actions.number, key, actor=desk, at=AT, register=str(row.public_id))
        for key, row in zip(approved(people, many), cycle(rows), strict=False)
    ]
    for n in range(12):  # and the day's reserve is drawn meanwhile
        contestants.insert(n * many // 12, partial(keep, people, rows[n % 3], 5))
    came = crowd(contestants, at_once=16)
    assert [one for one in came if isinstance(one, Exception)] == []
    assert sum(isinstance(one, Done) for one in came) == many
    for row in rows:
        taken = [n or 0 for n in row.numbers.values_list("number", flat=True)]
        kept = list(row.reserved_numbers.values_list("number", flat=True))
        assert len(kept) == 20
        assert sorted([*taken, *kept]) == list(range(1, row.years.get().last + 1))
    assert RegisterNumber.objects.count() == many
    assert RegisterNumber.objects.values("text", "register").distinct().count() == many


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_number_and_sheet_is_mended_by_the_next_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    register()
    memo = memo_at("approved", people)
    desk, key = actor(people.kabag_umum.person), str(memo.public_id)

    def crash(*_args: Any, **_kwargs: Any) -> bytes:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("memos.pdf.to_pdf", crash)
        actions.number(key, actor=desk, at=AT)
    assert (RegisterNumber.objects.count(), MemoIssue.objects.count()) == (1, 0)
    assert actions.number(key, actor=desk, at=AT).repeated
    monkeypatch.setattr("memos.pdf.to_pdf", lambda html, **_: html.encode())
    actions.pdf_for_reading(key, desk, AT)
    issue = MemoIssue.objects.get()
    assert issue.number_text == RegisterNumber.objects.get().text
    assert final.issue_of(issue.memo, at=AT) == issue
