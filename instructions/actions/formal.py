"""What a dispatched memo does to the order that it carries; called inside the dispatch.

Whether the actor may is the memo's own question. The order's row must be locked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Position
from instructions import addressing, issuing
from instructions.actions import cascades
from instructions.clock import from_now
from instructions.lifecycle import State, Status
from instructions.models import Assignment, Instruction
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A dispatched memo as the order's ledger names it, and who dispatched it when."""

    memo: str
    number: str
    actor: Actor
    hat: Hat
    at: datetime

    @property
    def facts(self) -> dict[str, Any]:
        """For entries: which memo."""
        return {"memo": self.memo, "number": self.number}


@dataclass(frozen=True, slots=True)
class Differences:
    """How many recipients the memo added to the order, and how many it dropped."""

    added: int = 0
    dropped: int = 0


def rest_on_memo(order: Instruction, roles: Mapping[Position, str], *, basis: Basis) -> Differences:
    """Make a running order a written one, with the memo's addressees; answers and clocks stay.

    Whoever the memo adds gets a share, whose clocks start now; whoever it leaves out is revoked. A
    completed order takes the basis and no other recipients.
    """
    rows = Instruction.objects.filter(pk=order.pk)
    door.act_many(
        rows, "rest_on_memo", actor=basis.actor, hat=basis.hat, at=basis.at,
        deed=Deed(facts=basis.facts),
    )  # fmt: skip
    if order.status != Status.ISSUED:
        return Differences()
    target = addressing.of_memo(roles, giver=order.giver)
    shares = list(order.assignments.roots().exclude(status=State.REVOKED))
    added = _add(order, target, shares, basis)
    return Differences(added, _drop(order, set(target.roles), shares, basis))


def _add(
    order: Instruction, target: addressing.Resolved, shares: list[Assignment], basis: Basis
) -> int:
    held = {share.position_id for share in shares}
    fresh = [position for position in target.positions if position.pk not in held]
    if fresh:
        issuing.send(
            order, addressing.Resolved(fresh, target.roles, target.modes),
            due=from_now(order.urgency, at=basis.at, until=order.finish_by),
            actor=basis.actor, hat=basis.hat, at=basis.at,
        )  # fmt: skip
    return len(fresh)


def _drop(order: Instruction, wanted: set[int], shares: list[Assignment], basis: Basis) -> int:
    """Take it from those the memo leaves out; where a share of one it names went is named too."""
    redirected = {
        s.target_id for s in shares if s.status == State.REDIRECTED and s.position_id in wanted
    }
    out = [share.pk for share in shares if share.position_id not in wanted | redirected]
    words = {"reason": _("Tidak disebut dalam naskah %(number)s.") % {"number": basis.number}}
    came = door.act_many(
        Assignment.objects.not_settled().filter(pk__in=out).select_related("instruction"),
        "revoke", actor=basis.actor, hat=basis.hat, at=basis.at,
        deed=Deed(facts=basis.facts, contents=words),
    )  # fmt: skip
    cascades.after_settling(order, came.moved, actor=basis.actor, hat=basis.hat, at=basis.at)
    return len(came.moved)


def lose_memo(order: Instruction, *, basis: Basis) -> None:
    """The memo an order came to rest on is void: the order goes on as the quick one it was."""
    rows = Instruction.objects.filter(pk=order.pk)
    deed = Deed(facts=basis.facts)
    door.act_many(rows, "lose_memo", actor=basis.actor, hat=basis.hat, at=basis.at, deed=deed)


def revoke_with_memo(order: Instruction, *, basis: Basis, reason: str) -> None:
    """The memo that began an order is void, and so is the order, where it still runs."""
    deed = Deed(data={"reason": reason}, facts=basis.facts, contents={"reason": reason})
    rows = Instruction.objects.filter(pk=order.pk)
    came = door.act_many(rows, "revoke", actor=basis.actor, hat=basis.hat, at=basis.at, deed=deed)
    if came.moved:
        cascades.end_all(
            order, "revoke", actor=basis.actor, hat=basis.hat, at=basis.at,
            facts={"cause": "revoke", **basis.facts},
        )  # fmt: skip
