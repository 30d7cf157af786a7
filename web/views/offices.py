"""The desk of a unit's administrator: people, cards, lost phones; only the own unit and below."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actions, cards, people, queries
from accounts.access.lifecycle import ACCESS, Status
from accounts.models import Access, Person, Unit
from web import access_words, buttons, forms, nik_pages
from web.account_pages import CardForm, Office, OfficePerson, OfficeUnit, PersonRow, UnitRow
from web.actor import Visit, worn
from web.cards import Action, ActionField, Choice, Dock, FieldKind
from web.posting import Attempt, act_once, answered, back_to, drawn_again
from workflow.refusals import NOT_FOUND, Refusal, Refused
from workflow.requests import Answer

PAGE = 50
MOST_PAGES = 1000
LONGEST_Q = 100
PDF = "application/pdf"
SHOWN = (Status.NEW, Status.ISSUED, Status.ACTIVE, Status.BLOCKED)
DEEDS: Mapping[str, Callable[..., Any]] = {
    "sign_out": actions.sign_out,
    "reset": actions.reset,
    "change_number": actions.change_number,
    "keep_nik": actions.keep_nik,
    "block": actions.block,
    "unblock": actions.unblock,
}


HINTS: Mapping[str, Any] = {"change_number": "0812 3456 7890", "keep_nik": gettext_lazy("16 angka")}


def _administers(request: Visit) -> None:
    """Only for whoever administers a unit. Raises Refused `not_found` for all others."""
    if not queries.administering(request.actor):
        raise Refused(NOT_FOUND)


def _page(request: HttpRequest) -> int:
    given = request.GET.get("hal", "")
    return min(int(given), MOST_PAGES) if given.isdecimal() and len(given) < 5 else 1  # noqa: PLR2004


@require_safe
def office(request: Visit) -> HttpResponse:
    """Units with their counts; with a word the people found."""
    _administers(request)
    q = " ".join(request.GET.get("q", "").split())[:LONGEST_Q]
    page = _page(request)
    start = (page - 1) * PAGE
    url = reverse("web:office")
    if q:
        found = list(people.people_of(request.actor, words=q)[start : start + PAGE + 1])
        more = f"?{request.GET.urlencode()}" if len(found) > PAGE else ""
        shown = Office(
            url, q, people=_rows(request, found[:PAGE]), more_url=_more(request, page, more)
        )
    else:
        counts = people.units_of(request.actor, start=start, limit=PAGE + 1)
        more = "?" if len(counts) > PAGE else ""
        rows = tuple(_unit_row(count) for count in counts[:PAGE])
        shown = Office(url, units=rows, more_url=_more(request, page, more))
    return render(request, "offices/office.html", {"office": shown})


def _more(request: HttpRequest, page: int, wanted: str) -> str:
    if not wanted:
        return ""
    query = request.GET.copy()
    query["hal"] = str(page + 1)
    return f"?{query.urlencode()}"


def _unit_row(count: people.UnitCount) -> UnitRow:
    parts = [_("%(n)s dari %(all)s aktif") % {"n": count.active, "all": count.people}]
    if count.issued:
        parts.append(_("%(n)s kartu dicetak") % {"n": count.issued})
    return UnitRow(
        url=reverse("web:office_unit", args=[count.key]),
        name=count.name,
        detail=", ".join(parts),
        missing=count.missing,
        people=count.people,
    )


def _rows(request: Visit, found: Sequence[Person]) -> tuple[PersonRow, ...]:
    posts = people.posts_of(found, day=timezone.localdate(request.at))
    made = []
    for who in found:
        access: Access | None = getattr(who, "access", None)
        status = people.status_of(who)
        due = status in {Status.NEW, Status.ISSUED}
        made.append(
            PersonRow(
                url=reverse("web:office_person", args=[who.public_id]),
                mark=access_words.mark_of(status),
                name=who.full_name,
                title=posts.get(who.pk, ("", ""))[0],
                state=access_words.state_of(access, status, now=request.at),
                value=str(who.public_id) if due else "",
            )
        )
    return tuple(made)


@require_safe
def unit(request: Visit, public_id: UUID) -> HttpResponse:
    """The people of one unit, to print cards for those chosen or for all who need one."""
    return _draw_unit(request, _unit(request, str(public_id)))


def _unit(request: Visit, key: str) -> Unit:
    found = people.unit_of(request.actor, key)
    if found is None:
        raise Refused(NOT_FOUND)
    return found


def _draw_unit(request: Visit, found: Unit, error: str = "", status: int = 200) -> HttpResponse:
    state = request.GET.get("keadaan", "")
    state = state if state in Status.values else ""
    page = _page(request)
    start = (page - 1) * PAGE
    rows = list(people.people_of(request.actor, unit=found, status=state)[start : start + PAGE + 1])
    due = people.people_of(request.actor, unit=found, status=Status.NEW).count()
    shown = OfficeUnit(
        name=found.name,
        back_url=reverse("web:office"),
        filters=_filters(reverse("web:office_unit", args=[found.public_id]), state),
        people=_rows(request, rows[:PAGE]),
        form=_card_form(request, unit=str(found.public_id), due=min(due, actions.MOST_CARDS)),
        more_url=_more(request, page, "?" if len(rows) > PAGE else ""),
        error=error,
    )
    return render(request, "offices/unit.html", {"unit": shown}, status=status)


def _filters(url: str, state: str) -> tuple[Choice, ...]:
    every = Choice(url, _("Semua"), on=not state)
    return (
        every,
        *(Choice(f"{url}?keadaan={one}", str(one.label), on=one == state) for one in SHOWN),
    )


def _card_form(request: Visit, *, unit: str = "", due: int = 0) -> CardForm:
    label = ngettext("Cetak %(count)d kartu", "Cetak %(count)d kartu", due) % {"count": due}
    wearing = worn(request)
    fits = wearing is not None and bool(wearing.administers)
    hats = queries.administering(request.actor)
    hat = wearing if fits and wearing else hats[0]
    return CardForm(
        url=reverse("web:office_cards"),
        key=buttons.new_key(),
        hat=hat.key if len(hats) > 1 else "",
        unit=unit,
        all_label=label if due else "",
    )


def _print_again(request: Visit, attempt: Attempt) -> HttpResponse:
    key = request.POST.get("unit", "")
    found = people.unit_of(request.actor, key) if _is_uuid(key) else None
    if found is None:
        return back_to(request, attempt, reverse("web:office"))
    return _draw_unit(request, found, attempt.sentence, attempt.status)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@drawn_again(_print_again)
@require_POST
def print_cards(request: Visit) -> HttpResponse:
    """Issue and print in one: the PDF is the answer, and the only place where the codes stand.

    A repeat of the same post finds the cards made and the file gone with the first answer: it is
    told to print again, which makes new codes.
    """
    _administers(request)
    post = forms.read(request, forms.Cards)
    chosen = post.values["unit"]
    found = _unit(request, str(chosen)) if chosen else None
    keys = list(post.values["orang"])
    if post.values["semua"] and found is not None:
        due = people.people_of(post.actor, unit=found, status=Status.NEW)
        keys = [str(key) for key in due.values_list("public_id", flat=True)[: actions.MOST_CARDS]]
    kept: list[actions.Issued] = []

    def work() -> Answer:
        kept.append(actions.issue_cards(keys, actor=post.actor, at=request.at))
        if not kept[-1].cards:
            raise Refused(kept[-1].refused[0][1])
        return Answer(200, b"", {})

    given = answered(request, post, work)
    if given.replayed:
        raise Refused(Refusal("cards_already_printed", _already_printed()))
    return _pdf(request, kept[-1], found)


def _already_printed() -> str:
    return _(
        "Kartu ini sudah dicetak dan kodenya hanya ada di berkas itu. Kalau berkasnya hilang, muat"
        " halaman ini lagi dan cetak ulang."
    )


def _pdf(request: Visit, issued: actions.Issued, found: Unit | None) -> HttpResponse:
    who = [card.person for card in issued.cards]
    posts = people.posts_of(who, day=timezone.localdate(request.at))
    name = found.name if found else posts.get(who[0].pk, ("", ""))[1]
    ordered = sorted(issued.cards, key=lambda card: card.person.name)
    data = cards.to_pdf(
        ordered, titles=posts, unit=name, by=request.actor.person.full_name, at=request.at
    )
    response = HttpResponse(data, content_type=PDF)
    day = timezone.localdate(request.at).isoformat()
    response["Content-Disposition"] = f'attachment; filename="kartu-{slugify(name)}-{day}.pdf"'
    return response


# --- One person -------------------------------------------------------------------------------------


@require_safe
def person(request: Visit, public_id: UUID) -> HttpResponse:
    """Where one person's access stands, and what can be done."""
    return _draw_person(request, public_id)


