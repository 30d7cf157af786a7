"""Mutasi: the list, a file handed in, the preview, deciding and withdrawing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django import forms as django_forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Position, Reshuffle
from accounts.reshuffle import actions, rows, sample, writing
from accounts.reshuffle.handovers import handovers_of
from accounts.reshuffle.lifecycle import RESHUFFLE, Status
from accounts.reshuffle.preview import preview
from accounts.reshuffle.scene import posts_of
from accounts.tables import Fault
from instructions import handover
from instructions.handover import Load
from web import buttons, cards, deeds
from web import reshuffle_words as words
from web.actor import Visit
from web.cards import Action, Dock
from web.forms import read, read_verb
from web.posting import Attempt, act_once, back_to, drawn_again
from web.reshuffles import ColumnRow, List, ListRow, New, Page
from workflow.models import Entry
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused, invalid
from workflow.requests import fingerprint

FILE = "berkas"
FROM = "mulai"
PAGE = 25
LINES = 100
DECIDE = "decide"
VERBS: Mapping[str, deeds.Action] = {DECIDE: actions.decide, "withdraw": actions.withdraw}


@require_safe
def reshuffles(request: Visit) -> HttpResponse:
    """The list, the latest effective date first."""
    actions.office_of(request.actor)
    on, start = timezone.localdate(request.at), _start(request)
    found = Reshuffle.objects.visible_to(request.actor).with_size()
    shown = list(found.order_by("-effective_on", "-pk")[start : start + PAGE + 1])
    page = List(
        rows=tuple(
            ListRow(
                url=reverse("web:reshuffle", args=[row.public_id]),
                mark=words.mark(row, on=on),
                title=row.decree,
                detail=_("%(count)s baris · SK tanggal %(day)s")
                % {"count": row.size, "day": words.day(row.decree_on)},
                state=words.state(row, on=on),
            )
            for row in shown[:PAGE]
        ),
        new_url=reverse("web:reshuffle_new"),
        more_url=f"?{FROM}={start + PAGE}" if len(shown) > PAGE else "",
    )
    return render(request, "reshuffles/list.html", {"reshuffles": page})


def _start(request: Visit) -> int:
    given = request.GET.get(FROM, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 7 else 0  # noqa: PLR2004 - no list is that long


# --- Handing a file in ---------------------------------------------------------------------------


def draw_new(
    request: Visit, attempt: Attempt | None = None, *, faults: Sequence[Fault] = ()
) -> HttpResponse:
    """The page to hand a file in; after a bad one with everything that is wrong with it."""
    actions.office_of(request.actor)
    hat = buttons.hat_for(Reshuffle(unit_id=_root(request)), RESHUFFLE.move("prepare"), request)
    page = New(
        url=reverse("web:reshuffle_new"),
        back_url=reverse("web:reshuffles"),
        key=buttons.new_key(),
        hat=hat.key if hat else "",
        sample_url=reverse("web:reshuffle_sample"),
        columns=tuple(
            ColumnRow(column.name, str(column.explanation), column.example)
            for column in rows.COLUMNS
        ),
        limit=_("CSV atau XLSX, paling banyak %(megabytes)s MB")
        % {"megabytes": settings.UPLOAD_MAX_BYTES // 2**20},
        error=attempt.sentence if attempt else "",
        faults=words.faults(faults),
        faults_title=words.faults_title(len(faults)) if faults else "",
    )
    status = attempt.status if attempt else (422 if faults else 200)
    return render(request, "reshuffles/new.html", {"new": page}, status=status)


def _root(request: Visit) -> int:
    return actions.office_of(request.actor).pk


@drawn_again(draw_new)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Visit) -> HttpResponse:
    """Hand a file in: a sound one is kept for the preview, of another every fault is named."""
    actions.office_of(request.actor)
    if request.method != "POST":
        return draw_new(request)
    post = read(request, django_forms.Form)
    data, name = _file(request)
    print_ = fingerprint(post.print_, hashlib.sha256(data).hexdigest())
    reading = actions.look_at(data, name, actor=post.actor)
    decree = reading.decree
    if decree is None:
        return draw_new(request, faults=reading.faults)

    def work() -> str:
        made = actions.prepare(decree, actor=post.actor, at=request.at)
        return reverse("web:reshuffle", args=[made.public_id])

    return act_once(request, replace(post, print_=print_), work, said=_("Berkas mutasi"))


def _file(request: Visit) -> tuple[bytes, str]:
    """The posted file and its name. Raises Refused `no_file`, `too_large`."""
    given = request.FILES.get(FILE)
    if given is None or not given.size:
        raise Refused(invalid(FILE, "no_file", _("Pilih berkas CSV atau XLSX yang berisi.")))
    if given.size > settings.UPLOAD_MAX_BYTES:
        sentence = _("Berkas lebih besar dari %(megabytes)s MB.")
        facts = {"megabytes": settings.UPLOAD_MAX_BYTES // 2**20}
        raise Refused(Refusal("too_large", sentence % facts, Kind.TOO_LARGE, FILE))
    return given.read(), given.name or ""


@require_safe
def blank(request: Visit) -> HttpResponse:
    """The workbook to fill in."""
    actions.office_of(request.actor)
    response = HttpResponse(sample.sample(), content_type=sample.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{sample.NAME}"'
    return response


# --- One reshuffle -------------------------------------------------------------------------------


def find(request: Visit, public_id: UUID) -> Reshuffle:
    """The reshuffle, if the reader administers its regency. Raises Refused `not_found`."""
    found = Reshuffle.visible_to(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise Refused(NOT_FOUND)
    return found


@require_safe
def reshuffle(request: Visit, public_id: UUID) -> HttpResponse:
    """The preview; once decided, the same as a record."""
    return draw(request, find(request, public_id))


def again(request: Visit, attempt: Attempt, public_id: UUID, verb: str) -> HttpResponse:
    """After a refused post: the page with its sheet open, or with the sentence above it."""
    if not attempt.has_words:
        return back_to(request, attempt, reverse("web:reshuffle", args=[public_id]))
    return draw(request, find(request, public_id), attempt)


@require_POST
@drawn_again(again)
def reshuffle_verb(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Decide or withdraw."""
    move, action = deeds.deed(VERBS, RESHUFFLE, verb)
    post = read_verb(request, move)

    def work() -> str:
        action(
            str(public_id), actor=post.actor, at=request.at, if_version=post.version, **post.values
        )
        return reverse("web:reshuffle", args=[public_id])

    return act_once(request, post, work, said=str(move.label))


