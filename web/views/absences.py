"""Ketidakhadiran: one's own, those one stands in for, and those of the people one administers."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import absences as acts
from accounts.absences import Away
from accounts.candidates import administered_people, substitutes_for
from accounts.guards import spoken
from accounts.lifecycle import ABSENCE
from accounts.models import Absence, AbsenceKind, Person
from web import buttons, forms, presence
from web.actor import Visit
from web.cards import Choice
from web.posting import Attempt, act_once, drawn_again, typed
from workflow import door
from workflow.refusals import NOT_FOUND, Refused

PAGE = 25
BEFORE = "sebelum"
WHO = "orang"
LONGEST_Q = 60
A_DAY = timedelta(days=1)


@require_safe
def absences(request: Visit) -> HttpResponse:
    """Who is away now or later, latest registered first."""
    today = timezone.localdate(request.at)
    rows = Absence.objects.visible_to(request.actor).registered().filter(ends_on__gte=today)
    before = request.GET.get(BEFORE, "")
    if before.isdecimal() and len(before) < 19:  # noqa: PLR2004 - bigint
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    page = presence.Absences(
        groups=tuple(_groups(request, found[:PAGE])),
        more_url=f"?{BEFORE}={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        may_register=any(hat.is_held for hat in request.actor.hats),
    )
    return render(request, "absences/list.html", {"absences": page})


def _groups(request: Visit, rows: Sequence[Absence]) -> Iterator[presence.Group]:
    mine = [row for row in rows if row.own]
    for_others = [row for row in rows if row.substitute_id == request.actor.person_id]
    of_unit = [row for row in rows if row not in mine and row not in for_others]
    for title, chosen in (
        (_("Saya"), mine),
        (_("Saya menggantikan"), for_others),
        (_("Unit yang saya kelola"), of_unit),
    ):
        if chosen:
            yield presence.Group(title, tuple(_line(request, row, mine) for row in chosen))


def _line(request: Visit, row: Absence, mine: Sequence[Absence]) -> presence.Line:
    clash = not row.own and any(
        own.starts_on <= row.ends_on and own.ends_on >= row.starts_on for own in mine
    )
    return presence.Line(
        title=str(row.get_why_display()) if row.own else _who(row),
        period=_period(row),
        note="" if row.substitute_id == request.actor.person_id else _standing_in(row),
        url=reverse("web:absence", args=[row.public_id]),
        warning=_("Bapak/Ibu sendiri berhalangan pada waktu itu") if clash else "",
    )


def _who(row: Absence) -> str:
    """The positions stood in for, else the name."""
    posts = [post for post in row.person.posts if row.touches(post)]  # type: ignore[attr-defined]
    return ", ".join(post.position.title for post in posts) or row.person.full_name


def _period(row: Absence) -> str:
    if row.starts_on == row.ends_on:
        return spoken(row.starts_on)
    days = {"first": spoken(row.starts_on), "last": spoken(row.ends_on)}
    return _("%(first)s sampai %(last)s") % days


def _standing_in(row: Absence) -> str:
    if row.substitute is None:
        return _("Belum ada pengganti")
    return _("Pengganti: %(name)s") % {"name": row.substitute.full_name}


# --- One absence -----------------------------------------------------------------------------------


@require_safe
def absence(request: Visit, public_id: UUID) -> HttpResponse:
    """What is on record, and coming back or cancelling where that is the reader's."""
    return _draw(request, public_id)


def again(request: Visit, attempt: Attempt, public_id: UUID, verb: str) -> HttpResponse:
    """What a refused verb shows: the absence, with the reason."""
    return _draw(request, public_id, attempt)


