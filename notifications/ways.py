"""On which channel somebody is reached: their own order of channels, as far as they work."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from accounts.models import Person
from notifications import channels
from notifications.models import Preference

BELL = "in_app"
"""The channel of last resort, which nobody can switch off."""

UNPLACED = 1000


@dataclass(frozen=True, slots=True)
class Way:
    """One channel of one person: switched on or not, and whether there is an address for it."""

    channel: str
    is_on: bool
    works: bool


def ways(people: Collection[int]) -> Mapping[int, list[Way]]:
    """Every channel of each person, the preferred first and the bell last.

    One statement, and at most one more per channel.
    """
    return _found(people, {name: channels.channel(name).addresses(people) for name in _outside()})


def ways_of(people: Collection[Person]) -> Mapping[int, list[Way]]:
    """The same for people whose rows are at hand: what stands there is not asked for again."""
    known = {name: channels.addresses_of(name, people) for name in _outside()}
    return _found({person.pk for person in people}, known)


def _outside() -> list[str]:
    return [name for name in channels.names() if name != BELL]


def _found(
    people: Collection[int], known: Mapping[str, Mapping[int, str]]
) -> Mapping[int, list[Way]]:
    chosen: dict[int, dict[str, tuple[int, bool]]] = defaultdict(dict)
    rows = Preference.objects.filter(person__in=people)
    for person, name, place, is_on in rows.values_list("person", "channel", "place", "is_on"):
        chosen[person][name] = (place, is_on)
    return {person: _ways(person, chosen[person], known) for person in people}


def _ways(
    person: int,
    chosen: Mapping[str, tuple[int, bool]],
    known: Mapping[str, Mapping[int, str]],
) -> list[Way]:
    # Sorting is stable: what somebody did not place stays in the installation's order.
    ordered = sorted(known, key=lambda name: chosen.get(name, (UNPLACED, True))[0])
    outside = [Way(name, chosen.get(name, (0, True))[1], person in known[name]) for name in ordered]
    return [*outside, Way(BELL, is_on=True, works=True)]


def usable(found: list[Way]) -> list[str]:
    """Names of the channels to be tried, in order; the bell is always the last of them."""
    return [way.channel for way in found if way.is_on and way.works]
