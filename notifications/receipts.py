"""What providers say became of a message."""

from datetime import datetime
from typing import Any

from django.apps import apps

_BEFORE = {
    "sent": ["queued", "sending"],
    "delivered": ["queued", "sending", "sent"],
    "read": ["queued", "sending", "sent", "delivered"],
    "failed": ["queued", "sending", "sent"],
}


def record(channel: str, provider_id: str, status: str, *, at: datetime, why: str = "") -> bool:
    """Note a receipt, never backwards; whether it changed anything."""
    deliveries: Any = apps.get_model("notifications", "Delivery")._default_manager  # noqa: SLF001
    rows = deliveries.filter(channel=channel, provider_id=provider_id, status__in=_BEFORE[status])
    changes = {"status": status}
    return bool(rows.update(**changes))
