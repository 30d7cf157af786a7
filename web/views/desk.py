"""A giver's own desk on Beranda: the four numbers, what waits for him, and the running orders.

Two statements, however many orders and recipients: one over the orders, one over all their shares
in groups, from which both the numbers and the barisan are read.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from instructions import board
from instructions.board import GROUP_OF, MARKS
from instructions.lifecycle import State
from instructions.models import Assignment, Instruction, Role, Seen
from instructions.queries import GIVERS_TURN
from instructions.search import GIVEN, Filter
from web import boards, drawing, filters
from web.actor import Visit, worn
from web.cards import Barisan, Mark, MarkKind, OrderRow
from web.pages import BoardGroup, Number, Section, Strip

FILTER = "saring"
TURN = "giliran"
PAGE = 25
MOST = 100
"""Rows of what waits for a decision; who has more begins with the oldest."""
NAMED = 2
"""So many recipients are told by name in a row of orders."""


@dataclass(frozen=True, slots=True)
class Group:
    """So many shares of one order that stand alike."""

    order: int
    status: str
    read: bool
    late: bool
    yesterday: bool
    count: int

    @property
    def mark(self) -> Mark:
        """How each of them is drawn."""
        state = State(self.status)
        silent = "read" if self.read else "unopened"
        kind = drawing.MARKS[silent if state is State.SENT else MARKS[state]]
        return Mark(kind, late=self.late)


@dataclass(frozen=True, slots=True)
class Given:
    """The giver's part of Beranda; empty for who gives nothing."""

    numbers: tuple[Number, ...] = ()
    strip: Strip | None = None
    decide: BoardGroup | None = None
    sections: tuple[Section, ...] = ()


IS: dict[str, Callable[[Group], bool]] = {
    "belum": lambda group: group.status == State.SENT,
    "dibaca": lambda group: group.status == State.SENT and group.read,
    "terlambat": lambda group: group.late,
    "kemarin": lambda group: group.yesterday,
}


def filtered(request: Visit) -> str:
    """The list that one of the numbers leads to, if the page was opened by one."""
    wanted = request.GET.get(FILTER, "")
    return wanted if wanted in {*IS, TURN} else ""


def given(request: Visit) -> Given:
    """Everything the reader gives or controls that is running."""
    wanted = filtered(request)
    if wanted == TURN:
        return Given(decide=_decide(request))
    groups = _groups(request.actor, request.at)
    counts = {name: sum(g.count for g in groups if test(g)) for name, test in IS.items()}
    only = {g.order for g in groups if IS[wanted](g)} if wanted else None
    orders = _orders(request.actor, only)
    rows = _rows(request, orders[:PAGE], groups)
    return Given(
        numbers=() if wanted else _numbers(counts),
        strip=None if wanted else strip(request, _asked(groups)),
        sections=(_section(wanted, len(orders), rows),) if orders else (),
    )


def _section(wanted: str, count: int, rows: tuple[OrderRow, ...]) -> Section:
    """The list, with the filter that finds the same and can be narrowed."""
    asked = {
        "": Filter(role=GIVEN, status="issued"),
        "belum": Filter(role=GIVEN, status="issued", state=State.SENT),
        "dibaca": Filter(role=GIVEN, status="issued", state=State.SENT),
        "terlambat": Filter(role=GIVEN, status="issued", late=True),
        "kemarin": Filter(role=GIVEN, state=State.COMPLETED),
    }
    url = filters.address(asked[wanted], "web:search_filter")
    return Section(_titles()[wanted], count, rows, filter_url=url)


def _groups(actor: Actor, at: datetime) -> list[Group]:
    """All shares of running orders, and those finished yesterday, in groups; one statement."""
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    yesterday = Q(status=State.COMPLETED, settled_at__gte=today - timedelta(days=1))
    yesterday &= Q(settled_at__lt=today)
    orders = Instruction.objects.given_by(actor).order_by()
    late = Assignment.objects.late(at).filter(pk=OuterRef("pk"))
    seen = Seen.objects.filter(assignment=OuterRef("pk"), delegated=False)
    rows = (
        Assignment.objects.roots()
        .filter(instruction__in=orders.values("pk"))
        .exclude(role=Role.INFORMATION)
        .filter(Q(instruction__status="issued") | yesterday)
        .order_by()
        .annotate(
            read=Exists(seen), late=Exists(late), done=ExpressionWrapper(yesterday, BooleanField())
        )
        .values_list("instruction_id", "status", "read", "late", "done")
        .annotate(count=Count("pk"))
    )
    return [Group(*row) for row in rows]


def _orders(actor: Actor, only: Iterable[int] | None) -> list[Instruction]:
    rows = Instruction.objects.given_by(actor)
    wanted = (
        rows.filter(status__in=["draft", "issued"]) if only is None else rows.filter(pk__in=only)
    )
    return list(wanted.order_by(F("issued_at").desc(nulls_first=True), "-pk"))


