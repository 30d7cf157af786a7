"""Groups: who is in them now, who may use them, which were used last.

A group is looked up at each use: its rule, then the positions named on top, without those left out.
However many groups and positions, it takes one statement to know all of them.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import GroupUse, Position, RecipientList, Unit
from accounts.models.units import END
from workflow.refusals import Refused, invalid


def visible_to(actor: Actor) -> QuerySet[RecipientList]:
    """Groups of the regency, and those of one's own positions, lent ones too."""
    return _usable(actor.position_ids)


def _usable(positions: Iterable[int]) -> QuerySet[RecipientList]:
    mine = Q(owner__isnull=True) | Q(owner_id__in=list(positions))
    return RecipientList.objects.filter(mine).select_related("owner", "within")


def condition(group: RecipientList) -> Q:
    """Which positions belong to a saved group; for querysets made with `active`."""
    return _belong(group, _through("positions", group), _through("left_out", group))


def _belong(group: RecipientList, named: Any, left_out: Any) -> Q:
    belong = Q(pk__in=named)
    if group.by_rule:
        belong |= _rule(group)
    return belong & ~Q(pk__in=left_out)


def _through(name: str, group: RecipientList) -> QuerySet[Position]:
    through = getattr(RecipientList, name).through.objects
    found: QuerySet[Position] = through.filter(recipientlist_id=group.pk).values("position_id")
    return found


def _rule(group: RecipientList) -> Q:
    """All conditions together. An empty one does not narrow; the database refuses all empty."""
    rule = Q()
    if group.position_kinds:
        rule &= Q(kind__in=group.position_kinds)
    if group.unit_kinds:
        rule &= Q(unit__kind__in=group.unit_kinds)
    if group.within is not None:
        top = group.within.path
        rule &= Q(unit__path__gte=top, unit__path__lt=top + END)
    if group.region:
        rule &= Q(marks__contains=_as_stored(group.region))
    return rule


def _as_stored(mark: str) -> str:
    """A mark as it stands, in its quotes, in the text of the JSON list of either database."""
    return json.dumps(mark, ensure_ascii=connection.vendor == "sqlite")


def active() -> QuerySet[Position]:
    """Positions that can be addressed, by rank; `condition` looks at what is joined here."""
    marked = Position.objects.filter(is_active=True).alias(marks=Cast("unit__regions", TextField()))
    return marked.select_related("unit").order_by("rank", "title", "pk")


def members(group: RecipientList) -> QuerySet[Position]:
    """The positions of one group."""
    return active().filter(condition(group))


def members_of_unsaved(
    group: RecipientList, *, positions: Sequence[Position], left_out: Sequence[Position]
) -> QuerySet[Position]:
    """The positions a group would have, were it saved with these on top of its rule."""
    named, left = [row.pk for row in positions], [row.pk for row in left_out]
    return active().filter(_belong(group, named, left))


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a choice of groups and single positions comes to, each once, without the giver."""

    positions: list[Position] = field(default_factory=list)
    """By rank, vacant ones too."""
    groups: list[RecipientList] = field(default_factory=list)
    noun: str = ""
    """What to call all of them, where one group covers them: camat."""
    names: list[str] = field(default_factory=list)
    """As a memo addresses them: the groups' formal names, then the titles beside them."""
    unknown: bool = False
    """Some id is no active position, or no group that the giver may use."""
    empty: tuple[RecipientList, ...] = ()
    """Groups without anybody but the giver."""


