"""What people do with a memo: one function per verb of the table.

Each takes the memo's public id as `key` (`formalise` the order's), the actor and the time, returns
`Done`, and raises `Refused` as `workflow.door.act` does. No PDF is rendered inside a transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from uuid6 import uuid7

from accounts.models import Position, PositionKind
from instructions import actions as orders
from instructions.lifecycle import Status as OrderStatus
from instructions.models import Instruction, Urgency
from memos import drafting, final, numbering, pdf, sheets
from memos.lifecycle import MEMO, Part, Status
from memos.models import LINE_LENGTH, ClassificationCode, Memo, MemoType
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed, Done
from workflow.models import Entry
from workflow.refusals import NOT_FOUND, Choice, Refusal, Refused, invalid
from workflow.table import Moment
from workflow.text import clean, clean_line, said

MemoDone = Done[Memo]

LONGEST_BODY = 20_000
MOST_LINES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What may be edited; None leaves a field as it is. Positions are public ids."""

    hal: str | None = None
    to_lines: Sequence[str] | None = None
    copies: Sequence[str] | None = None
    urgency: str | None = None
    attachments_line: str | None = None
    body: str | None = None
    classification_code: str | None = None
    from_position: str | None = None
    signer: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """The recorded print: what the door says of it, and the sheet itself."""

    done: MemoDone
    pdf: bytes


# --- Drafting ---------------------------------------------------------------------------------------


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
        sentence = _("Tanda pengenal itu sudah terpakai. Ulangi dengan yang baru.")
        raise Refused(Refusal("id_taken", sentence)) from error


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
    for name, value in drafting.from_order(order).items():
        setattr(memo, name, value)
    deed = Deed(facts={"order": str(order.public_id), "reference": order.reference})
    moment = max(at, order.moved_at)
    entries = door.create_many([memo], "draft", actor=actor, hat=hat, at=moment, deed=deed)
    return Done(memo, hat, entries[0])


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
    `unknown_classification_code`, `unknown_position`, `signer_not_for_type`.
    """
    sets = _checked(words)
    deed = Deed(facts={"fields": sorted(sets)}, sets=sets)
    return door.act(Memo, key, "edit", actor=actor, at=at, deed=deed, if_version=if_version)


def _checked(words: Words) -> dict[str, Any]:
    checks: dict[str, Callable[[Any], Any]] = {
        "hal": partial(_line, "hal"),
        "to_lines": partial(_lines, "to_lines"),
        "copies": partial(_lines, "copies"),
        "urgency": _urgency,
        "attachments_line": partial(_line, "attachments_line"),
        "body": _body,
        "classification_code": _code,
        "from_position": partial(_position, "from_position"),
        "signer": _signer,
    }
    given = {field.name: getattr(words, field.name) for field in fields(words)}
    return {name: checks[name](value) for name, value in given.items() if value is not None}


def _line(name: str, raw: str) -> str:
    line = clean_line(raw)
    if len(line) > LINE_LENGTH:
        sentence = _("Paling panjang %(n)s huruf.") % {"n": LINE_LENGTH}
        raise Refused(invalid(name, f"{name}_too_long", sentence))
    return line


def _lines(name: str, raw: Sequence[str]) -> list[str]:
    lines = [line for line in (_line(name, one) for one in raw) if line]
    if len(lines) > MOST_LINES:
        sentence = _("Paling banyak %(n)s baris; pakai lampiran.") % {"n": MOST_LINES}
        raise Refused(invalid(name, "too_many_lines", sentence))
    return lines


def _body(raw: str) -> str:
    body = clean(raw)
    if len(body) > LONGEST_BODY:
        sentence = _("Isi naskah terlalu panjang; pindahkan sebagian ke lampiran.")
        raise Refused(invalid("body", "body_too_long", sentence))
    return body


def _urgency(raw: str) -> str:
    if raw not in Urgency.values:
        raise Refused(invalid("urgency", "unknown_urgency", _("Sifat tidak dikenal.")))
    return raw


def _code(raw: str) -> ClassificationCode | None:
    if not raw:
        return None
    code = ClassificationCode.objects.filter(code=clean_line(raw)).first()
    if code is None:
        sentence = _("Kode klasifikasi tidak ada dalam daftar.")
        raise Refused(invalid("classification_code", "unknown_classification_code", sentence))
    return code


def _position(name: str, key: str) -> Position:
    try:
        rows = Position.objects.filter(public_id=key, is_active=True)
    except ValidationError:
        rows = Position.objects.none()
    position = rows.select_related("unit").first()
    if position is None:
        raise Refused(invalid(name, "unknown_position", _("Jabatan tidak dikenal.")))
    return position


def _signer(key: str) -> Position:
    """Bupati and wakil sign on paper with the state's emblem, which a nota dinas has not."""
    position = _position("signer", key)
    if PositionKind(position.kind) in drafting.LEADERS:
        sentence = _("Nota dinas tidak ditandatangani Bupati atau Wakil Bupati; pilih Sekda.")
        raise Refused(invalid("signer", "signer_not_for_type", sentence))
    return position


