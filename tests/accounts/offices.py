"""An office with a clerk who administers it, for stories about cards and phones."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.access import actions, pins
from accounts.access.owner import Owner
from accounts.models import Appointment, Person, Position, PositionKind, Unit
from tests.people import AT, START, Member, actor, appoint, person, position, unit

PIN = "804615"
_NOBODY = make_password(None)


@dataclass(frozen=True, slots=True)
class Office:
    """A unit, its clerk, its leader, and its staff, of whom nobody ever signed in."""

    unit: Unit
    clerk: Member
    head: Member
    staff: tuple[Person, ...]


def office(
    name: str = "Kecamatan Pelawan", *, staff: int = 3, parent: Unit | None = None
) -> Office:
    """A district with its clerk; the staff are without any secret."""
    made = unit(name, parent=parent)
    desk = position(f"Operator {name}", unit=made, kind=PositionKind.STAFF, administers=made)
    clerk = Member(person(f"Operator {name}"), desk)
    appoint(clerk.person, desk)
    head = Member(
        person(f"Kepala {name}", password=None),
        position(f"Kepala {name}", unit=made, kind=PositionKind.DISTRICT_HEAD, rank=40),
    )
    appoint(head.person, head.position)
    return Office(made, clerk, head, tuple(people(made, staff)))


def people(where: Unit, count: int) -> list[Person]:
    """Staff of a unit who never signed in, in three statements."""
    base = Person.objects.count() * 1000
    made = [
        Person(
            name=f"Pegawai {base + n}",
            nip=f"1985010120{base + n:08d}",
            phone=f"+62811{base + n:08d}",
            password=_NOBODY,
        )
        for n in range(count)
    ]
    Person.objects.bulk_create(made)
    posts = [
        Position(title=f"Pelaksana {base + n}", unit=where, kind=PositionKind.STAFF)
        for n in range(count)
    ]
    Position.objects.bulk_create(posts)
    Appointment.objects.bulk_create(
        Appointment(person=who, position=post, starts_on=START)
        for who, post in zip(made, posts, strict=True)
    )
    return made


def key(who: Person) -> str:
    """How the actions name a person."""
    return str(who.public_id)


def card_for(who: Person, clerk: Member) -> str:
    """Print a card for somebody; its code."""
    (card,) = actions.issue_cards([key(who)], actor=actor(clerk.person), at=AT).cards
    return card.code


def activate(code: str, pin: str = PIN, *, again: str | None = None, at=AT) -> Person:
    """What the person does with the card."""
    return actions.activate(code, pin, again=again or pin, by=lambda who: Owner(who, "web"), at=at)


def activated(who: Person, clerk: Member) -> Person:
    """Somebody with a PIN."""
    assert not pins.is_simple(PIN, person=who)
    return activate(card_for(who, clerk))
