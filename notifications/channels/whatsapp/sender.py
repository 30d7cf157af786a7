"""Sends through the WhatsApp Business Cloud API, and fetches what people sent."""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models.functions import Now

from accounts.models import Person
from notifications.channels import Later, Message, Outcome, Sent, Unreachable, wire
from notifications.channels.whatsapp import faults, messages
from notifications.channels.whatsapp import settings as own
from notifications.chats.models import ID, Chat
from notifications.chats.talk import File, Tap

logger = logging.getLogger("sigap.whatsapp")

WINDOW: Final = timedelta(hours=24)
_MARGIN: Final = timedelta(minutes=5)  # between our clock, the provider's, and the way there
_MEDIA_HOSTS: Final = frozenset({"lookaside.fbsbx.com"})
"""Where the provider keeps what people sent; the token goes nowhere else."""


class WhatsApp:
    """The channel: verified numbers, one request per message."""

    name = own.NAME

    def addresses(self, people: Collection[int]) -> Mapping[int, str]:
        """Person id to number. One statement; none while the channel is off."""
        if not own.is_on():
            return {}
        rows = Person.objects.filter(pk__in=people, phone__isnull=False, is_active=True)
        return {pk: phone for pk, phone in rows.values_list("pk", "phone") if phone}

    def address_on(self, person: Person) -> str:
        """The person's number, while the channel is on."""
        return (person.phone or "") if own.is_on() and person.is_active else ""

    def send(self, message: Message, address: str) -> Outcome:
        """Inside the 24 hours as it is, else by template. One request and one small statement."""
        if not own.is_on():
            return Unreachable("channel is off")
        if not self._window_is_open(address):
            return self._post(messages.template(message, address))
        outcome = self._post(messages.inside_window(message, address))
        if isinstance(outcome, Unreachable) and outcome.why.startswith(str(faults.WINDOW_CLOSED)):
            # The provider counts otherwise than we do; by template it goes.
            Chat.objects.filter(channel=self.name, address=address).update(last_inbound_at=None)
            return Later(outcome.why, 0.0)
        return outcome

    def answer(self, address: str, text: str, taps: Sequence[Tap], *, quoted: str) -> Outcome:
        """Write back to somebody who just wrote."""
        return self._post(messages.reply(address, text, taps, quoted=quoted))

    def fetch(self, media: str) -> File | Later | Unreachable:
        """The file behind a media id: first its address, which lives for minutes, then its bytes."""
        told = wire.get(own.address(media), headers=own.headers())
        if isinstance(told, Later):
            return told
        if not told.is_success:
            return Unreachable("media is gone") if told.is_gone else faults.judge(told)
        url = told.object().get("url")
        if not isinstance(url, str) or not _is_providers(url):
            return Unreachable("media has no address")
        kept = wire.get(url, headers=own.headers(), most=settings.UPLOAD_MAX_BYTES, seconds=30.0)
        if isinstance(kept, Later):
            return Unreachable(kept.why) if kept.why == "too large" else kept
        if not kept.is_success:
            return Unreachable("media is gone") if kept.is_gone else faults.judge(kept)
        return File(kept.body, "")

    def _window_is_open(self, address: str) -> bool:
        since = Now() - (WINDOW - _MARGIN)
        chats = Chat.objects.filter(channel=self.name, address=address, last_inbound_at__gt=since)
        return chats.exists()

    def _post(self, given: Mapping[str, Any]) -> Outcome:
        url = own.address(f"{settings.WHATSAPP_PHONE_ID}/messages")
        answer = wire.post(url, given, headers=own.headers())
        if isinstance(answer, Later):
            return answer
        if not answer.is_success:
            outcome = faults.judge(answer)
            logger.warning("whatsapp refused", extra={"status": answer.status, "why": outcome.why})
            return outcome
        found = _id_of(answer.object())
        return Sent(found) if found else Later("answer without a message id")


def _id_of(answer: Mapping[str, Any]) -> str:
    """The id the provider gave the message; empty where the answer makes no sense."""
    rows = answer.get("messages")
    first = rows[0] if isinstance(rows, list) and rows else None
    found = first.get("id") if isinstance(first, dict) else None
    return found if isinstance(found, str) and len(found) <= ID else ""


def _is_providers(url: str) -> bool:
    """Whether the token may be sent there: the base URL itself, or the provider's store of files."""
    try:
        there, base = urlsplit(url), urlsplit(settings.WHATSAPP_URL)
        if (there.scheme, there.hostname, there.port) == (base.scheme, base.hostname, base.port):
            return True
    except ValueError:
        return False
    return there.scheme == "https" and there.port is None and there.hostname in _MEDIA_HOSTS
