"""Who sits where, from appointments at hand; and who sits above. Asks the database nothing."""

from collections import defaultdict
from collections.abc import Iterable

from accounts.models import Appointment, Position
from accounts.queries import Seat, seat
from accounts.reshuffle.scene import line_above


class Seating:
    """The appointments of one day, by post."""

    def __init__(self, appointments: Iterable[Appointment]) -> None:
        self._running: dict[int, list[Appointment]] = defaultdict(list)
        for row in appointments:
            self._running[row.position_id].append(row)

    def seat(self, post: Position) -> Seat:
        """Who acts in a post; an empty seat where nobody does."""
        post.running = self._running[post.pk]  # type: ignore[attr-defined]
        return seat(post)

    def above(self, post: Position, *, but: frozenset[int] = frozenset()) -> Seat | None:
        """The nearest superior with somebody in the seat who is none of the people `but`."""
        for superior in line_above(post):
            found = self.seat(superior)
            if found.person is not None and found.person.pk not in but:
                return found
        return None
