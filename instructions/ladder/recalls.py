"""Rungs that were climbed although the answer had been given: on a phone without signal, earlier.

The answer counts from when it was given. Whoever was asked for help meanwhile is told that nothing
is to be done any more; the steps stay, marked as recalled.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from instructions.ladder import telling
from instructions.models import Assignment, Instruction
from instructions.models.ladder import Outcome, Step
from workflow.models import Entry


def recall(
    shares: Sequence[Assignment], steps: Mapping[int, Sequence[Step]], *, at: datetime
) -> list[Step]:
    """Mark the steps that came after an answer, and tell those they reached; returns them.

    No statement unless a share was answered after it had climbed. Must be called inside a
    transaction that holds the shares.
    """
    doubtful = [
        (share, step)
        for share in shares
        if share.answered_at is not None
        for step in steps.get(share.pk, ())
        if step.outcome == Outcome.CLIMBED
        and step.recalled_at is None
        and step.rung.startswith("answer")
    ]
    if not doubtful:
        return []
    given = _given(share for share, _step in doubtful)
    late = [step for share, step in doubtful if given.get(share.pk, step.at) < step.at]
    for step in late:
        step.recalled_at = at
    Step.objects.bulk_update(late, ["recalled_at"])
    _tell(late, at)
    return late


def _given(shares: Iterable[Assignment]) -> dict[int, datetime]:
    """By share: when the device says the first answer was given, where it says so."""
    answered = {share.pk: share.answered_at for share in shares}
    rows = Entry.objects.filter(
        kind=Assignment.kind, subject_id__in=answered, at__in=set(answered.values())
    )
    found = rows.filter(device_at__isnull=False).values_list("subject_id", "at", "device_at")
    return {
        share: device_at
        for share, at, device_at in found
        if device_at is not None and at == answered[share]
    }


def _tell(late: Sequence[Step], at: datetime) -> None:
    """One entry per order, to everybody who was asked about a share that had been answered."""
    by_order: dict[int, list[Step]] = defaultdict(list)
    for step in late:
        if step.told_id != step.share.position_id:
            by_order[step.instruction_id].append(step)
    orders = Instruction.objects.in_bulk(by_order)
    for pk, steps in by_order.items():
        told = telling.by_position(steps)
        telling.tell(orders[pk], "answer_recall", "recall", told, at=at)
