"""The telling of one entry to one position, on its way to people and channels."""

from dataclasses import dataclass

from notifications import rules
from workflow.models import Entry


@dataclass(frozen=True, slots=True)
class Telling:
    """One position to be told of one entry, and what that is about for it."""

    entry: Entry
    told: rules.Told
