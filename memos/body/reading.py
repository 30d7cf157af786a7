"""From cleaned HTML to blocks. Words outside of any known place become paragraphs: none is lost."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from memos.body.blocks import (
    BULLET,
    Block,
    Cell,
    Heading,
    Item,
    NumberedList,
    Paragraph,
    Run,
)
from memos.body.grid import fitted
from memos.body.markers import HIGHEST, marker, style_named
from memos.body.writing import joined
from memos.wording import clean

DEEPEST = 80  # elements inside each other
MOST_NODES = 40_000
MOST_LEVELS = 6  # lists inside each other: as many as have a numbering
# Together they bound a printing at some thirty pages and ten seconds of one processor.
MOST_CELLS = 1_000
MOST_BLOCKS = 1_200  # paragraphs, headings and points, those in cells as well
MOST_RUNS = 3_000  # stretches of words and breaks between them
MOST_COLUMNS = 16  # at 160 mm a column narrower than 10 mm holds no word
MOST_SPAN = 200
PLAIN = Run("")

_MARKS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "u": "u",
}
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
_LISTS = frozenset({"ol", "ul"})
_BLANK = re.compile(r"[ \t\r\n\f\xa0]+")


class TooMuch(Exception):
    """A body beyond what is printed in bounded time; `code` and an Indonesian `sentence`."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["_Node | str"] = field(default_factory=list)


class _Tree(HTMLParser):
    """What nh3 wrote, as a tree; it closes what it opens."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path = [_Node("body")]
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            raise _too_many_parts()
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self.path[-1].children.append(node)
        if tag in {"br", "hr"}:
            return
        self.path.append(node)
        if len(self.path) > DEEPEST:
            raise TooMuch("body_too_deep", _("Isi naskah bersusun terlalu dalam."))

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.path[1:]):
            while self.path.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.path[-1].children.append(data)


def read(html: str) -> tuple[Block, ...]:
    """The blocks of a body that `allow.allowed` let through.

    Raises TooMuch `body_too_many_parts`, `body_too_deep`, `body_lists_too_deep`,
    `body_table_too_big`, `body_table_too_wide`.
    """
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return _Reader().blocks(tree.path[0].children, _Place())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reader stands: marks on the words, lists and tables around them."""

    marks: Run = PLAIN
    numbered: int = 0
    lists: int = 0
    heading: int = 0
    in_table: bool = False


