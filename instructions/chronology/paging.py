"""Where a page of a chronology begins: after a moment, a rank (act or reading) and an id."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from django.db.models import Q
from django.utils.translation import gettext as _

from workflow.refusals import Refused, invalid

LARGEST_ID = 2**63 - 1
_SHAPE = re.compile(r"([0-9]{1,17})-([01])-([0-9]{1,19})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last line of the page before."""

    at: datetime
    rank: int
    pk: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """From the address; None for the first page. Raises Refused `bad_cursor`."""
        if not text:
            return None
        found = _SHAPE.fullmatch(text)
        if found is None or int(found[3]) > LARGEST_ID:
            sentence = _("Penanda halaman ini tidak berlaku.")
            raise Refused(invalid("cursor", "bad_cursor", sentence))
        return cls(_EPOCH + int(found[1]) * _TICK, int(found[2]), int(found[3]))


def cursor_of(place: tuple[datetime, int, int]) -> str:
    """A line's moment, rank and id, as an address carries them."""
    at, rank, pk = place
    return f"{(at - _EPOCH) // _TICK}-{rank}-{pk}"


def after(start: Cursor | None, rank: int) -> Q:
    """The condition on rows of one rank that come after a cursor."""
    if start is None:
        return Q()
    later = Q(at__gt=start.at)
    if rank > start.rank:
        return later | Q(at=start.at)
    if rank < start.rank:
        return later
    return later | Q(at=start.at, pk__gt=start.pk)
