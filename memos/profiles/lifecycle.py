"""The life of the profile, in one table: it is in force, and every new version is an act on record.

The row is born with the first version; until then the defaults of memos/paper.py hold.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workflow.table import BORN, SAME, Lifecycle, Move, parts


class Status(TextChoices):
    """Where the profile stands."""

    IN_FORCE = "in_force", _("berlaku")


class Part(TextChoices):
    """What somebody is towards the profile."""

    KEEPER = "keeper", _("Pengelola profil naskah")


KEEPER = parts(Part.KEEPER)
PROFILE = Lifecycle(
    noun="profile",
    statuses=Status,
    parts=Part,
    turn={Status.IN_FORCE: None},
    moves=(
        Move(
            "establish", (BORN,), Status.IN_FORCE, KEEPER,
            label=_("Buka profil naskah"), told=_("membuka profil naskah"), offered=False,
        ),
        Move(
            "adopt", (Status.IN_FORCE,), SAME, KEEPER,
            label=_("Tetapkan profil naskah"), told=_("menetapkan profil naskah"), offered=False,
        ),
    ),
)  # fmt: skip
