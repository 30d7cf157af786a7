"""What the API says of groups. The forms are in group_shapes.py."""

from collections.abc import Sequence

from accounts.actors import Actor
from accounts.group_edits import keepers
from accounts.models import RecipientList
from accounts.queries import Seat
from api.outputs import Json, moment, position_ref, seat_out


def group_out(group: RecipientList, actor: Actor) -> Json:
    """A group counted by `accounts.groups`."""
    return {
        "id": str(group.public_id),
        "name": group.name,
        "noun": group.noun,
        "formal_name": group.formal_name,
        "size": group.size,
        "owner": position_ref(group.owner),
        "rule": _rule(group) if group.by_rule else None,
        "last_used_at": moment(getattr(group, "used_at", None)),
        "editable": bool(keepers(group, actor)),
    }


def group_detail(
    group: RecipientList, actor: Actor, seats: Sequence[Seat], next_: str | None
) -> Json:
    """A group fetched with the positions of both its relations, and a page of whom it reaches."""
    return {
        **group_out(group, actor),
        "named": [position_ref(one) for one in group.positions.all()],
        "left_out": [position_ref(one) for one in group.left_out.all()],
        "positions": [seat_out(seat) for seat in seats],
        "next": next_,
    }


def _rule(group: RecipientList) -> Json:
    within = group.within
    return {
        "position_kinds": group.position_kinds,
        "unit_kinds": group.unit_kinds,
        "within": {"id": str(within.public_id), "name": within.name} if within else None,
        "region": group.region,
    }
