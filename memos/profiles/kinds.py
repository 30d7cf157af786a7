"""The kinds of values a profile has: how one is typed, checked and told.

A value is JSON. `from_form` turns what a form posts into one, whatever it is worth; `check` says
what it is worth, and raises `Fault` with the sentence for whoever typed it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import PositionKind, Unit
from memos.pattern import validate_pattern

SEPARATOR: Final = "; "
ON: Final = "1"
PATTERN_LENGTH: Final = 80
MOST_LINES: Final = 100


class Fault(Exception):
    """A value that may not be; `args[0]` says why not."""


@dataclass(frozen=True, slots=True)
class Number:
    """A length, a size or a count within a range, both ends included."""

    low: float
    high: float
    unit: str | Promise = ""
    whole: bool = False

    def from_form(self, raw: Sequence[str]) -> Any:
        """12,5 and 12.5 are the same."""
        text = raw[-1].strip().replace(",", ".") if raw else ""
        try:
            return float(text)
        except ValueError:
            return text

    def check(self, value: Any) -> Any:
        """A number in the range; a whole one as int."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value) or not self.low <= value <= self.high:
            raise Fault(self._sentence())
        if int(value) == value:
            return int(value)
        if self.whole:
            raise Fault(self._sentence())
        return round(float(value), 2)

    def _sentence(self) -> str:
        sentence = _("Isi angka antara %(low)s dan %(high)s %(unit)s.")
        facts = {"low": _figure(self.low), "high": _figure(self.high), "unit": self.unit}
        return (sentence % facts).replace(" .", ".")

    def typed(self, value: Any) -> str:
        """For the field."""
        return f"{value:g}" if isinstance(value, int | float) else str(value)

    def words(self, value: Any) -> str:
        """12,5 mm."""
        return f"{_figure(value)} {self.unit}".strip()


def _figure(value: float) -> str:
    return str(number_format(f"{value:g}", use_l10n=True))


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no."""

    def from_form(self, raw: Sequence[str]) -> Any:
        """A box that is ticked."""
        return ON in raw

    def check(self, value: Any) -> Any:
        """A truth value."""
        if not isinstance(value, bool):
            raise Fault(_("Pilih ya atau tidak."))
        return value

    def typed(self, value: Any) -> str:
        """For the field."""
        return ON if value else ""

    def words(self, value: Any) -> str:
        """Ya, tidak."""
        return _("ya") if value else _("tidak")


@dataclass(frozen=True, slots=True)
class Pick:
    """One of a few."""

    choices: tuple[tuple[str, str | Promise], ...]

    def from_form(self, raw: Sequence[str]) -> Any:
        """The value chosen."""
        return raw[-1] if raw else ""

    def check(self, value: Any) -> Any:
        """A value of the list."""
        if not isinstance(value, str) or value not in dict(self.choices):
            raise Fault(_("Pilih salah satu."))
        return value

    def typed(self, value: Any) -> str:
        """For the field."""
        return str(value)

    def words(self, value: Any) -> str:
        """Its label."""
        return str(dict(self.choices).get(value, value))


@dataclass(frozen=True, slots=True)
class Order:
    """Some of a list, each once, in an order; those of `needed` always."""

    known: tuple[str, ...]
    needed: tuple[str, ...]

    def from_form(self, raw: Sequence[str]) -> Any:
        """Names with semicolons between."""
        return _parts(raw)

    def check(self, value: Any) -> Any:
        """The names, spelt as they are printed."""
        spelt = {name.casefold().rstrip("."): name for name in self.known}
        given = value if isinstance(value, list) else []
        names = [spelt.get(str(one).casefold().rstrip("."), "") for one in given]
        if not names or "" in names or len(set(names)) != len(names):
            sentence = _("Tulis tiap baris sekali saja, dari: %(names)s.")
            raise Fault(sentence % {"names": ", ".join(self.known)})
        missing = [name for name in self.needed if name not in names]
        if missing:
            raise Fault(_("%(names)s tidak boleh hilang.") % {"names": ", ".join(missing)})
        return names

    def typed(self, value: Any) -> str:
        """For the field."""
        return SEPARATOR.join(value)

    def words(self, value: Any) -> str:
        """In their order."""
        return ", ".join(value)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a number is written; see memos.pattern."""

    def from_form(self, raw: Sequence[str]) -> Any:
        """As typed."""
        return raw[-1].strip() if raw else ""

    def check(self, value: Any) -> Any:
        """A pattern that gives no two memos one number."""
        return checked_pattern(value)

    def typed(self, value: Any) -> str:
        """For the field."""
        return str(value)

    def words(self, value: Any) -> str:
        """As it is."""
        return str(value)


