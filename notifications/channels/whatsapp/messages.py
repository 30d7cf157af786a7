"""Message objects of the Cloud API, as plain data.

Reference: Meta's "WhatsApp Business Platform, Cloud API, Messages": template messages with
quick-reply buttons, interactive reply buttons, text. Limits stand beside their use.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings

from notifications.channels import Button, Message
from notifications.channels.whatsapp.settings import LANGUAGE
from notifications.chats import payloads
from notifications.chats.talk import Tap

LONGEST_TEXT: Final = 4096
LONGEST_INTERACTIVE: Final = 1024
LONGEST_LABEL: Final = 20
LONGEST_TEMPLATE: Final = 1024  # its fixed words and all that is filled in
_FIXED: Final = 160  # characters of the fixed words, see docs/operations.md
ANSWERS: Final = ("acknowledge", "ask", "report")
_BLANKS: Final = re.compile(r"[ \t\r\n]+")


def template(message: Message, to: str) -> dict[str, Any]:
    """The first word to somebody, or one after the 24 hours: an approved template.

    With the three answers it is the order's template, else the plain one. Parameters hold no line
    breaks (refused by the provider), so lines are joined; what does not fit is on the page.
    """
    verbs = tuple(button.verb for button in message.buttons)
    answerable = verbs == ANSWERS
    name = settings.WHATSAPP_TEMPLATE_ORDER if answerable else settings.WHATSAPP_TEMPLATE_NOTICE
    components = [{"type": "body", "parameters": _parameters(message)}]
    if answerable:
        components += [_quick_reply(n, message, verb) for n, verb in enumerate(verbs)]
    return {
        **_head(to, message),
        "type": "template",
        "template": {"name": name, "language": {"code": LANGUAGE}, "components": components},
    }


def inside_window(message: Message, to: str) -> dict[str, Any]:
    """Somebody wrote within 24 hours: the words as they are, with buttons where they fit."""
    words = "\n\n".join(part for part in (message.title, message.body, message.link) if part)
    if message.buttons and len(words) <= LONGEST_INTERACTIVE:
        taps = [Tap(_payload(message, b.verb), b.label) for b in message.buttons]
        return {**_head(to, message), **_interactive(words, taps)}
    return {**_head(to, message), **_text(words + _hint(message.buttons))}


def reply(to: str, text: str, taps: Sequence[Tap], *, quoted: str) -> dict[str, Any]:
    """An answer to what somebody wrote, quoting it."""
    context = {"context": {"message_id": quoted}} if quoted else {}
    words = _interactive(text, taps) if taps else _text(text)
    return {**_addressed(to), **context, **words}


def _addressed(to: str) -> dict[str, Any]:
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": to.removeprefix("+"),
    }


def _head(to: str, message: Message) -> dict[str, Any]:
    # Comes back with every status of the message; the provider keeps no idempotency key.
    return {**_addressed(to), "biz_opaque_callback_data": str(message.delivery)}


def _text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": {"preview_url": False, "body": cut(words, LONGEST_TEXT)}}


def _interactive(words: str, taps: Sequence[Tap]) -> dict[str, Any]:
    buttons = [
        {"type": "reply", "reply": {"id": tap.payload, "title": cut(tap.label, LONGEST_LABEL)}}
        for tap in taps
    ]
    return {
        "type": "interactive",
        "interactive": {
            "type": "button",
            "body": {"text": cut(words, LONGEST_INTERACTIVE)},
            "action": {"buttons": buttons},
        },
    }


def _hint(buttons: Sequence[Button]) -> str:
    """A long order has no room for buttons; the same words can be typed."""
    if not buttons:
        return ""
    return "\n\n" + " / ".join(button.label for button in buttons)


def _parameters(message: Message) -> list[dict[str, str]]:
    title, link = (_BLANKS.sub(" ", part).strip() or "–" for part in (message.title, message.link))
    reference = message.reference or "–"
    room = LONGEST_TEMPLATE - _FIXED - len(title) - len(link) - len(reference)
    body = cut(_BLANKS.sub(" ", message.body).strip() or "–", max(room, 1))
    return [{"type": "text", "text": part} for part in (title, body, reference, link)]


def _quick_reply(index: int, message: Message, verb: str) -> dict[str, Any]:
    return {
        "type": "button",
        "sub_type": "quick_reply",
        "index": str(index),
        "parameters": [{"type": "payload", "payload": _payload(message, verb)}],
    }


def _payload(message: Message, verb: str) -> str:
    return payloads.write(payloads.DELIVERY, message.delivery, verb)


def cut(words: str, most: int) -> str:
    """At most so many characters; what is left out shows."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
