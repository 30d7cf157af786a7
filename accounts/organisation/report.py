"""What an import would do or did: counts, every change, every fault; never half of it."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.organisation.items import Item, Organisation
from accounts.organisation.nouns import HEADINGS, Noun
from accounts.tables import Fault

# Said to have changed, never shown: whoever looks over the shoulder does not need them.
PRIVATE: Final = frozenset({"nip", "phone", "email"})


class Outcome(StrEnum):
    """What becomes of one thing. What the file leaves out is only listed: nothing is deleted."""

    NEW = "baru"
    CHANGED = "berubah"
    ABSENT = "tidak ada di berkas"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a list are new, changed, the same, and not in the file."""

    new: int = 0
    changed: int = 0
    same: int = 0
    absent: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new, changed or absent; `line` 0 where it is not in the file."""

    noun: Noun
    outcome: Outcome
    label: str
    line: int = 0
    sheet: str = ""
    facts: tuple[tuple[str, str, str], ...] = ()
    """Heading, before, after; of private facts only the heading."""


@dataclass(frozen=True, slots=True)
class Report:
    """All of it. With faults nothing was written and nothing will be."""

    counts: dict[Noun, Count] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    digest: str = ""
    """Stands for exactly these changes: a confirmation names it, and is refused if it is another."""

    @property
    def writes(self) -> int:
        """How many things would be written."""
        return sum(count.new + count.changed for count in self.counts.values())


def told(found: Organisation, nouns: Collection[Noun], *, on: date) -> Report:
    """The report of a merge without faults, for the lists that the files hold."""
    counts, changes = {}, []
    digest = hashlib.sha256()
    for noun in Noun:
        if noun not in nouns:
            continue
        new = changed = same = absent = 0
        for item in found.items(noun):
            if item.new is None:
                if _missed(item, noun, on):
                    absent += 1
                    changes.append(Change(noun, Outcome.ABSENT, _label(item, noun)))
                continue
            diffs = item.changes()
            if item.old is None:
                new += 1
            elif diffs:
                changed += 1
            else:
                same += 1
                continue
            outcome = Outcome.NEW if item.old is None else Outcome.CHANGED
            digest.update(repr((noun, item.pk, item.label, sorted(_plain(item)))).encode())
            facts = tuple(_told(fact, *values) for fact, values in sorted(diffs.items()))
            changes.append(Change(noun, outcome, _label(item, noun), item.line, item.sheet, facts))
        counts[noun] = Count(new, changed, same, absent)
    return Report(counts, tuple(changes), digest=digest.hexdigest())


def _missed(item: Item, noun: Noun, on: date) -> bool:
    """Whether somebody should look why this is not in the file; what is over is not missed."""
    old: dict[str, Any] = item.old or {}
    if noun is Noun.POSITIONS:
        return bool(old["is_active"])
    if noun is Noun.PEOPLE:
        return bool(old["is_active"] and not old["is_staff"])
    if noun is Noun.APPOINTMENTS:
        return bool(old["ends_on"] is None or old["ends_on"] >= on)
    return True


def _label(item: Item, noun: Noun) -> str:
    """What a person calls it."""
    if noun is Noun.UNITS:
        return f"{item.label} {item.value('name')}"
    if noun is Noun.POSITIONS:
        return f"{item.label} ({item.value('unit').label})"
    return str(item.label)


def _plain(item: Item) -> Iterator[tuple[str, str, str]]:
    """What is written of a thing, the same in every language."""
    for fact, value in (item.new or {}).items():
        yield fact, _bare((item.old or {}).get(fact)), _bare(value)


def _bare(value: Any) -> str:
    return f"{value.pk} {value.label}" if isinstance(value, Item) else repr(value)


def _told(fact: str, before: Any, after: Any) -> tuple[str, str, str]:
    heading = HEADINGS.get(fact, fact)
    return (heading, "", "") if fact in PRIVATE else (heading, _shown(before), _shown(after))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, Item):
        return value.label
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    return "" if value is None else str(value)
