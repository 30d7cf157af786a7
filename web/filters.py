"""Filters in addresses: read from a query, written back, drawn as a form and as chips.

An address of `cari/` says all of a filter, so it can be kept, shared and gone back to; each name
below is one field of `instructions.search.Filter`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit, UnitKind
from accounts.queries import search_positions
from instructions.asked import Question, questions, roles, turns
from instructions.lifecycle import State, Status
from instructions.models import Classification, Form, Urgency
from instructions.search import ROLES, TURNS, Filter, Search
from web.cards import Choice
from web.forms import SANE_YEARS, parsed
from web.pages import Chip

NAMES: Final[Mapping[str, str]] = {
    "q": "q", "role": "peran", "status": "perintah", "state": "jawaban", "turn": "giliran",
    "late": "terlambat", "urgency": "urgensi", "classification": "sifat", "form": "bentuk",
    "position": "pihak", "person": "pihak", "unit": "unit", "issued_from": "sejak",
    "issued_to": "sampai",
}  # fmt: skip
"""Names in addresses, by field."""

LONGEST_Q: Final = 100
PARTIES: Final = "#pihak"
"""Where on the form somebody is chosen."""
POSITION, PERSON = "posisi-", "orang-"
YES, NO = "ya", "tidak"
FOUND: Final = 12
SMALL: Final = (UnitKind.WARD, UnitKind.VILLAGE)
"""Hundreds of villages make no list to choose from; their people are found by name."""


def _choice(values: Iterable[str]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[(value, value) for value in values], required=False)


class Day(forms.DateField):
    """What an input of type date sends."""

    def __init__(self) -> None:
        message = gettext_lazy("Tanggal ini tidak terbaca.")
        super().__init__(
            required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": message}
        )

    def clean(self, value: Any) -> date | None:
        """A day of a year that makes sense."""
        day: date | None = super().clean(value)
        if day is not None and day.year not in SANE_YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return day


class Filters(forms.Form):
    """The query of `cari/`."""

    peran = _choice(ROLES)
    perintah = _choice(status for status in Status if status != Status.DRAFT)
    jawaban = _choice(State)
    giliran = _choice(TURNS)
    terlambat = _choice((YES, NO))
    urgensi = _choice(Urgency)
    sifat = _choice(Classification)
    bentuk = _choice(Form)
    pihak = forms.RegexField(rf"^(?:{POSITION}|{PERSON})[0-9a-f-]{{36}}$", required=False)
    unit = forms.UUIDField(required=False)
    sejak = Day()
    sampai = Day()


def read(query: QueryDict) -> Filter:
    """The filter of an address. Raises Refused `<name>_unreadable` for a value that is none."""
    given = parsed(Filters(query))
    late = {YES: True, NO: False}
    who = given["pihak"]
    return Filter(
        q=typed(query.get("q", "")),
        role=given["peran"],
        status=given["perintah"],
        state=given["jawaban"],
        turn=given["giliran"],
        late=late.get(given["terlambat"]),
        urgency=given["urgensi"],
        classification=given["sifat"],
        form=given["bentuk"],
        position=_key(who, POSITION),
        person=_key(who, PERSON),
        unit=str(given["unit"] or ""),
        issued_from=given["sejak"],
        issued_to=given["sampai"],
    )


def typed(raw: str) -> str:
    """What was typed, on one line, no longer than anybody types."""
    return " ".join("".join(c if c.isprintable() else " " for c in raw).split())[:LONGEST_Q]


def _key(who: str, kind: str) -> str:
    return who.removeprefix(kind) if who.startswith(kind) else ""


def address(asked: Filter, name: str = "web:search", **more: str) -> str:
    """The address of a page for this filter."""
    return with_query(reverse(name), asked, **more)


def with_query(path: str, asked: Filter, **more: str) -> str:
    """A path with a filter as its query."""
    query = urlencode({**said(asked), **more})
    return f"{path}?{query}" if query else path


def said(asked: Filter) -> dict[str, str]:
    """Names and values of what a filter asks, as an address has them."""
    return {NAMES[field]: _written(field, getattr(asked, field)) for field in asked.asked}


def _written(field: str, value: Any) -> str:
    if field == "late":
        return YES if value else NO
    prefix = {"position": POSITION, "person": PERSON}.get(field, "")
    return f"{prefix}{value}"


# --- Chips -----------------------------------------------------------------------------------------


def chips(search: Search) -> tuple[Chip, ...]:
    """What is filtered, but the words, which stand in their own field."""
    empty = Filter()
    return tuple(
        Chip(
            _spoken(each),
            address(replace(search.asked, **{each.field: getattr(empty, each.field)})),
        )
        for each in questions(search)
        if each.field != "q"
    )


def _spoken(question: Question) -> str:
    """Sejak 1 Nov 2026; else what is asked says enough."""
    dated = question.field in {"issued_from", "issued_to"}
    return f"{question.label} {question.value}" if dated else question.value


# --- The form --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """One question of the form with its answers; the first is "all"."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FilterPage:
    """Context `filters` of pages/filter.html; GETs the names of `Filters`, and `q`."""

    q: str
    chips: tuple[Group, ...]
    selects: tuple[Group, ...]
    parties: tuple[Choice, ...]
    """The one chosen and those found; the first is "anybody"."""
    who: str
    """What was typed to find somebody."""
    first: str
    last: str
    show_url: str
    """Where the form goes, and with the button of `who`, where it comes back to."""
    find_url: str
    clear_url: str
    back_url: str


