"""Whether a hat read when a request began still stands when the act is written.

Between the two an appointment may end, a delegation be taken back, a vacancy be filled. What the hat
rests on is read again inside the act's transaction and locked against change until it commits, so
that whoever ends it waits for the act, and an act after the end is refused. The lock is shared:
people do not wait for each other, nor for themselves on two phones.
"""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from django.db import connection
from django.db.models import Exists, Model, QuerySet

from accounts import vacancies
from accounts.hats import Hat, hats_of, in_force
from accounts.models import Appointment, Capacity, Delegation, Person, Position

M = TypeVar("M", bound=Model)


def standing(hat: Hat, person: Person, *, on: date) -> Hat | None:
    """The person's hat for the same position as it stands now, or None; inside a transaction.

    One statement where nothing changed. A hat that ended falls back on another reason for the same
    position, such as a delegation beside the appointment.
    """
    if hat.vacant:
        return hat if _still_vacant(hat, person, on) else _another(hat, person, on)
    found = _lent(hat, person, on) if hat.is_delegated else _held(hat, person, on)
    return found or _another(hat, person, on)


def _held(hat: Hat, person: Person, on: date) -> Hat | None:
    rows = kept(
        Appointment.objects.filter(
            in_force(on), person=person, position=hat.position, position__is_active=True
        )
    )
    rows.sort(key=lambda row: row.capacity != Capacity.DEFINITIVE)
    if not rows:
        return None
    return replace(hat, capacity=Capacity(rows[0].capacity), until=rows[0].ends_on)


def _lent(hat: Hat, person: Person, on: date) -> Hat | None:
    rows = kept(
        Delegation.objects.filter(
            in_force(on), person=person, principal=hat.position, principal__is_active=True
        )
    )
    if not rows:
        return None
    row = rows[0]
    return replace(hat, until=row.ends_on, verbs=frozenset(row.verbs), secret=row.secret)


def _still_vacant(hat: Hat, person: Person, on: date) -> bool:
    reached = vacancies.unled if hat.is_delegated else vacancies.below
    vacancy = Position.objects.filter(
        pk__in=reached(person, on=on), is_active=True
    ).filter(pk=hat.position_id)  # fmt: skip
    return bool(kept(Appointment.objects.filter(in_force(on), Exists(vacancy), person=person)))


def _another(hat: Hat, person: Person, on: date) -> Hat | None:
    """What else gives the person this position; read, not kept: it was true a moment ago."""
    return next((h for h in hats_of(person, on=on) if h.position_id == hat.position_id), None)


def kept(rows: QuerySet[M]) -> list[M]:
    """The rows, which nobody may change or delete before this transaction ends; one statement.

    A shared lock, which Django has no word for. SQLite has one writer at a time and needs none.
    """
    sql, values = rows.query.sql_with_params()
    if connection.features.has_select_for_update:
        table = connection.ops.quote_name(rows.model._meta.db_table)  # noqa: SLF001 - Django's own name
        sql = f"{sql} FOR SHARE OF {table}"
    return list(rows.model._default_manager.raw(sql, values))  # noqa: SLF001 - no input in it
