"""A sheet of official paper, described completely: what pdf.py prints, nothing read from elsewhere.

A `NotaDinas` holds the words, a `Profile` the look. Marks after a profile value name its source:
[V] and [V2] were read in or reported from a regulation or a live template, [M] is from memory, [J]
is this project's own judgement. A regency's own Perbup on tata naskah dinas beats all of them,
which is why every number is a profile value.

Labels and words on the paper are fixed Indonesian and not translated: the document has one text.
"""

import base64
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from memos.signature import SignatureBlock
from memos.wording import clean, long_date

ASSETS = Path(__file__).parent / "assets"

# Room for a number that is not given yet, as in `      /300.2.3/2026`: three em spaces.
NUMBER_GAP = "\u2003" * 3

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


# --- The sheet --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Emblem:
    """A picture for the kop. `alt` names it for those who hear the document."""

    data: bytes
    media_type: str
    alt: str

    @property
    def uri(self) -> str:
        """The picture as a data: address; pdf.py opens no other."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.data).decode()}"


def placeholder_emblem() -> Emblem:
    """A shield that says CONTOH, until the regency uploads its own."""
    data = (ASSETS / "emblem-contoh.svg").read_bytes()
    return Emblem(data, "image/svg+xml", "Lambang daerah (contoh)")


@dataclass(frozen=True, slots=True)
class Kop:
    """The letterhead of a perangkat daerah.

    `unit_lines` hold the unit's name in capitals, never abbreviated, at most three lines: one is
    printed large, more a little smaller. `address_lines` are two or three.
    """

    government: str
    unit_lines: tuple[str, ...]
    address_lines: tuple[str, ...]
    emblem: Emblem | None


class SecurityMark(StrEnum):
    """The class printed top left of every page; Biasa prints none."""

    TERBATAS = "TERBATAS"
    RAHASIA = "RAHASIA"
    SANGAT_RAHASIA = "SANGAT RAHASIA"

    @property
    def red(self) -> bool:
        """SR and R are printed in red (Peraturan Bapanas 3/2022 Ps. 39, of the same family)."""
        return self is not SecurityMark.TERBATAS


class HeadField(StrEnum):
    """The rows a head may have; the value is the label on paper."""

    YTH = "Yth."
    DARI = "Dari"
    TEMBUSAN = "Tembusan"
    TANGGAL = "Tanggal"
    NOMOR = "Nomor"
    SIFAT = "Sifat"
    LAMPIRAN = "Lampiran"
    HAL = "Hal"


class Sifat(StrEnum):
    """What the row Sifat prints: the two axes are often mixed up, and houses differ."""

    URGENCY = "urgency"
    SECURITY = "security"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A label and its values; two and more are numbered."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotaDinas:
    """Everything a nota dinas says. Titles (jabatan) as sender and addressees, never persons.

    A draft has no date and a `nomor` that starts with NUMBER_GAP; it prints KONSEP over every page.
    `sifat` is the urgency; the security class is `security_mark`. `author` goes to the file's
    properties only.
    """

    kop: Kop
    yth: tuple[str, ...]
    dari: str
    tembusan: tuple[str, ...] = ()
    tanggal: date | None
    nomor: str
    sifat: str
    lampiran: str = "-"
    hal: str
    body: tuple[Block, ...]
    signature: SignatureBlock
    draft: bool
    security_mark: SecurityMark | None = None
    language: str = "id"
    author: str = ""

    @property
    def title(self) -> str:
        """The title in the file's properties; a draft says so there as well."""
        kind = "Konsep Nota Dinas" if self.draft else "Nota Dinas"
        return clean(f"{kind}: {self.hal}")


