"""The types of naskah as sheets: what each says, in the order in which it is printed."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from memos.papers.look import DEFAULT, HeadField, Profile
from memos.papers.parts import (
    Annex,
    Emblem,
    FileCopy,
    Footer,
    HeadRow,
    Kop,
    LeaderKop,
    PersonLine,
    Point,
    SecurityMark,
    SignatureBox,
    numbered,
)
from memos.signature import Group, SignatureBlock
from memos.wording import clean, enumerated, long_date, ordinal, roman


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What every type says.

    A draft has no date and a `nomor` that starts with NUMBER_GAP; it prints KONSEP over every page.
    The security class is `security_mark`. `hal` and `author` go to the file's properties. `issuer`
    is whose document it is, for the head of a lampiran.
    """

    template: ClassVar[str]

    kop: Kop | LeaderKop
    tanggal: date | None
    nomor: str
    hal: str
    signature: SignatureBlock
    draft: bool
    heading: str
    tembusan: tuple[str, ...] = ()
    issuer: str = ""
    security_mark: SecurityMark | None = None
    language: str = "id"
    author: str = ""
    box: SignatureBox | None = None
    footer: Footer | None = None
    file_copy: FileCopy | None = None
    annexes: tuple[Annex, ...] = ()

    @property
    def title(self) -> str:
        """The title in the file's properties; a draft says so there as well."""
        kind = self.heading.title()
        return clean(f"{'Konsep ' if self.draft else ''}{kind}: {self.hal}")

    @property
    def page(self) -> str:
        """The named page of page.css on which it is printed."""
        return "footed" if self.footer else "plain"

    @property
    def dated(self) -> str:
        """24 November 2026; empty on a draft."""
        return long_date(self.tanggal) if self.tanggal else ""

    @property
    def headed_annexes(self) -> tuple[tuple[str, Annex], ...]:
        """Annexes with LAMPIRAN, or LAMPIRAN I, II where there are several."""
        many = len(self.annexes) > 1
        return tuple(
            (f"LAMPIRAN {roman(n)}" if many else "LAMPIRAN", annex)
            for n, annex in enumerate(self.annexes, start=1)
        )

    @property
    def shown_copies(self) -> tuple[str, ...]:
        """Tembusan under the signature; a nota dinas has them in its head."""
        return self.tembusan

    @property
    def annex_number(self) -> str:
        """The number behind the label NOMOR."""
        return self.nomor.removeprefix("NOMOR").strip(" ")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotaDinas(Sheet):
    """Nota dinas, memo and permintaan penjelasan: head, words, signature.

    Titles (jabatan) as sender and addressees, never persons. `sifat` is the urgency.
    """

    template: ClassVar[str] = "pdf/nota_dinas.html"

    heading: str = "NOTA DINAS"
    yth: tuple[str, ...]
    dari: str
    sifat: str
    lampiran: str = "-"
    body: tuple[object, ...]
    order: tuple[HeadField, ...] | None = None

    @property
    def shown_copies(self) -> tuple[str, ...]:
        """None: they stand in the head."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Penugasan(Sheet):
    """Surat perintah and surat tugas: on which ground, whom, to do what."""

    template: ClassVar[str] = "pdf/penugasan.html"

    verb: str  # MEMERINTAHKAN, MENUGASKAN
    menimbang: tuple[str, ...] = ()
    dasar: tuple[str, ...] = ()
    people: tuple[PersonLine, ...]
    listed: bool = False  # the people stand in a lampiran
    untuk: tuple[str, ...]
    place: str

    @property
    def place_line(self) -> str:
        """Where it was laid down [V]."""
        return f"Ditetapkan di {self.place}"

    @property
    def grounds(self) -> tuple[tuple[str, tuple[Point, ...]], ...]:
        """Menimbang by letters, Dasar by numbers; what is empty is left out."""
        both = (
            ("Menimbang", numbered(enumerated(self.menimbang, joined=False), letters=True)),
            ("Dasar", numbered(enumerated(self.dasar, joined=False))),
        )
        return tuple((label, points) for label, points in both if points)

    @property
    def kepada(self) -> tuple[tuple[str, PersonLine], ...]:
        """Persons with their number; one alone has none."""
        if len(self.people) == 1:
            return (("", self.people[0]),)
        return tuple((f"{n}.", person) for n, person in enumerate(self.people, start=1))

    @property
    def tasks(self) -> tuple[Point, ...]:
        """Untuk."""
        return numbered(enumerated(self.untuk))


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruksi(Sheet):
    """An instruksi: title, opening, to whom, dictums.

    `group` decides font and name together (memos.md §4): ARAHAN is set in Bookman and names the
    signer without gelar, KHUSUS in Arial with gelar.
    """

    template: ClassVar[str] = "pdf/instruksi.html"

    group: Group
    about: tuple[str, ...]
    body: tuple[object, ...]
    kepada: tuple[str, ...]
    dictums: tuple[str, ...]
    place: str

    @property
    def page(self) -> str:
        """In Bookman where it counts as arahan."""
        return f"{'footed' if self.footer else 'plain'}{'-serif' if self.is_serif else ''}"

    @property
    def is_serif(self) -> bool:
        """Whether it is set in Bookman."""
        return self.group is Group.ARAHAN

    @property
    def number_line(self) -> str:
        """NOMOR 3 TAHUN 2026, whether the register writes the word or not."""
        return f"NOMOR {self.annex_number}"

    @property
    def place_line(self) -> str:
        """Where it was issued [M]."""
        return f"Dikeluarkan di {self.place}"

    @property
    def addressees(self) -> tuple[Point, ...]:
        """Kepada, ended as a list is."""
        return numbered(enumerated(self.kepada))

    @property
    def labelled(self) -> tuple[Point, ...]:
        """KESATU, KEDUA with their words."""
        return tuple(
            Point(ordinal(n).upper(), text) for n, text in enumerate(self.dictums, start=1)
        )

    @property
    def is_long(self) -> bool:
        """Whether labels such as KEDELAPAN need a wider column."""
        return len(self.dictums) >= 8  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Tick:
    """A line with a box to mark."""

    text: str
    on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LembarDisposisi(Sheet):
    """The A5 sheet laid on an incoming letter. It has no number of its own, only the agenda's.

    Fields and their order: the old form of Permendagri 54/2009 [V2]; deadline, coordinator and the
    order's number with QR are this project's.
    """

    template: ClassVar[str] = "pdf/disposisi.html"

    heading: str = "LEMBAR DISPOSISI"
    nomor: str = ""
    letter_from: str
    letter_number: str
    letter_date: str
    received: str
    agenda: str
    sifat: tuple[Tick, ...]
    forwarded: tuple[Tick, ...]
    asks: tuple[Tick, ...]
    finish_by: str = ""
    note: str = ""
    reference: str = ""
    qr: str = ""
    emblem: Emblem | None = None

    @property
    def page(self) -> str:
        """Half the paper."""
        return "slip-page"


def head_rows(sheet: NotaDinas, profile: Profile = DEFAULT) -> tuple[HeadRow, ...]:
    """The head in the sheet's order, else the profile's. Tembusan is left out when there is none."""
    values: dict[HeadField, tuple[str, ...]] = {
        HeadField.YTH: sheet.yth,
        HeadField.DARI: (sheet.dari,),
        HeadField.TEMBUSAN: sheet.tembusan or ("-",),
        HeadField.TANGGAL: (sheet.dated,),
        HeadField.NOMOR: (sheet.nomor,),
        HeadField.SIFAT: (sheet.sifat,),
        HeadField.LAMPIRAN: (sheet.lampiran or "-",),
        HeadField.HAL: (sheet.hal,),
    }
    return tuple(
        HeadRow(row.value, values[row])
        for row in sheet.order or profile.head_order
        if row is not HeadField.TEMBUSAN or sheet.tembusan or profile.empty_copies
    )
