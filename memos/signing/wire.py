"""Requests to the eSign Client Service: HTTP Basic, bounded, and every failure sorted.

What is sent holds the passphrase. Nothing of a request is logged, and the errors that carry one
(requests puts it into every exception) end here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

import requests
from django.conf import settings

from memos.signing.faults import Unsure, refused
from workflow.outbound import BoundedSession

MOST: Final = 67_108_864  # bytes of an answer: a batch of PDFs in base64
LOOK: Final = 20.0  # seconds for a question that signs nothing
DOCUMENT: Final = "id_dokumen"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def object(self) -> dict[str, Any]:
        """The body as a JSON object; empty where it is anything else."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


def ask(method: str, path: str, **given: Any) -> Answer:
    """A question that changes nothing there. Raises Refused `service_unreachable` and others."""
    try:
        return _call(method, path, LOOK, given)
    except Unsure:
        raise refused("service_unreachable") from None


def order(path: str, **given: Any) -> Answer:
    """A request to sign. Raises Refused where it cannot have arrived, Unsure where it may have."""
    return _call("POST", path, settings.BSRE_TIMEOUT, given)


def _call(method: str, path: str, seconds: float, given: Mapping[str, Any]) -> Answer:
    session = BoundedSession(seconds, MOST + 1, silence=seconds)
    session.auth = (settings.BSRE_USER, settings.BSRE_PASSWORD)
    unsure: Unsure | None = None
    try:
        response = session.request(method, settings.BSRE_URL.rstrip("/") + path, **given)
    except (requests.ConnectTimeout, requests.exceptions.InvalidURL):
        raise refused("service_unreachable") from None
    except (requests.RequestException, OSError) as error:
        if _never_arrived(error):
            raise refused("service_unreachable") from None
        unsure = Unsure(_document_id(getattr(error, "response", None)))
    if unsure is not None:  # raised out here, so that the request is not in its context either
        raise unsure
    if response.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        raise refused("service_misconfigured")
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or len(response.content) > MOST:
        raise Unsure(_document_id(response))
    return Answer(response.status_code, response.headers, response.content)


def _never_arrived(error: Exception) -> bool:
    """Nobody listens there: no byte of the request was sent."""
    return "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)


def _document_id(response: requests.Response | None) -> str:
    return "" if response is None else response.headers.get(DOCUMENT, "")[:100]
