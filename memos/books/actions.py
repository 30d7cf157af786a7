"""What an office does with its books: open one, change it, keep numbers free for the day.

Each is an act on the bookkeeping, through the door, with its rows in the same breath. Every action
returns `Done` and raises `Refused` as the door does, and its own. What is refused leaves nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import Unit
from accounts.organisation import access
from instructions.worktime.organiser import Installer
from memos import numbering
from memos.books.lifecycle import BOOKKEEPING, OFFICE
from memos.books.models import (
    MOST_RESERVED,
    REASON_LENGTH,
    Bookkeeping,
    Purpose,
    ReservedNumber,
    Source,
)
from memos.models import MemoType, Register, RegisterYear
from memos.pattern import PLAIN, validate_pattern
from workflow import door
from workflow.actors import Actor as WorkflowActor
from workflow.door import Deed, Done
from workflow.refusals import Kind, Refusal, Refused, invalid
from workflow.text import clean_line

BookDone = Done[Bookkeeping]

NAME_LENGTH = 120
BASIS_LENGTH = 200
MOST_OPENING = 999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A register as an office describes it; `unit` is a public id.

    `opening` is the last number used on paper this year, `basis` where that is written. Purpose,
    source and opening are fixed once the book is open.
    """

    name: str
    unit: str
    types: Sequence[str] = ()
    pattern: str = PLAIN
    purpose: str = Purpose.MEMOS
    source: str = Source.INTERNAL
    daily_reserve: int = 5
    opening: int = 0
    basis: str = ""
    is_active: bool = True


def may_change(actor: Actor, *, at: datetime) -> bool:
    """Whether the person leads the secretariat or administers the regency; no statement but for staff."""
    return _fits(actor) or access.may_organise(actor, at=at)


def open_register(book: Book, *, actor: Actor, at: datetime) -> tuple[Register, BookDone]:
    """Open a book.

    Raises Refused `not_bookkeeper`, `name_required`, `name_taken`, `unknown_unit`, `no_types`,
    `unknown_type`, `bad_pattern`, `unknown_source`, `reserve_out_of_bounds`, `opening_needs_basis`,
    `opening_out_of_bounds`.
    """
    values = _checked(book)
    year = timezone.localdate(at).year
    row = Register(**values, purpose=book.purpose, source=book.source)
    basis = clean_line(book.basis)[:BASIS_LENGTH]
    _check_opening(book, basis)

    def write() -> None:
        row.save()
        if book.opening:
            RegisterYear.objects.create(
                register=row, year=year, last=book.opening, opening_number=book.opening, basis=basis
            )

    facts = {**_facts(row), "opening": book.opening, "basis": basis}
    return row, _change("open_register", facts, write, _office(actor, at), at)


def change_register(
    key: str, book: Book, *, actor: Actor, at: datetime, if_version: int | None = None
) -> BookDone:
    """Change what may change of a book: name, unit, types, pattern, quota, whether it is in use.

    What was numbered keeps its number. Raises Refused as `open_register`, `unknown_register`,
    `stale`.
    """
    values = _checked(book)
    row = _register(key)
    before = _facts(row)
    for name, value in values.items():
        setattr(row, name, value)
    after = _facts(row)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    facts = {"register": str(row.public_id), "name": row.name, "changed": changed}
    who = _office(actor, at)
    return _change(
        "change_register", facts, lambda: row.save(update_fields=list(values)), who, at, if_version
    )


