"""Sharing an order with a group: the text, and `/p/P-0412/2026`, which tells a stranger only numbers.

The link says nothing of who opens it. GET changes nothing; a robot that draws a preview gets a card
without content; whoever is signed in and may see the order is led to it.
"""

from typing import Final
from urllib.parse import quote
from uuid import UUID

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from instructions import search as find
from instructions import timeline
from instructions.lifecycle import Status
from instructions.models import Classification, Instruction
from instructions.references import parse
from notifications.chats import words as chat_words
from web import drawing
from web.actor import Visit, actor_at
from web.share_pages import Outside, ShareText
from workflow.refusals import NOT_FOUND, Refused

LOOKS: Final = {"look": "60/m/ip"}
"""Per address: a whole office may open one link at once; nobody reads all numbers of a year."""
ROBOTS: Final = (
    "whatsapp", "telegrambot", "facebookexternalhit", "facebot", "twitterbot", "slackbot",
    "discordbot", "linkedinbot", "skypeuripreview", "googlebot", "bingbot", "applebot",
)  # fmt: skip
SHOWN: Final = frozenset({Status.ISSUED, Status.COMPLETED})


@require_safe
def share(request: Visit, public_id: UUID) -> HttpResponse:
    """The text for the group, for the giver's side. Raises Refused `not_found`."""
    rows = Instruction.objects.visible_to(request.actor).with_counts()
    order = rows.filter(public_id=public_id).first()
    if order is None or not timeline.giver_side(order, request.actor) or not may_be_shared(order):
        raise Refused(NOT_FOUND)
    text = words_of(order)
    shown = ShareText(
        reference=order.reference,
        text=text,
        whatsapp_url=f"https://wa.me/?text={quote(text)}",
        back_url=reverse("web:order", args=[order.public_id]),
        rows=text.count("\n") + 3,
    )
    return render(request, "orders/share.html", {"share": shown})


def may_be_shared(order: Instruction) -> bool:
    """Whether a group may hear of it: given, not between two alone, and not to a closed list."""
    is_open = not (order.only_me or order.closed_list)
    return order.issued_at is not None and order.status in SHOWN and is_open


def words_of(order: Instruction) -> str:
    """Reference, title (of class Biasa alone), answer-by, how many answered, link: no names.

    `order` carries `with_counts`.
    """
    ordinary = order.classification == Classification.ORDINARY
    lines = [order.reference]
    if ordinary:
        lines.append(drawing.title_of(order.text))
    if order.answer_by is not None:
        when = {"when": chat_words.moment(order.answer_by)}
        lines.append(_("Dijawab paling lambat: %(when)s") % when)
    lines.append(_answered(order))
    lines.append(address_of(order))
    return "\n".join(lines)


def address_of(order: Instruction) -> str:
    """The link that is the same for everybody."""
    return settings.BASE_URL.rstrip("/") + reverse("web:outside", args=[order.reference])


def _answered(order: Instruction) -> str:
    total: int = order.total  # type: ignore[attr-defined]
    answered: int = order.answered  # type: ignore[attr-defined]
    told = {"answered": answered, "total": total}
    return (
        ngettext(
            "%(answered)s dari %(total)s sudah menjawab",
            "%(answered)s dari %(total)s sudah menjawab",
            total,
        )
        % told
    )


# --- The link ---------------------------------------------------------------------------------------


@login_not_required
@require_safe
def outside(request: HttpRequest, reference: str) -> HttpResponse:
    """Numbers for a stranger; the order itself for whoever is signed in and may see it."""
    if is_robot(request):
        return _card(request)
    named = parse(reference)
    if request.user.is_authenticated and named is not None:
        seen = find.referred(named, actor=actor_at(request)).first()
        if seen is not None:
            return redirect("web:order", seen.public_id)
    if not ratelimit.consume(
        request, app="web.sharing", action="look", config=LOOKS, limit_get=True
    ):
        answer = render(request, "429.html", status=429)
        answer["Retry-After"] = "60"
        return answer
    rows = Instruction.objects.filter(find.numbered(named)) if named else Instruction.objects.none()
    rows = rows.filter(
        status__in=SHOWN,
        classification=Classification.ORDINARY,
        only_me=False,
        closed_list=False,  # its recipients are not to know how many they are
    ).with_counts()
    order = rows.first()
    here = reverse("web:outside", args=[reference])
    sign_in = "" if request.user.is_authenticated else f"{reverse('web:sign_in')}?next={here}"
    shown = Outside(
        reference=reference,
        sign_in_url=sign_in,
        sentence=_answered(order) if order is not None else "",
        detail=_state(order) if order is not None else "",
    )
    return _private(request, shown, status=200 if order is not None else 404)


def is_robot(request: HttpRequest) -> bool:
    """Whether a messenger or a search engine asks, to show a card."""
    agent = request.headers.get("User-Agent", "").lower()
    return any(name in agent for name in ROBOTS)


def _state(order: Instruction) -> str:
    """Selesai, where it is over; else by when to answer."""
    if order.status == Status.COMPLETED or order.answer_by is None:
        return _("Perintah ini sudah selesai.")
    when = {"when": chat_words.moment(order.answer_by)}
    return _("Dijawab paling lambat: %(when)s") % when


def _card(request: HttpRequest) -> HttpResponse:
    """The same for every order, whether it exists or not; nothing is looked up."""
    return _private(request, Outside(reference="", sign_in_url=""), status=200)


def _private(request: HttpRequest, shown: Outside, *, status: int) -> HttpResponse:
    answer = render(request, "pages/outside.html", {"outside": shown}, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