def look_up(
    lists: Sequence[str],
    positions: Sequence[str] = (),
    *,
    giver: Position | None,
    left_out: Sequence[str] = (),
) -> Addressed:
    """Whom public ids of groups and positions come to; two statements, nothing refused.

    `left_out` are positions that the groups are not to reach this time; one named in `positions`
    is reached all the same.
    """
    wanted, named, left = set(lists), set(positions), set(left_out)
    groups = list(_usable([giver.pk] if giver else []).filter(public_id__in=wanted))
    tests = {group.pk: condition(group) for group in groups}
    chosen = Q(public_id__in=named)
    for test in tests.values():
        chosen |= test
    marks = {
        f"in_{pk}": Case(When(test, then=True), default=False, output_field=BooleanField())
        for pk, test in tests.items()
    }
    found = list(active().filter(chosen).annotate(**marks)) if named or groups else []
    known = {str(row.public_id) for row in found}
    others = [row for row in found if giver is None or row.pk != giver.pk]
    inside = {g.pk: [row for row in others if getattr(row, f"in_{g.pk}")] for g in groups}
    covered = {row.pk for rows in inside.values() for row in rows}
    going = [row for row in others if str(row.public_id) in named or str(row.public_id) not in left]
    return Addressed(
        positions=going,
        groups=groups,
        noun=groups[0].noun if len(groups) == 1 and covered >= {p.pk for p in going} else "",
        names=_names(groups, inside, going, covered),
        unknown=bool(named - known) or len(groups) != len(wanted),
        empty=tuple(group for group in groups if not inside[group.pk]),
    )


def _names(
    groups: Sequence[RecipientList],
    inside: dict[int, list[Position]],
    going: Sequence[Position],
    covered: set[int],
) -> list[str]:
    """A group that does not go out whole is named by the titles of those it reaches."""
    reached = {row.pk for row in going}
    names: list[str] = []
    for group in groups:
        rows = inside[group.pk]
        if all(row.pk in reached for row in rows):
            names.append(group.formal_name or group.name)
        else:
            names += [row.title for row in rows if row.pk in reached]
    names += [row.title for row in going if row.pk not in covered]
    return list(dict.fromkeys(names))


def resolve(
    lists: Sequence[str],
    positions: Sequence[str] = (),
    *,
    giver: Position,
    left_out: Sequence[str] = (),
) -> Addressed:
    """As `look_up`, for an order. Raises Refused `unknown_recipient`, `group_is_empty`."""
    found = look_up(lists, positions, giver=giver, left_out=left_out)
    if found.unknown:
        raise Refused(
            invalid("recipients", "unknown_recipient", _("Ada penerima yang tidak dikenal."))
        )
    if found.empty:
        sentence = _("Daftar %(name)s tidak berisi siapa pun saat ini.")
        name = {"name": found.empty[0].name}
        raise Refused(invalid("recipients", "group_is_empty", sentence % name))
    return found


# --- The list of groups ----------------------------------------------------------------------------


def listed(actor: Actor, *, giver: Position | None = None) -> list[RecipientList]:
    """All groups a person may use, last used first, each with its `size`; two statements.

    Used by `giver`, or by any of the person's positions; the size leaves the giver out. Their
    number is bounded (accounts.group_edits.MOST_GROUPS).
    """
    ids = [giver.pk] if giver else actor.position_ids
    used = GroupUse.objects.filter(group=OuterRef("pk"), position_id__in=ids).order_by("-at")
    groups: list[RecipientList] = list(
        visible_to(actor)
        .annotate(used_at=Subquery(used.values("at")[:1]))
        .order_by(F("used_at").desc(nulls_last=True), "rank", "name", "pk")
    )
    count(groups, giver=giver)
    return groups


def count(groups: Sequence[RecipientList], *, giver: Position | None = None) -> None:
    """Set the `size` of groups at hand; one statement for all of them."""
    if not groups:
        return
    sizes = (
        active()
        .exclude(pk=giver.pk if giver else 0)
        .aggregate(**{f"in_{g.pk}": Count("pk", filter=condition(g)) for g in groups})
    )
    for group in groups:
        group.size = sizes[f"in_{group.pk}"]


def note_use(groups: Sequence[RecipientList], *, giver: Position, at: datetime) -> None:
    """Remember that a position gave an order to these groups; one statement, inside the order's.

    Rows are written in one order, so that two orders at once cannot wait for each other.
    """
    ordered = sorted(groups, key=lambda group: group.pk)
    GroupUse.objects.bulk_create(
        [GroupUse(group=group, position=giver, at=at) for group in ordered],
        update_conflicts=True,
        unique_fields=["position", "group"],
        update_fields=["at"],
    )


def region_marks() -> list[str]:
    """Every mark that some unit carries, in order; one statement."""
    marked = Unit.objects.exclude(regions=[]).values_list("regions", flat=True)
    return sorted({mark for marks in marked for mark in marks})
