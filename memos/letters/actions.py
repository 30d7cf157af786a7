"""What people do with a letter: record it, correct the record, dispose it, file it.

Each takes the letter's public id as `key` (`record` none), the actor and the time, returns `Done`,
and raises `Refused` as `workflow.door.act` does.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from uuid6 import uuid7

from accounts.actors import Actor
from accounts.hats import Hat, holders
from accounts.models import Position
from files import intake
from files.models import Kind as FileKind
from files.models import Upload
from instructions import issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Classification, Form, Instruction, Urgency
from memos import numbering
from memos.books.models import Purpose
from memos.details import ASKS
from memos.letters.lifecycle import LETTER, Request
from memos.letters.models import (
    LINE_LENGTH,
    NUMBER_LENGTH,
    SENDER_LENGTH,
    Disposition,
    IncomingLetter,
)
from memos.models import Register
from memos.wording import long_date
from workflow import door
from workflow.door import Deed, Done
from workflow.refusals import NOT_FOUND, Choice, Refusal, Refused, invalid
from workflow.text import clean_line, said

LetterDone = Done[IncomingLetter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A letter as it lies on the desk; `addressee` is a position's public id, `scan` an upload's."""

    sender: str
    hal: str
    dated: date | None
    received_on: date | None
    addressee: str
    number: str = ""
    urgency: str = Urgency.NORMAL
    security: str = Classification.ORDINARY
    scan: UUID | None = None


@dataclass(frozen=True, slots=True)
class Disposed:
    """What the door says of it, the disposition, and the order it gave."""

    done: LetterDone
    disposition: Disposition
    order: Instruction


def record(
    given: Given,
    *,
    actor: Actor,
    at: datetime,
    register: str = "",
    public_id: UUID | None = None,
) -> LetterDone:
    """Enter a letter in the agenda: by the desk, with the next agenda number.

    Locks the register's year last. `register` is an agenda book's public id, needed where several
    fit. Raises Refused `not_yours`, `choose_hat`, `<field>_required`, `<field>_too_long`,
    `dated_in_the_future`, `received_before_dated`, `unknown_position`, `unknown_urgency`,
    `unknown_security`, `no_register`, `choose_register`, `unknown_register`, `scan_is_no_document`,
    `id_taken`, those of `files.intake.claim`.
    """
    values = _checked(given, on=timezone.localdate(at))
    hat = _desk(actor)
    book = _agenda(hat, register)
    letter = IncomingLetter(
        public_id=public_id or uuid7(), recorder=hat.position, moved_at=at, **values
    )
    try:
        with transaction.atomic():
            door.confirm(hat, "record", actor=actor, at=at)
            uploads = _attach(letter, given.scan, actor, at)
            row = numbering.advance(book, timezone.localdate(at))
            text = f"{row.last}/{row.year}"
            deed = Deed(facts={"register": str(book.public_id), "number": row.last, "text": text})
            entries = door.create_many([letter], "record", actor=actor, hat=hat, at=at, deed=deed)
            on = row.last_on or timezone.localdate(at)
            taken = numbering.Taken(
                book, row.year, row.last, on, text, {"taken_on": timezone.localdate(at)}
            )
            numbering.record(letter, taken, at=at)
            intake.consume(uploads)
    except IntegrityError as error:
        if "public_id" not in str(error):
            raise
        sentence = _("Tanda pengenal itu sudah terpakai. Ulangi dengan yang baru.")
        raise Refused(Refusal("id_taken", sentence)) from error
    return Done(letter, hat, entries[0])


def correct(
    key: str,
    given: Given,
    *,
    actor: Actor,
    at: datetime,
    reason: str,
    if_version: int | None = None,
) -> LetterDone:
    """Put the record right before anybody disposed; a scan is added or replaced, never taken away.

    Raises Refused as `record` does. How secret a letter is may only be raised (`class_lowered`).
    """
    values = _checked(given, on=timezone.localdate(at))
    words = said("reason", reason)
    with transaction.atomic():
        letter = _locked(key, actor)
        order = list(Classification.values)
        if order.index(values["security"]) < order.index(letter.security):
            sentence = _("Sifat keamanan surat hanya dapat dinaikkan.")
            raise Refused(invalid("security", "class_lowered", sentence))
        changed = sorted(n for n, value in values.items() if getattr(letter, n) != value)
        uploads = _attach(letter, given.scan, actor, at)
        if uploads:
            values |= {"scan": uploads[0].blob, "scan_name": uploads[0].name}
            changed.append("scan")
        deed = Deed(facts={"fields": changed}, contents={"reason": words}, sets=values)
        done = door.act(
            IncomingLetter, key, "correct", actor=actor, at=at, deed=deed, if_version=if_version
        )
        intake.consume(uploads)
    return done


