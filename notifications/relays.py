"""Piket: outside office hours whoever is on call for the recipient's unit is asked to pass an order on.

They are told that there is one and for whom, never its words: they need not be able to open it. Of
an order between two only, and of what is secret, nobody else is told.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from accounts import oncall
from accounts.hats import in_force
from accounts.models import Appointment, Position
from accounts.reach import Told
from instructions.clock import Calendar
from instructions.models import Instruction, Urgency
from notifications import quiet
from notifications.models import Delivery, Notice
from notifications.telling import Telling

Relayed = tuple[Telling, Told, int]
"""What is told, to whom, and in which position of theirs."""

URGENT = frozenset({Urgency.URGENT, Urgency.MOST_URGENT})


def is_relay(row: Delivery) -> bool:
    """Whether a delivery asks somebody else to pass an order on to its recipient."""
    share = row.assignment
    return row.entry.verb == "send" and share is not None and share.position_id != row.position_id


def relayed(tellings: Sequence[Telling], calendar: Calendar, *, at: datetime) -> list[Relayed]:
    """Who is on call for each new order when it is told, and in which position of theirs.

    No statement unless one is urgent and outside office hours; three otherwise.
    """
    urgent = [
        each
        for each in tellings
        if each.entry.verb == "send" and each.told.order is not None and _may_pass(each.told.order)
    ]
    moments = {each.entry.pk: quiet.opens(each.told.order, calendar, at=at) for each in urgent}
    late = [each for each in urgent if not calendar.is_office_hours(moments[each.entry.pk])]
    if not late:
        return []
    units = dict(
        Position.objects.filter(pk__in={each.told.position_id for each in late}).values_list(
            "pk", "unit_id"
        )
    )
    found = []
    for moment in sorted({moments[each.entry.pk] for each in late}):
        here = [each for each in late if moments[each.entry.pk] == moment]
        duty = oncall.on_duty({units[each.told.position_id] for each in here}, moment)
        seats = _seats({pk for people in duty.values() for pk in people}, moment)
        for each in here:
            for person in duty.get(units[each.told.position_id], ()):
                seat = seats.get(person)
                if seat is not None and seat.position_id != each.told.position_id:
                    found.append((each, Told(seat.person, ""), seat.position_id))
    return found


def _may_pass(order: Instruction) -> bool:
    return order.urgency in URGENT and not order.only_me and not order.is_secret


def _seats(people: Collection[int], at: datetime) -> Mapping[int, Appointment]:
    """The first position each of the people holds."""
    rows = Appointment.objects.filter(
        in_force(timezone.localdate(at)), person__in=people, position__is_active=True
    )
    found: dict[int, Appointment] = {}
    for row in rows.select_related("person").order_by("starts_on", "pk"):
        found.setdefault(row.person_id, row)
    return found


def notices(found: Sequence[Relayed], *, at: datetime) -> list[Notice]:
    """Their bells ring too."""
    return [Notice(position_id=position, entry=each.entry, at=at) for each, _who, position in found]
