"""Visits by a bound link: signed in for one share and nothing else.

There is no session. A device that confirmed a link carries a cookie; for the few addresses below,
of the very share the link opens, the request gets the link's person and hat. At every other address
it is a request of nobody, and what is closed to nobody is closed to it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from instructions.models import Attachment
from notifications import links
from notifications.links import TOKEN, Found, new_token

DEVICE = "sigap_perangkat"
COOKIE_AGE = 60 * 60 * 24 * 90
PAGES = frozenset({"assignment", "report", "seen"})
FILES = frozenset({"attachment", "thumbnail"})
VERB = "assignment_verb"
MOST_SHARES = 3
"""So many shares of one order are looked at for a file, on a device that several people use."""

ANSWERS = frozenset(
    {"acknowledge", "promise", "ask", "withdraw_question", "progress", "report", "withdraw_report"}
)
"""What may be done by link: answering for oneself; nothing that reaches anybody else."""


def device_of(request: HttpRequest) -> str:
    """The device's cookie, or nothing."""
    device = request.COOKIES.get(DEVICE, "")
    return device if TOKEN.fullmatch(device) else ""


def remember(response: HttpResponse, device: str) -> None:
    """Give the device its cookie, or keep it longer."""
    response.set_cookie(
        DEVICE,
        device,
        max_age=COOKIE_AGE,
        httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        samesite="Lax",
    )


def new_device() -> str:
    """A cookie for a device that has none."""
    return new_token()


def bound(request: HttpRequest) -> Found | None:
    """The link by which this request came in; None for whoever is signed in or nobody."""
    return getattr(request, "bound", None)


class BoundVisits:
    """Lets a device with an open link into that link's share; before the sign-in is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; process_view decides once the view is known."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> None:
        """Put the link's person on the request, where the address is of its share."""
        match, device = request.resolver_match, device_of(request)
        if match is None or match.namespaces != ["web"] or not device:
            return
        found = _open_for(request, str(match.url_name), device, kwargs)
        if found is not None and found.link is not None:
            request.user = found.link.person
            request.bound = found  # type: ignore[attr-defined]


def _open_for(
    request: HttpRequest, name: str, device: str, kwargs: Mapping[str, Any]
) -> Found | None:
    """The link by which a device may open an address; None where there is none, or no need."""
    asked = {VERB: kwargs.get("verb"), "report": request.GET.get("untuk", "report")}
    if name not in {*PAGES, *FILES, VERB} or asked.get(name, "ask") not in ANSWERS:
        return None
    if request.user.is_authenticated:
        return None
    at: datetime = request.at  # type: ignore[attr-defined]
    key: UUID = kwargs["public_id"]
    return _of_file(device, key, at) if name in FILES else links.opened(device, key, at=at)


def _of_file(device: str, key: UUID, at: datetime) -> Found | None:
    """The link of a file's own share, or of any share of the order that the file came with."""
    file = (
        Attachment.objects.filter(public_id=key).select_related("assignment", "instruction").first()
    )
    if file is None:
        return None
    if file.assignment is not None:
        return links.opened(device, file.assignment.public_id, at=at)
    shares = file.instruction.assignments.filter(
        links__device_hash=links.hash_of(device), links__open_until__gt=at
    )
    keys = shares.order_by().values_list("public_id", flat=True).distinct()[:MOST_SHARES]
    tried = (links.opened(device, share, at=at) for share in keys)
    return next((found for found in tried if found is not None), None)
