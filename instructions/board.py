"""The giver's board: where every recipient of an order stands, in the order he can act on it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from instructions.lifecycle import State
from instructions.models import Assignment, Instruction


class Group(IntEnum):
    """Groups of the board, top to bottom; also the order of a barisan."""

    GIVERS_TURN = 0
    UNREACHED = 1
    SILENT = 2
    READY = 3
    INFORMED = 4
    SETTLED = 5


GROUP_OF = {
    State.REPORTED: Group.GIVERS_TURN,
    State.CLARIFYING: Group.GIVERS_TURN,
    State.REDIRECT_PROPOSED: Group.GIVERS_TURN,
    State.SENT: Group.SILENT,
    State.ACKNOWLEDGED: Group.READY,
    State.IN_PROGRESS: Group.READY,
    State.COMPLETED: Group.SETTLED,
    State.DECLINED: Group.SETTLED,
    State.REDIRECTED: Group.SETTLED,
    State.REVOKED: Group.SETTLED,
    State.CLOSED: Group.SETTLED,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One recipient's share with what the board says of it.

    `since` is the moment the minutes count from: reading where read, else arrival. `mark` names the
    status mark: unreached, unopened, read, ready, working, reported, asking, redirecting, accepted, declined,
    redirected, ended.
    """

    share: Assignment
    group: Group
    mark: str
    since: datetime
    late: bool


MARKS = {
    State.ACKNOWLEDGED: "ready",
    State.IN_PROGRESS: "working",
    State.CLARIFYING: "asking",
    State.REDIRECT_PROPOSED: "redirecting",
    State.REPORTED: "reported",
    State.COMPLETED: "accepted",
    State.DECLINED: "declined",
    State.REDIRECTED: "redirected",
    State.REVOKED: "ended",
    State.CLOSED: "ended",
}


def standing(share: Assignment, *, at: datetime) -> Standing:
    """Judge one share, which must carry `seen_at` (AssignmentQuerySet.with_seen)."""
    seen_at: datetime | None = getattr(share, "seen_at", None)
    state = State(share.status)
    silent = state is State.SENT
    group = GROUP_OF[state]
    if share.is_for_information and silent:
        group = Group.INFORMED
    mark = ("read" if seen_at else "unopened") if silent else MARKS[state]
    since = (seen_at or share.moved_at) if silent else share.moved_at
    return Standing(share, group, mark, since, is_late(share, at=at))


def is_late(share: Assignment, *, at: datetime) -> bool:
    """Past the answer's deadline unanswered, or past the work's deadline unreported."""
    silent = share.status == State.SENT and share.answered_at is None
    if silent and share.answer_by is not None and share.answer_by < at:
        return True
    working = share.status in {State.SENT, State.ACKNOWLEDGED, State.IN_PROGRESS}
    return working and share.finish_by is not None and share.finish_by < at


def board(order: Instruction, *, at: datetime) -> list[Standing]:
    """The shares that the order's giver handed out, in board order; one statement."""
    rows = order.assignments.roots().with_seen().with_line()
    return in_order(standing(share, at=at) for share in rows)


def board_below(share: Assignment, *, at: datetime) -> list[Standing]:
    """What the recipient of a share handed down in turn, in board order; one statement."""
    rows = share.handed_down.with_seen().with_line()
    return in_order(standing(one, at=at) for one in rows)


def with_unreached(standings: Iterable[Standing], ids: Collection[int]) -> list[Standing]:
    """The standings, in which those of the shares with these ids have not reached anybody.

    Who was reached is known further up (notifications); what was opened or answered was reached.
    """
    return in_order(
        replace(one, group=Group.UNREACHED, mark="unreached")
        if one.share.pk in ids and one.mark == "unopened"
        else one
        for one in standings
    )


def in_order(standings: Iterable[Standing]) -> list[Standing]:
    """Giver's turn, unreached, silent (read before unopened, longest first), ready, informed, settled."""
    silent_first = {"read": 0, "unopened": 1}
    return sorted(
        standings,
        key=lambda s: (
            s.group,
            silent_first.get(s.mark, 0),
            s.since,
            s.share.position.rank,
            s.share.pk,
        ),
    )
