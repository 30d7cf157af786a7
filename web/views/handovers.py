"""Memori serah terima: one sheet for those it concerns, all of a reshuffle for its office.

Whoever administers gets numbers; the old holder, the new one from the day on, and the superior get
the orders that are theirs to see, and no others.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Reshuffle
from accounts.reshuffle import handovers as change
from accounts.reshuffle import writing
from accounts.reshuffle.lifecycle import Status
from accounts.reshuffle.preview import plan_shown
from instructions import handover
from memos import handover as paper
from memos import profiles
from web import reshuffle_words as words
from web.actor import Visit
from web.reshuffles import HandoverRow, Handovers
from web.views import reshuffles
from workflow.refusals import NOT_FOUND, Refused

PDF = "application/pdf"
MOST = 50


@require_safe
def handovers(request: Visit) -> HttpResponse:
    """Sheets of posts that the reader leaves, enters or stands above."""
    on = timezone.localdate(request.at)
    rows = tuple(
        HandoverRow(
            url=reverse("web:handover", args=[reshuffle.public_id, post.public_id]),
            title=post.title,
            detail=_("SK %(decree)s · berlaku %(day)s")
            % {"decree": reshuffle.decree, "day": words.day(reshuffle.effective_on)},
        )
        for reshuffle, post in change.concerning(request.actor, on=on, limit=MOST)
    )
    return render(request, "reshuffles/handovers.html", {"handovers": Handovers(rows)})


@require_safe
def one(request: Visit, public_id: UUID, post_id: UUID) -> HttpResponse:
    """The sheet of one post, with the open orders its reader may see."""
    on = timezone.localdate(request.at)
    found, _part = change.find(str(public_id), str(post_id), actor=request.actor, on=on)
    begins = words.midnight(found.reshuffle.effective_on)
    sheet = paper.sheet_of(
        found,
        at=request.at,
        work=handover.work_of(found.post, actor=request.actor, before=begins),
        aides=change.aides_of([found.post], on=found.reshuffle.effective_on)[found.post.pk],
        look=profiles.current(on=on),
    )
    title = _("Memori serah terima %(post)s") % {"post": found.post.title}
    return _pdf(paper.to_pdf([sheet], title=title))


@require_safe
def all_of(request: Visit, public_id: UUID) -> HttpResponse:
    """All sheets of a decided reshuffle, with numbers in place of orders."""
    shown = reshuffles.find(request, public_id)
    sheets = _numbers(request, shown)
    if not sheets:
        raise Refused(NOT_FOUND)
    title = _("Memori serah terima SK %(decree)s") % {"decree": shown.decree}
    return _pdf(paper.to_pdf(sheets, title=title))


def _numbers(request: Visit, shown: Reshuffle) -> list[paper.Sheet]:
    if shown.status != Status.DECIDED:
        return []
    lines = writing.rows_of(shown)
    found = change.handovers_of(shown, lines, plan_shown(shown, lines))
    loads = handover.loads([each.post.pk for each in found], at=request.at)
    aides = change.aides_of([each.post for each in found], on=shown.effective_on)
    look = profiles.current(on=timezone.localdate(request.at))
    return [
        paper.sheet_of(
            each,
            at=request.at,
            load=loads.get(each.post.pk),
            aides=aides[each.post.pk],
            look=look,
        )
        for each in found
    ]


def _pdf(data: bytes) -> HttpResponse:
    """A PDF to look at and print. It can run nothing, and some viewers obey the policy of pages."""
    response = HttpResponse(data, content_type=PDF)
    response["Content-Disposition"] = 'inline; filename="serah-terima.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's own mark
    return response
