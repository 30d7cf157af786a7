"""Changing the timetable: one act through the door for each change, with its rows in the same breath.

Every action returns `Done` and raises `Refused`: `not_organiser`, `stale`, `deadlines_too_far`, and
its own. What is refused leaves nothing behind. An order keeps the deadlines it got.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import dates, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from accounts.guards import spoken
from instructions.models import DayOff, OfficeHours, Ramadan, Timetable, Urgency, UrgencyPolicy
from instructions.worktime import hours, policy, reading
from instructions.worktime.calendar import Calendar
from instructions.worktime.days import DayKind
from instructions.worktime.hours import Opening, Season
from instructions.worktime.organiser import organiser
from instructions.worktime.policy import Counting, Policy
from workflow import door
from workflow.door import Deed, Done
from workflow.refusals import NOT_FOUND, Refused, invalid
from workflow.text import clean_line

T = TypeVar("T")
TimetableDone = Done[Timetable]

LONGEST_FAST = timedelta(days=31)
MOST_AT_ONCE = 100
MOST_A_YEAR = 60
LONGEST_NAME = 80
LONGEST_SPAN = timedelta(days=90)
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NewDay:
    """A day to be put on record; see `DayKind`."""

    date: date
    kind: str
    name: str


def set_hours(
    season: str,
    week: Mapping[int, Opening],
    *,
    actor: Actor,
    at: datetime,
    if_version: int | None = None,
) -> TimetableDone:
    """Replace the hours of a season by those of `week`; weekdays that are not in it are free.

    Also raises `unknown_season`, `no_working_day`, `hours_out_of_order`.
    """
    if season not in Season.values:
        raise Refused(invalid("season", "unknown_season", _("Pilih jam biasa atau jam Ramadan.")))
    if not week:
        sentence = _("Isi jam kerja paling sedikit satu hari.")
        raise Refused(invalid("hours", "no_working_day", sentence))
    for weekday, opening in week.items():
        _check_opening(weekday, opening)

    def write() -> None:
        OfficeHours.objects.filter(season=season).delete()
        OfficeHours.objects.bulk_create(_hour_rows(season, week))

    told = {str(day): _clocks(week[day]) for day in sorted(week)}
    facts = {"season": season, "hours": told}
    return _change("set_hours", facts, write, actor, at, if_version)


def add_ramadan(starts_on: date, ends_on: date, *, actor: Actor, at: datetime) -> TimetableDone:
    """Record a month of fasting, both days included.

    Also raises `ends_before_start`, `too_long`, `ramadan_overlaps`.
    """
    if ends_on <= starts_on:
        sentence = _("Hari terakhir harus sesudah hari pertama.")
        raise Refused(invalid("ends_on", "ends_before_start", sentence))
    if ends_on - starts_on >= LONGEST_FAST:
        raise Refused(invalid("ends_on", "too_long", _("Ramadan paling lama 31 hari.")))

    def write() -> None:
        other = Ramadan.objects.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
        if other is not None:
            sentence = _("Bertumpuk dengan Ramadan %(first)s sampai %(last)s yang sudah tercatat.")
            days = {"first": spoken(other.starts_on), "last": spoken(other.ends_on)}
            raise Refused(invalid("starts_on", "ramadan_overlaps", sentence % days))
        Ramadan.objects.create(starts_on=starts_on, ends_on=ends_on)

    facts = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    return _change("add_ramadan", facts, write, actor, at)


def remove_ramadan(starts_on: date, *, actor: Actor, at: datetime) -> TimetableDone:
    """Take a month of fasting off the record. Also raises `not_found`."""

    def write() -> None:
        if not Ramadan.objects.filter(starts_on=starts_on).delete()[0]:
            raise Refused(NOT_FOUND)

    return _change("remove_ramadan", {"starts_on": starts_on.isoformat()}, write, actor, at)


def add_days(days: Sequence[NewDay], *, actor: Actor, at: datetime) -> TimetableDone:
    """Put days on record, all or none.

    Also raises `no_days`, `too_many_days`, `unknown_kind`, `name_required`, `name_too_long`,
    `day_twice`, `day_is_on_record`, `too_many_days_off`.
    """
    if not days:
        raise Refused(invalid("days", "no_days", _("Isi paling sedikit satu tanggal.")))
    if len(days) > MOST_AT_ONCE:
        sentence = _("Paling banyak %(count)s tanggal sekaligus.") % {"count": MOST_AT_ONCE}
        raise Refused(invalid("days", "too_many_days", sentence))
    rows: dict[date, DayOff] = {}
    for each in days:
        if each.date in rows:
            sentence = _("%(day)s tertulis dua kali.") % {"day": spoken(each.date)}
            raise Refused(invalid("days", "day_twice", sentence))
        rows[each.date] = DayOff(date=each.date, kind=_kind(each), name=_name(each))

    def write() -> None:
        known = DayOff.objects.filter(date__in=rows).first()
        if known is not None:
            sentence = _(
                "%(day)s sudah tercatat sebagai %(kind)s (%(name)s). Hapus dulu yang lama."
            )
            facts = {
                "day": spoken(known.date),
                "kind": str(DayKind(known.kind).label).lower(),
                "name": known.name,
            }
            raise Refused(invalid("days", "day_is_on_record", sentence % facts))
        DayOff.objects.bulk_create(rows.values())
        _check_years({day.year for day in rows})

    facts = {"days": [[day.isoformat(), str(rows[day].kind)] for day in sorted(rows)]}
    return _change("add_days", facts, write, actor, at)


def remove_day(day: date, *, actor: Actor, at: datetime) -> TimetableDone:
    """Take a day off the record: it is again what it would be by itself. Also raises `not_found`."""

    def write() -> None:
        if not DayOff.objects.filter(date=day).delete()[0]:
            raise Refused(NOT_FOUND)

    return _change("remove_day", {"day": day.isoformat()}, write, actor, at)


def set_policy(
    policies: Mapping[str, Policy], *, actor: Actor, at: datetime, if_version: int | None = None
) -> TimetableDone:
    """Replace the policy of every urgency in force. For orders given from now on.

    Also raises `unknown_urgency`, `finish_before_answer`, `span_out_of_bounds`.
    """
    if set(policies) != set(policy.URGENCIES):
        raise Refused(invalid("urgency", "unknown_urgency", _("Isi ketiga kesegeraan.")))
    for urgency, each in policies.items():
        _check_policy(urgency, each)

    def write() -> None:
        UrgencyPolicy.objects.all().delete()
        UrgencyPolicy.objects.bulk_create(_policy_rows(policies))

    facts = {
        row.urgency: [row.answer_minutes, row.finish_minutes, row.giver_minutes, str(row.counts)]
        for row in _policy_rows(policies)
    }
    return _change("set_policy", facts, write, actor, at, if_version)


# --- Through the door ------------------------------------------------------------------------------


def _change(
    verb: str,
    facts: Mapping[str, Any],
    write: Callable[[], None],
    actor: Actor,
    at: datetime,
    if_version: int | None = None,
) -> TimetableDone:
    who = organiser(actor, at=at)

    def work() -> TimetableDone:
        with transaction.atomic():
            row = Timetable.objects.first()
            # Nothing was on record when the page was drawn, and nothing is now: no change is lost.
            version = None if row is None and not if_version else if_version
            key = str((row or _established(who, at)).public_id)
            done = door.act(
                Timetable, key, verb, actor=who, at=at, deed=Deed(facts=facts), if_version=version
            )
            write()
            _check_deadlines(at)
        return done

    return _again_if_met(work)


def _established(who: Any, at: datetime) -> Timetable:
    """The timetable's first row, with the defaults written down."""
    hat = door.confirm(who.hat or who.hats[0], "establish", actor=who, at=at)
    row = Timetable(moved_at=at)
    door.create_many([row], "establish", actor=who, hat=hat, at=at)
    for season, week in hours.DEFAULT.items():
        OfficeHours.objects.bulk_create(_hour_rows(season, week))
    UrgencyPolicy.objects.bulk_create(_policy_rows(policy.DEFAULT))
    return row


