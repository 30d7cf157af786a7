"""What one settlement means for the rest, in the same transaction and in a few statements.

Settling a share closes everything below it. The last settlement closes the order, and with it what
is still open. `closed` counts against nobody. The order's row is locked before any of its shares.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from instructions.lifecycle import UNSETTLED, State
from instructions.models import Assignment, Instruction, Role
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed, Done
from workflow.refusals import NOT_FOUND, Refused


def locked_order(key: str, actor: Actor) -> Instruction:
    """The order with public id `key`, locked. Raises Refused `not_found`."""
    rows = Instruction.visible_to(actor).filter(public_id=key)
    order = rows.select_for_update(no_key=True, of=("self",)).first()
    if order is None:
        raise Refused(NOT_FOUND)
    return order


def settle(
    verb: str,
    key: str,
    deed: Deed,
    *,
    actor: Actor,
    at: datetime,
    if_version: int | None,
) -> Done[Assignment]:
    """Do a verb that settles one share, with everything that follows from it."""
    with transaction.atomic():
        done = door.act(Assignment, key, verb, actor=actor, at=at, deed=deed, if_version=if_version)
        if not done.repeated:
            order = done.subject.instruction
            after_settling(order, [done.subject], actor=actor, hat=done.hat, at=at)
    return done


def after_settling(
    order: Instruction, shares: Sequence[Assignment], *, actor: Actor, hat: Hat | None, at: datetime
) -> None:
    """Close what lies below the settled shares, then the order if that was the last of it."""
    if shares:
        close_below(shares, actor=actor, hat=hat, at=at)
        _close_if_all_settled(order, actor=actor, hat=hat, at=at)


def close_below(
    shares: Sequence[Assignment], *, actor: Actor, hat: Hat | None, at: datetime
) -> None:
    """Close everything that was handed down from these shares and is not over."""
    below = Assignment.objects.below([share.pk for share in shares]).not_settled()
    deed = Deed(facts={"cause": "settled_above"})
    door.act_many(
        below.select_related("instruction"), "close", actor=actor, hat=hat, at=at, deed=deed
    )


def _close_if_all_settled(
    order: Instruction, *, actor: Actor, hat: Hat | None, at: datetime
) -> None:
    """Close the order if nothing is left to do and something was done; its row is locked already."""
    roots = Assignment.objects.roots().filter(instruction=order)
    states = set(roots.exclude(role=Role.INFORMATION).values_list("status", flat=True))
    if states & set(UNSETTLED) or State.COMPLETED not in states:
        return
    deed = Deed(facts={"cause": "last_settlement"})
    itself = Instruction.objects.filter(pk=order.pk)
    door.act_many(itself, "close", actor=actor, hat=hat, at=at, deed=deed)
    end_all(order, "close", actor=actor, hat=hat, at=at, facts=deed.facts)


def end_all(
    order: Instruction, verb: str, *, actor: Actor, hat: Hat | None, at: datetime, facts: Any
) -> None:
    """Revoke or close every share of an order that is not over, at whatever depth."""
    rows = Assignment.objects.not_settled().filter(instruction=order)
    deed = Deed(facts=facts)
    door.act_many(rows.select_related("instruction"), verb, actor=actor, hat=hat, at=at, deed=deed)
