"""What providers and devices tell us afterwards: sent, delivered, read, failed.

Receipts come late, twice and out of order; each moves its delivery forwards or nothing. They also come
before our own commit of the provider's id: then the delivery's own id, which the message carried, finds it.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from notifications import outcomes
from notifications.channels import Unreachable
from notifications.lifecycle import Status, change
from notifications.models import Delivery
from notifications.outcomes import Try

logger = logging.getLogger("sigap.deliveries")

KNOWN = frozenset({"sent", "delivered", "read", "failed"})


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
    unknown id or status is logged and ignored: providers tell of messages of other systems too.
    `delivery` is the public id that the message carried, if the provider hands it back: it is asked
    where the provider's own id is not written down yet, or never was because the sender was killed.
    """
    if status not in KNOWN or not provider_id:
        return _ignored(channel, status)
    rows = Delivery.objects.filter(channel=channel, provider_id=provider_id[:200])
    if delivery is not None and not rows.exists():
        return _early(channel, delivery, provider_id[:200], status, at, why)
    changed = _move(rows, status, at, why)
    if not changed and not rows.exists():
        return _ignored(channel, status)
    return changed


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