def _again_if_met(work: Callable[[], T]) -> T:
    """Two first changes at once: the second finds the row there."""
    try:
        return work()
    except IntegrityError as error:
        if "is_the_one" not in str(error):
            raise
        return work()


def _check_deadlines(at: datetime) -> None:
    """Under the new rules every urgency still leads to a deadline that somebody lives to see."""
    calendar = Calendar(reading.rules(), timezone.get_default_timezone())
    for urgency in calendar.policies:
        try:
            far = calendar.deadlines(urgency, at=at).finish_by - at > FARTHEST
        except ValueError:
            far = True
        if far:
            sentence = _(
                "Dengan aturan ini batas selesai %(urgency)s jatuh lebih dari setahun lagi. Tambah"
                " jam kerjanya atau kurangi lamanya."
            )
            label = Urgency(urgency).label
            raise Refused(invalid("hours", "deadlines_too_far", sentence % {"urgency": label}))


# --- What may be written ---------------------------------------------------------------------------


def _check_opening(weekday: int, opening: Opening) -> None:
    if weekday not in range(hours.WEEK):
        raise Refused(invalid("hours", "hours_out_of_order", _("Hari ini tidak dikenal.")))
    name = str(dates.WEEKDAYS[weekday])
    if opening.opens >= opening.closes:
        sentence = _("%(day)s: jam pulang harus sesudah jam masuk.")
        raise Refused(invalid(f"closes_{weekday}", "hours_out_of_order", sentence % {"day": name}))
    starts, ends = opening.break_starts, opening.break_ends
    if (starts is None) != (ends is None):
        sentence = _("%(day)s: isi kedua jam istirahat, atau kosongkan keduanya.")
        raise Refused(
            invalid(f"break_starts_{weekday}", "hours_out_of_order", sentence % {"day": name})
        )
    if starts is None or ends is None or opening.opens < starts < ends < opening.closes:
        return
    sentence = _("%(day)s: istirahat harus di antara jam masuk dan jam pulang.")
    raise Refused(
        invalid(f"break_starts_{weekday}", "hours_out_of_order", sentence % {"day": name})
    )