class _Reader:
    """Collects inline words until a block begins or ends."""

    def __init__(self) -> None:
        self.cells = 0
        self.runs = 0
        self.ends = 0
        self.pending: list[Run] = []

    def blocks(self, nodes: Sequence[_Node | str], place: _Place) -> tuple[Block, ...]:
        """The blocks of these nodes; the words before and after them are not touched."""
        outside, self.pending = self.pending, []
        found: list[Block] = []
        self._walk(nodes, place, found)
        self._end(place, found)
        self.pending = outside
        return tuple(found)

    def _walk(self, nodes: Iterable[_Node | str], place: _Place, found: list[Block]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._add(_BLANK.sub(" ", node), place)
            elif node.tag == "br":
                self._add("\n", place)
            elif node.tag in _MARKS:
                marked = replace(place, marks=_marked(place.marks, _MARKS[node.tag]))
                self._walk(node.children, marked, found)
            else:
                self._end(place, found)
                self._block(node, place, found)

    def _add(self, text: str, place: _Place) -> None:
        self.runs += bool(text.strip(" "))
        if self.runs > MOST_RUNS:
            raise _too_many_parts()
        self.pending.append(replace(place.marks, text=text))

    def _block(self, node: _Node, place: _Place, found: list[Block]) -> None:
        if node.tag in _LISTS:
            found += self._list(node, place)
        elif node.tag == "table" and not place.in_table:
            found += self._table(node, place)
        else:
            here = place
            if node.tag in _HEADINGS and not place.lists and not place.in_table:
                here = replace(place, heading=_HEADINGS[node.tag])
            self._walk(node.children, here, found)
            self._end(here, found)

    def _end(self, place: _Place, found: list[Block]) -> None:
        """What was collected becomes a block, if there is a word in it."""
        runs = _tidied(self.pending)
        self.pending = []
        if not runs:
            return
        self.ends += 1
        if self.ends > MOST_BLOCKS:
            raise _too_many_parts()
        text = "".join(run.text for run in runs)
        marked = () if all(run.is_plain for run in runs) else runs
        if place.heading:
            found.append(Heading(text, marked, place.heading))
        else:
            found.append(Paragraph(text, marked))

    # --- Lists -------------------------------------------------------------------------------------

    def _list(self, node: _Node, place: _Place) -> list[Block]:
        if place.lists >= MOST_LEVELS:
            raise TooMuch(
                "body_lists_too_deep",
                _("Daftar bersusun terlalu dalam; paling banyak enam tingkat."),
            )
        ordered = node.tag == "ol"
        inside = replace(place, numbered=place.numbered + ordered, lists=place.lists + 1, heading=0)
        items: list[Item] = []
        style = style_named(node.attributes.get("type", ""), place.numbered)
        number = _whole(node.attributes.get("start", ""), most=HIGHEST)
        for child in _points(node.children):
            blocks = self.blocks(child.children, inside)
            if child.tag != "li" and items:
                items[-1] = replace(items[-1], below=(*items[-1].below, *blocks))
            elif blocks:
                sign = marker(style, number) if ordered else BULLET
                items.append(_item(sign, blocks))
                number += 1
        return [NumberedList(tuple(items))] if items else []

    # --- Tables ------------------------------------------------------------------------------------

    def _table(self, node: _Node, place: _Place) -> list[Block]:
        inside = replace(place, in_table=True, heading=0)
        head: list[list[Cell]] = []
        rows: list[list[Cell]] = []
        feet: list[list[Cell]] = []
        stray: list[Block] = []
        for section in node.children:
            if isinstance(section, str):
                continue
            if section.tag == "caption":
                stray += self.blocks(section.children, replace(inside, lists=0))
                continue
            kept = {"thead": head, "tfoot": feet}.get(section.tag, rows)
            for row in [section] if section.tag == "tr" else section.children:
                if isinstance(row, _Node):
                    kept.append(self._row(row, inside))
        rows += feet
        if not head and len(rows) > 1 and rows[0] and all(cell.head for cell in rows[0]):
            head, rows = [rows[0]], rows[1:]
        return [*stray, *self._grid(head, rows)]

    def _row(self, row: _Node, place: _Place) -> list[Cell]:
        cells = [child for child in row.children if isinstance(child, _Node)]
        self.cells += len(cells)
        if self.cells > MOST_CELLS:
            raise _too_big()
        return [
            Cell(
                self.blocks(cell.children, replace(place, lists=0, numbered=0)),
                _whole(cell.attributes.get("colspan", ""), most=MOST_SPAN),
                _whole(cell.attributes.get("rowspan", ""), most=MOST_SPAN),
                head=cell.tag == "th",
            )
            for cell in cells
        ]

    def _grid(self, head: list[list[Cell]], rows: list[list[Cell]]) -> list[Block]:
        if not any(head) and not any(rows):
            return []
        if not rows:
            head, rows = [], head
        widest = max(sum(cell.colspan for cell in row) for row in (*head, *rows))
        if widest > MOST_COLUMNS:
            sentence = _("Tabel terlalu lebar: paling banyak %(n)s kolom.") % {"n": MOST_COLUMNS}
            raise TooMuch("body_table_too_wide", sentence)
        table = fitted(head, rows)
        if table.columns > MOST_COLUMNS:
            sentence = _("Tabel terlalu lebar: paling banyak %(n)s kolom.") % {"n": MOST_COLUMNS}
            raise TooMuch("body_table_too_wide", sentence)
        return [table]


def _marked(run: Run, mark: str) -> Run:
    return Run(
        "", run.strong or mark == "strong", run.em or mark == "em", run.underlined or mark == "u"
    )


def _too_many_parts() -> TooMuch:
    return TooMuch("body_too_many_parts", _("Isi naskah terlalu rumit; pisahkan ke lampiran."))


def _too_big() -> TooMuch:
    sentence = _("Tabel terlalu besar: paling banyak %(n)s sel; pindahkan ke lampiran.")
    return TooMuch("body_table_too_big", sentence % {"n": MOST_CELLS})


def _points(nodes: Sequence[_Node | str]) -> list[_Node]:
    """The points of a list; words that stand between them are points as well."""
    points: list[_Node] = []
    for node in nodes:
        if isinstance(node, _Node) and (node.tag == "li" or node.tag in _LISTS):
            points.append(node if node.tag == "li" else _Node("lists", children=[node]))
        elif isinstance(node, _Node) or node.strip():
            points.append(_Node("li", children=[node]))
    return points


def _item(sign: str, blocks: tuple[Block, ...]) -> Item:
    first = blocks[0]
    if isinstance(first, Paragraph):
        return Item(sign, first.text, blocks[1:], first.runs)
    return Item(sign, "", blocks)


def _whole(raw: str, *, most: int) -> int:
    """A whole number from 1 to `most`; 1 where it is none."""
    return min(max(int(raw), 1), most) if raw.isascii() and raw.isdigit() else 1


def _tidied(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs fit for paper: cleaned, no blank at either end or doubled, neighbours joined."""
    tidy: list[Run] = []
    blank = True  # a blank here would be the second, or the first of a line
    for run in runs:
        kept: list[str] = []
        for letter in _printable(run.text):
            if letter == "\n":
                while kept and kept[-1] == " ":
                    kept.pop()
            if letter != " " or not blank:
                kept.append(letter)
                blank = letter in " \n"
        tidy.append(replace(run, text="".join(kept)))
    while tidy and not tidy[-1].text.rstrip():
        tidy.pop()
    if tidy:
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip())
    while tidy and not tidy[0].text.strip():
        tidy.pop(0)
    if tidy:
        tidy[0] = replace(tidy[0], text=tidy[0].text.lstrip())
    return joined(run for run in tidy if run.text)


def _printable(text: str) -> str:
    """The text without what paper cannot show; blanks at its ends kept, for it goes on elsewhere."""
    lead = " " if text[:1] == " " else ""
    tail = " " if text[-1:] == " " and len(text) > 1 else ""
    return "\n" if text == "\n" else f"{lead}{clean(text)}{tail}"