def _titles() -> dict[str, str]:
    return {
        "": _("Perintah berjalan"),
        "belum": _("Belum menjawab"),
        "dibaca": _("Sudah dibaca, belum menjawab"),
        "terlambat": _("Terlambat"),
        "kemarin": _("Selesai kemarin"),
    }


def _numbers(counts: dict[str, int]) -> tuple[Number, ...]:
    read = _("Sudah dibaca, belum menjawab")
    return (
        Number(counts["belum"], _("Belum menjawab"), _url("belum")),
        Number(counts["dibaca"], _("di antaranya sudah dibaca"), _url("dibaca"), name=read),
        Number(counts["terlambat"], _("Terlambat"), _url("terlambat"), "merah"),
        Number(counts["kemarin"], _("Selesai kemarin"), _url("kemarin"), "hijau"),
    )


def _url(name: str) -> str:
    return f"{reverse('web:home')}?{FILTER}={name}"


def _asked(groups: Iterable[Group]) -> Mapping[str, int]:
    counted: Counter[str] = Counter()
    for group in groups:
        counted[group.status] += group.count
    return counted


def _decide(request: Visit) -> BoardGroup:
    """Every share on the giver's turn, of all running orders, longest first; one statement."""
    shares = (
        Assignment.objects.given_by(request.actor)
        .filter(status__in=GIVERS_TURN)
        .order_by("moved_at", "pk")[:MOST]
    )
    standings = [board.standing(share, at=request.at) for share in shares]
    rows = boards.awaiting(standings, request.at)
    return BoardGroup(_("Menunggu keputusan"), len(rows), rows, mine=bool(rows))


def strip(request: Visit, asked: Mapping[str, int]) -> Strip | None:
    """What waits for the giver, by status; nothing at zero."""
    reports, questions = asked.get(State.REPORTED, 0), asked.get(State.CLARIFYING, 0)
    redirects = asked.get(State.REDIRECT_PROPOSED, 0)
    waits = reports + questions + redirects
    if not waits:
        return None
    detail = []
    if reports:
        words = ngettext("%(count)d laporan", "%(count)d laporan", reports)
        detail.append(words % {"count": reports})
    if questions:
        words = ngettext("%(count)d mohon arahan", "%(count)d mohon arahan", questions)
        detail.append(words % {"count": questions})
    if redirects:
        words = ngettext("%(count)d mohon dialihkan", "%(count)d mohon dialihkan", redirects)
        detail.append(words % {"count": redirects})
    reader = drawing.spoken_hat(request.actor, worn(request))
    title = _("%(count)s menunggu %(who)s") % {"count": waits, "who": reader}
    return Strip(title, " · ".join(detail), _url(TURN))


def _rows(
    request: Visit, orders: Iterable[Instruction], groups: Iterable[Group]
) -> tuple[OrderRow, ...]:
    of: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        of[group.order].append(group)
    reader = drawing.spoken_hat(request.actor, worn(request))
    return tuple(_row(order, of[order.pk], reader) for order in orders)


def _row(order: Instruction, groups: list[Group], reader: str) -> OrderRow:
    draft = order.issued_at is None
    line = _barisan(order, groups, reader) if groups else None
    return OrderRow(
        url=reverse("web:order", args=[order.public_id]),
        title=drawing.title_of(order.text) or _("Konsep tanpa kata-kata"),
        meta=_("Konsep") if draft else _answered(order, groups),
        due=order.finish_by if order.closed_at is None else None,
        at=order.closed_at or (order.moved_at if draft else None),
        at_words=_("selesai") if order.closed_at else "",
        barisan=line,
    )


def _answered(order: Instruction, groups: list[Group]) -> str:
    """To whom, where that is one or two by name; else how many of them answered."""
    names = order.addressees.get("names", [])
    if len(names) <= NAMED and not order.addressees.get("lists"):
        return _(" dan ").join(names)
    kinds = [g.mark.kind for g in groups for _each in range(g.count)]
    answered, total = drawing.answered_of(kinds)
    words = _("%(answered)s dari %(total)s %(noun)s menjawab")
    noun = order.recipient_noun or ngettext("penerima", "penerima", total)
    return words % {"answered": answered, "total": total, "noun": noun}


def _barisan(order: Instruction, groups: list[Group], reader: str) -> Barisan:
    unopened_last = {MarkKind.UNOPENED: 1}
    ordered = sorted(
        groups, key=lambda g: (GROUP_OF[State(g.status)], unopened_last.get(g.mark.kind, 0))
    )
    marks = [group.mark for group in ordered for _each in range(group.count)]
    return drawing.barisan(marks, noun=order.recipient_noun, reader=reader)
