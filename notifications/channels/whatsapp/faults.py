"""What the provider's error codes mean for a message.

Codes and meanings: Meta's "Cloud API error codes". They come in the answer to a request and, for
what is found out later, in a status of the webhook.
"""

from http import HTTPStatus
from typing import Any, Final

from notifications.channels import Later, Unreachable
from notifications.channels.wire import Answer

WINDOW_CLOSED: Final = 131047
"""More than 24 hours since the person wrote: only a template may be sent."""

NEVER: Final = {
    131026: "number is not on WhatsApp, or cannot be delivered to",
    131021: "recipient is the sender",
    131030: "recipient is not allowed yet",
    131045: "number is not registered",
    131050: "person stopped messages",
    131051: "message type is not supported",
    130472: "number is part of an experiment",
    130497: "country is not allowed",
    131049: "held back by the provider",
    131009: "a value is not valid",
    131008: "a value is missing",
    100: "a parameter is not valid",
    132000: "template takes other parameters",
    132001: "template does not exist",
    132005: "words of the template are too long",
    132007: "template breaks a rule",
    132012: "a parameter of the template has the wrong form",
    132015: "template is paused",
    132016: "template is disabled",
    WINDOW_CLOSED: "the 24 hours are over",
}
"""Trying again changes nothing: the next channel."""

BUSY: Final = frozenset(
    {1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 133016, 135000}
)
"""Too much or too soon, or the provider's own trouble: try again."""

OURS: Final = frozenset({0, 3, 10, 33, 190, 368, 131005, 131031, 131042, 133010})
"""The token, the account or its payment: nobody can be reached until an administrator acts."""

_NOT_US: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_BUSY: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
_WAIT_FOR_ADMINISTRATOR: Final = 600.0
_DIGITS: Final = 9  # of a code
_PAIR_LIMIT: Final = 131056
_WAIT_FOR_PAIR: Final = 6.0  # one message in six seconds to the same number


def code_of(given: Any) -> int | None:
    """The code of an error object; None where there is none."""
    code = given.get("code") if isinstance(given, dict) else None
    if isinstance(code, str) and code.isascii() and code.isdigit() and len(code) <= _DIGITS:
        code = int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def judge(answer: Answer) -> Later | Unreachable:
    """What an answer that took no message means."""
    code = code_of(answer.object().get("error"))
    if code in NEVER:
        return Unreachable(f"{code}: {NEVER[code]}")
    if code in OURS or answer.status in _NOT_US:
        return Later(f"{code or answer.status}: account", answer.wait or _WAIT_FOR_ADMINISTRATOR)
    if code == _PAIR_LIMIT:
        return Later(f"{code}: busy", answer.wait or _WAIT_FOR_PAIR)
    why = "busy" if code in BUSY or answer.status in _BUSY or answer.is_servers_fault else "error"
    return Later(f"{code or answer.status}: {why}", answer.wait)
