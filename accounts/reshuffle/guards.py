"""What a verb of a reshuffle needs: None where it is met, else the refusal."""

from typing import TYPE_CHECKING, cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal
from workflow.table import Moment

if TYPE_CHECKING:
    from accounts.models import Reshuffle
    from workflow.models import Subject


def not_yet_in_force(subject: "Subject", moment: Moment) -> Refusal | None:
    """What has taken effect is history: orders were given and answered in the new posts."""
    reshuffle = cast("Reshuffle", subject)
    if reshuffle.is_in_force(on=timezone.localdate(moment.at)):
        sentence = _("Mutasi ini sudah berlaku; perubahan sesudahnya perlu SK baru.")
        return Refusal("already_in_force", sentence)
    return None
