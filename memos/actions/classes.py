"""How secret a memo is, after the order it belongs to."""

from datetime import datetime

from django.db import transaction

from instructions.models import Classification, Instruction
from memos.lifecycle import LIVE
from memos.models import Memo
from workflow import door
from workflow.actors import Actor
from workflow.door import Deed, DoneMany


def follow_class(order_id: int, *, actor: Actor, at: datetime) -> DoneMany[Memo]:
    """Raise every live memo of an order to the order's class; those as secret already stay."""
    with transaction.atomic():
        orders = Instruction.objects.select_for_update(no_key=True, of=("self",))
        order = orders.get(pk=order_id)
        below = Classification.values[: order.rank_of_class()]
        rows = Memo.objects.filter(order=order, security__in=below, status__in=LIVE)
        raised = {"security": order.classification}
        deed = Deed(facts=raised, sets=raised)
        return door.act_many(rows, "raise_class", actor=actor, hat=None, at=at, deed=deed)