def draw(request: Visit, shown: Reshuffle, attempt: Attempt | None = None) -> HttpResponse:
    """The page of a reshuffle; a constant number of statements, however many lines."""
    on, start = timezone.localdate(request.at), _start(request)
    lines = writing.rows_of(shown)
    seen = preview(shown, lines, at=request.at)
    is_over = shown.status == Status.WITHDRAWN
    changing = [] if is_over else [h.post.pk for h in handovers_of(shown, lines, seen.plan)]
    loads = {} if is_over else handover.loads(posts_of(lines), at=request.at)
    found = seen.plan.faults if shown.status == Status.PREPARED else ()
    end = start + LINES
    page = Page(
        title=_("SK %(decree)s") % {"decree": shown.decree},
        back_url=reverse("web:reshuffles"),
        steps=words.steps(shown, on=on),
        facts=words.facts(shown, seen, [loads.get(pk, Load()) for pk in changing], on=on),
        dock=_dock(request, shown, attempt, people=len({row.person_id for row in lines})),
        faults=words.faults(found),
        faults_title=words.faults_title(len(found)) if found else "",
        moved=tuple(words.moved(each, loads) for each in seen.moved[start:end]),
        moved_count=str(len(lines)),
        groups=() if is_over else words.groups(seen, loads),
        entries=_history(shown),
        more_url=f"?{FROM}={end}" if len(lines) > end else "",
        withdrawn=_("Mutasi ini ditarik; semua penugasan seperti semula.") if is_over else "",
    )
    status = attempt.status if attempt else 200
    return render(request, "reshuffles/reshuffle.html", {"reshuffle": page}, status=status)


def _dock(request: Visit, shown: Reshuffle, attempt: Attempt | None, *, people: int) -> Dock:
    """Deciding is the one filled button; once decided, printing the sheets."""
    made = buttons.offered(
        shown,
        request=request,
        url=lambda verb: reverse("web:reshuffle_verb", args=[shown.public_id, verb]),
        attempt=attempt,
    )
    if shown.status == Status.DECIDED:
        sheets = Action(
            verb="sheets",
            label=_("Cetak semua serah terima"),
            url=reverse("web:reshuffle_sheets", args=[shown.public_id]),
            style=cards.Style.LAUT,
            icon="print",
            page=True,
        )
        return Dock(sheets, None, made, _("Tindakan lain"))
    on = timezone.localdate(request.at)
    label = ngettext("Tetapkan untuk %(count)s orang", "Tetapkan untuk %(count)s orang", people)
    told = [
        replace(each, label=label % {"count": people}, confirm=words.confirm(shown, on=on))
        if each.verb == DECIDE
        else each
        for each in made
    ]
    return buttons.dock(told, label=_("Tindakan lain"))


def _history(shown: Reshuffle) -> tuple[cards.Entry, ...]:
    """What happened to it, by whom; three statements."""
    entries = Entry.objects.filter(kind=Reshuffle.kind, subject_id=shown.pk)
    found = list(entries.order_by("-n").prefetch_related("contents"))
    posts = Position.objects.filter(pk__in={entry.position_id for entry in found})
    titles = dict(posts.values_list("pk", "title"))
    return tuple(
        cards.Entry(
            at=entry.at,
            who=titles.get(entry.position_id or 0, ""),
            what=str(RESHUFFLE.move(entry.verb).told),
            text="\n".join(content.body or "" for content in entry.contents.all()),
        )
        for entry in found
    )
