"""Who prints what under a document: the signature block, computed from facts.

Source: Permendagri 1/2023 on tata naskah dinas, Pasal 44:
(1) pengaturan and penetapan: the signer's name without gelar;
(2) penugasan, korespondensi, khusus: with gelar;
(3) signers other than kepala daerah, wakil and sekretaris daerah: gelar, pangkat/golongan and NIP;
(4) penjabat, penjabat sementara, Plt. and Plh. kepala daerah: no gelar, pangkat or NIP;
(5) penjabat and Plh. sekretaris daerah: no gelar, pangkat or NIP.
Pasal 44(5) does not name Plt. sekretaris daerah: printing the name alone, as (4) does for Plt.
kepala daerah, is a setting of the profile, for the regency to confirm.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from memos.wording import clean, sense_lines

TITLE_LIMIT = 36  # letters of Arial 12 that fit the 70 mm of the block, nearly always


class Office(StrEnum):
    """The offices that Pasal 44 treats apart."""

    BUPATI = "bupati"
    WAKIL_BUPATI = "wakil_bupati"
    SEKDA = "sekda"
    OTHER = "other"


class Capacity(StrEnum):
    """How the office is held."""

    DEFINITIF = "definitif"
    PJ = "pj"
    PJS = "pjs"
    PLT = "plt"
    PLH = "plh"


class Group(StrEnum):
    """The groups of naskah dinas that decide about gelar.

    ARAHAN stands for pengaturan and penetapan (Pasal 44(1)); the others for Pasal 44(2).
    """

    ARAHAN = "arahan"
    PENUGASAN = "penugasan"
    KORESPONDENSI = "korespondensi"
    KHUSUS = "khusus"


PREFIXES = {
    Capacity.DEFINITIF: "",
    Capacity.PJ: "Pj.",
    Capacity.PJS: "Pjs.",
    Capacity.PLT: "Plt.",
    Capacity.PLH: "Plh.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """The person who signs and the office in which they do.

    `title` is the jabatan as printed (`Camat Limun`); a newline in it is a break set by hand.
    `title_before` and `title_after` are gelar (`Dr. H.`, `S.E., M.M.`), `rank` and `grade` pangkat
    and golongan (`Pembina`, `IV/a`), `nip` 18 digits. What a person does not have is left empty.
    """

    office: Office
    title: str
    name: str
    capacity: Capacity = Capacity.DEFINITIF
    title_before: str = ""
    title_after: str = ""
    rank: str = ""
    grade: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBehalf:
    """For whom the signer signs.

    a.n.: one level above the signer. With `through`, the office between the two, it is u.b.: two
    levels above (`a.n. BUPATI / Sekretaris Daerah / u.b. / Asisten ...`).
    """

    office: Office
    title: str
    capacity: Capacity = Capacity.DEFINITIF
    through: str = ""


@dataclass(frozen=True, slots=True)
class TitleLine:
    """One line above the signature; the prefix hangs to the left so that titles stand in line."""

    text: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """What stands above the gap for the signature, and what stands below it."""

    titles: tuple[TitleLine, ...]
    names: tuple[str, ...]

    def text(self) -> list[str]:
        """The block as lines of plain text, without the gap: `Plt. Camat Limun,` and so on."""
        return [f"{line.prefix} {line.text}".strip() for line in self.titles] + list(self.names)


def block(
    signer: Signer,
    *,
    group: Group = Group.KORESPONDENSI,
    on_behalf: OnBehalf | None = None,
    plt_sekda_name_only: bool = True,
    nip_first: bool = False,
) -> SignatureBlock:
    """The signature block of a document of this group (rules and source: head of this module).

    `nip_first` prints NIP above pangkat.
    """
    name_only = _name_only(signer, plt_sekda_name_only=plt_sekda_name_only)
    name = clean(signer.name)
    if group is Group.ARAHAN:
        name = name.upper()
    elif not name_only:
        name = with_gelar(name, before=signer.title_before, after=signer.title_after)
    names = [name]
    if signer.office is Office.OTHER:
        below = [
            line for line in (rank_line(signer.rank, signer.grade), format_nip(signer.nip)) if line
        ]
        names += reversed(below) if nip_first else below
    return SignatureBlock(titles=_titles(signer, on_behalf), names=tuple(names))


def _name_only(signer: Signer, *, plt_sekda_name_only: bool) -> bool:
    """Whether Pasal 44(4) or (5) strips the gelar from someone who only stands in."""
    if signer.office is Office.BUPATI:
        return signer.capacity is not Capacity.DEFINITIF
    if signer.office is Office.SEKDA:
        if signer.capacity is Capacity.PLT:
            return plt_sekda_name_only
        return signer.capacity is not Capacity.DEFINITIF
    return False


def _titles(signer: Signer, on_behalf: OnBehalf | None) -> tuple[TitleLine, ...]:
    """Title lines from the principal down to the signer, whose last line ends in a comma."""
    lines: list[TitleLine] = []
    if on_behalf:
        held = f"{PREFIXES[on_behalf.capacity]} {on_behalf.title}".strip()
        shown = _shown(on_behalf.office, held, keep=PREFIXES[on_behalf.capacity])
        lines += _hung(shown, "a.n.")
        if on_behalf.through:
            lines += [*_hung(on_behalf.through, ""), TitleLine("u.b.")]
    lines += _hung(_shown(signer.office, signer.title), PREFIXES[signer.capacity])
    return (*lines[:-1], TitleLine(f"{lines[-1].text},", lines[-1].prefix))


def _shown(office: Office, title: str, *, keep: str = "") -> str:
    """The title in capitals for bupati and wakil, except a leading `Plt.`; others as they are."""
    if office in (Office.BUPATI, Office.WAKIL_BUPATI):
        return keep + title.removeprefix(keep).upper()
    return title


def _hung(title: str, prefix: str) -> list[TitleLine]:
    """The title's lines, the prefix before the first."""
    lines = sense_lines(title, limit=TITLE_LIMIT) or ("",)
    return [TitleLine(line, "" if i else prefix) for i, line in enumerate(lines)]


def with_gelar(name: str, *, before: str = "", after: str = "") -> str:
    """Dr. H. Name, S.E., M.M.: a name with the titles it carries."""
    full = clean(f"{before} {name}")
    return f"{full}, {clean(after)}" if after.strip() else full


def rank_line(rank: str, grade: str) -> str:
    """Pembina (IV/a): pangkat and golongan; whichever of the two there is."""
    return f"{rank} {f'({grade})' if grade and rank else grade}".strip()


def format_nip(nip: str) -> str:
    """NIP 19850717 200712 2 901: 18 digits as 8 6 1 3. Empty stays empty, another shape as it is.

    The grouping is the usual print of BKN's number (Perka BKN 43/2007).
    """
    digits = re.sub(r"\s", "", nip)
    if re.fullmatch(r"[0-9]{18}", digits):
        digits = f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"
    return f"NIP {digits}" if digits else ""
