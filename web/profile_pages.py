"""View models of the pages of the profile of memos; see cards.py for their rules."""

from dataclasses import dataclass

from web.cards import Choice, Entry


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it stands: Batas kiri, "30 mm", whence it comes, and its mark (V, V2, M, J)."""

    label: str
    words: str
    source: str
    own: bool
    """Whether the regency set it; its source is then the basis of the version."""


@dataclass(frozen=True, slots=True)
class Values:
    """A group of values; `own` counts those that the regency set."""

    label: str
    values: tuple[Value, ...]
    own: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version that holds from a later day on."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of the kop: its picture as a data: address, empty where none was uploaded."""

    name: str
    label: str
    use: str
    uri: str


@dataclass(frozen=True, slots=True)
class Emblems:
    """Context `emblems` of profiles/emblems.html; posts files by the names of `drawings`."""

    key: str
    version: int
    drawings: tuple[Drawing, ...]
    megabytes: int
    effective_on: str
    earliest: str
    basis: str
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Context `profile` of profiles/overview.html."""

    label: str
    since: str
    basis: str
    groups: tuple[Values, ...]
    waiting: tuple[Waiting, ...]
    entries: tuple[Entry, ...]
    edit_url: str
    preview_url: str
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One value as a field: `kind` is number, switch, pick, line, text or posts."""

    name: str
    label: str
    kind: str
    value: str
    hint: str
    source: str
    choices: tuple[Choice, ...] = ()
    on: bool = False
    low: str = ""
    high: str = ""
    step: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """A group of fields; open where one of them was refused."""

    name: str
    label: str
    fields: tuple[Field, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Editor:
    """Context `profile` of profiles/edit.html; posts every field, `effective_on`, `basis`."""

    key: str
    version: int
    based_on: str
    groups: tuple[Fields, ...]
    effective_on: str
    earliest: str
    basis: str
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """An example of one type."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Context `profile` of profiles/preview.html."""

    of: str
    changed: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    edit_url: str
    is_draft: bool
