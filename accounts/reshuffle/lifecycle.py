"""START HERE: the life of a reshuffle, in one table.

It is prepared from a file, looked at, and decided; deciding writes the dated appointments, which
take effect on their day without anybody doing anything. Being in force is therefore no status but
a date that has come. Until that day it can be withdrawn, and everything is as it was.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.reshuffle import guards
from workflow.table import BORN, Input, Lifecycle, Move, parts


class Status(TextChoices):
    """Where a reshuffle stands."""

    PREPARED = "prepared", _("disiapkan")
    DECIDED = "decided", _("ditetapkan")
    WITHDRAWN = "withdrawn", _("ditarik")


class Part(TextChoices):
    """What somebody is in a reshuffle."""

    ADMINISTRATOR = "administrator", _("Pengelola kepegawaian")


OFFICE = parts(Part.ADMINISTRATOR)

R = Status
RESHUFFLE = Lifecycle(
    noun="reshuffle",
    statuses=Status,
    parts=Part,
    turn={R.PREPARED: Part.ADMINISTRATOR, R.DECIDED: None, R.WITHDRAWN: None},
    final=frozenset({R.WITHDRAWN}),
    moves=(
        Move(
            "prepare", (BORN,), R.PREPARED, OFFICE,
            label=_("Siapkan mutasi"), told=_("menyiapkan mutasi"), offered=False,
        ),
        Move(
            "decide", (R.PREPARED,), R.DECIDED, OFFICE,
            label=_("Tetapkan mutasi"), told=_("menetapkan mutasi"),
            confirm=_("Jabatan berganti sendiri pada tanggal berlaku. Perintah ikut jabatannya."),
        ),
        Move(
            "withdraw", (R.PREPARED, R.DECIDED), R.WITHDRAWN, OFFICE,
            label=_("Tarik mutasi"), told=_("menarik mutasi"),
            needs=(guards.not_yet_in_force,),
            inputs=(Input("reason", _("Alasan"), required=True),),
            confirm=_("Semua penugasan kembali persis seperti sebelum ditetapkan."),
        ),
    ),
)  # fmt: skip
