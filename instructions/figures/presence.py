"""Who could act in a position when: its holders, less the days on which they were absent.

An absence with a substitute needs no rule: the substitute holds the position as Plh. for that time.
A position nobody holds, or whose only holder is away, has nobody, and that time counts for nobody.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import Absence, Appointment

Span = tuple[datetime, datetime]
FAR = datetime(9999, 1, 1, tzinfo=UTC)
LAST_DAY = date(9998, 12, 31)


class Presence:
    """Spans of time by position and person; days are the regency's."""

    def __init__(
        self, held: Iterable[tuple[int, int, Span]], away: Iterable[tuple[int, Span]]
    ) -> None:
        """`held` is (position, person, span) of every appointment, `away` (person, span)."""
        absent: dict[int, list[Span]] = defaultdict(list)
        for person, span in away:
            absent[person].append(span)
        self._held: dict[int, list[tuple[int, Span]]] = defaultdict(list)
        self._there: dict[tuple[int, int], list[Span]] = defaultdict(list)
        self._anybody: dict[int, list[Span]] = defaultdict(list)
        for position, person, span in held:
            self._held[position].append((person, span))
            there = less([span], absent[person])
            self._there[position, person] = merged([*self._there[position, person], *there])
            self._anybody[position] = merged([*self._anybody[position], *there])

    def of(self, position: int, person: int | None = None) -> list[Span]:
        """When the position had somebody there, or this person; apart from each other, in order."""
        if person is None:
            return self._anybody.get(position, [])
        return self._there.get((position, person), [])

    def holders(self, position: int, at: datetime) -> frozenset[int]:
        """Everybody who holds the position at a moment, absent or not."""
        rows = self._held.get(position, [])
        return frozenset(person for person, (start, end) in rows if start <= at < end)


def load(positions: Iterable[int], *, since: date) -> Presence:
    """The presence in these positions from a day on; two statements."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=since)
    rows = list(
        Appointment.objects.filter(running, position__in=set(positions)).values_list(
            "position_id", "person_id", "starts_on", "ends_on"
        )
    )
    people = {person for _position, person, _start, _end in rows}
    away = Absence.objects.registered().filter(person__in=people, ends_on__gte=since)
    return Presence(
        [(position, person, days(start, end)) for position, person, start, end in rows],
        [
            (person, days(start, end))
            for person, start, end in away.values_list("person_id", "starts_on", "ends_on")
        ],
    )


def days(first: date, last: date | None) -> Span:
    """From the midnight `first` begins with to the one `last` ends with; no end where None."""
    end = FAR if last is None else midnight(min(last, LAST_DAY) + timedelta(days=1))
    return midnight(first), end


def midnight(day: date) -> datetime:
    """When a day of the regency begins."""
    local = datetime.combine(day, time.min, timezone.get_current_timezone())
    return local.astimezone(UTC)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time as spans that do not touch, in order."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def less(spans: Iterable[Span], without: Iterable[Span]) -> list[Span]:
    """What is left of `spans` outside `without`."""
    left = list(spans)
    for gap_start, gap_end in without:
        left = [
            part
            for start, end in left
            for part in ((start, min(end, gap_start)), (max(start, gap_end), end))
            if part[0] < part[1]
        ]
    return left
