"""What the giver's side does with a share: answer, accept, return, remind, give time, take back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from instructions.actions import cascades
from instructions.clock import deadlines
from instructions.lifecycle import State
from instructions.models import Assignment, Instruction, Role
from instructions.queries import AssignmentQuerySet
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed, Done, DoneMany
from workflow.refusals import NOT_FOUND, Refused
from workflow.text import said

AssignmentDone = Done[Assignment]


def answer(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    answer: str,
    finish_by: datetime | None = None,
    if_version: int | None = None,
) -> AssignmentDone:
    """Beri arahan; the assignment goes back to where it was asked from, perhaps with a new date."""
    facts = {"finish_by": finish_by.isoformat()} if finish_by else {}
    given = {"finish_by": finish_by}
    deed = Deed(data=given, facts=facts, contents={"answer": said("answer", answer)}, sets=given)
    return door.act(Assignment, key, "answer", actor=actor, at=at, deed=deed, if_version=if_version)


def accept(
    key: str, *, actor: Actor, at: datetime, note: str = "", if_version: int | None = None
) -> AssignmentDone:
    """Laporan diterima; what is open below is closed, and the last one closes the order."""
    deed = Deed(contents={"note": said("note", note)})
    return cascades.settle("accept", key, deed, actor=actor, at=at, if_version=if_version)


def accept_all(key: str, *, actor: Actor, at: datetime) -> DoneMany[Assignment]:
    """Terima semua: every report of an order (`key`) that waits for this hat, at once.

    Raises Refused `not_found`, `not_yours`, `choose_hat`.
    """
    with transaction.atomic():
        order = cascades.locked_order(key, actor)
        hat, rows = _mine(order, "accept", actor, at)
        done = door.act_many(
            rows.filter(status=State.REPORTED), "accept", actor=actor, hat=hat, at=at
        )
        cascades.after_settling(order, done.moved, actor=actor, hat=hat, at=at)
    return done


def return_(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> AssignmentDone:
    """Mohon dilengkapi: send a report back to work, saying what is missing."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return door.act(Assignment, key, "return", actor=actor, at=at, deed=deed, if_version=if_version)


def remind(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> AssignmentDone:
    """Remind one recipient, at most once in half an hour."""
    return door.act(Assignment, key, "remind", actor=actor, at=at, if_version=if_version)


def remind_silent(key: str, *, actor: Actor, at: datetime) -> DoneMany[Assignment]:
    """Remind every recipient of this hat who has not answered; those reminded just now are skipped.

    `key` is the order's. Raises Refused `not_found`, `not_yours`, `choose_hat`.
    """
    with transaction.atomic():
        order = Instruction.visible_to(actor).filter(public_id=key).first()
        if order is None:
            raise Refused(NOT_FOUND)
        hat, rows = _mine(order, "remind", actor, at)
        silent = rows.filter(status=State.SENT).exclude(role=Role.INFORMATION)
        return door.act_many(silent, "remind", actor=actor, hat=hat, at=at)


def _mine(
    order: Instruction, verb: str, actor: Actor, at: datetime
) -> tuple[Hat, AssignmentQuerySet]:
    """The hat that handed over shares of this order (or controls them), and those shares."""
    givers = set(order.assignments.values_list("giver_id", flat=True)) | {order.giver_id}
    sides = givers | {order.controller_id}
    fitting = [
        hat
        for hat in actor.hats
        if hat.position_id in sides
        and hat.allows(verb)
        and (hat.sees_secret or not order.is_secret)
    ]
    sentence = _("Jabatan ini tidak memberi bagian perintah ini kepada siapa pun.")
    picked = door.one_hat(fitting, actor, otherwise=door.not_yours(sentence))
    hat = door.confirm(picked, verb, actor=actor, at=at)
    mine = Q(giver=hat.position_id)
    if hat.position_id == order.controller_id:
        mine |= Q(parent__isnull=True) & ~Q(position=hat.position_id)
    rows = Assignment.objects.filter(mine, instruction=order)
    return hat, rows.select_related("instruction", "position")


def extend(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    finish_by: datetime | None,
    reason: str,
    if_version: int | None = None,
) -> AssignmentDone:
    """Give one recipient more time."""
    given = {"finish_by": finish_by}
    facts = {"finish_by": finish_by.isoformat()} if finish_by else {}
    deed = Deed(data=given, facts=facts, contents={"reason": said("reason", reason)}, sets=given)
    return door.act(Assignment, key, "extend", actor=actor, at=at, deed=deed, if_version=if_version)


def pause(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    until: datetime | None,
    reason: str,
    if_version: int | None = None,
) -> AssignmentDone:
    """Tell one recipient to wait; the clocks wait as long, and run on by themselves."""
    facts = {"until": until.isoformat()} if until else {}
    deed = Deed(
        data={"until": until},
        facts=facts,
        contents={"reason": said("reason", reason)},
        sets={"paused_until": until},
    )
    return door.act(Assignment, key, "pause", actor=actor, at=at, deed=deed, if_version=if_version)


def resume(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> AssignmentDone:
    """End a pause before its time."""
    return door.act(Assignment, key, "resume", actor=actor, at=at, if_version=if_version)


def refuse_formal(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> AssignmentDone:
    """The quick order is basis enough; the clock runs on."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return door.act(
        Assignment, key, "refuse_formal", actor=actor, at=at, deed=deed, if_version=if_version
    )


def supply_memo(order_id: int, *, actor: Actor, at: datetime) -> DoneMany[Assignment]:
    """The order's memo is out: whoever asked for a written basis has it, and the clocks run on."""
    waiting = Assignment.objects.not_settled().filter(instruction=order_id, awaits_memo=True)
    with transaction.atomic():
        rows = waiting.select_related("instruction")
        return door.act_many(rows, "supply_memo", actor=actor, hat=None, at=at)


def revoke_share(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> AssignmentDone:
    """Take the order back from one recipient, and so from everybody they handed it to."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return cascades.settle("revoke", key, deed, actor=actor, at=at, if_version=if_version)


def rework(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    reason: str,
    finish_by: datetime | None = None,
    if_version: int | None = None,
) -> AssignmentDone:
    """Send a settled share of a running order back to work, with a new date (by default policy)."""
    share = Assignment.visible_to(actor).filter(public_id=key).first()
    if share is None:
        raise Refused(NOT_FOUND)
    until = finish_by or deadlines(share.instruction.urgency, at=at).finish_by
    deed = Deed(
        data={"finish_by": finish_by},
        facts={"finish_by": until.isoformat()},
        contents={"reason": said("reason", reason)},
        sets={"finish_by": until},
    )
    return door.act(Assignment, key, "rework", actor=actor, at=at, deed=deed, if_version=if_version)


def comment(
    key: str, *, actor: Actor, at: datetime, note: str, if_version: int | None = None
) -> AssignmentDone:
    """A word between one recipient and the giver's side."""
    deed = Deed(contents={"note": said("note", note)})
    return door.act(
        Assignment, key, "comment", actor=actor, at=at, deed=deed, if_version=if_version
    )
