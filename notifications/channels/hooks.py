"""What all webhooks share: a bounded body, secrets compared in constant time, values that may be junk."""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpRequest

MOST: Final = 1_048_576  # bytes of a body; providers send a few thousand
_DIGITS: Final = 11  # of seconds since 1970, for some thousand years


class TooLarge(Exception):
    """The body is larger than any provider's."""


class NotJson(Exception):
    """The body is no JSON object."""


def body_of(request: HttpRequest) -> bytes:
    """The raw body, of which never more than MOST is read. Raises TooLarge."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    if not declared.isascii() or not declared.isdigit() or int(declared[:19]) > MOST:
        raise TooLarge
    body = request.read(MOST + 1)
    if len(body) > MOST:
        raise TooLarge
    return body


def object_of(body: bytes) -> dict[str, Any]:
    """The body as a JSON object. Raises NotJson, for a million open brackets too."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise NotJson from None
    if not isinstance(found, dict):
        raise NotJson
    return found


def same(given: str, expected: str) -> bool:
    """Whether a secret is the expected one, in constant time; never where none is set."""
    return bool(expected) and hmac.compare_digest(
        given.encode("utf-8", "replace"), expected.encode()
    )


def text(given: Any) -> str:
    """A string where it is one; a number as its digits; else nothing."""
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given) if abs(given) < 10**20 else ""
    return given if isinstance(given, str) else ""


def part(given: Any, name: str) -> dict[str, Any]:
    """A part that is an object; empty where there is none."""
    found = given.get(name) if isinstance(given, dict) else None
    return found if isinstance(found, dict) else {}


def rows(given: Any, name: str) -> Iterator[dict[str, Any]]:
    """The objects of a list; nothing where there is none."""
    found = given.get(name) if isinstance(given, dict) else None
    if isinstance(found, list):
        yield from (each for each in found if isinstance(each, dict))


def moment(given: Any, *, at: datetime) -> datetime:
    """Seconds since 1970 as a moment that is not ahead of `at`; `at` where it is none."""
    digits = text(given)
    if not (digits.isascii() and digits.isdigit() and 0 < len(digits) <= _DIGITS):
        return at
    return min(datetime.fromtimestamp(int(digits), UTC), at)
