"""Perintah cepat: what, to whom, by when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import groups, queries
from accounts.hats import Hat
from accounts.models import Position, PositionKind
from instructions import clock, controllers, issuing
from instructions.issuing import Order
from instructions.models import Classification, Instruction, Role
from instructions.models import Urgency as Urgencies
from instructions.queries import SECRET
from instructions.worktime.words import why
from web import buttons, choosing, compose_forms, compose_pages, drawing, forms, words
from web.actor import HAT, Visit, worn
from web.cards import Choice
from web.choosing import Chosen, Reach
from web.posting import Attempt, act_once, drawn_again
from workflow.refusals import NOT_FOUND, Refused

SEARCH = "search"
LOOK = "lihat"
ADD = "tambah"
KEEP = "simpan"
FOLLOWS = "menindaklanjuti"
FOUND = 20
NOBODY = UUID(int=0)
"""Instead of a pengendali, where the usual one is not wanted."""


def again(request: Visit, attempt: Attempt, public_id: UUID | None = None) -> HttpResponse:
    """What a refused order shows: the composer with everything that was filled in."""
    return draw(request, attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(again)
def compose(request: Visit) -> HttpResponse:
    """The composer; a post gives the order, keeps it as a draft, or only searches positions."""
    if request.method != "POST" or _only_draws(request.POST):
        return draw(request)
    post = forms.read(request, compose_forms.Compose, files=["attachments"])
    given = order_of(post, _giving_hat(request, request.POST))
    keep = KEEP in request.POST

    def work() -> str:
        make = issuing.save_draft if keep else issuing.issue
        made = make(given, actor=post.actor, at=request.at)
        return reverse("web:order", args=[made.public_id])

    return act_once(request, post, work, said=_("Konsep") if keep else _("Perintah"))


def again_draft(request: Visit, attempt: Attempt, public_id: UUID) -> HttpResponse:
    """What a refused draft shows: the composer on it, with everything that was filled in."""
    draft = Instruction.visible_to(request.actor).filter(public_id=public_id).first()
    return draw(request, attempt, draft=draft)


@require_POST
@drawn_again(again_draft)
def edit_draft(request: Visit, public_id: UUID) -> HttpResponse:
    """Replace a draft's words and choices, and give it unless it is only kept."""
    if _only_draws(request.POST):
        draft = Instruction.visible_to(request.actor).filter(public_id=public_id).first()
        return draw(request, draft=draft)
    post = forms.read(request, compose_forms.Compose)
    given = order_of(post, _giving_hat(request, request.POST))
    keep = KEEP in request.POST

    def work() -> str:
        key, who, at = str(public_id), post.actor, request.at
        with transaction.atomic():
            issuing.edit_draft(key, given, actor=who, at=at, if_version=post.version)
            if not keep:
                issuing.issue_draft(key, actor=who, at=at)
        return reverse("web:order", args=[public_id])

    return act_once(request, post, work, said=_("Konsep") if keep else _("Perintah"))


@require_safe
def recipients(request: Visit) -> JsonResponse:
    """JSON for the composer: positions found, how many the choice comes to, what to know of them.

    With `lihat` also the list of recipients, which may be long.
    """
    hat = _giving_hat(request, request.GET)
    giver = hat.position if hat else None
    reach = choosing.reach(choosing.chosen_in(request.GET), giver=giver)
    q = request.GET.get("q", "")
    found = [
        {"id": choice.value, "title": choice.label, "note": choice.note}
        for choice in (_search(q, request.at) if q.strip() else ())
    ]
    shown = {"compose": _reached(reach, giver, request.at)}
    parts = {
        name: render_to_string(f"orders/_{name}.html", shown, request)
        for name in ("heed", *(["reached"] if LOOK in request.GET else []))
    }
    return JsonResponse(
        {
            "results": found,
            "count": len(reach.going),
            "count_label": reach.count_label,
            "send_label": reach.send_label,
            "parts": parts,
        }
    )


# --- Reading ---------------------------------------------------------------------------------------


def order_of(post: forms.Post, hat: Hat | None) -> Order:
    """The order a post describes."""
    given = post.values
    chosen = Chosen(given["groups"], given["positions"], given["roles"])
    giver = hat.position if hat else None
    named, left_out = choosing.addressed(chosen, giver=giver)
    return Order(
        text=given["text"],
        recipients=tuple(named),
        lists=tuple(given["groups"]),
        left_out=tuple(left_out),
        urgency=given["urgency"] or Urgencies.NORMAL,
        classification=given["classification"] or Classification.ORDINARY,
        answer_by=given["answer_by"],
        finish_by=given["finish_by"],
        evidence_demanded=given["photo_required"],
        needs_paper=given["prepare_memo"],
        controller=_controller(given, chosen, giver),
        closed_list=given["closed_list"],
        only_me={"1": True, "0": False}.get(given["only_me"]),
        follows=str(given["follows"] or ""),
        attachments=tuple(given.get("attachments", ())),
    )


