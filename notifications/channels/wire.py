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
from urllib3.exceptions import HTTPError, ReadTimeoutError

from notifications.channels import Later

SECONDS: Final = 10.0  # for a whole request; the worker has other work
_SILENCE: Final = (3.05, 5.0)  # seconds until a connection, and between two pieces of an answer
_CHUNK: Final = 65_536
SMALL: Final = 262_144  # bytes of an answer in JSON
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


class BoundedSession(requests.Session):
    """A session whose requests end: `seconds` for the answer as a whole, `most` bytes of it."""

    def __init__(self, seconds: float, most: int = SMALL) -> None:
        super().__init__()
        self.seconds = seconds
        self.most = most
        self.trust_env = False

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """As requests does it, but the answer is read here; what is beyond `most` is left.

        Raises requests.RequestException.
        """
        ends = time.monotonic() + self.seconds
        silence = tuple(min(each, self.seconds) for each in _SILENCE)
        kwargs |= {"timeout": silence, "stream": True, "allow_redirects": False}
        response = super().request(*args, **kwargs)
        try:
            body = _read(response, ends, self.most)
        except ReadTimeoutError as error:
            raise requests.ReadTimeout(error) from error
        except HTTPError as error:
            raise requests.exceptions.ChunkedEncodingError(error) from error
        finally:
            response.close()
        response._content = body  # noqa: SLF001 - so that .text and .json() read what was read
        return response


def _read(response: requests.Response, ends: float, most: int) -> bytes:
    """The body, piece by piece as they come, so that a server that drips cannot hold us."""
    pieces: list[bytes] = []
    size = 0
    while size < most and (piece := response.raw.read1(_CHUNK, decode_content=True)):
        size += len(piece)
        if time.monotonic() > ends:
            message = "the answer took too long"
            raise requests.ReadTimeout(message)
        pieces.append(piece)
    return b"".join(pieces)[:most]


def is_accepted(status: int) -> bool:
    """Any 2xx."""
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def asked_to_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds of Retry-After (RFC 9110 §10.2.3), where given as a number; a day at most."""
    raw = headers.get("Retry-After", "").strip()
    return min(float(raw), LONGEST_ASKED) if raw.isascii() and raw.isdecimal() else None
