"""Taking the next number of a register: atomic, without a gap and without a double.

The row of the register's year is locked last (after the order and the memo) and stays locked until
the memo carries its number; a refusal or a crash gives the number back with the transaction.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from instructions.models import Classification
from memos import profiles
from memos.books.models import (
    REASON_LENGTH,
    Origin,
    Purpose,
    RegisterNumber,
    ReservedNumber,
    Source,
)
from memos.models import NUMBER_LENGTH, Memo, MemoType, Register, RegisterYear
from memos.paper import NUMBER_GAP
from memos.pattern import written
from workflow.refusals import Choice, Refusal, Refused, invalid
from workflow.text import clean_line

if TYPE_CHECKING:
    from memos.letters.models import IncomingLetter

PLAIN_AGENDA = "{number}/{year}"
PATTERN_LENGTH = 80
NO_ID = UUID(int=0)
# Kode klasifikasi keamanan as it stands in a number (Permendagri 1/2023).
SECURITY_CODES = {
    Classification.ORDINARY: "B",
    Classification.LIMITED: "T",
    Classification.SECRET: "R",
    Classification.TOP_SECRET: "SR",
}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True)
class Wish:
    """Another number than the next.

    One reserved (its public id), one of a book outside as it was given there, or one inserted on a
    past day, for a reason.
    """

    reserved: str = ""
    typed: str = ""
    day: date | None = None
    reason: str = ""


NEXT = Wish()


@dataclass(frozen=True, slots=True)
class Taken:
    """A number out of a register, the date it stands for, and how it is written on the memo.

    `number` is None for one of a book outside. `line` holds what else the book says of it.
    """

    register: Register
    year: int
    number: int | None
    dated: date
    text: str
    line: dict[str, Any] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """How it was come by."""
        return str(self.line.get("origin", Origin.NEXT))


def registers_for(memo: Memo) -> list[Register]:
    """Active registers that take this type and belong to the signer's unit or one above it."""
    path = f"{memo.signer.unit.path}."
    active = Register.objects.filter(is_active=True, purpose=Purpose.MEMOS).select_related("unit")
    return [
        register
        for register in active
        if _drawn_from(memo) in register.types and path.startswith(f"{register.unit.path}.")
    ]


def _drawn_from(memo: Memo) -> str:
    """The type whose book it takes: a permintaan penjelasan has the form of a nota dinas, and its."""
    return MemoType.NOTA_DINAS if memo.memo_type == MemoType.EXPLANATION else memo.memo_type


def choose(memo: Memo, key: str = "") -> Register:
    """The register named by public id, else the only one that fits.

    Raises Refused `unknown_register`, `no_register` or `choose_register`.
    """
    fitting = registers_for(memo)
    if key:
        for register in fitting:
            if str(register.public_id) == key:
                return register
        sentence = _("Buku nomor itu tidak untuk naskah ini.")
        raise Refused(invalid("register", "unknown_register", sentence))
    if not fitting:
        sentence = _("Belum ada buku nomor untuk %(type)s dari %(unit)s.")
        words = {"type": memo.get_memo_type_display().lower(), "unit": memo.signer.unit.name}
        raise Refused(Refusal("no_register", sentence % words))
    if len(fitting) > 1:
        choices = [Choice(str(register.public_id), register.name) for register in fitting]
        raise Refused(Refusal("choose_register", _("Pilih buku nomor."), choices=choices))
    return fitting[0]


def take(memo: Memo, register: Register, *, at: datetime, wish: Wish = NEXT) -> Taken:
    """A number at `at`: the next, or the one wished for. Call it inside the numbering transaction.

    The date of the next number is the regency's day, and never before that of the number before:
    whoever waited for the lock over midnight gets the later date. Only reserved and inserted
    numbers date back (nomor sisipan is a practice the field has; here each says why). Raises
    Refused `number_too_long`, for a pattern that writes more than a memo has room for, and
    `number_from_outside`, `number_counted_here`, `outside_number_taken`, `unknown_reservation`,
    `reservation_used`, `insert_is_for_the_past`, `nothing_to_insert_after`, `letters_used_up`.
    """
    today = timezone.localdate(at)
    if register.source == Source.OUTSIDE:
        return _typed(register, wish, today)
    if wish.typed:
        sentence = _("Buku ini dihitung Sigap; nomornya tidak diketik.")
        raise Refused(invalid("typed", "number_counted_here", sentence))
    if wish.reserved:
        taken = _reserved(memo, register, wish.reserved, today)
    elif wish.day is not None:
        taken = _inserted(memo, register, wish, today)
    else:
        row = advance(register, today)
        on = row.last_on or today
        text = text_of(memo, register.pattern, number=str(row.last), on=on, owner=register)
        taken = Taken(register, row.year, row.last, on, text, {"taken_on": today})
    _check_length(taken.text)
    return taken


def advance(register: Register, today: date) -> RegisterYear:
    """The register's year, locked and one number further; its `last_on` dates that number."""
    row = _locked_year(register, today.year)
    row.last += 1
    row.last_on = max(today, row.last_on or today)
    row.save(update_fields=["last", "last_on"])
    return row


def locked_year(register: Register, today: date) -> RegisterYear:
    """The register's year, locked, not moved; for whoever takes several numbers."""
    return _locked_year(register, today.year)


def _check_length(text: str) -> None:
    if len(text) > NUMBER_LENGTH:
        sentence = _("Terlalu panjang: %(count)s huruf, paling banyak %(limit)s.")
        numbers = {"count": len(text), "limit": NUMBER_LENGTH}
        raise Refused(Refusal("number_too_long", sentence % numbers))


