"""Pemeriksaan: surat tugas of the inspectorate, and the chronologies opened within them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Person
from instructions import chronology, inspecting
from instructions.inspecting import Glance, Mandate
from instructions.models import Inspection
from instructions.oversight import INSPECTION, Overseer
from instructions.scope import orders_in_scope
from memos import chronology_sheet
from web import chronicle, mandates, words
from web.actor import Visit
from web.forms import LocalMoment, PublicIds, Words, read, read_verb
from web.oversight_pages import Chronicle
from web.posting import Attempt, act_once, back_to, drawn_again
from web.views.chronology import drawn, listed_parts, printing_by
from web.views.papers import pdf_response
from workflow.refusals import NOT_FOUND, Kind, Refused, invalid

PAGE = 25
VERBS: Mapping[str, Callable[..., Any]] = {"extend": inspecting.extend, "end": inspecting.end}


class Register(forms.Form):
    """A surat tugas as typed in; people and orders stand one to a line or between semicolons."""

    number = Words()
    dated = forms.DateField()
    basis = Words()
    starts_on = forms.DateField()
    ends_on = forms.DateField()
    inspectors = PublicIds(required=False)
    issued_from = forms.DateField(required=False)
    issued_to = forms.DateField(required=False)
    unit = forms.UUIDField(required=False)
    people = Words(limit=4000)
    orders = Words(limit=4000)


class Open(forms.Form):
    """What is to be opened: an order, or a window with perhaps one person."""

    order = forms.UUIDField(required=False)
    person = Words(limit=120)
    sejak = forms.DateField(required=False)
    saat = LocalMoment()
    cetak = forms.BooleanField(required=False)


# --- The list and one of them ----------------------------------------------------------------------


@require_safe
def inspections(request: Visit) -> HttpResponse:
    """Surat tugas one may see, the newest first."""
    start = _offset(request, "mulai")
    rows = list(Inspection.visible_to(request.actor)[start : start + PAGE + 1])
    more = f"?mulai={start + PAGE}" if len(rows) > PAGE else ""
    page = mandates.listed(request, rows[:PAGE], more_url=more)
    return render(request, "chronology/mandates.html", {"mandates": page})


def _offset(request: Visit, name: str) -> int:
    """How many rows of a list to pass over; lists of surat tugas are short and never re-sorted."""
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 7 else 0  # noqa: PLR2004 - a million


@require_safe
def inspection(request: Visit, public_id: UUID) -> HttpResponse:
    """One surat tugas: what it covers, what may be opened, and who opened what."""
    return draw(request, find(request, public_id))


def find(request: Visit, public_id: UUID) -> Inspection:
    """The surat tugas, if the reader may see it. Raises Refused `not_found`."""
    found = Inspection.visible_to(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise Refused(NOT_FOUND)
    return found


def draw(request: Visit, shown: Inspection, attempt: Attempt | None = None) -> HttpResponse:
    """Its page; with an attempt, the refused form stands open again."""
    page = mandates.page(
        request,
        shown,
        orders_from=_offset(request, "perintah"),
        looks_from=_offset(request, "dibuka"),
        attempt=attempt,
    )
    status = attempt.status if attempt else 200
    return render(request, "chronology/mandate.html", {"mandate": page}, status=status)


# --- Registering -----------------------------------------------------------------------------------


def _register_again(request: Visit, attempt: Attempt) -> HttpResponse:
    return _form(request, attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(_register_again)
def register(request: Visit) -> HttpResponse:
    """The form of a surat tugas; a post registers it."""
    if request.method != "POST":
        return _form(request)
    post = read(request, Register)
    given = _mandate(post.values)

    def work() -> str:
        made = inspecting.register(given, actor=post.actor, at=request.at)
        return reverse("web:inspection", args=[made.public_id])

    return act_once(request, post, work, said=_("Surat tugas"))


def _form(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    if not inspecting.may_register(request.actor):
        raise Refused(NOT_FOUND)
    page = mandates.form(request, attempt)
    status = attempt.status if attempt else 200
    return render(request, "chronology/register.html", {"form": page}, status=status)


def _mandate(values: Any) -> Mandate:
    return Mandate(
        number=values["number"],
        dated=values["dated"],
        basis=values["basis"],
        starts_on=values["starts_on"],
        ends_on=values["ends_on"],
        inspectors=values["inspectors"],
        issued_from=values["issued_from"],
        issued_to=values["issued_to"],
        unit=str(values["unit"] or ""),
        people=_several(values["people"]),
        orders=_several(values["orders"]),
    )


def _several(text: str) -> Sequence[str]:
    return [part.strip() for part in text.replace(";", "\n").splitlines() if part.strip()]


# --- Verbs -----------------------------------------------------------------------------------------


def _verb_again(request: Visit, attempt: Attempt, public_id: UUID, verb: str) -> HttpResponse:
    if not attempt.has_words:
        return back_to(request, attempt, reverse("web:inspection", args=[public_id]))
    return draw(request, find(request, public_id), attempt)


@require_POST
@drawn_again(_verb_again)
def inspection_verb(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Prolong it or end it."""
    if verb not in VERBS:
        raise Http404(verb)
    post = read_verb(request, INSPECTION.move(verb))

    def work() -> str:
        VERBS[verb](
            str(public_id), actor=post.actor, at=request.at, if_version=post.version, **post.values
        )
        return reverse("web:inspection", args=[public_id])

    return act_once(request, post, work, said=str(INSPECTION.move(verb).label))


