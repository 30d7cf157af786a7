"""What the door needs to know of whoever acts. The real classes live in accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Channel = Literal["web", "api", "worker", "shell", "whatsapp", "telegram", "sms", "email", "link"]

# How sure we are who it was: PIN, passkey, app; a bound link or verified WhatsApp; SMS.
Strength = Literal["strong", "medium", "weak"]


class Hat(Protocol):
    """One position in which somebody may act."""

    @property
    def position_id(self) -> int | None:
        """Id of the position; None for an act on one's own account, which needs none."""

    @property
    def key(self) -> str:
        """Public id of the position, by which a client names the hat."""

    @property
    def is_delegated(self) -> bool:
        """Whether it is somebody else's position, lent for some verbs."""

    @property
    def is_fallback(self) -> bool:
        """Whether it is worn only because nobody holds the position; any other that fits goes first."""

    @property
    def sees_secret(self) -> bool:
        """Whether what is classified above ordinary secrecy is open to this hat."""

    @property
    def title(self) -> str:
        """The hat in words."""

    @property
    def duties(self) -> frozenset[str]:
        """What the unit of this hat does for all others: 'registers' for the secretariat."""

    def allows(self, verb: str) -> bool:
        """Whether a lent hat covers this verb; a held one covers all."""


class Actor(Protocol):
    """A person, all their hats, and the one they named for this act (or None)."""

    @property
    def person_id(self) -> int | None:
        """Id of the person; None for the clock."""

    @property
    def hats(self) -> Sequence[Hat]:
        """Every hat of the person now."""

    @property
    def hat(self) -> Hat | None:
        """The hat named for acting, if one was."""

    @property
    def channel(self) -> Channel:
        """The way the act came in."""

    @property
    def strength(self) -> Strength:
        """How strongly the person was identified."""

    @property
    def request_id(self) -> str:
        """The request that carried the act, for finding it in the logs."""

    @property
    def device_at(self) -> datetime | None:
        """When the device says it was done, if it said so; the server's time decides rights."""

    def confirm(self, hat: Hat, *, at: datetime) -> Hat | None:
        """The hat as it stands now, kept from ending until the running transaction is over.

        None where it ended since it was read. It may have changed: lent for fewer verbs, say.
        """


@dataclass(frozen=True, slots=True)
class Clockwork:
    """The system itself, acting on what people did or on the hour: nobody, in no position."""

    request_id: str
    person_id: None = None
    hats: tuple[Hat, ...] = ()
    hat: None = None
    channel: Channel = "worker"
    strength: Strength = "strong"
    device_at: None = None

    def confirm(self, hat: Hat, *, at: datetime) -> Hat | None:
        """It acts in nobody's hat, so none can end."""
        return hat
