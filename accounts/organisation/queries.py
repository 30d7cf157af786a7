"""How large the organisation is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from accounts.hats import in_force
from accounts.models import Appointment, Person, Position, Unit


@dataclass(frozen=True, slots=True)
class Size:
    """How many of what; `vacant` are active positions that nobody holds or stands in for."""

    units: int
    positions: int
    vacant: int
    people: int


def size(*, on: date) -> Size:
    """The figures of a day; four statements."""
    holders = Appointment.objects.filter(in_force(on), position=OuterRef("pk"))
    active = Position.objects.filter(is_active=True)
    return Size(
        units=Unit.objects.count(),
        positions=active.count(),
        vacant=active.exclude(Exists(holders)).count(),
        people=Person.objects.filter(is_active=True, is_staff=False).count(),
    )
