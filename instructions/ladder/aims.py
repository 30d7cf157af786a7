"""Whom a rung reaches, and whom it must pass over.

Help is asked of the recipient's own secretary, then of the superior or the pengendali. Nothing goes
to the recipient about themselves, to the giver, or to anybody above the giver; an order between
giver and recipient alone stays between them, and whoever is only asked is only reminded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.models import Position, PositionKind
from instructions import line
from instructions.ladder.rungs import Aim
from instructions.models import Assignment
from instructions.models.ladder import Skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What aiming needs to know of many shares at once."""

    chains: line.Chains
    secretaries: Mapping[int, int]
    """The position that keeps a unit's work together, by the unit's id."""


def around(shares: Iterable[Assignment]) -> Surroundings:
    """The surroundings of these shares; two statements."""
    rows = list(shares)
    units = {share.position.unit_id for share in rows}
    found = Position.objects.filter(
        unit__in=units, kind=PositionKind.AGENCY_SECRETARY, is_active=True
    )
    # The first of several by rank stands last here, and so it stays.
    secretaries = dict(found.order_by("-rank", "-pk").values_list("unit_id", "pk"))
    ids = {pk for share in rows for pk in (share.position_id, share.giver_id)}
    return Surroundings(line.chains(ids), secretaries)


def target(aim: Aim, share: Assignment, near: Surroundings) -> int | Skip:
    """Id of the position a rung of this share speaks to, or why it speaks to nobody."""
    parties = {
        Aim.RECIPIENT: share.position_id,
        Aim.GIVER: share.giver_id,
        Aim.DECIDER: _decider(share),
    }
    if aim in parties:
        return parties[aim]
    if share.instruction.only_me:
        return Skip.ONLY_ME
    if share.is_coordination:
        return Skip.COORDINATION
    if aim is Aim.OFFICE:
        found = near.secretaries.get(share.position.unit_id)
        return Skip.NOBODY if found is None else allowed(found, share, near.chains)
    return _superior(share, near)


def _decider(share: Assignment) -> int:
    """The pengendali of a root share; the giver of what was handed down, and of a pengendali's own."""
    controller = share.instruction.controller_id if share.parent_id is None else None
    return share.giver_id if controller in {None, share.position_id} else controller


def _superior(share: Assignment, near: Surroundings) -> int | Skip:
    """The superior, or the order's pengendali where the superior must not be asked."""
    above = near.chains.get(share.position_id, ())
    first = allowed(above[0], share, near.chains) if above else Skip.NOBODY
    controller = share.instruction.controller_id if share.parent_id is None else None
    if isinstance(first, Skip) and controller is not None:
        return allowed(controller, share, near.chains)
    return first


def allowed(position: int, share: Assignment, chains: line.Chains) -> int | Skip:
    """The position, unless it must not be told of this share; `chains` hold the giver's."""
    if position == share.position_id:
        return Skip.IS_RECIPIENT
    if position == share.giver_id:
        return Skip.IS_GIVER
    if position in chains.get(share.giver_id, ()):
        return Skip.ABOVE_GIVER
    return position
