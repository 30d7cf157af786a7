"""Drafting: from an order, from nothing, and every change until there is a number."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from uuid6 import uuid7

from accounts.models import Position
from instructions import actions as orders
from instructions.lifecycle import Status as OrderStatus
from instructions.models import Instruction
from memos import addressees, drafting, parafs
from memos.actions.words import Words, checked
from memos.course import Expects
from memos.lifecycle import MEMO, Part
from memos.models import Memo, MemoType
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed, Done
from workflow.models import Entry
from workflow.refusals import NOT_FOUND, Choice, Refusal, Refused, invalid
from workflow.text import said

MemoDone = Done[Memo]


def formalise(
    order_key: str, *, actor: Actor, at: datetime, public_id: UUID | None = None
) -> MemoDone:
    """Draft a nota dinas from an order: by the secretariat once asked, or by the giver's side.

    The giver's side asks the secretariat in the same transaction if that was not done. Who drafted
    the live memo of this order gets it again. Raises Refused: `not_found`, `not_yours`,
    `choose_hat`, `order_not_in_force`, `paper_not_asked`, `memo_exists`, `no_signer`, `id_taken`.
    """
    try:
        with transaction.atomic():
            return _formalise(order_key, actor, at, public_id or uuid7())
    except IntegrityError as error:
        if "public_id" not in str(error):
            raise
        raise Refused(_id_taken()) from error


def _formalise(order_key: str, actor: Actor, at: datetime, public_id: UUID) -> MemoDone:
    rows = Instruction.visible_to(actor).filter(public_id=order_key)
    order = rows.select_for_update(no_key=True, of=("self",)).first()
    if order is None:
        raise Refused(NOT_FOUND)
    memo = Memo(public_id=public_id, order=order, security=order.classification, moved_at=at)
    hat = door.pick_hat(memo, MEMO.move("draft"), actor)
    hat = door.confirm(hat, "draft", actor=actor, at=at)
    if order.status not in {OrderStatus.ISSUED, OrderStatus.COMPLETED}:
        sentence = _("Perintah ini belum dikirim atau sudah dicabut; tidak dapat dibuat naskahnya.")
        raise Refused(Refusal("order_not_in_force", sentence))
    kept = order.memos.live().filter(memo_type=MemoType.NOTA_DINAS).first()
    if kept is not None:
        return already_there(kept, hat, actor)
    if not order.paper_is_asked():
        _ask_for_paper(memo, order, hat, actor, at)
    memo.drafter = _position_of(hat)
    memo.take(drafting.from_order(order))
    memo.expects = Expects.EXECUTION
    found = addressees.of_order(order, memo.to_lines, memo.copies)
    memo.take(found.columns(memo.from_position))
    deed = Deed(facts={"order": str(order.public_id), "reference": order.reference})
    moment = max(at, order.moved_at)
    entries = door.create_many([memo], "draft", actor=actor, hat=hat, at=moment, deed=deed)
    addressees.write(memo, found)
    return Done(memo, hat, entries[0])


def begin(
    *,
    actor: Actor,
    at: datetime,
    memo_type: str = MemoType.NOTA_DINAS,
    sender: str = "",
    signer: str = "",
    public_id: UUID | None = None,
) -> MemoDone:
    """Draft an empty memo that rests on no order; its words follow by `edit`.

    `sender` and `signer` are public ids of positions, by default who issues this type for the
    drafter (drafting.issuer_of) and the sender. Raises Refused `not_yours`, `choose_hat`, `unknown_memo_type`, `unknown_position`,
    `signer_not_for_type`, `id_taken`.
    """
    if memo_type not in set(MemoType.values) - {MemoType.EXPLANATION}:
        sentence = _("Jenis naskah tidak dikenal.")
        raise Refused(invalid("memo_type", "unknown_memo_type", sentence))
    fitting = [hat for hat in actor.hats if hat.allows("draft")]
    nobody = door.not_yours(_("Jabatan ini tidak dapat menyusun naskah."))
    hat = door.one_hat(fitting, actor, otherwise=nobody)
    mine = _position_of(hat)
    issuer = drafting.issuer_of(memo_type, mine)
    given: dict[str, Any] = {"from_position": sender or str(issuer.public_id)}
    given["signer"] = signer or given["from_position"]
    memo = Memo(public_id=public_id or uuid7(), memo_type=memo_type, drafter=mine, moved_at=at)
    memo.take(checked(Words(**given), memo_type))
    try:
        with transaction.atomic():
            hat = door.confirm(hat, "draft", actor=actor, at=at)
            entries = door.create_many([memo], "draft", actor=actor, hat=hat, at=at)
    except IntegrityError as error:
        if "public_id" not in str(error):
            raise
        raise Refused(_id_taken()) from error
    return Done(memo, hat, entries[0])


def _id_taken() -> Refusal:
    return Refusal("id_taken", _("Tanda pengenal itu sudah terpakai. Ulangi dengan yang baru."))


def already_there(memo: Memo, hat: Hat, actor: Actor) -> MemoDone:
    """The live memo, to whoever drafted it. Raises Refused `memo_exists` for others."""
    born = Entry.objects.get(kind=Memo.kind, subject_id=memo.pk, n=1)
    if actor.person_id is not None and born.person_id == actor.person_id:
        return Done(memo, hat)
    name = memo.number_text or memo.hal
    raise Refused(
        Refusal(
            "memo_exists",
            _("Perintah ini sudah dibuatkan naskah: %(name)s.") % {"name": name},
            choices=[Choice(str(memo.public_id), name)],
        )
    )


def _ask_for_paper(memo: Memo, order: Instruction, hat: Hat, actor: Actor, at: datetime) -> None:
    if Part.GIVER not in memo.parts_of(hat):
        sentence = _("Pemberi perintah belum meminta naskahnya.")
        raise Refused(Refusal("paper_not_asked", sentence))
    orders.prepare_memo(str(order.public_id), actor=actor, at=at)


def edit(
    key: str, words: Words, *, actor: Actor, at: datetime, if_version: int | None = None
) -> MemoDone:
    """Change a draft or an approved memo, which becomes a draft again.

    Also raises Refused `<field>_too_long`, `too_many_lines`, `unknown_urgency`,
    `unknown_classification_code`, `unknown_position`, `signer_not_for_type`, `signs_for_itself`,
    `through_nobody`, and those of `details.cleaned` and `body.allow.cleaned`.
    """
    with transaction.atomic():
        memo = locked(key, actor)
        found, deed = None, Deed()
        if memo is not None:
            sets = checked(words, memo.memo_type)
            _refuse_odd_signature(memo, sets)
            found = _addressed(memo, sets)
            follows = _what_follows(memo, sets, found)
            facts = {"fields": sorted(sets.keys() - {"body_format"})}
            deed = Deed(facts=facts, sets={**sets, **follows})
        done = door.act(Memo, key, "edit", actor=actor, at=at, deed=deed, if_version=if_version)
        if found is not None:
            addressees.write(done.subject, found)
        parafs.erase(done.subject)
    return done


def _refuse_odd_signature(memo: Memo, sets: Mapping[str, Any]) -> None:
    """a.n. names another than the signer; u.b. stands between the two."""
    signer, behalf, through = (
        sets.get(name, getattr(memo, name)) for name in ("signer", "behalf", "through")
    )
    if behalf is not None and behalf == signer:
        sentence = _("Atas nama (a.n.) menyebut jabatan lain daripada penanda tangan.")
        raise Refused(invalid("behalf", "signs_for_itself", sentence))
    if through is not None and (behalf is None or through in {signer, behalf}):
        sentence = _("u.b. menyebut jabatan di antara a.n. dan penanda tangan.")
        raise Refused(invalid("through", "through_nobody", sentence))


def _what_follows(
    memo: Memo, sets: Mapping[str, Any], found: addressees.Addressed | None
) -> dict[str, Any]:
    """Columns that follow from the words: whom it reaches; a new signer initials no more."""
    follows: dict[str, Any] = {}
    if found is not None:
        follows = found.columns(sets.get("from_position", memo.from_position))
    if memo.parafs_asked and "signer" in sets:
        memo.parafs.filter(position=sets["signer"]).delete()
        follows["parafs_asked"] = memo.parafs.count()
    return follows


def locked(key: str, actor: Actor) -> Memo | None:
    """The memo, locked, if the actor may see it."""
    rows = Memo.visible_to(actor).filter(public_id=key)
    return rows.select_for_update(no_key=True, of=("self",)).first()


def _addressed(memo: Memo, sets: Mapping[str, Any]) -> addressees.Addressed | None:
    """Whom the memo goes to by its new lines; None where nothing of that changes."""
    before = {name: getattr(memo, name) for name in ("to_lines", "copies", "from_position")}
    after = {name: sets.get(name, value) for name, value in before.items()}
    if after == before:
        return None
    kept = addressees.kept_by(memo)
    return addressees.of_lines(
        after["to_lines"], after["copies"], sender=after["from_position"], kept=kept
    )


def withdraw(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> MemoDone:
    """Give a memo up before it has a number; the order may then be drafted anew."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return door.act(Memo, key, "withdraw", actor=actor, at=at, deed=deed, if_version=if_version)


def _position_of(hat: Hat) -> Position:
    position: Position = hat.position  # type: ignore[attr-defined]
    return position
