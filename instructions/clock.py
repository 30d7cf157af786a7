"""Deadlines from urgency, and how long something took, by the regency's working time now in force.

Each function costs the one statement of `current`; whoever needs several asks the calendar itself.
Which hours count is told in `instructions.worktime`.
"""

from collections.abc import Callable
from datetime import datetime

from instructions.worktime.calendar import Calendar, Deadlines
from instructions.worktime.policy import URGENCIES
from instructions.worktime.reading import current

__all__ = [
    "URGENCIES", "Calendar", "Deadlines", "current", "deadlines", "from_now", "is_office_hours",
    "meter",
]  # fmt: skip


def deadlines(urgency: str, *, at: datetime) -> Deadlines:
    """The two deadlines of an order given at `at`, to the minute.

    `urgency` is 'biasa', 'segera' or 'sangat_segera'. Raises KeyError for another word.
    """
    return current().deadlines(urgency, at=at)


def from_now(urgency: str, *, at: datetime, until: datetime | None) -> Deadlines:
    """The deadlines of a share born after its order; see `Calendar.from_now`."""
    return current().from_now(urgency, at=at, until=until)


def meter(urgency: str) -> Callable[[datetime], float]:
    """A meter that stands still outside the hours that count for an urgency; see `Calendar.meter`.

    Raises KeyError for an unknown urgency.
    """
    calendar = current()
    return calendar.meter(calendar.policies[urgency].counts)


def is_office_hours(at: datetime) -> bool:
    """Whether the offices are open at a moment; outside, whoever is on call is asked."""
    return current().is_office_hours(at)
