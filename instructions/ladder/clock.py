"""The clock's own deeds: look at the shares that are due, then climb once for all of an order.

Both halves work in short transactions of at most `BATCH` shares, on rows nobody else holds, and
leave the database so that whoever comes next goes on: a crash between them loses and repeats
nothing. What was done is said by unique rows, not by memory.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min

from instructions.clock import Calendar, current
from instructions.ladder import aims, recalls, rungs, telling
from instructions.ladder.reckoning import Due, judge
from instructions.ladder.rungs import Aim
from instructions.models import Assignment, Instruction
from instructions.models.ladder import Outcome, Skip, Step
from workflow.outbox import never

logger = logging.getLogger("sigap.ladder")

BATCH = 50
AFTER_A_FAULT = timedelta(minutes=10)
REMINDED = frozenset({Aim.RECIPIENT, Aim.DECIDER})
"""Those whose own turn it is: they are told during the trial too."""
VERBS = {
    Aim.RECIPIENT: "remind_recipient",
    Aim.OFFICE: "ask_office",
    Aim.SUPERIOR: "ask_superior",
    Aim.GIVER: "tell_giver",
    Aim.DECIDER: "remind_giver",
}


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did."""

    looked: int
    climbed: int
    faults: int = 0


def tick(*, at: datetime, stopping: Callable[[], bool] = never) -> Ticked:
    """Look at every share that is due, a batch per transaction, then climb.

    Between two transactions it asks `stopping` whether to leave the rest to the next one.
    """
    looked = faults = climbed = 0
    while not stopping():
        some, bad = look(at=at)
        looked, faults = looked + some, faults + bad
        if some < BATCH:
            break
    while not stopping():
        made = climb(at=at)
        climbed += made
        if not made:
            break
    return Ticked(looked, climbed, faults)


def is_trial(at: datetime) -> bool:
    """Whether the ladder only rehearses: the first days after the regency's first order."""
    days = settings.LADDER_TRIAL_DAYS
    if not days:
        return False
    first = Instruction.objects.aggregate(first=Min("issued_at"))["first"]
    return first is None or at < first + timedelta(days=days)


def look(*, at: datetime, limit: int = BATCH) -> tuple[int, int]:
    """Judge up to `limit` shares that are due, write their steps, say when to look again.

    Returns how many were looked at, and how many of those could not be judged: they are reported
    and looked at again later, and stop nobody else. One transaction, a fixed number of statements.
    """
    if not Assignment.objects.filter(look_at__lte=at).exists():
        return 0, 0  # most passes: nothing is due, and no transaction is opened
    with transaction.atomic():
        shares = _claimed(at, limit)
        if not shares:
            return 0, 0
        near, trial, calendar = aims.around(shares), is_trial(at), current()
        steps: dict[int, list[Step]] = defaultdict(list)
        for step in Step.objects.filter(share__in=shares).select_related("share"):
            steps[step.share_id].append(step)
        made: list[Step] = []
        faults = 0
        for share in shares:
            try:
                made += _climbing(share, steps[share.pk], near, calendar, at=at, trial=trial)
            except Exception:
                logger.exception("share could not be judged", extra={"share": share.pk})
                share.look_at = at + AFTER_A_FAULT
                faults += 1
        recalls.recall(shares, steps, at=at)
        Step.objects.bulk_create(made)
        Assignment.objects.bulk_update(shares, ["look_at"])
    return len(shares), faults


def _claimed(at: datetime, limit: int) -> list[Assignment]:
    rows = Assignment.objects.filter(look_at__lte=at).order_by("look_at", "pk")
    rows = rows.select_related("instruction", "position")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, no_key=True, of=("self",))
    return list(rows[:limit])


def _climbing(
    share: Assignment,
    known: Sequence[Step],
    near: aims.Surroundings,
    calendar: Calendar,
    *,
    at: datetime,
    trial: bool,
) -> list[Step]:
    """The steps a share takes now, skipped ones up to the first that reaches somebody."""
    ladder = rungs.of_order(share.instruction, calendar)
    steps, made = list(known), []
    while (verdict := judge(share, ladder, steps, calendar=calendar, at=at)).due is not None:
        step = _step(share, verdict.due, near, at=at, trial=trial)
        steps.append(step)
        made.append(step)
    share.look_at = verdict.look_at
    return made


def _step(
    share: Assignment, due: Due, near: aims.Surroundings, *, at: datetime, trial: bool
) -> Step:
    found = aims.target(due.rung.aim, share, near)
    skip = found if isinstance(found, Skip) else ""
    rehearsed = trial and due.rung.aim not in REMINDED
    reached = Outcome.REHEARSED if rehearsed else Outcome.CLIMBED
    return Step(
        share=share,
        instruction=share.instruction,
        rung=due.rung.key,
        deadline=due.deadline,
        due_at=due.due_at,
        at=at,
        outcome=Outcome.SKIPPED if skip else reached,
        skip=skip,
        told_id=None if isinstance(found, Skip) else found,
    )


def climb(*, at: datetime, limit: int = BATCH) -> int:
    """Climb for up to `limit` pairs of order and rung whose steps are all there; returns how many.

    An order of which shares are still to be looked at waits: whoever is reached hears of all.
    """
    waiting = Step.objects.filter(climb__isnull=True, told__isnull=False).exclude(
        instruction__assignments__look_at__lte=at
    )
    pairs = waiting.order_by("instruction", "rung").values_list("instruction", "rung").distinct()
    made = 0
    for order, rung in list(pairs[:limit]):
        try:
            made += _climb(order, rung, at)
        except Exception:
            logger.exception("rung could not be climbed", extra={"order": order, "rung": rung})
    return made


def _climb(order: int, rung: str, at: datetime) -> int:
    with transaction.atomic():
        rows = Step.objects.filter(
            instruction=order, rung=rung, climb__isnull=True, told__isnull=False
        )
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        steps = list(rows.select_related("instruction", "share__position"))
        made = 0
        for outcome in (Outcome.CLIMBED, Outcome.REHEARSED):
            alike = [step for step in steps if step.outcome == outcome]
            made += _told(alike, outcome, at) if alike else 0
    return made


def _told(steps: Sequence[Step], outcome: Outcome, at: datetime) -> int:
    """One entry for all of these steps, which are of one order and one rung."""
    order, rung = steps[0].instruction, steps[0].rung
    verb = _verb(order, rung) if outcome == Outcome.CLIMBED else "rehearse"
    named = telling.named(steps) if rung == rungs.UNDELIVERED else None
    made = telling.tell(order, rung, verb, telling.by_position(steps), at=at, named=named)
    Step.objects.filter(pk__in=[step.pk for step in steps]).update(climb=made)
    return 1


def _verb(order: Instruction, rung: str) -> str:
    if rung == rungs.UNDELIVERED:
        return "ask_delivery"
    ladder = rungs.of_order(order, current())
    return VERBS[next(each.aim for each in ladder.rungs if each.key == rung)]
