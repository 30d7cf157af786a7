"""Cara saya diberi tahu: one's channels, this device, and what its service worker asks."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.devices import spoken_agent
from accounts.models import Session
from accounts.sessions import DEVICE
from notifications import devices, preferences, receipts, words
from notifications.channels.web_push import public_key
from notifications.devices import Subscription
from notifications.models import Delivery
from notifications.mornings import digest
from notifications.ways import BELL
from web import buttons, forms
from web.account_pages import Channel, Channels, WokenDevice
from web.actor import Visit
from web.posting import act_once, see_other
from workflow.refusals import NOT_FOUND, Refused

LONGEST = 2000


@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: Visit) -> HttpResponse:
    """The channels in their order; a post moves one up or down, or switches it."""
    person = request.actor.person
    if request.method == "POST":
        mine = preferences.ways_of(person)
        for name, up in (("naik", True), ("turun", False)):
            if name in request.POST:
                mine_now = preferences.moved(mine, request.POST[name], up=up)
                preferences.choose(mine_now, person=person)
        if "saklar" in request.POST:
            preferences.choose(preferences.switched(mine, request.POST["saklar"]), person=person)
        return see_other(reverse("web:channels"))
    return render(request, "accounts/channels.html", {"channels": _shown(request)})


def _shown(request: Visit) -> Channels:
    person = request.actor.person
    mine = preferences.ways_of(person)
    outside = [way for way in mine if way.channel != BELL]
    rows = devices.devices_of(person)
    here = _device(request)
    return Channels(
        rows=tuple(
            Channel(
                name=way.channel,
                words=preferences.label(way.channel),
                is_on=way.is_on,
                works=way.works,
                first=way is outside[0],
                last=way is outside[-1],
            )
            for way in outside
        ),
        bell=preferences.label(BELL),
        devices=tuple(
            WokenDevice(
                words=_name(row.device, request),
                at=row.created_at,
                current=here is not None and row.device == here,
                dead=row.dead_at is not None,
                url=reverse("web:push_off", args=[row.public_id]),
            )
            for row in rows
        ),
        push_key=public_key(),
        woken=any(row.device == here and row.dead_at is None for row in rows) if here else False,
        key=buttons.new_key(),
        digest=digest.is_on(person),
    )


def _name(handle: UUID | None, request: Visit) -> str:
    """Chrome di Android, as the sign-in it belongs to told; a word where that has ended."""
    running = {each.handle: each for each in Session.objects.filter(person=request.actor.person)}
    found = running.get(handle)
    return spoken_agent(found.device) if found else _("Perangkat")


def _device(request: Visit) -> UUID | None:
    """The handle of this sign-in."""
    told = request.session.get(DEVICE)
    return UUID(told["handle"]) if told else None


@require_POST
def push_on(request: Visit) -> HttpResponse:
    """Enter this device with what the browser's push manager gave the page."""
    post = forms.read(request, forms.Keys)
    given = Subscription(
        *(request.POST.get(name, "")[:LONGEST] for name in ("endpoint", "p256dh", "auth"))
    )

    def work() -> str:
        devices.subscribe(
            given, person=request.actor.person, at=request.at, device=_device(request)
        )
        return reverse("web:channels")

    return act_once(request, post, work, said=_("Pemberitahuan di perangkat ini menyala"))


@require_POST
def push_off(request: Visit, public_id: UUID) -> HttpResponse:
    """Leave one of one's own devices out."""
    post = forms.read(request, forms.Keys)

    def work() -> str:
        devices.unsubscribe(public_id, person=request.actor.person)
        return reverse("web:channels")

    return act_once(request, post, work, said=_("Pemberitahuan di perangkat dimatikan"))


@require_safe
@login_not_required
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root so that it may serve every page; its neutral words in it."""
    response = render(request, "sw.js", content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def push_words(request: Visit, public_id: UUID) -> HttpResponse:
    """What a push is about, for the service worker of the person it was sent to."""
    rows = Delivery.objects.filter(public_id=public_id, person=request.actor.person)
    row = rows.select_related(*words.JOINED).first()
    if row is None:
        raise Refused(NOT_FOUND)
    said = words.messages([row], at=request.at)[row.pk]
    lines = [line for line in said.body.split("\n\n")[1:] if line.strip()]
    return JsonResponse(
        {
            "title": " · ".join(part for part in (said.reference, said.title) if part),
            "body": "\n".join(line for line in lines if line.rstrip(":. ") not in said.title)[:400],
            "url": said.link,
            "tag": said.topic,
        }
    )


@csrf_exempt
@require_POST
@login_not_required
def push_receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The device says that a push came. Whoever knows the id had it decrypted, signed in or not."""
    if not receipts.on_device(public_id, at=request.at):  # type: ignore[attr-defined]
        raise Refused(NOT_FOUND)
    return HttpResponse(status=204)
