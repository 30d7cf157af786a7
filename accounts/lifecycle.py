"""The lives of an absence, of a grant and of a shift on call, in three tables.

What follows from them, who stands in and who may do what, are plain facts with two dates
(`Appointment`, `Delegation`) that come and go with them.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts import guards
from workflow.table import BORN, SAME, Lifecycle, Move, parts


class AbsenceStatus(TextChoices):
    """Where an absence stands."""

    REGISTERED = "registered", _("tercatat")
    CANCELLED = "cancelled", _("dibatalkan")


class AbsencePart(TextChoices):
    """What somebody is in an absence."""

    SELF = "self", _("Yang bersangkutan")
    ADMINISTRATOR = "administrator", _("Pengelola unit")


BOTH = parts(AbsencePart.SELF, AbsencePart.ADMINISTRATOR)

B = AbsenceStatus
ABSENCE = Lifecycle(
    noun="absence",
    statuses=AbsenceStatus,
    parts=AbsencePart,
    turn={B.REGISTERED: None, B.CANCELLED: None},
    final=frozenset({B.CANCELLED}),
    moves=(
        Move(
            "register", (BORN,), B.REGISTERED, BOTH,
            label=_("Catat ketidakhadiran"), told=_("mencatat ketidakhadiran"), offered=False,
        ),
        Move(
            "shorten", (B.REGISTERED,), SAME, BOTH,
            label=_("Sudah kembali"), told=_("memendekkan ketidakhadiran"),
            needs=(guards.returns_earlier,),
        ),
        Move(
            "cancel", (B.REGISTERED,), B.CANCELLED, BOTH,
            label=_("Batalkan"), told=_("membatalkan ketidakhadiran"),
            needs=(guards.no_day_has_passed,),
            confirm=_("Pengganti tidak lagi bertindak, dan jabatan kembali seperti biasa."),
        ),
    ),
)  # fmt: skip


class GrantStatus(TextChoices):
    """Where a grant stands."""

    STANDING = "standing", _("berlaku")
    ENDED = "ended", _("diakhiri")


class GrantPart(TextChoices):
    """What somebody is in a grant."""

    PRINCIPAL = "principal", _("Pejabat yang melimpahkan")


G = GrantStatus
GRANT = Lifecycle(
    noun="grant",
    statuses=GrantStatus,
    parts=GrantPart,
    turn={G.STANDING: None, G.ENDED: None},
    final=frozenset({G.ENDED}),
    moves=(
        Move(
            "grant", (BORN,), G.STANDING, parts(GrantPart.PRINCIPAL),
            label=_("Limpahkan"), told=_("melimpahkan"), offered=False,
        ),
        Move(
            "adopt", (BORN,), G.STANDING, parts(GrantPart.PRINCIPAL),
            label=_("Ambil alih catatan"), told=_("mengambil alih catatan pelimpahan"),
            offered=False,
        ),
        Move(
            "end", (G.STANDING,), G.ENDED, parts(GrantPart.PRINCIPAL),
            label=_("Akhiri"), told=_("mengakhiri pelimpahan"),
            confirm=_("Orang ini tidak lagi dapat bertindak untuk jabatan ini, mulai sekarang."),
        ),
    ),
)  # fmt: skip


class OnCallStatus(TextChoices):
    """Where a shift stands."""

    PLANNED = "planned", _("dijadwalkan")
    CANCELLED = "cancelled", _("dibatalkan")


class OnCallPart(TextChoices):
    """What somebody is in a shift."""

    PLANNER = "planner", _("Pengatur piket")


O = OnCallStatus  # noqa: E741 - one letter keeps a row on one line
ONCALL = Lifecycle(
    noun="oncall",
    statuses=OnCallStatus,
    parts=OnCallPart,
    turn={O.PLANNED: None, O.CANCELLED: None},
    final=frozenset({O.CANCELLED}),
    moves=(
        Move(
            "plan", (BORN,), O.PLANNED, parts(OnCallPart.PLANNER),
            label=_("Jadwalkan piket"), told=_("menjadwalkan piket"), offered=False,
        ),
        Move(
            "cancel", (O.PLANNED,), O.CANCELLED, parts(OnCallPart.PLANNER),
            label=_("Batalkan piket"), told=_("membatalkan piket"), offered=False,
        ),
    ),
)  # fmt: skip
