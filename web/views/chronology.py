"""Kronologi of one's own: of an order one gives or got, and of what one did oneself."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.hats import Hat
from instructions import chronology, printing
from instructions.chronology import Chronology, Footing
from instructions.models import Instruction, Printout
from memos import chronology_sheet
from memos.chronology_sheet import Printing
from web import buttons, chronicle, words
from web.actor import Visit, worn
from web.cards import Action, Style
from web.forms import Keys, read
from web.oversight_pages import Chronicle, Hidden, Parts
from web.posting import Attempt, act_once, back_to, drawn_again
from web.views.papers import pdf_response
from workflow.models import Entry
from workflow.refusals import NOT_FOUND, Kind, Refused


@require_safe
def order(request: Visit, public_id: UUID) -> HttpResponse:
    """The chronology of an order, as of now or another moment, a part at a time."""
    shown = _find(request, public_id)
    basis = chronology.basis_of(shown, request.actor)
    as_of, _since, number, _cursor = chronicle.asked(request.GET, now=request.at)
    told = chronology.of_order(shown, as_of=as_of, shares=basis.shares)
    page = drawn(told, number, request.at, url=reverse("web:chronology", args=[public_id]))
    given = {"saat": request.GET["saat"]} if request.GET.get("saat") else {}
    may_print = basis.hat.allows(printing.VERB)
    page = replace(
        page,
        back_url=reverse("web:order", args=[public_id]),
        as_of=words.field_value(as_of),
        print=_print(reverse("web:chronology_print", args=[public_id])) if may_print else None,
        hidden=tuple(Hidden(name, value) for name, value in given.items()),
        basis=_basis(basis.footing),
    )
    return render(request, "chronology/chronology.html", {"chronicle": page})


def _find(request: Visit, public_id: UUID) -> Instruction:
    found = Instruction.visible_to(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise Refused(NOT_FOUND)
    return found


def _basis(footing: Footing) -> str:
    """On what the reading rests, for the page and for the paper."""
    if footing is Footing.GIVER:
        return _("sebagai pemberi perintah atau pengendali")
    return _("sebagai penerima, untuk bagiannya sendiri")


def drawn(told: Chronology, number: int, now: datetime, *, url: str) -> Chronicle:
    """One part of an order's chronology; links to its neighbours keep the moment."""
    parts = chronology.count_of(told, size=chronicle.LINES)
    number = min(number, parts)
    part = chronology.part_of(told, number, size=chronicle.LINES)
    standings = ((row.recipient, row.detail, row.label, row.since) for row in part.standings)

    def link(wanted: int) -> str:
        if not 1 <= wanted <= parts:
            return ""
        return f"{url}?{urlencode({'saat': words.field_value(told.as_of), 'bagian': wanted})}"

    return Chronicle(
        title=_("Kronologi %(ref)s") % {"ref": told.order.reference},
        back_url=url,
        summary=_("Sebagaimana tercatat sampai %(when)s") % {"when": words.moment(told.as_of, now)},
        url=url,
        days=chronicle.days(part.events, now=now),
        proofs=chronicle.proofs(part.proofs, now=now),
        faults=told.faults,
        standings=tuple(standings),
        knowing=chronicle.knowing(part.knowers, now=now),
        earlier_url=link(number - 1),
        later_url=link(number + 1),
        place=_("Bagian %(number)s dari %(parts)s") % {"number": number, "parts": parts}
        if parts > 1
        else "",
    )


def _print(url: str) -> Action:
    return Action(
        verb="print", label=_("Cetak PDF"), url=url, style=Style.LAUT, icon="print",
        key=buttons.new_key(),
    )  # fmt: skip


@require_safe
def mine(request: Visit) -> HttpResponse:
    """What one did, saw and was sent, in all one's positions."""
    as_of, since, _number, cursor = chronicle.asked(request.GET, now=request.at)
    told = chronology.of_person(
        request.actor, since=since, as_of=as_of, cursor=cursor, limit=chronicle.LINES
    )
    url = reverse("web:my_chronology")
    window = {"saat": words.field_value(as_of), "sejak": timezone.localdate(since).isoformat()}
    page = Chronicle(
        title=_("Kronologi saya"),
        back_url=reverse("web:more"),
        summary=_("Yang Anda lakukan, buka, dan terima sampai %(when)s")
        % {"when": words.moment(as_of, request.at)},
        url=url,
        days=chronicle.days(told.events, now=request.at, with_reference=True),
        proofs=chronicle.proofs(told.proofs, now=request.at),
        faults=told.faults,
        as_of=window["saat"],
        since=window["sejak"],
        windowed=True,
        later_url=f"{url}?{urlencode({**window, 'sesudah': told.next})}" if told.next else "",
        print=_print(reverse("web:my_chronology_print")),
        hidden=tuple(Hidden(name, value) for name, value in window.items()),
    )
    return render(request, "chronology/chronology.html", {"chronicle": page})


