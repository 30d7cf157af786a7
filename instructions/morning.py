"""The morning page: what is on one's turn, and how what one asked for stands.

Numbers per position, of which each reader is told those of their own hats; and the rows behind them.
"Finished" are those settled since the last working day began, so that Monday tells of Friday.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from instructions.lifecycle import State
from instructions.models import Assignment, Role, Seen
from instructions.queries import GIVERS_TURN, RECIPIENTS_TURN, SECRET, SETTLED
from instructions.worktime.calendar import Calendar
from workflow.actors import Actor

LONGEST_HOLIDAY = 21
"""Days back in which a working day is looked for."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is open for one position this morning, counted in shares.

    Of its own: `to_answer`, `due` today and `overdue` work. Of what it gave, handed down or controls:
    `decide`, `silent` (of which `read`), `late`, `finished`.
    """

    to_answer: int = 0
    due: int = 0
    overdue: int = 0
    decide: int = 0
    silent: int = 0
    read: int = 0
    late: int = 0
    finished: int = 0

    def __add__(self, other: "Numbers") -> "Numbers":
        """Both together."""
        return Numbers(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return any(getattr(self, each.name) for each in fields(self))

    @property
    def turn(self) -> int:
        """What waits for the position itself."""
        return self.to_answer + self.due + self.overdue + self.decide


@dataclass(frozen=True, slots=True)
class Day:
    """A morning: the moment, the end of its day, and since when something counts as finished."""

    at: datetime
    ends: datetime
    since: datetime
    starts: datetime


def day_of(at: datetime, calendar: Calendar) -> Day:
    """The morning `at` lies in, by the regency's days."""
    today = timezone.localdate(at)
    before = today - timedelta(days=1)
    back = (today - timedelta(days=n) for n in range(1, LONGEST_HOLIDAY))
    last = next((day for day in back if not calendar.day(day).is_free), before)
    return Day(at, _midnight(today + timedelta(days=1)), _midnight(last), _midnight(today))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


# --- Which shares -----------------------------------------------------------------------------------


def _late(at: datetime) -> Q:
    unanswered = Q(status=State.SENT, answered_at__isnull=True, answer_by__lt=at)
    return unanswered | Q(status__in=RECIPIENTS_TURN, finish_by__lt=at)


def conditions(day: Day) -> Mapping[str, Q]:
    """What makes a share count for each of the numbers; `read` besides needs a reading."""
    working = [state for state in RECIPIENTS_TURN if state != State.SENT]
    return {
        "to_answer": Q(status=State.SENT),
        "due": Q(status__in=working, finish_by__gte=day.at, finish_by__lt=day.ends),
        "overdue": Q(status__in=working, finish_by__lt=day.at),
        "decide": Q(status__in=GIVERS_TURN),
        "silent": Q(status=State.SENT),
        "read": Q(status=State.SENT),
        "late": _late(day.at),
        "finished": Q(status=State.COMPLETED, settled_at__gte=day.since, settled_at__lt=day.starts),
    }


def _open(rows: "QuerySet[Assignment]", day: Day) -> "QuerySet[Assignment]":
    finished = conditions(day)["finished"]
    return rows.exclude(role=Role.INFORMATION).filter(~Q(status__in=SETTLED) | finished)


OWN = ("to_answer", "due", "overdue")
GIVEN = ("decide", "silent", "read", "late", "finished")
SIDES = (("position_id", OWN), ("giver_id", GIVEN), ("instruction__controller_id", GIVEN))


def _side(rows: "QuerySet[Assignment]", column: str) -> "QuerySet[Assignment]":
    """The shares that count for the positions in a column."""
    if column != "instruction__controller_id":
        return rows
    controlled = rows.filter(parent__isnull=True, instruction__controller_id__isnull=False)
    # What the controller is to do is theirs already, and what they gave themselves likewise.
    return controlled.exclude(position=F(column)).exclude(giver=F(column))


# --- Numbers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """A position's numbers: what every aide of it may count, and what only its holder may."""

    shared: Numbers = Numbers()
    private: Numbers = Numbers()

    @property
    def total(self) -> Numbers:
        """All of it."""
        return self.shared + self.private


