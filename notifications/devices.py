"""Devices that let themselves be woken: entering one, leaving it out again."""

import binascii
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Person, Session
from notifications.channels.web_push import may_push_to
from notifications.models import PushSubscription
from workflow.refusals import NOT_FOUND, Refused, invalid

LONGEST_ENDPOINT = 600
POINT = 65
"""Bytes of an uncompressed point on P-256 (RFC 8291 §2.1)."""
SECRET = 16
"""Bytes of the authentication secret (RFC 8291 §2.2)."""
MOST = 20
"""Living devices of one person; the oldest make room."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser's PushSubscription says of itself."""

    endpoint: str
    p256dh: str
    auth: str


def subscribe(
    given: Subscription, *, person: Person, at: datetime, device: UUID | None = None
) -> PushSubscription:
    """Enter a device; one that is known already is the person's from now on.

    Raises Refused: `unknown_push_service`, `broken_subscription`.
    """
    if len(given.endpoint) > LONGEST_ENDPOINT or not may_push_to(given.endpoint):
        sentence = _("Layanan pemberitahuan peramban ini tidak dikenal.")
        raise Refused(invalid("endpoint", "unknown_push_service", sentence))
    for name, length in (("p256dh", POINT), ("auth", SECRET)):
        if len(_bytes(getattr(given, name))) != length:
            sentence = _("Peramban memberi kunci yang tidak dapat dipakai.")
            raise Refused(invalid(name, "broken_subscription", sentence))
    row, _made = PushSubscription.objects.update_or_create(
        endpoint=given.endpoint,
        defaults={
            "person": person, "p256dh": given.p256dh, "auth": given.auth, "device": device,
            "created_at": at, "dead_at": None,
        },
    )  # fmt: skip
    mine = PushSubscription.objects.filter(person=person).order_by("-created_at", "-pk")
    old = list(mine.values_list("pk", flat=True)[MOST:])
    if old:
        PushSubscription.objects.filter(pk__in=old).delete()
    return row


def unsubscribe(public_id: UUID, *, person: Person) -> None:
    """Leave one of the person's own devices out. Raises Refused `not_found`."""
    if not PushSubscription.objects.filter(person=person, public_id=public_id).delete()[0]:
        raise Refused(NOT_FOUND)


def devices_of(person: Person) -> Sequence[PushSubscription]:
    """The person's devices, the newest first; dead ones too, so that they see which."""
    return list(PushSubscription.objects.filter(person=person).order_by("-created_at", "-pk"))


def sign_in_of(session_key: str) -> UUID | None:
    """The handle of a running sign-in, by its key; None where it has none."""
    rows = Session.objects.filter(session_key=session_key)
    return rows.values_list("handle", flat=True).first() if session_key else None


def _bytes(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)) if text.isascii() else b""
    except (ValueError, binascii.Error):
        return b""