def _controller(given: Mapping[str, Any], chosen: Chosen, giver: Position | None) -> str:
    """The chosen pengendali, or the usual one where the form leaves it to that."""
    if given["controller"] is not None:
        return "" if given["controller"] == NOBODY else str(given["controller"])
    usual = controllers.usual_controller(giver)
    if usual is None:
        return ""
    reached = choosing.reach(chosen, giver=giver).going
    ordinary = given["classification"] or Classification.ORDINARY
    return str(usual.public_id) if controllers.controls(usual, reached, ordinary) else ""


def _only_draws(data: QueryDict) -> bool:
    """Whether a post only asks for the page again; nothing is kept."""
    return not {SEARCH, LOOK, ADD}.isdisjoint(data)


def _giving_hat(request: Visit, data: QueryDict) -> Hat | None:
    """The hat the order is given in: the form's own, the worn one, or the first that may give."""
    fitting = [hat for hat in request.actor.hats if hat.allows("issue")]
    named = next((hat for hat in fitting if hat.key == data.get(HAT)), None)
    wearing = worn(request)
    return named or (wearing if wearing in fitting else next(iter(fitting), None))


# --- Drawing ---------------------------------------------------------------------------------------


def draw(
    request: Visit, attempt: Attempt | None = None, *, draft: Instruction | None = None
) -> HttpResponse:
    """The composer: empty, on a draft, or as it was posted."""
    data = _as_posted(draft) if draft is not None and request.method != "POST" else request.POST
    if added := choosing.ids_in(data, ADD):
        data = data.copy()
        data.setlist("positions", [*data.getlist("positions"), *added])
    page = _page(request, data, attempt, draft)
    status = attempt.status if attempt else 200
    return render(request, "orders/compose.html", {"compose": page}, status=status)


def _as_posted(draft: Instruction) -> QueryDict:
    """A draft in the shape of a post, so that the page is drawn from one thing only."""
    data = QueryDict(mutable=True)
    chosen = draft.addressees
    data["text"], data["urgency"] = draft.text, draft.urgency
    data["classification"] = draft.classification
    data.setlist("groups", list(chosen.get("lists", [])))
    data.setlist("positions", [key for key, _role in chosen.get("recipients", [])])
    for key, role in chosen.get("recipients", []):
        data[compose_forms.ROLE + key] = "" if role == Role.EXECUTOR else role
    for key in chosen.get("left_out", []):
        data[compose_forms.ROLE + key] = compose_forms.OUT
    for name in ("answer_by", "finish_by"):
        moment = chosen.get(name)
        data[name] = words.field_value(datetime.fromisoformat(moment)) if moment else ""
    flags = {
        "prepare_memo": draft.needs_paper,
        "photo_required": draft.evidence_demanded,
        "closed_list": draft.closed_list,
    }
    data.update({name: "1" for name, on in flags.items() if on})
    data["controller"] = str(draft.controller.public_id if draft.controller else NOBODY)
    data["follows"] = str(draft.follows.public_id) if draft.follows else ""
    data["only_me"] = {True: "1", False: "0"}.get(chosen.get("only_me"), "")
    return data


def _page(
    request: Visit, data: QueryDict, attempt: Attempt | None, draft: Instruction | None
) -> compose_pages.Compose:
    hat = _giving_hat(request, data)
    giver = hat.position if hat else None
    chosen = choosing.chosen_in(data)
    reach = choosing.reach(chosen, giver=giver)
    q = data.get("q", "")
    errors = _errors(attempt)
    return compose_pages.Compose(
        url=reverse("web:edit_draft", args=[draft.public_id]) if draft else reverse("web:compose"),
        key=buttons.new_key(),
        hat=hat.key if hat else "",
        groups=tuple(
            Choice(str(each.public_id), each.name, on=str(each.public_id) in chosen.groups)
            for each in groups.listed(request.actor, giver=giver)
            if each.owner_id is None or hat is None or each.owner_id == hat.position_id
        ),
        urgencies=_urgencies(data.get("urgency", ""), request.at),
        positions=(
            *_chosen(reach, chosen.positions, request.at),
            *_not_chosen(q, chosen.positions, request.at),
        ),
        search_url=reverse("web:recipients"),
        q=q,
        text=data.get("text", ""),
        answer_by=data.get("answer_by", ""),
        finish_by=data.get("finish_by", ""),
        prepare_memo="prepare_memo" in data,
        photo_required="photo_required" in data,
        controllers=_controllers(data.get("controller", ""), giver),
        classes=_classes(data.get("classification", ""), hat),
        closed_list="closed_list" in data,
        only_me=_only_me(data.get("only_me", "")),
        follows=_follows(request, data),
        others_open=_others_open(data, errors),
        errors=errors,
        **_reached(reach, giver, request.at),
    )


def _reached(reach: Reach, giver: Position | None, at: datetime) -> dict[str, Any]:
    """The part of the page that depends on whom the choice comes to; nine statements at most."""
    today = timezone.localdate(at)
    reached = choosing.listed(reach, on=today)
    heed, more = choosing.heeded(reach, giver=giver, on=today)
    return {
        "reached": reached,
        "beyond": len(reach.everyone.positions) - len(reached),
        "roles": choosing.role_choices(),
        "heed": heed,
        "heed_more": more,
        "heed_label": choosing.heed_label(len(heed) + more),
        "count_label": reach.count_label,
        "send_label": reach.send_label,
    }


