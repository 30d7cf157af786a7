"""A sheet of official paper, described completely: what pdf.py prints, nothing read from elsewhere.

A `NotaDinas` holds the words, a `Profile` the look. Marks after a profile value name its source:
[V] and [V2] were read in or reported from a regulation or a live template, [M] is from memory, [J]
is this project's own judgement. A regency's own Perbup on tata naskah dinas beats all of them,
which is why every number is a profile value.

Labels and words on the paper are fixed Indonesian and not translated: the document has one text.
"""

import base64
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from memos.body import Block, Item, NumberedList, Paragraph, parse_body
from memos.signature import SignatureBlock
from memos.wording import clean, long_date

__all__ = ["Block", "Item", "NumberedList", "Paragraph", "parse_body"]

ASSETS = Path(__file__).parent / "assets"

# Room for a number that is not given yet, as in `      /300.2.3/2026`: three em spaces.
NUMBER_GAP = "\u2003" * 3

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

    @property
    def signature_width(self) -> float:
        """From the left edge of the signature block to the right margin."""
        text = self.paper_width - self.margin_left - self.margin_right
        return text - self.signature_left


DEFAULT = Profile()


def head_rows(sheet: NotaDinas, profile: Profile = DEFAULT) -> tuple[HeadRow, ...]:
    """The head in the profile's order. Tembusan is left out when there is none [V]."""
    values: dict[HeadField, tuple[str, ...]] = {
        HeadField.YTH: sheet.yth,
        HeadField.DARI: (sheet.dari,),
        HeadField.TEMBUSAN: sheet.tembusan,
        HeadField.TANGGAL: (long_date(sheet.tanggal) if sheet.tanggal else "",),
        HeadField.NOMOR: (sheet.nomor,),
        HeadField.SIFAT: (sheet.sifat,),
        HeadField.LAMPIRAN: (sheet.lampiran or "-",),
        HeadField.HAL: (sheet.hal,),
    }
    return tuple(
        HeadRow(row.value, values[row])
        for row in profile.head_order
        if row is not HeadField.TEMBUSAN or sheet.tembusan
    )
