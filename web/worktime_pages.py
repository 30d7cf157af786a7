"""View models of the pages of working time and of the on-call roster; see cards.py for their rules."""

from dataclasses import dataclass

from web.cards import Choice, Entry


@dataclass(frozen=True, slots=True)
class Preview:
    """What an urgency would mean at the moment tried."""

    label: str
    answer: str
    """Harus dijawab sebelum Senin 23 November 08.30 WIB karena libur."""
    finish: str


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the settings, and how they stand: Jam kerja, "Senin–Kamis 07.30–16.00"."""

    url: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Context `worktime` of worktime/overview.html; the form gets `saat` (a moment to try)."""

    previews: tuple[Preview, ...]
    tried: str
    is_now: bool
    links: tuple[Link, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """One time of a weekday; empty where there is none."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday with its four times; all empty is a free day."""

    name: str
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Context `worktime` of worktime/hours.html; posts `opens_0` to `break_ends_6`."""

    title: str
    url: str
    key: str
    version: int
    weekdays: tuple[Weekday, ...]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fast:
    """A month of fasting on record; removing it posts `starts_on`."""

    words: str
    starts_on: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Fasts:
    """Context `worktime` of worktime/ramadan.html; posts `starts_on ends_on`."""

    key: str
    fasts: tuple[Fast, ...]
    starts_on: str = ""
    ends_on: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the list; one that is computed is grey and has no button."""

    words: str
    name: str
    kind: str
    date: str
    on_record: bool


@dataclass(frozen=True, slots=True)
class Days:
    """Context `worktime` of worktime/days.html.

    Posts `date name kind`, or `many` with a line per day; removing posts `date`.
    """

    year: int
    before_url: str
    after_url: str
    propose_url: str
    """Fills `many` with the cuti bersama that is known and not on record; empty without any."""
    key: str
    rows: tuple[DayRow, ...]
    kinds: tuple[Choice, ...]
    date: str = ""
    name: str = ""
    many: str = ""
    open_many: bool = False
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """One length of the policy, in hours and minutes; posts `<name>_jam` and `<name>_menit`."""

    name: str
    label: str
    hint: str
    hours: str
    minutes: str


@dataclass(frozen=True, slots=True)
class UrgencyRules:
    """One urgency: three lengths, and which hours count (`counts_<value>`)."""

    value: str
    label: str
    spans: tuple[Span, ...]
    counts: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Policies:
    """Context `worktime` of worktime/policy.html."""

    key: str
    version: int
    urgencies: tuple[UrgencyRules, ...]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RosterUnit:
    """A unit whose roster one plans, and who is on duty there now."""

    url: str
    name: str
    now: str


@dataclass(frozen=True, slots=True)
class Rosters:
    """Context `roster` of rosters/list.html."""

    units: tuple[RosterUnit, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift planned; cancelling it posts to `url`."""

    who: str
    words: str
    url: str
    now: bool
    planned_by: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Context `roster` of rosters/unit.html; posts `person starts_at ends_at`, or `many`."""

    name: str
    url: str
    key: str
    shifts: tuple[Shift, ...]
    more_url: str
    people: tuple[Choice, ...]
    starts_at: str = ""
    ends_at: str = ""
    many: str = ""
    open_many: bool = False
    errors: tuple[tuple[str, str], ...] = ()
