"""Taking the next number of a register: atomic, without a gap and without a double.

The row of the register's year is locked last (after the order and the memo) and stays locked until
the memo carries its number; a refusal or a crash gives the number back with the transaction.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from instructions.models import Classification
from memos import profiles
from memos.models import (
    NUMBER_LENGTH,
    Memo,
    MemoType,
    Register,
    RegisterNumber,
    RegisterYear,
)
from memos.paper import NUMBER_GAP
from memos.pattern import written
from workflow.refusals import Choice, Refusal, Refused, invalid

# Kode klasifikasi keamanan as it stands in a number (Permendagri 1/2023).
SECURITY_CODES = {
    Classification.ORDINARY: "B",
    Classification.LIMITED: "T",
    Classification.SECRET: "R",
    Classification.TOP_SECRET: "SR",
}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True)
class Taken:
    """A number out of a register, the date it stands for, and how it is written on the memo."""

    register: Register
    year: int
    number: int
    dated: date
    text: str


def registers_for(memo: Memo) -> list[Register]:
    """Active registers that take this type and belong to the signer's unit or one above it."""
    path = f"{memo.signer.unit.path}."
    active = Register.objects.filter(is_active=True).select_related("unit")
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


def take(memo: Memo, register: Register, *, at: datetime) -> Taken:
    """The next number of the regency's year at `at`. Call it inside the numbering transaction.

    The date is the regency's day, and never before that of the number before: whoever waited for
    the lock over midnight gets the later date. Raises Refused `number_too_long`, for a pattern that
    writes more than a memo has room for.
    """
    today = timezone.localdate(at)
    row = _locked_year(register, today.year)
    row.last += 1
    row.last_on = max(today, row.last_on or today)
    row.save(update_fields=["last", "last_on"])
    text = text_of(memo, register.pattern, number=str(row.last), on=row.last_on, owner=register)
    if len(text) > NUMBER_LENGTH:
        sentence = _("Terlalu panjang: %(count)s huruf, paling banyak %(limit)s.")
        numbers = {"count": len(text), "limit": NUMBER_LENGTH}
        raise Refused(Refusal("number_too_long", sentence % numbers))
    return Taken(register, row.year, row.last, row.last_on, text)


def record(memo: Memo, taken: Taken, *, at: datetime) -> RegisterNumber:
    """Write the line of the book, in the same transaction."""
    return RegisterNumber.objects.create(
        register=taken.register,
        year=taken.year,
        number=taken.number,
        memo=memo,
        text=taken.text,
        at=at,
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
