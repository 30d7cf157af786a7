"""What the ledger tells of one share: when it was delivered, whose turn it was, who did what.

Reads verbs and statuses through the lifecycle's table; only verbs that stop or restart a clock are
named here, since the table does not say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from instructions.figures.presence import FAR, Span, less, merged
from instructions.lifecycle import ASSIGNMENT, RECIPIENT, Part, State

# The recipient's first of these on an unanswered share is the answer; a comment is none.
ANSWERS = frozenset(
    move.verb for move in ASSIGNMENT.moves if move.who == RECIPIENT and State.SENT in move.source
)
TURN = frozenset(state for state, part in ASSIGNMENT.turn.items() if part == Part.RECIPIENT)
AWAITING, SUPPLIED = frozenset({"request_formal"}), frozenset({"supply_memo", "refuse_formal"})
PAUSE, RESUME = "pause", "resume"
CLOCK_VERBS = AWAITING | SUPPLIED | {PAUSE, RESUME}


class Act(NamedTuple):
    """One entry of a share's chain; `moment` is when it was done, by the device where it says so."""

    verb: str
    source: str
    target: str
    person: int | None
    position: int | None
    delegated: bool
    at: datetime
    moment: datetime
    until: datetime | None = None


@dataclass(slots=True)
class Story:
    """One share from its birth to the last entry.

    `turns` are the spans in which it was the recipient's to act and the clock ran; the last one has
    no end where it still is. `stopped` are those in which the clock stood for a pause or a memo.
    """

    sent: Act
    delivered: datetime
    turns: list[Span] = field(default_factory=list)
    stopped: list[Span] = field(default_factory=list)
    answer: Act | None = None
    acknowledged: Act | None = None
    report: Act | None = None
    accepted: Act | None = None


def tell(acts: Iterable[Act]) -> Story:
    """The story of a share from its entries in order; the first is its birth."""
    acts = list(acts)
    story = Story(sent=acts[0], delivered=delivered(acts))
    held: list[Span] = []
    for act, after in zip(acts, [*(each.moment for each in acts[1:]), FAR], strict=True):
        if act.target in TURN:
            held.append((max(act.moment, story.delivered), after))
        if story.answer is None and act.source == State.SENT and act.verb in ANSWERS:
            story.answer = act
        if act.target == State.REPORTED and act.verb == "report":
            story.report = act
        if act.verb == "acknowledge":
            story.acknowledged = act
        if act.target == State.COMPLETED and act.source == State.REPORTED:
            story.accepted = act
    story.stopped = _stopped(acts)
    story.turns = less(merged(held), story.stopped)
    return story


def delivered(acts: list[Act]) -> datetime:
    """When the recipient could first know of it: what came before counts for nobody."""
    return acts[0].moment


def _stopped(acts: list[Act]) -> list[Span]:
    """When the clock stood: from a pause to its end or `resume`, from asking for a memo to it."""
    spans: list[Span] = []
    paused: tuple[datetime, datetime] | None = None
    awaiting: datetime | None = None
    for act in acts:
        over = act.target in ASSIGNMENT.final
        if paused and (over or act.verb in {PAUSE, RESUME}):
            spans.append((paused[0], min(act.moment, paused[1])))
            paused = None
        if awaiting and (over or act.verb in SUPPLIED):
            spans.append((awaiting, act.moment))
            awaiting = None
        if act.verb == PAUSE:
            paused = (act.moment, act.until or FAR)
        if act.verb in AWAITING:
            awaiting = act.moment
    if paused:
        spans.append(paused)
    if awaiting:
        spans.append((awaiting, FAR))
    return [span for span in spans if span[0] < span[1]]
