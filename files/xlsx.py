"""Tables as XLSX: rows in, bytes out, written row by row.

What people typed stays text. A cell that begins like a formula is written as a string and marked so
(quotePrefix), for Excel would otherwise run `=HYPERLINK(...)` once somebody edits or re-saves it.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST_CELL = 32_767  # characters, Excel's own limit
TOP = Alignment(vertical="top", wrap_text=True)
MOMENT, DAY = "yyyy-mm-dd hh:mm", "yyyy-mm-dd"

Value = str | int | float | datetime | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, and its width in characters."""

    head: str
    width: int = 18


def xlsx(
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    about: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A workbook of one sheet: lines of `about` (label, words), the columns' heads, the rows.

    The heads are bold and stay in view. Moments are shown on the regency's clock. Rows are written as they come; only the zipped file is
    held as a whole.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    first = len(about) + 2 if about else 1
    sheet.freeze_panes = f"A{first + 1}"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for label, words in about:
        sheet.append([_cell(sheet, label, bold=True), None, _cell(sheet, words)])
    if about:
        sheet.append([])
    sheet.append([_cell(sheet, column.head, bold=True) for column in columns])
    count = first
    for count, row in enumerate(rows, start=first + 1):  # noqa: B007 - the last row's number
        sheet.append(list(_cells(sheet, row)))
    sheet.auto_filter.ref = f"A{first}:{get_column_letter(len(columns))}{count}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(sheet: WriteOnlyWorksheet, row: Sequence[Value]) -> Iterator[Cell | None]:
    for value in row:
        yield None if value is None or value == "" else _cell(sheet, value)


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> Cell:
    if isinstance(value, datetime):
        value = timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type] # dates are fine
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(RISKY):
            cell.quotePrefix = True
    cell.alignment = TOP
    if isinstance(value, date):
        cell.number_format = MOMENT if isinstance(value, datetime) else DAY
    if bold:
        cell.font = Font(bold=True)
    return cell
