"""A month of shifts from the clipboard: a line per shift, day; NIP or phone; from; to."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import oncall
from accounts.models import Person, Unit
from accounts.oncall import MOST_AT_ONCE, NewShift
from accounts.signin import normal_nip, normal_phone
from accounts.tables import values
from workflow.refusals import Refused, invalid
from workflow.text import clean

SEPARATOR: Final = re.compile(r"\s*[;\t]\s*")
CLOCK: Final = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})")
COLUMNS: Final = 4
MOST_TOLD: Final = 3
A_DAY: Final = timedelta(days=1)
Line = tuple[int, date, str, time, time]


def shifts_in(text: str, *, unit: Unit, at: datetime) -> list[NewShift]:
    """The shifts of a pasted text, for people of the unit; one statement.

    A line is '5-12-2026; 197904102005011904; 16.00; 07.30'; where the second time is not after the
    first it is the next day's. Empty lines are passed over. Raises Refused `lines_unreadable`,
    naming the first lines and what is wrong with them.
    """
    lines: list[Line] = []
    faults: list[str] = []
    written = [(n, line.strip()) for n, line in enumerate(clean(text).splitlines(), start=1)]
    for number, words in [each for each in written if each[1]][: MOST_AT_ONCE + 1]:
        try:
            lines.append(_line(number, words))
        except ValueError as fault:
            faults.append(_told(number, str(fault)))
    people = _people([login for _n, _day, login, _from, _to in lines], unit, at)
    faults += [
        _told(number, _("%(login)s tidak memegang jabatan di unit ini") % {"login": login})
        for number, _day, login, _from, _to in lines
        if login not in people
    ]
    if faults:
        told = "; ".join(faults[:MOST_TOLD]) + ("; …" if len(faults) > MOST_TOLD else "")
        sentence = _("Belum dapat disimpan. %(lines)s.") % {"lines": told}
        raise Refused(invalid("many", "lines_unreadable", sentence))
    return [
        NewShift(people[login].public_id, _moment(day, starts), _end(day, starts, ends))
        for _n, day, login, starts, ends in lines
    ]


def _told(number: int, fault: str) -> str:
    return _("Baris %(number)s: %(fault)s") % {"number": number, "fault": fault}


def _line(number: int, words: str) -> Line:
    """Raises ValueError with what is wrong in words."""
    cells = SEPARATOR.split(words)
    if len(cells) != COLUMNS:
        raise ValueError(_("tulis tanggal; NIP atau nomor ponsel; mulai; selesai"))
    day, who, starts, ends = cells
    login = normal_nip(who) or normal_phone(who)
    if login is None:
        raise ValueError(_("“%(words)s” bukan NIP atau nomor ponsel") % {"words": who[:30]})
    try:
        return number, values.day(day), login, _clock(starts), _clock(ends)
    except values.Wrong:
        raise ValueError(_("tanggal “%(words)s” tidak terbaca") % {"words": day[:30]}) from None


def _clock(words: str) -> time:
    found = CLOCK.fullmatch(words)
    if found is None:
        raise ValueError(_("jam “%(words)s” tidak terbaca") % {"words": words[:10]})
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a clock
        raise ValueError(_("jam “%(words)s” tidak terbaca") % {"words": words})
    return time(hour, minute)


def _people(logins: list[str], unit: Unit, at: datetime) -> dict[str, Person]:
    if not logins:
        return {}
    rows = oncall.people_of(unit, at=at).filter(Q(nip__in=logins) | Q(phone__in=logins))
    found: dict[str, Person] = {}
    for person in rows:
        found.update({login: person for login in (person.nip, person.phone) if login})
    return found


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _end(day: date, starts: time, ends: time) -> datetime:
    return _moment(day if ends > starts else day + A_DAY, ends)
