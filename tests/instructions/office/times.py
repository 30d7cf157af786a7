"""The plain office's clock: five minutes at a time, one after the other."""

from datetime import datetime, timedelta
from functools import cache

TICK = timedelta(minutes=5)
# Ticks for an answer and for the work, hours that count, and the last weekday that does.
POLICY = {
    "biasa": (6 * 12, 40 * 12, range(8, 16), 4),
    "segera": (2 * 12, 15 * 12, range(6, 21), 6),
    "sangat_segera": (6, 6 * 12, range(24), 6),
}


@cache
def due(urgency: str, at: datetime) -> tuple[datetime, datetime]:
    """By when to answer and by when to be done, for what is given at `at`."""
    answer, finish, hours, friday = POLICY[urgency]
    found: list[datetime] = []
    counted, here = 0, at
    while counted < finish:
        if here.hour in hours and here.weekday() <= friday:
            counted += 1
        here += TICK
        if counted == answer and not found:
            found.append(here)
    return found[0], here


def due_later(urgency: str, at: datetime, until: datetime | None) -> tuple[datetime, datetime]:
    """The same for what joins an order that runs until `until`."""
    answer, finish = due(urgency, at)
    if until is not None and until > at:
        finish = until
    return min(answer, finish), finish
