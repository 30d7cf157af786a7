"""`/kait/telegram/`: updates of the bot, with the secret that was given to setWebhook.

Only private chats are heard. A tapped button is answered in the response itself, as the Bot API
allows, so that it stops turning without a request of our own.
"""

import re
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from notifications.channels import hooks
from notifications.channels.telegram import settings as own
from notifications.chats import inbox
from notifications.chats.inbox import Incoming
from notifications.chats.models import Kind

_NUMBER: Final = re.compile(r"[0-9]{1,20}")
_FILES: Final = ("document", "voice", "audio")


@csrf_exempt
@login_not_required
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take one update; 404 while the channel is off, 403 without its secret."""
    if not settings.TELEGRAM_SECRET:
        return HttpResponse(status=404)
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if not hooks.same(given, settings.TELEGRAM_SECRET):
        return HttpResponse(status=403)
    try:
        update = hooks.object_of(hooks.body_of(request))
    except hooks.TooLarge:
        return HttpResponse(status=413)
    except hooks.NotJson:
        return HttpResponse(status=400)
    at: datetime = request.at  # type: ignore[attr-defined]
    query = hooks.part(update, "callback_query")
    incoming = _tapped(query, at) if query else _written(hooks.part(update, "message"), at)
    if incoming is not None:
        inbox.store(own.NAME, [incoming], at=at)
    if query and hooks.text(query.get("id")):
        answer = {"method": "answerCallbackQuery", "callback_query_id": query["id"]}
        return JsonResponse(answer)
    return HttpResponse("", content_type="text/plain; charset=utf-8")


def _address(message: dict[str, Any]) -> str:
    """The private chat of a message; empty for groups and channels."""
    chat = hooks.part(message, "chat")
    number = hooks.text(chat.get("id"))
    return number if chat.get("type") == "private" and _NUMBER.fullmatch(number) else ""


def _tapped(query: dict[str, Any], at: datetime) -> Incoming | None:
    address = _address(hooks.part(query, "message"))
    name = hooks.text(query.get("id"))
    if not address or not name:
        return None
    payload = hooks.text(query.get("data"))
    return Incoming(address, f"tap:{name}", Kind.TAP, at, payload=payload)


def _written(message: dict[str, Any], at: datetime) -> Incoming | None:
    address, number = _address(message), message.get("message_id")
    if not address or not isinstance(number, int):
        return None
    media = _media(message)
    words = hooks.text(message.get("caption" if media else "text"))
    written = Kind.TEXT if words else Kind.OTHER
    quoted = hooks.part(message, "reply_to_message").get("message_id")
    return Incoming(
        address=address,
        message_id=own.message_id(address, number),
        kind=Kind.FILE if media else written,
        said_at=hooks.moment(message.get("date"), at=at),
        text=words,
        media=media,
        quoted=own.message_id(address, quoted) if isinstance(quoted, int) else "",
        forwarded="forward_origin" in message or "forward_date" in message,
    )


def _media(message: dict[str, Any]) -> str:
    """File id of the largest size of a photo, or of a document or voice note."""
    sizes = list(hooks.rows(message, "photo"))
    if sizes:
        return hooks.text(sizes[-1].get("file_id"))
    found = (hooks.text(hooks.part(message, name).get("file_id")) for name in _FILES)
    return next((each for each in found if each), "")
