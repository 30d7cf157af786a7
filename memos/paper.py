"""A sheet of official paper, described completely: what pdf.py prints, nothing read from elsewhere.

A type of naskah holds the words, a `Profile` the look (`memos.papers`); here is the plain body.
"""

import re
from dataclasses import dataclass, field

from memos.papers.kinds import (
    Instruksi,
    LembarDisposisi,
    NotaDinas,
    Penugasan,
    Sheet,
    Tick,
    head_rows,
)
from memos.papers.look import DEFAULT, BoxForm, HeadField, Profile, Sifat
from memos.papers.parts import (
    NUMBER_GAP,
    Annex,
    Emblem,
    FileCopy,
    Footer,
    FooterKind,
    HeadRow,
    Kop,
    LeaderKop,
    Paraf,
    PersonLine,
    SecurityMark,
    SignatureBox,
    placeholder_emblem,
)
from memos.wording import clean

__all__ = [
    "DEFAULT",
    "NUMBER_GAP",
    "Annex",
    "Block",
    "BoxForm",
    "Emblem",
    "FileCopy",
    "Footer",
    "FooterKind",
    "HeadField",
    "HeadRow",
    "Instruksi",
    "Item",
    "Kop",
    "LeaderKop",
    "LembarDisposisi",
    "NotaDinas",
    "NumberedList",
    "Paraf",
    "Paragraph",
    "Penugasan",
    "PersonLine",
    "Profile",
    "SecurityMark",
    "Sheet",
    "Sifat",
    "SignatureBox",
    "Tick",
    "head_rows",
    "parse_body",
    "placeholder_emblem",
]

# --- The body ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str

    @property
    def introduces(self) -> bool:
        """Whether it leads to what follows (`... sebagai berikut:`) and must stay with it."""
        return self.text.endswith(":")


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered point, its marker as typed (`1.`, `a.`, `1)`), and the lists below it."""

    marker: str
    text: str
    lists: tuple["NumberedList", ...] = ()

    @property
    def introduces(self) -> bool:
        """Whether it leads to the list below it and must stay with its first point."""
        return bool(self.lists)


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Points of one level."""

    items: tuple[Item, ...]


Block = Paragraph | NumberedList

_MARKERS = (
    re.compile(r"(?P<number>[0-9]{1,3})\. (?P<text>.*)"),
    re.compile(r"(?P<number>[a-z])\. (?P<text>.*)"),
    re.compile(r"(?P<number>[0-9]{1,3})\) (?P<text>.*)"),
)


@dataclass(slots=True)
class _Open:
    """A paragraph or point still being read; `kind` is its place in _MARKERS, -1 for a paragraph."""

    kind: int
    marker: str
    lines: list[str]
    below: list["_Open"] = field(default_factory=list)


def parse_body(text: str) -> tuple[Block, ...]:
    """The body of a memo from plain text. Every word comes out again, in order.

    1. A blank line ends a paragraph or a point; other lines continue the one before.
    2. A line starting with `1. `, `a. ` or `1) ` is a point. The three nest in that order: a later
       kind goes below the point of an earlier kind; the outermost may be any of them.
    3. A point must be the first of its kind (1, a) or follow the last one; a list may go on after a
       paragraph. A line whose number does not fit is ordinary text: `tanggal / 5. Kemudian`.
    """
    top: list[_Open] = []
    path: list[_Open] = []  # the open points, outermost first
    last = [0] * len(_MARKERS)
    current: _Open | None = None
    for line in clean(text).split("\n"):
        if not line:
            current = None
        elif point := _fitting(line, last):
            kind, marker, words, ordinal = point
            last[kind:] = [ordinal] + [0] * (len(last) - kind - 1)
            path = [above for above in path if above.kind < kind]
            current = _Open(kind, marker, [words])
            (path[-1].below if path else top).append(current)
            path.append(current)
        elif current:
            current.lines.append(line)
        else:
            current = _Open(-1, "", [line])
            top.append(current)
            path = []
    return tuple(_blocks(top))


def _fitting(line: str, last: list[int]) -> tuple[int, str, str, int] | None:
    """(kind, marker, text, ordinal) if the line is a point whose number may stand here."""
    for kind, pattern in enumerate(_MARKERS):
        if found := pattern.fullmatch(line):
            number = found["number"]
            ordinal = int(number) if number.isdigit() else ord(number) - ord("a") + 1
            if ordinal in (1, last[kind] + 1):
                marker = line[: found.start("text") - 1]
                return kind, marker, found["text"], ordinal
    return None


def _blocks(nodes: list[_Open]) -> list[Block]:
    """Neighbouring points of one kind become one list, the rest paragraphs."""
    blocks: list[Block] = []
    run: list[_Open] = []
    for node in [*nodes, None]:
        if run and (node is None or node.kind != run[-1].kind):
            blocks.append(NumberedList(tuple(_item(point) for point in run)))
            run = []
        if node and node.kind < 0:
            blocks.append(Paragraph(" ".join(node.lines)))
        elif node:
            run.append(node)
    return blocks


def _item(point: _Open) -> Item:
    """The point with what stands below it; below a point there are only points."""
    below = tuple(block for block in _blocks(point.below) if isinstance(block, NumberedList))
    return Item(point.marker, " ".join(point.lines), below)
