"""`/kait/whatsapp/`: what the Cloud API tells us. Reference: Meta's "Webhooks, messages".

GET answers the provider's challenge. POST carries messages and statuses, signed over the raw body.
Whatever is not understood is passed over: the provider repeats what is not answered with 200.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notifications import receipts
from notifications.channels import hooks
from notifications.channels.whatsapp import faults
from notifications.channels.whatsapp.settings import NAME
from notifications.chats import inbox
from notifications.chats.inbox import Incoming
from notifications.chats.models import ID, Kind, Reply

STATUSES: Final = frozenset({"sent", "delivered", "read", "failed"})
_DIGITS: Final = re.compile(r"[0-9]{8,15}")
_FILES: Final = ("image", "document", "audio", "voice")
_PLAIN: Final = "text/plain; charset=utf-8"


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Take what the provider sends; 404 while the channel is off, 403 without its signature."""
    if request.method == "GET":
        return _challenge(request)
    if not settings.WHATSAPP_APP_SECRET:
        return HttpResponse(status=404)
    try:
        body = hooks.body_of(request)
    except hooks.TooLarge:
        return HttpResponse(status=413)
    if not _is_signed(body, request.headers.get("X-Hub-Signature-256", "")):
        return HttpResponse(status=403)
    try:
        told = hooks.object_of(body)
    except hooks.NotJson:
        return HttpResponse(status=400)
    _take(told, at=request.at)  # type: ignore[attr-defined]
    return HttpResponse("", content_type=_PLAIN)


def _challenge(request: HttpRequest) -> HttpResponse:
    """Whoever knows our word gets their challenge back: so the provider learns that we are we."""
    asked = request.GET
    expected = settings.WHATSAPP_VERIFY_TOKEN
    known = hooks.same(asked.get("hub.verify_token", ""), expected)
    if asked.get("hub.mode") != "subscribe" or not known:
        return HttpResponse(status=403)
    answer = HttpResponse(asked.get("hub.challenge", "")[:200], content_type=_PLAIN)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _is_signed(body: bytes, given: str) -> bool:
    key = settings.WHATSAPP_APP_SECRET.encode()
    expected = "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()
    return hooks.same(given, expected)


def _take(told: dict[str, Any], *, at: datetime) -> None:
    for value in _values(told):
        inbox.store(NAME, list(_messages(value, at)), at=at)
        _receipts(list(hooks.rows(value, "statuses")), at)


def _values(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What concerns messages of our own number."""
    for entry in hooks.rows(told, "entry"):
        for change in hooks.rows(entry, "changes"):
            value = hooks.part(change, "value")
            number = hooks.text(hooks.part(value, "metadata").get("phone_number_id"))
            if change.get("field") == "messages" and number == settings.WHATSAPP_PHONE_ID:
                yield value


# --- Messages ---------------------------------------------------------------------------------------


def _messages(value: dict[str, Any], at: datetime) -> Iterator[Incoming]:
    for message in hooks.rows(value, "messages"):
        sender = hooks.text(message.get("from")).removeprefix("+")
        if _DIGITS.fullmatch(sender):
            yield _incoming(message, f"+{sender}", at)


def _incoming(message: dict[str, Any], address: str, at: datetime) -> Incoming:
    context = hooks.part(message, "context")
    kind, text, payload, media = _content(message)
    return Incoming(
        address=address,
        message_id=hooks.text(message.get("id")),
        kind=kind,
        said_at=hooks.moment(message.get("timestamp"), at=at),
        text=text,
        payload=payload,
        media=media,
        quoted=hooks.text(context.get("id")),
        forwarded=bool(context.get("forwarded") or context.get("frequently_forwarded")),
    )


def _content(message: dict[str, Any]) -> tuple[Kind, str, str, str]:
    """Kind, words, payload and media id of a message."""
    name = hooks.text(message.get("type"))
    inner = hooks.part(message, name)
    if name == "text":
        return Kind.TEXT, hooks.text(inner.get("body")), "", ""
    if name == "button":  # a quick reply under a template
        return Kind.TAP, "", hooks.text(inner.get("payload")), ""
    if name == "interactive":  # a reply button under an interactive message
        return Kind.TAP, "", hooks.text(hooks.part(inner, "button_reply").get("id")), ""
    if name in _FILES and hooks.text(inner.get("id")):
        return Kind.FILE, hooks.text(inner.get("caption")), "", hooks.text(inner.get("id"))
    return Kind.OTHER, "", "", ""


# --- Receipts ---------------------------------------------------------------------------------------


def _receipts(statuses: list[dict[str, Any]], at: datetime) -> None:
    named = [(hooks.text(status.get("id")), status) for status in statuses]
    known = [(name, status) for name, status in named if _is_id(name)]
    if not known:
        return
    ids = [provider_id for provider_id, _status in known]
    replies = Reply.objects.filter(channel=NAME, provider_id__in=ids)
    own = set(replies.values_list("provider_id", flat=True))
    for provider_id, status in known:
        name = hooks.text(status.get("status"))
        if name in STATUSES and provider_id not in own:
            moment = hooks.moment(status.get("timestamp"), at=at)
            receipts.record(
                NAME, provider_id, name,
                at=moment, why=_why(status), delivery=_delivery(status),
            )  # fmt: skip


def _is_id(given: str) -> bool:
    return bool(given) and len(given) <= ID and given.isascii() and given.isprintable()


def _delivery(status: dict[str, Any]) -> UUID | None:
    """The delivery that the message carried along (messages.py)."""
    try:
        return UUID(hooks.text(status.get("biz_opaque_callback_data")))
    except ValueError:
        return None


def _why(status: dict[str, Any]) -> str:
    """The provider's code and what it means, of a failure."""
    code = faults.code_of(next(hooks.rows(status, "errors"), {}))
    return f"{code}: {faults.NEVER.get(code, 'error')}" if code is not None else ""