def tallies(
    day: Day, rows: "Mapping[str, QuerySet[Assignment]] | None" = None
) -> Mapping[int, Tally]:
    """Numbers by position id; three statements, however many positions and shares there are.

    `rows` are the shares to be counted on each of SIDES, by default all there are. Private is what is
    Rahasia or above and what only giver and recipient are to know of.
    """
    found: dict[int, dict[bool, Numbers]] = defaultdict(dict)
    for column, names in SIDES:
        base = rows[column] if rows is not None else Assignment.objects.all()
        for position, private, *counts in _counted(
            _side(_open(base, day), column), column, names, day
        ):
            numbers = Numbers(**dict(zip(names, counts, strict=True)))
            known = found[position].get(private, Numbers())
            found[position][private] = known + numbers
    made = {
        pk: Tally(*(by.get(flag, Numbers()) for flag in (False, True))) for pk, by in found.items()
    }
    return {pk: tally for pk, tally in made.items() if tally.total}


def _counted(
    rows: "QuerySet[Assignment]", column: str, names: Iterable[str], day: Day
) -> "QuerySet[Any, Any]":
    secret = Q(instruction__classification__in=SECRET) | Q(instruction__only_me=True)
    is_what = conditions(day)
    counts = {
        f"n_{name}": Count(
            "pk", filter=Q(_seen(), is_what[name]) if name == "read" else is_what[name]
        )
        for name in names
    }
    flagged = (
        rows.order_by()
        .select_related(None)
        .annotate(private=Case(When(secret, then=Value(value=True)), default=Value(value=False)))
    )
    grouped: QuerySet[Any, Any] = flagged.values_list(column, "private").annotate(**counts)
    return grouped


def _seen() -> Exists:
    """Whether the official, and not only an aide, had it on screen."""
    return Exists(Seen.objects.filter(assignment=OuterRef("pk"), delegated=False))


def numbers_of(actor: Actor, day: Day) -> Mapping[int, Numbers]:
    """Numbers by position id, of all hats of a person, cut to what they see; three statements."""
    rows = {column: _of(actor, actor.hats, column) for column, _names in SIDES}
    return {pk: tally.total for pk, tally in tallies(day, rows).items()}


def _of(actor: Actor, hats: "Iterable[Any]", column: str) -> "QuerySet[Assignment]":
    """What the actor sees through the very hats that the column names."""
    hats = list(hats)
    held = [hat.position_id for hat in hats if hat.sees_secret]
    lent = [hat.position_id for hat in hats if not hat.sees_secret]
    own = Q(**{f"{column}__in": held})
    borrowed = Q(**{f"{column}__in": lent}) & ~Q(instruction__classification__in=SECRET)
    return Assignment.objects.visible_to(actor).filter(own | borrowed)


# --- The rows behind them ---------------------------------------------------------------------------


def own_turn(actor: Actor, day: Day) -> "QuerySet[Assignment]":
    """Shares of the named hat that wait for its answer or are due by tonight, the earliest first."""
    is_what = conditions(day)
    rows = _open(_of(actor, _worn(actor), "position_id"), day)
    wanted = is_what["to_answer"] | is_what["due"] | is_what["overdue"]
    first = Case(When(status=State.SENT, then=F("answer_by")), default=F("finish_by"))
    return rows.filter(wanted).annotate(first=first).order_by(F("first").asc(nulls_last=True), "pk")


def given(actor: Actor, day: Day, name: str) -> "QuerySet[Assignment]":
    """Shares behind one of GIVEN, of the named hat, the longest waiting first; with who read them."""
    sides = [
        _side(_open(_of(actor, _worn(actor), column), day), column).order_by().values("pk")
        for column in ("giver_id", "instruction__controller_id")
    ]
    rows = Assignment.objects.filter(Q(pk__in=sides[0]) | Q(pk__in=sides[1]))
    rows = rows.filter(conditions(day)[name]).with_seen().with_line()
    if name == "silent":
        rows = rows.exclude(_seen())
    if name == "read":
        rows = rows.filter(_seen())
    if name == "late":  # the unanswered among them are told as silent
        rows = rows.exclude(status=State.SENT)
    return rows.order_by("moved_at", "pk")


def _worn(actor: Actor) -> list[Any]:
    return [actor.hat] if actor.hat is not None else list(actor.hats)
