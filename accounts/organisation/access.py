"""Who may bring an organisation in: whoever administers the whole regency."""

from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.hats import Hat, in_force
from accounts.models import Appointment
from accounts.models.units import SEPARATOR
from workflow.refusals import Kind, Refusal, Refused

NOT_YOURS: Final = Refusal(
    "not_organiser",
    _("Hanya pengelola seluruh kabupaten yang dapat membuka halaman organisasi."),
    Kind.NOT_YOURS,
)


def administers_all(hat: Hat) -> bool:
    """Whether a hat's unit to administer is a root: the regency itself."""
    return bool(hat.administers) and SEPARATOR not in hat.administers


def may_organise(actor: Actor, *, at: datetime) -> bool:
    """Whether the person administers the regency; staff may until somebody who does has signed in.

    No statement but for staff, who set a new installation up: without them nobody could begin.
    """
    if any(administers_all(hat) for hat in actor.hats):
        return True
    if not actor.person.is_staff:
        return False
    taken_up = Appointment.objects.filter(
        in_force(timezone.localdate(at)),
        position__is_active=True,
        position__administers__isnull=False,
        position__administers__parent=None,
        person__last_login__isnull=False,
    )
    return not taken_up.exists()


def require(actor: Actor, *, at: datetime) -> None:
    """Raise Refused `not_organiser` for anybody else."""
    if not may_organise(actor, at=at):
        raise Refused(NOT_YOURS)
