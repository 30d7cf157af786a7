"""Piket: who is reached for a unit outside office hours, planned by its own people."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import oncall
from accounts.lifecycle import ONCALL
from accounts.models import OnCall, Unit
from accounts.oncall import NewShift
from accounts.oncall_lines import shifts_in
from web import buttons, words
from web.actor import Visit
from web.cards import Choice
from web.forms import Keys, LocalMoment, Post, read
from web.posting import Attempt, act_once, drawn_again, typed
from web.worktime_pages import Roster, Rosters, RosterUnit, Shift
from workflow.refusals import NOT_FOUND, Refused, invalid

PAGE = 60
MOST_UNITS = 400


class Planned(forms.Form):
    """One shift, or many pasted."""

    person = forms.UUIDField(required=False)
    starts_at = LocalMoment()
    ends_at = LocalMoment()
    many = forms.CharField(required=False, max_length=40_000, strip=False)


@require_safe
def rosters(request: Visit) -> HttpResponse:
    """The units whose roster one plans, and who is on call there now; three statements."""
    units = list(oncall.planned_units(request.actor)[:MOST_UNITS])
    if not units:
        raise Refused(NOT_FOUND)
    names = oncall.by_unit(oncall.on_duty([unit.pk for unit in units], request.at))
    page = Rosters(
        tuple(
            RosterUnit(
                reverse("web:roster", args=[unit.public_id]),
                unit.name,
                ", ".join(names.get(unit.pk, [])) or _("tidak ada piket sekarang"),
            )
            for unit in units
        )
    )
    return render(request, "rosters/list.html", {"roster": page})


def _unit(request: Visit, public_id: UUID) -> Unit:
    found = oncall.planned_units(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise Refused(NOT_FOUND)
    return found


def draw(request: Visit, attempt: Attempt | None = None, *, public_id: UUID) -> HttpResponse:
    """The shifts from now on, and a form for more."""
    unit = _unit(request, public_id)
    page_number = _page(request)
    start = (page_number - 1) * PAGE
    rows = OnCall.objects.planned().filter(unit=unit, ends_at__gt=request.at)
    shifts = list(rows.select_related("person", "noted_by")[start : start + PAGE + 1])
    chosen, many = typed(attempt, "person"), typed(attempt, "many")
    page = Roster(
        name=unit.name,
        url=reverse("web:roster", args=[public_id]),
        key=buttons.new_key(),
        shifts=tuple(_shift(request, row) for row in shifts[:PAGE]),
        more_url=f"?hal={page_number + 1}" if len(shifts) > PAGE else "",
        people=tuple(
            Choice(str(who.public_id), who.full_name, on=str(who.public_id) == chosen)
            for who in oncall.people_of(unit, at=request.at)
        ),
        starts_at=typed(attempt, "starts_at"),
        ends_at=typed(attempt, "ends_at"),
        many=many,
        open_many=bool(many.strip()),
        errors=((attempt.refusal.field, attempt.sentence),) if attempt else (),
    )
    status = attempt.status if attempt else 200
    return render(request, "rosters/unit.html", {"roster": page}, status=status)


def _page(request: Visit) -> int:
    given = request.GET.get("hal", "")
    return max(1, int(given)) if given.isdecimal() and len(given) < 4 else 1  # noqa: PLR2004


def _shift(request: Visit, row: OnCall) -> Shift:
    now = request.at
    told = {"from": words.full_moment(row.starts_at, now), "to": words.moment(row.ends_at, now)}
    return Shift(
        who=row.person.full_name,
        words=_("%(from)s sampai %(to)s") % told,
        url=reverse("web:shift_gone", args=[row.public_id]),
        now=row.starts_at <= now,
        planned_by=row.noted_by.full_name,
    )


@drawn_again(draw)
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: Visit, public_id: UUID) -> HttpResponse:
    """The roster of a unit; a post plans one shift, or many pasted."""
    if request.method != "POST":
        return draw(request, public_id=public_id)
    unit = _unit(request, public_id)
    post = read(request, Planned)
    shifts = _shifts(request, post, unit)

    def work() -> str:
        oncall.plan(public_id, shifts, actor=post.actor, at=request.at)
        return reverse("web:roster", args=[public_id])

    return act_once(request, post, work, said=str(ONCALL.move("plan").label))


def _shifts(request: Visit, post: Post, unit: Unit) -> list[NewShift]:
    given = post.values
    if given["many"].strip():
        return shifts_in(given["many"], unit=unit, at=request.at)
    asked = (("person", _("Pilih orangnya.")), ("starts_at", _("Isi waktu mulainya.")),
             ("ends_at", _("Isi waktu selesainya.")))  # fmt: skip
    for name, sentence in asked:
        if not given[name]:
            raise Refused(invalid(name, f"{name}_required", sentence))
    return [NewShift(given["person"], given["starts_at"], given["ends_at"])]


def _gone_again(request: Visit, attempt: Attempt, public_id: UUID) -> HttpResponse:
    row = OnCall.objects.visible_to(request.actor).filter(public_id=public_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    return draw(request, attempt, public_id=row.unit.public_id)


@drawn_again(_gone_again)
@require_POST
def shift_gone(request: Visit, public_id: UUID) -> HttpResponse:
    """Take a shift off the roster."""
    row = OnCall.objects.visible_to(request.actor).filter(public_id=public_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    post = read(request, Keys)

    def work() -> str:
        oncall.cancel(public_id, actor=post.actor, at=request.at)
        return reverse("web:roster", args=[row.unit.public_id])

    return act_once(request, post, work, said=str(ONCALL.move("cancel").label))