@require_POST
@drawn_again(again)
def absence_verb(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Come back earlier (`shorten`), or cancel."""
    if verb not in {"shorten", "cancel"}:
        raise Http404(verb)
    form = forms.BackEarlier if verb == "shorten" else forms.Keys
    # Whose it is comes before whether the form can be read.
    _find(request, public_id)
    post = forms.read(request, form)

    def work() -> str:
        key, who, at, version = str(public_id), post.actor, request.at, post.version
        if verb == "shorten":
            last = post.values["ends_on"]
            acts.shorten(key, actor=who, at=at, ends_on=last, if_version=version)
        else:
            acts.cancel(key, actor=who, at=at, if_version=version)
        return reverse("web:absences")

    return act_once(request, post, work, said=str(ABSENCE.move(verb).label))


def _find(request: Visit, public_id: UUID) -> Absence:
    row = Absence.objects.visible_to(request.actor).filter(public_id=public_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    return row


def _draw(request: Visit, public_id: UUID, attempt: Attempt | None = None) -> HttpResponse:
    row = _find(request, public_id)
    today = timezone.localdate(request.at)
    offered = {
        offer.move.verb
        for offer in door.offers(row, actor=request.actor, at=request.at)
        if offer.refusal is None
    }
    latest = row.ends_on - A_DAY
    earliest = max(row.starts_on, today - A_DAY)
    page = presence.Absence(
        title=_who(row),
        rows=tuple(_rows(row, told_why=bool(offered) or row.own)),
        version=row.version,
        key=buttons.new_key(),
        shorten_url=_verb_url(row, "shorten")
        if "shorten" in offered and earliest <= latest
        else "",
        earliest=earliest.isoformat(),
        latest=latest.isoformat(),
        last=typed(attempt, "ends_on", otherwise=min(max(today, earliest), latest).isoformat()),
        cancel_url=_verb_url(row, "cancel") if "cancel" in offered else "",
        error=attempt.sentence if attempt else "",
    )
    status = attempt.status if attempt else 200
    return render(request, "absences/one.html", {"absence": page}, status=status)


def _rows(row: Absence, *, told_why: bool) -> Iterator[tuple[str, str]]:
    yield _("Nama"), row.person.full_name
    if told_why:  # who only stands in is not told of an illness
        yield _("Alasan"), str(row.get_why_display())
    yield _("Waktu"), _period(row)
    yield _("Pengganti"), row.substitute.full_name if row.substitute else _("Belum ada pengganti")
    if row.decree:
        yield _("Surat perintah"), row.decree
    if row.status != "registered":
        yield _("Keadaan"), str(ABSENCE.statuses(row.status).label)


def _verb_url(row: Absence, verb: str) -> str:
    return reverse("web:absence_verb", args=[row.public_id, verb])


# --- A new one -------------------------------------------------------------------------------------


def again_new(request: Visit, attempt: Attempt) -> HttpResponse:
    """What a refused registration shows: the form with everything that was filled in."""
    return _draw_new(request, attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(again_new)
def new_absence(request: Visit) -> HttpResponse:
    """The form; for somebody else where the address says who."""
    if request.method != "POST":
        return _draw_new(request)
    post = forms.read(request, forms.Absent)
    given = post.values

    def work() -> str:
        away = Away(
            why=given["why"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            person=given["person"],
            substitute=given["substitute"],
            decree=given["decree"],
        )
        acts.register(away, actor=post.actor, at=request.at)
        return reverse("web:absences")

    return act_once(request, post, work, said=_("Ketidakhadiran"))


def _draw_new(request: Visit, attempt: Attempt | None = None) -> HttpResponse:
    today = timezone.localdate(request.at)
    q = request.GET.get("q", "")[:LONGEST_Q]
    administers = any(hat.administers for hat in request.actor.hats)
    other = _other(request, typed(attempt, "person", otherwise=request.GET.get(WHO, "")))
    person = other or request.actor.person
    why, chosen = typed(attempt, "why"), typed(attempt, "substitute")
    seats = substitutes_for(person, on=today)
    page = presence.NewAbsence(
        key=buttons.new_key(),
        whys=tuple(Choice(word, str(label), on=word == why) for word, label in AbsenceKind.choices),
        substitutes=tuple(
            Choice(
                str(seat.person.public_id),
                f"{seat.person.full_name} · {seat.title}",
                on=str(seat.person.public_id) == chosen,
            )
            for seat in seats
            if seat.person is not None
        ),
        starts_on=typed(attempt, "starts_on", otherwise=today.isoformat()),
        ends_on=typed(attempt, "ends_on"),
        decree=typed(attempt, "decree"),
        earliest=(today - acts.BACKDATED if other else today).isoformat(),
        person=str(other.public_id) if other else "",
        who=other.full_name if other else "",
        administers=administers,
        q=q,
        people=tuple(_people(request, q)) if administers and q else (),
        errors=((attempt.refusal.field, attempt.sentence),) if attempt else (),
    )
    status = attempt.status if attempt else 200
    return render(request, "absences/new.html", {"absence": page}, status=status)


def _other(request: Visit, key: str) -> Person | None:
    """Whose absence it is, if that is somebody else's; a stray word is nobody's."""
    try:
        person = Person.objects.filter(public_id=UUID(key), is_active=True).first()
    except ValueError:
        return None
    return None if person == request.actor.person else person


def _people(request: Visit, q: str) -> Iterator[Choice]:
    today = timezone.localdate(request.at)
    for post in administered_people(request.actor, q, on=today):
        key = str(post.person.public_id)
        yield Choice(f"?{WHO}={key}", post.person.full_name, note=post.position.title)