# --- Looking ---------------------------------------------------------------------------------------


def _look_again(request: Visit, attempt: Attempt, public_id: UUID) -> HttpResponse:
    if attempt.refusal.kind is Kind.NOT_YOURS:
        raise Refused(attempt.refusal)
    return back_to(request, attempt, reverse("web:inspection", args=[public_id]))


@require_POST
@drawn_again(_look_again)
def look(request: Visit, public_id: UUID) -> HttpResponse:
    """Open something: the look is recorded first, then its page is got like any other.

    A page may be fetched ahead by a browser, a post never: what is got writes nothing.
    """
    post = read(request, Open)
    glance = _glance(request, post.values)

    def work() -> str:
        done = inspecting.look(str(public_id), glance, actor=post.actor, at=request.at)
        name = "web:inspection_pdf" if glance.printed else "web:inspection_reading"
        assert done.entry is not None  # noqa: S101 - a look is never a repeat
        return reverse(name, args=[public_id, done.entry.n])

    return act_once(request, post, work, said=str(INSPECTION.move("look").label))


def _glance(request: Visit, given: Any) -> Glance:
    as_of, since, _number, _cursor = chronicle.asked(request.POST, now=request.at)
    if given["order"]:
        return Glance(as_of=as_of, order=str(given["order"]), printed=given["cetak"])
    return Glance(as_of=as_of, since=since, person=_person(given["person"]), printed=given["cetak"])


def _person(text: str) -> str:
    """Public id of whoever bears this NIP or name; empty for nobody in particular."""
    if not text:
        return ""
    found = list(Person.objects.filter(nip=text)[:1]) or list(
        Person.objects.filter(name__iexact=text)[:2]
    )
    if len(found) != 1:
        sentence = _("“%(name)s” tidak dikenal, atau lebih dari satu orang. Pakai NIP.")
        raise Refused(invalid("person", "unknown_person", sentence % {"name": text}))
    return str(found[0].public_id)


@require_safe
def reading(request: Visit, public_id: UUID, n: int) -> HttpResponse:
    """What a look opened, for a quarter of an hour; nothing is written."""
    shown, glance = inspecting.opened(str(public_id), n, actor=request.actor, at=request.at)
    url = reverse("web:inspection_reading", args=[public_id, n])
    _as_of, _since, number, cursor = chronicle.asked(request.GET, now=request.at)
    if glance.order:
        told = chronology.of_order(_covered(shown, glance), as_of=glance.as_of)
        page = drawn(told, number, request.at, url=url)
    else:
        page = _window(request, shown, glance, url, cursor)
    page = mandates.of_look(request, shown, glance, page)
    return render(request, "chronology/chronology.html", {"chronicle": page})


def _covered(shown: Inspection, glance: Glance) -> Any:
    found = orders_in_scope(shown).filter(public_id=glance.order).first()
    if found is None:  # the scope may not have been what the entry says
        raise Refused(NOT_FOUND)
    return found


def _told(shown: Inspection, glance: Glance, cursor: str, limit: int) -> chronology.Page:
    person = Person.objects.filter(public_id=glance.person).first() if glance.person else None
    if glance.since is None:
        raise Refused(NOT_FOUND)
    return chronology.of_window(
        orders_in_scope(shown), since=glance.since, as_of=glance.as_of, person=person,
        cursor=cursor, limit=limit,
    )  # fmt: skip


def _window(request: Visit, shown: Inspection, glance: Glance, url: str, cursor: str) -> Chronicle:
    told = _told(shown, glance, cursor, chronicle.LINES)
    whom = told.person.full_name if told.person else _("Semua orang")
    when = {
        "whom": whom,
        "since": words.day(told.since, request.at),
        "until": words.moment(told.as_of, request.at),
    }
    return Chronicle(
        title=_("Kronologi pemeriksaan"),
        back_url=url,
        summary=_("%(whom)s, dari %(since)s sampai %(until)s") % when,
        url=url,
        days=chronicle.days(told.events, now=request.at, with_reference=True),
        proofs=chronicle.proofs(told.proofs, now=request.at),
        faults=told.faults,
        later_url=f"{url}?{urlencode({'sesudah': told.next})}" if told.next else "",
    )


@require_safe
def reading_pdf(request: Visit, public_id: UUID, n: int) -> HttpResponse:
    """The paper of a look that was taken for printing."""
    shown, glance = inspecting.opened(str(public_id), n, actor=request.actor, at=request.at)
    if not glance.printed:
        raise Refused(NOT_FOUND)
    _as_of, _since, number, cursor = chronicle.asked(request.GET, now=request.at)
    hat = next((h for h in request.actor.hats if Overseer.INSPECTOR in shown.parts_of(h)), None)
    basis = f"surat tugas nomor {shown.number}, catatan {n}"
    by = printing_by(request, hat, request.at, basis)
    with chronology_sheet.indonesian():
        if not glance.order:
            told = _told(shown, glance, cursor, chronology_sheet.LINES)
            return pdf_response(chronology_sheet.of_window(told, by, secret=True))
        whole = chronology.of_order(_covered(shown, glance), as_of=glance.as_of)
        parts = chronology.count_of(whole, size=chronology_sheet.LINES)
        if parts == 1 or "bagian" in request.GET:
            return pdf_response(chronology_sheet.of_order(whole, by, part=min(number, parts)))
    url = reverse("web:inspection_pdf", args=[public_id, n])
    return listed_parts(request, url, reverse("web:inspection", args=[public_id]), parts)
