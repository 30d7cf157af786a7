"""Antaran: envelopes carried by hand; the courier's pages, and the giver's of one delivery."""

from uuid import UUID

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from files import serving, signatures
from files.models import Blob
from instructions.hand_delivery import actions, offers
from instructions.hand_delivery.actions import AtTheDoor
from instructions.hand_delivery.lifecycle import HAND_DELIVERY
from instructions.models import Assignment
from memos import explanations, order_sheet
from memos.printing import sheet_of
from web import envelopes, forms
from web.actor import Visit
from web.posting import Attempt, act_once, answered, back_to, drawn_again
from web.views.papers import pdf_of
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer

DRAWN = "signature"
"""The field a script fills with what was drawn on the glass."""


class AtDoor(django_forms.Form):
    """What happened at the door; the pictures come beside it."""

    outcome = forms.Words(limit=40)
    receiver = forms.Words(limit=500)
    handed_at = forms.LocalMoment()


class Carrier(django_forms.Form):
    """Who carries it."""

    carrier = forms.PublicId()


class Reason(django_forms.Form):
    """Why; may be left out."""

    reason = forms.Words()


@require_safe
def deliveries(request: Visit) -> HttpResponse:
    """What the reader carries."""
    return render(request, "deliveries/list.html", {"tasks": envelopes.tasks(request)})


@require_safe
def delivery(request: Visit, public_id: UUID) -> HttpResponse:
    """One delivery as the reader may know it."""
    return _draw(request, public_id)


def _draw(request: Visit, public_id: UUID, attempt: Attempt | None = None) -> HttpResponse:
    page = envelopes.page(request, envelopes.find(request, public_id), attempt)
    status = attempt.status if attempt else 200
    return render(request, "deliveries/one.html", {"envelope": page}, status=status)


def again(request: Visit, attempt: Attempt, public_id: UUID, verb: str = "record") -> HttpResponse:
    """The page with what was typed and the reason above it."""
    named = Attempt(attempt.refusal, attempt.data, verb)
    return _draw(request, public_id, named)


@require_POST
@drawn_again(again)
def delivery_record(request: Visit, public_id: UUID) -> HttpResponse:
    """What happened at the door."""
    envelopes.find(request, public_id)  # whose it is comes before what was sent
    post = forms.read(request, AtDoor, files=("photo",))
    met = AtTheDoor(**{**post.values, "signature": _drawn(request)})

    def work() -> str:
        actions.record(
            str(public_id), met, actor=post.actor, at=request.at, if_version=post.version
        )
        return reverse("web:delivery", args=[public_id])

    return act_once(request, post, work, said=str(HAND_DELIVERY.move("record").label))


def _drawn(request: Visit) -> list[UUID]:
    """The signature, where a script sent one; an empty file says that nothing was drawn."""
    file = request.FILES.get(DRAWN)
    if file is None or not file.size or request.actor.person_id is None:
        return []
    data = file.read(signatures.LARGEST + 1)
    kept = signatures.receive(data, person_id=request.actor.person_id, at=request.at)
    return [kept.public_id]


@require_POST
@drawn_again(again)
def delivery_verb(request: Visit, public_id: UUID, verb: str) -> HttpResponse:
    """Set out (`take`), or call the carrier back (`cancel`)."""
    if verb not in {"take", "cancel"}:
        raise Http404(verb)
    envelopes.find(request, public_id)
    post = forms.read(request, Reason)
    action = actions.take if verb == "take" else actions.cancel
    given = {} if verb == "take" else {"reason": post.values["reason"]}

    def work() -> str:
        action(str(public_id), actor=post.actor, at=request.at, if_version=post.version, **given)
        return reverse("web:delivery", args=[public_id])

    return act_once(request, post, work, said=str(HAND_DELIVERY.move(verb).label))


@require_POST
@drawn_again(again)
def delivery_print(request: Visit, public_id: UUID) -> HttpResponse:
    """The sheet for the envelope; made before the transaction that records it."""
    post = forms.read(request, Reason)
    pdf = order_sheet.to_pdf(sheet_of(str(public_id), actor=post.actor, at=request.at))

    def work() -> Answer:
        actions.print_sheet(str(public_id), actor=post.actor, at=request.at)
        return Answer(200, pdf, {})

    return pdf_of(answered(request, post, work).body, name="antaran")


@require_safe
def signature(request: Visit, public_id: UUID) -> HttpResponseBase:
    """The receiver's signature."""
    return _picture(request, public_id, "signature")


@require_safe
def photo(request: Visit, public_id: UUID) -> HttpResponseBase:
    """The photo of the receipt."""
    return _picture(request, public_id, "photo")


def _picture(request: Visit, public_id: UUID, which: str) -> HttpResponseBase:
    blob: Blob | None = getattr(envelopes.find(request, public_id).row, which)
    if blob is None:
        raise Refused(NOT_FOUND)
    return serving.respond(blob, name=f"{which}.jpg", request=request)


# --- From the share ---------------------------------------------------------------------------------


def _given_share(request: Visit, public_id: UUID) -> Assignment:
    """A share of the reader's giver side. Raises Refused `not_found`."""
    share = Assignment.visible_to(request.actor).filter(public_id=public_id).first()
    if share is None or not offers.gives(share, request.actor):
        raise Refused(NOT_FOUND)
    return share


def send_again(request: Visit, attempt: Attempt, public_id: UUID) -> HttpResponse:
    """The form with the reason above it."""
    page = envelopes.sending(request, _given_share(request, public_id), attempt)
    return render(request, "deliveries/send.html", {"sending": page}, status=attempt.status)


@require_http_methods(["GET", "HEAD", "POST"])
@drawn_again(send_again)
def send_by_hand(request: Visit, public_id: UUID) -> HttpResponse:
    """Order a delivery by hand of one share; everything is filled in, one tap sends it."""
    share = _given_share(request, public_id)
    if request.method != "POST":
        page = envelopes.sending(request, share)
        return render(request, "deliveries/send.html", {"sending": page})
    post = forms.read(request, Carrier)

    def work() -> str:
        done = actions.order(
            str(public_id), carrier=post.values["carrier"], actor=post.actor, at=request.at
        )
        return reverse("web:delivery", args=[done.subject.public_id])

    return act_once(request, post, work, said=str(HAND_DELIVERY.move("order").label))


def explain_again(request: Visit, attempt: Attempt, public_id: UUID) -> HttpResponse:
    """Back to the share with the reason."""
    return back_to(request, attempt, reverse("web:assignment", args=[public_id]))


@require_POST
@drawn_again(explain_again)
def ask_explanation(request: Visit, public_id: UUID) -> HttpResponse:
    """Draft a permintaan penjelasan; nothing is sent."""
    _given_share(request, public_id)
    post = forms.read(request, forms.Keys)

    def work() -> str:
        done = explanations.draft(str(public_id), actor=post.actor, at=request.at)
        return reverse("web:memo", args=[done.subject.public_id])

    return act_once(request, post, work, said=str(explanations.LABEL))
