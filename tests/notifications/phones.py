"""A channel for tests: it reaches whom it is told to, remembers, and answers as it is told."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from notifications import channels
from notifications.channels import Message, Outcome, Sent
from tests.people import Member


@dataclass
class Phones:
    """Reaches `people` only, everybody where it is None."""

    name: str = "phone"
    people: set[int] | None = None
    answer: Callable[[Message], Outcome] = lambda message: Sent(f"id-{message.delivery}")
    sent: list[Message] = field(default_factory=list)

    def addresses(self, people: Collection[int]) -> Mapping[int, str]:
        known = people if self.people is None else self.people & set(people)
        return {person: f"+62{person}" for person in known}

    def send(self, message: Message, address: str) -> Outcome:
        assert address == f"+62{message.person_id}"
        self.sent.append(message)
        return self.answer(message)

    def got(self, member: Member) -> list[Message]:
        """What somebody was sent, oldest first."""
        return [one for one in self.sent if one.person_id == member.person.pk]


def only(*made: Phones) -> dict[str, channels.Channel]:
    """The channels of a test: these in their order, and the bell."""
    bell = channels.channel("in_app")
    return {**{one.name: one for one in made}, "in_app": bell}
