"""Cari: orders by number, by word and by filter; the memos of a word; the register as a file."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from instructions import search as find
from instructions.models import Instruction
from instructions.references import Reference, parse
from instructions.search import Filter, Search
from memos import order_lists
from memos.models import Memo
from memos.order_lists import Format
from memos.search.finding import MemoFilter
from memos.search.finding import find as find_memos
from web import drawing, filters, memo_search_pages, pages
from web.actor import Visit
from web.cards import OrderRow
from web.memo_search_pages import memo_row
from web.posting import see_other
from workflow.refusals import NOT_FOUND, Refused

PAGE = 25
MEMOS = 5
NEXT = "sesudah"
WHO = "siapa"
SHOWN = "dicari"
SAME_NUMBER = 5
"""Orders of as many years with one number are shown before all others."""


@require_safe
def search(request: Visit) -> HttpResponse:
    """What fits, newest first, in pages; a reference that names one order opens it."""
    asked = filters.read(request.GET)
    if _is_looking(request, asked):
        form = filters.address(asked, "web:search_filter", siapa=request.GET[WHO])
        return redirect(form + filters.PARTIES)
    called = _called(request, asked)
    if len(called) == 1 and _is_sure(asked):
        return redirect("web:order", called[0].public_id)
    if asked != Filter(q=asked.q):
        called = ()
    wanted = find.search(asked, actor=request.actor, at=request.at)
    return render(request, "pages/search.html", {"search": _page(request, wanted, called)})


@require_safe
def by_reference(request: Visit, reference: str) -> HttpResponse:
    """The order that a text names. Raises Refused `not_found`, as of one that is not there."""
    named = parse(reference)
    found = find.referred(named, actor=request.actor).first() if named else None
    if found is None:
        raise Refused(NOT_FOUND)
    return redirect("web:order", found.public_id)


@require_safe
def filter_page(request: Visit) -> HttpResponse:
    """The form of the filter, and who is found to be filtered by."""
    asked = filters.read(request.GET)
    wanted = find.search(asked, actor=request.actor, at=request.at)
    who = filters.typed(request.GET.get(WHO, ""))
    shown = filters.page(wanted, who=who, on=timezone.localdate(request.at))
    return render(request, "pages/filter.html", {"filters": shown})


@require_safe
def export(request: Visit, kind: str) -> HttpResponse:
    """What fits, as a file; where it is too much, the list again with the sentence."""
    asked = filters.read(request.GET)
    wanted = find.search(asked, actor=request.actor, at=request.at)
    try:
        made = order_lists.export(wanted, kind=Format(kind))
    except Refused as refused:  # nothing was posted: the page of a refused post does not fit
        messages.error(request, str(refused.refusal.sentence))
        return see_other(filters.address(asked))
    response = HttpResponse(made.data, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_looking(request: Visit, asked: Filter) -> bool:
    """Whether somebody was typed into the form whom nobody was shown for yet."""
    who = request.GET.get(WHO, "")
    return bool(who and who != request.GET.get(SHOWN) and not (asked.position or asked.person))


# --- Finding ---------------------------------------------------------------------------------------


def _called(request: Visit, asked: Filter) -> Sequence[Instruction]:
    """Orders whose number is all that was typed, the newest first; with a filter, if it is sure."""
    reference = parse(asked.q)
    if reference is None or NEXT in request.GET:
        return ()
    if asked != Filter(q=asked.q) and not _is_sure(asked):
        return ()
    found = find.referred(reference, actor=request.actor)
    return list(found.order_by("-year")[:SAME_NUMBER])


def _is_sure(asked: Filter) -> bool:
    reference: Reference | None = parse(asked.q)
    return reference is not None and (reference.sure or reference.year is not None)


def _page(request: Visit, wanted: Search, called: Sequence[Instruction]) -> pages.Search:
    asked = wanted.asked
    fitting = wanted.orders().filter(issued_at__isnull=False)
    rows = fitting.exclude(pk__in=[order.pk for order in called]) if called else fitting
    rows = rows.filter(_after(request.GET.get(NEXT, ""))).order_by("-year", "-number")
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    plain = Filter(q=asked.q) == asked
    return pages.Search(
        q=asked.q,
        orders=tuple(_order_row(order) for order in (*called, *found[:PAGE])),
        memos=tuple(map(memo_row, _memos(request, asked.q) if asked.q and plain else ())),
        count=fitting.count(),
        chips=filters.chips(wanted),
        kept=tuple(filters.said(replace(asked, q="")).items()),
        filter_url=filters.address(asked, "web:search_filter"),
        clear_url=filters.address(Filter(q=asked.q)),
        memos_url=memo_search_pages.address(MemoFilter(q=asked.q)),
        more_url=filters.address(asked, **{NEXT: f"{last.year}.{last.number}"}) if last else "",
        files=_files(asked),
    )


def _files(asked: Filter) -> tuple[tuple[str, str], ...]:
    return tuple(
        (kind.value.upper(), filters.with_query(reverse("web:export", args=[kind.value]), asked))
        for kind in Format
    )


def _after(cursor: str) -> Q:
    """What follows a cursor 'year.number'; everything where it cannot be read."""
    year, _dot, number = cursor.partition(".")
    if not (_is_short(year, 4) and _is_short(number, 9)):
        return Q()
    return Q(year__lt=int(year)) | Q(year=int(year), number__lt=int(number))


def _is_short(digits: str, most: int) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) <= most


def _memos(request: Visit, q: str) -> Sequence[Memo]:
    """The first of the memos that fit; all of them, and filters, are on a page of their own."""
    rows = find_memos(MemoFilter(q=q), actor=request.actor)
    return list(rows.order_by("-moved_at", "-id")[:MEMOS])


def _order_row(order: Instruction) -> OrderRow:
    running = order.closed_at is None
    return OrderRow(
        url=reverse("web:order", args=[order.public_id]),
        title=drawing.title_of(order.text),
        meta=f"{order.giver.title} · {order.reference}",
        due=order.finish_by if running else None,
        at=order.closed_at,
        at_words="" if running else _("berakhir"),
    )
