"""Dispatch and what comes after it: the order it carries, the answer from above, file and void."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Position
from instructions import addressing, issuing
from instructions.actions import formal
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.lifecycle import Status as OrderStatus
from instructions.models import Instruction, Role
from memos import body
from memos.actions.drafting import MemoDone, locked
from memos.course import Expects
from memos.course_rows import AddresseeRole
from memos.lifecycle import MEMO, Status
from memos.models import Memo
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed
from workflow.refusals import Refusal, Refused
from workflow.table import Moment
from workflow.text import LONGEST, said

ROLES = {AddresseeRole.TO: Role.EXECUTOR, AddresseeRole.COPY: Role.INFORMATION}


def dispatch(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    finish_by: datetime | None = None,
    if_version: int | None = None,
) -> MemoDone:
    """Send a signed memo, and in the same transaction give or found the order that it carries.

    A memo that expects execution or an answer issues a formal order of its sender, with a share per
    addressee (to know only, for copies); `finish_by` is by policy where it is None. A memo drafted
    from an order becomes the basis of that same order. Locks the order, then the memo, then shares.
    Also raises Refused `addressee_unknown`, `order_not_in_force`, and those of `issuing` for dates.
    """
    with transaction.atomic():
        Memo.lock_root(key)
        memo = locked(key, actor)
        if memo is None or memo.status != Status.SIGNED:
            return door.act(Memo, key, "dispatch", actor=actor, at=at, if_version=if_version)
        moment = max(at, memo.moved_at)
        hat = _hat_for(memo, actor, moment)
        deed = Deed()
        if memo.share_id is None:
            basis = _basis(memo, actor, hat, moment)
            deed = _found(memo, basis) if memo.order else _give(memo, basis, finish_by)
        return door.act(
            Memo, key, "dispatch", actor=actor, at=moment, deed=deed, if_version=if_version
        )


def _hat_for(memo: Memo, actor: Actor, at: datetime) -> Hat:
    """Nobody gives an order through a memo that they may not dispatch, or not yet."""
    move = MEMO.move("dispatch")
    hat = door.confirm(door.pick_hat(memo, move, actor), move.verb, actor=actor, at=at)
    refusal = door.refusal_of(memo, move, Moment(actor, at, {}))
    if refusal is not None:
        raise Refused(refusal)
    return hat


def _basis(memo: Memo, actor: Actor, hat: Hat, at: datetime) -> formal.Basis:
    return formal.Basis(
        memo=str(memo.public_id), number=memo.number_text, actor=actor, hat=hat, at=at
    )


def _found(memo: Memo, basis: formal.Basis) -> Deed:
    """The memo becomes the basis of the order that was there before it."""
    order = _order_of(memo)
    if order.status not in {OrderStatus.ISSUED, OrderStatus.COMPLETED}:
        sentence = _("Perintah yang mendasari naskah ini sudah dicabut. Batalkan naskahnya.")
        raise Refused(Refusal("order_not_in_force", sentence))
    came = formal.rest_on_memo(order, _roles(memo), basis=basis)
    return Deed(facts={"order": str(order.public_id), "added": came.added, "dropped": came.dropped})


def _order_of(memo: Memo) -> Instruction:
    """The order as it stands under the lock; the memo's own copy may be older."""
    return Instruction.objects.select_related("giver").get(memos=memo)


def _give(memo: Memo, basis: formal.Basis, finish_by: datetime | None) -> Deed:
    """A formal order of the sender, where the memo wants more than to be known."""
    if memo.expects == Expects.INFORMATION:
        return Deed()
    target = addressing.of_memo(_roles(memo), giver=memo.from_position)
    if Role.EXECUTOR not in target.roles.values():
        return Deed()
    order = issuing.issue_formal(
        Order(
            text=_words(memo),
            urgency=memo.urgency,
            classification=memo.security,
            finish_by=finish_by,
        ),
        target,
        giver=memo.from_position,
        actor=basis.actor,
        hat=basis.hat,
        at=basis.at,
    )
    return Deed(
        facts={"order": str(order.public_id), "reference": order.reference},
        sets={"order": order, "began_order": True},
    )


def _roles(memo: Memo) -> dict[Position, str]:
    rows = memo.addressees.select_related("position__unit").order_by("n")
    return {one.position: ROLES[AddresseeRole(one.role)] for one in rows}


