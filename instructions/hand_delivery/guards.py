"""What the verbs of a delivery by hand need: None where it is met, else the refusal."""

from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, invalid
from workflow.table import Moment

if TYPE_CHECKING:
    from instructions.models import HandDelivery
    from workflow.models import Subject

NAMELESS = "tidak_di_tempat"


def is_still_needed(subject: "Subject", moment: Moment) -> Refusal | None:
    """Nobody sets out for what was answered meanwhile; in words that tell the carrier nothing."""
    if cast("HandDelivery", subject).is_needed:
        return None
    return Refusal("not_needed", _("Tidak perlu diantar lagi. Kembalikan sampulnya."))


def names_the_receiver(subject: "Subject", moment: Moment) -> Refusal | None:
    """Whoever took it, or would not, has a name. Without input there is nothing to judge."""
    outcome = moment.data.get("outcome")
    if not outcome or outcome == NAMELESS or moment.data.get("receiver"):
        return None
    return invalid("receiver", "receiver_required", _("Tulis nama orang yang ditemui."))


def was_handed_meanwhile(subject: "Subject", moment: Moment) -> Refusal | None:
    """It was handed over after it was ordered, and not in a time to come."""
    handed_at = moment.data.get("handed_at")
    if handed_at is None:
        return None
    if handed_at < cast("HandDelivery", subject).ordered_at:
        sentence = _("Waktu penyampaian tidak boleh sebelum antaran diminta.")
        return invalid("handed_at", "handed_before_ordered", sentence)
    if handed_at > moment.at:
        return invalid("handed_at", "handed_ahead", _("Waktu penyampaian belum tiba."))
    return None
