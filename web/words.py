"""Times in the words an official would use, always seen from an explicit `now`.

Every function takes aware datetimes and speaks in the active time zone (the regency's). The
clock is written 16.05, as Indonesian official papers do. Nothing here reads the machine's clock.
"""

from datetime import date, datetime, timedelta

from django.utils import dates
from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTES_SHOWN = 120
"""Up to here a span is told in minutes; people compare minutes, not 1,7 hours."""

HOURS_SHOWN = 48
NAMED_DAYS = 7
"""Days this near, before or after, go by the name of their weekday."""


def clock(at: datetime) -> str:
    """16.05."""
    return localtime(at).strftime("%H.%M")


def short_date(at: datetime, now: datetime) -> str:
    """24 Nov, with the year when it is not this year's: 4 Jan 2027."""
    return _short_date(localtime(at).date(), localtime(now).date())


def day(at: datetime, now: datetime) -> str:
    """Hari ini, besok, kemarin, a weekday within six days, else the date."""
    then, today = localtime(at).date(), localtime(now).date()
    away = (then - today).days
    near = {0: _("hari ini"), 1: _("besok"), -1: _("kemarin")}
    if away in near:
        return near[away]
    if abs(away) < NAMED_DAYS:
        return str(dates.WEEKDAYS[then.weekday()])
    return _short_date(then, today)


def moment(at: datetime, now: datetime) -> str:
    """Day and clock: hari ini 16.05, besok 10.00, Kamis 16.00, 24 Des 08.00."""
    return f"{day(at, now)} {clock(at)}"


def full_moment(at: datetime, now: datetime) -> str:
    """As `moment`, with the weekday beside besok: besok, Rabu 10.00."""
    then = localtime(at).date()
    if (then - localtime(now).date()).days == 1:
        return f"{day(at, now)}, {dates.WEEKDAYS[then.weekday()]} {clock(at)}"
    return moment(at, now)


def short_moment(at: datetime, now: datetime) -> str:
    """As `moment`, but today is left unsaid: 16.05, besok 12.00."""
    return clock(at) if _same_day(at, now) else moment(at, now)


def stamp(at: datetime, now: datetime) -> str:
    """When something happened, as short as a register's column: 15.20, kemarin, Senin, 24 Nov."""
    return clock(at) if _same_day(at, now) else day(at, now)


def span(length: timedelta) -> str:
    """47 menit, 3 jam, 2 hari; never less than one minute, rounded down."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < MINUTES_SHOWN:
        return ngettext("%(count)d menit", "%(count)d menit", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < HOURS_SHOWN:
        return ngettext("%(count)d jam", "%(count)d jam", hours) % {"count": hours}
    days = hours // 24
    return ngettext("%(count)d hari", "%(count)d hari", days) % {"count": days}


def counted(length: timedelta) -> str:
    """Counted time, in minutes and then hours: 47 menit, 3,5 jam, 40 jam. A day has no fixed length."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 1:
        return _("kurang dari 1 menit")
    if minutes < MINUTES_SHOWN:
        return ngettext("%(count)d menit", "%(count)d menit", minutes) % {"count": minutes}
    tenths = round(minutes / 6)
    hours = number_format(tenths / 10, 1 if tenths % 10 else 0)
    return _("%(count)s jam") % {"count": hours}


def waiting(since: datetime, now: datetime) -> str:
    """How long something has waited: 47 menit."""
    return span(now - since)


def late(due: datetime, now: datetime) -> str:
    """Terlambat 2 jam, or an empty string while there is time."""
    return _("Terlambat %(span)s") % {"span": span(now - due)} if now > due else ""


def remaining(due: datetime, now: datetime) -> str:
    """33 menit lagi, or Terlambat 2 jam once it has passed; a minute begun counts as left."""
    if now > due:
        return late(due, now)
    return _("%(span)s lagi") % {"span": span(due - now + timedelta(seconds=59))}


def due_note(due: datetime, now: datetime) -> str:
    """The line under a deadline: what is left of today, else the weekday and date."""
    if now > due or _same_day(due, now):
        return remaining(due, now)
    return f"{dates.WEEKDAYS[localtime(due).weekday()]}, {short_date(due, now)}"


def due_or_late(due: datetime, now: datetime) -> str:
    """The right end of an order row: besok 10.00, or Terlambat 2 jam."""
    return late(due, now) or short_moment(due, now)


def field_value(at: datetime) -> str:
    """The value of an `<input type="datetime-local">`: 2026-11-24T16:05, local."""
    return localtime(at).strftime("%Y-%m-%dT%H:%M")


def _same_day(at: datetime, now: datetime) -> bool:
    return localtime(at).date() == localtime(now).date()


def _short_date(then: date, today: date) -> str:
    name = str(dates.MONTHS_3[then.month]).capitalize()
    return f"{then.day} {name}" + (f" {then.year}" if then.year != today.year else "")
