"""Open work that goes with a position from one holder to the next.

Orders are addressed to positions, so nothing is handed over by writing: from the day on the
successor sees and acts, the predecessor no longer. Here it is only read, in two ways: as numbers,
for whoever prepares a reshuffle and may see no order; and as a list, for those it is about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q

from accounts.actors import Actor
from accounts.models import Position
from instructions.lifecycle import UNSETTLED, Status
from instructions.models import Assignment, Instruction, Role

WORK = ~Q(role=Role.INFORMATION)


@dataclass(frozen=True, slots=True)
class Load:
    """How much open work a position has; numbers only."""

    received: int = 0
    promised: int = 0
    """Of those received: with a promised time."""
    late: int = 0
    """Of those received: past their last deadline."""
    given: int = 0
    """Running orders that it gives or controls."""

    def __bool__(self) -> bool:
        """Whether there is anything to take over."""
        return bool(self.received or self.given)


def loads(positions: Iterable[int], *, at: datetime) -> Mapping[int, Load]:
    """The load of each position that has any, by its id; three statements however many."""
    ids = list(positions)
    received = Assignment.objects.filter(WORK, position_id__in=ids, status__in=UNSETTLED)
    counted = received.order_by().values_list("position_id").annotate(
        received=Count("pk"),
        promised=Count("pk", filter=Q(promised_at__isnull=False)),
        late=Count("pk", filter=Q(finish_by__lt=at)),
    )  # fmt: skip
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for pk, all_of_them, promised, late in counted:
        found[pk] = {"received": all_of_them, "promised": promised, "late": late}
    running = Instruction.objects.filter(status=Status.ISSUED)
    for side in ("giver_id", "controller_id"):
        rows = running.filter(**{f"{side}__in": ids}).order_by().values_list(side)
        for pk, count in rows.annotate(count=Count("pk")):
            found[pk]["given"] = found[pk].get("given", 0) + count
    return {pk: Load(**numbers) for pk, numbers in found.items()}


@dataclass(frozen=True, slots=True)
class Work:
    """The open work of a position as one person may see it."""

    received: Sequence[Assignment] = ()
    """Shares with their order, giver and deadlines, the most urgent first."""
    given: Sequence[Instruction] = ()
    """Running orders with `total` and `open_shares` of their recipients."""
    hidden: int = field(default=0)
    """How many more there are that the reader may not see."""


def work_of(position: Position, *, actor: Actor, before: datetime) -> Work:
    """Open orders of a position that were issued before a moment; five statements.

    Only those that `visible_to` opens to the reader; of the others no more than how many.
    """
    received = Assignment.objects.filter(
        WORK, position=position, status__in=UNSETTLED, instruction__issued_at__lt=before
    )
    side = Q(giver=position) | Q(controller=position)
    given = Instruction.objects.filter(side, status=Status.ISSUED, issued_at__lt=before)
    seen = Assignment.objects.visible_to(actor).filter(pk__in=received.values("pk"))
    shares = list(seen.order_by("finish_by", "pk"))
    orders = Instruction.objects.visible_to(actor).filter(pk__in=given.values("pk"))
    shown = list(orders.with_counts().order_by("finish_by", "pk"))
    hidden = received.count() + given.count() - len(shares) - len(shown)
    return Work(tuple(shares), tuple(shown), hidden)
