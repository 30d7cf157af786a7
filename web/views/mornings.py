"""The morning page: what waits for the reader today, and how what they asked for stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import Actor
from accounts.hats import Hat
from instructions import board, clock, morning
from instructions.models import Assignment
from instructions.morning import Day, Numbers
from notifications.mornings import digest
from web import boards, drawing
from web.actor import HAT, Visit, worn
from web.cards import OrderRow
from web.pages import BoardGroup, Number, Section
from web.posting import see_other

PAGE = 20
"""Rows of a group; its head counts them all, and leads on where there are more."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another hat of the reader with something open."""

    title: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Morning:
    """Context `morning` of pages/morning.html; `empty` where there is nothing at all."""

    day: str
    greeting: str
    numbers: tuple[Number, ...]
    turn: Section | None
    groups: tuple[tuple[str, BoardGroup | None], ...]
    """Each with the anchor that a number leads to; None where it is empty."""
    others: tuple[Other, ...]
    empty: bool = False
    free: bool = False
    """Not a working day."""


@require_safe
def mornings(request: Visit) -> HttpResponse:
    """One hat's morning, and the way to the others; a fixed number of statements."""
    calendar = clock.current()
    day = morning.day_of(request.at, calendar)
    counted = morning.numbers_of(request.actor, day)
    hat = _asked(request)
    mine = counted.get(hat.position_id, Numbers()) if hat else Numbers()
    turn, groups = _rows(request, hat, day, mine) if hat and mine else (None, ())
    others = _others(request, hat, counted)
    local = timezone.localdate(request.at)
    shown = Morning(
        day=dateformat.format(local, "l, j F Y"),
        greeting=_greeting(request, hat),
        numbers=_numbers(mine, day),
        turn=turn,
        groups=groups,
        others=others,
        empty=not mine,
        free=calendar.day(local).is_free,
    )
    return render(request, "pages/morning.html", {"morning": shown})


def _asked(request: Visit) -> Hat | None:
    """The hat of the address, else the one in the kop. Raises Refused `hat_ended`."""
    key = request.GET.get(HAT, "")
    return request.actor.wearing(key).hat if key else worn(request)


def _greeting(request: Visit, hat: Hat | None) -> str:
    """Selamat pagi, Bapak Camat Pelawan; an aide is told whose morning it is."""
    words = {"you": drawing.spoken_to(request.actor.person), "title": hat.title if hat else ""}
    if hat is None or not hat.is_held:
        return str(words["title"]) or _("Pagi ini")
    return _("Yth. %(you)s %(title)s") % words


def _others(request: Visit, hat: Hat | None, counted: Mapping[int, Numbers]) -> tuple[Other, ...]:
    here = reverse("web:morning")
    return tuple(
        Other(each.title, counted[each.position_id].turn, f"{here}?{HAT}={each.key}")
        for each in request.actor.hats
        if counted.get(each.position_id) and each is not hat
    )


def _numbers(mine: Numbers, day: Day) -> tuple[Number, ...]:
    """The four numbers of Beranda, for whoever gave something."""
    if not (mine.silent or mine.late or mine.finished or mine.decide):
        return ()
    read = _("Sudah dibaca, belum menjawab")
    return (
        Number(mine.silent, _("Belum menjawab"), "#belum"),
        Number(mine.read, _("di antaranya sudah dibaca"), "#dibaca", name=read),
        Number(mine.late, _("Terlambat"), "#terlambat", "merah"),
        Number(mine.finished, _finished(day), "#selesai", "hijau"),
    )


def _finished(day: Day) -> str:
    """Selesai kemarin; on a Monday: Selesai sejak Jumat."""
    since = timezone.localdate(day.since)
    if (timezone.localdate(day.at) - since).days == 1:
        return _("Selesai kemarin")
    return _("Selesai sejak %(day)s") % {"day": dateformat.format(since, "l")}


def _rows(
    request: Visit, hat: Hat, day: Day, mine: Numbers
) -> tuple[Section | None, tuple[tuple[str, BoardGroup | None], ...]]:
    actor: Actor = request.actor.wearing(hat.key)
    count = mine.to_answer + mine.due + mine.overdue
    turn = _turn(morning.own_turn(actor, day)[:PAGE], count) if count else None
    groups = (
        ("putus", "decide", _("Menunggu keputusan"), mine.decide),
        ("belum", "silent", _("Belum dibuka"), mine.silent - mine.read),
        ("dibaca", "read", _("Sudah dibaca, belum menjawab"), mine.read),
        ("terlambat", "late", _("Terlambat dikerjakan"), mine.late),
        ("selesai", "finished", _finished(day), mine.finished),
    )
    return turn, tuple(
        (anchor, _group(name, title, total, actor, day) if total else None)
        for anchor, name, title, total in groups
    )


def _group(name: str, title: str, total: int, actor: Actor, day: Day) -> BoardGroup | None:
    found = [board.standing(each, at=day.at) for each in morning.given(actor, day, name)[:PAGE]]
    if not found:
        return None
    if name in {"decide", "finished"}:
        rows = boards.awaiting(found, day.at)
    else:
        rows = tuple(
            boards.silent_row(
                each, detail=drawing.title_of(each.share.instruction.text), phone="", now=day.at
            )
            for each in found
        )
    # Whoever is late with an answer is told as silent, so that this group may be shorter.
    count = len(rows) if name == "late" and len(rows) < PAGE else total
    return BoardGroup(title, count, rows, mine=name == "decide")


def _turn(shares: Iterable[Assignment], count: int) -> Section:
    rows = tuple(
        OrderRow(
            url=reverse("web:assignment", args=[share.public_id]),
            title=drawing.title_of(share.instruction.text),
            meta=share.giver.title,
            due=share.answer_by if share.status == "sent" else share.finish_by,
        )
        for share in shares
    )
    more = reverse("web:home") if count > len(rows) else ""
    return Section(_("Giliran hari ini"), count, rows, more_url=more)


@require_POST
def switch(request: Visit) -> HttpResponse:
    """Switch the morning message on or off for oneself."""
    digest.switch(request.actor.person, on=request.POST.get("ringkasan") == "nyala")
    return see_other(reverse("web:channels"))
