"""Web Push with this installation's own keys (RFC 8030, 8188, 8291, 8292): no vendor's cloud between.

What goes through Apple's, Google's or Mozilla's service is an id, encrypted for the one browser; the
words are fetched by the service worker from here, with the reader's own sign-in.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from accounts.models import Session
from notifications.channels import Later, Message, Outcome, Sent, Unreachable
from notifications.channels.wire import DEAD, asked_to_wait
from notifications.models import PushSubscription
from notifications.words import CLEAR
from workflow.outbound import BoundedSession

MOST_DEVICES = 5
URGENCY = {"biasa": "normal", "segera": "high", "sangat_segera": "high"}


class WebPush:
    """All living devices of a person, the newest first."""

    name = "web_push"

    def __init__(self) -> None:
        self._dead: set[int] = set()
        self._lock = threading.Lock()

    def addresses(self, people: Collection[int]) -> Mapping[int, str]:
        """Subscriptions as JSON; none of a device that was signed out. None without a key."""
        if not settings.WEB_PUSH_KEY:
            return {}
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in living(people).order_by("-pk"):
            if len(found[row.person_id]) < MOST_DEVICES:
                keys = {"p256dh": row.p256dh, "auth": row.auth}
                found[row.person_id].append({"pk": row.pk, "endpoint": row.endpoint, "keys": keys})
        return {person: json.dumps(rows) for person, rows in found.items()}

    def send(self, message: Message, address: str) -> Outcome:
        """One request per device; sent if one push service takes it, unreachable if all are dead."""
        devices = json.loads(address)
        outcomes = [self._push(message, device) for device in devices]
        sent = next((out for out in outcomes if isinstance(out, Sent)), None)
        later = next((out for out in outcomes if isinstance(out, Later)), None)
        return sent or later or Unreachable("every device is gone")

    def tidy(self, *, at: datetime) -> int:
        """Mark what push services called gone; one statement, none where nothing was."""
        with self._lock:
            dead, self._dead = self._dead, set()
        if not dead:
            return 0
        return PushSubscription.objects.filter(pk__in=dead, dead_at=None).update(dead_at=at)

    def _push(self, message: Message, device: Mapping[str, Any]) -> Outcome:
        from pywebpush import WebPushException, webpush  # slow to import, and only senders need it

        if not may_push_to(device["endpoint"]):
            self._bury(device)
            return Unreachable("not a known push service")
        headers = {"Urgency": URGENCY[message.urgency]}
        if message.topic:
            headers["Topic"] = message.topic
        try:
            webpush(
                {"endpoint": device["endpoint"], "keys": device["keys"]},
                data=json.dumps(payload(message)),
                vapid_private_key=_key(settings.WEB_PUSH_KEY),
                vapid_claims={"sub": settings.WEB_PUSH_CONTACT},
                ttl=message.ttl,
                headers=headers,
                requests_session=BoundedSession(settings.SEND_TIMEOUT),
            )
        except WebPushException as error:
            return self._refused(error.response, device)
        except requests.RequestException as error:
            return Later(type(error).__name__)
        except ValueError:
            return self._refused(None, device)
        return Sent(str(message.delivery))

    def _refused(self, response: Any, device: Mapping[str, Any]) -> Outcome:
        """What a no means; without an answer the device's keys are such that nothing can be sent."""
        if response is None or response.status_code in DEAD:
            self._bury(device)
            why = "broken keys" if response is None else f"HTTP {response.status_code}"
            return Unreachable(why)
        return Later(f"HTTP {response.status_code}", asked_to_wait(response.headers))

    def _bury(self, device: Mapping[str, Any]) -> None:
        with self._lock:
            self._dead.add(device["pk"])


def payload(message: Message) -> dict[str, str]:
    """What the push service carries: an id, and for taking away the tag that is on the screen."""
    if message.verb == CLEAR:
        return {"clear": message.topic}
    return {"id": str(message.delivery)}


def living(people: Collection[int]) -> Any:
    """Subscriptions that can be woken: not dead, and of a sign-in that still runs."""
    running = Session.objects.filter(handle=OuterRef("device"), person=OuterRef("person"))
    signed_in = Q(device=None) | Exists(running)
    return PushSubscription.objects.filter(
        signed_in, person__in=people, person__is_active=True, dead_at=None
    )


def may_push_to(endpoint: str) -> bool:
    """Whether the address belongs to a known push service: nobody makes this server call others.

    A bare name in SIGAP_PUSH_SERVICES allows HTTPS to it and to what ends with it; one with a scheme
    allows exactly that origin.
    """
    try:
        parts = urlsplit(endpoint)
        host, origin = parts.hostname or "", f"{parts.scheme}://{parts.netloc}"
    except ValueError:
        return False
    for known in settings.PUSH_SERVICES:
        if "://" in known:
            if origin == known:
                return True
        elif parts.scheme == "https" and (host == known or host.endswith(f".{known}")):
            return True
    return False


@lru_cache(maxsize=2)
def _key(raw: str) -> Any:
    from py_vapid import Vapid

    return Vapid.from_string(raw)


def public_key() -> str:
    """The public key as browsers want it (uncompressed point, base64url); empty without a key."""
    if not settings.WEB_PUSH_KEY:
        return ""
    return _public_key(settings.WEB_PUSH_KEY)


@lru_cache(maxsize=2)
def _public_key(raw: str) -> str:
    from base64 import urlsafe_b64encode

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    point = _key(raw).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).decode().rstrip("=")
