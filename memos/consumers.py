"""What a memo means for the order it rests beside: whoever asked for a written basis now has it."""

from datetime import datetime

from instructions import actions as orders
from memos.models import Memo
from workflow.actors import Clockwork
from workflow.models import Entry
from workflow.outbox import Consumer, register


def wants(entry: Entry) -> bool:
    """A dispatched memo is a written basis."""
    return entry.kind == Memo.kind and entry.verb == "dispatch"


def handle(entry: Entry, at: datetime) -> None:
    """Let the clocks run on; doing it twice changes nothing."""
    rows = Memo.objects.filter(pk=entry.subject_id, share__isnull=True)
    order_id = rows.values_list("order_id", flat=True).first()
    if order_id is not None:
        orders.supply_memo(order_id, actor=Clockwork(entry.request), at=at)


def start() -> None:
    """Enter the consumer in the outbox's registry."""
    register(Consumer("memos", wants, handle))
