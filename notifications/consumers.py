"""The outbox consumer that turns entries into notices."""

from datetime import datetime

from notifications import rules
from notifications.models import Notice
from workflow.models import Entry
from workflow.outbox import Consumer, register


def handle(entry: Entry, at: datetime) -> None:
    """One notice per position told; doing it twice changes nothing."""
    rows = [Notice(position_id=pk, entry=entry, at=at) for pk in sorted(rules.told(entry))]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def start() -> None:
    """Enter the consumer in the outbox's registry."""
    register(Consumer("notifications", rules.wants, handle))
