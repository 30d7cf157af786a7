"""Handing over: choosing a register's papers of a period, and recording each of them.

The desk hands over everything but class Rahasia and above, which goes by nobody but the post that
signed it. What one may not see is not in the package, nor said to be missing from it by name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from instructions.queries import SECRET
from memos import final
from memos.lifecycle import MEMO
from memos.models import Memo, Register
from memos.queries import MemoQuerySet
from memos.transfers.models import Transfer, TransferLine
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused, invalid

VERB = "hand_over"
MOST_MEMOS = 1000
"""Of one package: its entries are written in one transaction, which others wait for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What is to be handed over: a register by public id, and days of memos, both included."""

    register: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Count:
    """How many memos a package would have, and how many numbers of the period it leaves out."""

    memos: int
    left_out: int


def registers_of(actor: Actor) -> list[Register]:
    """Registers out of which the actor may hand something over, by name."""
    rows = Register.objects.select_related("unit").order_by("name")
    if any("registers" in hat.duties for hat in _hats(actor)):
        return list(rows)
    signers = [hat.position_id for hat in _hats(actor) if hat.sees_secret]
    signed = Memo.objects.filter(signer_id__in=signers, security__in=SECRET)
    return list(rows.filter(pk__in=signed.values("register_id")))


def count(span: Span, *, actor: Actor) -> Count:
    """What handing this over would do. Raises Refused as `hand_over`."""
    register = _register(span)
    found = _memos(register, span, _hat(register, span, actor), actor).count()
    numbers = register.numbers.filter(memo__dated__range=(span.first, span.last)).count()
    return Count(found, max(0, numbers - found))


def make_ready(span: Span, *, actor: Actor, at: datetime) -> None:
    """Make the final sheets that are missing; call it before and outside the act's transaction."""
    register = _register(span)
    found = _memos(register, span, _hat(register, span, actor), actor)
    for memo in found.filter(issue__isnull=True)[:MOST_MEMOS]:
        final.issue_of(memo, at=at)


def hand_over(span: Span, *, actor: Actor, at: datetime) -> Transfer:
    """Record that these memos are handed over, each with an entry of its own.

    All or none. Raises Refused `unknown_register`, `period_ends_before_it_begins`, `not_yours`,
    `choose_hat`, `nothing_to_hand_over`, `too_many_memos`, `sheet_missing`.
    """
    register = _register(span)
    hat = _hat(register, span, actor)
    with transaction.atomic():
        hat = door.confirm(hat, VERB, actor=actor, at=at)
        chosen = _memos(register, span, hat, actor)
        memos = list(chosen.select_related("issue")[: MOST_MEMOS + 1])
        _check(memos)
        transfer = Transfer.objects.create(
            register=register,
            first_on=span.first,
            last_on=span.last,
            position=hat.position,  # type: ignore[attr-defined]
            count=len(memos),
            is_secret=any(memo.is_secret for memo in memos),
            at=at,
        )
        _record(transfer, memos, hat=hat, actor=actor, at=at)
    return transfer


def transfer_of(key: str, *, actor: Actor) -> Transfer:
    """A package, if it and every memo in it may still be seen. Raises Refused `not_found`."""
    try:
        found = Transfer.objects.visible_to(actor).filter(public_id=key).first()
    except ValidationError:
        found = None
    if found is None:
        raise Refused(NOT_FOUND)
    kept = Memo.objects.visible_to(actor).filter(transfer_lines__transfer=found)
    if not found.is_secret:  # a class that was raised meanwhile counts at once
        kept = kept.exclude(security__in=SECRET)
    if kept.order_by().count() != found.count:
        raise Refused(NOT_FOUND)
    return found


def _record(transfer: Transfer, memos: list[Memo], *, hat: Hat, actor: Actor, at: datetime) -> None:
    rows = Memo.objects.filter(pk__in=[memo.pk for memo in memos])
    deed = Deed(facts={"transfer": str(transfer.public_id)})
    done = door.act_many(rows, VERB, actor=actor, hat=hat, at=at, deed=deed)
    for _memo, refusal in done.refused:
        raise Refused(refusal)
    TransferLine.objects.bulk_create(
        TransferLine(transfer=transfer, n=n, memo=memo, status=memo.status)
        for n, memo in enumerate(memos, start=1)
    )


def _check(memos: list[Memo]) -> None:
    if not memos:
        sentence = _("Tidak ada naskah yang dapat diserahkan dalam masa ini.")
        raise Refused(Refusal("nothing_to_hand_over", sentence))
    if len(memos) > MOST_MEMOS:
        sentence = _("Lebih dari %(most)s naskah. Pilih masa yang lebih pendek.")
        words = sentence % {"most": MOST_MEMOS}
        raise Refused(Refusal("too_many_memos", words, Kind.INVALID, "last"))
    if any(getattr(memo, "issue", None) is None for memo in memos):
        sentence = _("Lembar akhir satu naskah sedang dibuat. Ulangi sebentar lagi.")
        raise Refused(Refusal("sheet_missing", sentence))


def _register(span: Span) -> Register:
    if span.last < span.first:
        sentence = _("Akhir masa mendahului awalnya.")
        raise Refused(invalid("last", "period_ends_before_it_begins", sentence))
    try:
        found = Register.objects.filter(public_id=span.register).first()
    except ValidationError:
        found = None
    if found is None:
        raise Refused(invalid("register", "unknown_register", _("Buku nomor tidak dikenal.")))
    return found


def _hat(register: Register, span: Span, actor: Actor) -> Hat:
    """The hat that hands over: the desk's, else one that signed in this span."""
    hats = _hats(actor)
    fitting = [hat for hat in hats if "registers" in hat.duties]
    if not fitting:
        days = (span.first, span.last)
        signed = Memo.objects.filter(register=register, dated__range=days)
        signers = set(signed.order_by().values_list("signer_id", flat=True).distinct())
        fitting = [hat for hat in hats if hat.position_id in signers]
    sentence = _("Hanya sekretariat, atau penanda tangan untuk yang Rahasia.")
    return door.one_hat(fitting, actor, otherwise=door.not_yours(sentence))


def _hats(actor: Actor) -> list[Hat]:
    return [hat for hat in actor.hats if hat.allows(VERB)]


def _memos(register: Register, span: Span, hat: Hat, actor: Actor) -> MemoQuerySet:
    """Memos this hat hands over, in the order of the book."""
    mine = Q(security__in=SECRET, signer_id=hat.position_id) if hat.sees_secret else Q(pk__in=[])
    if "registers" in hat.duties:
        mine |= ~Q(security__in=SECRET)
    return (
        Memo.objects.visible_to(actor)
        .filter(mine, register=register, dated__range=(span.first, span.last))
        .filter(status__in=_handed_from())
        .order_by("register_number__year", "register_number__number", "pk")
    )


def _handed_from() -> Iterable[str]:
    return MEMO.move(VERB).source
