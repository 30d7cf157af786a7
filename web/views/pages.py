"""The bell and the menu."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Position
from accounts.reshuffle.handovers import concerning
from accounts.reshuffle.queries import administered_root
from instructions.hand_delivery import words as by_hand
from instructions.ladder import trial
from instructions.ladder import words as ladder
from instructions.models import Assignment, Climb, HandDelivery, Inspection, Instruction
from memos.models import Memo
from notifications import actions, rules
from notifications.models import Morning, Notice
from notifications.words import SENTENCES
from web import context, drawing, pages
from web.actor import Visit
from web.posting import see_other
from workflow.models import Entry, subject_models

PAGE = 25
BEFORE = "sebelum"
YEAR = 60 * 60 * 24 * 365
ADDRESSES = {"instruction": "web:order", "assignment": "web:assignment", "memo": "web:memo",
             "hand_delivery": "web:delivery"}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: Visit) -> HttpResponse:
    """The bell; a post marks everything as read."""
    if request.method == "POST":
        actions.mark_read(actor=request.actor, at=request.at)
        return see_other(reverse("web:notices"))
    rows = Notice.objects.visible_to(request.actor)
    before = request.GET.get(BEFORE, "")
    if before.isdecimal() and len(before) < 19:  # noqa: PLR2004 - bigint
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    more = f"?{BEFORE}={found[PAGE - 1].pk}" if len(found) > PAGE else ""
    shown = pages.Notices(_told(request, found[:PAGE]), more)
    return render(request, "pages/notices.html", {"notices": shown})


def _told(request: Visit, rows: Sequence[Notice]) -> tuple[pages.Notice, ...]:
    """Notices in words; a statement for the titles, one for the orders' words, one per kind."""
    entries = [row.entry for row in rows]
    found = {kind: _subjects(kind, entries) for kind in ADDRESSES}
    passed_on = {recipient_of(row, found) for row in rows}
    titles = _titles({entry.position_id for entry in entries} | passed_on)
    orders = Instruction.visible_to(request.actor).in_bulk(found["instruction"])
    made = []
    for row in rows:
        entry = row.entry
        order = orders.get(entry.root_id) if entry.root_kind == Instruction.kind else None
        made.append(
            pages.Notice(
                url=_url(row, found),
                title=_sentence(row, titles, recipient_of(row, found)),
                detail=f"{order.reference} · {drawing.title_of(order.text)}"
                if order
                else _hal(entry, found),
                at=row.at,
                new=row.read_at is None,
            )
        )
    return tuple(made)


def _hal(entry: Entry, found: Mapping[str, Mapping[int, Any]]) -> str:
    """What a memo without an order is about; of a secret one nothing."""
    memo = found[Memo.kind].get(entry.subject_id) if entry.kind == Memo.kind else None
    return memo.hal if memo is not None and not memo.is_secret else ""


def recipient_of(row: Notice, found: Mapping[str, Mapping[int, Any]]) -> int | None:
    """The position to which somebody on call is asked to pass an order on; None for other news."""
    if (row.entry.kind, row.entry.verb) != (Assignment.kind, "send"):
        return None
    position: int = found[Assignment.kind][row.entry.subject_id].position_id
    return position if position != row.position_id else None


def _url(row: Notice, found: Mapping[str, Mapping[int, Any]]) -> str:
    """Where a notice leads: to what it is about, or to the list that the ladder speaks of."""
    entry = row.entry
    if entry.kind == Morning.kind:
        return reverse("web:morning")
    if recipient_of(row, found) is not None:
        return reverse("web:home")
    if entry.kind == Climb.kind:
        if entry.verb in {"remind_recipient", "remind_giver", "ask_delivery"}:
            return reverse("web:order", args=[found[entry.root_kind][entry.root_id].public_id])
        return reverse("web:silent")
    return reverse(ADDRESSES[entry.kind], args=[found[entry.kind][entry.subject_id].public_id])


def _subjects(kind: str, entries: Iterable[Entry]) -> Mapping[int, Any]:
    """Subjects and roots of one kind by id; no statement where there is none to find."""
    ids = {entry.subject_id for entry in entries if entry.kind == kind}
    ids |= {entry.root_id for entry in entries if entry.root_kind == kind}
    found: Mapping[int, Any] = subject_models()[kind]._default_manager.in_bulk(ids) if ids else {}  # noqa: SLF001 - Django's own name
    return found


def _titles(positions: Iterable[int | None]) -> dict[int, str]:
    ids = {pk for pk in positions if pk}
    return dict(Position.objects.filter(pk__in=ids).values_list("pk", "title")) if ids else {}


def _sentence(row: Notice, titles: Mapping[int, str], recipient: int | None) -> str:
    """Camat Singkut melaporkan selesai; the perintah itself where one receives it."""
    entry = row.entry
    if entry.kind == Climb.kind:
        return ladder.sentence(entry.verb, entry.facts, position=row.position_id)
    if entry.kind == HandDelivery.kind:
        return _carried(entry, titles)
    if recipient is not None:
        words = {"title": titles.get(recipient, "")}
        return _("Ada perintah untuk %(title)s: mohon disampaikan") % words
    if rules.is_by_clock(entry):
        return _("Laporan diterima otomatis: tiga hari kerja tidak dikembalikan")
    told = str(subject_models()[entry.kind].lifecycle.move(entry.verb).told)
    who = titles.get(entry.position_id or 0, "")
    if entry.verb == "send":
        return _("Perintah baru dari %(who)s") % {"who": who}
    return f"{who} {told}" if who else told[:1].upper() + told[1:]


def _carried(entry: Entry, titles: Mapping[int, str]) -> str:
    """News of an envelope: the carrier hears no name of the giver's side."""
    if entry.verb == "record":
        who = titles.get(entry.position_id or 0, "")
        return f"{who}: {by_hand.told(entry.verb, entry.facts)}"
    return str(SENTENCES[entry.kind, entry.verb])


@require_http_methods(["GET", "HEAD", "POST"])
def more(request: Visit) -> HttpResponse:
    """The menu; a post changes the size of letters or the language on this device."""
    if request.method != "POST":
        shown = {
            "oversees": Inspection.objects.concerns(request.actor),
            "reshuffles": _reshuffles(request),
            "trial": trial.may_read(request.actor),
        }
        return render(request, "pages/more.html", shown)
    response = see_other(reverse("web:more"))
    size, language = request.POST.get("huruf"), request.POST.get("bahasa")
    if size in {"besar", "biasa"}:
        response.set_cookie(context.LARGE, size, max_age=YEAR, samesite="Lax")
    if language in dict(settings.LANGUAGES):
        name = settings.LANGUAGE_COOKIE_NAME
        response.set_cookie(name, language, max_age=YEAR, samesite="Lax")
    return response


def _reshuffles(request: Visit) -> dict[str, bool]:
    """Whether the reader prepares reshuffles, and whether a handover concerns them."""
    on = timezone.localdate(request.at)
    return {
        "prepares": any(administered_root(hat) for hat in request.actor.hats),
        "handovers": bool(concerning(request.actor, on=on, limit=1)),
    }
