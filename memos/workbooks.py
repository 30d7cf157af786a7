"""Rows to an XLSX workbook, written row by row. Whatever a person typed is text, never a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Value = str | int | datetime | None

LONGEST = 32_767  # letters a cell takes
MOMENT = "dd/mm/yyyy hh.mm"
RISKY = frozenset("=+-@\t\r")
BOLD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and its width in letters."""

    name: str
    width: int


def workbook(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    head: Iterable[tuple[str, str]] = (),
) -> bytes:
    """One sheet: lines of `head`, an empty line, the names of the columns, the rows.

    Moments are written on the regency's clock, since a workbook knows no time zones.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    lines = list(head)
    for letter, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(letter)].width = column.width
    sheet.freeze_panes = f"A{len(lines) + (3 if lines else 2)}"
    for label, words in lines:
        sheet.append([_cell(sheet, label, bold=True), None, _cell(sheet, words)])
    if lines:
        sheet.append([])
    sheet.append([_cell(sheet, column.name, bold=True) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(sheet: Any, value: Value, *, bold: bool = False) -> Cell:
    """A cell that a program reading it takes for what it is."""
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, timezone.localtime(value).replace(tzinfo=None, microsecond=0))
        cell.number_format = MOMENT
    elif isinstance(value, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST])
        # "=1+1" would be stored as a formula; "+", "-" and "@" would become one when edited.
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in RISKY
    else:
        cell = WriteOnlyCell(sheet, value)
    cell.alignment = WRAPPED
    if bold:
        cell.font = BOLD
    return cell
