"""Rekap mingguan: what a giver ordered in a week and what came of it, by unit, for the apel.

The paper is read out and hangs on a wall. It counts and never ranks; Rahasia is not on it at all,
and of an order above Biasa or to a single recipient only the reference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actors import Actor
from instructions.figures import reading
from instructions.figures.cases import Case, Judge
from instructions.figures.summary import Figure, Line, Window, by_unit, figure, week
from instructions.models import Classification, Instruction
from instructions.queries import SECRET
from workflow import door

MOST_ORDERS = 100


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order of the week, as this giver gave it (or handed it down). `text` is empty where it is not for everybody."""

    reference: str
    given_at: datetime
    text: str
    recipients: int
    answered: int
    finished: int


@dataclass(frozen=True, slots=True)
class Recap:
    """A week of one giver. `total` and `units` as `Figure` says; late and open are as of `at`.

    `orders` are the first of the week up to MOST_ORDERS, `more` how many are left out.
    """

    window: Window
    at: datetime
    total: Figure
    units: list[Line]
    orders: list[Ordered]
    more: int


def for_giver(actor: Actor) -> Actor:
    """The actor in the one hat whose recap it is: the named one, or the only one they hold.

    Raises Refused `not_yours` for a lent hat and for who holds none, `choose_hat` for several.
    """
    hats = [hat for hat in actor.hats if not hat.is_delegated]
    nobody = door.not_yours(_("Rekap hanya untuk pemberi perintah sendiri."))
    ask = _("Pilih jabatan pemberi perintah.")
    return actor.wearing(door.one_hat(hats, actor, otherwise=nobody, ask=ask).key)


def of_week(actor: Actor, day: date, *, at: datetime) -> Recap:
    """The week around `day` of what the actor's hat gave or controls; eight statements."""
    window = week(day)
    public = reading.given_by(actor).exclude(instruction__classification__in=SECRET)
    book = reading.read(reading.since(public, window.start), at=at)
    cases = list(Judge(book, at=at).cases())
    orders = _orders([case for case in cases if window.has(case.sent_at)])
    return Recap(
        window,
        at,
        total=figure(cases, window),
        units=by_unit(cases, window, book.places),
        orders=orders[:MOST_ORDERS],
        more=max(len(orders) - MOST_ORDERS, 0),
    )


def _orders(cases: Sequence[Case]) -> list[Ordered]:
    groups: dict[int, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.row.order, []).append(case)
    rows = Instruction.objects.filter(pk__in=list(groups)).order_by("pk")
    made = [_ordered(order, groups[order.pk]) for order in rows]
    return sorted(made, key=lambda one: one.given_at)


def _ordered(order: Instruction, cases: Iterable[Case]) -> Ordered:
    shares = list(cases)
    open_to_all = order.classification == Classification.ORDINARY and not order.only_me
    public = open_to_all and len(shares) > 1
    return Ordered(
        reference=order.reference,
        given_at=min((case.sent_at for case in shares if case.sent_at), default=order.moved_at),
        text=order.text if public else "",
        recipients=len(shares),
        answered=sum(case.answered_at is not None for case in shares),
        finished=sum(case.finished_at is not None for case in shares),
    )
