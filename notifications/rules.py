"""Who is told about which entry: the table says which parts, this module which positions.

Nobody is told of their own act, and nobody of what is not theirs to see.
"""

from accounts.models import Position
from instructions.lifecycle import Part
from instructions.models import Assignment, Climb, Instruction, Step
from instructions.models.ladder import Outcome
from memos.lifecycle import Part as MemoPart
from memos.models import Memo
from workflow.models import Entry, subject_models


def wants(entry: Entry) -> bool:
    """Whether anybody is to be told of this entry at all."""
    model = subject_models().get(entry.kind)
    move = model.lifecycle.by_verb.get(entry.verb) if model else None
    if move is None or not move.tells:
        return False
    # Recipients hear of the end of an order through their own share, once and not twice.
    return not (entry.kind == Instruction.kind and entry.verb in {"close", "revoke"})


def told(entry: Entry) -> set[int]:
    """Ids of the positions told of an entry, without the one that acted."""
    move = subject_models()[entry.kind].lifecycle.move(entry.verb)
    if entry.kind == Climb.kind and "told" in entry.facts:
        return set(entry.facts["told"])
    if entry.kind == Climb.kind:
        told = Step.objects.filter(climb=entry.subject_id, outcome=Outcome.CLIMBED)
        return {pk for pk in told.values_list("told_id", flat=True) if pk}
    positions: set[int] = set()
    order, shares = _order_of(entry)
    if order is not None:
        # What was handed down concerns whoever handed it down, and not the order's own giver.
        roots = [share for share in shares if share.parent_id is None]
        if Part.GIVER in move.tells:
            positions.update(share.giver_id for share in shares)
        if Part.CONTROLLER in move.tells and order.controller_id and roots:
            positions.add(order.controller_id)
        if Part.RECIPIENT in move.tells:
            positions.update(share.position_id for share in shares)
    if Part.SECRETARIAT in move.tells and not (order and order.is_secret):
        desk = Position.objects.filter(unit__keeps_registers=True, is_active=True)
        positions.update(desk.values_list("pk", flat=True))
    if MemoPart.SIGNER in move.tells:
        signers = Memo.objects.filter(pk=entry.subject_id)
        positions.update(pk for pk in signers.values_list("signer_id", flat=True) if pk)
    return positions - {entry.position_id or 0}


def _order_of(entry: Entry) -> tuple[Instruction | None, list[Assignment]]:
    if entry.kind == Assignment.kind:
        share = Assignment.objects.select_related("instruction").get(pk=entry.subject_id)
        return share.instruction, [share]
    if entry.root_kind == Instruction.kind:
        order = Instruction.objects.get(pk=entry.root_id)
        return order, list(order.assignments.all())
    return None, []
