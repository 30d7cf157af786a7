"""Medians and numbers: over everything, by unit, by position, by week, by month."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone

from accounts.actors import Actor
from instructions.figures import reading
from instructions.figures.cases import Case, Judge
from instructions.figures.presence import midnight
from instructions.figures.reading import Place

PERIODS = (7, 30, 90, 365)
PERIOD = 30
LONGEST = 366
WEEKS = 12
MONTHS = 6


@dataclass(frozen=True, slots=True)
class Window:
    """From a moment up to another, which is not part of it."""

    start: datetime
    end: datetime

    def has(self, moment: datetime | None) -> bool:
        """Whether it happened in this time."""
        return moment is not None and self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class Figure:
    """Numbers of a window, and how things stand now.

    `ordered`, `answered` and `finished` happened in the window; `answer` and `finish` are medians
    of counted time over the answered and finished, None without any. `open`, `late` and `waiting`
    (for the giver) are as of now.
    """

    ordered: int
    answered: int
    answer: timedelta | None
    finished: int
    finish: timedelta | None
    open: int
    late: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Line:
    """The figure of one unit or position."""

    key: str
    name: str
    figure: Figure
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of one week or month, by its first day."""

    starts_on: date
    figure: Figure


@dataclass(frozen=True, slots=True)
class Given:
    """What a giver reads: the whole, the units and the positions in order of name, the weeks."""

    window: Window
    total: Figure
    units: list[Line]
    positions: list[Line]
    weeks: list[Point]


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person reads of themselves; the months newest first."""

    window: Window
    total: Figure
    weeks: list[Point]
    months: list[Point]


def last_days(days: int, *, at: datetime) -> Window:
    """The last so many days of the regency, today included, up to now; a year at most."""
    today = timezone.localdate(at)
    first = today - timedelta(days=min(max(days, 1), LONGEST) - 1)
    return Window(midnight(first), at + timedelta(microseconds=1))


def week(day: date) -> Window:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Window(midnight(monday), midnight(monday + timedelta(days=7)))


def month(day: date) -> Window:
    """The calendar month of a day."""
    first = day.replace(day=1)
    return Window(midnight(first), midnight(_next_month(first)))


def given(actor: Actor, *, days: int = PERIOD, at: datetime) -> Given:
    """Figures of what the person gave or controls, by position and unit; seven statements."""
    window = last_days(days, at=at)
    weeks = _weeks(at)
    shares = reading.since(reading.given_by(actor), min(window.start, week(weeks[0]).start))
    book = reading.read(shares, at=at)
    cases = list(Judge(book, at=at).cases())
    places = book.places
    return Given(
        window,
        total=figure(cases, window),
        units=by_unit(cases, window, places),
        positions=_lines(cases, window, places, lambda place: (place.key, place.title, place.unit)),
        weeks=_points(cases, weeks, week),
    )


def mine(actor: Actor, *, days: int = PERIOD, at: datetime) -> Mine:
    """Figures of what the person did themselves in any position; eight statements."""
    window = last_days(days, at=at)
    weeks, months = _weeks(at), _months(at)
    first = min(window.start, week(weeks[0]).start, month(months[0]).start)
    book = reading.read(reading.since(reading.received_by(actor), first), at=at)
    cases = list(Judge(book, at=at, person=actor.person_id).cases())
    return Mine(
        window,
        total=figure(cases, window),
        weeks=_points(cases, weeks, week),
        months=_points(cases, months, month)[::-1],
    )


def figure(cases: Iterable[Case], window: Window) -> Figure:
    """The numbers of some cases in a window."""
    ordered = is_open = late = waiting = 0
    answers: list[timedelta] = []
    finishes: list[timedelta] = []
    for case in cases:
        ordered += window.has(case.sent_at)
        is_open, late = is_open + case.open, late + case.late
        waiting += case.waits_for_giver
        if case.answer is not None and window.has(case.answered_at):
            answers.append(case.answer)
        if case.finish is not None and window.has(case.finished_at):
            finishes.append(case.finish)
    return Figure(
        ordered, len(answers), _median(answers), len(finishes), _median(finishes),
        is_open, late, waiting,
    )  # fmt: skip


def _median(times: Sequence[timedelta]) -> timedelta | None:
    if not times:
        return None
    return timedelta(seconds=round(median(time.total_seconds() for time in times)))


def by_unit(cases: Iterable[Case], window: Window, places: dict[int, Place]) -> list[Line]:
    """One line per unit in which something happened or is open, by name."""
    return _lines(cases, window, places, lambda place: (place.unit_key, place.unit, ""))


def _lines(
    cases: Iterable[Case],
    window: Window,
    places: dict[int, Place],
    named: Callable[[Place], tuple[str, str, str]],
) -> list[Line]:
    """One line per unit or position in which something happened or is open, by name."""
    groups: dict[tuple[str, str, str], list[Case]] = defaultdict(list)
    for case in cases:
        groups[named(places[case.row.position])].append(case)
    lines = [
        Line(key, name, figure(some, window), unit) for (key, name, unit), some in groups.items()
    ]
    shown = [line for line in lines if _says_something(line.figure)]
    return sorted(shown, key=lambda line: (line.name.casefold(), line.unit.casefold(), line.key))


def _says_something(one: Figure) -> bool:
    return bool(one.ordered or one.answered or one.finished or one.open)


def _points(
    cases: Sequence[Case], firsts: Sequence[date], window: Callable[[date], Window]
) -> list[Point]:
    """The figures of weeks or months that follow each other."""
    windows = [window(first) for first in firsts]
    starts = [one.start for one in windows]
    touching: list[list[Case]] = [[] for _ in windows]
    for case in cases:
        moments = (case.sent_at, case.answered_at, case.finished_at)
        for place in {bisect_right(starts, moment) for moment in moments if moment} - {0}:
            touching[place - 1].append(case)
    parts = zip(firsts, windows, touching, strict=True)
    return [Point(first, figure(some, one)) for first, one, some in parts]


def _weeks(at: datetime) -> list[date]:
    """Mondays of the last weeks, this one included, oldest first."""
    today = timezone.localdate(at)
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]


def _months(at: datetime) -> list[date]:
    """First days of the last months, this one included, oldest first."""
    firsts = [timezone.localdate(at).replace(day=1)]
    while len(firsts) < MONTHS:
        firsts.insert(0, (firsts[0] - timedelta(days=1)).replace(day=1))
    return firsts


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
