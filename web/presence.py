"""View models of absences and delegations; see web/cards.py for what a view model is."""

from dataclasses import dataclass

from web.cards import Choice


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: who or why, when, and who stands in."""

    title: str
    period: str
    note: str
    url: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one head."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Absences:
    """Who is or will be away, of those one may see."""

    groups: tuple[Group, ...]
    more_url: str = ""
    may_register: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence, and what may be done with it."""

    title: str
    rows: tuple[tuple[str, str], ...]
    version: int
    key: str
    shorten_url: str = ""
    """Empty where it cannot be shortened now."""
    earliest: str = ""
    latest: str = ""
    last: str = ""
    """What the field of the last day shows."""
    cancel_url: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class NewAbsence:
    """The form of an absence."""

    key: str
    whys: tuple[Choice, ...]
    substitutes: tuple[Choice, ...]
    starts_on: str
    ends_on: str
    decree: str
    earliest: str
    person: str = ""
    """Public id of who is away, empty for oneself."""
    who: str = ""
    """Whose absence it is, in words; empty for oneself."""
    administers: bool = False
    q: str = ""
    people: tuple[Choice, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lent:
    """One delegation: who, what, how long; `person` is set where the reader may take it back."""

    title: str
    period: str
    verbs: str
    secret: bool
    person: str = ""
    hat: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Delegations:
    """What the reader lent and what the reader got."""

    given: tuple[Lent, ...]
    got: tuple[Lent, ...]
    may_lend: bool = False


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """The form of a delegation."""

    key: str
    hat: str
    title: str
    """The position that is lent."""
    people: tuple[Choice, ...]
    usual: tuple[Choice, ...]
    others: tuple[Choice, ...]
    secret: bool
    starts_on: str
    ends_on: str
    earliest: str
    q: str = ""
    errors: tuple[tuple[str, str], ...] = ()
