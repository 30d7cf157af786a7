"""Daftar penerima: whom an order reaches with one tap, and keeping these groups."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import group_edits, groups, queries
from accounts.group_edits import GroupGiven
from accounts.hats import Hat
from accounts.models import Position, PositionKind, RecipientList, Unit, UnitKind
from web import buttons, compose_forms, forms, group_pages
from web.actor import HAT, Visit, worn
from web.cards import Choice
from web.choosing import SHOWN, ids_in
from web.posting import Attempt, act_once, drawn_again
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused

SEARCH = "search"
LOOK = "lihat"
FOUND = 20


@require_safe
def listing(request: Visit) -> HttpResponse:
    """All groups one may address, last used first; two statements."""
    hat = worn(request)
    rows = groups.listed(request.actor, giver=hat.position if hat else None)
    shown = group_pages.Groups(
        own=tuple(_row(one) for one in rows if one.owner_id is not None),
        shared=tuple(_row(one) for one in rows if one.owner_id is None),
        own_title=_("Daftar saya"),
        new_url=reverse("web:new_group") if group_edits.ways_to_create(hat) else "",
    )
    return render(request, "groups/list.html", {"groups": shown})


def _row(group: RecipientList) -> group_pages.GroupRow:
    return group_pages.GroupRow(
        url=reverse("web:group", args=[group.public_id]),
        name=group.name,
        detail=f"{group.size} {group.noun}",
        rule=rule_words(group),
    )


def rule_words(group: RecipientList) -> str:
    """The rule in one line: Camat, Lurah · Kecamatan · di bawah X · bertanda Y; empty without."""
    kinds = ", ".join(str(PositionKind(kind).label) for kind in group.position_kinds)
    units = ", ".join(str(UnitKind(kind).label) for kind in group.unit_kinds)
    parts = [kinds, _("pada %(units)s") % {"units": units} if units else ""]
    if group.within is not None:
        parts.append(_("di lingkungan %(unit)s") % {"unit": group.within.name})
    if group.region:
        parts.append(_("bertanda %(mark)s") % {"mark": group.region})
    return " · ".join(filter(None, parts))


# --- One group -------------------------------------------------------------------------------------


def again_new(request: Visit, attempt: Attempt) -> HttpResponse:
    """What a refused new group shows: the form with everything that was filled in."""
    return draw(request, attempt=attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(again_new)
def new_group(request: Visit) -> HttpResponse:
    """Make a group; some buttons only ask for the page again."""
    if request.method != "POST" or _only_draws(request.POST):
        return draw(request)
    post = forms.read(request, compose_forms.GroupWords)
    given = given_of(post)

    def work() -> str:
        made = group_edits.create(given, actor=post.actor)
        return reverse("web:group", args=[made.public_id])

    return act_once(request, post, work, said=_("Daftar"))


def again(request: Visit, attempt: Attempt, public_id: UUID) -> HttpResponse:
    """What a refused change shows."""
    return draw(request, _seen(request, public_id), attempt=attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(again)
def group(request: Visit, public_id: UUID) -> HttpResponse:
    """Whom a group reaches now; for its keepers, the form to change it."""
    if request.method != "POST" or _only_draws(request.POST):
        return draw(request, _seen(request, public_id))
    post = forms.read(request, compose_forms.GroupWords)
    given = given_of(post)

    def work() -> str:
        changed = group_edits.change(public_id, given, actor=post.actor)
        return reverse("web:group", args=[changed.public_id])

    return act_once(request, post, work, said=_("Daftar"))


@require_POST
def delete_group(request: Visit, public_id: UUID) -> HttpResponse:
    """Delete a group; orders given to it stay."""
    post = forms.read(request, forms.Keys)

    def work() -> str:
        group_edits.delete(public_id, actor=post.actor)
        return reverse("web:groups")

    return act_once(request, post, work, said=_("Penghapusan daftar"))


@require_safe
def preview(request: Visit) -> JsonResponse:
    """JSON for the form: positions found, and whom the rule as it stands reaches."""
    form = reverse("web:new_group")
    reached = replace(_reached(given_in(request.GET), request.at), url=form)
    part = render_to_string("groups/_members.html", {"group": reached}, request)
    q = request.GET.get("q", "")
    found = [
        {"id": choice.value, "title": choice.label, "note": choice.note}
        for choice in (_search(q, (), request.at) if q.strip() else ())
    ]
    told = {"results": found, "count_label": reached.count_label, "parts": {"members": part}}
    return JsonResponse(told)


def _seen(request: Visit, public_id: UUID) -> RecipientList:
    found = groups.visible_to(request.actor).prefetch_related("positions", "left_out")
    row = found.filter(public_id=public_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    return row


def _only_draws(data: QueryDict) -> bool:
    return not {SEARCH, LOOK}.isdisjoint(data)


# --- Reading ---------------------------------------------------------------------------------------


def given_of(post: forms.Post) -> GroupGiven:
    """The group a post describes."""
    given = post.values
    return GroupGiven(
        name=given["name"],
        noun=given["noun"],
        formal_name=given["formal_name"],
        position_kinds=tuple(given["position_kinds"]),
        unit_kinds=tuple(given["unit_kinds"]),
        within=str(given["within"] or ""),
        region=given["region"],
        positions=tuple(given["positions"]),
        left_out=tuple(given["left_out"]),
        own=given["own"] != "0",
    )


def given_in(data: QueryDict) -> GroupGiven:
    """A half-filled form, for drawing it; what cannot be read does not matter."""
    return GroupGiven(
        name=data.get("name", "")[:200],
        noun=data.get("noun", "")[:200],
        formal_name=data.get("formal_name", "")[:200],
        position_kinds=_known(data, "position_kinds", PositionKind.values),
        unit_kinds=_known(data, "unit_kinds", UnitKind.values),
        within=next(iter(ids_in(data, "within")), ""),
        region=data.get("region", "")[:60],
        positions=tuple(ids_in(data, "positions")),
        left_out=tuple(ids_in(data, "left_out")),
        own=data.get("own") != "0",
    )


def _known(data: QueryDict, name: str, known: Iterable[Any]) -> tuple[str, ...]:
    return tuple(value for value in data.getlist(name) if value in set(known))


def _as_given(row: RecipientList) -> GroupGiven:
    return GroupGiven(
        name=row.name,
        noun=row.noun,
        formal_name=row.formal_name,
        position_kinds=tuple(row.position_kinds),
        unit_kinds=tuple(row.unit_kinds),
        within=str(row.within.public_id) if row.within else "",
        region=row.region,
        positions=tuple(str(one.public_id) for one in row.positions.all()),
        left_out=tuple(str(one.public_id) for one in row.left_out.all()),
        own=row.owner_id is not None,
    )


# --- Drawing ---------------------------------------------------------------------------------------


def draw(
    request: Visit, row: RecipientList | None = None, *, attempt: Attempt | None = None
) -> HttpResponse:
    """A group as a form for its keepers, as a list for the others; or a new one's form."""
    wearing = worn(request)
    if row is None:
        ways = group_edits.ways_to_create(wearing)
        if not ways or wearing is None:
            sentence = _("Daftar dibuat oleh pemegang jabatan.")
            raise Refused(Refusal("not_yours", sentence, Kind.NOT_YOURS))
        page = _form(request, wearing, attempt, GroupGiven(""), ways)
    else:
        fitting = group_edits.keepers(row, request.actor)
        hat = wearing if wearing in fitting else next(iter(fitting), None)
        given = _as_given(row)
        if hat is None:
            page = replace(_reached(given, request.at), title=row.name, rule=rule_words(row))
        else:
            page = replace(
                _form(request, hat, attempt, given),
                title=row.name,
                url=reverse("web:group", args=[row.public_id]),
                delete_url=reverse("web:delete_group", args=[row.public_id]),
            )
    status = attempt.status if attempt else 200
    return render(request, "groups/group.html", {"group": page}, status=status)


