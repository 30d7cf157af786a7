"""Working time in words and as fields: what its pages show, and what they read back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dateformat, dates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Person, Position
from instructions.clock import Calendar
from instructions.models import Urgency
from instructions.worktime import days
from instructions.worktime.days import DayKind
from instructions.worktime.hours import WEEK, Opening
from instructions.worktime.lifecycle import TIMETABLE
from instructions.worktime.policy import URGENCIES, Counting, Policy
from instructions.worktime.words import sentence, when
from web import words
from web.cards import Choice, Entry
from web.forms import Day
from web.worktime_pages import Clock, DayRow, Preview, Span, UrgencyRules, Weekday
from workflow.models import Entry as Row

FIELDS: Final = ("opens", "closes", "break_starts", "break_ends")
LABELS: Final = {
    "opens": gettext_lazy("Jam masuk"),
    "closes": gettext_lazy("Jam pulang"),
    "break_starts": gettext_lazy("Istirahat mulai"),
    "break_ends": gettext_lazy("Istirahat selesai"),
}
SPANS: Final = {
    "answer": (gettext_lazy("Dijawab dalam"), gettext_lazy("oleh penerima")),
    "finish": (gettext_lazy("Selesai dalam"), gettext_lazy("oleh penerima")),
    "giver": (gettext_lazy("Diputus dalam"), gettext_lazy("oleh pemberi perintah")),
}
HOUR: Final = 60
MOST_HOURS: Final = 2160


class Time(forms.TimeField):
    """What an input of type time sends."""

    def __init__(self) -> None:
        message = _("Jam ini tidak terbaca. Tulis seperti 07.30.")
        super().__init__(
            required=False,
            input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
            error_messages={"invalid": message},
        )


class NewDays(forms.Form):
    """One day, or many pasted."""

    kind = forms.ChoiceField(choices=DayKind.choices)
    date = Day(required=False)
    name = forms.CharField(required=False, max_length=200)
    many = forms.CharField(required=False, max_length=20_000, strip=False)


class OneDay(forms.Form):
    """A day on record that goes."""

    date = Day()


class Fasting(forms.Form):
    """A month of fasting."""

    starts_on = Day()
    ends_on = Day()


class FastGone(forms.Form):
    """The first day of a month of fasting that goes."""

    starts_on = Day()


def hours_form() -> type[forms.Form]:
    """Four times for each weekday."""
    fields: dict[str, Any] = {f"{name}_{day}": Time() for day in range(WEEK) for name in FIELDS}
    return type("HoursForm", (forms.Form,), {**fields, "clean": _hours_clean})


def _hours_clean(self: forms.Form) -> dict[str, Any]:
    given: dict[str, Any] = self.cleaned_data
    for day in range(WEEK):
        four = [given.get(f"{name}_{day}") for name in FIELDS]
        if any(four) and not (four[0] and four[1]):
            sentence_ = _("%(day)s: isi jam masuk dan jam pulang, atau kosongkan semuanya.")
            message = sentence_ % {"day": dates.WEEKDAYS[day]}
            self.add_error(f"opens_{day}", ValidationError(message, "hours_incomplete"))
    return given


def week_of(given: Mapping[str, time | None]) -> dict[int, Opening]:
    """The weekdays that were filled in."""
    week = {}
    for day in range(WEEK):
        opens, closes, starts, ends = (given[f"{name}_{day}"] for name in FIELDS)
        if opens and closes:
            week[day] = Opening(opens, closes, starts, ends)
    return week


def weekdays(week: Mapping[int, Opening], typed: Mapping[str, str] | None) -> tuple[Weekday, ...]:
    """The fields of every weekday; as typed, where something was."""

    def value(day: int, name: str) -> str:
        if typed is not None:
            return typed.get(f"{name}_{day}", "")
        clock = getattr(week.get(day), name, None)
        return f"{clock:%H:%M}" if clock else ""

    return tuple(
        Weekday(
            str(dates.WEEKDAYS[day]),
            tuple(Clock(f"{name}_{day}", str(LABELS[name]), value(day, name)) for name in FIELDS),
        )
        for day in range(WEEK)
    )


def policy_form() -> type[forms.Form]:
    """Hours and minutes for each length, and which hours count."""
    fields: dict[str, Any] = {}
    for urgency in URGENCIES:
        label = Urgency(urgency).label
        message = _("%(urgency)s: tulis jam dan menit dengan angka.") % {"urgency": label}
        for name in SPANS:
            for unit, most in (("jam", MOST_HOURS), ("menit", HOUR * MOST_HOURS)):
                fields[f"{name}_{urgency}_{unit}"] = forms.IntegerField(
                    required=False,
                    min_value=0,
                    max_value=most,
                    error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), message),
                )
        fields[f"counts_{urgency}"] = forms.ChoiceField(choices=Counting.choices)
    return type("PolicyForm", (forms.Form,), fields)


def policies_of(given: Mapping[str, Any]) -> dict[str, Policy]:
    """The policy that was filled in."""

    def span(name: str) -> timedelta:
        hours, minutes = given[f"{name}_jam"] or 0, given[f"{name}_menit"] or 0
        return timedelta(hours=hours, minutes=minutes)

    return {
        urgency: Policy(
            answer=span(f"answer_{urgency}"),
            finish=span(f"finish_{urgency}"),
            giver=span(f"giver_{urgency}"),
            counts=Counting(given[f"counts_{urgency}"]),
        )
        for urgency in URGENCIES
    }


def urgencies(
    policies: Mapping[str, Policy], typed: Mapping[str, str] | None
) -> tuple[UrgencyRules, ...]:
    """The fields of every urgency; as typed, where something was."""
    made = []
    for urgency in URGENCIES:
        policy = policies[urgency]
        on = policy.counts if typed is None else typed.get(f"counts_{urgency}", "")
        spans = tuple(
            _span(f"{name}_{urgency}", name, getattr(policy, name), typed) for name in SPANS
        )
        counts = tuple(Choice(one.value, str(one.label), on=one == on) for one in Counting)
        made.append(UrgencyRules(urgency, str(Urgency(urgency).label), spans, counts))
    return tuple(made)


def _span(field: str, name: str, span: timedelta, typed: Mapping[str, str] | None) -> Span:
    hours, minutes = divmod(int(span.total_seconds() // 60), HOUR)
    label, hint = SPANS[name]
    if typed is not None:
        shown = typed.get(f"{field}_jam", ""), typed.get(f"{field}_menit", "")
    else:
        shown = str(hours), str(minutes)
    return Span(field, str(label), str(hint), *shown)


def previews(calendar: Calendar, at: datetime) -> tuple[Preview, ...]:
    """What each urgency would mean for an order given at `at`."""
    made = []
    for urgency in Urgency:
        told = sentence(calendar, urgency.value, at=at)
        finish = when(calendar.deadlines(urgency.value, at=at).finish_by, at=at)
        made.append(
            Preview(
                str(urgency.label),
                f"{told[:1].upper()}{told[1:]}.",
                _("Selesai sebelum %(when)s.") % {"when": finish},
            )
        )
    return tuple(made)


def policy_line(policies: Mapping[str, Policy]) -> str:
    """Biasa 6 jam, Segera 2 jam, Sangat segera 30 menit."""
    return ", ".join(
        f"{Urgency(urgency).label} {words.counted(policies[urgency].answer)}"
        for urgency in URGENCIES
    )


def fast_words(first: date, last: date) -> str:
    """18 Februari 2026 sampai 19 Maret 2026."""
    told = {"first": _spoken(first), "last": _spoken(last)}
    return _("%(first)s sampai %(last)s") % told


def days_line(calendar: Calendar, year: int) -> str:
    """2026: 17 libur nasional, 8 tercatat."""
    on_record = sum(day.year == year for day in calendar.rules.days)
    told = ngettext(
        "%(year)s: %(national)s libur nasional, %(count)d hari tercatat",
        "%(year)s: %(national)s libur nasional, %(count)d hari tercatat",
        on_record,
    )
    facts = {"year": year, "national": len(days.national(year)), "count": on_record}
    return told % facts


def day_rows(calendar: Calendar, year: int) -> tuple[DayRow, ...]:
    """Every special day of a year, in order."""
    record = {day: one for day, one in calendar.rules.days.items() if day.year == year}
    computed = days.national(year)
    made = []
    for day in sorted({*record, *computed}):
        one = record.get(day)
        kind = DayKind(one.kind) if one else DayKind.NATIONAL
        name = one.name if one else computed[day]
        made.append(
            DayRow(
                f"{dates.WEEKDAYS[day.weekday()]}, {_spoken(day)}",
                name, str(kind.label), day.isoformat(), one is not None,
            )
        )  # fmt: skip
    return tuple(made)


def proposal(calendar: Calendar, year: int) -> str:
    """Lines of the cuti bersama that is known of a year and not on record."""
    known = days.proposed(year)
    return "\n".join(
        f"{day:%d-%m-%Y}; {name}" for day, name in known.items() if day not in calendar.rules.days
    )


def told(rows: Sequence[Row], *, people: Mapping[int, Person]) -> Iterable[Entry]:
    """What was changed when, by whom in which post; one statement."""
    posts = dict(
        Position.objects.filter(
            pk__in={row.position_id for row in rows if row.position_id}
        ).values_list("pk", "title")
    )
    for row in rows:
        person = people.get(row.person_id or 0)
        name = person.full_name if person else ""
        title = posts.get(row.position_id or 0, "")
        who = f"{name} ({title})" if name and title else name or title
        yield Entry(at=row.at, who=who, what=str(TIMETABLE.move(row.verb).told))


def _spoken(day: date) -> str:
    return dateformat.format(day, "j F Y")
