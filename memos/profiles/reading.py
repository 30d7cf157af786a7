"""The version in force on a day, kept per process for as long as nothing was adopted.

Whoever asks reads the head of the book first, in one statement; so a new version counts in every
process at once. A head is a hash over all that happened before: two are never equal by chance, not
even where a transaction is rolled back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from memos.paper import DEFAULT, Profile
from memos.profiles import look, rules
from memos.profiles.drawings import NAMES
from memos.profiles.models import LetterProfile, ProfileVersion
from memos.profiles.rules import Rules

TRIES = 5
KEPT = 16


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it is used: what it is called, since when it holds, and what it says."""

    label: str
    effective_on: date
    values: Mapping[str, Any]
    look: Profile
    rules: Rules = field(default_factory=Rules)


BUILT_IN = Version(DEFAULT.version, date.min, {}, DEFAULT, rules.built({}))


def versions() -> tuple[Version, ...]:
    """All there are, the built-in one first, then as adopted; one statement."""
    head = _head()
    for _try in range(TRIES):
        found, afterwards = _read(head)
        if afterwards == head:
            break
        head = afterwards
    return found


def on_day(on: date) -> Version:
    """The version in force: the one that began last, of those begun the same day the newest."""
    found = BUILT_IN
    for each in versions():
        if found.effective_on <= each.effective_on <= on:
            found = each
    return found


def labelled(label: str) -> Version:
    """The version of that name; the built-in one for a name that is none of the regency's own."""
    return next((each for each in versions() if each.label == label), BUILT_IN)


def _head() -> str:
    return LetterProfile.objects.values_list("head", flat=True).first() or ""


@lru_cache(maxsize=KEPT)
def _read(head: str) -> tuple[tuple[Version, ...], str]:
    """All versions under a head, and the head after all was read: another if one fell between."""
    if not head:
        return (BUILT_IN,), head
    rows = list(ProfileVersion.objects.select_related(*NAMES).order_by("pk"))
    drawings = _drawings(rows)
    return (BUILT_IN, *(_used(row, drawings[row.pk]) for row in rows)), _head()


def _drawings(rows: Iterable[ProfileVersion]) -> dict[int, dict[str, str]]:
    """Of every version its drawings: its own, else those of the version that holds before it.

    Nothing that has begun changes by it: a new version begins today or later.
    """
    made, held = {}, {}
    for row in sorted(rows, key=lambda row: (row.effective_on, row.pk)):
        for name in NAMES:
            if own := getattr(row, name):
                held[name] = own.sha256
        made[row.pk] = dict(held)
    return made


def _used(row: ProfileVersion, drawings: Mapping[str, str]) -> Version:
    return Version(
        row.label,
        row.effective_on,
        row.values,
        look.built(row.values, label=row.label, drawings=drawings),
        rules.built(row.values),
    )
