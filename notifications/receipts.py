"""What providers say became of a message."""

from datetime import datetime

from django.apps import apps

_BEFORE = {"sent": [""], "delivered": ["", "sent"], "read": ["", "sent", "delivered"]}


def record(channel: str, provider_id: str, status: str, *, at: datetime, why: str = "") -> bool:
    """Note a receipt, never backwards; whether it changed anything."""
    earlier = _BEFORE.get(status, ["", "sent"])
    rows = apps.get_model("notifications", "Delivery")._default_manager.filter(  # noqa: SLF001
        channel=channel, provider_id=provider_id, receipt__in=earlier
    )
    return bool(rows.update(receipt=status))
