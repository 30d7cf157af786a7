"""A thousand people on five channels, and orders to them that come due one after the other."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

CHANNELS = ("web_push", "whatsapp", "telegram", "email", "sms")
ORDERS, RECIPIENTS = 100, 10
ANSWER = timedelta(days=1)
"""What Sangat segera gives here: the second rung is six hours off, whatever the run takes."""


def prepare(push_url: str, key: Any) -> list[str]:
    """Everybody, each channel the first of a fifth of them; public ids of their positions.

    `push_url` is the push service, `key` the private key of every browser.
    """
    from accounts.models import Appointment, Person, Position
    from tests.people import cast, unit

    now = timezone.now()
    cast()
    home = unit("Kantor Contoh")
    many = range(ORDERS * RECIPIENTS)
    positions = Position.objects.bulk_create(
        Position(unit=home, title=f"Kepala Seksi {n}", kind="kasi", rank=80) for n in many
    )
    persons = Person.objects.bulk_create(
        Person(name=f"Orang {n}", phone=f"+62811{n:07d}", email=f"orang{n}@contoh.example")
        for n in many
    )
    Appointment.objects.bulk_create(
        Appointment(person=person, position=position, starts_on=now.date() - timedelta(days=9))
        for person, position in zip(persons, positions, strict=True)
    )
    _reachable(persons, push_url, key, now)
    _unhurried(now)
    return [str(position.public_id) for position in positions]


def _reachable(persons: Sequence[Any], push_url: str, key: Any, now: datetime) -> None:
    from notifications.chats.models import Chat
    from notifications.models import Preference, PushSubscription
    from tests.fakes.push import Browser

    browser = Browser("", key)
    p256dh, auth = browser.p256dh, browser.auth
    PushSubscription.objects.bulk_create(
        PushSubscription(
            person=person, endpoint=f"{push_url}/{n}", p256dh=p256dh, auth=auth, created_at=now
        )
        for n, person in enumerate(persons)
    )
    Chat.objects.bulk_create(
        Chat(channel="telegram", address=str(7_000_000 + n), person=person)
        for n, person in enumerate(persons)
    )
    Preference.objects.bulk_create(
        Preference(person=person, channel=name, place=(place - n) % len(CHANNELS))
        for n, person in enumerate(persons)
        for place, name in enumerate(CHANNELS)
    )


def _unhurried(now: datetime) -> None:
    """A policy under which no second rung comes due during the run."""
    from instructions.worktime import editing
    from instructions.worktime.policy import DEFAULT, Counting, Policy
    from tests.instructions.worktimes import organiser

    slow = Policy(ANSWER, ANSWER * 2, ANSWER, Counting.ALWAYS)
    editing.set_policy({**DEFAULT, "sangat_segera": slow}, actor=organiser(), at=now - ANSWER * 2)


def give(number: int, positions: Sequence[str]) -> None:
    """Order `number`, given so long ago that its first rung is due, and reminded of just now."""
    from accounts.models import Person
    from instructions import actions, issuing
    from instructions.addressing import Recipient
    from instructions.issuing import Order
    from tests.people import actor

    now = timezone.now()
    giver = actor(Person.objects.get(appointments__position__kind="bupati"))
    chosen = positions[number * RECIPIENTS : (number + 1) * RECIPIENTS]
    order = issuing.issue(
        Order(
            text=f"Periksa tanggul {number}.",
            urgency="sangat_segera",
            recipients=tuple(Recipient(key) for key in chosen),
        ),
        actor=giver,
        at=now - ANSWER - timedelta(minutes=1),
    )
    actions.remind_silent(str(order.public_id), actor=giver, at=now)
