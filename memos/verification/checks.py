"""Looking a paper up, by its code or by the file itself.

A code answers for class Biasa alone; for any other it answers as one that was never given, in the
same statement. Whoever has the file may know what it is: the file itself is found by its SHA-256,
whatever its class. Nothing that is handed in is kept.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from django.utils.translation import gettext as _

from instructions.models import Classification
from memos.issued import memo_with, paper_of
from memos.lifecycle import Status
from memos.models import Memo, MemoIssue
from memos.signature import PREFIXES, Capacity
from memos.signing.apart import signatures_apart
from memos.signing.inspect import SignatureFacts
from memos.verification.codes import read
from memos.verification.models import VerificationCode
from workflow.refusals import Kind, Refusal, Refused, invalid

MOST_BYTES: Final = 10 * 1_048_576
FIELD: Final = "berkas"
HEAD: Final = b"%PDF-"
HEAD_WITHIN: Final = 1024  # bytes in which readers look for the head of a PDF
JOINS: Final = ("memo__signer__unit", "memo__issue")


class Standing(StrEnum):
    """What became of a paper."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    VOIDED = "voided"


STANDINGS: Final = {
    Status.NUMBERED: Standing.UNSIGNED,
    Status.SIGNED: Standing.SIGNED,
    Status.DISPATCHED: Standing.SIGNED,
    Status.ARCHIVED: Standing.SIGNED,
    Status.VOIDED: Standing.VOIDED,
}


class Verdict(StrEnum):
    """What a file is: a paper, its sheet before the signature, another paper than the code's, none."""

    SAME = "same"
    EARLIER = "earlier"
    ANOTHER = "another"
    UNKNOWN = "unknown"


class Readable(Protocol):
    """A Django UploadedFile or any binary stream."""

    def read(self, size: int = ..., /) -> bytes:
        """Give at most `size` bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The minimum about a paper; never what it is about, whom it is for, or what it says.

    `signer` is the name as printed, `title` the post with the capacity in which it was signed
    (`Plt. Camat Limun`), `office` the letterhead's lines.
    """

    memo_type: str
    number: str
    dated: date
    office: str
    signer: str
    title: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a file turned out to be; `facts` are None where it is none of Sigap's papers."""

    verdict: Verdict
    facts: Facts | None
    sha256: str
    signatures: tuple[SignatureFacts, ...]


def by_code(text: str) -> Facts | None:
    """What a code says: of class Biasa its facts, else nothing; one statement."""
    code = read(text)
    rows = VerificationCode.objects.filter(code=code, memo__security=Classification.ORDINARY)
    found = rows.select_related(*JOINS).first()
    return _facts(found.memo) if found else None


def by_file(file: Readable, *, code: str = "") -> Checked:
    """What a file is, and whether it is the paper with this code, where one is given.

    Two statements. Raises Refused `file_missing`, `file_too_large`, `not_a_pdf`.
    """
    data = _bytes_of(file)
    sha256 = hashlib.sha256(data).hexdigest()
    signatures = signatures_apart(data)
    memo = memo_with(sha256)
    if memo is None:
        return Checked(verdict=Verdict.UNKNOWN, facts=None, sha256=sha256, signatures=signatures)
    verdict = _verdict(memo, sha256, code)
    return Checked(verdict=verdict, facts=_facts(memo), sha256=sha256, signatures=signatures)


def too_large() -> Refusal:
    """What is said of a file nobody looks at."""
    sentence = _("Berkas terlalu besar. Paling besar %(megabytes)s MB.")
    words = sentence % {"megabytes": MOST_BYTES // 1_048_576}
    return Refusal("file_too_large", words, Kind.TOO_LARGE, FIELD)


def _bytes_of(file: Readable) -> bytes:
    data = file.read(MOST_BYTES + 1)
    if not data:
        raise Refused(invalid(FIELD, "file_missing", _("Pilih berkas PDF yang berisi.")))
    if len(data) > MOST_BYTES:
        raise Refused(too_large())
    if HEAD not in data[:HEAD_WITHIN]:
        sentence = _("Berkas ini bukan PDF. Foto atau pindaian kertas tidak dapat diperiksa.")
        raise Refused(invalid(FIELD, "not_a_pdf", sentence))
    return data


def _verdict(memo: Memo, sha256: str, code: str) -> Verdict:
    if code and not _is_code_of(memo, code):
        return Verdict.ANOTHER
    paper = paper_of(memo)
    return Verdict.SAME if paper and paper.sha256 == sha256 else Verdict.EARLIER


def _is_code_of(memo: Memo, code: str) -> bool:
    return VerificationCode.objects.filter(memo=memo, code=read(code)).exists()


def _facts(memo: Memo) -> Facts:
    """As frozen with the number, so that later changes of office change nothing here."""
    if memo.dated is None:
        message = "only a numbered memo can be looked up"
        raise ValueError(message)
    signer, kop = memo.frozen.get("signer", {}), memo.frozen.get("kop", {})
    issue: MemoIssue | None = getattr(memo, "issue", None)
    prefix = PREFIXES[Capacity(signer.get("capacity", Capacity.DEFINITIF))]
    title = " ".join(str(signer.get("title") or memo.signer.title).split())
    return Facts(
        memo_type=memo.get_memo_type_display(),
        number=memo.number_text,
        dated=memo.dated,
        office=" ".join(kop.get("unit_lines") or [memo.signer.unit.name]),
        signer=issue.signer_name if issue else str(signer.get("name", "")),
        title=f"{prefix} {title}".strip(),
        standing=STANDINGS[Status(memo.status)],
    )
