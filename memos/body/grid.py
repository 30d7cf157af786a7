"""Tables as grids: every row filled, no span over an edge; and how wide the columns print."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from memos.body.blocks import Cell, Row, Table

EMPTY = Cell(())

NUMBERS_WIDTH = 11  # mm, a column that counts the rows; memos.md, Table (02) [J]
COMFORTABLE = 9  # columns with room beside their words
NARROWEST = 6  # per cent of the rest, so that a short word stays whole
WIDEST_COUNT = 60  # letters beyond which a cell's length no longer widens its column

_FIGURE = re.compile(r"(?:Rp\s?)?[-–]?\d[\d.,]*(?:\s?%)?|-|–")
_COUNTS = frozenset({"no", "no.", "nomor"})
_TOTALS = ("jumlah", "total")


def fitted(head: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]]) -> Table:
    """A table of these rows: short ones filled up with empty cells, spans cut at the last row."""
    parts = [_placed(part) for part in (head, rows)]
    columns = max((column + cell.colspan for part in parts for _, column, cell in part), default=1)
    filled = [
        _filled(part, columns, len(source))
        for part, source in zip(parts, (head, rows), strict=True)
    ]
    return Table(filled[0], filled[1], columns)


def _placed(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, int, Cell]]:
    """(row, column, cell) of each cell, where it stands once the spans from above are counted."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for line, row in enumerate(rows):
        column = 0
        for cell in row:
            while (line, column) in taken:
                column += 1
            width = 1
            while width < cell.colspan and (line, column + width) not in taken:
                width += 1
            fits = replace(cell, colspan=width, rowspan=min(cell.rowspan, len(rows) - line))
            placed.append((line, column, fits))
            taken.update(_covered(line, column, fits))
            column += width
    return placed


def _covered(line: int, column: int, cell: Cell) -> Iterator[tuple[int, int]]:
    for down in range(cell.rowspan):
        for right in range(cell.colspan):
            yield line + down, column + right


def _filled(placed: list[tuple[int, int, Cell]], columns: int, lines: int) -> tuple[Row, ...]:
    """The rows of a part with empty cells where nothing stands."""
    taken = {place for line, column, cell in placed for place in _covered(line, column, cell)}
    gaps = [
        (line, column, EMPTY)
        for line in range(lines)
        for column in range(columns)
        if (line, column) not in taken
    ]
    every = sorted([*placed, *gaps], key=lambda each: each[:2])
    return tuple(tuple(cell for at, _, cell in every if at == line) for line in range(lines))


# --- On paper ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell and the class it prints with: `count`, `figure`, or nothing."""

    cell: Cell
    look: str


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row; `total` for the last one that sums up."""

    cells: tuple[Printed, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready for the template. `widths` are lengths in CSS, one per column."""

    widths: tuple[str, ...]
    head: tuple[PrintedRow, ...]
    rows: tuple[PrintedRow, ...]

    @property
    def narrow(self) -> bool:
        """Whether there are so many columns that blanks at their sides would cost words."""
        return len(self.widths) > COMFORTABLE


def printed(table: Table) -> Grid:
    """How the table prints: column widths by content, figures right, the count of rows centred.

    A column counts the rows if its head says `No.`; it holds figures if every filled cell below the
    head is one.
    """
    heads, rows = _placed(table.head), _placed(table.rows)
    looks = [_look(column, heads, rows) for column in range(table.columns)]
    last = len(table.rows) - 1
    total = bool(table.rows[last]) and table.rows[last][0].text.lower().startswith(_TOTALS)
    return Grid(
        _widths(looks, [*heads, *rows]),
        _printed_rows(heads, len(table.head), [""] * table.columns, -1),
        _printed_rows(rows, len(table.rows), looks, last if total and last else -1),
    )


def _printed_rows(
    placed: list[tuple[int, int, Cell]], lines: int, looks: list[str], total: int
) -> tuple[PrintedRow, ...]:
    rows: list[list[Printed]] = [[] for _ in range(lines)]
    for line, column, cell in placed:
        look = looks[column] if cell.colspan == 1 else ""
        rows[line].append(Printed(cell, look))
    return tuple(PrintedRow(tuple(row), number == total) for number, row in enumerate(rows))


def _look(
    column: int, heads: list[tuple[int, int, Cell]], rows: list[tuple[int, int, Cell]]
) -> str:
    named = [cell.text for _, at, cell in heads if at == column and cell.colspan == 1]
    if named and named[-1].lower() in _COUNTS:
        return "count"
    words = [cell.text for _, at, cell in rows if at == column and cell.colspan == 1]
    filled = [text for text in words if text]
    figures = all(_FIGURE.fullmatch(text) for text in filled)
    return "figure" if filled and figures else ""


def _widths(looks: list[str], cells: list[tuple[int, int, Cell]]) -> tuple[str, ...]:
    """Millimetres for the count of rows, shares of the table for the rest."""
    letters = [1.0] * len(looks)
    for _, column, cell in cells:
        if cell.colspan == 1:
            text = cell.text
            word = max((len(each) for each in text.split()), default=0)
            letters[column] = max(letters[column], min(len(text) ** 0.7 + word, WIDEST_COUNT))
    free = [n for column, n in enumerate(letters) if looks[column] != "count"]
    whole = 100 - 7 * (len(looks) - len(free))  # 11 of 160 mm are 7 per cent
    least = min(NARROWEST, whole / max(len(free), 1))
    spread = whole - least * len(free)
    return tuple(
        f"{NUMBERS_WIDTH}mm"
        if looks[column] == "count"
        else f"{least + spread * n / sum(free):.2f}%"
        for column, n in enumerate(letters)
    )
