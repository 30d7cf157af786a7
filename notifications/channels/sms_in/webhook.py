"""`/kait/sms/`: one SMS from a gateway, as JSON or as a form: `from`, `text`, and `id` if it has one.

The gateway proves itself with the shared secret in `X-Sigap-Secret`.
"""

import hashlib
import re
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from notifications.channels import hooks
from notifications.chats import inbox
from notifications.chats.inbox import Incoming
from notifications.chats.models import Kind

NAME: Final = "sms"
_NUMBER: Final = re.compile(r"(?:\+?62|0)(8[0-9]{7,12})")


@csrf_exempt
@login_not_required
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take one SMS; 404 while the channel is off, 403 without the secret."""
    if not settings.SMS_IN_SECRET:
        return HttpResponse(status=404)
    if not hooks.same(request.headers.get("X-Sigap-Secret", ""), settings.SMS_IN_SECRET):
        return HttpResponse(status=403)
    try:
        told = _fields(request)
    except hooks.TooLarge:
        return HttpResponse(status=413)
    except hooks.NotJson:
        return HttpResponse(status=400)
    at: datetime = request.at  # type: ignore[attr-defined]
    incoming = _incoming(told, at)
    if incoming is not None:
        inbox.store(NAME, [incoming], at=at)
    return HttpResponse("", content_type="text/plain; charset=utf-8")


def _fields(request: HttpRequest) -> dict[str, Any]:
    body = hooks.body_of(request)
    if request.content_type == "application/x-www-form-urlencoded":
        try:
            return dict(QueryDict(body, encoding="utf-8").items())
        except ValueError:  # too many fields, or bytes that are no text
            raise hooks.NotJson from None
    return hooks.object_of(body)


def _incoming(told: dict[str, Any], at: datetime) -> Incoming | None:
    found = _NUMBER.fullmatch(re.sub(r"[ .-]", "", hooks.text(told.get("from"))[:40]))
    text = hooks.text(told.get("text"))[:500]
    if found is None or not text:
        return None
    number = f"+62{found[1]}"
    # Without an id of the gateway's own, the same words within the same minute are the same SMS.
    name = hooks.text(told.get("id"))[:150]
    if not name or not name.isascii() or not name.isprintable():
        minute = at.strftime("%Y%m%d%H%M")
        name = hashlib.sha256(f"{number} {minute} {text}".encode("utf-8", "replace")).hexdigest()
    return Incoming(number, name, Kind.TEXT, at, text=text)
