"""Deadlines from urgency, and how long something took. The only code that knows working hours.

Ordinary orders count office hours on weekdays; urgent ones count 06.00-21.00 on every day; the most
urgent count always. All in the regency's own time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
WEEK = 7


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours that count: from `opens` to `closes` on `days` (Monday is 0)."""

    days: frozenset[int]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Policy:
    """How long an urgency gives for an answer and for the work, and which hours count."""

    answer: timedelta
    finish: timedelta
    hours: Hours | None = None


POLICIES = {
    "biasa": Policy(timedelta(hours=6), timedelta(hours=40), Hours(WEEKDAYS, time(8), time(16))),
    "segera": Policy(timedelta(hours=2), timedelta(hours=15), Hours(EVERY_DAY, time(6), time(21))),
    "sangat_segera": Policy(timedelta(minutes=30), timedelta(hours=6)),
}


@dataclass(frozen=True, slots=True)
class Deadlines:
    """By when to answer, and by when to be done."""

    answer_by: datetime
    finish_by: datetime


def deadlines(urgency: str, *, at: datetime) -> Deadlines:
    """The two deadlines of an order given at `at`, to the minute.

    `urgency` is 'biasa', 'segera' or 'sangat_segera'. Raises KeyError for another word.
    """
    policy = POLICIES[urgency]
    return Deadlines(
        _after(policy.answer, policy.hours, at), _after(policy.finish, policy.hours, at)
    )


def from_now(urgency: str, *, at: datetime, until: datetime | None) -> Deadlines:
    """The deadlines of a share born after its order: the answer counts from now.

    The work is due at `until` where that lies ahead, else as the policy says; the answer never
    after it.
    """
    policy = deadlines(urgency, at=at)
    finish = until if until is not None and until > at else policy.finish_by
    return Deadlines(min(policy.answer_by, finish), finish)


def meter(urgency: str) -> Callable[[datetime], float]:
    """A meter that stands still outside the hours that count for an urgency.

    It reads a moment as seconds from a day long ago, so that the difference of two readings is how
    long something took. Raises KeyError for an unknown urgency.
    """
    hours = POLICIES[urgency].hours
    if hours is None:
        return datetime.timestamp
    zone = timezone.get_current_timezone()
    opens, closes = _second_of(hours.opens), _second_of(hours.closes)
    days_before = [sum(day < weekday for day in hours.days) for weekday in range(WEEK)]

    def reading(at: datetime) -> float:
        here = at.astimezone(zone)
        week, weekday = divmod(here.toordinal() - 1, WEEK)  # ordinal 1 was a Monday
        days = week * len(hours.days) + days_before[weekday]
        today = min(max(_second_of(here), opens), closes) - opens
        return days * (closes - opens) + (today if weekday in hours.days else 0.0)

    return reading


def _second_of(clock: time | datetime) -> float:
    return clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6


def _after(span: timedelta, hours: Hours | None, at: datetime) -> datetime:
    """The moment `span` of counting hours after `at`, rounded up to the whole minute."""
    here = timezone.localtime(at)
    if here.second or here.microsecond:
        here = here.replace(second=0, microsecond=0) + timedelta(minutes=1)
    if hours is None:
        return here + span
    while True:
        opens = datetime.combine(here.date(), hours.opens, here.tzinfo)
        closes = datetime.combine(here.date(), hours.closes, here.tzinfo)
        if here.weekday() in hours.days and here < closes:
            start = max(here, opens)
            if start + span <= closes:
                return start + span
            span -= closes - start
        here = datetime.combine(here.date() + timedelta(days=1), time(0), here.tzinfo)
