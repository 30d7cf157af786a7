"""What the database holds, one statement per list; plain values, for 20,000 people fit in memory."""

from datetime import date
from typing import Any, Final

from accounts.models import Appointment, Person, Position, Unit
from accounts.organisation.items import Item, Organisation
from accounts.organisation.nouns import Noun

CHUNK: Final = 2_000

_UNIT: Final = (
    "code", "name", "kind", "path", "address", "contact", "keeps_registers",
)  # fmt: skip
_POSITION: Final = ("title", "kind", "rank", "is_active")
_PERSON: Final = (
    "nip", "name", "title_before", "title_after", "phone", "email", "grade_name", "grade",
    "is_active", "is_staff",
)  # fmt: skip
_APPOINTMENT: Final = ("capacity", "starts_on", "ends_on", "decree")


def load(nouns: frozenset[Noun]) -> Organisation:
    """The lists that those in the files lean on: units always, then positions, people, who holds."""
    found = Organisation()
    units = _units(found)
    if not nouns & {Noun.POSITIONS, Noun.APPOINTMENTS}:
        positions: dict[int, Item] = {}
    else:
        positions = _positions(found, units)
    people = _people(found) if nouns & {Noun.PEOPLE, Noun.APPOINTMENTS} else {}
    if Noun.APPOINTMENTS in nouns:
        _appointments(found, people, positions)
    return found


def _units(found: Organisation) -> dict[int, Item]:
    by_id: dict[int, Item] = {}
    parents: dict[int, int | None] = {}
    for pk, parent, regions, *facts in Unit.objects.order_by("path").values_list(
        "pk", "parent_id", "regions", *_UNIT
    ):
        old = dict(zip(_UNIT, facts, strict=True)) | {"regions": tuple(regions)}
        by_id[pk] = found.units[old["code"].casefold()] = Item(old["code"], pk, old)
        parents[pk] = parent
    for pk, item in by_id.items():
        _of(item)["parent"] = by_id.get(parents[pk] or 0)
    return by_id


def _positions(found: Organisation, units: dict[int, Item]) -> dict[int, Item]:
    by_id: dict[int, Item] = {}
    above: dict[int, int | None] = {}
    rows = Position.objects.order_by("pk").values_list(
        "pk", "unit_id", "superior_id", "administers_id", *_POSITION
    )
    for pk, unit, superior, administers, *facts in rows.iterator(CHUNK):
        old: dict[str, Any] = dict(zip(_POSITION, facts, strict=True))
        old |= {"unit": units[unit], "administers": units.get(administers or 0)}
        item = Item(old["title"], pk, old)
        by_id[pk] = found.positions.setdefault((units[unit], old["title"].casefold()), item)
        above[pk] = superior
    for pk, item in by_id.items():
        _of(item)["superior"] = by_id.get(above[pk] or 0)
    return by_id


def _people(found: Organisation) -> dict[int, Item]:
    by_id: dict[int, Item] = {}
    rows = Person.objects.order_by("pk").values_list("pk", "address", *_PERSON)
    for pk, sapaan, *facts in rows.iterator(CHUNK):
        old = dict(zip(_PERSON, facts, strict=True)) | {"sapaan": sapaan}
        item = by_id[pk] = Item(old["name"], pk, old)
        found.people.append(item)
        for index, key in (
            (found.by_nip, old["nip"]),
            (found.by_phone, old["phone"]),
            (found.by_email, (old["email"] or "").lower()),
        ):
            if key:
                index[key] = item
    return by_id


def _appointments(found: Organisation, people: dict[int, Item], positions: dict[int, Item]) -> None:
    rows = Appointment.objects.filter(absence=None).order_by("pk")
    for pk, person_id, position_id, *facts in rows.values_list(
        "pk", "person_id", "position_id", *_APPOINTMENT
    ).iterator(CHUNK):
        person, position = people[person_id], positions[position_id]
        old = dict(zip(_APPOINTMENT, facts, strict=True))
        old |= {"person": person, "position": position}
        day: date = old["starts_on"]
        item = Item(f"{person.label}, {position.label}", pk, old)
        found.appointments.setdefault((person, position, old["capacity"], day), item)


def _of(item: Item) -> dict[str, Any]:
    return item.old if item.old is not None else {}
