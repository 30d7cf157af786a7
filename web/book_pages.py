"""View models of the pages of the books and of the classification codes, and their forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from accounts.models import Unit
from memos.books.models import Purpose, Source
from memos.books.reading import Asked, Line, Sent
from memos.models import MemoType, Register
from memos.wording import MONTHS
from web.cards import Action, ActionField, Choice, Entry, FieldKind
from web.forms import SANE_YEARS, PublicId, Words
from web.posting import Attempt, typed

YEAR, MONTH, WORDS, FROM = "tahun", "bulan", "q", "dari"
LONGEST_WORDS = 60
PAGE = 25


class BookWords(forms.Form):
    """A book as an office describes it."""

    name = Words()
    unit = PublicId()
    purpose = Words()
    source = Words()
    types = forms.MultipleChoiceField(choices=MemoType.choices, required=False)
    pattern = Words()
    daily_reserve = forms.IntegerField(required=False, min_value=0, max_value=50)
    opening = forms.IntegerField(required=False, min_value=0, max_value=999_999)
    basis = Words()
    is_active = Words()


class ReserveWords(forms.Form):
    """How many numbers to keep free, and why."""

    count = forms.IntegerField(min_value=1, max_value=50)
    reason = Words()


class Agreed(forms.Form):
    """The yes to a dry run, naming exactly what was seen."""

    digest = forms.RegexField(r"^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True)
class BookRow:
    """A book in the list."""

    url: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Books:
    """Context `books` of books/list.html."""

    registers: tuple[BookRow, ...]
    expedition_url: str
    codes: str
    may_change: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a book as it is drawn: the number, what and who, and what explains it."""

    number: str
    when: str
    what: str
    people: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Context `book` of books/book.html."""

    title: str
    about: str
    url: str
    rows: tuple[Row, ...]
    kept: tuple[Row, ...] = ()
    years: tuple[Choice, ...] = ()
    months: tuple[Choice, ...] = ()
    words: str = ""
    more_url: str = ""
    files: tuple[tuple[str, str], ...] = ()
    reserve: Action | None = None
    change_url: str = ""
    numbering: str = ""
    gaps: str = ""
    """Numbers that nothing explains: there should be none."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code with its retention."""

    code: str
    name: str
    retention: str


@dataclass(frozen=True, slots=True)
class CheckedCodes:
    """Context `checked` of books/codes_checked.html."""

    files: str
    verdict: str
    url: str
    discard_url: str
    key: str
    digest: str = ""
    error: str = ""
    confirm: str = ""
    faults: tuple[Any, ...] = ()
    groups: tuple[tuple[str, int, tuple[tuple[str, str], ...]], ...] = field(default=())


def asked(data: QueryDict, *, today: date) -> Asked:
    """Which year and month, and words; nonsense asks for this year."""
    year = _number(data.get(YEAR, ""), SANE_YEARS, today.year)
    month = _number(data.get(MONTH, ""), range(13), 0)
    return Asked(year, month, data.get(WORDS, "").strip()[:LONGEST_WORDS])


def start(data: QueryDict) -> int:
    """The line a page begins with."""
    return _number(data.get(FROM, ""), range(1_000_000), 0)


def _number(raw: str, within: range, otherwise: int) -> int:
    number = int(raw) if raw.isdecimal() and len(raw) < 7 else otherwise  # noqa: PLR2004 - no id
    return number if number in within else otherwise


def filters(said: Asked, *, today: date) -> dict[str, Any]:
    """The choices of year and month."""
    years = sorted({*range(today.year - 4, today.year + 1), said.year}, reverse=True)
    months = [Choice("0", _("Semua bulan"), on=not said.month)]
    months += [Choice(str(n), name, on=n == said.month) for n, name in enumerate(MONTHS, start=1)]
    return {
        "years": tuple(Choice(str(year), str(year), on=year == said.year) for year in years),
        "months": tuple(months),
    }


def row_of(line: Line) -> Row:
    """A line of a register or agenda."""
    people = " → ".join(each for each in (line.who, line.to) if each)
    note = line.note if not line.theirs else " · ".join(filter(None, (line.theirs, line.note)))
    return Row(line.number, _day(line.dated), line.what, people, line.state, note)