def checked_pattern(value: Any) -> str:
    """The pattern. Raises Fault."""
    text = str(value)
    if len(text) > PATTERN_LENGTH or not text.isprintable():
        raise Fault(_("Pola nomor paling panjang %(n)s huruf.") % {"n": PATTERN_LENGTH})
    try:
        validate_pattern(text)
    except ValidationError as error:
        raise Fault(" ".join(error.messages)) from error
    return text


@dataclass(frozen=True, slots=True)
class UnitPatterns:
    """Patterns of single units: `[unit code, type, pattern]`, a line each."""

    types: tuple[str, ...]

    def from_form(self, raw: Sequence[str]) -> Any:
        """Lines of `setda; nota_dinas; {number}/{code}/{year}`."""
        lines = (raw[-1] if raw else "").splitlines()
        return [[part.strip() for part in line.split(";")] for line in lines if line.strip()]

    def check(self, value: Any) -> Any:
        """The lines; every unit is on record, every type is numbered, no pair comes twice."""
        given = value if isinstance(value, list) else []
        if len(given) > MOST_LINES:
            raise Fault(_("Paling banyak %(n)s baris.") % {"n": MOST_LINES})
        rows: list[list[str]] = []
        for n, row in enumerate(given, start=1):
            if not isinstance(row, list) or len(row) != 3:  # noqa: PLR2004 - three columns
                sentence = _("Baris %(n)s: tulis kode unit; jenis; pola.")
                raise Fault(sentence % {"n": n})
            unit, kind, pattern = (str(part) for part in row)
            if kind not in self.types:
                sentence = _("Baris %(n)s: jenis naskah ditulis %(types)s.")
                raise Fault(sentence % {"n": n, "types": ", ".join(self.types)})
            if [unit, kind] in [known[:2] for known in rows]:
                raise Fault(_("Baris %(n)s: unit dan jenis ini sudah ada.") % {"n": n})
            rows.append([unit, kind, checked_pattern(pattern)])
        known_units([row[0] for row in rows])
        return rows

    def typed(self, value: Any) -> str:
        """For the field."""
        return "\n".join(SEPARATOR.join(row) for row in value)

    def words(self, value: Any) -> str:
        """Setda nota_dinas {number}/{code}/{year}, and so on."""
        return ", ".join(" ".join(row) for row in value) or _("tidak ada")


@dataclass(frozen=True, slots=True)
class Posts:
    """Kinds of positions; `none` says what an empty list means."""

    none: str | Promise

    def from_form(self, raw: Sequence[str]) -> Any:
        """The boxes ticked."""
        return list(raw)

    def check(self, value: Any) -> Any:
        """Kinds that exist, in the order of the list."""
        given = [str(kind) for kind in value] if isinstance(value, list) else []
        if not set(given) <= set(PositionKind.values):
            raise Fault(_("Ada jenis jabatan yang tidak dikenal."))
        return [kind for kind in PositionKind.values if kind in given]

    def typed(self, value: Any) -> str:
        """For the field."""
        return SEPARATOR.join(value)

    def words(self, value: Any) -> str:
        """Bupati, Sekretaris Daerah."""
        return ", ".join(str(PositionKind(kind).label) for kind in value) or str(self.none)


@dataclass(frozen=True, slots=True)
class Units:
    """Codes of units."""

    none: str | Promise

    def from_form(self, raw: Sequence[str]) -> Any:
        """Codes with semicolons between."""
        return _parts(raw)

    def check(self, value: Any) -> Any:
        """Codes on record, each once."""
        given = list(dict.fromkeys(str(code) for code in value)) if isinstance(value, list) else []
        if len(given) > MOST_LINES:
            raise Fault(_("Paling banyak %(n)s unit.") % {"n": MOST_LINES})
        known_units(given)
        return given

    def typed(self, value: Any) -> str:
        """For the field."""
        return SEPARATOR.join(value)

    def words(self, value: Any) -> str:
        """The codes."""
        return ", ".join(value) or str(self.none)


def known_units(codes: Sequence[str]) -> None:
    """Raises Fault for a code that no unit has; one statement, none without codes."""
    if not codes:
        return
    readable = {code for code in codes if code.isprintable()}
    known = set(Unit.objects.filter(code__in=readable).values_list("code", flat=True))
    unknown = [code for code in dict.fromkeys(codes) if code not in known]
    if unknown:
        sentence = _("Tidak ada unit dengan kode %(codes)s.")
        raise Fault(sentence % {"codes": ", ".join(unknown)})


def _parts(raw: Sequence[str]) -> list[str]:
    text = raw[-1] if raw else ""
    return [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()]


Kind = Number | Switch | Pick | Order | Pattern | UnitPatterns | Posts | Units
