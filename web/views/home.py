"""Beranda: how a giver stands, what waits for the reader, and the running work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from instructions.addressing import LEADERS_RANK
from instructions.models import Assignment, Role
from instructions.queries import GIVERS_TURN, SETTLED
from instructions.search import RECEIVED, Filter
from web import buttons, drawing, filters
from web.actor import Visit, worn
from web.cards import Action, OrderRow, Style
from web.context import waiting
from web.pages import Home, Section, Strip, TurnCard
from web.views import desk

PAGE = 25
NEXT = "sesudah"
PICK = "lapor"
SIDE = "sisi"
"""Asks for the lists alone, which wide screens put beside an order (side.js)."""
LAST = datetime.max.replace(tzinfo=UTC)
WORKING = ("acknowledged", "in_progress")
FORM = "web:search_filter"


@require_safe
def home(request: Visit) -> HttpResponse:
    """The desk of everything the reader's hats have open."""
    counted = waiting(request)
    hat = worn(request)
    leads = counted.gives or (hat is not None and hat.position.rank < LEADERS_RANK)
    picking = request.GET.get(desk.FILTER) == PICK
    wants = leads or desk.filtered(request) == desk.TURN
    given = desk.given(request) if wants and not picking else desk.Given()
    shares, more = _inbox(request)
    turn = [s for s in shares if s.status == "sent" and not s.is_for_information and not picking]
    turn.sort(key=lambda share: share.answer_by or LAST)
    page = Home(
        numbers=given.numbers,
        strips=tuple(
            s
            for s in (given.strip or _handed(request), _memos(request, counted.memos))
            if s and not picking
        ),
        decide=given.decide,
        narrowed=bool(picking or desk.filtered(request)),
        turn_title=_("Giliran saya · %(count)s perlu dijawab") % {"count": counted.shares["sent"]},
        turn=_turn(request, turn),
        clear=not (turn or leads or picking or counted.memos) and bool(hat),
        sections=(*given.sections, *_sections(request, shares, more, picking=picking)),
        action=_wide(request, busy=bool(turn)),
    )
    if not (page.sections or page.turn or page.decide or page.strips):
        page = replace(page, empty=_empty(request))
    template = "orders/_side.html" if SIDE in request.GET else "orders/home.html"
    return render(request, template, {"home": page})


def _inbox(request: Visit) -> tuple[list[Assignment], str]:
    """One page of the reader's open shares, and the address of the next; one statement."""
    if desk.filtered(request):
        return [], ""
    rows = Assignment.objects.addressed_to(request.actor).exclude(status__in=SETTLED).inbox()
    page = list(_after(rows, request.GET.get(NEXT, ""))[: PAGE + 1])
    if len(page) <= PAGE:
        return page, ""
    last = page[PAGE - 1]
    return page[:PAGE], f"?{NEXT}={last.group}.{last.pk}"  # type: ignore[attr-defined]


def _after(rows: "QuerySet[Assignment]", cursor: str) -> "QuerySet[Assignment]":
    """What follows a cursor 'group.id'; from the start where it cannot be read."""
    group, _dot, key = cursor.partition(".")
    if not (group.isdecimal() and key.isdecimal() and len(group) == 1 and len(key) < 19):  # noqa: PLR2004 - bigint
        return rows
    same, later = rows.filter(Q(group=group), pk__lt=int(key)), rows.filter(Q(group__gt=group))
    return same | later


def _handed(request: Visit) -> Strip | None:
    """What came back from those the reader handed an order down to."""
    return None if desk.filtered(request) else desk.strip(request, waiting(request).asked)


def _memos(request: Visit, count: int) -> Strip | None:
    """What the desk that keeps registers has to write, number or print."""
    if not count or desk.filtered(request):
        return None
    reader = drawing.spoken_hat(request.actor, worn(request))
    words = ngettext(
        "%(count)s naskah menunggu %(who)s", "%(count)s naskah menunggu %(who)s", count
    )
    title = words % {"count": count, "who": reader}
    return Strip(title, _("disusun, diberi nomor, atau dicetak"), reverse("web:memos"))