def reserve(
    key: str, *, count: int, reason: str, actor: Actor, at: datetime
) -> tuple[list[ReservedNumber], BookDone]:
    """Keep the next `count` numbers free, for memos that will be dated today.

    A practice of the field (nomor cadangan with a daily quota); here each says why, and by whom.
    Locks the bookkeeping, then the register's year. Raises Refused `not_bookkeeper`,
    `unknown_register`, `reason_required`, `count_out_of_bounds`, `quota_used_up`,
    `number_from_outside`.
    """
    register = _register(key)
    words = clean_line(reason)
    if not words or len(words) > REASON_LENGTH:
        sentence = _("Isi alasannya, paling panjang %(n)s huruf.") % {"n": REASON_LENGTH}
        raise Refused(invalid("reason", "reason_required", sentence))
    if register.source == Source.OUTSIDE or register.purpose != Purpose.MEMOS:
        sentence = _("Hanya buku naskah yang dihitung Sigap yang punya nomor cadangan.")
        raise Refused(Refusal("number_from_outside", sentence))
    if not 1 <= count <= MOST_RESERVED:
        sentence = _("Isi 1 sampai %(n)s nomor.") % {"n": MOST_RESERVED}
        raise Refused(invalid("count", "count_out_of_bounds", sentence))
    today = timezone.localdate(at)
    hat = _keeper(actor)
    rows: list[ReservedNumber] = []

    def write() -> None:
        year = numbering.locked_year(register, today)
        on = max(today, year.last_on or today)
        used = ReservedNumber.objects.filter(register=register, day=on).count()
        if used + count > register.daily_reserve:
            sentence = _("Kuota cadangan hari ini %(quota)s nomor; sudah dipakai %(used)s.")
            numbers = {"quota": register.daily_reserve, "used": used}
            raise Refused(invalid("count", "quota_used_up", sentence % numbers))
        rows.extend(
            ReservedNumber(
                register=register, year=year.year, number=year.last + n, day=on, slot=used + n,
                reason=words, position=hat.position, at=at,
            )
            for n in range(1, count + 1)
        )  # fmt: skip
        ReservedNumber.objects.bulk_create(rows)
        year.last, year.last_on = year.last + count, on
        year.save(update_fields=["last", "last_on"])

    facts = {"register": str(register.public_id), "name": register.name, "count": count}
    done = _change("reserve", facts, write, actor.wearing(hat.key), at, contents={"reason": words})
    return rows, done


# --- Through the door ------------------------------------------------------------------------------


def _change(
    verb: str,
    facts: Mapping[str, Any],
    write: Callable[[], None],
    who: WorkflowActor,
    at: datetime,
    if_version: int | None = None,
    contents: Mapping[str, str] | None = None,
) -> BookDone:
    def work() -> BookDone:
        with transaction.atomic():
            row = Bookkeeping.objects.first()
            version = None if row is None and not if_version else if_version
            key = str((row or _established(who, at)).public_id)
            deed = Deed(facts=facts, contents=contents or {})
            done = door.act(Bookkeeping, key, verb, actor=who, at=at, deed=deed, if_version=version)
            write()
        return done

    try:
        return work()
    except IntegrityError as error:
        if "is_the_one" in str(error):  # two first changes at once: the second finds the row there
            return work()
        if "name" in str(error):
            sentence = _("Sudah ada buku dengan nama itu.")
            raise Refused(invalid("name", "name_taken", sentence)) from error
        raise


def change(
    verb: str, facts: Mapping[str, Any], write: Callable[[], None], *, actor: Actor, at: datetime
) -> BookDone:
    """Any other change of the books by the office: `write` runs under the bookkeeping's lock."""
    return _change(verb, facts, write, _office(actor, at), at)


def _established(who: WorkflowActor, at: datetime) -> Bookkeeping:
    hat = door.confirm(who.hat or who.hats[0], "establish", actor=who, at=at)
    row = Bookkeeping(moved_at=at)
    door.create_many([row], "establish", actor=who, hat=hat, at=at)
    return row


def _fits(actor: Actor) -> bool:
    row = Bookkeeping()
    return any(row.parts_of(hat) & OFFICE for hat in actor.hats)


def _office(actor: Actor, at: datetime) -> WorkflowActor:
    """The person in the hat that may change books. Raises Refused `not_bookkeeper`."""
    row = Bookkeeping()
    worn = [actor.hat] if actor.hat is not None else []
    fitting = [hat for hat in (*worn, *actor.hats) if row.parts_of(hat) & OFFICE]
    if fitting:
        return actor.wearing(fitting[0].key)
    if access.may_organise(actor, at=at):
        return Installer(actor.person, actor.channel, actor.strength, actor.request_id)
    sentence = _("Hanya kepala sekretariat atau pengelola kabupaten yang mengubah buku.")
    raise Refused(Refusal("not_bookkeeper", sentence, Kind.NOT_YOURS))


