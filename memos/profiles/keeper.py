"""Who sees to the profile: administrators of the regency or of an office that keeps registers."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.organisation import access
from instructions.worktime.organiser import Installer
from memos.profiles.models import keeps_profile
from workflow.actors import Actor as WorkflowActor
from workflow.refusals import Kind, Refusal, Refused

NOT_YOURS: Final = Refusal(
    "not_keeper",
    _("Hanya pengelola sekretariat yang dapat membuka profil naskah."),
    Kind.NOT_YOURS,
)


def may_keep(actor: Actor, *, at: datetime) -> bool:
    """Whether the person may read and change the profile; staff may while nobody else can."""
    return any(keeps_profile(hat) for hat in actor.hats) or access.may_organise(actor, at=at)


def require(actor: Actor, *, at: datetime) -> None:
    """Raise Refused `not_keeper` for anybody else."""
    if not may_keep(actor, at=at):
        raise Refused(NOT_YOURS)


def keeper(actor: Actor, *, at: datetime) -> WorkflowActor:
    """The same person, in the hat that may. Raises Refused `not_keeper`."""
    require(actor, at=at)
    worn = [actor.hat] if actor.hat is not None else []
    fitting = [hat for hat in (*worn, *actor.hats) if keeps_profile(hat)]
    if fitting:
        return actor.wearing(fitting[0].key)
    return Installer(actor.person, actor.channel, actor.strength, actor.request_id)
