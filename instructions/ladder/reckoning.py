"""Which rung of a share is due, and when to look at it next. Arithmetic only; asks no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from instructions.ladder.rungs import Ladder, Rung, Timer
from instructions.lifecycle import UNSETTLED, State
from instructions.models import Assignment, Step
from instructions.queries import GIVERS_TURN, RECIPIENTS_TURN
from instructions.worktime.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Due:
    """A rung whose moment has come; `deadline` tells it from the same rung of a later date."""

    rung: Rung
    deadline: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a share now, and when to look again; None where nothing can come by itself."""

    due: Due | None
    look_at: datetime | None


NOTHING = Verdict(None, None)


def running(share: Assignment) -> tuple[Timer, datetime] | None:
    """The clock that runs, the recipient's or the giver's, and its deadline; None while none does.

    Until the answer only the first clock counts: nobody is told twice of one silence.
    """
    if share.is_for_information or share.status not in UNSETTLED:
        return None
    if share.status == State.SENT and share.answered_at is None:
        return (Timer.ANSWER, share.answer_by) if share.answer_by else None
    if share.status in RECIPIENTS_TURN and share.finish_by:
        return Timer.FINISH, share.finish_by
    if share.status in GIVERS_TURN and share.giver_by:
        return Timer.GIVER, share.giver_by
    return None


def judge(
    share: Assignment,
    ladder: Ladder,
    steps: Iterable[Step],
    *,
    calendar: Calendar,
    at: datetime,
) -> Verdict:
    """The next rung of a share if its moment has come, and when to look again.

    At most one rung at a time. If the machine stood still and a rung comes late, those above it
    keep their distance from it: nobody's superior is asked in the minute of the first reminder.
    """
    clock = running(share)
    if clock is None:
        return NOTHING
    if share.is_paused(at):
        return Verdict(None, share.paused_until)
    timer, deadline = clock
    climbed = {step.rung: step for step in steps if step.deadline == deadline}
    late = last = None
    for rung in ladder.of(timer):
        planned = _after(rung, ladder, deadline, calendar)
        moment = planned
        if last is not None and late is not None:
            moment = max(planned, late + (planned - last))
        step = climbed.get(rung.key)
        if step is None:
            if moment > at:
                return Verdict(None, moment)
            opens = calendar.next_counted(ladder.counts, at=at)
            if opens > at:  # the moment passed while nobody was to be disturbed
                return Verdict(None, opens)
            return Verdict(Due(rung, deadline, moment), at)
        last = planned
        late = last if step.is_skipped else max(step.at, last)
    return NOTHING


def _after(rung: Rung, ladder: Ladder, deadline: datetime, calendar: Calendar) -> datetime:
    """When a rung stands; the one at the deadline does so even where a hand set it to a Sunday."""
    if not rung.after:
        return deadline
    return calendar.after(rung.after, ladder.counts, at=deadline)