def _hour_rows(season: str, week: Mapping[int, Opening]) -> list[OfficeHours]:
    return [
        OfficeHours(
            season=season,
            weekday=weekday,
            opens=opening.opens,
            closes=opening.closes,
            break_starts=opening.break_starts,
            break_ends=opening.break_ends,
        )
        for weekday, opening in sorted(week.items())
    ]


def _clocks(opening: Opening) -> list[str]:
    four = (opening.opens, opening.closes, opening.break_starts, opening.break_ends)
    return [f"{clock:%H:%M}" for clock in four if clock is not None]


def _kind(day: NewDay) -> str:
    if day.kind not in DayKind.values:
        raise Refused(invalid("kind", "unknown_kind", _("Pilih jenis harinya.")))
    return day.kind


def _name(day: NewDay) -> str:
    name = clean_line(day.name)
    if not name:
        sentence = _("Beri nama untuk %(day)s.") % {"day": spoken(day.date)}
        raise Refused(invalid("name", "name_required", sentence))
    if len(name) > LONGEST_NAME:
        sentence = _("Nama paling banyak %(limit)s huruf.") % {"limit": LONGEST_NAME}
        raise Refused(invalid("name", "name_too_long", sentence))
    return name


def _check_years(years: set[int]) -> None:
    for year in sorted(years):
        off = DayOff.objects.filter(date__year=year).exclude(kind=DayKind.WORKING).count()
        if off > MOST_A_YEAR:
            sentence = _("Tahun %(year)s: paling banyak %(count)s hari libur tercatat.")
            facts = {"year": year, "count": MOST_A_YEAR}
            raise Refused(invalid("days", "too_many_days_off", sentence % facts))


def _check_policy(urgency: str, given: Policy) -> None:
    label = Urgency(urgency).label
    spans = (("answer", given.answer), ("finish", given.finish), ("giver", given.giver))
    for name, span in spans:
        if not timedelta(minutes=1) <= span <= LONGEST_SPAN:
            sentence = ngettext(
                "%(urgency)s: isi antara 1 menit dan %(days)s hari.",
                "%(urgency)s: isi antara 1 menit dan %(days)s hari.",
                LONGEST_SPAN.days,
            )
            facts = {"urgency": label, "days": LONGEST_SPAN.days}
            raise Refused(invalid(f"{name}_{urgency}", "span_out_of_bounds", sentence % facts))
    if given.finish < given.answer:
        sentence = _("%(urgency)s: batas selesai tidak boleh lebih pendek daripada batas jawab.")
        raise Refused(
            invalid(f"finish_{urgency}", "finish_before_answer", sentence % {"urgency": label})
        )


def _policy_rows(policies: Mapping[str, Policy]) -> list[UrgencyPolicy]:
    return [
        UrgencyPolicy(
            urgency=urgency,
            answer_minutes=_minutes(policies[urgency].answer),
            finish_minutes=_minutes(policies[urgency].finish),
            giver_minutes=_minutes(policies[urgency].giver),
            counts=Counting(policies[urgency].counts),
        )
        for urgency in policy.URGENCIES
    ]


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
