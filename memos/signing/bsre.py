"""What both versions of the eSign Client Service have in common: refusals, and trust in answers."""

from typing import Any, Final

from memos.signing.faults import Unsure, refused
from memos.signing.inspect import BrokenPdf, signatures_of
from workflow.refusals import Refused

# Codes of the service's own errors (field rules §3).
CODES: Final = {2031: "wrong_passphrase", 2011: "signer_not_registered"}


def why(body: dict[str, Any]) -> Refused:
    """The service's refusal to sign in our words; its own may repeat what was sent."""
    return refused(CODES.get(number(body.get("status_code")), "service_refused"))


def number(raw: object) -> int:
    """A code that some installations write as text; 0 where it is none."""
    text = str(raw)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004


def checked(before: bytes, after: bytes) -> bytes:
    """The signed PDF, if it is ours with one intact signature more and nothing else changed.

    Raises Unsure where it is no whole PDF, Refused `signed_wrongly` where it is another document.
    """
    try:
        found = signatures_of(after)
    except BrokenPdf:
        raise Unsure from None
    added = len(found) - len(signatures_of(before))
    if added == 0 and after != before and after.startswith(before):
        raise Unsure  # what came behind our page was cut off before its signature ended
    if added != 1 or not after.startswith(before) or not all(each.intact for each in found):
        raise refused("signed_wrongly")
    return after
