"""Who may be meant: likely substitutes and aides, and the people an administrator looks after."""

from datetime import date

from django.db.models import Q

from accounts.actors import Actor
from accounts.hats import in_force
from accounts.models import APPOINTED, Appointment, Person, Position
from accounts.models.absences import administered
from accounts.models.units import END
from accounts.queries import Seat, seats, words

MOST = 60


def substitutes_for(person: Person, *, on: date) -> list[Seat]:
    """Filled seats near the person's: same unit, superior, and peers under it; three statements.

    Each holder once, in their highest seat; never the person.
    """
    own = Appointment.objects.filter(in_force(on), person=person, capacity__in=APPOINTED)
    posts = list(own.values_list("position_id", "position__unit_id", "position__superior_id"))
    above = {superior for _post, _unit, superior in posts if superior}
    near = Q(unit__in={unit for _post, unit, _superior in posts})
    near |= Q(pk__in=above) | Q(superior__in=above)
    rows = Position.objects.filter(near, is_active=True).exclude(
        pk__in={post for post, _unit, _superior in posts}
    )
    return _once(seats(rows.order_by("rank", "title", "pk")[:MOST], on=on), person)


def aides_for(position: Position, person: Person, *, on: date) -> list[Seat]:
    """Filled seats of the position's unit and of those right below it; two statements."""
    near = Q(unit=position.unit_id) | Q(unit__parent=position.unit_id) | Q(superior=position)
    rows = Position.objects.filter(near, is_active=True).exclude(pk=position.pk)
    return _once(seats(rows.order_by("rank", "title", "pk")[:MOST], on=on), person)


def administered_people(actor: Actor, text: str, *, on: date, limit: int = 25) -> list[Appointment]:
    """Appointments in the actor's administered units whose holder, title or unit has every word.

    One statement; none where the actor administers nobody.
    """
    inside = Q(pk__in=[])
    for _hat, path in administered(actor):
        inside |= Q(position__unit__path__gte=path, position__unit__path__lt=path + END)
    rows = Appointment.objects.filter(inside, in_force(on), capacity__in=APPOINTED)
    for word in words(text):
        rows = rows.filter(
            Q(person__name__icontains=word)
            | Q(position__title__icontains=word)
            | Q(position__unit__name__icontains=word)
        )
    rows = rows.exclude(person=actor.person_id).select_related("person", "position")
    return list(rows.order_by("position__rank", "position__title", "pk")[:limit])


def _once(found: list[Seat], person: Person) -> list[Seat]:
    first: dict[int, Seat] = {}
    for seat in found:
        if seat.person is not None and seat.person.is_active and seat.person != person:
            first.setdefault(seat.person.pk, seat)
    return list(first.values())
