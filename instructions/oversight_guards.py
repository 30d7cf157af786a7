"""What the verbs of a surat tugas need, as named predicates: None where it is met, else the refusal."""

from typing import TYPE_CHECKING, cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflow.refusals import Refusal, invalid
from workflow.table import Moment

if TYPE_CHECKING:
    from instructions.models import Inspection
    from workflow.models import Subject


def runs_today(subject: "Subject", moment: Moment) -> Refusal | None:
    """Looking is allowed from the first day to the last; no job ends it, the calendar does."""
    if cast("Inspection", subject).runs_on(timezone.localdate(moment.at)):
        return None
    return Refusal("mandate_not_in_force", _("Surat tugas ini tidak berlaku hari ini."))


def is_not_over(subject: "Subject", moment: Moment) -> Refusal | None:
    """What is over is not prolonged: that takes a new surat tugas."""
    if cast("Inspection", subject).ends_on >= timezone.localdate(moment.at):
        return None
    return Refusal("mandate_over", _("Masa berlakunya sudah lewat. Daftarkan surat tugas baru."))


def ends_later(subject: "Subject", moment: Moment) -> Refusal | None:
    """Prolonging leads forward. Without input there is nothing to judge."""
    wanted = moment.data.get("ends_on")
    if wanted is None or wanted > cast("Inspection", subject).ends_on:
        return None
    sentence = _("Tanggal akhir yang baru harus sesudah yang lama.")
    return invalid("ends_on", "ends_on_not_later", sentence)


def did_not_register_it(subject: "Subject", moment: Moment) -> Refusal | None:
    """Nobody opens orders to themselves: who registered a surat tugas does not look with it."""
    if cast("Inspection", subject).registrar_id != moment.actor.person_id:
        return None
    return Refusal(
        "own_mandate", _("Surat tugas yang Anda daftarkan sendiri tidak dapat Anda pakai.")
    )
