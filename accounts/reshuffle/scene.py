"""What is there when a reshuffle is looked at or decided: read once, then judged without asking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, prefetch_related_objects

from accounts.models import Appointment, AppointmentChange, Position, Reshuffle, ReshuffleRow
from accounts.reshuffle.lifecycle import Status

COLUMNS = ("person_id", "position_id", "capacity", "decree", "absence_id")
DATES = ("starts_on", "ends_on")

LEVELS = 3
"""How far up the line somebody is looked for who plays a vacant position."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Appointments that matter to a reshuffle on a day, and which of them other decrees ended."""

    effective_on: date
    appointments: Sequence[Appointment]
    """Of the people moved, in their posts old and new, and in the posts above these; none that
    was over before the eve."""
    ended_by: Mapping[int, str]
    """By id of an appointment: the decree of another decided reshuffle that set its end."""

    @property
    def eve(self) -> date:
        """The last day as it was."""
        return self.effective_on - timedelta(days=1)


def posts_of(rows: Iterable[ReshuffleRow]) -> dict[int, Position]:
    """Every post that the rows name, by id."""
    return {
        post.pk: post
        for row in rows
        for post in (row.from_position, row.to_position)
        if post is not None
    }


def line_above(post: Position) -> list[Position]:
    """The superiors of a post, nearest first, as far as they were loaded with it (`LEVELS`)."""
    line: list[Position] = []
    above = post.superior
    while above is not None and len(line) < LEVELS:
        line.append(above)
        above = above.superior if len(line) < LEVELS else None
    return line


def superiors(*prefix: str) -> str:
    """The path for select_related that loads a post (found by `prefix`) with the line above it."""
    return "__".join([*prefix, *["superior"] * LEVELS])


def scene_of(rows: Sequence[ReshuffleRow], *, effective_on: date) -> Scene:
    """The scene of rows whose posts were loaded with their line above; two statements.

    The eve is what a row's old post is looked up on; whoever left before it is of no concern.
    """
    posts = posts_of(rows)
    ids = {pk for post in posts.values() for pk in (post.pk, *(a.pk for a in line_above(post)))}
    people = {row.person_id for row in rows}
    found = (
        Appointment.objects.filter(Q(person_id__in=people) | Q(position_id__in=ids))
        .exclude(ends_on__lt=effective_on - timedelta(days=1))
        .select_related("person", "position", "absence")
        .order_by("starts_on", "pk")
    )
    appointments = tuple(found)
    others = AppointmentChange.objects.filter(
        appointment_id__in=[row.pk for row in appointments],
        was__isnull=False,
        now__isnull=False,
        reshuffle__status=Status.DECIDED,
    ).annotate(decree=F("reshuffle__decree"))
    ended_by = dict(others.values_list("appointment_id", "decree"))
    return Scene(effective_on, appointments, ended_by)


def scene_before(reshuffle: Reshuffle, rows: Sequence[ReshuffleRow]) -> Scene:
    """The scene as it was when a reshuffle was decided, so that it can be shown as it was planned.

    Three statements; three more where stand-ins were taken away.
    """
    scene = scene_of(rows, effective_on=reshuffle.effective_on)
    changes = {change.appointment_id: change for change in reshuffle.changes.all()}
    kept = []
    for row in scene.appointments:
        change = changes.pop(row.pk, None)
        if change is None:
            kept.append(row)
        elif change.was is not None:
            row.ends_on = day_of(change.before["ends_on"])
            kept.append(row)
    gone = [from_snapshot(c) for c in changes.values() if c.was is not None and c.now is None]
    if gone:
        prefetch_related_objects(gone, "person", "position", "absence")
    return replace(scene, appointments=(*kept, *gone), ended_by={})


# --- Appointments as JSON ---------------------------------------------------------------------------


def snapshot(row: Appointment) -> dict[str, Any]:
    """All columns of an appointment as JSON."""
    values = {name: getattr(row, name) for name in COLUMNS}
    days = {name: getattr(row, name) for name in DATES}
    return values | {name: day.isoformat() if day else None for name, day in days.items()}


def from_snapshot(change: AppointmentChange) -> Appointment:
    """The appointment as it was, under its old id, not saved."""
    days = {name: day_of(change.before[name]) for name in DATES}
    return Appointment(pk=change.appointment_id, **{**change.before, **days})


def day_of(text: str | None) -> date | None:
    """A day out of a snapshot."""
    return date.fromisoformat(text) if text else None