def _typed(register: Register, wish: Wish, today: date) -> Taken:
    text = clean_line(wish.typed)
    if not text:
        sentence = _("Nomor buku ini diberi di luar Sigap. Ketik nomornya.")
        raise Refused(invalid("typed", "number_from_outside", sentence))
    if wish.day is not None or wish.reserved:
        sentence = _("Buku luar tidak punya nomor cadangan atau sisipan di Sigap.")
        raise Refused(invalid("register", "number_from_outside", sentence))
    _check_length(text)
    _locked_year(register, today.year)
    same = RegisterNumber.objects.filter(register=register, year=today.year, text__iexact=text)
    if same.exists():
        sentence = _("Nomor %(number)s sudah tercatat di buku ini.") % {"number": text}
        raise Refused(invalid("typed", "outside_number_taken", sentence))
    line = {"origin": Origin.OUTSIDE, "taken_on": today}
    return Taken(register, today.year, None, today, text, line)


def _reserved(memo: Memo, register: Register, key: str, today: date) -> Taken:
    kept = ReservedNumber.objects.filter(register=register, public_id=_uuid(key) or NO_ID).first()
    if kept is None:
        sentence = _("Nomor cadangan itu tidak ada di buku ini.")
        raise Refused(invalid("reserved", "unknown_reservation", sentence))
    _locked_year(register, kept.year)
    if RegisterNumber.objects.filter(reservation=kept).exists():
        sentence = _("Nomor cadangan itu sudah dipakai naskah lain.")
        raise Refused(invalid("reserved", "reservation_used", sentence))
    text = text_of(memo, register.pattern, number=str(kept.number), on=kept.day, owner=register)
    line = {
        "origin": Origin.RESERVED,
        "reservation": kept,
        "reason": kept.reason,
        "taken_on": today,
    }
    return Taken(register, kept.year, kept.number, kept.day, text, line)


def _uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


def _inserted(memo: Memo, register: Register, wish: Wish, today: date) -> Taken:
    """After the last number that stood on that day: 45.a, then 45.b."""
    day = wish.day
    if day is None or day >= today:
        sentence = _("Nomor sisipan hanya untuk hari yang sudah lewat.")
        raise Refused(invalid("day", "insert_is_for_the_past", sentence))
    row = _locked_year(register, day.year)
    base = _last_on(register, day) or row.opening_number
    if not base:
        sentence = _("Sampai hari itu belum ada nomor di buku ini.")
        raise Refused(invalid("day", "nothing_to_insert_after", sentence))
    lines = RegisterNumber.objects.filter(register=register, year=day.year, number=base)
    count = lines.exclude(suffix="").count()
    if count == len(LETTERS):
        sentence = _("Sisipan sesudah nomor %(number)s sudah habis.") % {"number": base}
        raise Refused(invalid("day", "letters_used_up", sentence))
    number = f"{base}.{LETTERS[count]}"
    text = text_of(memo, register.pattern, number=number, on=day, owner=register)
    line = {
        "origin": Origin.INSERTED,
        "suffix": LETTERS[count],
        "reason": clean_line(wish.reason)[:REASON_LENGTH],
        "taken_on": today,
    }
    return Taken(register, day.year, base, day, text, line)


def _last_on(register: Register, day: date) -> int:
    """The last number of the sequence that stood on a day; 0 where none did."""
    of_year = {"register": register, "year": day.year}
    lines = RegisterNumber.objects.filter(**of_year, suffix="")
    dated = lines.annotate(stood=Coalesce(F("dated"), F("memo__dated")))
    taken = dated.filter(stood__lte=day).exclude(origin=Origin.OUTSIDE).aggregate(n=Max("number"))
    kept = ReservedNumber.objects.filter(**of_year, day__lte=day).aggregate(n=Max("number"))
    return max(taken["n"] or 0, kept["n"] or 0)


def record(paper: "Memo | IncomingLetter", taken: Taken, *, at: datetime) -> RegisterNumber:
    """Write the line of the book, in the same transaction."""
    whose = {"memo": paper} if isinstance(paper, Memo) else {"letter": paper}
    return RegisterNumber.objects.create(
        register=taken.register,
        year=taken.year,
        number=taken.number,
        text=taken.text,
        dated=taken.dated,
        at=at,
        **whose,
        **taken.line,
    )


def blank(memo: Memo, *, on: date) -> str:
    """What a draft prints: the number's room, then the rest as the register would write it.

    Where no register or several fit, as the profile proposes.
    """
    fitting = registers_for(memo)
    register = fitting[0] if len(fitting) == 1 else None
    if register:
        pattern = register.pattern
    else:
        pattern = profiles.pattern_for(_drawn_from(memo), unit=memo.signer.unit, on=on)
    return text_of(memo, pattern, number=NUMBER_GAP, on=on, owner=register)


def text_of(memo: Memo, pattern: str, *, number: str, on: date, owner: Register | None) -> str:
    """A number as the pattern writes it."""
    code = memo.classification_code
    values = {
        "number": number,
        "code": code.code if code else NUMBER_GAP,
        "unit": owner.unit.code if owner else "",
        "signer": memo.signer.unit.code,
        "security": SECURITY_CODES[Classification(memo.security)],
        "month_roman": ROMAN[on.month - 1],
        "year": str(on.year),
    }
    return written(pattern, values)


def _locked_year(register: Register, year: int) -> RegisterYear:
    rows = RegisterYear.objects.filter(register=register, year=year)
    row = rows.select_for_update(no_key=True, of=("self",)).first()
    if row is None:
        first = RegisterYear(register=register, year=year)
        RegisterYear.objects.bulk_create([first], ignore_conflicts=True)
        row = rows.select_for_update(no_key=True, of=("self",)).get()
    return row
