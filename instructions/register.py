"""The register of orders: one line per order and recipient, of exactly what one may see.

The giver's side has a line for every recipient, a recipient the line of its own share alone. Whoever
sees an order without a share in it, like the desk that puts it on paper, has one line for the order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from instructions.board import is_late
from instructions.lifecycle import State, Status
from instructions.models import Assignment, Classification, Instruction, Urgency
from instructions.search import RECEIVED, Search

CHUNK = 500
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the register; labels are in the reader's language.

    `answer_by` and `finish_by` are the order's, or the share's while its clock runs. `late` is how
    many whole hours (at least 1) a running deadline has passed, None where none has.
    """

    reference: str
    issued_at: datetime
    giver: str
    recipient: str
    text: str
    urgency: str
    classification: Classification
    status: str
    answer_by: datetime | None
    answered_at: datetime | None
    finish_by: datetime | None
    finished_at: datetime | None
    late: int | None


@dataclass(frozen=True, slots=True)
class Register:
    """The lines of a search, newest order first; `count` and each walk take two statements."""

    search: Search

    def count(self) -> int:
        """How many lines there are."""
        return self._shares().count() + self._orders().count()

    def __iter__(self) -> Iterator[Line]:
        """The lines, read in chunks."""
        at = self.search.at
        shares = self._shares().order_by(
            "-instruction__year", "-instruction__number", "position__rank", "pk"
        )
        orders = self._orders().order_by("-year", "-number")
        of_shares = (
            (_place(share.instruction, share.position.rank, share.pk), _of_share(share, at))
            for share in shares.iterator(CHUNK)
        )
        of_orders = ((_place(order), _of_order(order)) for order in orders.iterator(CHUNK))
        for _where, line in merge(of_shares, of_orders, key=itemgetter(0)):
            yield line

    def _shares(self) -> "QuerySet[Assignment]":
        return self.search.shares().filter(instruction__issued_at__isnull=False)

    def _orders(self) -> "QuerySet[Instruction]":
        """Issued orders that fit and in which the reader may see no share."""
        asked = self.search.asked
        if asked.about_shares or asked.role == RECEIVED:
            return Instruction.objects.none()
        seen = self.search.shares_in_role().order_by().values("instruction_id")
        return self.search.orders().filter(issued_at__isnull=False).exclude(pk__in=seen)


def _place(order: Instruction, rank: int = 0, key: int = 0) -> tuple[int, int, int, int]:
    """Where a line stands: years and numbers fall, ranks and ids rise."""
    return -(order.year or 0), -(order.number or 0), rank, key


def _of_share(share: Assignment, at: datetime) -> Line:
    order = share.instruction
    done = share.status == State.COMPLETED
    return Line(
        **{**_common(order), "giver": share.giver.title},
        recipient=share.position.title,
        status=str(State(share.status).label),
        answer_by=None if share.is_for_information else share.answer_by or order.answer_by,
        answered_at=share.answered_at,
        finish_by=None if share.is_for_information else share.finish_by or order.finish_by,
        finished_at=share.settled_at if done else None,
        late=_late(share, at),
    )


def _of_order(order: Instruction) -> Line:
    label = str(Status(order.status).label)
    return Line(
        **_common(order),
        recipient=", ".join(order.addressees.get("names", [])),
        status=label[:1].upper() + label[1:],
        answer_by=order.answer_by,
        answered_at=None,
        finish_by=order.finish_by,
        finished_at=order.closed_at if order.status == Status.COMPLETED else None,
        late=None,
    )


def _common(order: Instruction) -> dict[str, Any]:
    return {
        "reference": order.reference,
        "issued_at": order.issued_at,
        "giver": order.giver.title,
        "text": order.text,
        "urgency": str(Urgency(order.urgency).label),
        "classification": Classification(order.classification),
    }


def _late(share: Assignment, at: datetime) -> int | None:
    if not is_late(share, at=at):
        return None
    silent = share.status == State.SENT and share.answer_by and share.answer_by < at
    due = share.answer_by if silent else share.finish_by
    return max(1, (at - due) // HOUR) if due else None