def dispose(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    recipients: Sequence[Recipient],
    requests: Collection[str] = (),
    note: str = "",
    finish_by: datetime | None = None,
    if_version: int | None = None,
) -> Disposed:
    """Dispose a letter: a formal order to the chosen positions, resting on it.

    `requests` are values of `Request` (dengan hormat harap). The order is as urgent and as secret
    as the letter. Locks the letter first; the order is new. Also raises Refused `says_nothing`,
    `unknown_request`, those of `issuing.issue`.
    """
    words, ticked = said("note", note), _requests(requests)
    if not words and not ticked:
        sentence = _("Centang yang diminta, atau tulis catatan.")
        raise Refused(invalid("requests", "says_nothing", sentence))
    with transaction.atomic():
        letter = _locked(key, actor)
        hat = door.pick_hat(letter, LETTER.move("dispose"), actor)
        worn = actor.wearing(hat.key)
        deed = Deed(
            data={"recipients": recipients, "note": words, "finish_by": finish_by},
            facts={"recipients": len(recipients), "requests": ticked},
            contents={"note": words} if words else {},
        )
        done = door.act(
            IncomingLetter, key, "dispose", actor=worn, at=at, deed=deed, if_version=if_version
        )
        order = issuing.issue(
            _order(letter, recipients, ticked, words, finish_by),
            actor=worn,
            at=done.subject.moved_at,
        )
        disposition = _signed(done.subject, order, at)
        disposition.requests, disposition.note = ticked, words
        disposition.save(force_insert=True)
    return Disposed(done, disposition, order)


