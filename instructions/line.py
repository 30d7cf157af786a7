"""The line of command: who may be ordered, who can only be asked, who stands below whom.

An order runs down the line. Towards the vice regent, a village head (an elected official, UU 6/2014
Ps. 26) or a partner in Forkopimda (UU 23/2014 Ps. 26) there is none: they are asked, and so are
peers. The vice regent gives orders in the regent's line (UU 23/2014 Ps. 66).
"""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from accounts.models import Position, PositionKind
from accounts.models.units import END, SEPARATOR
from instructions.models import Mode

LEVELS = 8
"""How far up a chain is read; the longest in a regency, kasi to regent, has six."""

NEVER_ORDERED = frozenset(
    {PositionKind.VICE_REGENT, PositionKind.VILLAGE_HEAD, PositionKind.PARTNER}
)

Chains = Mapping[int, tuple[int, ...]]


def chains(ids: Iterable[int]) -> Chains:
    """For each position its superiors, nearest first; one statement."""
    columns = ["__".join(["superior"] * level) + "_id" for level in range(1, LEVELS + 1)]
    rows = Position.objects.filter(pk__in=list(ids)).order_by().values_list("pk", *columns)
    return {row[0]: tuple(above for above in row[1:] if above is not None) for row in rows}


def mode(position: Position, giver: Position, chains_: Chains) -> Mode:
    """Whether `giver` orders this position or asks it."""
    heads = {giver.pk}
    if giver.kind == PositionKind.VICE_REGENT:
        heads.update(chains_.get(giver.pk, ()))
    in_line = heads & set(chains_.get(position.pk, ()))
    return Mode.ORDER if in_line and position.kind not in NEVER_ORDERED else Mode.COORDINATION


def stands_above(position: Position, giver: Position, chains_: Chains) -> bool:
    """Whether this position is one of the giver's superiors."""
    return position.pk in chains_.get(giver.pk, ())


def directly_below(position: Position) -> "QuerySet[Position]":
    """Whom one hands an order to first: one's own subordinates, and one's villages' heads."""
    end = position.unit.path + END
    villages = Q(
        kind=PositionKind.VILLAGE_HEAD, unit__path__gt=position.unit.path, unit__path__lt=end
    )
    rows = Position.objects.filter(Q(superior=position) | villages, is_active=True)
    return rows.exclude(pk=position.pk).order_by("rank", "title", "pk")


def may_be_handed(position: Position, giver: Position, chains_: Chains) -> bool:
    """Whether `giver` may hand an order down to it: the line below, and one's villages' heads."""
    if giver.pk in chains_.get(position.pk, ()):
        return True
    own_place = position.unit.path.startswith(giver.unit.path + SEPARATOR)
    return position.kind == PositionKind.VILLAGE_HEAD and own_place
