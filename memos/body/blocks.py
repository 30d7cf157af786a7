"""What the body of a naskah is made of: paragraphs, headings, numbered points, tables.

Every block says its `kind`, by which templates/pdf/body.html prints it. Words that are set plainly
have no `runs`; with bold, italic or underlined parts `text` holds the same words without marks.
A newline inside `text` is a line broken by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

BULLET = "•"


@dataclass(frozen=True, slots=True)
class Run:
    """Words set in one way."""

    text: str
    strong: bool = False
    em: bool = False
    underlined: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether nothing sets these words apart."""
        return not (self.strong or self.em or self.underlined)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    runs: tuple[Run, ...] = ()
    kind: ClassVar = "paragraph"

    @property
    def introduces(self) -> bool:
        """Whether it leads to what follows (`... sebagai berikut:`) and must stay with it."""
        return self.text.endswith(":")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above a part; `level` is 2 or 3, the document's own title being 1."""

    text: str
    runs: tuple[Run, ...] = ()
    level: int = 2
    kind: ClassVar = "heading"


@dataclass(frozen=True, slots=True)
class Item:
    """One point, its marker as printed (`1.`, `a.`, `1)`, a bullet), and the blocks below it."""

    marker: str
    text: str
    below: tuple["Block", ...] = ()
    runs: tuple[Run, ...] = ()

    @property
    def introduces(self) -> bool:
        """Whether it leads to the list or table below it and must stay with its beginning."""
        return bool(self.below) and (
            not isinstance(self.below[0], Paragraph) or self.text.endswith(":")
        )


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Points of one level; a list of bullets is one whose every marker is BULLET."""

    items: tuple[Item, ...]
    kind: ClassVar = "list"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `head` for one that names its row or column."""

    blocks: tuple["Block", ...]
    colspan: int = 1
    rowspan: int = 1
    head: bool = False

    @property
    def text(self) -> str:
        """Its words in one line."""
        return " ".join(words_of(self.blocks))


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells that fill a grid of `columns`; the head is repeated on every page."""

    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    columns: int
    kind: ClassVar = "table"


Block = Paragraph | Heading | NumberedList | Table


def runs_of(block: Paragraph | Heading | Item) -> tuple[Run, ...]:
    """The words with their marks; plain ones as a single run."""
    return block.runs or ((Run(block.text),) if block.text else ())


def words_of(blocks: Iterable[Block]) -> list[str]:
    """Every word in reading order, markers of points left out."""
    words: list[str] = []
    for block in blocks:
        if isinstance(block, NumberedList):
            for item in block.items:
                words += [*item.text.split(), *words_of(item.below)]
        elif isinstance(block, Table):
            for row in (*block.head, *block.rows):
                for cell in row:
                    words += words_of(cell.blocks)
        else:
            words += block.text.split()
    return words


def as_text(blocks: Iterable[Block]) -> str:
    """The body as plain text: points with their markers, a row of a table on one line."""
    return "\n\n".join(filter(None, ("\n".join(_lines(block)) for block in blocks)))


def _lines(block: Block, margin: str = "") -> list[str]:
    if isinstance(block, NumberedList):
        lines: list[str] = []
        for item in block.items:
            lines.append(f"{margin}{item.marker} {item.text}".rstrip())
            for below in item.below:
                lines += _lines(below, f"{margin}   ")
        return lines
    if isinstance(block, Table):
        rows = (*block.head, *block.rows)
        return [margin + " | ".join(cell.text for cell in row) for row in rows]
    return [margin + line for line in block.text.split("\n")]
