"""Which people are told when something is told to a position.

Whoever acts in it: the holder, for an absent one whoever stands in, for a vacant one the line
above, where nobody stands above the secretariat; and the aides it lent verbs to. Set by set: the
number of statements does not depend on that of positions.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.hats import by_rank, in_force, titled
from accounts.models import Appointment, Delegation, Person, Position, PositionKind
from accounts.queries import seats
from accounts.seats import acting_for


@dataclass(frozen=True, slots=True)
class Told:
    """A person who is told in a position; `title` is the hat as it is addressed to them.

    `by_desk` says that they only play it, as the secretariat, because nobody else is there.
    """

    person: Person
    title: str
    is_aide: bool = False
    by_desk: bool = False


def told_in(positions: Collection[int], *, on: date) -> Mapping[int, list[Told]]:
    """Who is told in each of the positions (by id), whoever acts before the aides.

    Two statements, and seven more at the most where one of them is vacant. A person who may not
    sign in is told nothing.
    """
    found: dict[int, list[Told]] = defaultdict(list)
    held = Appointment.objects.filter(
        in_force(on), position__in=positions, position__is_active=True
    ).select_related("person", "position")
    for row in sorted(held, key=by_rank):
        # The first acts: a running Plh. before the absent holder.
        if row.position_id not in found:
            title = titled(row.capacity, row.position.title)
            found[row.position_id].append(Told(row.person, title))
    vacant = set(positions) - found.keys()
    if vacant:
        _for_vacant(vacant, found, on)
    lent = Delegation.objects.filter(in_force(on), principal__in=positions)
    for loan in lent.select_related("person", "principal").order_by("pk"):
        found[loan.principal_id].append(Told(loan.person, loan.principal.title, is_aide=True))
    return {pk: [one for one in told if one.person.is_active] for pk, told in found.items()}


def _for_vacant(positions: Collection[int], found: dict[int, list[Told]], on: date) -> None:
    """The nearest filled seat above each; the secretariat where there is none."""
    unled = []
    rows = list(Position.objects.filter(pk__in=positions).order_by())
    for acting in acting_for(rows, on=on):
        if acting.by is not None and acting.by.person is not None:
            found[acting.position.pk].append(Told(acting.by.person, acting.position.title))
        elif acting.position.kind != PositionKind.PARTNER:
            unled.append(acting.position)
    if not unled:
        return
    desk = Position.objects.filter(unit__keeps_registers=True, carries=False, is_active=True)
    for seat in seats(desk.order_by("rank", "pk"), on=on):
        if seat.person is not None:
            for position in unled:
                found[position.pk].append(Told(seat.person, position.title, by_desk=True))
