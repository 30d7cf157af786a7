"""View models of the chronology and of surat tugas; under the rules of pages.py."""

from dataclasses import dataclass
from datetime import datetime

from web.cards import Action, Choice, Dock, Recorded


@dataclass(frozen=True, slots=True)
class Said:
    """Words or a file of a line; `gone` where only the note is left."""

    label: str
    text: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ChronicleLine:
    """One act or reading in finished words."""

    at: datetime
    who: str
    hat: str
    what: str
    how: str
    """aplikasi ponsel · identitas kuat · menurut ponsel 14.50."""
    said: tuple[Said, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChronicleDay:
    """The lines of one day."""

    title: str
    lines: tuple[ChronicleLine, ...]


@dataclass(frozen=True, slots=True)
class Knowing:
    """Who could know, and who saw."""

    who: str
    hat: str
    facts: tuple[tuple[str, str], ...]
    """Label and time, a dash where it did not happen."""


@dataclass(frozen=True, slots=True)
class Proven:
    """The proof of one chain."""

    name: str
    length: str
    head: str
    seal: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """A field that a form of the address carries along."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Chronicle:
    """Context `chronicle` of chronology/chronology.html."""

    title: str
    back_url: str
    summary: str
    """Sebagaimana tercatat sampai hari ini 14.05."""
    url: str
    days: tuple[ChronicleDay, ...]
    proofs: tuple[Proven, ...]
    faults: int = 0
    as_of: str = ""
    """Value of the moment's field; the form is left out where the moment is fixed."""
    fixed: bool = False
    since: str = ""
    """Value of the first day's field, of a window."""
    windowed: bool = False
    standings: tuple[tuple[str, str, str, datetime], ...] = ()
    """Recipient, how it came to them and what is asked, state, since when."""
    knowing: tuple[Knowing, ...] = ()
    earlier_url: str = ""
    later_url: str = ""
    place: str = ""
    """Bagian 2 dari 5."""
    print: Action | None = None
    hidden: tuple[Hidden, ...] = ()
    pdf_url: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Context `parts` of chronology/parts.html: a printout in several files."""

    title: str
    back_url: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A surat tugas in the list."""

    url: str
    number: str
    detail: str
    state: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Mandates:
    """Context `mandates` of chronology/mandates.html."""

    rows: tuple[MandateRow, ...]
    register: Action | None = None
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class CoveredRow:
    """An order one may open; its words are not shown before it is."""

    reference: str
    detail: str
    at: datetime
    open: Action
    hidden: tuple[Hidden, ...]


@dataclass(frozen=True, slots=True)
class LookRow:
    """A look that was taken."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class MandatePage:
    """Context `mandate` of chronology/mandate.html."""

    title: str
    back_url: str
    recorded: Recorded
    rows: tuple[tuple[str, str], ...]
    dock: Dock
    looks: tuple[LookRow, ...]
    more_looks_url: str = ""
    covered: tuple[CoveredRow, ...] = ()
    more_covered_url: str = ""
    open_window: Action | None = None
    inspects: bool = False


@dataclass(frozen=True, slots=True)
class MandateForm:
    """Context `form` of chronology/register.html."""

    back_url: str
    action: Action
    inspectors: tuple[Choice, ...]
    units: tuple[Choice, ...]
    errors: tuple[tuple[str, str], ...] = ()
