"""The plain office's clock: five minutes at a time, one after the other.

Office hours are those nobody has changed: 07.30 to 16.00 with an hour for lunch, on Fridays from
11.30 to 13.00 and to 16.30; no course runs into the month of fasting.
"""

from datetime import date, datetime, timedelta
from functools import cache

TICK = timedelta(minutes=5)
# Ticks for an answer, for the work and for the giver's own turn, and which hours count.
POLICY = {
    "biasa": (6 * 12, 450, 6 * 12, "office"),
    "segera": (2 * 12, 15 * 12, 2 * 12, "waking"),
    "sangat_segera": (6, 6 * 12, 6, "always"),
}
FRIDAY, SATURDAY = 4, 5
# Opens, lunch begins, lunch ends, closes.
ORDINARY, SHORT_DAY = ("07.30", "12.00", "13.00", "16.00"), ("07.30", "11.30", "13.00", "16.30")
HOLIDAYS = {date(2026, 12, 25), date(2027, 1, 1)}


def counts(hours: str, here: datetime) -> bool:
    """Whether the five minutes from `here` on are counted."""
    if hours == "always":
        return True
    if hours == "waking":
        return "06.00" <= f"{here:%H.%M}" < "21.00"
    if here.weekday() >= SATURDAY or here.date() in HOLIDAYS:
        return False
    opens, lunch, after, closes = SHORT_DAY if here.weekday() == FRIDAY else ORDINARY
    now = f"{here:%H.%M}"
    return opens <= now < lunch or after <= now < closes


@cache
def ahead(hours: str, ticks: int, at: datetime) -> datetime:
    """When so many ticks that count have gone by."""
    here = at
    while ticks:
        ticks -= counts(hours, here)
        here += TICK
    return here


def due(urgency: str, at: datetime) -> tuple[datetime, datetime]:
    """By when to answer and by when to be done, for what is given at `at`."""
    answer, finish, _giver, hours = POLICY[urgency]
    return ahead(hours, answer, at), ahead(hours, finish, at)


def due_later(urgency: str, at: datetime, until: datetime | None) -> tuple[datetime, datetime]:
    """The same for what joins an order that runs until `until`."""
    answer, finish = due(urgency, at)
    if until is not None and until > at:
        finish = until
    return min(answer, finish), finish


def giver_due(urgency: str, at: datetime) -> datetime:
    """By when whoever gave it decides on what came back to them at `at`."""
    _answer, _finish, giver, hours = POLICY[urgency]
    return ahead(hours, giver, at)
