"""What providers and devices tell us afterwards: sent, delivered, read, failed.

Receipts come late, twice and out of order; each moves its delivery forwards or nothing. They also come
early: a provider may tell of a message before we wrote its id down. Such a one is kept until the id is
there (`catch_up`, after the commit that wrote it; `tidy` for whoever was killed in between).
"""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from notifications import outcomes
from notifications.channels import Unreachable
from notifications.lifecycle import Status, change
from notifications.models import Delivery, EarlyReceipt
from notifications.outcomes import Try

logger = logging.getLogger("sigap.deliveries")

KNOWN = frozenset({"sent", "delivered", "read", "failed"})

KEPT = timedelta(days=1)
"""How long a receipt waits for its message: longer than a database is away, or a lease runs."""


def record(
    channel: str,
    provider_id: str,
    status: str,
    *,
    at: datetime,
    why: str = "",
    delivery: UUID | None = None,
) -> bool:
    """What a provider says of a message it took; whether it changed anything.

    `status` is "sent", "delivered", "read" or "failed". Idempotent, and never backwards: a late
    "sent" after "read" changes nothing. After "failed" the person's next channel is queued. An
    unknown status is logged and ignored; a receipt of an unknown id is kept a while, since the id may
    be about to be written down (providers tell of messages of other systems too: those are forgotten).
    `delivery` is the public id that the message carried, if the provider hands it back: it is asked
    where the provider's own id is not written down yet, or never was because the sender was killed.
    """
    if status not in KNOWN or not provider_id:
        return _ignored(channel, status)
    rows = Delivery.objects.filter(channel=channel, provider_id=provider_id[:200])
    if delivery is not None and not rows.exists():
        return _early(channel, delivery, provider_id[:200], status, at, why)
    changed = _move(rows, status, at, why)
    if changed or status == "sent" or rows.exists():
        return changed
    _keep(channel, provider_id[:200], status, at, why)
    # Whoever writes the id down looks for kept receipts after its commit, and this looks for the id
    # after its own: one of the two finds the other.
    return bool(catch_up(channel, [provider_id[:200]]))


def _keep(channel: str, provider_id: str, status: str, at: datetime, why: str) -> None:
    early = EarlyReceipt(
        channel=channel, provider_id=provider_id, status=status, at=at, why=why[:200]
    )
    EarlyReceipt.objects.bulk_create([early], ignore_conflicts=True)
    logger.info("receipt kept", extra={"channel": channel, "status": status})


def catch_up(channel: str, provider_ids: Collection[str]) -> int:
    """Apply what was said of these ids before they were written down; returns how much it changed.

    One statement where nothing was. To be called outside the transaction that writes the ids.
    """
    kept = EarlyReceipt.objects.filter(channel=channel, provider_id__in=provider_ids)
    return sum(_applied(one) for one in kept.order_by("at", "pk"))


def _applied(early: EarlyReceipt) -> bool:
    """Move the delivery it is about, if that is there now, and forget it; both or neither."""
    with transaction.atomic():
        rows = Delivery.objects.filter(channel=early.channel, provider_id=early.provider_id)
        if not rows.exists():
            return False
        # Another process may have been quicker.
        gone, _rows = EarlyReceipt.objects.filter(pk=early.pk).delete()
        return bool(gone) and _move(rows, early.status, early.at, early.why)


def tidy(*, at: datetime, limit: int = 500) -> int:
    """Apply what a killed process left, forget what is about nothing of ours; returns how many."""
    known = Delivery.objects.filter(
        channel=OuterRef("channel"), provider_id=OuterRef("provider_id")
    ).exclude(provider_id="")
    left = EarlyReceipt.objects.filter(Exists(known)).order_by("at", "pk")[:limit]
    done = sum(_applied(one) for one in left)
    old = EarlyReceipt.objects.filter(at__lt=at - KEPT).order_by("pk")
    ids = list(old.values_list("pk", flat=True)[:limit])
    return done + (EarlyReceipt.objects.filter(pk__in=ids).delete()[0] if ids else 0)


def on_device(public_id: UUID, *, at: datetime) -> bool:
    """The device itself says that the message of this delivery came; whether there is one."""
    rows = Delivery.objects.filter(public_id=public_id)
    return _move(rows, "delivered", at, "") or rows.exists()


def _move(rows: "QuerySet[Delivery]", status: str, at: datetime, why: str) -> bool:
    if status == "failed":
        return _failed(rows, at, why)
    if status == "sent":
        return False  # it was sent when the provider took it; that is written down already
    if status == "delivered":
        return bool(change(rows, "deliver", delivered_at=at))
    arrived = Coalesce(F("delivered_at"), Value(at))
    return bool(change(rows, "read", read_at=at, delivered_at=arrived))


def _early(
    channel: str, delivery: UUID, provider_id: str, status: str, at: datetime, why: str
) -> bool:
    """A status that came before what it is about was written down: the provider took the message.

    Of two tries of a delivery, either may have arrived; only the one on record may have failed.
    """
    rows = Delivery.objects.filter(channel=channel, public_id=delivery)
    nameless = rows.filter(provider_id="")
    with transaction.atomic():
        if not rows.exists():
            return _ignored(channel, status)
        if status == "failed":
            return _failed(nameless, at, why)
        nameless.filter(status=Status.SENDING).update(provider_id=provider_id)
        taken = bool(change(rows, "send", sent_at=at))
        return _move(rows, status, at, "") or taken


def _failed(rows: "QuerySet[Delivery]", at: datetime, why: str) -> bool:
    """The provider took it and could not bring it: on to the next channel, once."""
    row = rows.filter(status__in=[Status.SENDING, Status.SENT]).first()
    if row is None:
        return False
    outcomes.record([(Try.of(row), Unreachable(why or "failed"))], at=at)
    return True


def _ignored(channel: str, status: str) -> bool:
    logger.info("receipt ignored", extra={"channel": channel, "status": status[:20]})
    return False
