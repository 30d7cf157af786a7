"""What Sigap writes back, as a value: the words, the buttons under them, what they are about."""

from dataclasses import dataclass
from uuid import UUID

from notifications.chats.talk import Tap


@dataclass(frozen=True, slots=True)
class Answer:
    """One message back; empty `text` says nothing. `outcome` is for the row, in one word."""

    text: str = ""
    outcome: str = ""
    share: UUID | None = None
    taps: tuple[Tap, ...] = ()
    asks: bool = False