def _person_again(request: Visit, attempt: Attempt, public_id: UUID, verb: str) -> HttpResponse:
    return _draw_person(request, public_id, attempt)


def _draw_person(request: Visit, public_id: UUID, attempt: Attempt | None = None) -> HttpResponse:
    _administers(request)
    access = people.access_of(request.actor, str(public_id), at=request.at)
    if access is None or not queries.administered(request.actor).filter(public_id=public_id):
        raise Refused(NOT_FOUND)
    who, status = access.person, Status(access.status)
    title, unit_name = people.posts_of([who], day=timezone.localdate(request.at)).get(
        who.pk, ("", "")
    )

    def url(verb: str) -> str:
        return reverse("web:office_person_verb", args=[public_id, verb])

    offered = buttons.offered(access, request=request, url=url, attempt=attempt)
    mine = tuple(_with_fields(each, attempt) for each in offered if _is_shown(each))
    due = status in {Status.NEW, Status.ISSUED}
    facts = (
        (_("Jabatan"), title), (_("Unit kerja"), unit_name), ("NIP", who.nip or ""),
        (_("Nomor ponsel"), who.phone or ""), ("NIK", nik_pages.kept_of(who)),
    )  # fmt: skip
    shown = OfficePerson(
        name=who.full_name,
        back_url=reverse("web:office"),
        mark=access_words.mark_of(status),
        state=access_words.state_of(access, status, now=request.at),
        detail=_advice(status),
        rows=tuple((label, value) for label, value in facts if value),
        entries=access_words.told(people.history_of(access), reader=request.actor.person),
        dock=_dock(mine),
        card=_card_form(request) if due else None,
        card_label=_("Cetak ulang kartu") if status == Status.ISSUED else _("Cetak kartu aktivasi"),
        card_note=_("Kartu yang dicetak sebelumnya tidak berlaku lagi.")
        if status == Status.ISSUED
        else "",
        value=str(who.public_id),
    )
    code = attempt.status if attempt else 200
    return render(request, "offices/person.html", {"person": shown}, status=code)


