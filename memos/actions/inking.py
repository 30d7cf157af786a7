"""Number and scan in one act, of a sheet that was printed and signed by pen without a number.

The desk writes number and date on the sheet by hand. No PDF is rendered inside a transaction.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from files import intake
from memos import numbering
from memos.actions.drafting import MemoDone, locked
from memos.actions.numbers import book, check_before_taking, deed_of
from memos.actions.signing import keep_signed, scanned
from memos.course import Signing
from memos.lifecycle import Status
from memos.models import Memo
from workflow import door
from workflow.actors import Actor
from workflow.door import Deed

VERB = "number_and_scan"


def number_and_scan(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    register: str = "",
    reserved: str = "",
    typed: str = "",
    attachments: Sequence[UUID] = (),
    if_version: int | None = None,
) -> MemoDone:
    """Take a number and put in the scan of the inked sheet: both, or neither.

    `attachments` is one waiting upload, a PDF; the other arguments are those of `number`. Locks the
    upload, the order, the memo, and last the register's year. Raises Refused as `number` and `scan`
    do, `not_printed` where no sheet was printed for the ink.
    """
    with transaction.atomic():
        uploads = scanned(key, attachments, actor, at)
        Memo.lock_root(key)
        memo = locked(key, actor)
        given = Deed(data={"attachments": uploads})
        if memo is None or memo.status != Status.APPROVED or not uploads:
            return door.act(Memo, key, VERB, actor=actor, at=at, deed=given, if_version=if_version)
        moment = max(at, memo.moved_at)
        check_before_taking(memo, VERB, actor, moment)
        wish = numbering.Wish(reserved=reserved, typed=typed)
        taken = numbering.take(memo, numbering.choose(memo, register), at=moment, wish=wish)
        made = deed_of(memo, taken, {"attachments": uploads})
        deed = replace(made, facts={**made.facts, "sha256": uploads[0].blob.sha256})
        done = door.act(Memo, key, VERB, actor=actor, at=moment, deed=deed, if_version=if_version)
        book(done, taken, at=moment)
        keep_signed(done, uploads[0].blob, Signing.WET, actor, facts={})
        intake.consume(uploads)
    return done
