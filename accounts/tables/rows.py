"""Reading the rows of a sheet by the names of its columns, each value checked as it is taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final, TypeVar

from django.utils.functional import Promise

from accounts.tables import values
from accounts.tables.columns import Column, Kind, folded, index_of, match
from accounts.tables.faults import Faults
from accounts.tables.sheets import Broken, Cell, RawRow, Sheet

_ROWS_ABOVE: Final = 20  # a title and a few lines of letterhead
Value = TypeVar("Value")


@dataclass(slots=True)
class Row:
    """One row. The readers file a fault and give None where a value is missing or wrong.

    `line` is what a person sees beside the row. `broken` holds the columns with a fault: each is
    named once, however often it is read.
    """

    line: int
    sheet: str
    cells: Mapping[str, Cell]
    columns: Mapping[str, Column]
    faults: Faults
    broken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for name in self.cells:
            code = self._unsound(name)
            if code:
                self.fault(name, code)

    def fault(
        self, column: str, code: str, *, reason: str | Promise = "", **facts: str | int
    ) -> None:
        """Name a fault of this row; with a `reason` where the code is the caller's own."""
        self.broken.add(column)
        self.faults.add(
            code, line=self.line, column=column, value=self.shown(column), sheet=self.sheet,
            reason=reason, **facts,
        )  # fmt: skip

    def shown(self, column: str) -> str:
        """What stands in a cell, for people."""
        return words(self.cells.get(column, ""))

    def text(self, column: str, *, longest: int = 255, lines: bool = False) -> str | None:
        """The cleaned words, "" where nothing stands and nothing need to."""
        if column in self.broken or not self._there(column):
            return None if column in self.broken else ""
        return self._taken(column, partial(values.text, longest=longest, lines=lines))

    def nip(self, column: str) -> str | None:
        """18 digits."""
        return self._taken(column, values.nip)

    def phone(self, column: str) -> str | None:
        """'+6281234567890'."""
        return self._taken(column, values.phone)

    def email(self, column: str) -> str | None:
        """The address in lower case."""
        return self._taken(column, values.email)

    def date(self, column: str) -> date | None:
        """A day, read with the day first, or as 2026-12-31."""
        cell = self.cells.get(column, "")
        if isinstance(cell, date):
            return self._taken(column, lambda _raw: values.sane(cell))
        return self._taken(column, values.day)

    def number(self, column: str, *, least: int = 0, most: int = 32_000) -> int | None:
        """A whole number within bounds."""
        return self._taken(column, partial(values.number, least=least, most=most))

    def choice(self, column: str, choices: Mapping[str, str]) -> str | None:
        """What a word stands for; `choices` by folded word."""
        return self._taken(column, partial(values.choice, choices=choices))

    def _taken(self, column: str, parse: Callable[[str], Value]) -> Value | None:
        if column in self.broken or not self._there(column):
            return None
        try:
            return parse(self.shown(column))
        except values.Wrong as wrong:
            self.fault(column, wrong.code, **wrong.facts)
            return None

    def _there(self, column: str) -> bool:
        """Whether something stands in the cell; names the fault if something must."""
        if self.shown(column).strip():
            return True
        if column in self.columns and self.columns[column].filled:
            self.fault(column, "empty_cell")
        return False

    def _unsound(self, name: str) -> str:
        """Why a cell is not what its column holds, "" if it is."""
        cell, kind = self.cells[name], self.columns[name].kind
        if isinstance(cell, Broken):
            return cell.code
        if isinstance(cell, date) and kind is not Kind.DATE:
            return "date_in_text"
        return "fraction_in_text" if isinstance(cell, float) and kind is Kind.TEXT else ""


def words(cell: Cell) -> str:
    """A cell as people read it."""
    return cell.shown if isinstance(cell, Broken) else str(cell)


def read(sheet: Sheet, columns: Sequence[Column], faults: Faults) -> Iterator[Row]:
    """The rows below the headings, one at a time; names every fault of headings and shape.

    Without a row of headings there are no rows. Memory does not grow with the number of rows.
    """
    known = frozenset(index_of(columns))
    raw = sheet.rows(known, faults)
    above, heading = _heading(raw, known)
    for row in above:
        shown = " ".join(words(cell) for cell in row.cells)
        faults.add("above_headings", line=row.line, value=shown, sheet=sheet.name)
    names = [words(cell) for cell in heading.cells]
    places = match(names, columns, faults, line=heading.line, sheet=sheet.name)
    by_name = {column.name: column for column in places.values()}
    count = 0
    for row in raw if places else ():
        count += 1
        if any(words(cell).strip() for cell in row.cells[len(names) :]):
            faults.add("extra_cells", line=row.line, sheet=sheet.name)
        cells = {
            column.name: row.cells[at] if at < len(row.cells) else ""
            for at, column in places.items()
        }
        yield Row(row.line, sheet.name, cells, by_name, faults)
    if not count:
        faults.add("no_rows", line=heading.line, sheet=sheet.name)


def _heading(rows: Iterator[RawRow], known: frozenset[str]) -> tuple[list[RawRow], RawRow]:
    """The row of headings and those above it: the first that has two of them (one, of one column).

    Where there is none, the first row stands for it, so that its headings are named as unknown.
    """
    top: list[RawRow] = []
    for row in rows:
        found = {folded(words(cell)) for cell in row.cells} & known
        if len(found) >= min(2, len(known)):
            return top, row
        top.append(row)
        if len(top) == _ROWS_ABOVE:
            break
    return [], top[0] if top else RawRow(0, [])
