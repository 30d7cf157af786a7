"""Reading the four lists: from a row to the facts it gives. A blank cell gives no fact."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from accounts.organisation.nouns import (
    ADDRESSES,
    CAPACITIES,
    LISTS,
    POSITION_KINDS,
    UNIT_KINDS,
    YES_NO,
    Noun,
)
from accounts.tables import Faults, Row, Sheet, read
from accounts.tables.columns import folded, index_of

MOST_REGIONS: Final = 12
LONGEST_REGION: Final = 40
_PEEKED: Final = 20
GUIDE: Final = "petunjuk"  # the sheet of explanations in our own template


@dataclass(slots=True)
class Given:
    """One row's facts under the names of the models' fields; references are still words."""

    line: int
    sheet: str
    facts: dict[str, Any]


def noun_of(sheet: Sheet) -> Noun | None:
    """Which list a sheet holds: by its name, else by its headings; None for none of them."""
    name = folded(sheet.name.rpartition(": ")[2])
    for noun, listed in LISTS.items():
        if name in listed.sheets:
            return noun
    known = {noun: index_of(listed.columns) for noun, listed in LISTS.items()}
    everything = frozenset(word for words in known.values() for word in words)
    best: tuple[int, Noun | None] = (1, None)
    for _n, row in zip(range(_PEEKED), sheet.rows(everything, Faults()), strict=False):
        words = [folded(str(cell)) for cell in row.cells]
        for noun, listed in LISTS.items():
            found = {known[noun][word].name for word in words if word in known[noun]}
            needed = {column.name for column in listed.columns if column.must_be_there}
            if needed <= found and len(found) > best[0]:
                best = (len(found), noun)
    return best[1]


def is_blank(sheet: Sheet) -> bool:
    """Whether nothing stands in a sheet."""
    return next(sheet.rows(frozenset(), Faults()), None) is None


def given(sheet: Sheet, noun: Noun, faults: Faults) -> Iterator[Given]:
    """The rows of a list, each with the facts that can be read; faults are named on the way."""
    for row in read(sheet, LISTS[noun].columns, faults):
        facts = {
            name: value for name, value in READERS[noun](row).items() if value not in {None, ""}
        }
        if all(name in facts for name in KEYS[noun]):
            yield Given(row.line, sheet.name, facts)


# Without these a row says nothing; that they are missing is named where the row is read.
KEYS: Final[Mapping[Noun, tuple[str, ...]]] = {
    Noun.UNITS: ("code",),
    Noun.POSITIONS: ("unit", "title"),
    Noun.PEOPLE: (),
    Noun.APPOINTMENTS: (),
}


def _unit(row: Row) -> dict[str, Any]:
    contact = row.text("kontak", longest=300, lines=True) or ""
    keeps = row.choice("menomori_naskah", YES_NO)
    return {
        "code": row.text("kode", longest=32),
        "name": row.text("nama", longest=160),
        "kind": row.choice("jenis", UNIT_KINDS),
        "parent": row.text("induk", longest=32),
        "address": row.text("alamat", longest=200),
        "contact": "\n".join(part.strip() for part in contact.replace("|", "\n").split("\n")),
        "regions": _regions(row),
        "keeps_registers": None if keeps is None else keeps == "ya",
    }


def _regions(row: Row) -> tuple[str, ...] | None:
    words = row.text("wilayah", longest=255) or ""
    marks = tuple(
        sorted({mark.strip().lower() for mark in words.replace(",", ";").split(";")} - {""})
    )
    if len(marks) > MOST_REGIONS or any(len(mark) > LONGEST_REGION for mark in marks):
        row.fault(
            "wilayah",
            "regions_too_many",
            reason=_("Paling banyak %(most)s ciri wilayah, masing-masing %(longest)s huruf."),
            most=MOST_REGIONS,
            longest=LONGEST_REGION,
        )
        return None
    return marks or None


def _position(row: Row) -> dict[str, Any]:
    return {
        "unit": row.text("unit", longest=32),
        "title": row.text("jabatan", longest=160),
        "kind": row.choice("jenis", POSITION_KINDS),
        "superior": row.text("atasan", longest=160),
        "superior_unit": row.text("unit_atasan", longest=32),
        "rank": row.number("urutan", least=1),
        "administers": row.text("mengelola", longest=32),
    }


def _person(row: Row) -> dict[str, Any]:
    return {
        "nip": row.nip("nip"),
        "name": row.text("nama", longest=120),
        "title_before": row.text("gelar_depan", longest=40),
        "title_after": row.text("gelar_belakang", longest=60),
        "sapaan": row.choice("sapaan", ADDRESSES),
        "phone": row.phone("ponsel"),
        "email": row.email("surel"),
        "grade_name": row.text("pangkat", longest=60),
        "grade": row.text("golongan", longest=8),
        **_who(row),
    }


def _appointment(row: Row) -> dict[str, Any]:
    starts, ends = row.date("mulai"), row.date("sampai")
    if starts and ends and ends < starts:
        sentence = _("Tanggal akhir tidak boleh sebelum tanggal mulai.")
        row.fault("sampai", "ends_before_start", reason=sentence)
    return {
        "nip": row.nip("nip"),
        "phone": row.phone("ponsel"),
        "unit": row.text("unit", longest=32),
        "title": row.text("jabatan", longest=160),
        "capacity": row.choice("sebagai", CAPACITIES),
        "starts_on": starts,
        "ends_on": ends,
        "decree": row.text("sk", longest=80),
        **_who(row),
    }


def _who(row: Row) -> dict[str, Any]:
    """Name the fault of a row that speaks of nobody; `unsure` where what leans on it would be wrong."""
    if row.shown("nip").strip() or row.shown("ponsel").strip():
        return {"unsure": True} if {"nip", "ponsel", "sebagai", "sampai"} & row.broken else {}
    row.fault("nip", "nip_or_phone", reason=_("Isi NIP, atau nomor ponsel bila tanpa NIP."))
    return {"unsure": True}


READERS: Final[Mapping[Noun, Callable[[Row], dict[str, Any]]]] = {
    Noun.UNITS: _unit,
    Noun.POSITIONS: _position,
    Noun.PEOPLE: _person,
    Noun.APPOINTMENTS: _appointment,
}
