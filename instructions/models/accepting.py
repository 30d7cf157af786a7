"""When a report counts as accepted by itself."""

from datetime import datetime

from instructions.models.orders import Instruction, Urgency
from instructions.worktime.calendar import Calendar

ACCEPTED_AFTER = 3
"""Working days that a report may lie with the giver's side before it counts as accepted."""


def acceptance_of(
    order: Instruction, calendar: Calendar | None, *, at: datetime
) -> datetime | None:
    """When a report made at `at` counts as accepted by itself; None where only a human accepts.

    Only of a Biasa order that demands no evidence: what is urgent, or has to be looked at, waits.
    """
    is_plain = order.urgency == Urgency.NORMAL and not order.evidence_demanded
    return calendar.close_of_day(ACCEPTED_AFTER, at=at) if calendar and is_plain else None