def _words(memo: Memo) -> str:
    """What the order says: the subject and the words of the memo, as far as they fit."""
    said = body.as_text(body.blocks(memo.body, memo.body_format))
    points = [*memo.details.get("dictums", ()), *memo.details.get("untuk", ())]
    listed = "\n".join(f"{n}. {point}" for n, point in enumerate(points, start=1))
    words = "\n\n".join(filter(None, (memo.hal, said, listed)))
    if len(words) <= LONGEST:
        return words
    rest = "\n\n" + _("Selengkapnya dalam naskah %(number)s.") % {"number": memo.number_text}
    return words[: LONGEST - len(rest)].rsplit("\n", 1)[0] + rest


# --- The answer from above --------------------------------------------------------------------------


def agree(
    key: str, *, actor: Actor, at: datetime, note: str = "", if_version: int | None = None
) -> MemoDone:
    """Setuju. Also raises Refused `not_upward`, `already_answered`."""
    return _reply("agree", key, {"note": said("note", note)}, actor, at, if_version)


def agree_with_notes(
    key: str, *, actor: Actor, at: datetime, note: str, if_version: int | None = None
) -> MemoDone:
    """Setuju dengan catatan. Also raises Refused `not_upward`, `already_answered`."""
    return _reply("agree_with_notes", key, {"note": said("note", note)}, actor, at, if_version)


def disagree(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> MemoDone:
    """Tidak setuju. Also raises Refused `not_upward`, `already_answered`."""
    return _reply("disagree", key, {"reason": said("reason", reason)}, actor, at, if_version)


def _reply(
    verb: str, key: str, words: dict[str, str], actor: Actor, at: datetime, if_version: int | None
) -> MemoDone:
    deed = Deed(contents={name: text for name, text in words.items() if text})
    return door.act(Memo, key, verb, actor=actor, at=at, deed=deed, if_version=if_version)


def dispose(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    recipients: Sequence[Any],
    note: str,
    if_version: int | None = None,
) -> MemoDone:
    """Disposisi: an order of the addressee that rests on this memo, with `note` as its words.

    `recipients` are `addressing.Recipient`s. Also raises Refused `not_upward`, `already_answered`
    and those of `addressing.resolve`.
    """
    words = said("note", note)
    with transaction.atomic():
        Memo.lock_root(key)
        memo = locked(key, actor)
        deed = Deed(data={"recipients": list(recipients), "note": words})
        if memo is not None and _may_dispose(memo, actor, at):
            deed = _dispose(memo, list(recipients), words, actor, max(at, memo.moved_at))
        return door.act(Memo, key, "dispose", actor=actor, at=at, deed=deed, if_version=if_version)


def _may_dispose(memo: Memo, actor: Actor, at: datetime) -> bool:
    move = MEMO.move("dispose")
    return door.refusal_of(memo, move, Moment(actor, at, {})) is None and any(
        hat.allows(move.verb) and memo.parts_of(hat) & move.who for hat in actor.hats
    )


def _dispose(
    memo: Memo, recipients: list[Recipient], words: str, actor: Actor, at: datetime
) -> Deed:
    hat = door.pick_hat(memo, MEMO.move("dispose"), actor)
    giver: Position = hat.position  # type: ignore[attr-defined]
    target = addressing.resolve(recipients, (), giver=giver)
    order = issuing.issue_formal(
        Order(text=words, urgency=memo.urgency, classification=memo.security),
        target, giver=giver, actor=actor, hat=hat, at=at,
    )  # fmt: skip
    return Deed(
        data={"recipients": recipients, "note": words},
        facts={"order": str(order.public_id), "reference": order.reference},
        sets={"disposition": order},
    )


# --- File and void ----------------------------------------------------------------------------------


def archive(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> MemoDone:
    """File it once its order is over. Also raises Refused `order_is_running`."""
    return door.act(Memo, key, "archive", actor=actor, at=at, if_version=if_version)


def void(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> MemoDone:
    """Void a memo that has a number, which stays used.

    The order that its dispatch gave is revoked with it; one that was there before goes on as the
    quick order it was, unless another dispatched memo still carries it.
    """
    words = said("reason", reason)
    with transaction.atomic():
        Memo.lock_root(key)
        deed = Deed(contents={"reason": words})
        done = door.act(Memo, key, "void", actor=actor, at=at, deed=deed, if_version=if_version)
        memo, hat = done.subject, done.hat
        if done.repeated or hat is None or not _carries_order(memo):
            return done
        order, basis = _order_of(memo), _basis(memo, actor, hat, memo.moved_at)
        if memo.began_order:
            formal.revoke_with_memo(order, basis=basis, reason=words)
        elif not order.memos.bases().filter(dispatched_at__isnull=False).exists():
            formal.lose_memo(order, basis=basis)
    return done


def _carries_order(memo: Memo) -> bool:
    return bool(memo.order_id and memo.share_id is None and memo.dispatched_at)
