"""What the ladder would have said in its days of trial, in numbers, and where one may look, by example."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.db.models.functions import TruncWeek

from accounts.actors import Actor
from accounts.models import PositionKind
from instructions.models import Instruction, Step
from instructions.models.ladder import Outcome
from instructions.queries import SECRET
from workflow.refusals import NOT_FOUND, Refused

READERS = frozenset({PositionKind.REGENT, PositionKind.SECRETARY})
MOST_UNITS = 50
MOST_EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class Report:
    """Rehearsed steps; each list has what is counted and how often.

    `messages` is as how many messages they would have been sent: one for all of an order that are
    due together. `ends_at` is None where there is no trial, or nothing was ordered yet.
    """

    steps: int
    messages: int
    weeks: Sequence[tuple[date, int]]
    units: Sequence[tuple[str, int]]
    rungs: Sequence[tuple[str, int]]
    examples: Sequence[Step]
    ends_at: datetime | None


def may_read(actor: Actor) -> bool:
    """Whether somebody leads the regency or its secretariat, or belongs to the desk; no statement."""
    return any(
        hat.is_held and (hat.position.kind in READERS or "registers" in hat.duties)
        for hat in actor.hats
    )


def report(actor: Actor) -> Report:
    """The report, in seven statements. Raises Refused `not_found` for whoever may not read it.

    What is secret is not even counted; examples are of orders the reader may open.
    """
    if not may_read(actor):
        raise Refused(NOT_FOUND)
    found = Step.objects.filter(outcome=Outcome.REHEARSED).exclude(
        instruction__classification__in=SECRET
    )
    mine = Instruction.visible_to(actor).order_by().values("pk")
    examples = found.filter(instruction__in=mine).select_related(
        "instruction", "share__position", "told"
    )
    weeks = found.annotate(week=TruncWeek("at")).order_by("week").values_list("week")
    return Report(
        steps=found.count(),
        messages=found.order_by().values("climb", "told").distinct().count(),
        weeks=[(week.date(), count) for week, count in weeks.annotate(count=Count("pk"))],
        units=_counted(found, "share__position__unit__name")[:MOST_UNITS],
        rungs=_counted(found, "rung"),
        examples=list(examples.order_by("-at", "-pk")[:MOST_EXAMPLES]),
        ends_at=ends_at(),
    )


def _counted(found: "QuerySet[Step]", column: str) -> list[tuple[str, int]]:
    rows = found.order_by().values_list(column).annotate(count=Count("pk"))
    return list(rows.order_by("-count", column))


def ends_at() -> datetime | None:
    """When the trial ends, or ended; None where there is none, or nothing was ordered yet."""
    first = Instruction.objects.aggregate(first=Min("issued_at"))["first"]
    days = settings.LADDER_TRIAL_DAYS
    return first + timedelta(days=days) if first is not None and days else None