def _turn(request: Visit, shares: Sequence[Assignment]) -> tuple[TurnCard, ...]:
    """Orders to be answered; the first can be answered without opening it."""
    return tuple(_card(request, share, answer=number == 0) for number, share in enumerate(shares))


def _card(request: Visit, share: Assignment, *, answer: bool) -> TurnCard:
    order, url = share.instruction, reverse("web:assignment", args=[share.public_id])
    ready = None
    if answer:
        offered = buttons.offered(share, request=request, url=share_verb(share))
        ready = next((each for each in offered if each.verb == "acknowledge"), None)
    return TurnCard(
        url=url,
        giver=share.giver.title,
        title=drawing.title_of(order.text),
        text=order.text,
        answer_by=share.answer_by,
        finish_by=share.finish_by,
        answer=replace(ready, style=Style.KUNYIT) if ready else None,
        others_url=f"{url}#lain" if answer else "",
    )


def share_verb(share: Assignment) -> buttons.Url:
    """Addresses of the verbs of a share."""
    return lambda verb: reverse("web:assignment_verb", args=[share.public_id, verb])


def _sections(
    request: Visit, shares: Sequence[Assignment], more: str, *, picking: bool
) -> tuple[Section, ...]:
    """The open shares that do not wait for an answer, in groups; the last leads to the rest."""
    counted = waiting(request).shares
    info = [s for s in shares if s.is_for_information]
    others = [s for s in shares if s.role != Role.INFORMATION]
    working = [s for s in others if s.status in WORKING]
    mine, theirs = (Filter(role=RECEIVED, turn=turn) for turn in ("recipient", "giver"))
    groups = [
        (_("Pilih perintah yang dilaporkan") if picking else _("Sedang dikerjakan"),
         sum(counted[state] for state in WORKING), working, mine),
        (_("Menunggu pemberi perintah"), sum(counted[state] for state in GIVERS_TURN),
         [s for s in others if s.status in GIVERS_TURN], theirs),
        (_("Untuk diketahui"), counted["info"], info, None),
    ][: 1 if picking else None]  # fmt: skip
    made = [
        Section(
            title,
            count,
            tuple(_row(share, picking=picking) for share in rows),
            filter_url=filters.address(asked, FORM) if asked and not picking else "",
        )
        for title, count, rows, asked in groups
        if rows
    ]
    if more and not made:
        made = [Section(_("Sedang dikerjakan"), sum(counted[s] for s in WORKING), ())]
    if more:
        made[-1] = replace(made[-1], more_url=more)
    return tuple(made)


def _row(share: Assignment, *, picking: bool) -> OrderRow:
    order = share.instruction
    waits = share.status in GIVERS_TURN
    words = {
        "reported": _("dilaporkan"),
        "clarifying": _("ditanyakan"),
        "redirect_proposed": _("mohon dialihkan"),
    }
    return OrderRow(
        url=reverse("web:report" if picking else "web:assignment", args=[share.public_id]),
        title=drawing.title_of(order.text),
        meta=share.giver.title,
        due=None if waits or share.is_for_information else share.finish_by,
        at=share.moved_at if waits or share.is_for_information else None,
        at_words=words.get(share.status, ""),
    )


def _wide(request: Visit, *, busy: bool) -> Action | None:
    """The wide button: a report for who has work, else a new order."""
    hat = worn(request)
    works = sum(waiting(request).shares[state] for state in WORKING)
    style = Style.OUTLINED if busy else Style.LAUT
    if works and not (hat and hat.position.rank < LEADERS_RANK):
        url = f"{reverse('web:home')}?{desk.FILTER}={PICK}"
        return Action("photo", _("Lapor foto"), url, style, "camera", page=True)
    if any(each.allows("issue") for each in request.actor.hats):
        return Action("new", _("Perintah baru"), reverse("web:compose"), style, "plus", page=True)
    return None


def _empty(request: Visit) -> str:
    """One sentence where there is nothing at all."""
    if not request.actor.hats:
        return _("Belum ada jabatan atas nama Bapak/Ibu. Hubungi admin unit kerja.")
    return _("Belum ada perintah yang berjalan.")