# --- Printing --------------------------------------------------------------------------------------


def _order_again(request: Visit, attempt: Attempt, public_id: UUID) -> HttpResponse:
    if attempt.refusal.kind is Kind.NOT_YOURS:
        raise Refused(attempt.refusal)
    return back_to(request, attempt, reverse("web:chronology", args=[public_id]))


@require_POST
@drawn_again(_order_again)
def print_order(request: Visit, public_id: UUID) -> HttpResponse:
    """Record the printing, and go to the paper."""
    post = read(request, Keys)
    as_of = _as_of(request)

    def work() -> str:
        row = printing.print_order(str(public_id), actor=post.actor, at=request.at, as_of=as_of)
        return reverse("web:printout", args=[row.public_id])

    return act_once(request, post, work, said=_("Cetakan kronologi"))


def _mine_again(request: Visit, attempt: Attempt) -> HttpResponse:
    if attempt.refusal.kind is Kind.NOT_YOURS:
        raise Refused(attempt.refusal)
    return back_to(request, attempt, reverse("web:my_chronology"))


@require_POST
@drawn_again(_mine_again)
def print_mine(request: Visit) -> HttpResponse:
    """Record the printing of one's own acts, and go to the paper."""
    post = read(request, Keys)
    as_of, since, _number, _cursor = chronicle.asked(request.POST, now=request.at)

    def work() -> str:
        row = printing.print_own(actor=post.actor, at=request.at, since=since, as_of=as_of)
        return reverse("web:printout", args=[row.public_id])

    return act_once(request, post, work, said=_("Cetakan kronologi"))


def _as_of(request: Visit) -> datetime:
    as_of, _since, _number, _cursor = chronicle.asked(request.POST, now=request.at)
    return as_of


@require_safe
def printout(request: Visit, public_id: UUID) -> HttpResponse:
    """The paper of a recorded printing; a long one first shows its files."""
    row = printing.printed(str(public_id), actor=request.actor, at=request.at)
    url = reverse("web:printout", args=[public_id])
    _as_of, _since, number, cursor = chronicle.asked(request.GET, now=request.at)
    by = _printing(request, row)
    with chronology_sheet.indonesian():
        if row.instruction is None:
            assert row.since is not None  # noqa: S101 - held by a constraint
            told = chronology.of_person(
                request.actor, since=row.since, as_of=row.as_of, cursor=cursor,
                limit=chronology_sheet.LINES,
            )  # fmt: skip
            by = replace(by, basis="tindakannya sendiri")
            return pdf_response(chronology_sheet.of_window(told, by))
        basis = chronology.basis_of(row.instruction, request.actor)
        whole = chronology.of_order(row.instruction, as_of=row.as_of, shares=basis.shares)
        parts = chronology.count_of(whole, size=chronology_sheet.LINES)
        if parts == 1 or "bagian" in request.GET:
            by = replace(by, basis=_basis(basis.footing))
            return pdf_response(chronology_sheet.of_order(whole, by, part=min(number, parts)))
    back = reverse("web:chronology", args=[row.instruction.public_id])
    return listed_parts(request, url, back, parts)


def listed_parts(request: Visit, url: str, back: str, parts: int) -> HttpResponse:
    """The files of a long paper."""
    links = tuple(
        (_("Bagian %(number)s dari %(parts)s") % {"number": n, "parts": parts}, f"{url}?bagian={n}")
        for n in range(1, parts + 1)
    )
    page = Parts(_("Cetakan kronologi"), back, links)
    return render(request, "chronology/parts.html", {"parts": page})


def _printing(request: Visit, row: Printout) -> Printing:
    """Who prints, in the hat of the entry."""
    entry = Entry.objects.get(kind=Printout.kind, subject_id=row.pk, n=1)
    hats = {hat.position_id: hat for hat in request.actor.hats}
    hat = hats.get(entry.position_id or 0) or worn(request)
    return printing_by(request, hat, row.moved_at, "")


def printing_by(request: Visit, hat: Hat | None, at: datetime, basis: str) -> Printing:
    """Who prints a paper in a hat. Raises Refused `not_found` for somebody without any."""
    if hat is None:
        raise Refused(NOT_FOUND)
    with chronology_sheet.indonesian():
        title = hat.title
    return Printing(request.actor.person.full_name, title, hat.position, at, basis)
