"""Acting on one's own account: no position is needed, and none is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import Person
from workflow.actors import Actor, Channel, Hat, Strength


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The hat of whoever acts on their own account; it fits nothing else."""

    owner_id: int
    position_id: None = None
    key: str = ""
    is_delegated: bool = False
    is_fallback: bool = False
    sees_secret: bool = False
    duties: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """In words."""
        return _("Akun sendiri")

    def allows(self, verb: str) -> bool:
        """Every verb of the account; the table decides."""
        return True


@dataclass(frozen=True, slots=True)
class Owner:
    """A person acting on their own account, with or without any position."""

    person: Person
    channel: Channel
    strength: Strength = "strong"
    request_id: str = ""
    device_at: datetime | None = None
    hat: Hat | None = None
    on: date | None = None

    @property
    def person_id(self) -> int:
        """Id of the person, for the ledger."""
        return self.person.pk

    @property
    def hats(self) -> Sequence[Hat]:
        """The one hat."""
        return (OwnAccount(self.person.pk),)

    def confirm(self, hat: Hat, *, at: datetime) -> Hat | None:
        """The hat as it was: an account of one's own does not end under one's hands."""
        return hat


def owner_of(actor: Actor, person: Person) -> Owner:
    """The same person, acting on their own account."""
    return Owner(person, actor.channel, actor.strength, actor.request_id)
