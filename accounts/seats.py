"""Who acts for a position: its holder, who stands in, or for a vacant one the line above it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import Position
from accounts.queries import Seat, seats
from accounts.vacancies import LEVELS


@dataclass(frozen=True, slots=True)
class Acting:
    """A position: its own seat, and the filled seats of the line above it, nearest first."""

    own: Seat
    above: tuple[Seat, ...]

    @property
    def position(self) -> Position:
        """The position asked about."""
        return self.own.position

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds or stands in for it, so that the line above acts."""
        return self.own.is_vacant

    @property
    def by(self) -> Seat | None:
        """The seat that acts: its own, else the nearest filled one above; None where nobody does."""
        if not self.is_vacant:
            return self.own
        return self.above[0] if self.above else None


def acting_for(positions: Iterable[Position], *, on: date) -> list[Acting]:
    """Who acts for each position on a day, in the order given; three statements.

    For a vacant one that is the first of the `LEVELS` superiors above that is filled; a position
    that is no longer in use counts as vacant.
    """
    wanted = list(positions)
    lines = lines_above(wanted)
    ids = {pk for pk, line in lines.items() for pk in (pk, *line)}
    filled = {seat.position.pk: seat for seat in seats(Position.objects.filter(pk__in=ids), on=on)}
    return [
        Acting(
            filled[position.pk],
            tuple(filled[pk] for pk in lines[position.pk] if _is_filled(filled[pk])),
        )
        for position in wanted
    ]


def _is_filled(seat: Seat) -> bool:
    return seat.position.is_active and not seat.is_vacant


def lines_above(positions: Iterable[Position]) -> Mapping[int, list[int]]:
    """Ids of the superiors of each position, nearest first, at most `LEVELS`; one statement."""
    steps = ["__".join(["superior"] * level) + "_id" for level in range(1, LEVELS + 1)]
    rows = Position.objects.filter(pk__in=[each.pk for each in positions])
    return {
        pk: [above for above in line if above is not None]
        for pk, *line in rows.values_list("pk", *steps)
    }
