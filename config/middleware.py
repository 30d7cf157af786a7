"""What every request gets first: an id, the time, and one line in the log."""

import logging
import re
import time
from collections.abc import Callable

import uuid6
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from structlog import contextvars

logger = logging.getLogger("sigap.request")

SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


def request_id(given: str | None) -> str:
    """The caller's X-Request-ID where it is 8 to 64 harmless characters, else a new UUIDv7."""
    if given and SANE_ID.fullmatch(given):
        return given
    return str(uuid6.uuid7())


def person_id(request: HttpRequest) -> int | None:
    """Primary key of the signed-in person, if a view has asked who it is; else None.

    Never asks by itself: to resolve request.user early takes the session away from allauth's app
    clients.
    """
    user = getattr(request, "user", None)
    if isinstance(user, SimpleLazyObject):
        user = getattr(request, "_cached_user", None)
    return getattr(user, "pk", None)


class RequestLog:
    """Sets `request.request_id` and `request.at`, and logs the request once it is answered.

    `request.at` (aware datetime) is the one reading of the clock that the request makes; everything
    below is handed it as `at=`. The path is logged without its query string.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, with X-Request-ID on the answer."""
        started = time.perf_counter()
        request.request_id = request_id(request.headers.get("X-Request-ID"))  # type: ignore[attr-defined]
        request.at = timezone.now()  # type: ignore[attr-defined]
        with contextvars.bound_contextvars(request_id=request.request_id):  # type: ignore[attr-defined]
            response = self.get_response(request)
            response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "path": request.path,
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                    "person": person_id(request),
                },
            )
        return response
