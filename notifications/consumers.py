"""The outbox consumer that turns entries into notices and deliveries."""

from datetime import datetime

from notifications import dispatch, rules
from workflow.models import Entry
from workflow.outbox import Consumer, register


def handle(entry: Entry, at: datetime) -> None:
    """One entry alone; doing it twice changes nothing."""
    dispatch.handle_many([entry], at)


def start() -> None:
    """Enter the consumer in the outbox's registry."""
    register(Consumer("notifications", rules.wants, handle, dispatch.handle_many))
