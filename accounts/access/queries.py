"""Who may look at whose access: oneself, and the administrator of a unit at the people in its subtree.

A position counts while it is held, and a week ahead, so that cards are there on the first day. The
system's own administrators (`is_superuser`) are nobody's to administer but through the terminal.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models.appointments import Appointment
from accounts.models.people import Person
from accounts.models.positions import PositionKind
from workflow.actors import Actor, Hat

if TYPE_CHECKING:
    from accounts.hats import Hat as Worn
    from accounts.models import Access  # noqa: F401 - in strings

AHEAD = timedelta(days=7)
# Whose voice moves others: their next card takes two administrators, see guards.py.
LEADERS = (
    PositionKind.REGENT, PositionKind.VICE_REGENT, PositionKind.SECRETARY, PositionKind.ASSISTANT,
    PositionKind.AGENCY_HEAD, PositionKind.DISTRICT_HEAD, PositionKind.PARTNER,
)  # fmt: skip


def column_of(hat: Hat) -> str:
    """Name of the annotation that says whether this hat administers the row's person."""
    return f"by_{hat.position_id}"


def day_of(actor: Actor) -> date | None:
    """The regency's day of the act; None for an actor that holds nothing."""
    day: date | None = getattr(actor, "on", None)
    return day


def administering(actor: Actor) -> "list[Worn]":
    """The actor's hats that administer a unit; none is lent."""
    if day_of(actor) is None:
        return []
    return [hat for hat in actor.hats if getattr(hat, "administers", "")]  # type: ignore[misc]


def within(paths: Iterable[str]) -> Q:
    """The condition on appointments in a unit of one of these paths or below it."""
    from accounts.models.units import END

    found = Q(pk__in=[])
    for path in paths:
        column = "position__unit__path"
        found |= Q(**{f"{column}__gte": path, f"{column}__lt": path + END})
    return found


def in_office(day: date) -> QuerySet[Appointment]:
    """Appointments that put a person into a unit, for its administrator."""
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return Appointment.objects.filter(
        not_over, starts_on__lte=day + AHEAD, position__is_active=True
    )


def administered(actor: Actor) -> QuerySet[Person]:
    """The people an actor administers in any hat."""
    day, hats = day_of(actor), administering(actor)
    if day is None or not hats:
        return Person.objects.none()
    there = in_office(day).filter(within(hat.administers for hat in hats), person=OuterRef("pk"))
    return Person.objects.filter(Exists(there), is_superuser=False)


def covers(actor: Actor, hat: "Worn", people: Iterable[Person]) -> bool:
    """Whether this hat administers every one of these people; one statement."""
    day = day_of(actor)
    wanted = {person.pk for person in people}
    if day is None:
        return False
    there = in_office(day).filter(within([hat.administers]), person__in=wanted)
    return set(there.values_list("person_id", flat=True)) == wanted


def leading(day: date, person: Any) -> Exists:
    """Whether a person leads an office or administers one."""
    weighty = Q(position__kind__in=LEADERS) | Q(position__administers__isnull=False)
    return Exists(in_office(day).filter(weighty, person=person))


class AccessQuerySet(QuerySet["Access"]):
    """Reads of accesses."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those of the people one administers; joined with the person.

        Each row says which of the actor's hats administers it (`column_of`), and whether the
        person leads (`leads`).
        """
        rows, seen = self, Q(person_id=actor.person_id)
        day = day_of(actor)
        person = OuterRef("person_id")
        if day is not None:
            rows = rows.annotate(leads=leading(day, person))
            for hat in administering(actor):
                there = in_office(day).filter(within([hat.administers]), person=person)
                rows = rows.annotate(**{column_of(hat): Exists(there)})
                seen |= Q(**{column_of(hat): True}, person__is_superuser=False)
        return rows.filter(seen).select_related("person")
