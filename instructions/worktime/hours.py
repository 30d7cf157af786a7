"""Office hours: what a weekday offers, in ordinary months and in Ramadan.

The defaults are those of civil servants: 37.5 hours a week without breaks, Monday to Friday, from
07.30 local time; in Ramadan 32.5 hours, from 08.00; a break of 60 minutes, on Fridays 90, in Ramadan
30 and 60 (Perpres 21/2023 on working days and hours of government, art. 3 and 4). Closing times
follow from these numbers. A regency that works otherwise says so on the page of office hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Span = tuple[int, int]
"""From and to, in seconds since midnight."""

DAY: Final = 86_400
WEEK: Final = 7
FRIDAY: Final = 4
WORKDAYS: Final = range(5)


class Season(TextChoices):
    """Which hours hold: those of the year, or those of the month of fasting."""

    REGULAR = "regular", _("Biasa")
    RAMADAN = "ramadan", _("Ramadan")


@dataclass(frozen=True, slots=True)
class Opening:
    """One weekday's hours; without a break the two times of the break are None."""

    opens: time
    closes: time
    break_starts: time | None = None
    break_ends: time | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The hours that count, in order."""
        opens, closes = second_of(self.opens), second_of(self.closes)
        if self.break_starts is None or self.break_ends is None:
            return ((opens, closes),)
        return ((opens, second_of(self.break_starts)), (second_of(self.break_ends), closes))


def second_of(clock: time) -> int:
    """Seconds since midnight."""
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def length(spans: tuple[Span, ...]) -> int:
    """How many seconds count."""
    return sum(closes - opens for opens, closes in spans)


Week = Mapping[int, Opening]
"""Weekday (Monday is 0) to its hours; a weekday that is not there is free."""

_ORDINARY = Opening(time(7, 30), time(16), time(12), time(13))
_FRIDAY = Opening(time(7, 30), time(16, 30), time(11, 30), time(13))
_FASTING = Opening(time(8), time(15), time(12), time(12, 30))
_FASTING_FRIDAY = Opening(time(8), time(15, 30), time(11, 30), time(12, 30))

DEFAULT: Final[Mapping[str, Week]] = {
    Season.REGULAR: {day: _FRIDAY if day == FRIDAY else _ORDINARY for day in WORKDAYS},
    Season.RAMADAN: {day: _FASTING_FRIDAY if day == FRIDAY else _FASTING for day in WORKDAYS},
}
