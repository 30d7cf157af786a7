"""Making, changing and deleting groups.

Groups of the regency are kept by the secretariat (whoever keeps its registers) and by those who
administer the whole tree of units; a position's own groups by whoever holds it, never by an aide.
A group has no status and no history: an order keeps whom it reached.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import groups
from accounts.actors import Actor
from accounts.hats import Hat
from accounts.models import Position, PositionKind, RecipientList, Unit, UnitKind
from accounts.models.units import SEPARATOR
from workflow import door
from workflow.refusals import NOT_FOUND, Refusal, Refused, invalid
from workflow.text import clean_line

MOST_GROUPS = 100  # of the regency, and of one position; the composer shows all of them
MOST_NAMED = 2000


@dataclass(frozen=True, slots=True)
class GroupGiven:
    """A group as somebody wants it. Ids are public ids; an empty condition does not narrow."""

    name: str
    noun: str = ""
    formal_name: str = ""
    position_kinds: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    within: str = ""
    region: str = ""
    positions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    own: bool = True
    """Of the acting position alone; otherwise of the regency. Never changes once made."""


def keeps_groups(hat: Hat) -> bool:
    """Whether a hat looks after the groups of the regency."""
    root = hat.administers
    return "registers" in hat.duties or (bool(root) and SEPARATOR not in root)


def keepers(group: RecipientList, actor: Actor) -> list[Hat]:
    """The hats in which a person may change or delete a group they see; empty if in none."""
    return _fitting(_fits(group.owner_id), actor)


def ways_to_create(hat: Hat | None) -> tuple[bool, ...]:
    """Which kinds of group a hat may make: `own` True for its own, False for the regency's."""
    if hat is None or not _holds(hat):
        return ()
    return (True, False) if keeps_groups(hat) else (True,)


def create(given: GroupGiven, *, actor: Actor) -> RecipientList:
    """Save a new group.

    Raises Refused: `not_yours`, `choose_hat`, `too_many_groups`, `name_required`, `name_too_long`,
    `name_taken`, `unknown_kind`, `unknown_unit`, `unknown_position`,
    `group_without_rule_or_members`.
    """
    hat = _hat(_holds if given.own else keeps_groups, actor, one=given.own)
    owner = hat.position if given.own else None
    if RecipientList.objects.filter(owner=owner).count() >= MOST_GROUPS:
        sentence = _("Sudah ada %(count)s daftar. Hapus yang tidak dipakai lagi.")
        raise Refused(Refusal("too_many_groups", sentence % {"count": MOST_GROUPS}))
    return _save(RecipientList(owner=owner), given)


def change(key: str | UUID, given: GroupGiven, *, actor: Actor) -> RecipientList:
    """Replace everything of a group but whose it is. Raises Refused `not_found`, and as `create`."""
    return _save(_editable(key, actor), given)


def delete(key: str | UUID, *, actor: Actor) -> None:
    """Delete a group; orders given to it stay as they are. Raises `not_found`, `not_yours`."""
    _editable(key, actor).delete()


def unsaved(given: GroupGiven) -> tuple[RecipientList, dict[str, list[Position]]]:
    """A group as it would be saved, and the positions named in it; nothing is written.

    Raises Refused as `create` does, but for what only saving can tell.
    """
    group = RecipientList()
    return group, _fill(group, given)


# --- Who -------------------------------------------------------------------------------------------


def _holds(hat: Hat) -> bool:
    return not hat.is_delegated


def _fits(owner_id: int | None) -> Callable[[Hat], bool]:
    if owner_id is None:
        return keeps_groups
    return lambda hat: hat.position_id == owner_id and _holds(hat)


def _fitting(fits: Callable[[Hat], bool], actor: Actor) -> list[Hat]:
    hats = [actor.hat] if actor.hat is not None else actor.hats
    return [hat for hat in hats if fits(hat)]


