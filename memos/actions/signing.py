"""The sheet, from the print for the ink to the signed one.

No PDF is rendered inside a transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from files import intake, store
from files.models import Blob, Upload
from files.refusals import FileRefused
from memos import final, pdf, sheets
from memos.actions.drafting import MemoDone
from memos.course import Signing
from memos.course_rows import SignedIssue
from memos.lifecycle import MEMO, Status
from memos.models import Memo
from workflow import door
from workflow.actors import Actor
from workflow.door import Deed
from workflow.refusals import NOT_FOUND, Refused, invalid
from workflow.text import said


@dataclass(frozen=True, slots=True)
class Printed:
    """The recorded print: what the door says of it, and the sheet itself."""

    done: MemoDone
    pdf: bytes


def print_for_signing(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    sheet: final.InkSheet | None = None,
    if_version: int | None = None,
) -> Printed:
    """The recorded print that gets the ink, without KONSEP; a second one needs a reason.

    Without a number it leaves room for number and date, and counts for the words it was made from
    alone. Inside a transaction give `sheet` (final.for_ink). Also raises Refused `already_printed`,
    and those of `approve` before the number.
    """
    memo = Memo.visible_to(actor).filter(public_id=key).first()
    if memo is None:
        raise Refused(NOT_FOUND)
    door.pick_hat(memo, MEMO.move("print_for_signing"), actor)
    words = said("reason", reason)
    made = sheet or final.for_ink(memo, at=at)
    if made is not None and memo.status == Status.APPROVED and if_version is None:
        if_version = made.version
    facts = {"sha256": made.sha256, "numbered": bool(memo.number_text)} if made else {}
    deed = Deed(data={"reason": words}, facts=facts, contents={"reason": words} if words else {})
    done = door.act(
        Memo, key, "print_for_signing", actor=actor, at=at, deed=deed, if_version=if_version
    )
    return Printed(done, made.pdf if made else b"")


def scan(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    attachments: Sequence[UUID] = (),
    if_version: int | None = None,
) -> MemoDone:
    """Put in the scan of the inked sheet: one waiting upload, a PDF. The memo is signed by it.

    Also raises Refused `not_printed`, `attachments_required`, `scan_is_no_pdf`, and FileRefused
    `unknown_upload`.
    """
    with transaction.atomic():
        uploads = scanned(key, attachments, actor, at)
        facts = {"sha256": uploads[0].blob.sha256} if uploads else {}
        deed = Deed(data={"attachments": uploads}, facts=facts)
        done = door.act(Memo, key, "scan", actor=actor, at=at, deed=deed, if_version=if_version)
        if not done.repeated:
            keep_signed(done, uploads[0].blob, Signing.WET, actor, facts={})
            intake.consume(uploads)
    return done


def scanned(key: str, attachments: Sequence[UUID], actor: Actor, at: datetime) -> Sequence[Upload]:
    """The one PDF that was scanned, locked; none where there is none yet, or this memo has it already.

    What that means the door will judge. Raises Refused `scan_is_no_pdf`, FileRefused `unknown_upload`.
    """
    uploads = _claimed(key, attachments, actor, at)
    _refuse_other_files(uploads)
    return uploads


def _claimed(key: str, attachments: Sequence[UUID], actor: Actor, at: datetime) -> Sequence[Upload]:
    if not attachments or actor.person_id is None:
        return ()
    try:
        return intake.claim(attachments, person_id=actor.person_id, at=at)
    except FileRefused:
        if SignedIssue.objects.filter(memo__public_id=key, person_id=actor.person_id).exists():
            return ()
        raise


def _refuse_other_files(uploads: Sequence[Upload]) -> None:
    if len(uploads) > 1 or any(one.blob.media_type != final.PDF for one in uploads):
        sentence = _("Unggah satu berkas PDF yang memuat semua halaman.")
        raise Refused(invalid("attachments", "scan_is_no_pdf", sentence))


def record(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    issue: Blob,
    facts: Mapping[str, Any],
    if_version: int | None = None,
) -> MemoDone:
    """Record the electronic signature of the actor: the signed bytes, kept before by files.intake.

    `facts` go into the entry and the row of the signed sheet. A repeat changes nothing.
    """
    deed = Deed(facts={"sha256": issue.sha256, **facts})
    with transaction.atomic():
        done = door.act(Memo, key, "sign", actor=actor, at=at, deed=deed, if_version=if_version)
        if not done.repeated:
            keep_signed(done, issue, Signing.ELECTRONIC, actor, facts=facts)
    return done


def keep_signed(
    done: MemoDone, blob: Blob, signing: Signing, actor: Actor, *, facts: Mapping[str, Any]
) -> None:
    """Write the row of the signed sheet, in the transaction of its act."""
    memo = done.subject
    if actor.person_id is None:
        message = "a memo is signed by a person"
        raise ValueError(message)
    SignedIssue.objects.create(
        memo=memo,
        signing=signing,
        pdf=blob,
        sha256=blob.sha256,
        person_id=actor.person_id,
        signer_name=sheets.signer_of(memo, on=timezone.localdate(memo.moved_at)).name,
        facts=dict(facts),
        at=memo.moved_at,
    )


def pdf_for_reading(key: str, actor: Actor, at: datetime) -> bytes:
    """The memo as PDF: the signed sheet, before that a rendering marked KONSEP.

    Raises Refused `not_found`. Leaves no entry. A numbered memo whose final sheet is missing gets it here.
    """
    memo = Memo.visible_to(actor).filter(public_id=key).first()
    if memo is None:
        raise Refused(NOT_FOUND)
    signed = SignedIssue.objects.filter(memo=memo).select_related("pdf").first()
    if signed is not None:
        with store.open_bytes(signed.pdf) as file:
            return file.read()
    if memo.status == Status.NUMBERED:
        final.issue_of(memo, at=at)
    today = timezone.localdate(at)
    look = sheets.profile_of(memo, on=today)
    sheet = sheets.sheet(memo, on=today, profile=look)
    return pdf.to_pdf(pdf.render_html(sheet, look), profile=look)
