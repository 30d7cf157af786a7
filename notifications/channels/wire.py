"""One request to a provider, in bounded time and size, whatever the other side does.

What comes back is an answer or `Later`: nothing is raised, and no address is ever repeated in words
that could reach a log, since some providers take their token in it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import requests

from notifications.channels import Later
from workflow.outbound import SMALL, BoundedSession

SECONDS: Final = 10.0  # for a whole request; the worker has other work
LONGEST_ASKED: Final = 86_400.0
DEAD: Final = frozenset({404, 410})
BUSY: Final = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, not yet understood."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        """Whether the provider took it."""
        return is_accepted(self.status)

    @property
    def is_gone(self) -> bool:
        """The provider does not know it (any more)."""
        return self.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}

    @property
    def is_servers_fault(self) -> bool:
        """Any 5xx."""
        return self.status >= HTTPStatus.INTERNAL_SERVER_ERROR

    def object(self) -> dict[str, Any]:
        """The body as a JSON object; empty where it is anything else."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def wait(self) -> float | None:
        """How many seconds the provider asks us to wait, if it does."""
        return asked_to_wait(self.headers)


def post(
    url: str, given: Mapping[str, Any], *, headers: Mapping[str, str], seconds: float = SECONDS
) -> Answer | Later:
    """Send JSON and read the answer."""
    body = json.dumps(given, ensure_ascii=False).encode()
    heads = {**headers, "Content-Type": "application/json"}
    return _call("POST", url, heads, body, seconds, SMALL)


def get(
    url: str, *, headers: Mapping[str, str], most: int = SMALL, seconds: float = SECONDS
) -> Answer | Later:
    """Read at most `most` bytes; more is `Later("too large")`."""
    return _call("GET", url, headers, None, seconds, most)


def _call(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None,
    seconds: float,
    most: int,
) -> Answer | Later:
    session = BoundedSession(seconds, most + 1)
    try:
        response = session.request(method, url, headers=dict(headers), data=body)
    except (requests.RequestException, OSError) as error:
        return Later(f"no answer: {type(error).__name__}")
    if len(response.content) > most:
        return Later("too large")
    return Answer(response.status_code, response.headers, response.content)


def is_accepted(status: int) -> bool:
    """Any 2xx."""
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds of Retry-After (RFC 9110 §10.2.3), where given as a number; a day at most."""
    raw = headers.get("Retry-After", "").strip()
    return min(float(raw), LONGEST_ASKED) if raw.isascii() and raw.isdecimal() else None
