"""Bringing classification codes in: read the file, say what would change, write all or nothing.

A file of `code TAB name` without headings is read as it comes; with headings it may bring the
retention too. A blank cell changes nothing, and what the file leaves out is counted, never deleted:
memos have it.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actors import Actor
from accounts.organisation.importing import TableFile
from accounts.tables import Column, Fault, Faults, Kind, open_sheets, read
from memos.books import actions
from memos.books.models import Fate
from memos.models import ClassificationCode
from workflow.refusals import Kind as RefusalKind
from workflow.refusals import Refusal, Refused

CODE: Final = re.compile(r"\d{3}(\.\d{1,3}){0,7}")
LONGEST_CODE, LONGEST_NAME, MOST_YEARS = 24, 200, 200
_BARE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d{3}(?:\.\d{1,3}){0,7}\s*([\t;,])")
COLUMNS: Final = (
    Column("kode", ("code", "kode klasifikasi"), filled=True, example="300.2.3"),
    Column("nama", ("name", "uraian", "jenis arsip"), filled=True, example="Kesiapsiagaan"),
    Column("aktif", ("retensi aktif", "active"), Kind.NUMBER, example="2"),
    Column("inaktif", ("retensi inaktif", "inactive"), Kind.NUMBER, example="3"),
    Column("nasib", ("nasib akhir", "keterangan", "fate"), example="musnah"),
)
FATES: Final = {
    "musnah": Fate.DESTROYED,
    "dimusnahkan": Fate.DESTROYED,
    "permanen": Fate.PERMANENT,
    "dinilai_kembali": Fate.REVIEWED,
    "dinilai": Fate.REVIEWED,
}
FIELDS: Final = ("name", "active_years", "inactive_years", "fate")
LABELS: Final = {
    "name": gettext_lazy("nama"),
    "active_years": gettext_lazy("aktif"),
    "inactive_years": gettext_lazy("inaktif"),
    "fate": gettext_lazy("nasib akhir"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One code: new where `before` is empty, else what is written over what."""

    code: str
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def words(self) -> str:
        """The change in one line."""
        if not self.before:
            return " · ".join(_said(name, value) for name, value in self.after.items())
        return "; ".join(
            f"{_said(name, self.before[name])} → {_value(name, value)}"
            for name, value in self.after.items()
        )


@dataclass(frozen=True, slots=True)
class Report:
    """The dry run: what would be new, changed and the same; or every fault."""

    faults: tuple[Fault, ...] = ()
    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    same: int = 0
    left_out: int = 0
    digest: str = ""

    @property
    def writes(self) -> int:
        """How many codes would be written."""
        return len(self.new) + len(self.changed)


@dataclass(slots=True)
class Codes:
    """What the file says: code -> the facts it gives."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)


def _said(name: str, value: Any) -> str:
    shown = _value(name, value)
    return shown if name == "name" else f"{LABELS[name]} {shown}"


def _value(name: str, value: Any) -> str:
    if name == "fate":
        return str(Fate(value).label) if value else "–"
    if name == "name":
        return str(value)
    return "–" if value is None else _("%(n)s tahun") % {"n": value}


def read_file(file: TableFile) -> Codes:
    """The rows of a file, naming every fault."""
    codes, data, shift = Codes(), file.data, 0
    bare = _BARE.match(data)
    if bare is not None:
        width = data.split(b"\n", 1)[0].count(bare[1]) + 1
        heads = bare[1].decode().join(column.name for column in COLUMNS[:width])
        data, shift = heads.encode() + b"\n" + data.removeprefix(b"\xef\xbb\xbf"), 1
    found = Faults()
    for sheet in open_sheets(data, file.name, found):
        for row in read(sheet, COLUMNS, found):
            _take(codes, row, found)
    for fault in found:
        line = max(fault.line - shift, 0)
        codes.faults.extend([replace(fault, line=line)])
    return codes


def _take(codes: Codes, row: Any, found: Faults) -> None:
    code = row.text("kode", longest=LONGEST_CODE)
    facts = {
        "name": row.text("nama", longest=LONGEST_NAME),
        "active_years": row.number("aktif", most=MOST_YEARS),
        "inactive_years": row.number("inaktif", most=MOST_YEARS),
        "fate": row.choice("nasib", FATES),
    }
    if not code:
        return
    if not CODE.fullmatch(code):
        sentence = _("Kode ditulis seperti 300.2.3.")
        row.fault("kode", "code_unreadable", reason=sentence)
    elif code in codes.rows:
        row.fault("kode", "code_twice", reason=_("Kode ini ada dua kali dalam berkas."))
    else:
        codes.rows[code] = {name: value for name, value in facts.items() if value not in {None, ""}}


def check(codes: Codes) -> Report:
    """What an import would do now; one statement."""
    if len(codes.faults):
        return Report(faults=tuple(codes.faults.sorted()))
    known = {
        row["code"]: row for row in ClassificationCode.objects.values("code", *FIELDS).iterator()
    }
    new, changed, same = [], [], 0
    for code, facts in sorted(codes.rows.items()):
        before = known.get(code)
        if before is None:
            new.append(Change(code, {}, facts))
            continue
        after = {name: value for name, value in facts.items() if before[name] != value}
        if after:
            changed.append(Change(code, {name: before[name] for name in after}, after))
        else:
            same += 1
    left_out = len(known.keys() - codes.rows.keys())
    text = json.dumps(
        [[c.code, c.before, c.after] for c in (*new, *changed)], sort_keys=True, default=str
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report((), tuple(new), tuple(changed), same, left_out, digest)


def bring_in(
    codes: Codes, *, actor: Actor, at: datetime, expected: str, files: Sequence[str] = ()
) -> Report:
    """Import what `expected`, the digest of the report agreed to, says; an act on the books.

    Raises Refused `not_bookkeeper`, `codes_faulty`, `codes_changed` where it would now do something
    else. Two statements for the codes, however many.
    """
    reports: list[Report] = []

    def write() -> None:
        report = check(codes)
        if report.faults:
            raise Refused(Refusal("codes_faulty", _("Berkas masih punya kesalahan.")))
        if report.digest != expected:
            sentence = _("Data berubah sejak berkas ini diperiksa. Periksa lagi, lalu impor.")
            raise Refused(Refusal("codes_changed", sentence, RefusalKind.NOT_NOW))
        reports.append(report)
        _save(report)

    facts = {"digest": expected, "codes": len(codes.rows), "files": list(files)}
    actions.change("import_codes", facts, write, actor=actor, at=at)
    return reports[0]


def _save(report: Report) -> None:
    ClassificationCode.objects.bulk_create(
        [ClassificationCode(code=change.code, **change.after) for change in report.new],
        batch_size=500,
    )
    facts = {change.code: change.after for change in report.changed}
    rows = list(ClassificationCode.objects.filter(code__in=facts))
    for row in rows:
        for name, value in facts[row.code].items():
            setattr(row, name, value)
    if rows:
        ClassificationCode.objects.bulk_update(rows, FIELDS, batch_size=200)
