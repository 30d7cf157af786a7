"""What a button carries: whom it answers and with which verb, signed so that nobody makes their own.

Forty-one characters: Telegram takes 64 bytes, WhatsApp 128 and more. The signature proves only that
Sigap wrote it; that the sender is the person it was written to is asked when it comes back.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac

DELIVERY: Final = "d"
SHARE: Final = "s"

VERBS: Final = {
    "a": "acknowledge",
    "k": "ask",
    "r": "report",
    "y": "finished",
    "n": "not_finished",
}
_LETTERS: Final = {verb: letter for letter, verb in VERBS.items()}
_SEAL: Final = 12  # bytes of the signature: 96 bits


@dataclass(frozen=True, slots=True)
class Payload:
    """A tapped button: `about` says whether `key` is the public id of a delivery or of a share."""

    about: str
    key: UUID
    verb: str


def write(about: str, key: UUID, verb: str) -> str:
    """The payload of one button. Raises KeyError for an unknown verb."""
    body = f"{about}{_LETTERS[verb]}{_text(key.bytes)}"
    return f"{body}.{_seal(body)}"


def read(given: str) -> Payload | None:
    """The payload as it was written; None where it was not written here."""
    body, _dot, seal = given.partition(".")
    if not hmac.compare_digest(_seal(body).encode(), seal.encode("utf-8", "replace")):
        return None
    try:
        raw = base64.urlsafe_b64decode(body[2:] + "==")
        return Payload(body[0], UUID(bytes=raw), VERBS[body[1]])
    except (ValueError, KeyError, IndexError, binascii.Error):
        return None


def _seal(body: str) -> str:
    made = salted_hmac("notifications.chats.payloads", body.encode("utf-8", "replace"))
    return _text(made.digest()[:_SEAL])


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
