"""The life of the timetable, in one table: it is in force, and every change is an act on record.

The row is born the first time somebody changes something; until then the defaults hold.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workflow.table import BORN, SAME, Lifecycle, Move, parts


class Status(TextChoices):
    """Where the timetable stands."""

    IN_FORCE = "in_force", _("berlaku")


class Part(TextChoices):
    """What somebody is towards the timetable."""

    ORGANISER = "organiser", _("Pengelola kabupaten")


ORGANISER = parts(Part.ORGANISER)
T = Status
TIMETABLE = Lifecycle(
    noun="timetable",
    statuses=Status,
    parts=Part,
    turn={T.IN_FORCE: None},
    moves=(
        Move(
            "establish", (BORN,), T.IN_FORCE, ORGANISER,
            label=_("Tetapkan waktu kerja"), told=_("menetapkan waktu kerja bawaan"), offered=False,
        ),
        Move(
            "set_hours", (T.IN_FORCE,), SAME, ORGANISER,
            label=_("Simpan jam kerja"), told=_("mengubah jam kerja"), offered=False,
        ),
        Move(
            "add_ramadan", (T.IN_FORCE,), SAME, ORGANISER,
            label=_("Tambah Ramadan"), told=_("mencatat Ramadan"), offered=False,
        ),
        Move(
            "remove_ramadan", (T.IN_FORCE,), SAME, ORGANISER,
            label=_("Hapus Ramadan"), told=_("menghapus Ramadan"), offered=False,
        ),
        Move(
            "add_days", (T.IN_FORCE,), SAME, ORGANISER,
            label=_("Tambah hari"), told=_("mencatat hari libur"), offered=False,
        ),
        Move(
            "remove_day", (T.IN_FORCE,), SAME, ORGANISER,
            label=_("Hapus hari"), told=_("menghapus hari libur"), offered=False,
        ),
        Move(
            "set_policy", (T.IN_FORCE,), SAME, ORGANISER,
            label=_("Simpan batas waktu"), told=_("mengubah batas waktu"), offered=False,
        ),
    ),
)  # fmt: skip
