"""Giving an order: resolving the recipients, the reference, and the birth of all its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from uuid6 import uuid7

from accounts import groups
from accounts.models import Position
from files import intake
from instructions import attachments, guards
from instructions.addressing import Recipient, Resolved, resolve
from instructions.clock import Deadlines, current
from instructions.ladder import rungs
from instructions.lifecycle import INSTRUCTION, State, Status
from instructions.models import (
    Assignment,
    Classification,
    Form,
    Instruction,
    ReferenceCounter,
    Role,
    Urgency,
)
from instructions.queries import SECRET
from workflow import door, ledger
from workflow.actors import Actor, Hat
from workflow.refusals import Kind, Refusal, Refused, invalid
from workflow.table import Moment
from workflow.text import said


@dataclass(frozen=True, slots=True)
class Order:
    """What the composer gives. Ids are public ids; empty deadlines come from the policy.

    `only_me` is by policy where it is None: an order to one recipient or of a class above Biasa,
    without a pengendali, is between giver and recipient alone. `follows` is an earlier order.
    """

    text: str
    recipients: tuple[Recipient, ...] = ()
    lists: tuple[str, ...] = ()
    urgency: str = Urgency.NORMAL
    classification: str = Classification.ORDINARY
    answer_by: datetime | None = None
    finish_by: datetime | None = None
    evidence_demanded: bool = False
    needs_paper: bool = False
    controller: str = ""
    closed_list: bool = False
    only_me: bool | None = None
    follows: str = ""
    left_out: tuple[str, ...] = ()
    """Positions that the lists are not to reach this time."""
    attachments: tuple[UUID, ...] = ()
    public_id: UUID | None = None
    form: str = Form.INFORMAL
    """Formal where it rests on a paper: a dispatched memo, a letter that came in."""


def giving_hat(actor: Actor, verb: str = "issue") -> Hat:
    """The hat an order is given in: the named one, or the only one that may.

    Raises Refused `not_yours` or `choose_hat`.
    """
    fitting = [hat for hat in actor.hats if hat.allows(verb)]
    nobody = door.not_yours(_("Jabatan ini tidak dapat memberi perintah."))
    return door.one_hat(fitting, actor, otherwise=nobody, ask=_("Pilih jabatan pemberi perintah."))


def save_draft(order: Order, *, actor: Actor, at: datetime) -> Instruction:
    """Keep an order that is not given yet.

    Raises Refused `draft_takes_no_files`, `secret_is_not_lent`, `id_taken`.
    """
    hat = giving_hat(actor, "draft")
    if order.attachments:
        sentence = _("Konsep belum dapat menyimpan berkas. Lampirkan saat perintah dikirim.")
        raise Refused(invalid("attachments", "draft_takes_no_files", sentence))
    draft = _new(order, actor, hat, at)
    draft.addressees = _as_chosen(order)
    with _fresh_id(), transaction.atomic():
        hat = door.confirm(hat, "draft", actor=actor, at=at)
        door.create_many([draft], "draft", actor=actor, hat=hat, at=at)
    return draft


def edit_draft(
    key: str, order: Order, *, actor: Actor, at: datetime, if_version: int | None = None
) -> Instruction:
    """Replace a draft's words and choices. Raises Refused as the door does, `secret_is_not_lent`."""
    deed = door.Deed(sets={**_plain(order, actor), "addressees": _as_chosen(order)})
    with transaction.atomic():
        done = door.act(
            Instruction, key, "edit", actor=actor, at=at, deed=deed, if_version=if_version
        )
        _refuse_secret_by_aide(order, done.hat)
    return done.subject


def issue(order: Order, *, actor: Actor, at: datetime) -> Instruction:
    """Give an order at once: the order, one assignment per recipient, entries and work.

    The number of statements does not depend on the number of recipients. Raises Refused:
    `text_required`, `text_too_long`, those of `resolve`, `deadline_in_the_past`,
    `finish_before_answer`, `unknown_controller`, `secret_is_not_lent`, `id_taken`, those of
    files.intake.
    """
    hat = giving_hat(actor)
    giver = _position(hat)
    target = resolve(order.recipients, order.lists, giver=giver, left_out=order.left_out)
    new = _new(order, actor, hat, at)
    _raise(guards.has_words(new, Moment(actor, at, {})))
    with _fresh_id(), transaction.atomic():
        hat = door.confirm(hat, "issue", actor=actor, at=at)
        _refuse_secret_by_aide(order, hat)
        uploads = intake.claim(order.attachments, person_id=_person(actor), at=at)
        for name, value in _given(order, target, new, hat, at).items():
            setattr(new, name, value)
        facts = {"recipients": len(target.positions), **attachments.facts(uploads)}
        deed = door.Deed(facts=facts)
        born = door.birth([new], "issue", actor=actor, hat=hat, at=at, deed=deed)
        send(new, target, due=_due(new), actor=actor, hat=hat, at=at, first=born)
        attachments.keep(uploads, order=new, share=None, entry=born[0][1])
    return new


