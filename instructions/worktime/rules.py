"""Everything a calendar is computed from, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from instructions.worktime import hours, policy
from instructions.worktime.days import DayOnRecord
from instructions.worktime.hours import Season, Week
from instructions.worktime.policy import Policy

Period = tuple[date, date]
"""First and last day, both included."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Hours by season, months of fasting, days on record, and the policy by urgency."""

    hours: Mapping[str, Week] = field(default_factory=lambda: hours.DEFAULT)
    fasts: tuple[Period, ...] = ()
    days: Mapping[date, DayOnRecord] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=lambda: policy.DEFAULT)

    def season(self, day: date) -> Season:
        """Which hours hold on a day."""
        fasting = any(first <= day <= last for first, last in self.fasts)
        return Season.RAMADAN if fasting else Season.REGULAR
