"""What a package says of each memo: one list of fields for CSV, JSON and docs/handover.md."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from files.models import Blob
from memos.issued import RELATIONS, Issued, paper_of
from memos.models import Memo
from memos.transfers.models import Transfer, TransferLine

SCHEMA: Final = "sigap-penyerahan/1"
FOLDER: Final = "naskah"
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
BETWEEN: Final = "; "
_STRANGE: Final = re.compile(r"[^A-Za-z0-9.]+")

Value = str | int | list[str] | None


@dataclass(frozen=True, slots=True)
class Record:
    """One memo of a package: where its file lies, the bytes, and what is said of it."""

    path: str
    blob: Blob
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Field:
    """One piece of metadata: its key in JSON, its column in CSV, and where it comes from."""

    key: str
    column: str
    read: Callable[[TransferLine], Value]


def _signer(key: str) -> Callable[[TransferLine], Value]:
    return lambda line: str(line.memo.frozen.get("signer", {}).get(key, ""))


def _code(key: str) -> Callable[[TransferLine], Value]:
    """A field of the classification code; None where there is no code or it says nothing."""
    return lambda line: getattr(line.memo.classification_code, key, None) or None


FIELDS: Final = (
    Field("id", "id", lambda line: str(line.memo.public_id)),
    Field("number", "nomor", lambda line: line.memo.number_text),
    Field("sequence", "nomor_urut", lambda line: line.memo.register_number.number),
    Field("dated", "tanggal", lambda line: _day(line.memo)),
    Field("type", "jenis", lambda line: line.memo.memo_type),
    Field("subject", "hal", lambda line: line.memo.hal),
    Field("from", "dari", lambda line: str(line.memo.frozen.get("dari", ""))),
    Field("to", "yth", lambda line: list(line.memo.to_lines)),
    Field("copies", "tembusan", lambda line: list(line.memo.copies)),
    Field("signer", "penanda_tangan", lambda line: line.memo.issue.signer_name),
    Field("signer_title", "jabatan_penanda_tangan", _signer("title")),
    Field("signer_capacity", "kapasitas", _signer("capacity")),
    Field("classification_code", "kode_klasifikasi", _code("code")),
    Field("classification_name", "nama_klasifikasi", _code("name")),
    Field("retention_active_years", "retensi_aktif_tahun", _code("active_years")),
    Field("retention_inactive_years", "retensi_inaktif_tahun", _code("inactive_years")),
    Field("retention_fate", "nasib_akhir", _code("fate")),
    Field("security", "klasifikasi_keamanan", lambda line: line.memo.security),
    Field("urgency", "urgensi", lambda line: line.memo.urgency),
    Field("status", "status", lambda line: line.status),
    Field("file", "berkas", lambda line: path_of(line)),  # noqa: PLW0108 - defined below
    Field("size", "ukuran", lambda line: _paper(line).pdf.size),
    Field("sha256", "sha256", lambda line: _paper(line).sha256),
    Field("template_version", "versi_templat", lambda line: line.memo.issue.template_version),
    Field("profile_version", "versi_profil", lambda line: line.memo.issue.profile_version),
)


def records(transfer: Transfer) -> list[Record]:
    """The memos of a package in its order; one statement."""
    lines = transfer.lines.select_related(
        "memo__issue",
        "memo__classification_code",
        "memo__register_number",
        *(f"memo__{name}__pdf" for name in RELATIONS),
    )
    return [
        Record(path_of(line), _paper(line).pdf, {each.key: each.read(line) for each in FIELDS})
        for line in lines.order_by("n")
    ]


def path_of(line: TransferLine) -> str:
    """`naskah/0001-45-300.2.3-2026.pdf`: place in the package, then the number as a file may have it."""
    number = _STRANGE.sub("-", line.memo.number_text).strip("-.")
    return f"{FOLDER}/{line.n:04}-{number}.pdf"


def _paper(line: TransferLine) -> Issued:
    paper = paper_of(line.memo)
    if paper is None:
        message = f"{line} has no sheet"
        raise ValueError(message)
    return paper


def as_json(transfer: Transfer, rows: Sequence[Record]) -> bytes:
    """metadata.json: the package, then its memos; UTF-8, the keys in the order of FIELDS."""
    said: dict[str, Any] = {
        "schema": SCHEMA,
        "package": {
            "id": str(transfer.public_id),
            "regency": settings.REGENCY_NAME,
            "register": transfer.register.name,
            "unit": transfer.register.unit.name,
            "first": transfer.first_on.isoformat(),
            "last": transfer.last_on.isoformat(),
            "handed_over_by": transfer.position.title,
            "handed_over_at": timezone.localtime(transfer.at).isoformat(timespec="seconds"),
            "count": transfer.count,
        },
        "memos": [row.values for row in rows],
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(rows: Iterable[Record]) -> bytes:
    """metadata.csv: UTF-8 with a byte order mark and semicolons, as Excel in Indonesia opens it.

    Lists are joined by "; ". A cell that a spreadsheet would take for a formula gets an apostrophe.
    """
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow([each.column for each in FIELDS])
    for row in rows:
        table.writerow([_cell(row.values[each.key]) for each in FIELDS])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    text = BETWEEN.join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def _day(memo: Memo) -> str:
    return memo.dated.isoformat() if memo.dated else ""
