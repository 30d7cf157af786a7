"""Reading people and positions: for the composer's search, the lists, the tree and the titles.

Everybody signed in may see who holds which position: it hangs on the wall of every office.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.hats import acting_holder, in_force, running_appointments, titled
from accounts.models import Appointment, Capacity, Person, Position

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Seat:
    """A position on a day: who acts in it and in what right; nobody where it is vacant."""

    position: Position
    person: Person | None
    capacity: Capacity | None

    @property
    def is_vacant(self) -> bool:
        """Whether an order to it would start with the superior."""
        return self.person is None

    @property
    def title(self) -> str:
        """The title as it is addressed: 'Plt. Camat Mandiangin Timur'."""
        return titled(self.capacity or Capacity.DEFINITIVE, self.position.title)


def seat(position: Position) -> Seat:
    """The seat of a position fetched with `running_appointments`."""
    row = acting_holder(position)
    if row is None:
        return Seat(position, None, None)
    return Seat(position, row.person, Capacity(row.capacity))


def seats(positions: QuerySet[Position], *, on: date) -> list[Seat]:
    """Who sits where on a day, for any number of positions in two statements."""
    rows = positions.select_related("unit").prefetch_related(running_appointments(on))
    return [seat(position) for position in rows]


def search_positions(text: str, *, limit: int = 20, on: date) -> list[Seat]:
    """Positions in which every word occurs in the title, the unit, or the holder's name.

    Letter case does not matter; the highest rank comes first. Two statements.
    """
    found = Position.objects.filter(is_active=True)
    for word in words(text):
        holder = Appointment.objects.filter(
            in_force(on), position=OuterRef("pk"), person__name__icontains=word
        )
        found = found.filter(
            Q(title__icontains=word) | Q(unit__name__icontains=word) | Exists(holder)
        )
    return seats(found.order_by("rank", "title", "pk")[:limit], on=on)


def words(text: str) -> Sequence[str]:
    """The words to look for, eight at most; what no name holds (control characters) is left out."""
    return "".join(c if c.isprintable() else " " for c in text).split()[:MOST_WORDS]


def seats_of(positions: Iterable[Position], *, on: date) -> list[Seat]:
    """The seats of positions at hand, in their order; one statement for all of them."""
    rows = list(positions)
    running: dict[int, list[Appointment]] = {position.pk: [] for position in rows}
    for row in Appointment.objects.filter(in_force(on), position__in=running).select_related(
        "person"
    ):
        running[row.position_id].append(row)
    for position in rows:
        position.running = running[position.pk]  # type: ignore[attr-defined]
    return [seat(position) for position in rows]