# --- The look ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The look of a regency's documents. Lengths in millimetres, type sizes in points."""

    version: str = "2026.1"  # kept with every final document; raise it with any change

    # Page
    paper_width: float = 210  # A4, Permendagri 1/2023 Ps. 28(2) [V2]; F4 is 215 x 330 [V]
    paper_height: float = 297
    margin_left: float = 30  # Ps. 34(2), default 2/2.5/3/2 cm [V2]
    margin_right: float = 20  # [V2]
    margin_bottom: float = 25  # [V2]
    margin_top: float = (
        25  # pages 2 and on; the rule says at least 20 [V2], 25 gives the number air [J]
    )
    kop_top: float = 12  # from the paper's edge [J]
    page_number_top: float = 12.5  # `- 2 -`, centred, from page 2 on [V2]

    # Type
    size: float = 12  # Arial 12 for korespondensi, Ps. 32(2) [V2]; never below 11
    line_height: float = 1.2  # [J]
    line_height_tight: float = 1.15  # tried before a page is begun for a few lines [J]
    widest_gap: float = 3  # in spaces; a line that would need more stays ragged [J]
    indent: float = 12.5  # first line of a paragraph [J]
    paragraph_gap: float = 2  # [J]
    item_gap: float = 1  # [J]
    item_indent: float = 8  # per level [J]

    # Kop
    kop_height: float = 28  # [J]
    emblem_width: float = 20  # [J]; a neighbouring regency prints 25.6 [V]
    emblem_height: float = 25  # [J]
    kop_side: float = 22  # kept free on both sides of the centred text [J]
    government_size: float = 14  # gradation by a local rule, 2:3:1 [V2]
    unit_size: float = 18  # [V2]
    unit_size_long: float = 15  # two and more lines [J]
    address_size: float = 9.5  # [J]
    title_above: float = 8  # two spasi under the kop [V2]
    title_below: float = 5  # [J]

    # Head: order of Kemendagri Bina Bangda's template [V]
    head_order: tuple[HeadField, ...] = tuple(HeadField)
    label_width: float = 26  # [J]
    colon_width: float = 4  # [J]
    value_indent: float = 7  # numbers of several addressees [J]
    row_gap: float = 0.6  # [J]

    # Signature
    signature_left: float = 90  # into the text; it grows to the left, never over the margin [J]
    signature_above: float = 6  # [J]
    signature_gap: float = 20  # a stempel is 40 mm across and overlaps a third [J]
    prefix_width: float = 8  # Plt., a.n. hang to the left [J]
    plt_sekda_name_only: bool = True  # Ps. 44(5) is silent on Plt. sekda: ask the regency [J]
    nip_first: bool = False  # name, pangkat, NIP: template of Bina Bangda [V]

    # House style
    font: str = "Naskah Liberation Sans"  # Arial for all but arahan, Ps. 32(2) [V2]
    kop_black: bool = False  # emblem in colour [M]; some print it black, Perbup Sleman 5/2012 [V2]
    sifat: Sifat = Sifat.URGENCY  # Bina Bangda prints the urgency [V]
    empty_copies: bool = False  # the row Tembusan is left out when there is none [V]

    @property
    def signature_width(self) -> float:
        """From the left edge of the signature block to the right margin."""
        text = self.paper_width - self.margin_left - self.margin_right
        return text - self.signature_left


DEFAULT = Profile()


def head_rows(sheet: NotaDinas, profile: Profile = DEFAULT) -> tuple[HeadRow, ...]:
    """The head in the profile's order. Tembusan is left out when there is none [V], or prints `-`."""
    values: dict[HeadField, tuple[str, ...]] = {
        HeadField.YTH: sheet.yth,
        HeadField.DARI: (sheet.dari,),
        HeadField.TEMBUSAN: sheet.tembusan or ("-",),
        HeadField.TANGGAL: (long_date(sheet.tanggal) if sheet.tanggal else "",),
        HeadField.NOMOR: (sheet.nomor,),
        HeadField.SIFAT: (sheet.sifat,),
        HeadField.LAMPIRAN: (sheet.lampiran or "-",),
        HeadField.HAL: (sheet.hal,),
    }
    return tuple(
        HeadRow(row.value, values[row])
        for row in profile.head_order
        if row is not HeadField.TEMBUSAN or sheet.tembusan or profile.empty_copies
    )
