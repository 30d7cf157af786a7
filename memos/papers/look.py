"""The look of a regency's documents: every number that a ruler could find on the paper.

Marks after a value name its source: [V] and [V2] were read in or reported from a regulation or a live
template, [M] is from memory, [J] is this project's own judgement. A regency's own Perbup on tata naskah
dinas beats all of them, which is why every number is a profile value.
"""

from dataclasses import dataclass
from enum import StrEnum

from memos.signature import Group


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


class BoxForm(StrEnum):
    """Where the box of an electronic signature stands."""

    IN_GAP = "in_gap"
    AROUND = "around"


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
    margin_bottom_footed: float = 38  # with the footer of the electronic signature, every page [J]
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
    state_emblem: float = 24  # width and height, Perbup Sleman 5/2012 [V2]
    leader_size: float = 16  # BUPATI ..., no address and no line under it [M]
    title_above: float = 8  # two spasi under the kop [V2]
    title_below: float = 5  # [J]

    # Head: order of Kemendagri Bina Bangda's template [V]
    head_order: tuple[HeadField, ...] = tuple(HeadField)
    label_width: float = 26  # [J]
    colon_width: float = 4  # [J]
    value_indent: float = 7  # numbers of several addressees [J]
    row_gap: float = 0.6  # [J]

    memo_order: tuple[HeadField, ...] = (  # old rule: Dari, Kepada, Hal, Tanggal [M]
        HeadField.YTH,
        HeadField.DARI,
        HeadField.TEMBUSAN,
        HeadField.TANGGAL,
        HeadField.NOMOR,
        HeadField.LAMPIRAN,
        HeadField.HAL,
    )

    # Surat perintah, surat tugas, instruksi
    section_label: float = 24  # Dasar, Kepada, Untuk [J]
    section_colon: float = 5  # [J]
    person_label: float = 27  # Pangkat/Gol. [J]
    most_people: int = 8  # more go to a lampiran as `daftar terlampir` [J]
    instruction_group: Group = Group.ARAHAN  # Pekalongan [V]; KHUSUS by other sources [V2]
    dictum_label: float = 26  # KESATU [J]
    dictum_label_long: float = 38  # where there are eight and more: KEDELAPAN [J]
    dictum_gap: float = 1.2  # [J]

    # Signature
    signature_left: float = 90  # into the text; it grows to the left, never over the margin [J]
    signature_above: float = 6  # [J]
    signature_gap: float = 20  # a stempel is 40 mm across and overlaps a third [J]
    prefix_width: float = 8  # Plt., a.n. hang to the left [J]
    title_gap: float = 3  # between the date and the title of the signer [J]
    box_form: BoxForm = BoxForm.IN_GAP  # A, or B: all inside the box, as Jabar [V]
    annex_signed: bool = False  # whether a lampiran carries the signature again [M]
    copies_above: float = 6  # Tembusan under the signature [J]
    copies_size: float = 11  # [J]
    disposition_by_leader: bool = False  # kop Bupati on his lembar disposisi; old rule: OPD [V2]
    plt_sekda_name_only: bool = True  # Ps. 44(5) is silent on Plt. sekda: ask the regency [J]
    nip_first: bool = False  # name, pangkat, NIP: template of Bina Bangda [V]

    # House style
    font: str = "Naskah Liberation Sans"  # Arial for all but arahan, Ps. 32(2) [V2]
    font_direction: str = "Naskah Bonum"  # Bookman Old Style for arahan, Ps. 32(1) [V2]
    # SHA-256 of the drawings that the regency uploaded; without them a shield that says CONTOH, and
    # an empty frame, which the regency alone may fill (UU 24/2009).
    regency_drawing: str = ""
    state_drawing: str = ""
    kop_black: bool = False  # emblem in colour [M]; some print it black, Perbup Sleman 5/2012 [V2]
    sifat: Sifat = Sifat.URGENCY  # Bina Bangda prints the urgency [V]
    empty_copies: bool = False  # the row Tembusan is left out when there is none [V]

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.paper_width - self.margin_left - self.margin_right

    @property
    def signature_width(self) -> float:
        """From the left edge of the signature block to the right margin."""
        return self.text_width - self.signature_left

    @property
    def section_left(self) -> float:
        """Where text beside Dasar, Kepada and Untuk starts, from the left margin."""
        return self.section_label + self.section_colon

    @property
    def point_left(self) -> float:
        """The same behind the number of a point."""
        return self.section_left + self.item_indent

    @property
    def person_single_left(self) -> float:
        """Where what is said of a person starts who has no number."""
        return self.section_left + self.person_label + self.colon_width

    @property
    def person_left(self) -> float:
        """The same behind a number."""
        return self.person_single_left + self.item_indent

    @property
    def dictum_left(self) -> float:
        """Where the words of a dictum start, from the left margin."""
        return self.dictum_label + self.section_colon

    @property
    def dictum_left_long(self) -> float:
        """The same where labels are long."""
        return self.dictum_label_long + self.section_colon

    @property
    def dictum_point_left(self) -> float:
        """Where numbered addressees of an instruksi start."""
        return self.dictum_left + self.item_indent

    @property
    def dictum_point_left_long(self) -> float:
        """The same where labels are long."""
        return self.dictum_left_long + self.item_indent


DEFAULT = Profile()
