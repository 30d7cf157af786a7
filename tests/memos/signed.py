"""Memos for tests beyond their number: signed in ink, and voided."""

import io

from files import intake, store
from memos import actions, final
from memos.models import Memo
from tests.memos.memos import memo_at
from tests.people import AT, Cast, actor


def signed(people: Cast) -> Memo:
    """A memo of the sekda, printed, signed in ink and scanned by the desk."""
    memo = memo_at("numbered", people)
    key, desk = str(memo.public_id), actor(people.kabag_umum.person)
    sheet = actions.print_for_signing(key, actor=desk, at=AT).pdf
    scan = intake.receive(
        io.BytesIO(sheet + b"\n% in ink\n"),
        name="pindaian.pdf",
        person_id=people.kabag_umum.person.pk,
        at=AT,
    )
    actions.scan(key, actor=desk, at=AT, attachments=[scan.public_id])
    return _anew(memo)


def voided(people: Cast) -> Memo:
    """Such a memo, voided by the desk's head."""
    memo = signed(people)
    desk = actor(people.kabag_umum.person)
    actions.void(str(memo.public_id), actor=desk, at=AT, reason="Keliru alamat.")
    return _anew(memo)


def unsigned_sheet(memo: Memo) -> bytes:
    """The sheet as it was before the ink."""
    return final.bytes_of(final.issue_of(memo, at=AT))


def signed_sheet(memo: Memo) -> bytes:
    """The scan of the inked sheet."""
    with store.open_bytes(memo.signed_issue.pdf) as file:
        return file.read()


def _anew(memo: Memo) -> Memo:
    rows = Memo.objects.select_related("order", "signer__unit", "issue", "signed_issue__pdf")
    return rows.get(pk=memo.pk)
