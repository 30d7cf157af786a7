"""Who changes the timetable: whoever administers the regency, and who sets a new installation up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.access.owner import OwnAccount, Owner
from accounts.actors import Actor
from accounts.organisation import access
from workflow.actors import Actor as WorkflowActor
from workflow.actors import Hat


@dataclass(frozen=True, slots=True)
class SettingUp(OwnAccount):
    """The hat of staff who set an installation up, where nobody administers it yet."""

    sets_up: bool = True

    @property
    def title(self) -> str:
        """In words."""
        return _("Penyiapan awal")


class Installer(Owner):
    """A member of staff, without a position."""

    @property
    def hats(self) -> Sequence[Hat]:
        """The one hat."""
        return (SettingUp(self.person.pk),)


def organiser(actor: Actor, *, at: datetime) -> WorkflowActor:
    """The same person, in the hat that may. Raises Refused `not_organiser`."""
    access.require(actor, at=at)
    worn = [actor.hat] if actor.hat is not None else []
    fitting = [hat for hat in (*worn, *actor.hats) if access.administers_all(hat)]
    if fitting:
        return actor.wearing(fitting[0].key)
    return Installer(actor.person, actor.channel, actor.strength, actor.request_id)
