"""Changing the timetable: who may, what is refused, what the database holds, and who sees it when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Position, Unit
from instructions import actions, clock
from instructions.models import (
    Assignment,
    DayOff,
    Instruction,
    OfficeHours,
    Ramadan,
    Timetable,
    UrgencyPolicy,
)
from instructions.worktime import editing, pasting
from instructions.worktime.days import DayKind
from instructions.worktime.editing import NewDay
from instructions.worktime.hours import DEFAULT as HOURS
from instructions.worktime.hours import Opening, Season
from instructions.worktime.policy import DEFAULT, Counting
from tests.instructions.orders import order_to, share_of
from tests.instructions.worktimes import organiser
from tests.people import AT, WIB, Cast, actor, cast
from tests.races import crowd
from tests.statements import counted
from workflow.models import Entry
from workflow.refusals import Refused
from workflow.verify import verify

pytestmark = pytest.mark.django_db
EVE = datetime(2026, 12, 23, 14, 30, tzinfo=WIB)
NATAL = NewDay(date(2026, 12, 24), DayKind.JOINT_LEAVE, "Natal")
QUICK = {**DEFAULT, "biasa": replace(DEFAULT["biasa"], answer=timedelta(hours=1))}


def answer_by(at: datetime = EVE, urgency: str = "biasa") -> str:
    return clock.deadlines(urgency, at=at).answer_by.strftime("%d %H.%M")


def code(work: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code, refused.value.refusal.field


# --- Who --------------------------------------------------------------------------------------


def test_who_administers_the_regency_changes_it_and_nobody_else_does() -> None:
    people = cast()
    regency = Unit.objects.get(code="15.03")
    Position.objects.filter(pk=people.kabag_umum.position.pk).update(administers=regency)
    editing.add_days([NATAL], actor=actor(people.kabag_umum.person), at=AT)
    entry = Entry.objects.filter(kind="timetable", verb="add_days").get()
    assert (entry.person_id, entry.position_id) == (
        people.kabag_umum.person.pk, people.kabag_umum.position.pk,
    )  # fmt: skip
    assert entry.facts == {"days": [["2026-12-24", "cuti_bersama"]]}
    for member in (people.bupati, people.sekda, people.stranger):
        tried = partial(editing.remove_day, NATAL.date, actor=actor(member.person), at=AT)
        assert code(tried)[0] == "not_organiser"


def test_staff_set_it_up_without_a_position() -> None:
    editing.set_policy(QUICK, actor=organiser(), at=AT)
    verbs = list(Entry.objects.filter(kind="timetable").values_list("verb", "position_id"))
    assert verbs == [("establish", None), ("set_policy", None)]
    assert verify().faults == []


# --- What counts at once ------------------------------------------------------------------------


def test_nothing_on_record_means_the_defaults() -> None:
    assert not Timetable.objects.exists()
    assert answer_by() == "24 12.00"


def test_an_edit_counts_at_once_and_its_removal_too() -> None:
    who = organiser()
    editing.add_days([NATAL], actor=who, at=AT)
    assert answer_by() == "28 12.00"
    editing.remove_day(NATAL.date, actor=who, at=AT)
    assert answer_by() == "24 12.00"
    assert Timetable.objects.get().version == 3


def test_the_first_change_writes_the_defaults_down() -> None:
    editing.add_days([NATAL], actor=organiser(), at=AT)
    rows = OfficeHours.objects.filter(season="regular")
    assert {row.weekday: row.opens for row in rows} == {
        day: opening.opens for day, opening in HOURS["regular"].items()
    }
    assert clock.current().policies == DEFAULT
    assert clock.current().rules.hours == HOURS


def test_a_deadline_costs_one_statement_and_an_edit_costs_its_reader_a_few_once() -> None:
    editing.add_days([NATAL], actor=organiser(), at=AT)
    with counted() as first:
        answer_by()
    with counted() as later:
        answer_by()
        answer_by(urgency="segera")
    assert (first.count, later.count) == (6, 2), first


def test_an_order_keeps_the_deadlines_it_got() -> None:
    people = cast()
    before = order_to(people.camat_pelawan, giver=people.bupati)
    given = share_of(before, people.camat_pelawan)
    editing.set_policy(QUICK, actor=organiser(), at=AT)
    kept = share_of(before, people.camat_pelawan)
    assert (kept.answer_by, kept.finish_by) == (given.answer_by, given.finish_by)
    after = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    assert after.answer_by == AT + timedelta(hours=1)


# --- What is refused ----------------------------------------------------------------------------

WEEK = dict(HOURS[Season.REGULAR])


@pytest.mark.parametrize(
    ("week", "field"),
    [
        ({}, "hours"),
        ({0: Opening(time(8), time(8))}, "closes_0"),
        ({4: Opening(time(8), time(16), time(7), time(9))}, "break_starts_4"),
        ({4: Opening(time(8), time(16), time(12), None)}, "break_starts_4"),
        ({9: Opening(time(8), time(16))}, "hours"),
    ],
)
def test_hours_that_make_no_day_are_refused(week: dict[int, Opening], field: str) -> None:
    tried = partial(editing.set_hours, Season.REGULAR, week, actor=organiser(), at=AT)
    assert code(tried)[1] == field
    assert not Timetable.objects.exists()


def test_hours_under_which_no_work_ends_are_refused() -> None:
    a_minute_a_week = {0: Opening(time(8), time(8, 1))}
    tried = partial(editing.set_hours, Season.REGULAR, a_minute_a_week, actor=organiser(), at=AT)
    assert code(tried)[0] == "deadlines_too_far"
    assert not Timetable.objects.exists()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ([], "no_days"),
        ([NATAL, NATAL], "day_twice"),
        ([replace(NATAL, name=" ")], "name_required"),
        ([replace(NATAL, name="x" * 81)], "name_too_long"),
        ([replace(NATAL, kind="mudik")], "unknown_kind"),
        (
            [replace(NATAL, date=NATAL.date + timedelta(days=n)) for n in range(101)],
            "too_many_days",
        ),
        (
            [NewDay(date(2027, 1, 1) + timedelta(days=n), DayKind.LOCAL, "x") for n in range(61)],
            "too_many_days_off",
        ),
    ],
)
def test_days_that_cannot_be_put_on_record(new: list[NewDay], said: str) -> None:
    assert code(partial(editing.add_days, new, actor=organiser(), at=AT))[0] == said


def test_a_day_is_on_record_once() -> None:
    who = organiser()
    editing.add_days([NATAL], actor=who, at=AT)
    assert code(partial(editing.add_days, [NATAL], actor=who, at=AT))[0] == "day_is_on_record"
    gone = partial(editing.remove_day, date(2026, 12, 31), actor=who, at=AT)
    assert code(gone)[0] == "not_found"


def test_ramadan_lasts_a_month_and_does_not_overlap() -> None:
    who, first = organiser(), date(2026, 2, 18)
    add = partial(editing.add_ramadan, actor=who, at=AT)
    assert code(lambda: add(first, first))[0] == "ends_before_start"
    assert code(lambda: add(first, first + timedelta(days=31)))[0] == "too_long"
    add(first, date(2026, 3, 19))
    assert code(lambda: add(date(2026, 3, 19), date(2026, 4, 10)))[0] == "ramadan_overlaps"
    editing.remove_ramadan(first, actor=who, at=AT)
    assert code(partial(editing.remove_ramadan, first, actor=who, at=AT))[0] == "not_found"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"answer": timedelta(0)}, "span_out_of_bounds"),
        ({"giver": timedelta(days=91)}, "span_out_of_bounds"),
        ({"answer": timedelta(hours=41)}, "finish_before_answer"),
        ({"finish": timedelta(days=89)}, "deadlines_too_far"),
    ],
)
def test_a_policy_that_leaves_no_sense_is_refused(changed: dict[str, Any], said: str) -> None:
    policies = {**DEFAULT, "biasa": replace(DEFAULT["biasa"], **changed)}
    assert code(partial(editing.set_policy, policies, actor=organiser(), at=AT))[0] == said


def test_two_organisers_on_one_page_do_not_overwrite_each_other() -> None:
    who = organiser()
    editing.set_policy(QUICK, actor=who, at=AT, if_version=0)
    stale = partial(editing.set_policy, DEFAULT, actor=who, at=AT, if_version=0)
    assert code(stale)[0] == "stale"
    editing.set_policy(DEFAULT, actor=who, at=AT, if_version=Timetable.objects.get().version)


# --- What the database holds ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        OfficeHours(season="regular", weekday=7, opens=time(8), closes=time(9)),
        OfficeHours(season="musim", weekday=1, opens=time(8), closes=time(9)),
        OfficeHours(season="regular", weekday=1, opens=time(9), closes=time(8)),
        OfficeHours(
            season="regular", weekday=1, opens=time(8), closes=time(16), break_starts=time(12)
        ),
        OfficeHours(
            season="regular", weekday=1, opens=time(8), closes=time(16),
            break_starts=time(7), break_ends=time(9),
        ),
        Ramadan(starts_on=date(2026, 2, 18), ends_on=date(2026, 2, 18)),
        DayOff(date=date(2026, 2, 18), kind="mudik", name="x"),
        DayOff(date=date(2026, 2, 18), kind="local", name=""),
        UrgencyPolicy(
            urgency="kilat", answer_minutes=1, finish_minutes=1, giver_minutes=1, counts="office"
        ),
        UrgencyPolicy(
            urgency="biasa", answer_minutes=2, finish_minutes=1, giver_minutes=1, counts="office"
        ),
        UrgencyPolicy(
            urgency="biasa", answer_minutes=1, finish_minutes=1, giver_minutes=1, counts="kira"
        ),
    ],
)  # fmt: skip
def test_the_database_refuses(row: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_database_refuses_overlapping_fasts_and_a_second_timetable() -> None:
    Ramadan.objects.create(starts_on=date(2026, 2, 18), ends_on=date(2026, 3, 19))
    with pytest.raises(IntegrityError, match="ramadan_overlaps"), transaction.atomic():
        Ramadan.objects.create(starts_on=date(2026, 3, 19), ends_on=date(2026, 4, 1))
    editing.add_days([NATAL], actor=organiser(), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Timetable(moved_at=AT).save()


# --- Pasting -------------------------------------------------------------------------------------


def test_a_list_from_a_decree_is_pasted() -> None:
    text = "24-12-2026; Natal\n\n16 Februari 2026\tImlek\n2026-03-18, Nyepi, Tahun Baru Saka"
    found = pasting.days_in(text, kind=DayKind.JOINT_LEAVE)
    assert [(one.date.isoformat(), one.name) for one in found] == [
        ("2026-12-24", "Natal"), ("2026-02-16", "Imlek"),
        ("2026-03-18", "Nyepi, Tahun Baru Saka"),
    ]  # fmt: skip


def test_lines_that_cannot_be_read_are_named() -> None:
    with pytest.raises(Refused) as refused:
        pasting.days_in("24-12-2026; Natal\n32-12-2026; Lebaran\n25-12-2026", kind="local")
    sentence = str(refused.value.refusal.sentence)
    assert "baris 2 (32-12-2026)" in sentence
    assert "baris 3 (tanpa nama)" in sentence


# --- The giver's clock ----------------------------------------------------------------------------


@pytest.fixture
def asked() -> tuple[Cast, str]:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    actions.ask(key, actor=actor(people.camat_pelawan.person), at=AT, question="Sampai kapan?")
    return people, key


def giver_by(key: str) -> datetime | None:
    return Assignment.objects.get(public_id=key).giver_by


def test_a_question_starts_the_givers_clock_and_an_answer_stops_it(asked: tuple[Cast, str]) -> None:
    people, key = asked
    assert giver_by(key) == datetime(2026, 11, 25, 11, 35, tzinfo=WIB)
    actions.answer(key, actor=actor(people.bupati.person), at=AT, answer="Sampai Kamis.")
    assert giver_by(key) is None


def test_every_way_out_of_the_givers_turn_stops_its_clock(asked: tuple[Cast, str]) -> None:
    people, key = asked
    camat, bupati = actor(people.camat_pelawan.person), actor(people.bupati.person)
    health = str(people.kadis_kesehatan.position.public_id)
    ask = partial(actions.ask, key, actor=camat, at=AT, question="?")
    report = partial(actions.report, key, actor=camat, at=AT, note="Selesai.")
    redirect = partial(
        actions.propose_redirect, key, actor=camat, at=AT, target=health, reason="Bukan kami."
    )
    ways: list[tuple[Callable[[], Any], Callable[[], Any]]] = [
        (ask, partial(actions.withdraw_question, key, actor=camat, at=AT)),
        (ask, partial(actions.progress, key, actor=camat, at=AT, note="Jalan.")),
        (report, partial(actions.withdraw_report, key, actor=camat, at=AT)),
        (report, partial(actions.return_, key, actor=bupati, at=AT, reason="Foto.")),
        (redirect, partial(actions.refuse_redirect, key, actor=bupati, at=AT, reason="Tetap.")),
        (report, partial(actions.accept, key, actor=bupati, at=AT)),
    ]
    actions.withdraw_question(key, actor=camat, at=AT)
    for into, out in ways:
        into()
        assert giver_by(key) is not None
        out()
        assert giver_by(key) is None


def test_a_pause_moves_the_givers_clock_and_closing_ends_it(asked: tuple[Cast, str]) -> None:
    people, key = asked
    bupati, before = actor(people.bupati.person), giver_by(key)
    assert before is not None
    until = AT + timedelta(days=2)
    actions.pause(key, actor=bupati, at=AT, until=until, reason="Tunggu.")
    assert giver_by(key) == before + timedelta(days=2)
    actions.resume(key, actor=bupati, at=AT + timedelta(days=1))
    assert giver_by(key) == before + timedelta(days=1)
    actions.revoke_share(key, actor=bupati, at=AT + timedelta(days=1), reason="Sudah.")
    assert giver_by(key) is None


def test_the_database_keeps_the_givers_clock_to_the_givers_turn(asked: tuple[Cast, str]) -> None:
    _people, key = asked
    others = Assignment.objects.exclude(public_id=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        others.update(giver_by=AT)


# --- At once --------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_order_given_while_the_policy_changes_has_the_old_times_or_the_new() -> None:
    people, who = cast(), organiser()
    old = clock.deadlines("biasa", at=AT)
    new_policy = {
        **DEFAULT,
        "biasa": replace(
            DEFAULT["biasa"],
            answer=timedelta(hours=1),
            finish=timedelta(hours=2),
            counts=Counting.ALWAYS,
        ),
    }
    new = (AT + timedelta(hours=1), AT + timedelta(hours=2))
    work: list[Callable[[], Any]] = [
        partial(order_to, people.camat_pelawan, giver=people.bupati) for _ in range(6)
    ]
    work.insert(3, partial(editing.set_policy, new_policy, actor=who, at=AT))
    came = crowd(work, at_once=4)
    orders = [one for one in came if isinstance(one, Instruction)]
    assert len(orders) == 6, came
    for order in orders:
        assert (order.answer_by, order.finish_by) in {(old.answer_by, old.finish_by), new}
    assert clock.deadlines("biasa", at=AT).answer_by == new[0]


@pytest.mark.django_db(transaction=True)
def test_two_first_changes_at_once_are_both_made() -> None:
    who = organiser()
    other = NewDay(date(2026, 12, 31), DayKind.LOCAL, "Tutup tahun")
    came = crowd(
        [partial(editing.add_days, [one], actor=who, at=AT) for one in (NATAL, other)], at_once=2
    )
    assert not [one for one in came if isinstance(one, Exception)], came
    assert DayOff.objects.count() == 2
    assert Timetable.objects.get().version == 3
    assert verify().faults == []