def _form(
    request: Visit,
    hat: Hat,
    attempt: Attempt | None,
    given: GroupGiven,
    ways: Sequence[bool] = (),
) -> group_pages.Group:
    data = request.POST
    if request.method == "POST":
        given = given_in(data)
    q = data.get("q", "")
    return replace(
        _reached(given, request.at),
        title=_("Daftar baru"),
        url=reverse("web:new_group"),
        key=buttons.new_key(),
        hat=data.get(HAT, hat.key),
        name=given.name,
        noun=given.noun,
        formal_name=given.formal_name,
        owners=_owners(hat, given) if len(ways) > 1 else (),
        position_kinds=_kinds(PositionKind, given.position_kinds),
        unit_kinds=_kinds(UnitKind, given.unit_kinds),
        units=_units(given.within),
        regions=_regions(given.region),
        positions=_positions(q, given.positions, request.at),
        search_url=reverse("web:group_preview"),
        q=q,
        errors=_errors(attempt),
    )


FIELDS = frozenset(
    {"name", "noun", "formal_name", "position_kinds", "unit_kinds", "within", "region", "positions"}
)


def _errors(attempt: Attempt | None) -> tuple[tuple[str, str], ...]:
    """The refusal at its field; one of no field stands above the form."""
    if attempt is None:
        return ()
    name = attempt.refusal.field
    return ((name if name in FIELDS else "", attempt.sentence),)


