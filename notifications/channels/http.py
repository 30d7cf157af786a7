"""One bounded request to a provider: short time-outs, no redirects, a small answer or none."""

import time
from typing import Any

import requests

LARGEST_ANSWER = 16_384
DEAD = frozenset({404, 410})
BUSY = frozenset({408, 425, 429})
LONGEST_ASKED = 3600.0


class BoundedSession(requests.Session):
    """A session whose posts end: within `seconds` for each silence and for the answer as a whole."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds
        self.trust_env = False

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """As requests does it, but the answer is read here. Raises requests.RequestException."""
        kwargs |= {"timeout": self.seconds, "stream": True, "allow_redirects": False}
        end = time.monotonic() + self.seconds
        response = super().request(*args, **kwargs)
        body = b""
        try:
            for byte in response.iter_content(1):
                body += byte
                if len(body) >= LARGEST_ANSWER:
                    break
                if time.monotonic() > end:
                    message = "the answer took too long"
                    raise requests.ReadTimeout(message)
        finally:
            response.close()
        response._content = body  # noqa: SLF001 - so that .text and .json() read what was read
        return response


def is_accepted(response: requests.Response) -> bool:
    """Whether the provider took it."""
    return 200 <= response.status_code < 300  # noqa: PLR2004 - HTTP


def asked_to_wait(response: requests.Response) -> float | None:
    """Seconds of Retry-After (RFC 9110 §10.2.3), as far as they are given as a number."""
    raw = response.headers.get("Retry-After", "").strip()
    return min(float(raw), LONGEST_ASKED) if raw.isascii() and raw.isdecimal() else None
