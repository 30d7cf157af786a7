"""Linking a chat account to a person: a code is shown once on a page and written to the bot."""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.access.codes import ALPHABET
from accounts.models import Person
from notifications.chats.models import Chat, LinkCode

LENGTH: Final = 8  # 39 bits, for a quarter of an hour
VALID: Final = timedelta(minutes=15)
_WRITTEN: Final = re.compile(rf"(?:/start\s+)?([{ALPHABET}]{{{LENGTH}}})", re.IGNORECASE)


def new_code(person: Person, channel: str, *, at: datetime) -> str:
    """A code that links whoever writes it; an earlier one of the person counts no longer."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    LinkCode.objects.update_or_create(
        person=person,
        channel=channel,
        defaults={"code_hash": _hash(channel, code), "expires_at": at + VALID},
    )
    return code


def use(chat: Chat, text: str, *, at: datetime) -> Person | None:
    """Link the chat, if the text is a code that counts; inside the transaction that locks the chat.

    The code is used up, and any other chat of the person on this channel is linked no more.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    rows = LinkCode.objects.filter(channel=chat.channel, expires_at__gt=at)
    row = rows.select_related("person").filter(code_hash=_hash(chat.channel, found[1])).first()
    if row is None or not row.person.is_active or not rows.filter(pk=row.pk).delete()[0]:
        return None
    unlink(row.person, chat.channel)
    Chat.objects.filter(pk=chat.pk).update(person=row.person)
    chat.person = row.person
    return row.person


def unlink(person: Person, channel: str) -> int:
    """Nothing goes to the person there, and nothing is taken from there; how many chats it was."""
    with transaction.atomic():
        chats = Chat.objects.filter(channel=channel, person=person)
        return chats.update(person=None, topic="", about={}, expires_at=None)


def is_linked(person: Person, channel: str) -> bool:
    """Whether a chat of this channel is the person's."""
    return Chat.objects.filter(channel=channel, person=person).exists()


def _hash(channel: str, code: str) -> str:
    return salted_hmac(
        f"notifications.linking.{channel}", code.upper(), algorithm="sha256"
    ).hexdigest()
