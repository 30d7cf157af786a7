"""A workbook, read by openpyxl row by row. Its XML is a stranger's: openpyxl parses it with defusedxml.

What openpyxl does not tell of a sheet that it streams (merged cells, formulas never calculated,
how far the sheet goes) a first pass over the sheet's XML finds.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from accounts.tables.faults import MOST_FAULTS, Faults, shortened
from accounts.tables.sheets import MOST_COLUMNS, MOST_ROWS, Broken, Cell, RawRow

MOST_ENTRIES: Final = 1_000
MOST_UNPACKED: Final = 67_108_864  # bytes of all parts; 20,000 rows of people take 12 MB
MOST_WORDS: Final = 16_777_216  # bytes of the shared words, the one part held in memory
MOST_ELEMENTS: Final = 3_000_000  # twice what 50,000 rows of appointments have
EXACT: Final = 10**15  # Excel keeps 15 digits of a number
_CHUNK: Final = 262_144  # bytes
_WORDS: Final = "xl/sharedStrings.xml"
_NS: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def open_workbook(data: bytes, name: str, faults: Faults) -> Iterator["XlsxSheet"]:
    """The visible sheets of a workbook, in order; `name` is the file's, for faults of the whole."""
    with _damage_named(name, faults):
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        words = sum(part.file_size for part in parts if part.filename == _WORDS)
        unpacked = sum(part.file_size for part in parts)
        too_large = len(parts) > MOST_ENTRIES or unpacked > MOST_UNPACKED or words > MOST_WORDS
        if too_large or _elements(archive) > MOST_ELEMENTS:
            faults.add("archive_bomb", sheet=name)
            return
        if "xl/workbook.xml" not in archive.namelist():
            faults.add("not_a_table", sheet=name)
            return
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                # Where a sheet that is streamed lies, openpyxl tells under this name alone.
                part = sheet._worksheet_path  # type: ignore[attr-defined]  # noqa: SLF001
                yield XlsxSheet(sheet.title, archive, part, sheet)


def _elements(archive: zipfile.ZipFile) -> int:
    """At most how many elements the XML of all parts has: each costs memory, however short it is."""
    count = 0
    for name in archive.namelist():  # whatever it is called: any part may be named as a sheet
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                count += chunk.count(b"<")
    return count


@contextmanager
def _damage_named(name: str, faults: Faults) -> Iterator[None]:
    """Name a workbook that cannot be read. openpyxl raises anything at all for a damaged one."""
    try:
        yield
    except Exception:  # noqa: BLE001
        faults.add("file_damaged", sheet=name)


@dataclass(slots=True)
class _Shape:
    """What the first pass found.

    Ranges of merged cells, columns of formulas without a value by row, the rows of the first
    filled cells below and right of what we read (0: none), and the last filled column.
    """

    merged: list[str] = field(default_factory=list)
    hollow: dict[int, list[int]] = field(default_factory=dict)
    below: int = 0
    right: int = 0
    width: int = 1


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """One visible sheet of a workbook."""

    name: str
    archive: zipfile.ZipFile
    part: str
    grid: Any

    def rows(self, headings: frozenset[str], faults: Faults) -> Iterator[RawRow]:
        """See Sheet. A row whose first cell starts with # is a note of the template."""
        with _damage_named(self.name, faults):
            shape = self._shape()
            self._name_shape(shape, faults)
            cells = self.grid.iter_rows(max_row=MOST_ROWS, max_col=shape.width)
            for line, row in enumerate(cells, start=1):
                values = [_value(each.value, each.data_type) for each in row]
                for column in shape.hollow.get(line, ()):
                    values[column - 1] = Broken("formula_without_value", "")
                while values and values[-1] == "":
                    values.pop()
                if values and not str(values[0]).startswith("#"):
                    yield RawRow(line, values)

    def _shape(self) -> _Shape:
        shape = _Shape()
        with self.archive.open(self.part) as xml:
            for _event, element in iterparse(xml):
                if element.tag == f"{_NS}mergeCell" and len(shape.merged) < MOST_FAULTS:
                    shape.merged.append(element.get("ref", ""))
                elif element.tag == f"{_NS}c":
                    _look_at(element, shape)
                elif element.tag == f"{_NS}row":
                    element.clear()
        return shape

    def _name_shape(self, shape: _Shape, faults: Faults) -> None:
        merged = [
            (coordinate_to_tuple(where.partition(":")[0])[0], where) for where in shape.merged
        ]
        for line, where in sorted(merged):
            faults.add(
                "merged_cells", line=line, value=where, sheet=self.name, range=shortened(where)
            )
        if shape.below:
            faults.add("too_many_rows", line=shape.below, sheet=self.name, most=MOST_ROWS)
        if shape.right:
            faults.add("too_many_columns", line=shape.right, sheet=self.name, most=MOST_COLUMNS)


def _look_at(cell: Element, shape: _Shape) -> None:
    """Note a formula without a value, and a cell out of reach; empty cells are only formatting."""
    reference = cell.get("r")
    has_value = bool(cell.findtext(f"{_NS}v")) or cell.find(f"{_NS}is") is not None
    is_formula = cell.find(f"{_NS}f") is not None
    if reference is None:
        shape.width = MOST_COLUMNS  # cells one after another: how many, the next pass sees
    if reference is None or not (has_value or is_formula):
        return
    line, column = coordinate_to_tuple(reference)
    if line > MOST_ROWS:
        shape.below = shape.below or line
    elif column > MOST_COLUMNS:
        shape.right = shape.right or line
    shape.width = max(shape.width, min(column, MOST_COLUMNS))
    if is_formula and not has_value and column <= MOST_COLUMNS:
        shape.hollow.setdefault(line, []).append(column)


def _value(value: object, data_type: str) -> Cell:
    """A cell as text, date or fraction; whole numbers become text, so that codes and years read."""
    if value is None:
        return ""
    if data_type == "e":
        return Broken("formula_error", str(value))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _number(value)
    return str(value)


def _number(value: float) -> Cell:
    if isinstance(value, bool):
        return str(value).upper()
    if abs(value) >= EXACT:
        return Broken("digits_lost", f"{value:.5E}")
    return str(int(value)) if value == int(value) else float(value)
