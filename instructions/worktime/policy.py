"""The urgency policy: how long for an answer, for the work, for the giver's own turn; which hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Counting(TextChoices):
    """Which hours count for an urgency."""

    OFFICE = "office", _("Jam kerja")
    WAKING = "waking", _("Setiap hari pukul 06.00–21.00")
    ALWAYS = "always", _("Sepanjang waktu")


@dataclass(frozen=True, slots=True)
class Policy:
    """Lengths in hours that count. `giver` is for a question, a redirect and a report."""

    answer: timedelta
    finish: timedelta
    giver: timedelta
    counts: Counting


def _hours(count: float) -> timedelta:
    return timedelta(hours=count)


# 37.5 office hours are five working days.
DEFAULT: Final[Mapping[str, Policy]] = {
    "biasa": Policy(_hours(6), _hours(37.5), _hours(6), Counting.OFFICE),
    "segera": Policy(_hours(2), _hours(15), _hours(2), Counting.WAKING),
    "sangat_segera": Policy(_hours(0.5), _hours(6), _hours(0.5), Counting.ALWAYS),
}
URGENCIES: Final = tuple(DEFAULT)
