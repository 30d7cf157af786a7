"""Requests to other machines that end: bounded in time and in size, whatever the other side does."""

import time
from typing import Any, Final

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

_CONNECT: Final = 3.05  # seconds until a connection
_SILENCE: Final = 5.0  # seconds between two pieces of an answer
_CHUNK: Final = 65_536
SMALL: Final = 262_144  # bytes of an answer in JSON


class BoundedSession(requests.Session):
    """A session whose requests end: `seconds` for the answer as a whole, `most` bytes of it.

    `silence` is how long the other side may say nothing at all.
    """

    def __init__(self, seconds: float, most: int = SMALL, *, silence: float = _SILENCE) -> None:
        super().__init__()
        self.seconds = seconds
        self.most = most
        self.silence = silence
        self.trust_env = False

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """As requests does it, but the answer is read here; what is beyond `most` is left.

        Raises requests.RequestException, whose `response` has the head where that had come.
        """
        ends = time.monotonic() + self.seconds
        silence = tuple(min(each, self.seconds) for each in (_CONNECT, self.silence))
        kwargs |= {"timeout": silence, "stream": True, "allow_redirects": False}
        response = super().request(*args, **kwargs)
        try:
            body = _read(response, ends, self.most)
        except ReadTimeoutError as error:
            raise requests.ReadTimeout(error, response=response) from error
        except HTTPError as error:
            raise requests.exceptions.ChunkedEncodingError(error, response=response) from error
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
            raise requests.ReadTimeout(message, response=response)
        pieces.append(piece)
    return b"".join(pieces)[:most]