def file(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> LetterDone:
    """Put a letter away; orders that rest on it run on."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return door.act(
        IncomingLetter, key, "file", actor=actor, at=at, deed=deed, if_version=if_version
    )


def print_sheet(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> LetterDone:
    """Record that the lembar disposisi is printed; `sheet.pdf_of` makes it."""
    return door.act(IncomingLetter, key, "print", actor=actor, at=at, if_version=if_version)


# --- The order that rests on it ---------------------------------------------------------------------


def _order(
    letter: IncomingLetter,
    recipients: Sequence[Recipient],
    requests: Sequence[str],
    note: str,
    finish_by: datetime | None,
) -> Order:
    plain = letter.security == Classification.ORDINARY
    return Order(
        text=words_of(letter, requests, note),
        recipients=tuple(recipients),
        urgency=letter.urgency,
        classification=letter.security,
        finish_by=finish_by,
        only_me=False if plain else None,
        form=Form.FORMAL,
    )


def words_of(letter: IncomingLetter, requests: Sequence[str], note: str) -> str:
    """What the order says: the letter it rests on, what is asked, the note. Fixed Indonesian."""
    number = f" Nomor {letter.number}" if letter.number else ""
    cited = f"{letter.sender}{number} tanggal {long_date(letter.dated)} hal {letter.hal}"
    lines = [f"Disposisi atas surat {cited}."]
    if requests:
        asked = "; ".join(ASKS[each].lower() for each in requests)
        lines.append(f"Dengan hormat harap: {asked}.")
    return "\n".join([*lines, *([note] if note else [])])


def _signed(letter: IncomingLetter, order: Instruction, at: datetime) -> Disposition:
    """The disposition with whoever held the post that day."""
    held = holders(letter.addressee, on=timezone.localdate(at))
    return Disposition(
        letter=letter,
        order=order,
        position=letter.addressee,
        capacity=held[0].capacity if held else "",
        signer_name=held[0].person.full_name if held else letter.addressee.title,
        at=at,
    )


# --- What may be written ----------------------------------------------------------------------------


def _locked(key: str, actor: Actor) -> IncomingLetter:
    rows = IncomingLetter.visible_to(actor).filter(public_id=key)
    letter = rows.select_for_update(no_key=True, of=("self",)).first()
    if letter is None:
        raise Refused(NOT_FOUND)
    return letter


def _desk(actor: Actor) -> Hat:
    """The hat of the secretariat; a letter that is not there yet has no parts to ask."""
    fitting = [hat for hat in actor.hats if "registers" in hat.duties and hat.allows("record")]
    nobody = door.not_yours(_("Hanya sekretariat yang mencatat surat masuk."))
    return door.one_hat(fitting, actor, otherwise=nobody)


def agendas(hat: Hat) -> list[Register]:
    """Agenda books in use of the desk's unit or one above it."""
    path = f"{hat.position.unit.path}."
    rows = Register.objects.filter(is_active=True, purpose=Purpose.AGENDA).select_related("unit")
    return [row for row in rows if path.startswith(f"{row.unit.path}.")]


def _agenda(hat: Hat, key: str) -> Register:
    fitting = agendas(hat)
    if key:
        for row in fitting:
            if str(row.public_id) == key:
                return row
        sentence = _("Buku agenda itu tidak ada, atau bukan milik sekretariat ini.")
        raise Refused(invalid("register", "unknown_register", sentence))
    if not fitting:
        sentence = _("Belum ada buku agenda. Buka dahulu di halaman Buku.")
        raise Refused(Refusal("no_register", sentence))
    if len(fitting) > 1:
        choices = [Choice(str(row.public_id), row.name) for row in fitting]
        raise Refused(Refusal("choose_register", _("Pilih buku agenda."), choices=choices))
    return fitting[0]


def _attach(letter: IncomingLetter, key: UUID | None, actor: Actor, at: datetime) -> list[Upload]:
    """Claim the scan for the letter; it must be a document or a photo."""
    if key is None:
        return []
    uploads = intake.claim([key], person_id=actor.person_id, at=at)
    if uploads[0].blob.kind == FileKind.AUDIO:
        sentence = _("Pindaian surat berupa PDF atau foto.")
        raise Refused(invalid("scan", "scan_is_no_document", sentence))
    letter.scan, letter.scan_name = uploads[0].blob, uploads[0].name
    return uploads


def _checked(given: Given, *, on: date) -> dict[str, Any]:
    raw = asdict(given)
    values: dict[str, Any] = {
        "sender": _line("sender", raw["sender"], SENDER_LENGTH, needed=True),
        "hal": _line("hal", raw["hal"], LINE_LENGTH, needed=True),
        "number": _line("number", raw["number"], NUMBER_LENGTH),
        "dated": given.dated,
        "received_on": given.received_on or on,
        "urgency": given.urgency,
        "security": given.security,
        "addressee": _position(given.addressee),
    }
    if given.dated is None:
        raise Refused(invalid("dated", "dated_required", _("Isi tanggal surat.")))
    if values["received_on"] > on:
        sentence = _("Surat belum dapat diterima pada hari yang akan datang.")
        raise Refused(invalid("received_on", "dated_in_the_future", sentence))
    if values["received_on"] < given.dated:
        sentence = _("Surat diterima sebelum tanggalnya. Periksa kedua tanggal.")
        raise Refused(invalid("dated", "received_before_dated", sentence))
    if given.urgency not in Urgency.values:
        raise Refused(invalid("urgency", "unknown_urgency", _("Sifat tidak dikenal.")))
    if given.security not in Classification.values:
        sentence = _("Sifat keamanan tidak dikenal.")
        raise Refused(invalid("security", "unknown_security", sentence))
    return values


def _line(name: str, raw: str, longest: int, *, needed: bool = False) -> str:
    line = clean_line(raw)
    if needed and not line:
        raise Refused(invalid(name, f"{name}_required", _("Wajib diisi.")))
    if len(line) > longest:
        sentence = _("Paling panjang %(n)s huruf.") % {"n": longest}
        raise Refused(invalid(name, f"{name}_too_long", sentence))
    return line


def _position(key: str) -> Position:
    try:
        rows = Position.objects.filter(public_id=key, is_active=True)
        position = rows.select_related("unit").first()
    except ValidationError:
        position = None
    if position is None:
        sentence = _("Pilih pejabat yang dituju surat ini.")
        raise Refused(invalid("addressee", "unknown_position", sentence))
    return position


def _requests(raw: Collection[str]) -> list[str]:
    if set(raw) - set(Request.values):
        sentence = _("Ada permintaan yang tidak dikenal.")
        raise Refused(invalid("requests", "unknown_request", sentence))
    return [value for value in Request.values if value in raw]
