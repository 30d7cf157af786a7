"""What a memo means for the order it rests beside: whoever asked for a written basis now has it."""

from datetime import datetime

from instructions import actions as orders
from instructions.models import Instruction
from memos.actions import follow_class
from memos.models import Memo
from workflow.actors import Clockwork
from workflow.models import Entry
from workflow.outbox import Consumer, register


def wants(entry: Entry) -> bool:
    """A dispatched memo is a written basis; an order that becomes more secret takes its memos along."""
    return (entry.kind, entry.verb) in {(Memo.kind, "dispatch"), (Instruction.kind, "reclassify")}


def handle(entry: Entry, at: datetime) -> None:
    """Let the clocks run on, or the memos follow; doing it twice changes nothing."""
    if entry.kind == Instruction.kind:
        follow_class(entry.subject_id, actor=Clockwork(entry.request), at=at)
        return
    rows = Memo.objects.filter(pk=entry.subject_id, share__isnull=True)
    order_id = rows.values_list("order_id", flat=True).first()
    if order_id is not None:
        orders.supply_memo(order_id, actor=Clockwork(entry.request), at=at)


def start() -> None:
    """Enter the consumer in the outbox's registry."""
    register(Consumer("memos", wants, handle))
