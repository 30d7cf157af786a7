"""What the books say: the register, the agenda and the expedition, line by line.

Each reading takes a fixed number of statements however many lines. What is classified Rahasia or
above has its number in the book and no words: the book goes through many hands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from instructions.models import Assignment, Instruction
from instructions.queries import SECRET
from memos.books.models import Origin, Purpose, RegisterNumber, ReservedNumber
from memos.letters.lifecycle import Status as LetterStatus
from memos.models import Memo, Register

HIDDEN = "(isi tidak dimuat)"
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for in a book: a year, perhaps a month of it, perhaps words."""

    year: int
    month: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a book.

    `number` as written; `dated` the day it stands for; `who` the addressee of a memo, the sender of
    a letter; `state` what became of it, `note` what explains the number.
    """

    number: str
    dated: date | None
    what: str
    who: str
    to: str
    state: str
    note: str = ""
    sent: date | None = None
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """One line of the expedition: what went to whom, and who received it."""

    sent_at: datetime
    paper: str
    what: str
    to: str
    received_at: datetime | None
    received_by: str


# --- Register and agenda ----------------------------------------------------------------------------


def numbers(register: Register, asked: Asked) -> QuerySet[RegisterNumber]:
    """The lines of a register or agenda, the last number first."""
    rows = RegisterNumber.objects.filter(register=register, year=asked.year)
    if asked.month:
        rows = rows.annotate(stood=Coalesce("dated", "memo__dated"))
        rows = rows.filter(stood__month=asked.month)
    if asked.words:
        open_memo, open_letter = ~Q(memo__security__in=SECRET), ~Q(letter__security__in=SECRET)
        words = asked.words
        rows = rows.filter(
            Q(text__icontains=words)
            | (open_memo & Q(memo__hal__icontains=words))
            | (open_letter & (Q(letter__hal__icontains=words) | Q(letter__sender__icontains=words)))
        )
    rows = rows.select_related("memo__signer", "letter__addressee")
    if register.purpose == Purpose.AGENDA:
        rows = rows.prefetch_related("letter__dispositions__order__assignments__position")
    return rows.order_by("-number", "-suffix", "-pk")


def unused(register: Register, asked: Asked) -> QuerySet[ReservedNumber]:
    """Numbers kept free that no memo has: what explains their gap in the book."""
    rows = ReservedNumber.objects.filter(register=register, year=asked.year, used__isnull=True)
    if asked.month:
        rows = rows.filter(day__month=asked.month)
    if asked.words:
        rows = rows.filter(reason__icontains=asked.words)
    return rows.select_related("position").order_by("-number")


def line_of(row: RegisterNumber) -> Line:
    """A number with its memo or its letter."""
    return _of_letter(row) if row.letter_id else _of_memo(row)


def _of_memo(row: RegisterNumber) -> Line:
    memo: Memo = row.memo  # type: ignore[assignment]
    hidden = memo.is_secret
    return Line(
        number=row.text,
        dated=row.dated or memo.dated,
        what=HIDDEN if hidden else memo.hal,
        who=memo.signer.title,
        to="" if hidden else SEPARATOR.join(memo.to_lines),
        state=str(memo.get_status_display()),
        note=_note(row),
    )


def _note(row: RegisterNumber) -> str:
    if row.origin == Origin.NEXT:
        return ""
    label = str(Origin(row.origin).label)
    return f"{label}: {row.reason}" if row.reason else label


def _of_letter(row: RegisterNumber) -> Line:
    letter = row.letter
    if letter is None:
        message = "a line of the agenda has its letter"
        raise ValueError(message)
    hidden = letter.is_secret
    titles = dict.fromkeys(
        share.position.title
        for disposition in letter.dispositions.all()
        for share in disposition.order.assignments.all()
        if share.depth == 1
    )
    return Line(
        number=row.text,
        dated=letter.received_on,
        what=HIDDEN if hidden else letter.hal,
        who=HIDDEN if hidden else letter.sender,
        to=letter.addressee.title,
        state=str(LetterStatus(letter.status).label),
        note="" if hidden else SEPARATOR.join(titles),
        sent=letter.dated,
        theirs="" if hidden else letter.number,
    )


def reserved_line(row: ReservedNumber) -> Line:
    """A number kept free, with why."""
    return Line(
        number=str(row.number),
        dated=row.day,
        what=row.reason,
        who=row.position.title,
        to="",
        state=_("cadangan, belum dipakai"),
    )


def whole(register: Register, asked: Asked) -> list[Line]:
    """Every line in the order of the book, kept-free numbers in their places."""
    kept = {row.number: reserved_line(row) for row in unused(register, asked)}
    rows = list(numbers(register, asked))
    lines = [(row.number or 0, row.suffix, row.pk, line_of(row)) for row in rows]
    lines += [(number, "", 0, line) for number, line in kept.items()]
    return [line for *_place, line in sorted(lines, key=lambda each: each[:3])]


def unexplained(register: Register, year: int) -> list[int]:
    """Numbers of the sequence that neither a paper nor a reservation has: there should be none."""
    row = register.years.filter(year=year).first()
    if row is None:
        return []
    of_year: dict[str, Any] = {"register": register, "year": year}
    taken = RegisterNumber.objects.filter(**of_year, suffix="", number__isnull=False)
    known = set(taken.values_list("number", flat=True))
    known |= set(ReservedNumber.objects.filter(**of_year).values_list("number", flat=True))
    return [n for n in range(row.opening_number + 1, row.last + 1) if n not in known]


# --- Expedition -------------------------------------------------------------------------------------


def sent(asked: Asked) -> QuerySet[Assignment]:
    """What went out to recipients on paper: shares of orders that rest on a memo or a letter."""
    papered = Memo.objects.bases().filter(dispatched_at__isnull=False).values("order_id")
    rests = Q(instruction__letter_disposition__isnull=False) | Q(instruction__in=papered)
    rows = Assignment.objects.roots().filter(rests, instruction__issued_at__year=asked.year)
    if asked.month:
        rows = rows.filter(instruction__issued_at__month=asked.month)
    if asked.words:
        words = asked.words
        plain = ~Q(instruction__classification__in=SECRET)
        rows = rows.filter(
            Q(position__title__icontains=words)
            | (plain & Q(instruction__memos__hal__icontains=words))
            | (plain & Q(instruction__letter_disposition__letter__hal__icontains=words))
        ).distinct()
    return (
        rows.select_related("position", "instruction__letter_disposition__letter__register_number")
        .prefetch_related("seen__person", "hand_deliveries", "instruction__memos")
        .order_by("-instruction__issued_at", "-pk")
    )


def sent_lines(rows: Sequence[Assignment]) -> Iterator[Sent]:
    """The lines of the expedition for shares read by `sent`."""
    for share in rows:
        order = share.instruction
        if order.issued_at is None:
            continue
        paper, what = _paper_of(order)
        at, by = _receipt(share)
        hidden = order.is_secret
        yield Sent(order.issued_at, paper, HIDDEN if hidden else what, share.position.title, at, by)


def _paper_of(order: Instruction) -> tuple[str, str]:
    memos: Any = order.memos
    memo = next(
        (
            one
            for one in memos.all()
            if one.dispatched_at and not one.voided_at and one.share_id is None
        ),
        None,
    )
    if memo is not None:
        return memo.number_text, memo.hal
    letter = order.letter_disposition.letter
    return _("Agenda %(number)s") % {"number": letter.register_number.text}, letter.hal


def _receipt(share: Assignment) -> tuple[datetime | None, str]:
    """The first proof that it arrived: opened, handed over, or answered."""
    proofs = [(row.at, row.person.full_name) for row in share.seen.all()]
    proofs += [
        (row.handed_at, row.receiver or str(row.get_outcome_display()))
        for row in share.hand_deliveries.all()
        if row.handed_at is not None and row.status == "delivered"
    ]
    if share.answered_at is not None and not proofs:
        proofs.append((share.answered_at, share.position.title))
    return min(proofs, default=(None, ""))
