"""The actor: who is doing something now, with all hats, and the one named for acting."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from accounts.hats import Hat, hats_of
from accounts.models import Person
from accounts.standing import standing
from workflow.actors import Channel, Strength
from workflow.actors import Hat as WorkflowHat
from workflow.refusals import HAT_ENDED, Refused


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting through a channel. `hat` is None until one is named or picked."""

    person: Person
    hats: tuple[Hat, ...]
    channel: Channel
    strength: Strength
    hat: Hat | None = None
    request_id: str = ""
    device_at: datetime | None = field(default=None)
    on: date | None = None
    """The regency's day the hats are of."""

    @property
    def person_id(self) -> int:
        """Id of the person, for the ledger."""
        return self.person.pk

    @property
    def position_ids(self) -> list[int]:
        """Ids of all positions: what this person may see is what any of them may see."""
        return [hat.position_id for hat in self.hats]

    def wearing(self, public_id: str) -> "Actor":
        """This actor with one hat named by the position's public id.

        Raises Refused `hat_ended` where the person does not (or no longer) hold it.
        """
        for hat in self.hats:
            if str(hat.position.public_id) == public_id:
                return replace(self, hat=hat)
        raise Refused(HAT_ENDED)

    def confirm(self, hat: WorkflowHat, *, at: datetime) -> Hat | None:
        """The hat as it stands under the act's lock, kept until the transaction ends, or None."""
        return standing(cast("Hat", hat), self.person, on=timezone.localdate(at))


def actor_of(
    person: Person,
    *,
    at: datetime,
    channel: Channel,
    strength: Strength = "strong",
    request_id: str = "",
) -> Actor:
    """The actor for a signed-in person, with the hats of the regency's day at `at`."""
    day = timezone.localdate(at)
    request_id = request_id or str(uuid.uuid4())
    return Actor(person, hats_of(person, on=day), channel, strength, request_id=request_id, on=day)
