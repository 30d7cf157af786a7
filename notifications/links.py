"""Bound links: what a message carries, who may confirm one, and when it is dead.

A link is 128 random bits in the message and a hash here. To fetch its address shows a card without
names and changes nothing. Whoever confirms with the person's own PIN binds it to their device, and
reads and answers that one order in that one hat until it expires. It dies with the hat, with the
person's account, and with whatever signs the person out everywhere (docs/adr/0025-links.md).
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.hats import Hat, hats_of
from accounts.models import Access, Person
from instructions.queries import SECRET
from notifications.channels import Message
from notifications.models import Delivery, Link
from workflow.models import Entry

TOKEN_BYTES = 16
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
LIFE = timedelta(days=7)
OPEN_FOR = timedelta(hours=12)
"""How long a device reads on before it is asked again."""

MOST_WRONG = 5
"""Wrong secrets after which a link is dead, whatever the person's own count says."""

KEPT = timedelta(days=30)
"""How long a dead link is kept, so that its address tells that it expired."""

CARRIED = frozenset({"sms", "email", "whatsapp", "telegram"})
"""Channels whose messages lie where their person is not signed in."""

ENDING = ("sign_out", "reset", "block", "change_number", "change_pin")
"""Acts on somebody's access after which nothing that was sent before opens anything."""


class State(Enum):
    """What an address is to whoever opens it."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    ENDED = "ended"
    """The hat or the account is no more, or too many tries were wrong."""
    ELSEWHERE = "elsewhere"
    """Another device confirmed it."""
    CLOSED = "closed"
    """It may be confirmed here."""
    OPEN = "open"
    """This device has it open."""


@dataclass(frozen=True, slots=True)
class Found:
    """A link as it stands for one device."""

    state: State
    link: Link | None = None
    hat: Hat | None = None


def new_token() -> str:
    """22 letters, digits, - and _, that hold 128 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token or a device's cookie: an HMAC under the secret key."""
    return salted_hmac("notifications.link", token, algorithm="sha256").hexdigest()


# --- Putting links into messages --------------------------------------------------------------------


def into(
    rows: Sequence[Delivery], said: Mapping[int, Message], *, at: datetime
) -> Mapping[int, Message]:
    """The messages, each about somebody's own share with a link of its own; one statement.

    Every try gets a fresh one: a message that may have gone out unnoticed keeps its own. Without the
    setting, above Terbatas, and about anything but one's own share the plain address stays.
    """
    if not settings.LINKS:
        return said
    made: list[Link] = []
    changed = dict(said)
    for row in rows:
        share = row.assignment
        if share is None or not _may_carry(row):
            continue
        token = new_token()
        made.append(
            Link(
                token_hash=hash_of(token), delivery=row, person_id=row.person_id,
                position_id=row.position_id, assignment=share,
                created_at=at, expires_at=at + LIFE,
            )
        )  # fmt: skip
        path = reverse("web:link", args=[token])
        changed[row.pk] = replace(said[row.pk], link=f"{settings.BASE_URL.rstrip('/')}{path}")
    Link.objects.bulk_create(made)
    return changed


def _may_carry(row: Delivery) -> bool:
    share, order = row.assignment, row.instruction
    if row.channel not in CARRIED or share is None or order is None:
        return False
    return share.position_id == row.position_id and order.classification not in SECRET


# --- Opening ----------------------------------------------------------------------------------------


def find(token: str, *, device: str, at: datetime) -> Found:
    """What an address is for a device (its cookie, or empty); changes nothing."""
    if not TOKEN.fullmatch(token):
        return Found(State.UNKNOWN)
    rows = Link.objects.filter(token_hash=hash_of(token)).select_related("person", "assignment")
    link = rows.first()
    return Found(State.UNKNOWN) if link is None else judged(link, device=device, at=at)


def opened(device: str, share: UUID, *, at: datetime) -> Found | None:
    """The link by which a device has a share open, or None; changes nothing."""
    if not TOKEN.fullmatch(device):
        return None
    rows = Link.objects.filter(
        device_hash=hash_of(device), assignment__public_id=share, open_until__gt=at
    )
    for link in rows.select_related("person", "assignment").order_by("-bound_at", "-pk")[:3]:
        found = judged(link, device=device, at=at)
        if found.state is State.OPEN:
            return found
    return None


def judged(link: Link, *, device: str, at: datetime) -> Found:
    """What a link is for a device; three statements at the most."""
    if at >= link.expires_at:
        return Found(State.EXPIRED, link)
    hat = _hat(link, at)
    if hat is None or link.wrong >= MOST_WRONG or _is_withdrawn(link):
        return Found(State.ENDED, link)
    if link.bound_at is None:
        return Found(State.CLOSED, link, hat)
    if not (device and constant_time_compare(link.device_hash, hash_of(device))):
        return Found(State.ELSEWHERE, link, hat)
    is_open = link.open_until is not None and at < link.open_until
    return Found(State.OPEN if is_open else State.CLOSED, link, hat)


def _hat(link: Link, at: datetime) -> Hat | None:
    """The hat it was sent to, while its person wears it."""
    if not link.person.is_active:
        return None
    hats = hats_of(link.person, on=timezone.localdate(at))
    return next((hat for hat in hats if hat.position_id == link.position_id), None)


def _is_withdrawn(link: Link) -> bool:
    """Whether the person was signed out everywhere since it was sent."""
    access = Access.objects.filter(person=link.person_id).values("pk")
    acts = Entry.objects.filter(kind=Access.kind, subject_id__in=access, verb__in=ENDING)
    return acts.filter(at__gte=link.created_at).exists()


# --- Confirming -------------------------------------------------------------------------------------


def login_of(person: Person) -> str:
    """By what the person signs in, for the sign-in's own count of tries."""
    return person.nip or person.phone or person.email or person.username


def take(link: Link) -> bool:
    """Write a try down before it is judged; False where the link has none left."""
    rows = Link.objects.filter(pk=link.pk, wrong__lt=MOST_WRONG)
    return bool(rows.update(wrong=F("wrong") + 1))


def give_back(link: Link) -> None:
    """The try was not judged: nobody was asked whether the secret is right."""
    Link.objects.filter(pk=link.pk, wrong__gt=0).update(wrong=F("wrong") - 1)


def bind(link: Link, *, device: str, at: datetime) -> bool:
    """The secret was right: open it on this device. False where another device was quicker."""
    hashed = hash_of(device)
    free = Q(bound_at=None) | Q(device_hash=hashed)
    return bool(
        Link.objects.filter(free, pk=link.pk).update(
            bound_at=at, device_hash=hashed, open_until=at + OPEN_FOR, wrong=0
        )
    )


def close(device: str, *, at: datetime) -> int:
    """Shut whatever a device has open; it confirms again before it reads on. Returns how many."""
    if not TOKEN.fullmatch(device):
        return 0
    rows = Link.objects.filter(device_hash=hash_of(device), open_until__gt=at)
    return rows.update(open_until=at)


def purge(*, at: datetime, limit: int = 500) -> int:
    """Forget links that expired long ago; returns how many."""
    old = Link.objects.filter(expires_at__lt=at - KEPT).order_by("expires_at")
    ids = list(old.values_list("pk", flat=True)[:limit])
    return Link.objects.filter(pk__in=ids).delete()[0] if ids else 0