def _keeper(actor: Actor) -> Any:
    """The hat of the secretariat. Raises Refused `not_bookkeeper`."""
    row, move = Bookkeeping(), BOOKKEEPING.move("reserve")
    worn = [actor.hat] if actor.hat is not None else []
    for hat in (*worn, *actor.hats):
        if row.parts_of(hat) & move.who:
            return hat
    sentence = _("Hanya sekretariat yang mencadangkan nomor.")
    raise Refused(Refusal("not_bookkeeper", sentence, Kind.NOT_YOURS))


# --- What may be written ---------------------------------------------------------------------------


def _register(key: str) -> Register:
    try:
        row = Register.objects.select_related("unit").filter(public_id=key).first()
    except ValidationError:
        row = None
    if row is None:
        raise Refused(invalid("register", "unknown_register", _("Buku itu tidak ada.")))
    return row


def _checked(book: Book) -> dict[str, Any]:
    name = clean_line(book.name)
    if not name or len(name) > NAME_LENGTH:
        sentence = _("Beri nama, paling panjang %(n)s huruf.") % {"n": NAME_LENGTH}
        raise Refused(invalid("name", "name_required", sentence))
    if book.purpose not in Purpose.values or book.source not in Source.values:
        raise Refused(invalid("source", "unknown_source", _("Pilih jenis dan sumber buku.")))
    if not 0 <= book.daily_reserve <= MOST_RESERVED:
        sentence = _("Isi 0 sampai %(n)s nomor.") % {"n": MOST_RESERVED}
        raise Refused(invalid("daily_reserve", "reserve_out_of_bounds", sentence))
    return {
        "name": name,
        "unit": _unit(book.unit),
        "types": _types(book),
        "pattern": _pattern(book),
        "daily_reserve": book.daily_reserve,
        "is_active": book.is_active,
    }


def _unit(key: str) -> Unit:
    try:
        unit = Unit.objects.filter(public_id=key).first()
    except ValidationError:
        unit = None
    if unit is None:
        raise Refused(invalid("unit", "unknown_unit", _("Pilih unit pemilik buku.")))
    return unit


def _types(book: Book) -> list[str]:
    if book.purpose == Purpose.AGENDA:
        return []
    types = list(dict.fromkeys(book.types))
    if not types:
        sentence = _("Pilih paling sedikit satu jenis naskah.")
        raise Refused(invalid("types", "no_types", sentence))
    if set(types) - set(MemoType.values):
        raise Refused(invalid("types", "unknown_type", _("Ada jenis naskah yang tidak dikenal.")))
    return types


def _pattern(book: Book) -> str:
    pattern = clean_line(book.pattern)
    if book.purpose == Purpose.AGENDA:
        return numbering.PLAIN_AGENDA
    try:
        validate_pattern(pattern)
    except ValidationError as error:
        raise Refused(invalid("pattern", "bad_pattern", error.messages[0])) from error
    if len(pattern) > numbering.PATTERN_LENGTH:
        raise Refused(invalid("pattern", "bad_pattern", _("Pola terlalu panjang.")))
    return pattern


def _check_opening(book: Book, basis: str) -> None:
    if not 0 <= book.opening <= MOST_OPENING:
        sentence = _("Isi nomor antara 0 dan %(n)s.") % {"n": MOST_OPENING}
        raise Refused(invalid("opening", "opening_out_of_bounds", sentence))
    if book.opening and not basis:
        sentence = _("Sebutkan dasar nomor yang dilanjutkan.")
        raise Refused(invalid("basis", "opening_needs_basis", sentence))


def _facts(row: Register) -> dict[str, Any]:
    return {
        "register": str(row.public_id),
        "name": row.name,
        "unit": row.unit.code,
        "types": list(row.types),
        "pattern": row.pattern,
        "purpose": row.purpose,
        "source": row.source,
        "daily_reserve": row.daily_reserve,
        "is_active": row.is_active,
    }