def _errors(attempt: Attempt | None) -> tuple[tuple[str, str], ...]:
    """The refusal at its field; one of another part of the page stands above the form."""
    if attempt is None:
        return ()
    at = {"groups": "recipients", "positions": "recipients", "roles": "recipients"}
    name = at.get(attempt.refusal.field, attempt.refusal.field)
    return ((name if name in SHOWN else "", attempt.sentence),)


OTHERS = frozenset({"controller", "classification", "closed_list", "only_me"})
"""Fields behind Pilihan lain."""

SHOWN = OTHERS | {"text", "attachments", "recipients", "urgency", "answer_by", "finish_by"}


def _others_open(data: QueryDict, errors: Iterable[tuple[str, str]]) -> bool:
    ordinary = {"", str(NOBODY), Classification.ORDINARY}
    return any(data.get(name, "") not in ordinary for name in OTHERS) or any(
        name in OTHERS for name, _sentence in errors
    )


def _urgencies(chosen: str, at: datetime) -> tuple[compose_pages.Urgency, ...]:
    on = chosen if chosen in clock.URGENCIES else Urgencies.NORMAL
    made, calendar = [], clock.current()
    for urgency in Urgencies:
        times = calendar.deadlines(urgency.value, at=at)
        made.append(
            compose_pages.Urgency(
                urgency.value,
                str(urgency.label),
                times.answer_by,
                times.finish_by,
                why(calendar, urgency.value, at=at, due=times.answer_by),
                on=urgency == on,
            )
        )
    return tuple(made)


def _chosen(reach: Reach, keys: Sequence[str], at: datetime) -> list[Choice]:
    named = [one for one in reach.everyone.positions if str(one.public_id) in keys]
    seats = queries.seats_of(named, on=timezone.localdate(at)) if named else ()
    return [_choice(seat, on=True) for seat in seats]


def _not_chosen(q: str, chosen: Sequence[str], at: datetime) -> list[Choice]:
    if not q.strip():
        return []
    return [choice for choice in _search(q, at) if choice.value not in chosen]


def _search(q: str, at: datetime) -> list[Choice]:
    seats = queries.search_positions(q[:100], limit=FOUND, on=timezone.localdate(at))
    return [_choice(seat) for seat in seats]


def _choice(seat: queries.Seat, *, on: bool = False) -> Choice:
    note = _("sedang kosong") if seat.is_vacant else ""
    return Choice(str(seat.position.public_id), seat.title, on=on, note=note)


def _controllers(chosen: str, giver: Position | None) -> tuple[Choice, ...]:
    kinds = [PositionKind.SECRETARY, PositionKind.ASSISTANT]
    rows = Position.objects.filter(kind__in=kinds, is_active=True).order_by("rank", "title")
    named = [Choice(str(row.public_id), row.title, on=str(row.public_id) == chosen) for row in rows]
    unnamed = not any(each.on for each in named)
    usual = controllers.usual_controller(giver)
    if usual is None:
        return (Choice("", _("Tanpa pengendali"), on=unnamed), *named)
    label = _("%(title)s, bila penerimanya lebih dari satu") % {"title": usual.title}
    nobody = chosen == str(NOBODY)
    return (
        Choice("", label, on=unnamed and not nobody),
        Choice(str(NOBODY), _("Tanpa pengendali"), on=nobody),
        *named,
    )


def _classes(chosen: str, hat: Hat | None) -> tuple[Choice, ...]:
    """Biasa to Sangat rahasia; what is not lent to an aide is not offered."""
    lent = hat is not None and not hat.sees_secret
    known = [one for one in Classification if not (lent and one in SECRET)]
    on = chosen if chosen in known else Classification.ORDINARY
    return tuple(Choice(one.value, str(one.label), on=one == on) for one in known)


def _only_me(chosen: str) -> tuple[Choice, ...]:
    named = (("1", _("Hanya saya dan penerima")), ("0", _("Atasan penerima ikut diberi tahu")))
    made = [Choice(value, label, on=value == chosen) for value, label in named]
    return (Choice("", _("Menurut aturan"), on=not any(each.on for each in made)), *made)


def _follows(request: Visit, data: QueryDict) -> Choice | None:
    """The order of one's own giver side that this one follows up, if one is named.

    Raises Refused `not_found`.
    """
    raw = data.get("follows") or request.GET.get(FOLLOWS, "")
    if not raw:
        return None
    try:
        key = UUID(raw)
    except ValueError:
        raise Refused(NOT_FOUND) from None
    earlier = Instruction.objects.given_by(request.actor).filter(public_id=key).first()
    if earlier is None or earlier.issued_at is None:
        raise Refused(NOT_FOUND)
    return Choice(str(key), earlier.reference, note=drawing.title_of(earlier.text))