def sent_row(line: Sent) -> Row:
    """A line of the expedition."""
    received = line.received_at
    state = _("belum diterima")
    if received is not None:
        at = dateformat.format(timezone.localtime(received), "j M Y H.i")
        state = _("diterima %(when)s oleh %(who)s") % {"when": at, "who": line.received_by}
    at = dateformat.format(timezone.localtime(line.sent_at), "j M Y H.i")
    return Row(line.paper, at, line.what, line.to, state)


def _day(day: date | None) -> str:
    return dateformat.format(day, "j M Y") if day else ""


def detail_of(register: Register) -> str:
    """What a book is, in one line."""
    parts = [register.unit.name, str(register.get_purpose_display())]
    if register.purpose == Purpose.MEMOS:
        parts.append(str(register.get_source_display()))
    if not register.is_active:
        parts.append(_("tidak dipakai lagi"))
    return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class _Form:
    """The values of a form and the post that was refused, if one was."""

    values: Mapping[str, Any]
    attempt: Attempt | None

    def value(self, name: str) -> str:
        return typed(self.attempt, name, otherwise=self.values.get(name, ""))

    def error(self, name: str) -> str:
        wrong = self.attempt is not None and self.attempt.refusal.field == name
        return self.attempt.sentence if self.attempt and wrong else ""

    def line(self, name: str, label: str, hint: str = "", *, needed: bool = False) -> ActionField:
        return ActionField(
            name, label, FieldKind.LINE, needed, hint, self.value(name), error=self.error(name)
        )

    def radio(self, name: str, label: str, options: Any) -> ActionField:
        chosen = self.value(name)
        choices = tuple(Choice(str(v), str(text), on=str(v) == chosen) for v, text in options)
        return ActionField(
            name, label, FieldKind.CHOICES, required=True, choices=choices, error=self.error(name)
        )

    def owner(self) -> ActionField:
        unit = self.value("unit")
        kinds = ("regency", "secretariat", "section", "agency", "district")
        owners = tuple(
            Choice(str(one.public_id), one.name, on=str(one.public_id) == unit)
            for one in Unit.objects.filter(kind__in=kinds).order_by("path")
        )
        return ActionField(
            "unit", _("Unit pemilik"), FieldKind.PICK_ONE, required=True, choices=owners,
            error=self.error("unit"),
        )  # fmt: skip

    def types(self) -> ActionField:
        given = self.attempt.data.getlist("types") if self.attempt else None
        ticked = self.values.get("types", ()) if given is None else given
        choices = tuple(Choice(v, str(label), on=v in ticked) for v, label in MemoType.choices)
        return ActionField(
            "types", _("Jenis naskah"), FieldKind.PICK_MANY, choices=choices,
            hint=_("untuk buku naskah"), error=self.error("types"),
        )  # fmt: skip


def book_fields(
    values: Mapping[str, Any], attempt: Attempt | None, *, is_new: bool
) -> tuple[ActionField, ...]:
    """The form of a book; what is fixed once it is open is asked only of a new one."""
    form = _Form(values, attempt)
    hint = _("misalnya {number}/{code}/{year}")
    if is_new:
        hint = _("kosong: menurut profil naskah, untuk jenis pertama yang dipilih")
    fields = [form.line("name", _("Nama buku"), needed=True)]
    if is_new:
        fields.append(form.radio("purpose", _("Menomori"), Purpose.choices))
        fields.append(form.radio("source", _("Nomor"), Source.choices))
    fields += [
        form.owner(),
        form.types(),
        form.line("pattern", _("Pola nomor"), hint),
        form.line("daily_reserve", _("Kuota cadangan sehari"), _("0 berarti tidak ada")),
    ]
    if is_new:
        fields.append(form.line("opening", _("Melanjutkan dari nomor"), _("bila ada buku kertas")))
        hint = _("misalnya Buku agenda 2026, hlm. 9")
        fields.append(form.line("basis", _("Dasar nomor itu"), hint))
    else:
        use = (("ya", _("dipakai")), ("tidak", _("tidak dipakai lagi")))
        fields.append(form.radio("is_active", _("Keadaan"), use))
    return tuple(fields)