def _is_shown(action: Action) -> bool:
    return action.verb in DEEDS and (action.verb != nik_pages.VERB or nik_pages.is_on())


def _dock(offered: Sequence[Action]) -> Dock:
    """The lost phone first, it cannot wait; everything else behind one button."""
    lost = next((each for each in offered if each.verb == "sign_out"), None)
    rest = tuple(each for each in offered if each is not lost)
    return Dock(second=lost, others=rest, others_label=_("Tindakan lain"))


def _advice(status: Status) -> str:
    return {
        Status.NEW: _("Cetak kartu, lalu serahkan langsung kepada orangnya."),
        Status.ISSUED: _("Menunggu orangnya memakai kartu."),
        Status.ACTIVE: _("Ponsel hilang: keluarkan semua perangkat. PIN lupa: batalkan PIN."),
        Status.BLOCKED: _("Tidak dapat masuk sampai blokir dibuka."),
    }[status]


def _with_fields(action: Action, attempt: Attempt | None) -> Action:
    """A number is a line, not a text; a NIK that was refused is typed again."""
    if action.verb not in HINTS:
        return action
    (field,) = action.fields
    line = ActionField(
        field.name, field.label, FieldKind.LINE, required=True, hint=str(HINTS[action.verb]),
        value="" if action.verb == nik_pages.VERB else field.value, error=field.error,
    )  # fmt: skip
    return buttons.asking(action, (line,))


@drawn_again(_person_again)
@require_POST
def person_verb(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Do one verb to one person's access."""
    if verb not in DEEDS:
        raise Http404(verb)
    _administers(request)
    move = ACCESS.move(verb)
    post = forms.read_verb(request, move)
    if verb == nik_pages.VERB:
        post = nik_pages.unmarked(request, post)

    def work() -> str:
        DEEDS[verb](str(public_id), *post.values.values(), actor=post.actor, at=request.at)
        return reverse("web:office_person", args=[public_id])

    return act_once(request, post, work, said=str(move.label))
