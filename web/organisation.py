"""View models of the organisation's pages; see pages.py for the rules they follow."""

from dataclasses import dataclass
from datetime import datetime

from web.cards import FaultRow


@dataclass(frozen=True, slots=True)
class Line:
    """A word and what is said of it: Unit, "171 baru, 3 berubah"."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Past:
    """An import that was: when, by whom, and what it changed, in words."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """Context `organisation` of organisation/overview.html; `lines` count what there is."""

    lines: tuple[Line, ...]
    imports: tuple[Past, ...]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Template:
    """An empty list to download."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class HandIn:
    """Context `hand_in` of organisation/hand_in.html; posts `berkas*`."""

    limits: str
    templates: tuple[Template, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Some of what is new, changed, or not in the file; `count` is of all of them."""

    title: str
    count: str
    rows: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """Context `checked` of organisation/checked.html; the confirmation posts `kunci digest`."""

    files: str
    verdict: str
    advice: str
    url: str
    discard_url: str
    key: str
    error: str = ""
    lines: tuple[Line, ...] = ()
    faults: tuple[FaultRow, ...] = ()
    faults_note: str = ""
    faults_url: str = ""
    changes: tuple[Changes, ...] = ()
    changes_url: str = ""
    confirm: str = ""
    """Label of the button; empty where there is nothing to write."""
    digest: str = ""
