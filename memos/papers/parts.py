"""The parts that sheets share: letterhead, marks, lists, persons, boxes, footer, annex.

Labels and words on the paper are fixed Indonesian and not translated: the document has one text.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

import segno
from django.utils import timezone

from memos.papers.look import BoxForm
from memos.wording import clock, long_date

ASSETS = Path(__file__).parent.parent / "assets"

# Room for a number that is not given yet, as in `      /300.2.3/2026`: three em spaces.
NUMBER_GAP = "\u2003" * 3

# --- Letterhead -------------------------------------------------------------------------------------


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
    is_leader: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class LeaderKop:
    """The letterhead of bupati and wakil: the state's emblem in gold, the title, nothing else.

    Without `emblem` a frame says what belongs there: the Garuda is nothing to draw by hand, and only
    the regency may put it on its paper (UU 24/2009).
    """

    title: str
    emblem: Emblem | None = None
    is_leader: ClassVar[bool] = True


class SecurityMark(StrEnum):
    """The class printed top left of every page; Biasa prints none."""

    TERBATAS = "TERBATAS"
    RAHASIA = "RAHASIA"
    SANGAT_RAHASIA = "SANGAT RAHASIA"

    @property
    def red(self) -> bool:
        """SR and R are printed in red (Peraturan Bapanas 3/2022 Ps. 39, of the same family)."""
        return self is not SecurityMark.TERBATAS


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A label and its values; two and more are numbered."""

    label: str
    values: tuple[str, ...]


# --- Points and persons -----------------------------------------------------------------------------

ONE_LINE = 70  # letters beside the labels that certainly take two lines


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a list beside a label; `marker` is empty where it stands alone."""

    marker: str
    text: str

    @property
    def is_short(self) -> bool:
        """Whether it may take one line only, too little to stand with a signature alone."""
        return len(self.text) < ONE_LINE


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody a sheet names: name with gelar, `Pembina (IV/a)`, NIP spaced, jabatan.

    What a person does not have is left empty and not printed.
    """

    name: str
    rank: str
    nip: str
    title: str

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Label and value, in the order of the field (Nama, Pangkat/Gol., NIP, Jabatan [V])."""
        labelled = (
            ("Nama", self.name),
            ("Pangkat/Gol.", self.rank),
            ("NIP", self.nip),
            ("Jabatan", self.title),
        )
        return tuple((label, value) for label, value in labelled if value)


def numbered(texts: tuple[str, ...], *, letters: bool = False) -> tuple[Point, ...]:
    """Texts as points `1.` or `a.`; a single one has no marker."""
    if len(texts) == 1:
        return (Point("", texts[0]),)
    return tuple(
        Point(f"{_letter(n) if letters else n + 1}.", text) for n, text in enumerate(texts)
    )


def _letter(n: int) -> str:
    """A to z, then aa, bb."""
    return chr(ord("a") + n % 26) * (n // 26 + 1)


# --- Signature and footer ---------------------------------------------------------------------------


class FooterKind(StrEnum):
    """What really happened to the document; the words on it follow."""

    EXAMPLE = "example"
    BSRE = "bsre"
    UNSIGNED = "unsigned"


QR_SIZE = 18.0  # millimetres
QR_MODULE = 0.5  # at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """The foot of every page: QR and code that lead to the check page, and who vouches for it.

    `url` is the address of the check, `code` what is typed there; `government` names the regency on
    an unsigned sheet (`Pemerintah Kabupaten Sarolangun`).
    """

    kind: FooterKind
    url: str
    code: str
    government: str = ""

    @property
    def site(self) -> str:
        """Where the code is typed: the address without its last part."""
        return self.url.rstrip("/").rsplit("/", 1)[0]

    @property
    def qr(self) -> str:
        """The QR code as an address of its own data. The paper around it is its quiet zone."""
        code = segno.make(self.url, error="m", micro=False, boost_error=False)
        return str(code.svg_data_uri(border=0, xmldecl=False))

    @property
    def qr_size(self) -> float:
        """Millimetres: larger where a long address would make the modules too small to read."""
        modules = segno.make(self.url, error="m", micro=False, boost_error=False).symbol_size(1, 0)
        return max(QR_SIZE, modules[0] * QR_MODULE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBox:
    """What stands where the ink would: signed electronically, when, by which certificate."""

    kind: FooterKind
    at: datetime | None = None
    form: BoxForm = BoxForm.IN_GAP
    emblem: Emblem | None = None

    @property
    def is_around(self) -> bool:
        """Form B: titles and name inside the box."""
        return self.form is BoxForm.AROUND

    @property
    def lines(self) -> tuple[str, ...]:
        """Form A."""
        by = "Sertifikat elektronik BSrE"
        if self.kind is FooterKind.EXAMPLE:
            by = "Sertifikat contoh, bukan BSrE"
        if self.at is None:  # the paper is made before the signature, and inside it
            return ("Ditandatangani secara elektronik", by)
        when = f"{long_date(timezone.localdate(self.at))}, {clock(self.at)}"
        return ("Ditandatangani secara elektronik", when, by)

    @property
    def opening(self) -> str:
        """The first line of form B [V]."""
        if self.kind is FooterKind.EXAMPLE:
            return "Ditandatangani secara elektronik dengan sertifikat contoh, bukan BSrE, oleh:"
        return "Ditandatangani secara elektronik oleh:"


# --- File copy and annex ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paraf:
    """One who initials: the post, and when it was done here; an empty cell waits for ink."""

    title: str
    at: datetime | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Date and time of an electronic paraf."""
        return (long_date(timezone.localdate(self.at)), clock(self.at)) if self.at else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCopy:
    """The pertinggal: who initialled, superior first. `apart` prints it as a sheet of its own."""

    hierarchy: tuple[Paraf, ...] = ()
    coordination: tuple[Paraf, ...] = ()
    apart: bool = False

    @property
    def groups(self) -> tuple[tuple[str, tuple[Paraf, ...]], ...]:
        """Heading and rows; a kind that nobody belongs to is left out."""
        both = (("Paraf Hierarki", self.hierarchy), ("Paraf Koordinasi", self.coordination))
        return tuple((heading, rows) for heading, rows in both if rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A lampiran: blocks of body as the main text has them, or a table of persons."""

    title: str
    blocks: tuple[object, ...] = ()
    people: tuple[PersonLine, ...] = ()
