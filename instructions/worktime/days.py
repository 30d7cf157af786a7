"""Days off: national holidays, which are computed, and what the regency has on record besides.

The moving ones rest on computed new moons; a decree may set them a day apart. So every day on record
wins: a holiday added by decree, one that is worked after all, cuti bersama, a local day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DayKind(TextChoices):
    """Why a day on record is no ordinary day."""

    NATIONAL = "national_override", _("Libur nasional")
    JOINT_LEAVE = "cuti_bersama", _("Cuti bersama")
    LOCAL = "local", _("Libur daerah")
    WORKING = "working", _("Tetap masuk kerja")


@dataclass(frozen=True, slots=True)
class DayOnRecord:
    """A day as the regency has it; `name` is what is celebrated, without the kind."""

    kind: str
    name: str


@cache
def national(year: int) -> Mapping[date, str]:
    """National holidays of a year by the package `holidays`, with their Indonesian names."""
    return _computed(year, "public")


@cache
def proposed(year: int) -> Mapping[date, str]:
    """Cuti bersama of a year as far as the package knows its decree; only ever a proposal."""
    prefix = "Cuti Bersama "
    known = _computed(year, "government")
    return {day: name.removeprefix(prefix) for day, name in known.items()}


def _computed(year: int, category: str) -> dict[date, str]:
    # Imported at the first use: it takes half a second, which most commands never need.
    from holidays.countries.indonesia import Indonesia

    found = Indonesia(years=year, language="id", categories=(category,))
    return dict(sorted(found.items()))
