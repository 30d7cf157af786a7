"""What the import compares: each unit, position, person and appointment, as it is and as it shall be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.organisation.given import Given
from accounts.organisation.nouns import Noun
from accounts.tables import Faults


@dataclass(slots=True, eq=False)
class Item:
    """One thing: `old` is what the database holds, `new` what the file gives; either may be None.

    References to other things are the Items themselves, so that what the file adds can be pointed
    at before it has a primary key.
    """

    label: str
    pk: int | None = None
    old: dict[str, Any] | None = None
    new: dict[str, Any] | None = None
    line: int = 0
    sheet: str = ""

    def take(self, row: Given) -> dict[str, Any]:
        """Let the file's row speak for this thing; gives its facts, which a merge then refines."""
        self.new, self.line, self.sheet = row.facts, row.line, row.sheet
        return row.facts

    def value(self, fact: str) -> Any:
        """A fact as it will be; None where neither knows it."""
        if self.new is not None and fact in self.new:
            return self.new[fact]
        return self.old.get(fact) if self.old else None

    def changes(self) -> dict[str, tuple[Any, Any]]:
        """What the file changes of something there: fact -> before, after."""
        if self.old is None or self.new is None:
            return {}
        old = self.old
        return {
            fact: (old.get(fact), value)
            for fact, value in self.new.items()
            if old.get(fact) != value
        }


PositionKey = tuple[Item, str]
AppointmentKey = tuple[Item, Item, str, date]


@dataclass(slots=True)
class Organisation:
    """Everything, each under what it is recognised by."""

    units: dict[str, Item] = field(default_factory=dict)
    positions: dict[PositionKey, Item] = field(default_factory=dict)
    people: list[Item] = field(default_factory=list)
    appointments: dict[AppointmentKey, Item] = field(default_factory=dict)
    by_nip: dict[str, Item] = field(default_factory=dict)
    by_phone: dict[str, Item] = field(default_factory=dict)
    by_email: dict[str, Item] = field(default_factory=dict)
    by_name: dict[str, Item] = field(default_factory=dict)
    # Named wrong already: what leans on them is not named again.
    doubtful: set[str] = field(default_factory=set)

    def items(self, noun: Noun) -> Iterable[Item]:
        """All things of one list."""
        return {
            Noun.UNITS: self.units.values(),
            Noun.POSITIONS: self.positions.values(),
            Noun.PEOPLE: self.people,
            Noun.APPOINTMENTS: self.appointments.values(),
        }[noun]

    def unit(self, code: str) -> Item | None:
        """A unit by its code, in any case."""
        return self.units.get(code.casefold())

    def unit_named(self, name: str) -> Item | None:
        """A unit by its name, for whoever wrote that where the code belongs; units are merged."""
        if not self.by_name:
            for unit in self.units.values():
                self.by_name.setdefault(str(unit.value("name")).casefold(), unit)
        return self.by_name.get(name.casefold())


def circles(items: Iterable[Item], fact: str) -> Iterator[list[Item]]:
    """Chains that come back to where they began, each once, beginning anywhere in it."""
    done: set[Item] = set()
    for start in items:
        path: list[Item] = []
        here: Item | None = start
        while here is not None and here not in done:
            done.add(here)
            path.append(here)
            here = here.value(fact)
        if here is not None and here in path:
            yield path[path.index(here) :]


def name_circles(
    items: Iterable[Item], fact: str, faults: Faults, *, column: str, code: str, reason: Any
) -> bool:
    """Name every circle on its first row in the file, with the whole chain; tells whether any is."""
    found = False
    for circle in circles(items, fact):
        found = True
        listed = [item for item in circle if item.new is not None]
        if not listed:
            continue  # it is in the database already, and not of this file
        first = min(listed, key=lambda item: item.line)
        at = circle.index(first)
        chain = [item.label for item in (*circle[at:], *circle[:at], first)]
        faults.add(
            code, line=first.line, column=column, value=chain[1], sheet=first.sheet,
            reason=reason, chain=" → ".join(_cut(chain)),
        )  # fmt: skip
    return found


_LONGEST_CHAIN = 12


def _cut(chain: list[str]) -> list[str]:
    """A chain short enough to read."""
    if len(chain) <= _LONGEST_CHAIN:
        return chain
    return [*chain[: _LONGEST_CHAIN - 2], "…", chain[-1]]
