"""START HERE: the life of a delivery, in one table.

A delivery is bookkeeping, no subject: it has no entries and changes nobody's version. Its status
changes only here, by an update on the condition that it may, so that a late receipt, a second
worker or a repeated call finds nothing to change instead of turning it back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, DateTimeField, QuerySet, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from notifications.models import Delivery


class Status(TextChoices):
    """Where a delivery stands; "read" and "silenced" are both the end of it."""

    QUEUED = "queued", _("menunggu dikirim")
    SENDING = "sending", _("sedang dikirim")
    SENT = "sent", _("terkirim")
    DELIVERED = "delivered", _("sampai di perangkat")
    READ = "read", _("dibaca")
    FAILED = "failed", _("gagal")
    SILENCED = "silenced", _("tidak perlu lagi")


S = Status


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the table: from which statuses, to which."""

    source: tuple[Status, ...]
    target: Status


CHANGES = {
    "claim": Change((S.QUEUED, S.SENDING), S.SENDING),
    "postpone": Change((S.SENDING,), S.QUEUED),
    "send": Change((S.SENDING,), S.SENT),
    "deliver": Change((S.SENDING, S.SENT, S.FAILED), S.DELIVERED),
    "read": Change((S.SENDING, S.SENT, S.DELIVERED, S.FAILED), S.READ),
    "fail": Change((S.SENDING, S.SENT), S.FAILED),
    "silence": Change((S.QUEUED,), S.SILENCED),
    "drop": Change((S.SENDING,), S.SILENCED),
}
"""A claim of a row that is being sent is a retry, after its lease ran out."""

UNFINISHED = (S.QUEUED, S.SENDING)
ARRIVED = (S.DELIVERED, S.READ, S.SILENCED)
"""It was on the device, or the person had dealt with the matter before it was sent."""

LEASE = timedelta(seconds=120)
"""How long a try may take before somebody else tries again."""

MOST_TRIES = 4
"""After so many failed tries on one channel the next one is used."""


def change(rows: "QuerySet[Delivery]", name: str, **facts: Any) -> int:
    """Move those of the rows that may move; returns how many. Raises KeyError for a strange name.

    `facts` are the other columns, in the same statement. Only a claim leaves a lease, and what is
    over is due no more.
    """
    row = CHANGES[name]
    facts.setdefault("locked_until", None)
    if row.target not in UNFINISHED:
        facts["due_at"] = None
    may: Iterable[Status] = row.source
    return rows.filter(status__in=list(may)).update(status=row.target, **facts)


def settle(rows: "QuerySet[Delivery]", *, at: datetime, **facts: Any) -> int:
    """Over for the person: silence what is queued, and read what was sent; one statement."""
    silenced, read = CHANGES["silence"], CHANGES["read"]
    open_now = [s for s in (*silenced.source, *read.source) if s is not Status.FAILED]
    queued = When(status__in=silenced.source, then=Value(silenced.target.value))
    never: Value = Value(None, output_field=DateTimeField())
    return rows.filter(status__in=open_now).update(
        status=Case(queued, default=Value(read.target.value)),
        read_at=Case(When(status__in=silenced.source, then=never), default=Value(at)),
        locked_until=None,
        due_at=None,
        **facts,
    )
