"""Workbooks and CSV files as people make them, for tests."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from accounts.tables import Column, Faults, Kind, Row, open_sheets, read

COLUMNS = (
    Column("nip", ("nip pegawai",)),
    Column("nama", ("nama lengkap",), filled=True),
    Column("kode", ("kode unit",)),
    Column("mulai", ("tmt",), kind=Kind.DATE),
    Column("urutan", kind=Kind.NUMBER),
)

Rows = Sequence[Sequence[Any]]


def workbook(
    sheets: Mapping[str, Rows] | Rows, *, touch: Callable[[Workbook], None] | None = None
) -> bytes:
    """An XLSX; `touch` changes the workbook before it is saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    given = sheets if isinstance(sheets, Mapping) else {"Lembar1": sheets}
    for title, rows in given.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if touch is not None:
        touch(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one part of the archive replaced or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """One part of the archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def read_all(
    data: bytes | str, *, name: str = "pegawai.csv", columns: Sequence[Column] = COLUMNS
) -> tuple[list[Row], Faults]:
    """All rows of all sheets, and the faults."""
    faults = Faults()
    raw = data.encode() if isinstance(data, str) else data
    rows = [row for sheet in open_sheets(raw, name, faults) for row in read(sheet, columns, faults)]
    return rows, faults


def found(faults: Faults) -> list[tuple[int, str, str]]:
    """Line, column and code of each fault."""
    return [(fault.line, fault.column, fault.code) for fault in faults.sorted()]
