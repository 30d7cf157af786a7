"""Times as the pages say them, seen from Tuesday 24 November 2026, 15.32 WIB."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from web import words

NOW = datetime(2026, 11, 24, 8, 32, tzinfo=UTC)


def wib(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """A moment in WIB (UTC+7), given as UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (wib(24, 16, 5), "hari ini 16.05"),
        (wib(25, 10), "besok 10.00"),
        (wib(23, 9, 30), "kemarin 09.30"),
        (wib(26, 16), "Kamis 16.00"),
        (wib(20, 8), "Jumat 08.00"),
        (wib(1, 8, month=12), "1 Des 08.00"),
        (wib(17, 8), "17 Nov 08.00"),
        (wib(4, 8, month=1, year=2027), "4 Jan 2027 08.00"),
    ],
)
def test_a_moment_is_named_by_its_nearness(at: datetime, said: str) -> None:
    assert words.moment(at, NOW) == said


def test_today_begins_at_midnight_of_the_regency_not_of_utc() -> None:
    just_after_midnight = wib(25, 0, 10)
    assert just_after_midnight.date() == NOW.date()
    assert words.moment(just_after_midnight, NOW) == "besok 00.10"


def test_tomorrow_is_said_with_its_weekday_where_there_is_room() -> None:
    assert words.full_moment(wib(25, 10), NOW) == "besok, Rabu 10.00"
    assert words.full_moment(wib(24, 16, 5), NOW) == "hari ini 16.05"
    assert words.full_moment(wib(26, 16), NOW) == "Kamis 16.00"


def test_a_short_moment_leaves_today_unsaid() -> None:
    assert words.short_moment(wib(24, 16, 5), NOW) == "16.05"
    assert words.short_moment(wib(25, 12), NOW) == "besok 12.00"


def test_a_stamp_is_as_short_as_a_register() -> None:
    assert words.stamp(wib(24, 15, 20), NOW) == "15.20"
    assert words.stamp(wib(23, 15, 20), NOW) == "kemarin"
    assert words.stamp(wib(2, 15, 20), NOW) == "2 Nov"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=5), "1 menit"),
        (timedelta(minutes=47, seconds=59), "47 menit"),
        (timedelta(minutes=119), "119 menit"),
        (timedelta(minutes=120), "2 jam"),
        (timedelta(hours=47, minutes=59), "47 jam"),
        (timedelta(hours=48), "2 hari"),
    ],
)
def test_minutes_are_told_until_two_hours(length: timedelta, said: str) -> None:
    assert words.span(length) == said
    assert words.waiting(NOW - length, NOW) == said


def test_what_is_left_turns_into_lateness_at_the_second_it_passes() -> None:
    due = wib(24, 16, 5)
    assert words.remaining(due, NOW) == "33 menit lagi"
    assert words.remaining(due, due) == "1 menit lagi"
    assert words.remaining(due, due + timedelta(seconds=1)) == "Terlambat 1 menit"
    assert words.remaining(due, due + timedelta(hours=2)) == "Terlambat 2 jam"
    assert words.late(due, NOW) == ""


def test_a_deadline_has_its_date_below_unless_it_is_today() -> None:
    assert words.due_note(wib(24, 16, 5), NOW) == "33 menit lagi"
    assert words.due_note(wib(25, 10), NOW) == "Rabu, 25 Nov"
    assert words.due_note(wib(23, 10), NOW) == "Terlambat 29 jam"


def test_an_order_row_says_when_or_how_late() -> None:
    assert words.due_or_late(wib(25, 10), NOW) == "besok 10.00"
    assert words.due_or_late(wib(24, 13, 30), NOW) == "Terlambat 2 jam"


def test_a_field_gets_the_local_clock() -> None:
    assert words.field_value(wib(24, 16, 5)) == "2026-11-24T16:05"
