"""Sends through the Telegram Bot API, and fetches what people sent.

Reference: "Telegram Bot API": sendMessage, InlineKeyboardMarkup (callback_data of 64 bytes),
ResponseParameters.retry_after, getFile.
"""

import logging
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings

from notifications.channels import Later, Message, Outcome, Sent, Unreachable, wire
from notifications.channels.telegram import settings as own
from notifications.channels.wire import Answer
from notifications.chats import payloads
from notifications.chats.models import Chat
from notifications.chats.talk import File, Tap

logger = logging.getLogger("sigap.telegram")

LONGEST: Final = 4096
_PATH: Final = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_.-]+)*")
_LONGEST_WAIT: Final = 86_400.0


class Telegram:
    """The channel: linked accounts, one request per message."""

    name = own.NAME

    def addresses(self, people: Collection[int]) -> Mapping[int, str]:
        """Person id to chat id. One statement; none while the channel is off."""
        if not own.is_on():
            return {}
        chats = Chat.objects.filter(channel=self.name, person__in=people, person__is_active=True)
        rows: Iterable[tuple[int, str]] = chats.values_list("person_id", "address")
        return dict(rows)

    def send(self, message: Message, address: str) -> Outcome:
        """The words with their buttons below."""
        words = "\n\n".join(part for part in (message.title, message.body, message.link) if part)
        taps = [
            Tap(payloads.write(payloads.DELIVERY, message.delivery, button.verb), button.label)
            for button in message.buttons
        ]
        return self._send(address, words, taps, quoted="")

    def answer(self, address: str, text: str, taps: Sequence[Tap], *, quoted: str) -> Outcome:
        """Write back to somebody who just wrote."""
        return self._send(address, text, taps, quoted=quoted)

    def fetch(self, media: str) -> File | Later | Unreachable:
        """The file behind a file id: getFile tells its path, which lives for an hour."""
        told = wire.post(own.method("getFile"), {"file_id": media}, headers={})
        if isinstance(told, Later):
            return told
        path = _result(told).get("file_path")
        if not told.is_success or not isinstance(path, str):
            return judge(told)
        if not _PATH.fullmatch(path) or ".." in path:
            return Unreachable("file has no path")
        most = settings.UPLOAD_MAX_BYTES
        kept = wire.get(own.file(path), headers={}, most=most, seconds=30.0)
        if isinstance(kept, Later):
            return Unreachable(kept.why) if kept.why == "too large" else kept
        return File(kept.body, path.rsplit("/", 1)[-1]) if kept.is_success else judge(kept)

    def _send(self, address: str, words: str, taps: Sequence[Tap], *, quoted: str) -> Outcome:
        if not own.is_on():
            return Unreachable("channel is off")
        given: dict[str, Any] = {
            "chat_id": int(address),
            "text": words if len(words) <= LONGEST else words[: LONGEST - 1] + "…",
            "link_preview_options": {"is_disabled": True},
        }
        if taps:
            keys = [{"text": tap.label, "callback_data": tap.payload} for tap in taps]
            given["reply_markup"] = {"inline_keyboard": [keys]}
        number = quoted.rpartition(":")[2]
        if number.isascii() and number.isdigit():
            given["reply_parameters"] = {
                "message_id": int(number),
                "allow_sending_without_reply": True,
            }
        answer = wire.post(own.method("sendMessage"), given, headers={})
        if isinstance(answer, Later):
            return answer
        found = _result(answer).get("message_id")
        if answer.is_success and isinstance(found, int):
            return Sent(own.message_id(address, found))
        outcome = judge(answer)
        logger.warning("telegram refused", extra={"status": answer.status, "why": outcome.why})
        return outcome


def _result(answer: Answer) -> Mapping[str, Any]:
    told = answer.object()
    found = told.get("result") if told.get("ok") is True else None
    return found if isinstance(found, dict) else {}


def judge(answer: Answer) -> Later | Unreachable:
    """What an answer that took nothing means; a blocked bot and a lost chat are for good."""
    told = answer.object()
    code = told.get("error_code")
    status = code if isinstance(code, int) else answer.status
    if status in {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN}:
        return Unreachable(f"{status}: refused")
    parameters = told.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if isinstance(wait, int | float) and not isinstance(wait, bool) and wait >= 0:
        return Later(f"{status}: busy", min(float(wait), _LONGEST_WAIT))
    return Later(f"{status}: error", answer.wait)
