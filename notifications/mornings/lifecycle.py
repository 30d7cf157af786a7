"""The life of a morning: born when its digests are made, and done with that."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workflow.table import BORN, Lifecycle, Move, parts


class MorningStatus(TextChoices):
    """There is one."""

    TOLD = "told", _("disampaikan")


class MorningPart(TextChoices):
    """Nobody does anything to a morning."""

    READER = "reader", _("Yang diberi tahu")


MORNING = Lifecycle(
    noun="morning",
    statuses=MorningStatus,
    parts=MorningPart,
    turn={MorningStatus.TOLD: None},
    final=frozenset(MorningStatus),
    moves=(
        Move(
            "digest", (BORN,), MorningStatus.TOLD, parts(),
            label=_("Ringkasan pagi"), told=_("ringkasan pagi"), offered=False,
        ),
    ),
)  # fmt: skip
