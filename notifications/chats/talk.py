"""What a chat channel does besides telling: it answers people, and fetches what they sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from notifications.channels import Later, Outcome, Unreachable


@dataclass(frozen=True, slots=True)
class Tap:
    """A button under an answer: its signed payload and what it says."""

    payload: str
    label: str


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came; nothing about it is believed before files.intake has looked."""

    data: bytes
    name: str


class Talk(Protocol):
    """One chat channel, as the conversation uses it."""

    name: str

    def answer(self, address: str, text: str, taps: Sequence[Tap], *, quoted: str) -> Outcome:
        """Write back to somebody who just wrote; `quoted` is the provider's id of their message."""

    def fetch(self, media: str) -> File | Later | Unreachable:
        """The file behind the provider's id, at most settings.UPLOAD_MAX_BYTES of it."""


_talks: dict[str, Talk] = {}


def register(talk: Talk) -> None:
    """Enter a chat channel; the app does so when it starts."""
    _talks[talk.name] = talk


def talk(name: str) -> Talk | None:
    """The chat channel of this name; None where people are not answered there (SMS)."""
    return _talks.get(name)
