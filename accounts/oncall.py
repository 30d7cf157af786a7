"""The on-call roster (piket): who is reached for a unit outside office hours.

Planned by the unit's administrator, its head, or its secretary or TU; one entry for each shift. Who
is rung is for whoever sends messages to decide: it asks `on_duty`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.hats import Hat, in_force
from accounts.models import Appointment, OnCall, Person, Unit
from accounts.models.oncall import HEADS, SECRETARIES, plans
from accounts.models.units import END
from workflow import door
from workflow.door import Deed, Done
from workflow.refusals import NOT_FOUND, Refusal, Refused, invalid

LONGEST = timedelta(days=7)
AHEAD = timedelta(days=400)
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class NewShift:
    """A shift to be planned; `person` is a public id."""

    person: UUID
    starts_at: datetime
    ends_at: datetime


def on_duty(unit_ids: Collection[int], at: datetime) -> dict[int, list[int]]:
    """Ids of the people on call at `at`, by id of the unit; units without are not there.

    One statement. Who shares a shift stands in the order in which they were planned.
    """
    found: dict[int, list[int]] = defaultdict(list)
    rows = OnCall.objects.planned().filter(
        unit__in=unit_ids, starts_at__lte=at, ends_at__gt=at, person__is_active=True
    )
    for unit, person in rows.order_by("starts_at", "pk").values_list("unit_id", "person_id"):
        if person not in found[unit]:
            found[unit].append(person)
    return dict(found)


def planned_units(actor: Actor) -> QuerySet[Unit]:
    """The units whose roster a person plans, in the order of the tree; none where in none."""
    seen = Q(pk__in=[])
    for hat in actor.hats:
        if not hat.is_held:
            continue
        if hat.administers:
            seen |= Q(path__gte=hat.administers, path__lt=hat.administers + END)
        if hat.position.kind in HEADS | SECRETARIES:
            seen |= Q(pk=hat.position.unit_id)
    return Unit.objects.filter(seen).order_by("path")


def plans_any(actor: Actor) -> bool:
    """Whether a person plans any roster; no statement."""
    return any(
        hat.administers or hat.position.kind in HEADS | SECRETARIES
        for hat in actor.hats
        if hat.is_held
    )


def people_of(unit: Unit, *, at: datetime) -> QuerySet[Person]:
    """Who may be on call for a unit: whoever holds a position in it or below, by name."""
    held = Appointment.objects.filter(
        in_force(timezone.localdate(at)),
        position__is_active=True,
        position__unit__path__gte=unit.path,
        position__unit__path__lt=unit.path + END,
    )
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name")


def plan(
    unit_key: str | UUID, shifts: Sequence[NewShift], *, actor: Actor, at: datetime
) -> list[OnCall]:
    """Plan shifts of a unit, all or none; a few statements however many.

    Raises Refused: `not_found` where the roster is not the actor's to plan, `choose_hat`,
    `hat_ended`, `no_shifts`, `too_many_shifts`, `unknown_person`, `ends_before_start`, `too_long`,
    `shift_is_over`, `too_far_ahead`, `shifts_overlap`.
    """
    unit = planned_units(actor).filter(public_id=unit_key).first()
    if unit is None:
        raise Refused(NOT_FOUND)
    _check(shifts, at)
    with transaction.atomic():
        return _plan(unit, shifts, actor, at)


def _plan(unit: Unit, shifts: Sequence[NewShift], actor: Actor, at: datetime) -> list[OnCall]:
    hat = door.confirm(_hat(actor, unit), "plan", actor=actor, at=at)
    # The unit's row is the lock of its roster: two who plan at once do not pass each other by.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    known = {
        person.public_id: person
        for person in people_of(unit, at=at).filter(public_id__in={one.person for one in shifts})
    }
    if any(one.person not in known for one in shifts):
        sentence = _("Ada orang yang tidak memegang jabatan di unit ini.")
        raise Refused(invalid("person", "unknown_person", sentence))
    rows = [
        OnCall(
            unit=unit,
            person=known[one.person],
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            noted_by=actor.person,
            moved_at=at,
        )
        for one in shifts
    ]
    _check_overlaps(unit, rows)
    # The times are told on the rows; an entry says whose shift of which unit it is by its columns.
    door.create_many(rows, "plan", actor=actor, hat=hat, at=at, deed=Deed())
    return rows


def cancel(
    key: str | UUID, *, actor: Actor, at: datetime, if_version: int | None = None
) -> Done[OnCall]:
    """Take a shift off the roster; who was on call stays on record. Raises Refused as the door does."""
    row = OnCall.objects.visible_to(actor).filter(public_id=key).first()
    if row is None:
        raise Refused(NOT_FOUND)
    fitting = [hat for hat in actor.hats if row.parts_of(hat)]
    worn = actor.wearing(fitting[0].key) if fitting else actor
    return door.act(OnCall, str(key), "cancel", actor=worn, at=at, if_version=if_version)


def _hat(actor: Actor, unit: Unit) -> Hat:
    hats = [actor.hat] if actor.hat is not None else []
    for hat in (*hats, *actor.hats):
        if plans(hat, unit_id=unit.pk, path=unit.path):
            return hat
    raise Refused(NOT_FOUND)


def _check(shifts: Sequence[NewShift], at: datetime) -> None:
    if not shifts:
        raise Refused(invalid("many", "no_shifts", _("Isi paling sedikit satu giliran piket.")))
    if len(shifts) > MOST_AT_ONCE:
        sentence = _("Paling banyak %(count)s giliran sekaligus.") % {"count": MOST_AT_ONCE}
        raise Refused(invalid("many", "too_many_shifts", sentence))
    for one in shifts:
        told = {"when": spoken(one.starts_at)}
        if one.ends_at <= one.starts_at:
            sentence = _("Piket %(when)s: waktu selesai harus sesudah waktu mulai.")
            raise Refused(invalid("ends_at", "ends_before_start", sentence % told))
        if one.ends_at - one.starts_at > LONGEST:
            sentence = _("Piket %(when)s: paling lama tujuh hari.")
            raise Refused(invalid("ends_at", "too_long", sentence % told))
        if one.ends_at <= at:
            sentence = _("Piket %(when)s sudah lewat.")
            raise Refused(invalid("starts_at", "shift_is_over", sentence % told))
        if one.starts_at > at + AHEAD:
            sentence = _("Piket %(when)s terlalu jauh di depan; paling jauh setahun.")
            raise Refused(invalid("starts_at", "too_far_ahead", sentence % told))


def _check_overlaps(unit: Unit, rows: Sequence[OnCall]) -> None:
    """Nobody is on call twice at once for the same unit."""
    first, last = min(row.starts_at for row in rows), max(row.ends_at for row in rows)
    there = OnCall.objects.planned().filter(
        unit=unit,
        person__in={row.person_id for row in rows},
        starts_at__lt=last,
        ends_at__gt=first,
    )
    by_person: dict[int, list[OnCall]] = defaultdict(list)
    for row in (*there.select_related("person"), *rows):
        by_person[row.person_id].append(row)
    for mine in by_person.values():
        mine.sort(key=lambda row: row.starts_at)
        for before, after in pairwise(mine):
            if after.starts_at < before.ends_at:
                raise Refused(_overlap(f"{after.person.full_name}, {spoken(after.starts_at)}"))


def _overlap(what: str) -> Refusal:
    sentence = _("Giliran orang yang sama bertumpuk: %(what)s.") % {"what": what}
    return invalid("starts_at", "shifts_overlap", sentence)


def spoken(at: datetime) -> str:
    """'5 Desember 2026 16.00'."""
    return dateformat.format(timezone.localtime(at), "j F Y H.i")


def by_unit(duty: Mapping[int, Iterable[int]]) -> dict[int, list[str]]:
    """The names of who is on duty, by unit; one statement."""
    ids = {person for people in duty.values() for person in people}
    names = {person.pk: person.full_name for person in Person.objects.filter(pk__in=ids)}
    return {unit: [names[pk] for pk in people if pk in names] for unit, people in duty.items()}
