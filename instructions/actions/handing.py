"""Handing an order on: down one's own line, or over to whoever it should have gone to."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.hats import holders
from accounts.models import Position, PositionKind
from instructions import addressing, issuing
from instructions.actions import cascades
from instructions.addressing import Recipient
from instructions.clock import current, from_now
from instructions.models import Assignment, Role, Urgency
from workflow import door
from workflow.actors import Actor
from workflow.door import Deed, Done
from workflow.refusals import NOT_FOUND, Refused, invalid
from workflow.text import said

AssignmentDone = Done[Assignment]


def _seen_and_locked(key: str, actor: Actor) -> Assignment:
    """The share as the actor may see it, under the lock of its order."""
    Assignment.lock_root(key)
    share = Assignment.visible_to(actor).filter(public_id=key).first()
    if share is None:
        raise Refused(NOT_FOUND)
    return share


def pass_down(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    recipients: Sequence[Recipient],
    note: str = "",
    finish_by: datetime | None = None,
    if_version: int | None = None,
) -> AssignmentDone:
    """Disposisi: hand a share to positions below, each with a share of its own.

    The unit's own secretary is given it to know, unless the order is between few. Their dates lie
    within the share's own. Also raises Refused as `addressing.handed_down` does, `already_holds_it`,
    `two_coordinators`.
    """
    facts = {"finish_by": finish_by.isoformat()} if finish_by else {}
    with transaction.atomic():
        share = _seen_and_locked(key, actor)
        order = share.instruction
        target = addressing.handed_down(_with_secretary(recipients, share), share=share)
        addressing.refuse_holders(order, target.positions)
        addressing.refuse_second_coordinator(order, target.roles.values(), parent=share)
        deed = Deed(
            data={"recipients": recipients, "finish_by": finish_by},
            facts={"recipients": len(target.positions), **facts},
            contents={"note": said("note", note)},
        )
        done = door.act(
            Assignment, key, "pass_down", actor=actor, at=at, deed=deed, if_version=if_version
        )
        until = finish_by or share.finish_by
        issuing.send(
            order, target, due=from_now(order.urgency, at=at, until=until),
            parent=done.subject, actor=actor, hat=done.hat, at=at,
        )  # fmt: skip
    return done


def _with_secretary(recipients: Sequence[Recipient], share: Assignment) -> list[Recipient]:
    """The recipients, and to know the unit's secretary who keeps its work together."""
    order, chosen = share.instruction, list(recipients)
    if order.only_me or order.is_secret or not chosen:
        return chosen
    holding = Assignment.objects.not_settled().filter(instruction=order)
    secretaries = Position.objects.filter(
        unit=share.position.unit_id, kind=PositionKind.AGENCY_SECRETARY, is_active=True,
        superior=share.position_id,
    ).exclude(pk__in=holding.values("position_id"))  # fmt: skip
    named = {recipient.position for recipient in chosen}
    keys = {str(key) for key in secretaries.values_list("public_id", flat=True)} - named
    return [*chosen, *(Recipient(key, Role.INFORMATION) for key in sorted(keys))]


def propose_redirect(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    target: str,
    reason: str,
    if_version: int | None = None,
) -> AssignmentDone:
    """Mohon dialihkan: it should have gone to `target` (public id of a position).

    The giver's side confirms or refuses; an order of the highest urgency goes there at once. Also
    raises Refused `unknown_position`, `target_has_a_part`, `target_passed_it_on`, `target_vacant`,
    `target_outside`.
    """
    with transaction.atomic():
        share = _seen_and_locked(key, actor)
        position = _target(target)
        _check_target(share, position, at)
        at_once = share.instruction.urgency == Urgency.MOST_URGENT
        deed = Deed(
            data={"target": target},
            facts={"target": str(position.public_id)},
            contents={"reason": said("reason", reason)},
            sets={"target": position} if at_once else {"target": position, "calendar": current()},
        )
        verb = "redirect" if at_once else "propose_redirect"
        done = door.act(Assignment, key, verb, actor=actor, at=at, deed=deed, if_version=if_version)
        if at_once and not done.repeated:
            _hand_over(done, position, actor=actor, at=at)
    return done


def confirm_redirect(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> AssignmentDone:
    """Let it go where the recipient proposed; who already holds the order is not given it twice.

    Also raises Refused as `propose_redirect` does, where the target can no longer take it.
    """
    with transaction.atomic():
        share = _seen_and_locked(key, actor)
        done = door.act(
            Assignment, key, "confirm_redirect", actor=actor, at=at, if_version=if_version
        )
        position = done.subject.target
        if not done.repeated and position is not None:
            _check_target(share, position, at)
            _hand_over(done, position, actor=actor, at=at)
    return done


def refuse_redirect(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> AssignmentDone:
    """It stays with this recipient."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return door.act(
        Assignment, key, "refuse_redirect", actor=actor, at=at, deed=deed, if_version=if_version
    )


def _target(key: str) -> Position:
    position = Position.objects.filter(public_id=key, is_active=True).select_related("unit").first()
    if position is None:
        raise Refused(invalid("target", "unknown_position", _("Jabatan itu tidak dikenal.")))
    return position


def _check_target(share: Assignment, target: Position, at: datetime) -> None:
    """Refuse whoever cannot take it: those it came from, itself, an empty chair, an outsider."""
    order = share.instruction
    above = {share.position_id, share.giver_id, order.giver_id}
    above.update(one.position_id for one in share.ancestors())
    words = {"title": target.title}
    if target.pk in above:
        sentence = _("%(title)s sudah punya bagian lain dalam perintah ini.")
        raise Refused(invalid("target", "target_has_a_part", sentence % words))
    if target.kind == PositionKind.PARTNER:
        sentence = _("%(title)s di luar pemerintah kabupaten.")
        raise Refused(invalid("target", "target_outside", sentence % words))
    if not holders(target, on=timezone.localdate(at)):
        sentence = _("Jabatan %(title)s sedang kosong.")
        raise Refused(invalid("target", "target_vacant", sentence % words))
    mine = Assignment.objects.filter(instruction=order, position=target)
    if mine.filter(target__isnull=False, status__in=["redirected", "redirect_proposed"]).exists():
        sentence = _("%(title)s sendiri mohon perintah ini dialihkan.")
        raise Refused(invalid("target", "target_passed_it_on", sentence % words))


def _hand_over(done: AssignmentDone, target: Position, *, actor: Actor, at: datetime) -> None:
    """Close what lies below, then give the target the share, unless it works on the order already."""
    share, hat, order = done.subject, done.hat, done.subject.instruction
    cascades.close_below([share], actor=actor, hat=hat, at=at)
    held = Assignment.objects.not_settled().filter(instruction=order, position=target)
    informed = held.filter(role=Role.INFORMATION).select_related("instruction")
    closed = door.act_many(
        informed, "close", actor=actor, hat=hat, at=at, deed=Deed(facts={"cause": "redirect"})
    )
    if closed.moved or not held.exists():
        new = addressing.redirected(target, share=share)
        issuing.send(
            order, new, due=from_now(order.urgency, at=at, until=(share.parent or order).finish_by),
            parent=share.parent, giver=share.giver, actor=actor, hat=hat, at=at,
        )  # fmt: skip
    cascades.after_settling(order, [share], actor=actor, hat=hat, at=at)
