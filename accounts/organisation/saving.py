"""Writing what was compared: hundreds of rows a statement, in the order in which they lean.

Nothing is deleted. Dates of appointments are cut before any is made longer or begun, so that the
database, which refuses two definitive holders row by row, never sees them in between.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import models

from accounts.models import Appointment, Person, Position, Unit
from accounts.organisation.items import Item, Organisation
from accounts.organisation.nouns import Noun
from accounts.units import path_of

BATCH: Final = 500
_FIELDS: Final[Mapping[str, str]] = {"sapaan": "address"}
_REFERENCES: Final = frozenset({"parent", "unit", "superior", "administers", "person", "position"})


def save(found: Organisation) -> None:
    """Write everything that is new or changed, with no fault left in it."""
    _save_units(found)
    people = list(_listed(found, Noun.PEOPLE))
    _update(Person, people)
    _create(Person, people, _person)
    positions = list(_listed(found, Noun.POSITIONS))
    for level in _levels(positions):
        _create(Position, level, lambda item: Position(**_columns(item.new or {})))
    _update(Position, positions)
    _save_appointments(found)


def _listed(found: Organisation, noun: Noun) -> Iterator[Item]:
    return (item for item in found.items(noun) if item.new is not None)


def _columns(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the columns of the model."""
    made: dict[str, Any] = {}
    for fact, value in facts.items():
        if fact in _REFERENCES:
            made[f"{fact}_id"] = value.pk if value is not None else None
        else:
            made[_FIELDS.get(fact, fact)] = list(value) if isinstance(value, tuple) else value
    return made


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _create(
    model: type[models.Model], items: Iterable[Item], build: Callable[[Item], models.Model]
) -> None:
    """Insert what has no primary key yet, and note the keys they get."""
    for batch in _batches(item for item in items if item.pk is None):
        rows = [build(item) for item in batch]
        model._default_manager.bulk_create(rows)  # noqa: SLF001 - Django's own name
        for item, row in zip(batch, rows, strict=True):
            item.pk = row.pk


def _update(model: type[models.Model], items: Sequence[Item]) -> None:
    """Write the facts that any of these changes, of those that change."""
    changed = [item for item in items if item.changes()]
    facts = sorted({fact for item in changed for fact in item.changes()})
    fields = [_FIELDS.get(fact, fact) for fact in facts]
    for batch in _batches(changed):
        rows = [
            model(pk=item.pk, **_columns({fact: item.value(fact) for fact in facts}))
            for item in batch
        ]
        model._default_manager.bulk_update(rows, fields)  # noqa: SLF001 - the same


def _person(item: Item) -> Person:
    """Nobody can sign in as a new person until a card is given out."""
    return Person(password=make_password(None), **_columns(item.new or {}))


def _unit(item: Item) -> Unit:
    facts = {fact: value for fact, value in (item.new or {}).items() if fact != "parent"}
    unit = Unit(**_columns(facts))
    # The path holds the unit's own id, so it takes a unique stand-in until there is one.
    unit.path = str(unit.public_id)
    return unit


def _save_units(found: Organisation) -> None:
    listed = list(_listed(found, Noun.UNITS))
    if not listed:
        return
    fresh = {item for item in listed if item.pk is None}
    _create(Unit, listed, _unit)
    _update(Unit, listed)
    paths: dict[Item, str] = {}
    moved = [
        Unit(pk=item.pk, path=_path(item, paths), **_columns({"parent": item.value("parent")}))
        for item in found.units.values()
        if item in fresh or _path(item, paths) != item.value("path")
    ]
    Unit.objects.bulk_update(moved, ["path", "parent"], batch_size=BATCH)


def _path(item: Item, paths: dict[Item, str]) -> str:
    """The path as it will be; the tree is known to be without circles and not too deep."""
    if item not in paths:
        parent = item.value("parent")
        above = Unit(pk=parent.pk, path=_path(parent, paths)) if parent else None
        paths[item] = path_of(Unit(pk=item.pk), above)
    return paths[item]


def _levels(items: Sequence[Item]) -> Iterator[list[Item]]:
    """New positions from the top of the line of command down: a superior before its subordinates."""
    waiting = [item for item in items if item.pk is None]
    while waiting:
        ready = [item for item in waiting if _superior_is_saved(item)]
        yield ready
        waiting = [item for item in waiting if item.pk is None]


def _superior_is_saved(item: Item) -> bool:
    superior = item.value("superior")
    return superior is None or superior.pk is not None


def _save_appointments(found: Organisation) -> None:
    listed = list(_listed(found, Noun.APPOINTMENTS))
    cut = [item for item in listed if _is_cut(item)]
    _update(Appointment, cut)
    done = set(cut)
    _update(Appointment, [item for item in listed if item not in done])
    _create(Appointment, listed, lambda item: Appointment(**_columns(item.new or {})))


def _is_cut(item: Item) -> bool:
    before, after = item.changes().get("ends_on", (None, None))
    return after is not None and after < (before or date.max)
