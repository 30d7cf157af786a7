"""Whose hat ended between the queueing of a delivery and its sending, and who hears of it instead.

What waits (quiet hours, retries, a worker that stood still) is judged again when it leaves: an
appointment, an absence or a loan may have begun or ended meanwhile.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from accounts import reach
from accounts.hats import in_force
from accounts.models import Appointment
from notifications import dispatch, rules
from notifications.models import Delivery, Morning
from notifications.relays import is_relay
from notifications.telling import Telling


def ended(rows: Sequence[Delivery], *, at: datetime) -> set[int]:
    """Ids of the deliveries whose person is not told in that position any more.

    Two statements for any number of rows, more where a position is vacant (`accounts.reach`) or
    somebody on call is among them.
    """
    if not rows:
        return set()
    on = timezone.localdate(at)
    told = reach.told_in({row.position_id for row in rows}, on=on)
    acting = {
        (position, one.person.pk, one.is_aide) for position, some in told.items() for one in some
    }
    gone = [row for row in rows if (row.position_id, row.person_id, row.delegated) not in acting]
    # Whoever is on call was named by the roster; there the seat only says where they work.
    relays = [row for row in gone if is_relay(row)]
    seats = Appointment.objects.filter(
        in_force(on), person__in=[row.person_id for row in relays], person__is_active=True
    )
    held = set(seats.values_list("person_id", "position_id")) if relays else set()
    return {
        row.pk for row in gone if row not in relays or (row.person_id, row.position_id) not in held
    }


def pass_on(rows: Iterable[Delivery], *, at: datetime) -> int:
    """Queue these for whoever acts there now; returns how many deliveries were made.

    Nobody hears twice of one entry, and what nobody need hear is not passed on: a digest, which was
    counted for one person, and a request to whoever was on call.
    """
    wanted = {
        (row.entry_id, row.position_id): Telling(
            row.entry, rules.Told(row.position_id, row.instruction, row.assignment_id)
        )
        for row in rows
        if row.entry.kind != Morning.kind and not is_relay(row)
    }
    return dispatch.queue(wanted.values(), at=at) if wanted else 0
