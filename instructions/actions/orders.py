"""What the giver's side does with an order as a whole, after it is given."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from instructions import addressing, issuing
from instructions.actions import cascades
from instructions.addressing import Recipient
from instructions.clock import deadlines, from_now
from instructions.models import Assignment, Instruction, Role
from workflow import door
from workflow.actors import Actor
from workflow.door import Deed, Done
from workflow.refusals import Refused, invalid
from workflow.text import said

OrderDone = Done[Instruction]


def comment_order(
    key: str, *, actor: Actor, at: datetime, note: str, if_version: int | None = None
) -> OrderDone:
    """A word of the giver's side to all recipients."""
    deed = Deed(contents={"note": said("note", note)})
    return door.act(
        Instruction, key, "comment", actor=actor, at=at, deed=deed, if_version=if_version
    )


def prepare_memo(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> OrderDone:
    """Ask the secretariat to put the order on paper."""
    return door.act(Instruction, key, "prepare_memo", actor=actor, at=at, if_version=if_version)


def confirm(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> OrderDone:
    """Benar, perintah saya: the principal vouches for what an aide conveyed."""
    return door.act(Instruction, key, "confirm", actor=actor, at=at, if_version=if_version)


def extend_order(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    finish_by: datetime | None,
    reason: str,
    if_version: int | None = None,
) -> OrderDone:
    """Give every recipient at least until `finish_by`; who has longer already keeps it."""
    words = {"reason": said("reason", reason)}
    facts = {"finish_by": finish_by.isoformat()} if finish_by else {}
    given = {"finish_by": finish_by}
    deed = Deed(data=given, facts=facts, contents=words, sets=given)
    with transaction.atomic():
        done = door.act(
            Instruction, key, "extend", actor=actor, at=at, deed=deed, if_version=if_version
        )
        if not done.repeated:
            rows = Assignment.objects.roots().to_do().filter(instruction=done.subject)
            door.act_many(
                rows.select_related("instruction"), "extend",
                actor=actor, hat=done.hat, at=at, deed=Deed(data=given, facts=facts, sets=given),
            )  # fmt: skip
    return done


def add_recipients(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    recipients: Sequence[Recipient],
    reason: str,
    if_version: int | None = None,
) -> OrderDone:
    """Send a running order to more positions; their answer counts from now.

    Also raises Refused as `addressing.resolve` does, `already_holds_it`, `two_coordinators`.
    """
    with transaction.atomic():
        order = cascades.locked_order(key, actor)
        target = addressing.resolve(recipients, (), giver=order.giver)
        addressing.refuse_holders(order, target.positions)
        addressing.refuse_second_coordinator(order, target.roles.values())
        deed = Deed(
            data={"recipients": recipients},
            facts={"recipients": len(target.positions)},
            contents={"reason": said("reason", reason)},
        )
        done = door.act(
            Instruction, key, "add_recipients",
            actor=actor, at=at, deed=deed, if_version=if_version,
        )  # fmt: skip
        issuing.send(
            order, target, due=from_now(order.urgency, at=at, until=order.finish_by),
            actor=actor, hat=done.hat, at=at,
        )  # fmt: skip
    return done


def reclassify(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    classification: str,
    reason: str,
    if_version: int | None = None,
) -> OrderDone:
    """Raise the secrecy of an order; aides without a grant lose sight of it at once."""
    given = {"classification": classification}
    deed = Deed(data=given, facts=given, contents={"reason": said("reason", reason)}, sets=given)
    return door.act(
        Instruction, key, "reclassify", actor=actor, at=at, deed=deed, if_version=if_version
    )


def close(
    key: str, *, actor: Actor, at: datetime, reason: str = "", if_version: int | None = None
) -> OrderDone:
    """Declare an order done; what is still open below is closed with it, against nobody."""
    return _end("close", key, reason, actor, at, if_version)


def revoke(
    key: str, *, actor: Actor, at: datetime, reason: str = "", if_version: int | None = None
) -> OrderDone:
    """Take an order back from everybody."""
    return _end("revoke", key, reason, actor, at, if_version)


def _end(
    verb: str, key: str, reason: str, actor: Actor, at: datetime, if_version: int | None
) -> OrderDone:
    words = said("reason", reason)
    deed = Deed(data={"reason": words}, contents={"reason": words})
    with transaction.atomic():
        done = door.act(
            Instruction, key, verb, actor=actor, at=at, deed=deed, if_version=if_version
        )
        if not done.repeated:
            cascades.end_all(
                done.subject, verb, actor=actor, hat=done.hat, at=at, facts={"cause": verb}
            )
    return done


def reopen(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    shares: Sequence[str],
    reason: str,
    finish_by: datetime | None = None,
    if_version: int | None = None,
) -> OrderDone:
    """Open a completed order again and send the named shares (public ids) back to work.

    Also raises Refused `unknown_share`, `position_named_twice`, `two_coordinators`, and why a
    named share cannot be worked on.
    """
    words = {"reason": said("reason", reason)}
    with transaction.atomic():
        done = door.act(
            Instruction, key, "reopen",
            actor=actor, at=at, deed=Deed(data={"shares": shares}, contents=words),
            if_version=if_version,
        )  # fmt: skip
        if done.repeated:
            return done
        until = finish_by or deadlines(done.subject.urgency, at=at).finish_by
        rows = Assignment.objects.roots().filter(instruction=done.subject, public_id__in=shares)
        _refuse_clash(rows)
        came = door.act_many(
            rows.select_related("instruction", "parent"), "rework",
            actor=actor, hat=done.hat, at=at,
            deed=Deed(
                data={"finish_by": finish_by},
                facts={"finish_by": until.isoformat()},
                sets={"finish_by": until},
            ),
        )  # fmt: skip
        if came.refused:
            raise Refused(came.refused[0][1])
        if len(came.moved) != len(set(shares)):
            sentence = _("Bagian yang hendak dikerjakan lagi tidak ada dalam perintah ini.")
            raise Refused(invalid("shares", "unknown_share", sentence))
    return done


def _refuse_clash(rows: QuerySet[Assignment]) -> None:
    """Each share is judged by itself; what they are together only shows here."""
    named = list(rows.values_list("position_id", "role"))
    if len({position for position, _role in named}) < len(named):
        sentence = _("Pilih satu bagian saja untuk setiap jabatan.")
        raise Refused(invalid("shares", "position_named_twice", sentence))
    if [role for _position, role in named].count(Role.COORDINATOR) > 1:
        sentence = _("Satu perintah hanya punya satu koordinator.")
        raise Refused(invalid("shares", "two_coordinators", sentence))
