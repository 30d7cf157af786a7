"""An order and its parts in the plain office, and what is remembered of every act."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.instructions.office.posts import is_ordered

WORKING = ("sent", "acknowledged", "in_progress")
OPEN = (*WORKING, "clarifying", "redirect_proposed", "reported")
OVER = ("completed", "declined", "redirected", "revoked", "closed")
TURN = dict.fromkeys(WORKING, "recipient") | dict.fromkeys(
    ("clarifying", "redirect_proposed", "reported"), "giver"
)
CLASSES = ("biasa", "terbatas", "rahasia", "sangat_rahasia")
TO_KNOW, LEADS, DOES = "untuk_diketahui", "koordinator", "pelaksana"


# `eq=False`: two parts are the same only where they are one.
@dataclass(eq=False, repr=False)
class Part:
    """One recipient's share."""

    position: str
    giver: str
    born: datetime
    role: str = DOES
    parent: "Part | None" = None
    answer_by: datetime | None = None
    finish_by: datetime | None = None
    giver_by: datetime | None = None
    status: str = "sent"
    acts: int = 0
    asked_from: str = ""
    target: str = ""
    finish_left: timedelta | None = None
    awaits_memo: bool = False
    paused_until: datetime | None = None
    answered_at: datetime | None = None
    promised_at: datetime | None = None
    reported_at: datetime | None = None
    reminded_at: datetime | None = None
    settled_at: datetime | None = None
    look_at: datetime | None = None
    last_report: str = ""

    def __repr__(self) -> str:
        return f"{self.giver}→{self.position} ({self.role}, {self.status}, until {self.finish_by})"

    @property
    def line(self) -> "list[Part]":
        """The parts it came through, nearest first."""
        return [self.parent, *self.parent.line] if self.parent else []

    @property
    def to_know(self) -> bool:
        return self.role == TO_KNOW

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_ordered(self) -> bool:
        return is_ordered(self.position, self.giver)

    def is_paused(self, at: datetime) -> bool:
        return self.paused_until is not None and self.paused_until > at

    def end(self, at: datetime) -> None:
        """Nothing runs any more."""
        self.settled_at, self.answer_by, self.finish_by, self.giver_by = at, None, None, None
        self.finish_left, self.awaits_memo, self.paused_until = None, False, None

    def wait_longer(self, more: timedelta) -> None:
        """All clocks run out that much later."""
        if self.answer_by is not None:
            self.answer_by += more
        if self.giver_by is not None:
            self.giver_by += more
        if self.finish_by is not None:
            self.finish_by += more
        if self.finish_left is not None:
            self.finish_left += more

    def looked_at_next(self, at: datetime) -> None:
        """The ladder looks anew at whatever moved, and never at what is over or only to be known."""
        self.look_at = at if self.is_open and not self.to_know else None

    def finish_at(self, day: datetime, at: datetime) -> None:
        """A date that is named ends a pause; while a paper is awaited it is kept as time left."""
        self.paused_until = None
        if self.awaits_memo:
            self.finish_left = day - at
        else:
            self.finish_by = day

    def run_on(self, at: datetime) -> None:
        """The paper is there, or not wanted: what was left of the clock runs on."""
        self.awaits_memo = False
        if self.finish_left is not None:
            self.finish_by, self.finish_left = at + self.finish_left, None


@dataclass(eq=False, repr=False)
class Order:
    """An order with its parts, in the order they were born."""

    giver: str
    controller: str = ""
    urgency: str = "biasa"
    classification: str = "biasa"
    closed_list: bool = False
    only_me: bool = False
    needs_paper: bool = False
    conveyed: bool = False
    confirmed: bool = False
    chosen: dict[str, str] = field(default_factory=dict)
    """Of a draft: the posts it is to go to, with their roles."""
    parts: list[Part] = field(default_factory=list)
    status: str = "draft"
    acts: int = 0
    answer_by: datetime | None = None
    finish_by: datetime | None = None
    closed_at: datetime | None = None

    def __repr__(self) -> str:
        return (
            f"{self.giver}/{self.controller} ({self.classification}, {self.status}): {self.parts}"
        )

    @property
    def is_secret(self) -> bool:
        return self.classification in CLASSES[2:]

    @property
    def given(self) -> bool:
        """Whether it ever left the giver's desk."""
        return self.answer_by is not None

    @property
    def roots(self) -> list[Part]:
        return [part for part in self.parts if part.parent is None]

    @property
    def paper_asked(self) -> bool:
        return self.needs_paper or any(part.awaits_memo for part in self.parts)

    def below(self, part: Part) -> list[Part]:
        return [one for one in self.parts if part in one.line]

    def work_below(self, part: Part) -> list[Part]:
        """What is still to be done below."""
        return [one for one in self.below(part) if one.is_open and not one.to_know]

    def held_by(self, post: str) -> list[Part]:
        """The parts of a post that are not over; at most one at a time."""
        return [part for part in self.parts if part.position == post and part.is_open]

    def led(self, parent: Part | None) -> bool:
        """Whether somebody leads the work among those who got it from one hand."""
        return any(
            part.role == LEADS and part.is_open and part.parent is parent for part in self.parts
        )

    def letters(self, post: str, part: Part) -> set[str]:
        """G gave it, C controls it, R received it, A stands above those it came through."""
        found = set()
        if post == part.position:
            found.add("R")
        if post == part.giver:
            found.add("G")
        if part.parent is None and post == self.controller != part.position:
            found.add("C")
        if part.parent is not None and (
            post in {self.giver, self.controller} or post in {p.position for p in part.line[1:]}
        ):
            found.add("A")
        return found


@dataclass(frozen=True)
class Act:
    """One line of the record: on an order or one of its parts, by whom, in which post."""

    order: Order
    part: Part | None
    verb: str
    who: str
    post: str
    delegated: bool
    status: str
    at: datetime


@dataclass
class Given:
    """What is said with a verb: whom to, by when, why."""

    to: dict[str, str] = field(default_factory=dict)
    target: str = ""
    finish_by: datetime | None = None
    until: datetime | None = None
    promised_at: datetime | None = None
    parts: list[Part] = field(default_factory=list)
    """Reports to adopt, or parts to work on once more."""
    classification: str = ""
    reason: bool = True
    note: str = ""
