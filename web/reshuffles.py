"""View models of the reshuffle's pages. Finished words, ready addresses; see cards.py."""

from dataclasses import dataclass

from web.cards import Dock, Entry, FaultRow, Mark
from web.pages import Step


@dataclass(frozen=True, slots=True)
class ListRow:
    """A reshuffle in the list."""

    url: str
    mark: Mark
    title: str
    detail: str
    state: str


@dataclass(frozen=True, slots=True)
class List:
    """Context `reshuffles` of reshuffles/list.html."""

    rows: tuple[ListRow, ...]
    new_url: str
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file and what it holds."""

    name: str
    explanation: str
    example: str


@dataclass(frozen=True, slots=True)
class New:
    """Context `new` of reshuffles/new.html; posts `kunci`, `jabatan` and the file `berkas`."""

    url: str
    back_url: str
    key: str
    hat: str
    sample_url: str
    columns: tuple[ColumnRow, ...]
    limit: str
    error: str = ""
    faults: tuple[FaultRow, ...] = ()
    faults_title: str = ""


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One line of the decree, as it will be."""

    line: int
    name: str
    nip: str
    old: str
    old_unit: str
    new: str
    new_unit: str
    note: str
    load: str
    """The open work of the post entered: 3 diterima, 2 diberikan."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a group: what, and what of it."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one head; left out when there are none."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Context `reshuffle` of reshuffles/reshuffle.html: the preview, and the record afterwards."""

    title: str
    back_url: str
    steps: tuple[Step, ...]
    facts: tuple[Line, ...]
    dock: Dock
    faults: tuple[FaultRow, ...]
    faults_title: str
    moved: tuple[MovedRow, ...]
    moved_count: str
    groups: tuple[Group, ...]
    entries: tuple[Entry, ...]
    more_url: str = ""
    withdrawn: str = ""
    sheets_url: str = ""


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A sheet the reader may open."""

    url: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Handovers:
    """Context `handovers` of reshuffles/handovers.html."""

    rows: tuple[HandoverRow, ...]