def _reached(given: GroupGiven, at: datetime) -> group_pages.Group:
    """Whom a group would reach were it saved as it stands; six statements at most."""
    try:
        unsaved, named = group_edits.unsaved(replace(given, name=given.name or "-"))
    except Refused:
        return group_pages.Group("", (), count_label(0, 0))
    left = named["left_out"]
    found = groups.members_of_unsaved(unsaved, positions=named["positions"], left_out=())
    keys = {one.pk for one in left}
    total, out = found.count(), found.filter(pk__in=keys).count() if keys else 0
    seats = queries.seats_of(found[:SHOWN], on=timezone.localdate(at))
    shown = {seat.position.pk for seat in seats}
    return group_pages.Group(
        title="",
        members=tuple(_member(seat, out=seat.position.pk in keys) for seat in seats),
        count_label=count_label(total - out, out),
        beyond=total - len(seats),
        out_beyond=tuple(str(one.public_id) for one in left if one.pk not in shown),
    )


def count_label(count: int, out: int) -> str:
    """11 jabatan; 10 jabatan, 1 dikecualikan."""
    told = ngettext("%(count)s jabatan", "%(count)s jabatan", count) % {"count": count}
    return told + _(", %(count)s dikecualikan") % {"count": out} if out else told


def _member(seat: queries.Seat, *, out: bool) -> group_pages.Member:
    note = seat.person.full_name if seat.person else _("sedang kosong")
    return group_pages.Member(str(seat.position.public_id), seat.title, note, out=out)


def _owners(hat: Hat, given: GroupGiven) -> tuple[Choice, ...]:
    return (
        Choice("1", _("Daftar saya"), on=given.own, note=hat.title),
        Choice("0", _("Daftar kabupaten"), on=not given.own, note=_("dipakai semua pemberi")),
    )


def _kinds(kinds: type[PositionKind] | type[UnitKind], chosen: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(one.value, str(one.label), on=one.value in chosen) for one in kinds)


def _units(chosen: str) -> tuple[Choice, ...]:
    """Units with others below them, and the chosen one."""
    parents = Unit.objects.exclude(parent=None).values("parent_id")
    rows = Unit.objects.filter(pk__in=parents)
    if chosen:
        rows |= Unit.objects.filter(public_id=chosen)
    made = [Choice(str(one.public_id), one.name, on=str(one.public_id) == chosen) for one in rows]
    return (Choice("", _("Semua unit"), on=not any(each.on for each in made)), *made)


def _regions(chosen: str) -> tuple[Choice, ...]:
    marks = groups.region_marks()
    if chosen and chosen not in marks:
        marks.append(chosen)
    named = tuple(Choice(mark, mark, on=mark == chosen) for mark in marks)
    return (Choice("", _("Semua wilayah"), on=not chosen), *named)


def _positions(q: str, keys: Sequence[str], at: datetime) -> tuple[Choice, ...]:
    """The chosen ones, then those found and not chosen."""
    rows = Position.objects.filter(public_id__in=keys, is_active=True).order_by("rank", "title")
    seats = queries.seats(rows, on=timezone.localdate(at)) if keys else ()
    chosen = tuple(_choice(seat, on=True) for seat in seats)
    return chosen + (_search(q, keys, at) if q.strip() else ())


def _search(q: str, keys: Sequence[str], at: datetime) -> tuple[Choice, ...]:
    seats = queries.search_positions(q[:100], limit=FOUND, on=timezone.localdate(at))
    return tuple(_choice(seat) for seat in seats if str(seat.position.public_id) not in keys)


def _choice(seat: queries.Seat, *, on: bool = False) -> Choice:
    note = _("sedang kosong") if seat.is_vacant else ""
    return Choice(str(seat.position.public_id), seat.title, on=on, note=note)
