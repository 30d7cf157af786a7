"""Reading for the administrator's desk: units with their counts, people with where they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.access import queries
from accounts.access.lifecycle import Status
from accounts.hats import titled
from accounts.models import Access, Person, Unit
from workflow.actors import Actor
from workflow.models import Entry

MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class UnitCount:
    """A unit of the actor's, and how many of its people stand where."""

    name: str
    key: str
    people: int
    active: int
    issued: int

    @property
    def missing(self) -> int:
        """How many have no card and no PIN yet; blocked ones among them."""
        return self.people - self.active - self.issued


def _never(prefix: str = "") -> Q:
    """No row and no secret, or a row that says so."""
    column = f"{prefix}password"
    no_secret = Q(**{column: ""}) | Q(**{f"{column}__startswith": UNUSABLE_PASSWORD_PREFIX})
    no_row = Q(**{f"{prefix}access__isnull": True})
    return (no_row & no_secret) | Q(**{f"{prefix}access__status": Status.NEW})


def standing(status: str, prefix: str = "") -> Q:
    """The condition on people whose access stands at `status`."""
    if status == Status.NEW:
        return _never(prefix)
    found = Q(**{f"{prefix}access__status": status})
    if status == Status.ACTIVE:
        column = f"{prefix}password"
        secret = ~Q(**{column: ""}) & ~Q(**{f"{column}__startswith": UNUSABLE_PASSWORD_PREFIX})
        found |= Q(**{f"{prefix}access__isnull": True}) & secret
    return found


def status_of(person: Person) -> Status:
    """Where a person fetched with their access stands; no statement."""
    access: Access | None = getattr(person, "access", None)
    if access is not None:
        return Status(access.status)
    usable = person.password and not person.password.startswith(UNUSABLE_PASSWORD_PREFIX)
    return Status.ACTIVE if usable else Status.NEW


def units_of(actor: Actor, *, start: int = 0, limit: int = 60) -> list[UnitCount]:
    """Units that have people, in tree order; one statement."""
    day, hats = queries.day_of(actor), queries.administering(actor)
    if day is None or not hats:
        return []
    held = queries.in_office(day).filter(queries.within(hat.administers for hat in hats))
    unit = "position__unit__"
    rows = (
        held.filter(person__is_superuser=False)
        .order_by(f"{unit}path")
        .values(f"{unit}path", f"{unit}name", f"{unit}public_id")
        .annotate(
            people=Count("person", distinct=True),
            active=Count("person", distinct=True, filter=standing(Status.ACTIVE, "person__")),
            issued=Count("person", distinct=True, filter=standing(Status.ISSUED, "person__")),
        )
    )
    return [
        UnitCount(
            row[f"{unit}name"],
            str(row[f"{unit}public_id"]),
            row["people"],
            row["active"],
            row["issued"],
        )
        for row in rows[start : start + limit]
    ]


def unit_of(actor: Actor, key: str) -> Unit | None:
    """A unit by its public id, where the actor administers it."""
    unit = Unit.objects.filter(public_id=key).first()
    if unit is None:
        return None
    tops = [hat.administers for hat in queries.administering(actor)]
    inside = any(unit.path == top or unit.path.startswith(f"{top}.") for top in tops)
    return unit if inside else None


def people_of(
    actor: Actor, *, unit: Unit | None = None, words: str = "", status: str = ""
) -> QuerySet[Person]:
    """People the actor administers, by name; those of one unit, found by words, standing somewhere.

    Words are looked for in the name and the numbers, and in the title of a position.
    """
    found = queries.administered(actor)
    day = queries.day_of(actor)
    if day is not None and unit is not None:
        there = queries.in_office(day).filter(position__unit=unit, person=OuterRef("pk"))
        found = found.filter(Exists(there))
    for word in _words(words):
        match = Q(name__icontains=word) | Q(nip__startswith=word) | Q(phone__contains=word)
        if day is not None:
            titled_so = queries.in_office(day).filter(
                position__title__icontains=word, person=OuterRef("pk")
            )
            match |= Q(Exists(titled_so))
        found = found.filter(match)
    if status:
        found = found.filter(standing(status))
    return found.select_related("access").order_by("name", "pk")


def _words(text: str) -> Sequence[str]:
    return "".join(c if c.isprintable() else " " for c in text).split()[:MOST_WORDS]


def posts_of(people: Iterable[Person], *, day: date) -> Mapping[int, tuple[str, str]]:
    """Title and unit of each person's highest post on a day, by id; one statement."""
    rows = (
        queries.in_office(day)
        .filter(person__in=list(people))
        .select_related("position__unit")
        .order_by("position__rank", "position_id")
    )
    found: dict[int, tuple[str, str]] = {}
    for row in rows:
        title = titled(row.capacity, row.position.title)
        found.setdefault(row.person_id, (title, row.position.unit.name))
    return found


def access_of(actor: Actor, key: str, *, at: datetime) -> Access | None:
    """The access of a person the actor may see; unsaved where nobody has acted on it yet."""
    seen = Access.visible_to(actor).filter(person__public_id=key).first()
    if seen is not None:
        return seen
    person = queries.administered(actor).filter(public_id=key).first()
    if person is None:
        return None
    access = Access(person=person, moved_at=at, status=status_of(person))
    for hat in queries.administering(actor):
        setattr(access, queries.column_of(hat), queries.covers(actor, hat, [person]))
    return access


# --- What a person is told of their own account -----------------------------------------------------

# First cards and births are no news to the person; these are.
NEWS = frozenset(
    {"issue_card", "sign_out", "reset", "change_number", "keep_nik", "block", "unblock"}
)


def history_of(access: Access, *, limit: int = 20) -> Sequence[Entry]:
    """The last entries with their words, the newest first; two statements, none of an unsaved row."""
    rows: Any = Entry.objects.filter(kind=Access.kind, subject_id=access.pk)
    return list(rows.prefetch_related("contents").order_by("-n")[:limit]) if access.version else []


def untold(person: Person) -> Sequence[Entry]:
    """What others did to this account since its person last looked at the history."""
    access: Access | None = Access.objects.filter(person=person).first()
    if access is None or access.told >= access.version:
        return []
    rows = Entry.objects.filter(kind=Access.kind, subject_id=access.pk, n__gt=access.told)
    others = rows.exclude(person_id=person.pk).filter(verb__in=NEWS)
    return list(others.order_by("-n"))


def mark_told(access: Access) -> None:
    """The person has read the history as it stands on `access`."""
    if access.told < access.version:
        Access.objects.filter(pk=access.pk, told__lt=access.version).update(told=access.version)
