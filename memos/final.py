"""The final sheet: rendered outside any write transaction, stored once, the same whoever asks.

Numbering commits first; the sheet follows. A crash between the two leaves a number without a sheet,
and the next reading makes it, from facts that were frozen with the number.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from files import intake, store
from memos import pdf, sheets, signing, verification
from memos.course import Signing
from memos.lifecycle import Status
from memos.models import Memo, MemoIssue
from memos.paper import Footer, FooterKind, Profile, Sheet, SignatureBox
from memos.profiles.drawings import of_regency

PDF = "application/pdf"


def issue_of(memo: Memo, *, at: datetime) -> MemoIssue:
    """The final row of a numbered memo, made now if it is not there yet."""
    kept = MemoIssue.objects.select_related("pdf").filter(memo=memo).first()
    return kept or _make(memo, at)


@dataclass(frozen=True, slots=True)
class InkSheet:
    """The sheet that gets the ink, and the version of the memo it was made from."""

    pdf: bytes
    sha256: str
    version: int


def for_ink(memo: Memo, *, at: datetime) -> InkSheet | None:
    """What is printed to be signed by pen; None where the memo stands at no such point.

    With a number it is the final sheet. Before that it leaves room for number and date, which are
    written on it by hand; nothing of it is kept but the hash. Call it outside any transaction.
    """
    if memo.status == Status.NUMBERED:
        issue = issue_of(memo, at=at)
        return InkSheet(bytes_of(issue), issue.sha256, memo.version)
    if memo.status != Status.APPROVED or memo.signing != Signing.WET:
        return None
    today = timezone.localdate(at)
    look = sheets.profile_of(memo, on=today)
    paper = sheets.sheet(memo, on=today, draft=False, profile=look)
    data = pdf.to_pdf(pdf.render_html(paper, look), profile=look)
    return InkSheet(data, hashlib.sha256(data).hexdigest(), memo.version)


def bytes_of(issue: MemoIssue) -> bytes:
    """The PDF as stored."""
    with store.open_bytes(issue.pdf) as file:
        return file.read()


def _make(memo: Memo, at: datetime) -> MemoIssue:
    if memo.dated is None:
        message = "only a numbered memo has a final sheet"
        raise ValueError(message)
    look = sheets.profile_of(memo, on=memo.dated)
    final = dressed(sheets.sheet(memo, on=memo.dated, draft=False, profile=look), memo, look)
    data = pdf.to_pdf(pdf.render_html(final, look), profile=look)
    blob = intake.keep(data, media_type=PDF, at=at)
    row = MemoIssue(
        memo=memo,
        number_text=memo.number_text,
        pdf=blob,
        sha256=blob.sha256,
        template_version=sheets.TEMPLATE_VERSIONS[memo.memo_type],
        profile_version=look.version,
        signer_name=final.signature.names[0],
        signer_capacity=memo.frozen["signer"]["capacity"],
        at=at,
    )
    # Two may render at once; the first row stays, and both return it.
    MemoIssue.objects.bulk_create([row], ignore_conflicts=True)
    return MemoIssue.objects.select_related("pdf").get(memo=memo)


def dressed(paper: Sheet, memo: Memo, look: Profile) -> Sheet:
    """The sheet that gets an electronic signature: box, and a foot with the address of the check.

    It is made before the signature and inside it, so it names no time: that is in the signature.
    What is signed in ink has neither.
    """
    if memo.signing != Signing.ELECTRONIC:
        return paper
    kind = FooterKind(signing.footer_kind())
    foot = Footer(
        kind=kind,
        url=verification.address_of(memo),
        code=verification.code_of(memo),
        government=f"Pemerintah {settings.REGENCY_NAME}",
    )
    if kind is FooterKind.UNSIGNED:
        return replace(paper, footer=foot)
    box = SignatureBox(kind=kind, form=look.box_form, emblem=of_regency(look))
    return replace(paper, footer=foot, box=box)
