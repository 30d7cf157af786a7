"""The reckoning itself: a deadline so many counting hours ahead, and how much time has counted.

Days go by number, seconds by the regency's wall clock. No Indonesian zone has ever kept summer time
since it got its present offset (WIB 1964, WITA and WIT 1988), so one fixed offset serves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from threading import Lock
from typing import Final

from instructions.worktime import days
from instructions.worktime.days import DayKind
from instructions.worktime.hours import DAY, Span, length
from instructions.worktime.policy import Counting
from instructions.worktime.rules import Rules

WAKING: Final[tuple[Span, ...]] = ((6 * 3600, 21 * 3600),)
WHOLE: Final[tuple[Span, ...]] = ((0, DAY),)
EPOCH: Final = date(1970, 1, 1).toordinal()
MINUTE: Final = timedelta(minutes=1)
FARTHEST: Final = 3660
"""Days within which a deadline lies; rules under which it would not are refused beforehand."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """By when to answer, and by when to be done."""

    answer_by: datetime
    finish_by: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """What one day is: its office hours, and why it has none.

    `name` is empty on working days and on free weekdays; `kind` then too, but on a holiday that is
    worked.
    """

    spans: tuple[Span, ...]
    kind: str = ""
    name: str = ""

    @property
    def is_free(self) -> bool:
        """Whether nobody is expected in the office."""
        return not self.spans


class Calendar:
    """The rules in force, ready for use; safe to share between threads.

    `zone` is the regency's; moments that are handed out are in it.
    """

    def __init__(self, rules: Rules, zone: tzinfo) -> None:
        self.rules, self.zone = rules, zone
        self.policies = rules.policies
        offset = zone.utcoffset(datetime(2026, 1, 1)) or timedelta()  # noqa: DTZ001 - a wall clock
        self._offset = int(offset.total_seconds())
        # Day number -> office seconds before that day, and its office hours.
        self._book: dict[int, tuple[int, tuple[Span, ...]]] = {}
        self._years: range | None = None
        self._below = self._above = 0
        self._lock = Lock()

    # --- Days ---------------------------------------------------------------------------------------

    def day(self, day: date) -> Day:
        """What a day is, under these rules."""
        week = self.rules.hours[self.rules.season(day)]
        opening = week.get(day.weekday())
        record = self.rules.days.get(day)
        if record is not None and record.kind == DayKind.WORKING:
            # A Saturday that is worked has no hours of its own: those of the week's first day hold.
            worked = opening or week[min(week)]
            return Day(worked.spans, record.kind, record.name)
        if record is not None:
            return Day((), record.kind, record.name)
        if name := days.national(day.year).get(day):
            return Day((), DayKind.NATIONAL, name)
        return Day(opening.spans if opening else ())

    def is_office_hours(self, at: datetime) -> bool:
        """Whether the offices are open at a moment; a break counts as open."""
        number, second = self._place(at)
        spans = self._open(number)[1]
        return bool(spans) and spans[0][0] <= second < spans[-1][1]

    # --- Deadlines ----------------------------------------------------------------------------------

    def deadlines(self, urgency: str, *, at: datetime) -> Deadlines:
        """The two deadlines of an order given at `at`, to the minute.

        Raises KeyError for an unknown urgency.
        """
        policy = self.policies[urgency]
        return Deadlines(
            self.after(policy.answer, policy.counts, at=at),
            self.after(policy.finish, policy.counts, at=at),
        )

    def from_now(self, urgency: str, *, at: datetime, until: datetime | None) -> Deadlines:
        """The deadlines of a share born after its order: the answer counts from now.

        The work is due at `until` where that lies ahead, else as the policy says; the answer never
        after it.
        """
        policy = self.deadlines(urgency, at=at)
        finish = until if until is not None and until > at else policy.finish_by
        return Deadlines(min(policy.answer_by, finish), finish)

    def giver_by(self, urgency: str, *, at: datetime) -> datetime:
        """By when the giver's side is to decide what came to it at `at`."""
        policy = self.policies[urgency]
        return self.after(policy.giver, policy.counts, at=at)

    def after(self, span: timedelta, counts: Counting, *, at: datetime) -> datetime:
        """The moment `span` of counting time after `at`, which is rounded up to the minute."""
        here = at.astimezone(UTC).replace(second=0, microsecond=0)
        if here < at:
            here += MINUTE
        left = int(span.total_seconds())
        number, now = self._place(here)
        second = int(now)
        for day in range(number, number + FARTHEST):
            for opens, closes in self.spans(day, counts):
                start = max(second, opens)
                if start < closes and left <= closes - start:
                    return self._moment(day, start + left)
                left -= max(closes - start, 0)
            second = 0
        message = f"no deadline within {FARTHEST} days of {at}"
        raise ValueError(message)

    def close_of_day(self, count: int, *, at: datetime) -> datetime:
        """The end of office hours on the `count`th working day after the day of `at`."""
        number, left = self._place(at)[0], count
        for day in range(number + 1, number + FARTHEST):
            spans = self._open(day)[1]
            left -= bool(spans)
            if not left:
                return self._moment(day, spans[-1][1])
        message = f"no {count} working days within {FARTHEST} days of {at}"
        raise ValueError(message)

    def opens(self, counts: Counting, *, at: datetime) -> datetime:
        """`at` if somebody may be disturbed then, else when that begins; a break disturbs nobody."""
        if counts == Counting.OFFICE and self.is_office_hours(at):
            return at
        return self.next_counted(counts, at=at)

    def next_counted(self, counts: Counting, *, at: datetime) -> datetime:
        """`at` if it lies in counting time, else when that begins again."""
        number, second = self._place(at)
        for day in range(number, number + FARTHEST):
            for opens, closes in self.spans(day, counts):
                if second < opens:
                    return self._moment(day, opens)
                if second < closes:
                    return at
            second = -1
        message = f"no counting time within {FARTHEST} days of {at}"
        raise ValueError(message)

    # --- Measuring ----------------------------------------------------------------------------------

    def meter(self, counts: Counting) -> Callable[[datetime], float]:
        """A meter that stands still outside the hours that count.

        It reads a moment as seconds from some day, so that the difference of two readings is how
        long something took.
        """
        if counts == Counting.ALWAYS:
            return datetime.timestamp
        return self._office_reading if counts == Counting.OFFICE else self._waking_reading

    def _office_reading(self, at: datetime) -> float:
        number, second = divmod(at.timestamp() + self._offset, DAY)
        known = self._book.get(number)  # type: ignore[call-overload] # 3.0 is the key 3
        before, spans = known or self._open(int(number))
        counted: float = before
        for opens, closes in spans:
            if second <= opens:
                break
            counted += min(second, closes) - opens
        return counted

    def _waking_reading(self, at: datetime) -> float:
        number, second = divmod(at.timestamp() + self._offset, DAY)
        opens, closes = WAKING[0]
        return number * (closes - opens) + min(max(second, opens), closes) - opens

    # --- The book of days ---------------------------------------------------------------------------

    def spans(self, number: int, counts: Counting) -> tuple[Span, ...]:
        """The hours of a day, by its number, that count."""
        if counts == Counting.OFFICE:
            return self._open(number)[1]
        return WAKING if counts == Counting.WAKING else WHOLE

    def _place(self, at: datetime) -> tuple[int, float]:
        number, second = divmod(at.timestamp() + self._offset, DAY)
        return int(number), second

    def _moment(self, number: int, second: int) -> datetime:
        return datetime.fromtimestamp(number * DAY + second - self._offset, self.zone)

    def _open(self, number: int) -> tuple[int, tuple[Span, ...]]:
        """The page of a day, with every year between it and those already written."""
        if number not in self._book:
            year = date.fromordinal(number + EPOCH).year
            with self._lock:
                self._write_until(year)
        return self._book[number]

    def _write_until(self, year: int) -> None:
        if self._years is None:
            self._years = range(year, year)
        for new in range(self._years.stop, year + 1):
            self._above = self._write(new, self._above)
            self._years = range(self._years.start, new + 1)
        for new in range(self._years.start - 1, year - 1, -1):
            self._below -= self._length(new)
            self._write(new, self._below)
            self._years = range(new, self._years.stop)

    def _length(self, year: int) -> int:
        return sum(length(self.day(day).spans) for day in _days(year))

    def _write(self, year: int, before: int) -> int:
        """Write a year down; returns the office seconds before the next."""
        for day in _days(year):
            spans = self.day(day).spans
            self._book[day.toordinal() - EPOCH] = (before, spans)
            before += length(spans)
        return before


def _days(year: int) -> list[date]:
    first, next_first = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    return [date.fromordinal(number) for number in range(first, next_first)]
