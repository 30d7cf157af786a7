"""Penyerahan: final papers of a register and a period as one package, for SRIKANDI and the archive."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from memos.lifecycle import MEMO
from memos.models import Register
from memos.transfers import actions, package
from memos.transfers.actions import Span
from memos.transfers.models import Transfer
from web import buttons
from web.actor import Visit, worn
from web.cards import Action, Choice, Style
from web.filters import Day
from web.forms import parsed, read
from web.posting import Attempt, act_once, drawn_again
from web.transfer_pages import TransferRow, Transfers
from workflow.refusals import NOT_FOUND, Refusal, Refused, invalid

PAGE = 25
START = "mulai"


class Asked(forms.Form):
    """What is to be handed over: a register and days."""

    register = forms.UUIDField(required=False)
    first = Day()
    last = Day()


def _again(request: Visit, attempt: Attempt) -> HttpResponse:
    given = {name: attempt.data.get(name, "") for name in Asked.base_fields}
    page = replace(_page(request, given), error=attempt.sentence)
    return render(request, "memos/transfers.html", {"transfers": page}, status=attempt.status)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(_again)
def transfers(request: Visit) -> HttpResponse:
    """The form, what it would hand over, and what was; a post hands it over.

    Raises Refused `not_found` for whoever has nothing to hand over.
    """
    if not actions.registers_of(request.actor):
        raise Refused(NOT_FOUND)
    if request.method == "POST":
        return _hand_over(request)
    given = {name: request.GET.get(name, "") for name in Asked.base_fields}
    page, status = _page(request, given), 200
    if given["register"]:
        page, status = _counted(request, page, given)
    return render(request, "memos/transfers.html", {"transfers": page}, status=status)


def _hand_over(request: Visit) -> HttpResponse:
    post = read(request, Asked)
    span = _span(post.values)
    actions.make_ready(span, actor=post.actor, at=request.at)

    def work() -> str:
        actions.hand_over(span, actor=post.actor, at=request.at)
        return reverse("web:transfers")

    return act_once(request, post, work, said=str(MEMO.move(actions.VERB).label))


@require_safe
def package_of(request: Visit, public_id: UUID) -> StreamingHttpResponse:
    """The package as it is written; the same bytes every time."""
    found = actions.transfer_of(str(public_id), actor=request.actor)
    response = StreamingHttpResponse(package.stream(found), content_type="application/zip")
    name = package.name_of(found)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


# --- Drawing ---------------------------------------------------------------------------------------


def _span(values: Any) -> Span:
    for name in ("first", "last"):
        if values[name] is None:
            raise Refused(invalid(name, f"{name}_required", _("Isi kedua tanggal masanya.")))
    return Span(register=str(values["register"] or ""), first=values["first"], last=values["last"])


def _page(request: Visit, given: dict[str, str]) -> Transfers:
    today = timezone.localdate(request.at)
    begun = int(start) if (start := request.GET.get(START, "")).isdecimal() else 0
    rows = list(Transfer.objects.visible_to(request.actor)[begun : begun + PAGE + 1])
    more = f"{reverse('web:transfers')}?{START}={begun + PAGE}" if len(rows) > PAGE else ""
    return Transfers(
        url=reverse("web:transfers"),
        back_url=reverse("web:memos"),
        registers=tuple(
            Choice(str(row.public_id), _name(row), on=str(row.public_id) == given["register"])
            for row in actions.registers_of(request.actor)
        ),
        first=given["first"] or today.replace(day=1).isoformat(),
        last=given["last"] or today.isoformat(),
        rows=tuple(map(_row, rows[:PAGE])),
        more_url=more,
    )


def _counted(request: Visit, page: Transfers, given: dict[str, str]) -> tuple[Transfers, int]:
    """The page with what would be handed over, or with why nothing would."""
    try:
        span = _span(parsed(Asked(given)))
        count = actions.count(span, actor=request.actor)
    except Refused as refused:
        return _refused(page, refused.refusal)
    found = ngettext("%(n)s naskah", "%(n)s naskah", count.memos) % {"n": count.memos}
    left = ngettext(
        "%(n)s nomor lain dalam masa ini tidak disertakan: belum selesai, atau bukan untuk jabatan"
        " Anda.",
        "%(n)s nomor lain dalam masa ini tidak disertakan: belum selesai, atau bukan untuk jabatan"
        " Anda.",
        count.left_out,
    ) % {"n": count.left_out}
    action = _action(request, found) if count.memos else None
    page = replace(page, found=found, left_out=left if count.left_out else "", action=action)
    return page, 200


def _refused(page: Transfers, refusal: Refusal) -> tuple[Transfers, int]:
    return replace(page, error=str(refusal.sentence)), refusal.kind.value


def _action(request: Visit, found: str) -> Action:
    hat = worn(request)
    fitting = [each.key for each in request.actor.hats if each.allows(actions.VERB)]
    mine = hat.key if hat and hat.key in fitting else next(iter(fitting), "")
    return Action(
        verb=actions.VERB,
        label=_("Serahkan %(found)s") % {"found": found},
        url=reverse("web:transfers"),
        style=Style.LAUT,
        key=buttons.new_key(),
        hat=mine,
    )


def _name(register: Register) -> str:
    return f"{register.name} · {register.unit.name}"


def _row(row: Transfer) -> TransferRow:
    count = ngettext("%(n)s naskah", "%(n)s naskah", row.count) % {"n": row.count}
    made = date_format(timezone.localtime(row.at), "j F Y H.i")
    return TransferRow(
        url=reverse("web:transfer_package", args=[row.public_id]),
        title=f"{row.register.name}, {_days(row.first_on, row.last_on)}",
        detail=f"{count} · {row.position.title} · {made}",
    )


def _days(first: date, last: date) -> str:
    if first == last:
        return date_format(first, "j F Y")
    return f"{date_format(first, 'j F Y')} – {date_format(last, 'j F Y')}"
