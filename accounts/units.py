"""The tree of units: `path` is the chain of ids, so that a subtree is one range of an index.

Ids are padded to one width; no path is then the beginning of another unit's path by accident.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from accounts.models import Unit
from accounts.models.units import DIGITS, END, SEPARATOR
from workflow.refusals import Refused, invalid


def path_of(unit: Unit, parent: Unit | None) -> str:
    """The path of a saved unit under a saved parent: '000000001.000000042'."""
    own = f"{unit.pk:0{DIGITS}d}"
    return f"{parent.path}{SEPARATOR}{own}" if parent else own


def create_unit(
    *, name: str, kind: str, code: str, parent: Unit | None = None, **fields: Any
) -> Unit:
    """Save a unit with its path; raises IntegrityError where the code is taken."""
    unit = Unit(name=name, kind=kind, code=code, parent=parent, **fields)
    plant(unit)
    return unit


def plant(unit: Unit) -> None:
    """Save a new unit together with its path."""
    with transaction.atomic():
        # The path holds the unit's own id, so it takes a unique stand-in until there is one.
        unit.path = str(unit.public_id)
        unit.save()
        unit.path = path_of(unit, unit.parent)
        unit.save(update_fields=["path"])


def create_units(rows: Iterable[tuple[Unit, str | None]]) -> Mapping[str, Unit]:
    """Save a whole tree in two statements; a row is a new unit and the code of its parent.

    Parents stand before their children. Returns the units by code.
    """
    pairs = list(rows)
    by_code = {unit.code: unit for unit, _parent in pairs}
    with transaction.atomic():
        for unit, _parent in pairs:
            unit.path = str(unit.public_id)
        Unit.objects.bulk_create(by_code.values())
        for unit, parent_code in pairs:
            unit.parent = by_code[parent_code] if parent_code else None
            unit.path = path_of(unit, unit.parent)
        Unit.objects.bulk_update(by_code.values(), ["parent", "path"])
    return by_code


def move_unit(unit: Unit, *, to: Unit | None) -> None:
    """Hang a unit, with everything below it, under another one (or make it a root).

    Raises Refused `unit_under_itself` where the new place is the unit or below it.
    """
    with transaction.atomic():
        unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
        if to is not None:
            to = Unit.objects.get(pk=to.pk)
            if in_subtree(to, unit):
                raise Refused(
                    invalid(
                        "parent",
                        "unit_under_itself",
                        _("Unit tidak dapat dipindahkan ke bawah dirinya sendiri."),
                    )
                )
        old, new = unit.path, path_of(unit, to)
        Unit.objects.filter(pk=unit.pk).update(parent=to)
        subtree(unit).update(path=Concat(Value(new), Substr("path", len(old) + 1)))


def in_subtree(unit: Unit, top: Unit) -> bool:
    """Whether `unit` is `top` or lies below it; no statement."""
    return unit.path == top.path or unit.path.startswith(top.path + SEPARATOR)


def subtree(top: Unit) -> QuerySet[Unit]:
    """The unit and everything below it, in tree order."""
    return Unit.objects.filter(path__gte=top.path, path__lt=top.path + END)
