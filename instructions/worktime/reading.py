"""The rules in force, from the database, kept per process for as long as they are in force.

Whoever uses them reads the timetable's head first, in one statement; so an edit counts everywhere at
once. A head is a hash over all that happened to the timetable before, so two heads are never equal by
chance, not even where a transaction is rolled back.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

from instructions.models.worktime import DayOff, OfficeHours, Ramadan, Timetable, UrgencyPolicy
from instructions.worktime.calendar import Calendar
from instructions.worktime.days import DayOnRecord
from instructions.worktime.hours import Opening, Season, Week
from instructions.worktime.policy import Counting, Policy
from instructions.worktime.rules import Rules

TRIES = 5
KEPT = 16


def current() -> Calendar:
    """The calendar of the rules in force: one statement, and a few more after an edit."""
    head, zone = _head(), timezone.get_default_timezone_name()
    for _try in range(TRIES):
        calendar, afterwards = _read(head, zone)
        if afterwards == head:
            break
        head = afterwards
    return calendar


def _head() -> str:
    return Timetable.objects.values_list("head", flat=True).first() or ""


@lru_cache(maxsize=KEPT)
def _read(head: str, zone: str) -> tuple[Calendar, str]:
    """The calendar under a head, and the head after all was read: another if an edit fell between."""
    if not head:
        return Calendar(Rules(), ZoneInfo(zone)), head
    return Calendar(rules(), ZoneInfo(zone)), _head()


def rules() -> Rules:
    """The rules as they stand in the tables; four statements."""
    return Rules(
        hours=_hours(),
        fasts=tuple(Ramadan.objects.values_list("starts_on", "ends_on")),
        days={row.date: DayOnRecord(row.kind, row.name) for row in DayOff.objects.all()},
        policies={row.urgency: _policy(row) for row in UrgencyPolicy.objects.all()},
    )


def _hours() -> Mapping[str, Week]:
    weeks: dict[str, dict[int, Opening]] = {season.value: {} for season in Season}
    for row in OfficeHours.objects.all():
        weeks[row.season][row.weekday] = Opening(
            row.opens, row.closes, row.break_starts, row.break_ends
        )
    return weeks


def _policy(row: UrgencyPolicy) -> Policy:
    return Policy(
        answer=timedelta(minutes=row.answer_minutes),
        finish=timedelta(minutes=row.finish_minutes),
        giver=timedelta(minutes=row.giver_minutes),
        counts=Counting(row.counts),
    )
