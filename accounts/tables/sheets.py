"""Opening a file that should be a table: what it is, told by its bytes and never by its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final, Protocol

from django.conf import settings

from accounts.tables.faults import Faults, shortened

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 60
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that holds no value to trust: the code of the fault, and what the cell shows."""

    code: str
    shown: str


Cell = str | date | float | Broken
"""A float only where the cell of an XLSX is a number with a fraction."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands in the file, with the number a person sees beside it."""

    line: int
    cells: list[Cell]


class Sheet(Protocol):
    """A grid of cells: a CSV file, or one sheet of a workbook."""

    @property
    def name(self) -> str:
        """Name of the file without its ending, or the title of the sheet."""

    def rows(self, headings: frozenset[str], faults: Faults) -> Iterator[RawRow]:
        """Rows that hold something, from the top; `headings` (folded) help to find the separator.

        Names what is wrong with the file and the shape of its rows.
        """


def open_sheets(data: bytes, filename: str, faults: Faults) -> list[Sheet]:
    """The sheets of a file: one for a CSV, the visible ones of a workbook, none for anything else.

    `filename` only names the sheet of a CSV. Whatever is wrong is named in `faults`.
    """
    from accounts.tables.csv_sheet import CsvSheet, encoding_of
    from accounts.tables.xlsx_sheet import open_workbook

    name = shortened(PurePath(filename.replace("\\", "/")).stem) or "tabel"
    most = settings.UPLOAD_MAX_BYTES
    if len(data) > most:
        faults.add("too_large", sheet=name, megabytes=most // 2**20)
    elif not data.strip():
        faults.add("empty_file", sheet=name)
    elif data.startswith(_OLE):
        faults.add("old_excel", sheet=name)
    elif data.startswith(b"PK\x03\x04"):
        return list(open_workbook(data, name, faults))
    elif data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"PK", b"GIF8", b"{\\rtf")):
        faults.add("not_a_table", sheet=name)
    elif (encoding := encoding_of(data)) is None:
        faults.add("unknown_encoding", sheet=name)
    else:
        return [CsvSheet(name, data, encoding)]
    return []
