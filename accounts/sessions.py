"""Sessions in the database, as Django keeps them, each row with its person and device.

So one statement ends every session of a person, web and app alike (accounts.access.devices).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends import db
from django.http import HttpRequest
from uuid6 import uuid7

if TYPE_CHECKING:
    from accounts.models import Session

DEVICE = "perangkat"
LONGEST_DEVICE = 200


class SessionStore(db.SessionStore):
    """Django's own, which would ask PostgreSQL for a NUL that a quoted cookie may hold."""

    @classmethod
    def get_model_class(cls) -> "type[Session]":
        """The rows with a person."""
        from accounts.models import Session

        return Session

    def _validate_session_key(self, key: str) -> bool:
        """Only letters and digits, of which Django makes its keys."""
        return bool(key) and key.isascii() and key.isalnum() and super()._validate_session_key(key)  # type: ignore[misc]

    def create_model_instance(self, data: Mapping[str, Any]) -> "Session":
        """The row to save, with what the data says of the person and the device."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment,arg-type]
        told = data.get(DEVICE)
        if SESSION_KEY in data and told:
            row.person_id = int(data[SESSION_KEY])
            row.handle = UUID(told["handle"])
            row.is_app, row.device = told["app"], told["device"]
            row.started_at = datetime.fromisoformat(told["at"]) if told["at"] else None
        return row


def note_device(request: HttpRequest, **_signal: Any) -> None:
    """At every sign-in: write into the session on which device, and when."""
    at: datetime | None = getattr(request, "at", None)
    client = getattr(getattr(request, "allauth", None), "headless", None)
    agent = "".join(c for c in request.META.get("HTTP_USER_AGENT", "") if c.isprintable())
    request.session[DEVICE] = {
        "handle": str(uuid7()),
        "app": client is not None,
        "device": agent[:LONGEST_DEVICE],
        "at": at.isoformat() if at else "",
    }


def start() -> None:
    """Listen for sign-ins; called once the apps are loaded."""
    user_logged_in.connect(note_device, dispatch_uid="accounts.sessions")
