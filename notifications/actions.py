"""What people do with notices: reading them."""

from datetime import datetime

from notifications.models import Notice
from workflow.actors import Actor


def mark_read(*, actor: Actor, at: datetime) -> int:
    """The bell was opened: everything shown to the actor's positions is read. Returns how many."""
    rows = Notice.objects.visible_to(actor).filter(read_at__isnull=True)
    return Notice.objects.filter(pk__in=rows.order_by().values("pk")).update(read_at=at)
