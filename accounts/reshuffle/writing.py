"""Writing a plan, and taking it back: always whole, always inside the caller's transaction.

Locks posts by id, then people by id, so that of two reshuffles that touch each other the second
sees what the first wrote. What a lock cannot stop (a hand in the administration pages), the
database refuses: two definitive holders of one post.
"""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import (
    Appointment,
    AppointmentChange,
    Person,
    Position,
    Reshuffle,
    ReshuffleRow,
)
from accounts.models.reshuffles import APPOINTED
from accounts.reshuffle.plan import Ending, Plan, plan
from accounts.reshuffle.scene import day_of, from_snapshot, posts_of, scene_of, snapshot, superiors
from workflow.refusals import Refusal, Refused

OVERLAP = "definitive_holders_overlap"


def rows_of(reshuffle: Reshuffle) -> list[ReshuffleRow]:
    """The rows with all that a scene needs; one statement."""
    posts = ("from_position", "to_position")
    related = [path for post in posts for path in (f"{post}__unit__parent", superiors(post))]
    return list(reshuffle.rows.select_related("person", *related))


def plan_of(reshuffle: Reshuffle, rows: Sequence[ReshuffleRow]) -> Plan:
    """What deciding it now would write; two statements."""
    scene = scene_of(rows, effective_on=reshuffle.effective_on)
    return plan(rows, scene, decree=reshuffle.decree)


def write(reshuffle: Reshuffle) -> Plan:
    """End the old appointments, begin the new ones, note each change; ten statements or so.

    Raises Refused `reshuffle_does_not_fit` where the rows contradict what is there by now.
    """
    rows = rows_of(reshuffle)
    _lock(rows)
    made = plan_of(reshuffle, rows)
    if made.faults:
        first = made.faults[0]
        raise Refused(_no_fit(reshuffle, line=first.line, reason=first.reason))
    ended = [_ended(reshuffle, each) for each in made.endings]
    shortened = [each.appointment.pk for each in made.endings if not each.removed]
    removed = [each.appointment.pk for each in made.endings if each.removed]
    begun = [appointment for _row, appointment in made.beginnings]
    try:
        Appointment.objects.filter(pk__in=shortened).update(ends_on=reshuffle.eve)
        Appointment.objects.filter(pk__in=removed).delete()
        Appointment.objects.bulk_create(begun)
    except IntegrityError as error:
        if OVERLAP not in str(error):
            raise
        reason = _("Ada jabatan yang baru saja diisi orang lain.")
        raise Refused(_no_fit(reshuffle, line=0, reason=reason)) from error
    new = [
        _change(reshuffle, appointment, line=row.line, now=snapshot(appointment))
        for row, appointment in made.beginnings
    ]
    AppointmentChange.objects.bulk_create([*ended, *new])
    return made


def _ended(reshuffle: Reshuffle, ending: Ending) -> AppointmentChange:
    was = snapshot(ending.appointment)
    now = None if ending.removed else {**was, "ends_on": reshuffle.eve.isoformat()}
    return _change(reshuffle, ending.appointment, line=ending.line, was=was, now=now)


def _change(reshuffle: Reshuffle, appointment: Appointment, **facts: Any) -> AppointmentChange:
    return AppointmentChange(reshuffle=reshuffle, appointment_id=appointment.pk, **facts)


def _no_fit(reshuffle: Reshuffle, *, line: int, reason: str) -> Refusal:
    where = _("Baris %(line)s: ") % {"line": line} if line else ""
    sentence = _("SK %(decree)s tidak cocok lagi dengan keadaan. %(why)s")
    facts = {"decree": reshuffle.decree, "why": where + reason}
    return Refusal("reshuffle_does_not_fit", sentence % facts)


def _lock(rows: Sequence[ReshuffleRow]) -> None:
    posts = Position.objects.filter(pk__in=posts_of(rows)).order_by("pk")
    people = Person.objects.filter(pk__in={row.person_id for row in rows}).order_by("pk")
    for held in (posts, people):
        list(held.select_for_update(no_key=True, of=("self",)).values_list("pk"))


# --- Taking it back -----------------------------------------------------------------------------


def restore(reshuffle: Reshuffle) -> None:
    """Make every appointment what it was before deciding.

    Raises Refused `changed_since` where one was changed by somebody else after it.
    """
    _lock(rows_of(reshuffle))
    changes = list(reshuffle.changes.all())
    rows = Appointment.objects.in_bulk([change.appointment_id for change in changes])
    _refuse_changed(reshuffle, changes, rows)
    back = [change for change in changes if change.was is not None]
    taken_away = [change for change in back if change.now is None]
    shortened = [change for change in back if change.now is not None]
    _refuse_filled(reshuffle, shortened, [c.appointment_id for c in changes])
    try:
        new = [change.appointment_id for change in changes if change.was is None]
        Appointment.objects.filter(pk__in=new).delete()
        for change in shortened:
            rows[change.appointment_id].ends_on = day_of(change.before["ends_on"])
        Appointment.objects.bulk_update(
            [rows[change.appointment_id] for change in shortened], ["ends_on"]
        )
        Appointment.objects.bulk_create([from_snapshot(change) for change in taken_away])
    except IntegrityError as error:
        if OVERLAP not in str(error):
            raise
        raise Refused(_changed(reshuffle)) from error


def _refuse_changed(
    reshuffle: Reshuffle, changes: Sequence[AppointmentChange], rows: dict[int, Appointment]
) -> None:
    for change in changes:
        row = rows.get(change.appointment_id)
        if (snapshot(row) if row else None) != change.now:
            raise Refused(_changed(reshuffle, line=change.line))


def _refuse_filled(
    reshuffle: Reshuffle, shortened: Sequence[AppointmentChange], ours: Sequence[int]
) -> None:
    """A post that somebody else was given since would have two holders again."""
    posts = {c.before["position_id"] for c in shortened if c.before["capacity"] in APPOINTED}
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=reshuffle.effective_on)
    others = Appointment.objects.filter(still, position_id__in=posts, capacity__in=APPOINTED)
    if others.exclude(pk__in=ours).exists():
        raise Refused(_changed(reshuffle))


def _changed(reshuffle: Reshuffle, *, line: int = 0) -> Refusal:
    where = _("Baris %(line)s: ") % {"line": line} if line else ""
    sentence = _(
        "%(where)spenugasan dari SK %(decree)s sudah diubah sesudahnya. Tarik dahulu SK yang lebih "
        "baru, atau perbaiki lewat SK baru."
    )
    words = sentence % {"where": where, "decree": reshuffle.decree}
    return Refusal("changed_since", words[:1].upper() + words[1:])