def approve(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> MemoDone:
    """Say that it is complete and right. Also raises Refused `<field>_required`, `signer_vacant`."""
    return door.act(Memo, key, "approve", actor=actor, at=at, if_version=if_version)


def withdraw(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> MemoDone:
    """Give a memo up before it has a number; the order may then be drafted anew."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return door.act(Memo, key, "withdraw", actor=actor, at=at, deed=deed, if_version=if_version)


# --- Number and paper -------------------------------------------------------------------------------


def number(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    register: str = "",
    if_version: int | None = None,
) -> MemoDone:
    """Take the next number and freeze what the sheet says; the sheet is made after the commit.

    Locks the order, the memo, and last the register's year. `register` is a public id, needed
    where several fit. Also raises Refused `no_register`, `choose_register`, `unknown_register`,
    and those of `approve`.
    """
    with transaction.atomic():
        Memo.lock_root(key)
        rows = Memo.visible_to(actor).filter(public_id=key)
        memo = rows.select_for_update(no_key=True, of=("self",)).first()
        if memo is None or memo.status != Status.APPROVED:
            return door.act(Memo, key, "number", actor=actor, at=at, if_version=if_version)
        moment = max(at, memo.moved_at)
        _check_before_taking(memo, actor, moment)
        taken = numbering.take(memo, numbering.choose(memo, register), at=moment)
        deed = Deed(
            facts={
                "register": str(taken.register.public_id),
                "number": taken.number,
                "text": taken.text,
                "dated": taken.dated.isoformat(),
            },
            sets={
                "register": taken.register,
                "number_text": taken.text,
                "dated": taken.dated,
                "frozen": sheets.freeze(memo, on=taken.dated),
            },
        )
        done = door.act(
            Memo, key, "number", actor=actor, at=moment, deed=deed, if_version=if_version
        )
        numbering.record(done.subject, taken, at=moment)
        # A failure is logged and no more: the number stands, and the next reading makes the sheet.
        transaction.on_commit(partial(final.issue_of, done.subject, at=moment), robust=True)
    return done


def _check_before_taking(memo: Memo, actor: Actor, at: datetime) -> None:
    """Nobody holds up the register who may not number, or has nothing to number."""
    move = MEMO.move("number")
    door.pick_hat(memo, move, actor)
    refusal = door.refusal_of(memo, move, Moment(actor, at, {}))
    if refusal is not None:
        raise Refused(refusal)


def print_for_signing(
    key: str, *, actor: Actor, at: datetime, reason: str = "", if_version: int | None = None
) -> Printed:
    """The recorded print that gets the ink, without KONSEP; a second one needs a reason.

    Also raises Refused `already_printed`.
    """
    memo = Memo.visible_to(actor).filter(public_id=key).first()
    if memo is None:
        raise Refused(NOT_FOUND)
    door.pick_hat(memo, MEMO.move("print_for_signing"), actor)
    words = said("reason", reason)
    facts: dict[str, Any] = {}
    sheet = b""
    if memo.status == Status.NUMBERED:
        issue = final.issue_of(memo, at=at)
        facts, sheet = {"sha256": issue.sha256}, final.bytes_of(issue)
    deed = Deed(data={"reason": words}, facts=facts, contents={"reason": words})
    done = door.act(
        Memo, key, "print_for_signing", actor=actor, at=at, deed=deed, if_version=if_version
    )
    return Printed(done, sheet)


def pdf_for_reading(key: str, actor: Actor, at: datetime) -> bytes:
    """The memo as PDF, marked KONSEP until it is signed. Raises Refused `not_found`.

    Leaves no entry. A numbered memo whose final sheet is missing gets it here.
    """
    memo = Memo.visible_to(actor).filter(public_id=key).first()
    if memo is None:
        raise Refused(NOT_FOUND)
    if memo.status == Status.NUMBERED:
        final.issue_of(memo, at=at)
    today = timezone.localdate(at)
    look = sheets.profile_of(memo, on=today)
    sheet = sheets.sheet(memo, on=today, profile=look)
    return pdf.to_pdf(pdf.render_html(sheet, look), profile=look)


def _position_of(hat: Hat) -> Position:
    position: Position = hat.position  # type: ignore[attr-defined]
    return position
