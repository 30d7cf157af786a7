"""Cari naskah: memos by number, by word and by filter."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from instructions.search import Filter
from memos.search.finding import MemoFilter, find
from web import filters, memo_search_pages
from web.actor import Visit
from web.memo_search_pages import MemoSearch, memo_row
from workflow.refusals import Refused

PAGE = 25
START = "mulai"
MOST_DIGITS = 6


@require_safe
def search_memos(request: Visit) -> HttpResponse:
    """What fits, what moved last first, in pages; a filter that cannot be read is said so."""
    asked, error, status = MemoFilter(q=filters.typed(request.GET.get("q", ""))), "", 200
    page = None
    try:
        asked = memo_search_pages.read(request.GET)
        page = _found(request, asked)
    except Refused as refused:
        error, status = str(refused.refusal.sentence), refused.refusal.kind.value
    page = page or replace(_blank(request, asked), error=error)
    return render(request, "memos/search.html", {"search": page}, status=status)


def _found(request: Visit, asked: MemoFilter) -> MemoSearch:
    given = request.GET.get(START, "")
    begun = int(given) if given.isdecimal() and len(given) <= MOST_DIGITS else 0
    fitting = find(asked, actor=request.actor)
    rows = list(fitting.order_by("-moved_at", "-id")[begun : begun + PAGE + 1])
    more = len(rows) > PAGE
    return replace(
        _blank(request, asked),
        rows=tuple(map(memo_row, rows[:PAGE])),
        count=fitting.count(),
        more_url=memo_search_pages.address(asked, **{START: begun + PAGE}) if more else "",
    )


def _blank(request: Visit, asked: MemoFilter) -> MemoSearch:
    return MemoSearch(
        url=reverse("web:search_memos"),
        orders_url=filters.address(Filter(q=asked.q)),
        q=asked.q,
        first=asked.dated_from.isoformat() if asked.dated_from else "",
        last=asked.dated_to.isoformat() if asked.dated_to else "",
        selects=memo_search_pages.selects(request, asked),
        filtered=len(set(asked.asked) - {"q"}),
    )