def _hat(fits: Callable[[Hat], bool], actor: Actor, *, one: bool) -> Hat:
    """The hat that fits; `one` where it matters which."""
    fitting = _fitting(fits, actor)
    if fitting and not one:
        return fitting[0]
    nobody = door.not_yours(_("Daftar ini tidak dikelola oleh jabatan Anda."))
    return door.one_hat(fitting, actor, otherwise=nobody, ask=_("Pilih jabatan pemilik daftar."))


def _editable(key: str | UUID, actor: Actor) -> RecipientList:
    group = groups.visible_to(actor).filter(public_id=key).first()
    if group is None:
        raise Refused(NOT_FOUND)
    _hat(_fits(group.owner_id), actor, one=False)
    return group


# --- What ------------------------------------------------------------------------------------------


def _save(group: RecipientList, given: GroupGiven) -> RecipientList:
    named = _fill(group, given)
    try:
        with transaction.atomic():
            group.save()
            for name, rows in named.items():
                getattr(group, name).set(rows)
    except IntegrityError as error:
        # PostgreSQL names the index, SQLite its columns.
        if "group_per_name" in str(error) or "recipientlist.name" in str(error):
            sentence = _("Sudah ada daftar dengan nama itu.")
            raise Refused(invalid("name", "name_taken", sentence)) from error
        raise
    return group


def _fill(group: RecipientList, given: GroupGiven) -> dict[str, list[Position]]:
    """Set the columns; returns the positions of the two relations."""
    group.name = _line("name", given.name, limit=80)
    group.noun = _line("noun", given.noun, limit=40, otherwise=_("penerima"))
    group.formal_name = _line("formal_name", given.formal_name, limit=120, otherwise="")
    group.position_kinds = _kinds("position_kinds", given.position_kinds, PositionKind.values)
    group.unit_kinds = _kinds("unit_kinds", given.unit_kinds, UnitKind.values)
    group.within = _unit(given.within)
    group.region = _line("region", given.region, limit=60, otherwise="").lower()
    conditions = (group.position_kinds, group.unit_kinds, group.within, group.region)
    group.by_rule = any(conditions)
    if not group.by_rule and not given.positions:
        sentence = _("Isi aturannya, atau pilih jabatannya satu per satu.")
        raise Refused(invalid("positions", "group_without_rule_or_members", sentence))
    found = _positions(set(given.positions) | set(given.left_out))
    return {
        "positions": [found[key] for key in dict.fromkeys(given.positions)],
        "left_out": [found[key] for key in dict.fromkeys(given.left_out)],
    }


def _line(field: str, raw: str, *, limit: int, otherwise: str | None = None) -> str:
    words = clean_line(raw)
    if len(words) > limit:
        sentence = _("Paling banyak %(limit)s huruf.") % {"limit": limit}
        raise Refused(invalid(field, f"{field}_too_long", sentence))
    if not words and otherwise is None:
        raise Refused(invalid(field, f"{field}_required", _("Beri nama daftar ini.")))
    return words or otherwise or ""


def _kinds(field: str, given: Sequence[str], known: Iterable[Any]) -> list[str]:
    """Each once, in the order of the product's own list."""
    order = [str(kind) for kind in known]
    if set(given) - set(order):
        raise Refused(invalid(field, "unknown_kind", _("Ada jenis yang tidak dikenal.")))
    return [kind for kind in order if kind in given]


def _unit(public_id: str) -> Unit | None:
    if not public_id:
        return None
    unit = Unit.objects.filter(public_id=public_id).first()
    if unit is None:
        raise Refused(invalid("within", "unknown_unit", _("Unit ini tidak dikenal.")))
    return unit


def _positions(keys: set[str]) -> dict[str, Position]:
    rows = Position.objects.filter(public_id__in=keys) if keys else Position.objects.none()
    found = {str(row.public_id): row for row in rows}
    if keys - set(found) or len(keys) > MOST_NAMED:
        sentence = _("Ada jabatan yang tidak dikenal.")
        raise Refused(invalid("positions", "unknown_position", sentence))
    return found
