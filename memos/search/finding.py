"""Which memos fit: every reading starts from what the reader may see.

A memo of class Rahasia or above is found by its whole number alone, by those who may see it. A word
matches by its stem or, from three letters, by its beginning, as in orders; a word with a digit also
by a part of the number; `P-0412/2026` finds what rests on that order.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Position, Unit
from accounts.models.units import END
from instructions.queries import SECRET
from instructions.references import parse
from instructions.search import AFTER_Z, BEGINNING, MOST_WORDS, numbered
from instructions.stems import stems_of, words_of
from memos.models import Memo, Register
from memos.queries import MemoQuerySet
from memos.search.models import MemoWord
from workflow.actors import Actor
from workflow.refusals import Refused, invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoFilter:
    """What is asked for; empty fields ask nothing. Ids are public ids.

    `unit`, with all below it, is the signer's; the period is that of the memo's own date, both days
    included, so that it asks for memos with a number.
    """

    q: str = ""
    memo_type: str = ""
    status: str = ""
    register: str = ""
    unit: str = ""
    dated_from: date | None = None
    dated_to: date | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """Names of the fields that ask something."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) not in {"", None})


def find(asked: MemoFilter, *, actor: Actor) -> MemoQuerySet:
    """Memos the actor may see that fit, unordered. Raises Refused as `fitting`."""
    return Memo.objects.visible_to(actor).filter(fitting(asked))


def fitting(asked: MemoFilter) -> Q:
    """The condition on memos one may see; a statement for each register and unit that is named.

    Raises Refused `unknown_register`, `unknown_unit`, `period_ends_before_it_begins`.
    """
    if asked.dated_from and asked.dated_to and asked.dated_to < asked.dated_from:
        sentence = _("Akhir masa mendahului awalnya.")
        raise Refused(invalid("dated_to", "period_ends_before_it_begins", sentence))
    plain = {
        "memo_type": asked.memo_type,
        "status": asked.status,
        "dated__gte": asked.dated_from,
        "dated__lte": asked.dated_to,
    }
    found = Q(**{name: value for name, value in plain.items() if value})
    if asked.register:
        found &= Q(register=_named(Register, "register", asked.register))
    if asked.unit:
        unit = _named(Unit, "unit", asked.unit)
        found &= Q(signer__unit__path__gte=unit.path, signer__unit__path__lt=unit.path + END)
    return found & _said(asked.q)


def _named(model: Any, field: str, key: str) -> Any:
    """The row with this public id. Raises Refused `unknown_<field>`."""
    try:
        found = model.objects.filter(public_id=key).first()
    except ValidationError:
        found = None
    if found is None:
        raise Refused(invalid(field, f"unknown_{field}", _("Pilihan ini tidak dikenal.")))
    return found


def _said(q: str) -> Q:
    """That every word occurs; or that the whole is the number, whatever the class.

    A number without any digit, which only a book outside could give, is not looked for.
    """
    if not q.strip():
        return Q()
    words = [word for word in q.split()[:MOST_WORDS] if words_of(word)]
    if not words:
        return Q(pk__in=[])
    every = ~Q(security__in=SECRET)
    for word in words:
        every &= Q(pk__in=_with(word))
    if not _has_digit(q):
        return every
    whole = _rows(Q(number_text__iexact=q.strip()))
    return Q(pk__in=_rows(every).union(whole, all=True))


def _with(typed: str) -> QuerySet[Any]:
    """Ids of memos in which a word as typed occurs.

    One set, and no OR between conditions on the memo: behind such an OR no index is used, and every
    memo is looked at (docs/benchmarks.md, "Searching").
    """
    titled = Position.objects.filter(title__icontains=typed).values("pk")
    ways = [_in_text(typed), _rows(Q(from_position__in=titled))]
    if _has_digit(typed):
        ways.append(_rows(Q(number_text__icontains=typed)))
    reference = parse(typed)
    if reference and (reference.sure or reference.year):
        ways.append(_rows(numbered(reference, "order__")))
    return ways[0].union(*ways[1:], all=True)


def _in_text(typed: str) -> QuerySet[Any]:
    """Ids of memos with every word of what was typed, by its stem or beginning."""
    found: QuerySet[Any] | None = None
    for word in words_of(typed):
        match = Q(stem__in=stems_of(word))
        if len(word) >= BEGINNING:
            match |= Q(stem__gte=word, stem__lt=word + AFTER_Z)
        if found is not None:
            match &= Q(memo_id__in=found)
        found = MemoWord.objects.filter(match).values("memo_id")
    return found if found is not None else MemoWord.objects.none().values("memo_id")


def _rows(fits: Q) -> QuerySet[Any]:
    return Memo.objects.filter(fits).order_by().values("pk")


def _has_digit(typed: str) -> bool:
    return any(letter.isdigit() for letter in typed)
