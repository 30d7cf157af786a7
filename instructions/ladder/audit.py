"""Proof that no share was forgotten: each one has the next look it ought to have, or gets it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from instructions.clock import Calendar, current
from instructions.ladder import rungs
from instructions.ladder.reckoning import judge
from instructions.lifecycle import UNSETTLED
from instructions.models import Assignment
from instructions.models.ladder import Step

BATCH = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """A share whose next look stood wrong; `found` is what stood there, `mended` what ought to."""

    share: int
    reference: str
    found: datetime | None
    mended: datetime | None


def audit(*, at: datetime, mend: bool) -> Iterator[Fault]:
    """Every unsettled share whose next look is missing or too late, `BATCH` per transaction.

    With `mend` it is set right. A look that is too early does no harm: the clock looks, and goes on.
    """
    last = 0
    while True:
        with transaction.atomic():
            rows = Assignment.objects.filter(pk__gt=last, status__in=UNSETTLED).order_by("pk")
            rows = rows.select_for_update(no_key=True, of=("self",)).select_related("instruction")
            shares = list(rows[:BATCH])
            faults = list(_faults(shares, at))
            if mend:
                for share, fault in faults:
                    share.look_at = fault.mended
                Assignment.objects.bulk_update([share for share, _ in faults], ["look_at"])
        for _share, fault in faults:
            yield fault
        if len(shares) < BATCH:
            return
        last = shares[-1].pk


def _faults(shares: list[Assignment], at: datetime) -> Iterator[tuple[Assignment, Fault]]:
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(share__in=shares):
        steps[step.share_id].append(step)
    calendar = current()
    for share in shares:
        wanted = _wanted(share, steps[share.pk], calendar, at)
        if wanted is None or (share.look_at is not None and share.look_at <= wanted):
            continue
        yield share, Fault(share.pk, share.instruction.reference, share.look_at, wanted)


def _wanted(
    share: Assignment, steps: list[Step], calendar: Calendar, at: datetime
) -> datetime | None:
    """When the share ought to be looked at; now where its ladder cannot be read, for the log."""
    try:
        ladder = rungs.of_order(share.instruction, calendar)
    except (KeyError, ValueError):
        return at
    verdict = judge(share, ladder, steps, calendar=calendar, at=at)
    return at if verdict.due else verdict.look_at
