"""Who writes: by the number the directory has, or by the account that was linked."""

from dataclasses import replace

from accounts.actors import Actor, actor_of
from accounts.models import Person
from notifications.chats.models import Chat, Inbound
from workflow.actors import Channel, Strength

STRENGTHS: dict[str, Strength] = {"sms": "weak"}
"""A number on WhatsApp and a linked account identify well; the sender of an SMS can be forged."""
LINKED = frozenset({"telegram"})
"""Channels that know no numbers: there an account is linked by a code."""


def person_of(chat: Chat) -> Person | None:
    """The person behind an address; None for a stranger, and for whoever was blocked."""
    if chat.channel in LINKED:
        return chat.person if chat.person is not None and chat.person.is_active else None
    return Person.objects.filter(phone=chat.address, is_active=True).first()


def actor_for(inbound: Inbound, person: Person) -> Actor:
    """The actor of a message: its channel, how sure we are, and when the phone says it was said."""
    channel: Channel = inbound.channel  # type: ignore[assignment]
    actor = actor_of(
        person,
        at=inbound.at,
        channel=channel,
        strength=STRENGTHS.get(inbound.channel, "medium"),
        request_id=f"{inbound.channel}-{inbound.pk}",
    )
    return replace(actor, device_at=min(inbound.said_at, inbound.at))
