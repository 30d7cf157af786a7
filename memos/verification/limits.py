"""How often one address may ask about papers: one count for the pages and the API together."""

from typing import Final

from allauth.core.internal import ratelimit
from django.http import HttpRequest

LIMITS: Final = {"look": "60/m/ip", "file": "10/m/ip"}
"""By address: an office behind one address looks up a pile of papers; nobody tries codes by machine."""
WAIT: Final = 60  # seconds until it may ask again


def is_allowed(request: HttpRequest, action: str) -> bool:
    """Count one `look` or `file`, and say whether it is still within the limit."""
    found = ratelimit.consume(
        request, app="memos.verification", action=action, config=LIMITS, limit_get=True
    )
    return bool(found)
