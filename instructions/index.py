"""Keeping the words by which orders are found.

The index follows the order's row: whatever happened, a row of the outbox makes the words of that
order what they should be now. The text of an order never changes after issue, so there are three
occasions: it is issued, its class is raised, its words are destroyed by law. Doing it twice changes
nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from instructions.models import Instruction, SearchWord
from instructions.queries import SECRET
from instructions.stems import stems_of
from workflow.destruction import VERB as DESTROY
from workflow.models import Entry
from workflow.outbox import Consumer, register

OCCASIONS = frozenset({"issue", "reclassify", DESTROY})


def wants(entry: Entry) -> bool:
    """Whether an entry may change what an order is found by."""
    return entry.kind == Instruction.kind and entry.verb in OCCASIONS


def handle(entry: Entry, at: datetime) -> None:
    """Index the order of an entry; three statements."""
    index(Instruction.objects.filter(pk=entry.subject_id))


def handle_many(entries: Sequence[Entry], at: datetime) -> None:
    """Index the orders of many entries; three statements."""
    index(Instruction.objects.filter(pk__in={entry.subject_id for entry in entries}))


def index(orders: Iterable[Instruction]) -> None:
    """Make the words of these orders what their rows say; three statements however many."""
    rows = list(orders)
    SearchWord.objects.filter(order__in=rows).delete()
    SearchWord.objects.bulk_create(
        SearchWord(order=order, stem=stem)
        for order in rows
        if order.issued_at is not None and order.classification not in SECRET
        for stem in stems_of(order.text)
    )


def start() -> None:
    """Enter the consumer in the outbox's registry."""
    register(Consumer("search", wants, handle, handle_many))
