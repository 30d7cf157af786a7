"""Incoming letters for tests, made the way people make them: through the actions."""

from datetime import date, datetime
from typing import Any

from accounts.models import Unit
from instructions.addressing import Recipient
from memos.letters import actions
from memos.letters.actions import Disposed, Given
from memos.letters.models import IncomingLetter
from memos.models import Register
from tests.people import AT, Cast, Member, actor

SENT = date(2026, 11, 20)


def agenda(**fields: Any) -> Register:
    """An agenda book of the setda."""
    fields = {"name": "Agenda Surat Masuk", "purpose": "agenda", "types": [], **fields}
    return Register.objects.create(unit=Unit.objects.get(code="setda"), **fields)


def given(people: Cast, **fields: Any) -> Given:
    """A letter for the bupati as it lies on the desk."""
    words = {
        "sender": "Kepala Balai Wilayah Sungai", "number": "PR.02/117/2026", "dated": SENT,
        "received_on": AT.date(), "hal": "Permohonan Data Tanggul",
        "addressee": str(people.bupati.position.public_id),
    }  # fmt: skip
    return Given(**{**words, **fields})


def letter(people: Cast, *, at: datetime = AT, **fields: Any) -> IncomingLetter:
    """A letter in the agenda."""
    if not Register.objects.filter(purpose="agenda").exists():
        agenda()
    desk = actor(people.kabag_umum.person)
    return actions.record(given(people, **fields), actor=desk, at=at).subject


def disposed(row: IncomingLetter, people: Cast, *to: Member, **fields: Any) -> Disposed:
    """The letter disposed by the bupati."""
    recipients = [Recipient(str(member.position.public_id)) for member in to]
    fields = {"requests": ["proses", "laporkan"], "note": "Siapkan hari ini.", **fields}
    by = actor(people.bupati.person)
    return actions.dispose(str(row.public_id), actor=by, at=AT, recipients=recipients, **fields)


def letter_at(status: str, people: Cast, **fields: Any) -> IncomingLetter:
    """A letter walked to `status`."""
    row = letter(people, **fields)
    if status in {"disposed", "filed"}:
        disposed(row, people, people.camat_pelawan, people.camat_limun)
    if status == "filed":
        desk = actor(people.kabag_umum.person)
        actions.file(str(row.public_id), actor=desk, at=AT, reason="Berkas 2026.")
    return IncomingLetter.objects.get(pk=row.pk)
