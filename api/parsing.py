"""Reading what was sent, within limits, before anything else is done with it."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request

from workflow.refusals import Kind, Refusal, Refused

LARGEST_JSON = 1_048_576  # bytes
FORM_AROUND_A_FILE = 65_536  # bytes: boundaries and the other fields of an upload


class JsonBody(BaseParser):
    """JSON by RFC 8259: UTF-8, no NaN; whatever cannot be read is one and the same problem."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value. Raises ParseError for bad syntax, bad UTF-8, and nesting beyond reason.

        Reads through the request's `body`, which stays there for the fingerprint of a repeat.
        """
        raw: bytes = (parser_context or {})["request"].body
        try:
            return json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise ParseError from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def refuse_large(request: Request) -> None:
    """Refuse a body by its announced length, so that nothing of it is read.

    Raises Refused `too_large`, and ParseError for a body sent in chunks, without a length: WSGI
    would read it as empty, and what was said would be lost.
    """
    if request.headers.get("Transfer-Encoding") and not request.META.get("CONTENT_LENGTH"):
        raise ParseError
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    upload = any(parser is MultiPartParser for parser in _parsers(request))
    limit = settings.UPLOAD_MAX_BYTES + FORM_AROUND_A_FILE if upload else LARGEST_JSON
    if length > limit:
        sentence = _("Permintaan ini terlalu besar.")
        raise Refused(Refusal("too_large", sentence, Kind.TOO_LARGE))


def _parsers(request: Request) -> list[type]:
    return [type(parser) for parser in request.parsers or ()]
