"""Which orders a surat tugas covers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Appointment, Unit
from accounts.units import subtree
from instructions.models import Assignment, Classification, Inspection, Instruction, Seen
from workflow.models import Entry


def midnight(day: date) -> datetime:
    """The first moment of a day in the regency."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here


def orders_in_scope(inspection: Inspection) -> "QuerySet[Instruction]":
    """The issued orders a surat tugas covers.

    Those it names, and those issued in its window; there unit and people each narrow further: an
    order to or from the unit's subtree, and one in which a named person acted, read, or held a
    recipient's position in the window. Sangat rahasia is covered only where the order is named.
    """
    covered = Q(pk__in=inspection.orders.order_by().values("pk"))
    if inspection.issued_from and inspection.issued_to:
        first, last = inspection.issued_from, inspection.issued_to
        window = Q(
            issued_at__gte=midnight(first), issued_at__lt=midnight(last + timedelta(days=1))
        ) & ~Q(classification=Classification.TOP_SECRET)
        if inspection.unit:
            window &= _of_unit(inspection.unit)
        people = list(inspection.people.values_list("pk", flat=True))
        if people:
            window &= _of_people(people, first, last)
        covered |= window
    rows = Instruction.objects.filter(covered, issued_at__isnull=False)
    return rows.select_related("giver__unit", "controller")


def _of_unit(unit: Unit) -> Q:
    units = subtree(unit).order_by().values("pk")
    shares = Assignment.objects.filter(position__unit__in=units).order_by()
    return Q(giver__unit__in=units) | Q(pk__in=shares.values("instruction_id"))


def _of_people(people: Sequence[int], first: date, last: date) -> Q:
    acted = Entry.objects.filter(
        root_kind=Instruction.kind, root_id=OuterRef("pk"), person_id__in=people
    )
    saw = Seen.objects.filter(assignment__instruction=OuterRef("pk"), person__in=people)
    held = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first), person__in=people, starts_on__lte=last
    )
    got = Assignment.objects.filter(
        instruction=OuterRef("pk"), position__in=held.order_by().values("position_id")
    )
    return Q(Exists(acted)) | Q(Exists(saw)) | Q(Exists(got))
