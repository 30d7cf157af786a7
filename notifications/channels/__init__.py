"""What a channel is: a way to reach a person outside the pages, and what it says of a try.

Each channel is a package of its own below this one, and enters itself when the app starts. It
knows addresses and one provider's protocol, and nothing of orders: the words come finished.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable
from uuid import UUID

from accounts.models import Person


@dataclass(frozen=True, slots=True)
class Button:
    """One answer that can be tapped in the message itself; at most three in a message.

    `verb` is "acknowledge", "ask" or "report"; `label` "Siap", "Mohon arahan" or "Lapor".
    """

    verb: str
    label: str


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is told of one entry, in words already cut to the order's class.

    `delivery` is the public id of the Delivery: idempotency key towards providers, callback data.
    `position_id` is the hat it is told to. `verb` is the entry's: send, return, remind, ... or
    "digest", "step". `reference` is P-0412/2026. `share` is the public id of the assignment it is
    about, if of one. `title` is one line, `body` several; for a class above Biasa they hold no
    content, only that there is something. `link` is absolute and free of identity. `urgency` is
    biasa, segera or sangat_segera. `ttl` is how many seconds it is worth delivering (to the next
    step). A message with the same `topic` replaces an older one (Web Push Topic).
    """

    delivery: UUID
    person_id: int
    position_id: int
    verb: str
    reference: str
    share: UUID | None
    title: str
    body: str
    link: str
    buttons: tuple[Button, ...]
    urgency: str
    ttl: int
    topic: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took it, and calls it by this id (empty where it gives none)."""

    provider_id: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: 429, 5xx, time-out, half an answer. `seconds` is what the provider asked to wait."""

    why: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """This address is dead: the next channel."""

    why: str


Outcome = Sent | Later | Unreachable


class Channel(Protocol):
    """One way to reach people."""

    name: str

    def addresses(self, people: Collection[int]) -> Mapping[int, str]:
        """Person id -> address; without an entry the channel cannot reach them. One statement at most."""

    def send(self, message: Message, address: str) -> Outcome:
        """One request over the network, outside every transaction, in bounded time."""


@runtime_checkable
class OnPerson(Protocol):
    """A channel whose address stands on the person's own row: nothing is looked up for it."""

    def address_on(self, person: Person) -> str:
        """The address, or nothing where the channel cannot reach them."""


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Enter a channel; the app does so when it starts. A second of the same name replaces it."""
    _channels[channel.name] = channel


def channel(name: str) -> Channel:
    """The channel of this name. Raises KeyError where it is not entered (any more)."""
    return _channels[name]


def addresses_of(name: str, people: Collection[Person]) -> Mapping[int, str]:
    """As the channel's `addresses`, of people whose rows are at hand; no statement where they do."""
    made = channel(name)
    if not isinstance(made, OnPerson):
        return made.addresses({person.pk for person in people})
    found = {person.pk: made.address_on(person) for person in people}
    return {pk: address for pk, address in found.items() if address}


def names() -> tuple[str, ...]:
    """Names of all channels, in the order they were entered: the strength a person has by default."""
    return tuple(_channels)
