"""Who looks back at orders, in two tables: surat tugas of the inspectorate, and printed chronologies.

An *inspection* is a registered surat tugas: whom it names may look at the orders it covers, while it
runs, and each look is an entry. A *printout* is a chronology put on paper: born printed, and over.

The inspectorate works on a written assignment, inside its scope and period. ADR 0017 says who
registers one and who sees the looks.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from instructions import oversight_guards as guards
from workflow.table import BORN, SAME, FieldKind, Input, Lifecycle, Move, parts


class Mandate(TextChoices):
    """Where a surat tugas stands. That its days are over is a matter of the calendar."""

    ACTIVE = "active", _("terdaftar")
    ENDED = "ended", _("diakhiri")


class Overseer(TextChoices):
    """What somebody is in a surat tugas."""

    INSPECTOR = "inspector", _("Pemeriksa")
    REGISTRAR = "registrar", _("Pencatat surat tugas")
    LEADER = "leader", _("Pimpinan daerah")


INSPECTION = Lifecycle(
    noun="inspection",
    statuses=Mandate,
    parts=Overseer,
    turn={Mandate.ACTIVE: Overseer.INSPECTOR, Mandate.ENDED: None},
    final=frozenset({Mandate.ENDED}),
    moves=(
        Move(
            "register", (BORN,), Mandate.ACTIVE, parts(Overseer.REGISTRAR),
            label=_("Daftarkan surat tugas"), told=_("mendaftarkan surat tugas"), offered=False,
        ),
        Move(
            "look", (Mandate.ACTIVE,), SAME, parts(Overseer.INSPECTOR),
            label=_("Buka kronologi"), told=_("membuka kronologi"),
            needs=(guards.runs_today, guards.did_not_register_it), offered=False,
        ),
        Move(
            "extend", (Mandate.ACTIVE,), SAME, parts(Overseer.REGISTRAR),
            label=_("Perpanjang"), told=_("memperpanjang surat tugas"),
            needs=(guards.is_not_over, guards.ends_later),
            inputs=(
                Input("ends_on", _("Berlaku sampai"), FieldKind.DATE, required=True),
                Input("reason", _("Dasar perpanjangan"), required=True),
            ),
        ),
        Move(
            "end", (Mandate.ACTIVE,), Mandate.ENDED, parts(Overseer.REGISTRAR, Overseer.LEADER),
            label=_("Akhiri surat tugas"), told=_("mengakhiri surat tugas"),
            inputs=(Input("reason", _("Alasan"), required=True),),
            confirm=_("Pemeriksa tidak dapat membuka kronologi lagi dengan surat tugas ini."),
        ),
    ),
)  # fmt: skip


class Paper(TextChoices):
    """A printout has one status for ever."""

    PRINTED = "printed", _("dicetak")


class Printer(TextChoices):
    """Who prints: whoever may read the chronology."""

    READER = "reader", _("Pembaca")


PRINTOUT = Lifecycle(
    noun="printout",
    statuses=Paper,
    parts=Printer,
    turn={Paper.PRINTED: None},
    final=frozenset({Paper.PRINTED}),
    moves=(
        Move(
            "print", (BORN,), Paper.PRINTED, parts(Printer.READER),
            label=_("Cetak kronologi"), told=_("mencetak kronologi"), offered=False,
        ),
    ),
)  # fmt: skip