def page(search: Search, *, who: str, on: date) -> FilterPage:
    """The form filled with a filter; a statement for the units and two where somebody is looked for."""
    asked = search.asked
    states = {state.value: str(state.label) for state in State}
    return FilterPage(
        q=asked.q,
        chips=(
            _group("role", _("Peran saya"), roles(), asked),
            _group("status", _("Perintah"), _cased(Status, without=Status.DRAFT), asked),
            _group("urgency", _("Kesegeraan"), _cased(Urgency), asked),
            _late(asked),
        ),
        selects=(
            _group("state", _("Jawaban penerima"), states, asked),
            _group("turn", _("Giliran"), turns(), asked),
            _group("unit", _("Unit kerja"), _units(search), asked),
            _group("classification", _("Sifat"), _cased(Classification), asked),
            _group("form", _("Bentuk"), _cased(Form), asked),
        ),
        parties=_parties(search, who, on),
        who=who,
        first=asked.issued_from.isoformat() if asked.issued_from else "",
        last=asked.issued_to.isoformat() if asked.issued_to else "",
        show_url=reverse("web:search"),
        find_url=reverse("web:search_filter") + PARTIES,
        clear_url=address(Filter(q=asked.q)) if asked.asked not in {(), ("q",)} else "",
        back_url=address(asked),
    )


def _group(field: str, label: str, options: Mapping[str, str], asked: Filter) -> Group:
    chosen = getattr(asked, field)
    choices = [Choice("", _("Semua"), on=not chosen)]
    choices += [Choice(value, words, on=value == chosen) for value, words in options.items()]
    return Group(NAMES[field], label, tuple(choices))


def _late(asked: Filter) -> Group:
    choices = (
        Choice("", _("Semua"), on=asked.late is None),
        Choice(YES, _("Terlambat"), on=asked.late is True),
        Choice(NO, _("Tidak terlambat"), on=asked.late is False),
    )
    return Group(NAMES["late"], _("Batas waktu"), choices)


def _cased(kinds: Any, *, without: str = "") -> dict[str, str]:
    """Values and labels, which begin with a capital here."""
    labels = {kind.value: str(kind.label) for kind in kinds if kind != without}
    return {value: label[:1].upper() + label[1:] for value, label in labels.items()}


def _units(search: Search) -> dict[str, str]:
    rows = Unit.objects.exclude(kind__in=SMALL).order_by("path").values_list("public_id", "name")
    units = {str(public_id): name for public_id, name in rows}
    chosen = search.parties.unit
    return {**units, str(chosen.public_id): chosen.name} if chosen else units


def _parties(search: Search, who: str, on: date) -> tuple[Choice, ...]:
    position, person = search.parties.position, search.parties.person
    made = {"": Choice("", _("Siapa saja"), on=not (position or person))}
    if position:
        value = f"{POSITION}{position.public_id}"
        made[value] = Choice(value, position.title, on=True)
    if person:
        value = f"{PERSON}{person.public_id}"
        made[value] = Choice(value, person.full_name, on=True)
    for seat in search_positions(who, limit=FOUND, on=on) if who else ():
        value = f"{POSITION}{seat.position.public_id}"
        made.setdefault(value, Choice(value, seat.position.title))
        if seat.person:
            value = f"{PERSON}{seat.person.public_id}"
            note = _("perintah semasa menjabat")
            made.setdefault(value, Choice(value, seat.person.full_name, note=note))
    return tuple(made.values())
