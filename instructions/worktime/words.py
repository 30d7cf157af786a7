"""A deadline in words, and why it is not today: what a giver reads before sending."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import dates
from django.utils.translation import gettext as _

from instructions.worktime.calendar import Calendar, Day
from instructions.worktime.days import DayKind
from instructions.worktime.hours import second_of
from instructions.worktime.policy import Counting

A_DAY = timedelta(days=1)
WAKES, SLEEPS = time(6), time(21)


def sentence(calendar: Calendar, urgency: str, *, at: datetime) -> str:
    """'harus dijawab sebelum Senin 23 November 08.30 WIB karena libur', for an order given at `at`.

    Raises KeyError for an unknown urgency.
    """
    due = calendar.deadlines(urgency, at=at).answer_by
    told = _("harus dijawab sebelum %(when)s") % {"when": when(due, at=at)}
    return " ".join(filter(None, (told, why(calendar, urgency, at=at, due=due))))


def when(due: datetime, *, at: datetime) -> str:
    """'hari ini 16.05 WIB', 'Senin 23 November 08.30 WIB', with the year where it is another."""
    here, now = due, at.astimezone(due.tzinfo)
    clock = f"{here:%H.%M} {here.tzname()}"
    if here.date() == now.date():
        return _("hari ini %(clock)s") % {"clock": clock}
    year = f" {here.year}" if here.year != now.year else ""
    day = f"{dates.WEEKDAYS[here.weekday()]} {here.day} {dates.MONTHS[here.month]}{year}"
    return f"{day} {clock}"


def why(calendar: Calendar, urgency: str, *, at: datetime, due: datetime) -> str:
    """'karena libur Hari Raya Natal', 'karena di luar jam kerja'; empty where nothing needs saying.

    Something is said where `due` falls on a later day than `at`, and days off lie between or the
    order was given outside the hours that count.
    """
    counts = calendar.policies[urgency].counts
    now = at.astimezone(calendar.zone)
    if counts == Counting.ALWAYS or due.date() == now.date():
        return ""
    if counts == Counting.WAKING:
        outside = not WAKES <= now.time() < SLEEPS
        return _("karena di luar pukul 06.00–21.00") if outside else ""
    free = [day for day in _days(calendar, now.date(), due.date()) if day.is_free]
    if free:
        return _("karena %(why)s") % {"why": _joined(_reasons(free)) or _("libur")}
    spans = calendar.day(now.date()).spans
    second = second_of(now.time())
    inside = bool(spans) and spans[0][0] <= second < spans[-1][1]
    return "" if inside else _("karena di luar jam kerja")


def _days(calendar: Calendar, first: date, last: date) -> Iterable[Day]:
    while first < last:
        yield calendar.day(first)
        first += A_DAY


def _reasons(free: Iterable[Day]) -> list[str]:
    """The first named day of each kind, in order; free weekdays have no name."""
    first: dict[str, str] = {}
    for day in free:
        if day.name:
            first.setdefault(day.kind, day.name)
    words = {DayKind.JOINT_LEAVE.value: _("cuti bersama %(name)s")}
    return [words.get(kind, _("libur %(name)s")) % {"name": name} for kind, name in first.items()]


def _joined(reasons: list[str]) -> str:
    *others, last = reasons or [""]
    return (
        _("%(these)s dan %(last)s") % {"these": ", ".join(others), "last": last} if others else last
    )
