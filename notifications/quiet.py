"""Quiet hours: when somebody may be woken for an order; what is in the bell is there at once.

The hours are those the order's urgency counts, breaks among them: Biasa office hours, Segera 06.00
to 21.00 every day, Sangat segera always. What is about no order waits as Biasa does. The first
telling of an order keeps them too: its clock does not run outside them either.
"""

from datetime import datetime

from django.conf import settings

from instructions.clock import Calendar
from instructions.models import Instruction, Urgency
from instructions.worktime.policy import Counting
from notifications.models import Delivery, Morning


def opens(order: Instruction | None, calendar: Calendar, *, at: datetime) -> datetime:
    """`at`, or when the next hours begin in which people may be woken for this order."""
    if not settings.QUIET_HOURS:
        return at
    return calendar.opens(counting(order, calendar), at=at)


def opens_for(row: Delivery, calendar: Calendar, *, at: datetime) -> datetime:
    """As `opens`, for a delivery that waits; a digest has an hour of its own."""
    if row.entry.kind == Morning.kind:
        return at
    return opens(row.instruction, calendar, at=at)


def counting(order: Instruction | None, calendar: Calendar) -> Counting:
    """The hours of the ladder the order was given with; of today's policy where it has none."""
    urgency = order.urgency if order is not None else Urgency.NORMAL
    frozen = order.ladder.get("counts") if order is not None else None
    return Counting(frozen) if frozen in Counting.values else calendar.policies[urgency].counts
