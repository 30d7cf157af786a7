"""Perintah cepat: what, to whom, by when."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import queries
from accounts.hats import Hat
from accounts.models import Position, PositionKind, RecipientList
from instructions import issuing
from instructions.addressing import Recipient
from instructions.clock import POLICIES, deadlines
from instructions.issuing import Order
from instructions.models import Instruction
from instructions.models import Urgency as Urgencies
from web import buttons, forms, pages, words
from web.actor import HAT, Visit, worn
from web.cards import Choice
from web.posting import Attempt, act_once, drawn_again

SEARCH = "search"
KEEP = "simpan"
FOUND = 20


def again(request: Visit, attempt: Attempt, public_id: UUID | None = None) -> HttpResponse:
    """What a refused order shows: the composer with everything that was filled in."""
    return draw(request, attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(again)
def compose(request: Visit) -> HttpResponse:
    """The composer; a post gives the order, keeps it as a draft, or only searches positions."""
    if request.method != "POST" or SEARCH in request.POST:
        return draw(request)
    post = forms.read(request, forms.Compose, files=["attachments"])
    given = order_of(post)
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
    if SEARCH in request.POST:
        draft = Instruction.visible_to(request.actor).filter(public_id=public_id).first()
        return draw(request, draft=draft)
    post = forms.read(request, forms.Compose)
    given, keep = order_of(post), KEEP in request.POST

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
    """JSON for the composer: positions found, and how many the choice comes to."""
    hat = _giving_hat(request, request.GET)
    groups, positions = _ids(request.GET, "groups"), _ids(request.GET, "positions")
    count, noun = _count(groups, positions, hat)
    q = request.GET.get("q", "")
    found = [
        {"id": choice.value, "title": choice.label, "note": choice.note}
        for choice in (_search(q, request.at) if q.strip() else ())
    ]
    labels = {"count_label": count_label(count), "send_label": send_label(count, noun)}
    return JsonResponse({"results": found, "count": count, **labels})


# --- Reading ---------------------------------------------------------------------------------------


def order_of(post: forms.Post) -> Order:
    """The order a post describes."""
    given = post.values
    return Order(
        text=given["text"],
        recipients=tuple(Recipient(key) for key in given["positions"]),
        lists=tuple(given["groups"]),
        urgency=given["urgency"] or Urgencies.NORMAL,
        answer_by=given["answer_by"],
        finish_by=given["finish_by"],
        evidence_demanded=given["photo_required"],
        needs_paper=given["prepare_memo"],
        controller=str(given["controller"] or ""),
        attachments=tuple(given.get("attachments", ())),
    )


def _ids(data: QueryDict, name: str) -> list[str]:
    """The readable ids of a choice; for drawing and counting the others do not matter."""
    made = []
    for raw in data.getlist(name)[: forms.MOST_RECIPIENTS]:
        try:
            made.append(str(UUID(raw)))
        except ValueError:
            continue
    return made


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
    page = _page(request, data, attempt, draft)
    status = attempt.status if attempt else 200
    return render(request, "orders/compose.html", {"compose": page}, status=status)


def _as_posted(draft: Instruction) -> QueryDict:
    """A draft in the shape of a post, so that the page is drawn from one thing only."""
    data = QueryDict(mutable=True)
    chosen = draft.addressees
    data["text"], data["urgency"] = draft.text, draft.urgency
    data.setlist("groups", list(chosen.get("lists", [])))
    data.setlist("positions", [key for key, _role in chosen.get("recipients", [])])
    for name in ("answer_by", "finish_by"):
        moment = chosen.get(name)
        data[name] = words.field_value(datetime.fromisoformat(moment)) if moment else ""
    flags = {"prepare_memo": draft.needs_paper, "photo_required": draft.evidence_demanded}
    data.update({name: "1" for name, on in flags.items() if on})
    data["controller"] = str(draft.controller.public_id) if draft.controller else ""
    return data


def _page(
    request: Visit, data: QueryDict, attempt: Attempt | None, draft: Instruction | None
) -> pages.Compose:
    hat = _giving_hat(request, data)
    groups, chosen = _ids(data, "groups"), _ids(data, "positions")
    count, noun = _count(groups, chosen, hat)
    q = data.get("q", "")
    return pages.Compose(
        url=reverse("web:edit_draft", args=[draft.public_id]) if draft else reverse("web:compose"),
        key=buttons.new_key(),
        hat=hat.key if hat else "",
        groups=tuple(
            Choice(str(each.public_id), each.name, on=str(each.public_id) in groups)
            for each in queries.lists()
        ),
        urgencies=_urgencies(data.get("urgency", ""), request.at),
        positions=(*_chosen(chosen, request.at), *_not_chosen(q, chosen, request.at)),
        search_url=reverse("web:recipients"),
        q=q,
        text=data.get("text", ""),
        count_label=count_label(count),
        send_label=send_label(count, noun),
        answer_by=data.get("answer_by", ""),
        finish_by=data.get("finish_by", ""),
        prepare_memo="prepare_memo" in data,
        photo_required="photo_required" in data,
        controllers=_controllers(data.get("controller", "")),
        errors=_errors(attempt),
    )


def _errors(attempt: Attempt | None) -> tuple[tuple[str, str], ...]:
    """The refusal at its field; one of another part of the page stands above the form."""
    if attempt is None:
        return ()
    at = {"groups": "recipients", "positions": "recipients"}
    name = at.get(attempt.refusal.field, attempt.refusal.field)
    return ((name if name in SHOWN else "", attempt.sentence),)


SHOWN = frozenset(
    {"text", "attachments", "recipients", "urgency", "answer_by", "finish_by", "controller"}
)


def _urgencies(chosen: str, at: datetime) -> tuple[pages.Urgency, ...]:
    on = chosen if chosen in POLICIES else Urgencies.NORMAL
    made = []
    for urgency in Urgencies:
        times = deadlines(urgency.value, at=at)
        made.append(
            pages.Urgency(
                urgency.value,
                str(urgency.label),
                times.answer_by,
                times.finish_by,
                on=urgency == on,
            )
        )
    return tuple(made)


def _chosen(keys: Sequence[str], at: datetime) -> list[Choice]:
    found = Position.objects.filter(public_id__in=keys, is_active=True) if keys else None
    if found is None:
        return []
    day = timezone.localdate(at)
    return [_choice(seat, on=True) for seat in queries.seats(found.order_by("rank"), on=day)]


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


def _controllers(chosen: str) -> tuple[Choice, ...]:
    kinds = [PositionKind.SECRETARY, PositionKind.ASSISTANT]
    rows = Position.objects.filter(kind__in=kinds, is_active=True).order_by("rank", "title")
    named = [Choice(str(row.public_id), row.title, on=str(row.public_id) == chosen) for row in rows]
    nobody = Choice("", _("Tanpa pengendali"), on=not any(each.on for each in named))
    return (nobody, *named)


def _count(groups: Sequence[str], positions: Sequence[str], hat: Hat | None) -> tuple[int, str]:
    """How many positions a choice comes to, without doubles and without the giver; and their noun."""
    if not groups and not positions:
        return 0, ""
    rows = Position.objects.filter(
        Q(public_id__in=positions) | Q(recipient_lists__public_id__in=groups), is_active=True
    )
    count = rows.exclude(pk=hat.position_id if hat else 0).distinct().count()
    if len(groups) == 1 and not positions:
        found = RecipientList.objects.filter(public_id=groups[0]).first()
        return count, found.noun if found else ""
    return count, ""


def count_label(count: int) -> str:
    """11 penerima."""
    if not count:
        return _("belum ada penerima")
    return ngettext("%(count)s penerima", "%(count)s penerima", count) % {"count": count}


def send_label(count: int, noun: str) -> str:
    """Kirim ke 11 camat."""
    if not count:
        return _("Kirim perintah")
    noun = noun or ngettext("penerima", "penerima", count)
    return _("Kirim ke %(count)s %(noun)s") % {"count": count, "noun": noun}
