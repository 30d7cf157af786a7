"""The working-time calendar: stories of days on which nobody answers, and what always holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instructions.worktime import days, words
from instructions.worktime.calendar import Calendar
from instructions.worktime.days import DayKind, DayOnRecord
from instructions.worktime.hours import DEFAULT, Opening, Season
from instructions.worktime.policy import Counting
from instructions.worktime.rules import Rules

WIB = ZoneInfo("Asia/Jakarta")
FAST = (date(2026, 2, 18), date(2026, 3, 19))
JOINT_LEAVE = {date(2026, 12, 24): DayOnRecord(DayKind.JOINT_LEAVE, "Natal")}


def at(text: str, zone: ZoneInfo = WIB) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def calendar(zone: ZoneInfo = WIB, **rules: Any) -> Calendar:
    return Calendar(Rules(**rules), zone)


def answer(urgency: str, text: str, **rules: Any) -> tuple[str, str]:
    """The answer-by in ISO to the minute, and the why."""
    made, moment = calendar(**rules), at(text)
    due = made.deadlines(urgency, at=moment).answer_by
    why = words.why(made, urgency, at=moment, due=due)
    return due.strftime("%Y-%m-%d %H.%M"), why


# --- Stories -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("urgency", "due", "why"),
    [
        # Thursday is cuti bersama, Friday Natal, then a weekend: one hour and a half was left.
        ("biasa", "2026-12-28 12.00", "karena cuti bersama Natal dan libur Hari Raya Natal"),
        ("segera", "2026-12-23 16.30", ""),
        ("sangat_segera", "2026-12-23 15.00", ""),
    ],
)
def test_the_eve_of_a_long_holiday_at_each_urgency(urgency: str, due: str, why: str) -> None:
    # Wednesday 14.30: an hour and a half to closing, then 4.5 hours on Monday until 12.00.
    assert answer(urgency, "2026-12-23T14:30", days=JOINT_LEAVE) == (due, why)


def test_without_the_decree_on_record_cuti_bersama_is_worked() -> None:
    due, why = answer("biasa", "2026-12-23T14:30")
    assert (due, why) == ("2026-12-24 12.00", "")


def test_friday_afternoon_waits_for_monday_because_of_the_weekend() -> None:
    assert answer("biasa", "2026-11-20T16:00") == ("2026-11-23 14.00", "karena libur")


def test_a_friday_has_the_longer_break() -> None:
    assert answer("biasa", "2026-11-20T07:30")[0] == "2026-11-20 15.00"
    assert answer("biasa", "2026-11-19T07:30")[0] == "2026-11-19 14.30"


def test_an_evening_order_starts_the_next_morning_and_says_why() -> None:
    assert answer("biasa", "2026-11-23T19:00") == ("2026-11-24 14.30", "karena di luar jam kerja")
    late = answer("segera", "2026-11-23T22:00")
    assert late == ("2026-11-24 08.00", "karena di luar pukul 06.00–21.00")
    assert answer("sangat_segera", "2026-11-23T23:50") == ("2026-11-24 00.20", "")


def test_an_order_on_a_saturday_is_answered_on_monday() -> None:
    made = calendar()
    told = words.sentence(made, "biasa", at=at("2026-11-21T09:00"))
    assert told == "harus dijawab sebelum Senin 23 November 14.30 WIB karena libur"


def test_in_ramadan_the_hours_of_ramadan_count() -> None:
    fasting: dict[str, Any] = {"fasts": (FAST,)}
    assert answer("biasa", "2026-02-25T08:00", **fasting)[0] == "2026-02-25 14.30"
    assert answer("biasa", "2026-02-27T08:00", **fasting)[0] == "2026-02-27 15.00"  # Friday
    assert answer("biasa", "2026-02-25T08:00")[0] == "2026-02-25 15.00"
    week = [date(2026, 2, 23) + timedelta(days=n) for n in range(7)]
    made = calendar(**fasting)
    assert sum(closes - opens for day in week for opens, closes in made.day(day).spans) == 117_000


def test_the_hours_of_a_week_are_those_of_the_regulation() -> None:
    worked = {
        season: sum(closes - opens for opening in week.values() for opens, closes in opening.spans)
        / 3600
        for season, week in DEFAULT.items()
    }
    assert worked == {Season.REGULAR: 37.5, Season.RAMADAN: 32.5}


def test_a_holiday_that_is_worked_counts_and_a_saturday_too() -> None:
    worked = {
        date(2026, 12, 25): DayOnRecord(DayKind.WORKING, "Posko Natal"),
        date(2026, 11, 21): DayOnRecord(DayKind.WORKING, "Pengganti"),
    }
    assert answer("biasa", "2026-12-25T07:30", days=worked)[0] == "2026-12-25 15.00"
    assert answer("biasa", "2026-11-21T07:30", days=worked)[0] == "2026-11-21 14.30"


def test_a_local_day_is_named() -> None:
    local = {date(2026, 11, 24): DayOnRecord(DayKind.LOCAL, "HUT Kabupaten")}
    due, why = answer("biasa", "2026-11-23T15:00", days=local)
    assert (due, why) == ("2026-11-25 13.30", "karena libur HUT Kabupaten")


@pytest.mark.parametrize(
    ("zone", "short"),
    [("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"), ("Asia/Pontianak", "WIB")],
)
def test_other_zones_count_their_own_hours_and_say_so(zone: str, short: str) -> None:
    there = ZoneInfo(zone)
    made = calendar(there)
    due = made.deadlines("biasa", at=at("2026-11-23T07:30", there)).answer_by
    assert due == at("2026-11-23T14:30", there)
    assert words.when(due, at=due) == f"hari ini 14.30 {short}"
    assert made.is_office_hours(at("2026-11-23T08:00", there))
    assert (
        made.meter(Counting.OFFICE)(due)
        - made.meter(Counting.OFFICE)(at("2026-11-23T00:00", there))
        == 6 * 3600
    )


def test_office_hours_end_with_the_day_and_a_break_belongs_to_them() -> None:
    made = calendar()
    opened = [
        text[11:]
        for text in (
            "2026-11-23T07:29", "2026-11-23T07:30", "2026-11-23T12:30", "2026-11-23T15:59",
            "2026-11-23T16:00", "2026-11-21T10:00", "2026-12-25T10:00",
        )
        if made.is_office_hours(at(text))
    ]  # fmt: skip
    assert opened == ["07:30", "12:30", "15:59"]


def test_a_deadline_of_another_year_says_the_year() -> None:
    told = words.when(at("2027-01-04T08:30"), at=at("2026-12-31T15:00"))
    assert told == "Senin 4 Januari 2027 08.30 WIB"


def test_cuti_bersama_is_proposed_and_never_counted_by_itself() -> None:
    assert days.proposed(2026)[date(2026, 12, 24)] == "Hari Raya Natal"
    assert not calendar().day(date(2026, 12, 24)).is_free


# --- What always holds -------------------------------------------------------------------------

MOMENTS = st.datetimes(
    min_value=datetime(2025, 6, 1),  # noqa: DTZ001 - the zone is given below
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001 - the same
    timezones=st.just(WIB),
)
SPANS = st.integers(min_value=1, max_value=6000).map(lambda minutes: timedelta(minutes=minutes))
COUNTS = st.sampled_from(list(Counting))
SEVERAL = (
    calendar(fasts=(FAST,), days=JOINT_LEAVE),
    calendar(
        hours={
            Season.REGULAR: {5: Opening(time(9), time(11)), 1: Opening(time(7), time(23, 59))},
            Season.RAMADAN: {0: Opening(time(8), time(9), time(8, 20), time(8, 40))},
        },
        fasts=((date(2026, 2, 18), date(2026, 2, 28)),),
    ),
)


def whole(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


@settings(deadline=None, max_examples=150)
@given(MOMENTS, SPANS, COUNTS, st.sampled_from(SEVERAL))
def test_a_deadline_lies_ahead_and_the_meter_has_counted_its_span(
    moment: datetime, span: timedelta, counts: Counting, made: Calendar
) -> None:
    due = made.after(span, counts, at=moment)
    assert due > moment
    assert due == whole(due)
    read: Callable[[datetime], float] = made.meter(counts)
    start = whole(moment) if moment == whole(moment) else whole(moment) + timedelta(minutes=1)
    assert round(read(due) - read(start)) == span.total_seconds()


@settings(deadline=None, max_examples=100)
@given(st.lists(MOMENTS, min_size=2, max_size=6), SPANS, COUNTS, st.sampled_from(SEVERAL))
def test_a_later_order_is_never_due_earlier(
    moments: list[datetime], span: timedelta, counts: Counting, made: Calendar
) -> None:
    due = [made.after(span, counts, at=moment) for moment in sorted(moments)]
    assert all(before <= after for before, after in pairwise(due))
    read = made.meter(counts)
    readings = [read(moment) for moment in sorted(moments)]
    assert all(before <= after for before, after in pairwise(readings))


def by_the_minute(made: Calendar, counts: Counting, start: datetime, span: timedelta) -> datetime:
    """The deadline found by looking at every minute: slow, and nothing like the reckoning."""
    left, moment = int(span.total_seconds() // 60), start
    while left:
        left -= counts_then(made, counts, moment)
        moment += timedelta(minutes=1)
    return moment


def counts_then(made: Calendar, counts: Counting, moment: datetime) -> bool:
    if counts == Counting.ALWAYS:
        return True
    clock, day = moment.timetz().replace(tzinfo=None), moment.date()
    if counts == Counting.WAKING:
        return time(6) <= clock < time(21)
    fasting = any(first <= day <= last for first, last in made.rules.fasts)
    week = made.rules.hours["ramadan" if fasting else "regular"]
    record = made.rules.days.get(day)
    if record is not None or day in days.national(day.year) or day.weekday() not in week:
        return False
    opening = week[day.weekday()]
    inside = opening.opens <= clock < opening.closes
    starts, ends = opening.break_starts, opening.break_ends
    return inside and not (starts and ends and starts <= clock < ends)


@settings(deadline=None, max_examples=25)
@given(MOMENTS.map(whole), SPANS.map(lambda span: span / 10), COUNTS, st.sampled_from(SEVERAL[:1]))
def test_a_deadline_is_the_one_a_look_at_every_minute_finds(
    moment: datetime, span: timedelta, counts: Counting, made: Calendar
) -> None:
    span = timedelta(minutes=max(1, span // timedelta(minutes=1)))
    assert made.after(span, counts, at=moment) == by_the_minute(made, counts, moment, span)


def test_a_year_read_backwards_counts_the_same() -> None:
    forwards, backwards = calendar(), calendar()
    moments = [at(f"{year}-03-02T10:00") for year in range(2024, 2029)]
    ahead = [forwards.meter(Counting.OFFICE)(moment) for moment in moments]
    behind = [backwards.meter(Counting.OFFICE)(moment) for moment in reversed(moments)][::-1]
    assert [b - a for a, b in pairwise(ahead)] == [b - a for a, b in pairwise(behind)]


def test_rules_that_lead_nowhere_say_so() -> None:
    never = calendar(days={date(2026, 11, 23) + timedelta(days=n): DayOnRecord(DayKind.LOCAL, "-")
                           for n in range(4000)})  # fmt: skip
    with pytest.raises(ValueError, match="no deadline"):
        never.deadlines("biasa", at=at("2026-11-23T08:00"))


def test_rules_are_values() -> None:
    assert replace(Rules(), fasts=(FAST,)) != Rules()
