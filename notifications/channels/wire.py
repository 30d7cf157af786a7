"""One request to a provider, in bounded time and size, whatever the other side does.

What comes back is an answer or `Later`: nothing is raised, and no address is ever repeated in words
that could reach a log, since some providers take their token in it.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import requests
from urllib3.exceptions import HTTPError

from notifications.channels import Later

SECONDS: Final = 10.0  # for a whole request; the worker has other work
_SILENCE: Final = (3.05, 5.0)  # seconds until a connection, and between two pieces of an answer
_CHUNK: Final = 65_536
SMALL: Final = 262_144  # bytes of an answer in JSON


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, not yet understood."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        """Any 2xx."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

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
        """Retry-After in seconds, where the provider gave one as a number; a day at most."""
        given = self.headers.get("Retry-After", "").strip()
        return min(float(given), 86_400.0) if given.isascii() and given.isdigit() else None


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
    ends = time.monotonic() + seconds
    try:
        with requests.request(
            method,
            url,
            headers=dict(headers),
            data=body,
            timeout=_SILENCE,
            stream=True,
            allow_redirects=False,
        ) as response:
            found = _read(response, ends, most)
    except (requests.RequestException, HTTPError, OSError) as error:
        return Later(f"no answer: {type(error).__name__}")
    if isinstance(found, Later):
        return found
    return Answer(response.status_code, response.headers, found)


def _read(response: requests.Response, ends: float, most: int) -> bytes | Later:
    """The body, piece by piece as they come, so that a server that drips cannot hold us."""
    pieces: list[bytes] = []
    size = 0
    while piece := response.raw.read1(_CHUNK, decode_content=True):
        size += len(piece)
        if size > most:
            return Later("too large")
        if time.monotonic() > ends:
            return Later("too slow")
        pieces.append(piece)
    return b"".join(pieces)