def issue_formal(
    order: Order, target: Resolved, *, giver: Position, actor: Actor, hat: Hat, at: datetime
) -> Instruction:
    """Give the order that a dispatched memo carries, in the dispatch's own transaction.

    `giver` is whose memo it is; `hat` is that of whoever dispatched it, which the caller confirmed.
    Raises Refused as `issue` does for dates.
    """
    new = Instruction(
        public_id=uuid7(),
        giver=giver,
        form=Form.FORMAL,
        text_salt=ledger.new_salt(),
        moved_at=at,
        **_plain(order, actor),
    )
    for name, value in _given(order, target, new, hat, at).items():
        setattr(new, name, value)
    new.conveyed_by_aide = False
    deed = door.Deed(facts={"recipients": len(target.positions)})
    door.create_many([new], "issue", actor=actor, hat=hat, at=at, deed=deed)
    send(new, target, due=_due(new), actor=actor, hat=hat, at=at)
    return new


def issue_draft(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> Instruction:
    """Give an order kept as a draft. Raises Refused as `issue` and the door do.

    The draft is locked before its recipients are looked up: an edit comes wholly before or too
    late, and of two who give it one takes a number.
    """
    with transaction.atomic():
        drafts = Instruction.visible_to(actor).filter(public_id=key, status=Status.DRAFT)
        draft = drafts.select_for_update(no_key=True, of=("self",)).first()
        if draft is None:
            done = door.act(Instruction, key, "issue", actor=actor, at=at, if_version=if_version)
            return done.subject
        hat = door.pick_hat(draft, INSTRUCTION.move("issue"), actor)
        order = _from_draft(draft)
        target = resolve(order.recipients, order.lists, giver=draft.giver, left_out=order.left_out)
        deed = door.Deed(
            facts={"recipients": len(target.positions)}, sets=_given(order, target, draft, hat, at)
        )
        done = door.act(
            Instruction, key, "issue", actor=actor, at=at, deed=deed, if_version=if_version
        )
        if not done.repeated:
            send(done.subject, target, due=_due(done.subject), actor=actor, hat=done.hat, at=at)
    return done.subject


def _due(order: Instruction) -> Deadlines:
    if order.answer_by is None or order.finish_by is None:
        message = "an order that is given has its dates"
        raise ValueError(message)
    return Deadlines(order.answer_by, order.finish_by)


def send(  # noqa: PLR0913 - who, what, to whom, and below what
    order: Instruction,
    target: Resolved,
    *,
    due: Deadlines,
    actor: Actor,
    hat: Hat | None,
    at: datetime,
    parent: Assignment | None = None,
    giver: Position | None = None,
    first: Sequence[ledger.Linked] = (),
) -> list[Assignment]:
    """Give each resolved position its share of a running order, below `parent` where one is named.

    `giver` is who hands it over: by default the recipient above, or the order's own giver. One
    insert each of shares, entries and work, those of `first` (see `door.birth`) among them. The
    order's row must be locked.
    """
    from_whom = giver or (parent.position if parent is not None else order.giver)
    shares = []
    for position in target.positions:
        role = target.roles[position.pk]
        running = role != Role.INFORMATION
        shares.append(
            Assignment(
                instruction=order,
                position=position,
                giver=from_whom,
                parent=parent,
                depth=parent.depth + 1 if parent is not None else 1,
                mode=target.modes[position.pk],
                role=role,
                status=State.SENT,
                moved_at=at,
                answer_by=due.answer_by if running else None,
                finish_by=due.finish_by if running else None,
            )
        )
    door.create_many(shares, "send", actor=actor, hat=hat, at=at, first=first)
    groups.note_use(target.groups, giver=from_whom, at=at)
    return shares


def _new(order: Order, actor: Actor, hat: Hat, at: datetime) -> Instruction:
    _refuse_secret_by_aide(order, hat)
    return Instruction(
        public_id=order.public_id or uuid7(),
        giver=_position(hat),
        text_salt=ledger.new_salt(),
        moved_at=at,
        form=order.form,
        **_plain(order, actor),
    )


def _refuse_secret_by_aide(order: Order, hat: Hat | None) -> None:
    if hat and not hat.sees_secret and order.classification in SECRET:
        sentence = _(
            "%(verb)s tidak termasuk yang dilimpahkan kepada Anda. Hanya pejabatnya sendiri."
        )
        label = Classification(order.classification).label
        raise Refused(Refusal("secret_is_not_lent", sentence % {"verb": label}, Kind.NOT_YOURS))


def _plain(order: Order, actor: Actor) -> dict[str, Any]:
    text = said("text", order.text)
    return {
        "text": text,
        "urgency": order.urgency,
        "classification": order.classification,
        "evidence_demanded": order.evidence_demanded,
        "needs_paper": order.needs_paper,
        "controller": _controller(order.controller),
        "closed_list": order.closed_list,
        "follows": _follows(order.follows, actor),
    }


def _follows(public_id: str, actor: Actor) -> Instruction | None:
    """The earlier order that this one carries on: of one's own giver side, and given."""
    if not public_id:
        return None
    earlier = Instruction.objects.given_by(actor).filter(issued_at__isnull=False)
    found = earlier.filter(public_id=public_id).first()
    if found is None:
        raise Refused(
            invalid("follows", "unknown_order", _("Perintah yang ditindaklanjuti tidak dikenal."))
        )
    return found


def _controller(public_id: str) -> Position | None:
    if not public_id:
        return None
    position = Position.objects.filter(public_id=public_id, is_active=True).first()
    if position is None:
        raise Refused(invalid("controller", "unknown_controller", _("Pengendali tidak dikenal.")))
    return position


def _given(
    order: Order, target: Resolved, row: Instruction, hat: Hat, at: datetime
) -> dict[str, Any]:
    """The facts of the moment of issue; `row` is the order as it stands."""
    calendar = current()
    policy = calendar.deadlines(order.urgency, at=at)
    answer_by = order.answer_by or policy.answer_by
    finish_by = order.finish_by or max(policy.finish_by, answer_by)
    if answer_by <= at or finish_by <= at:
        raise Refused(
            invalid("answer_by", "deadline_in_the_past", _("Batas waktu harus di depan."))
        )
    if finish_by < answer_by:
        raise Refused(
            invalid("finish_by", "finish_before_answer", _("Batas selesai mendahului batas jawab."))
        )
    year = timezone.localdate(at).year
    return {
        "issued_at": at,
        "answer_by": answer_by,
        "finish_by": finish_by,
        "conveyed_by_aide": hat.is_delegated,
        "only_me": _only_me(order.only_me, len(target.positions), row),
        "addressees": target.addressees,
        "recipient_noun": target.noun,
        "ladder": rungs.frozen(rungs.of_policy(order.urgency, calendar)),
        "year": year,
        "number": ReferenceCounter.take(year),
    }


def _only_me(wanted: bool | None, recipients: int, row: Instruction) -> bool:  # noqa: FBT001
    """Whether nobody but giver and recipients is told; see Order."""
    if wanted and row.controller is not None:
        sentence = _("Perintah hanya untuk Anda dan penerima tidak memakai pengendali.")
        raise Refused(invalid("only_me", "only_me_has_no_controller", sentence))
    by_policy = recipients == 1 or row.classification != Classification.ORDINARY
    return wanted if wanted is not None else by_policy and row.controller is None


def _as_chosen(order: Order) -> dict[str, Any]:
    return {
        "recipients": [[recipient.position, recipient.role] for recipient in order.recipients],
        "lists": list(order.lists),
        "left_out": list(order.left_out),
        "answer_by": order.answer_by.isoformat() if order.answer_by else None,
        "finish_by": order.finish_by.isoformat() if order.finish_by else None,
        "only_me": order.only_me,
    }


def _from_draft(draft: Instruction) -> Order:
    chosen = draft.addressees
    return Order(
        text=draft.text,
        recipients=tuple(Recipient(key, role) for key, role in chosen.get("recipients", [])),
        lists=tuple(chosen.get("lists", [])),
        urgency=draft.urgency,
        answer_by=_moment(chosen.get("answer_by")),
        finish_by=_moment(chosen.get("finish_by")),
        only_me=chosen.get("only_me"),
        left_out=tuple(chosen.get("left_out", [])),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _position(hat: Hat) -> Position:
    position: Position = hat.position  # type: ignore[attr-defined]
    return position


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        message = "an order is given by a person"
        raise ValueError(message)
    return actor.person_id


def _raise(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)


class _fresh_id:  # noqa: N801 - reads as a statement
    """Turns a clash of client-chosen ids into a refusal, outside the failed transaction."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        """Translate, and let everything else pass."""
        if isinstance(error, IntegrityError) and "public_id" in str(error):
            sentence = _("Tanda pengenal itu sudah terpakai. Ulangi dengan yang baru.")
            raise Refused(Refusal("id_taken", sentence)) from error
