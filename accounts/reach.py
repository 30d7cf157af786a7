"""Which people are told when something is told to a position.

Whoever acts in it: the holder, for an absent one whoever stands in, for a vacant one the line
above, where nobody stands above the secretariat; and the aides it lent verbs to. Set by set: the
number of statements does not depend on that of positions.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.hats import in_force
from accounts.models import Delegation, Person, Position, PositionKind
from accounts.queries import seats
from accounts.seats import acting_for


@dataclass(frozen=True, slots=True)
class Told:
    """A person who is told in a position; `title` is the hat as it is addressed to them."""

    person: Person
    title: str
    is_aide: bool = False


def told_in(positions: Collection[int], *, on: date) -> Mapping[int, list[Told]]:
    """Who is told in each of the positions (by id), whoever acts before the aides; six statements.

    A person who may not sign in is told nothing.
    """
    rows = list(Position.objects.filter(pk__in=positions).order_by())
    found: dict[int, list[Told]] = defaultdict(list)
    unled = []
    for acting in acting_for(rows, on=on):
        seat, position = acting.by, acting.position
        if seat is not None and seat.person is not None:
            title = acting.own.title if seat is acting.own else position.title
            found[position.pk].append(Told(seat.person, title))
        elif position.kind != PositionKind.PARTNER:
            unled.append(position)
    if unled:
        desk = Position.objects.filter(unit__keeps_registers=True, is_active=True)
        for seat in seats(desk.order_by("rank", "pk"), on=on):
            if seat.person is not None:
                for position in unled:
                    found[position.pk].append(Told(seat.person, position.title))
    lent = Delegation.objects.filter(in_force(on), principal__in=positions)
    for row in lent.select_related("person", "principal").order_by("pk"):
        found[row.principal_id].append(Told(row.person, row.principal.title, is_aide=True))
    return {pk: [one for one in told if one.person.is_active] for pk, told in found.items()}
