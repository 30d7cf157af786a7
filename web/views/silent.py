"""Daftar belum menjawab: who has not answered in time, of orders one gives or was asked to help with."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Position
from accounts.queries import seats
from instructions.board import standing
from instructions.hand_delivery import offers
from instructions.ladder import words
from instructions.models import Assignment, Step
from web import boards, drawing, envelopes, pages
from web.actor import Visit

PAGE = 50


@require_safe
def silent(request: Visit) -> HttpResponse:
    """The list by order, the longest silence first; a fixed number of statements."""
    found = Assignment.objects.unanswered(request.actor, at=request.at)
    rows = list(
        found.with_seen().with_line().order_by("answer_by", "instruction_id", "pk")[: PAGE + 1]
    )
    shown = sorted(rows[:PAGE], key=lambda share: share.instruction_id)
    phones, told = _phones(request, shown), _told(shown)
    mine = [share for share in shown if offers.gives(share, request.actor)]
    offered = offers.for_shares(mine) if mine else {}
    groups = [
        _group(shares, phones, told, offered, request)
        for _order, shares in (
            (key, list(group)) for key, group in groupby(shown, key=lambda s: s.instruction_id)
        )
    ]
    page = pages.Silent(tuple(groups), more=len(rows) > PAGE)
    return render(request, "pages/silent.html", {"silent": page})


def _group(
    shares: Sequence[Assignment],
    phones: Mapping[int, str],
    told: Mapping[int, Sequence[Step]],
    offered: Mapping[int, offers.Offered],
    request: Visit,
) -> pages.BoardGroup:
    order = shares[0].instruction
    title = f"{order.reference} · {drawing.title_of(order.text)}"
    rows = tuple(
        boards.silent_row(
            standing(share, at=request.at),
            detail=_done(told.get(share.pk, ()), offered.get(share.pk)),
            offers=envelopes.links(offered.get(share.pk)),
            phone=phones.get(share.position_id, ""),
            now=request.at,
        )
        for share in shares
    )
    return pages.BoardGroup(title, len(rows), rows)


def _done(steps: Sequence[Step], found: offers.Offered | None) -> str:
    """What the machine did so far, and where a courier is."""
    said = [words.progress(steps)]
    if found is not None and found.latest is not None:
        said.append(_("antaran: %(state)s") % {"state": envelopes.state(found.latest).lower()})
    return "; ".join(filter(None, said))


def _phones(request: Visit, shares: Sequence[Assignment]) -> Mapping[int, str]:
    """The number of whoever acts in each position, where there is one."""
    ids = {share.position_id for share in shares}
    found = seats(Position.objects.filter(pk__in=ids), on=timezone.localdate(request.at))
    return {
        seat.position.pk: seat.person.phone
        for seat in found
        if seat.person is not None and seat.person.phone
    }


def _told(shares: Sequence[Assignment]) -> Mapping[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    for step in Step.objects.filter(share__in=shares):
        found.setdefault(step.share_id, []).append(step)
    return found
