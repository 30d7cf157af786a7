"""What every endpoint does: know who calls, read within limits, act once, answer with an ETag.

Views only parse, act and respond. The order of a write: sign-in, hat, size, input, then the act
inside `workflow.requests.once` where the request has an Idempotency-Key.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.negotiation import BaseContentNegotiation, DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.actors import Actor, actor_of
from accounts.models import Person
from api import device_time
from api.outputs import Json, Reader
from api.parsing import JsonBody, refuse_large
from api.schema import Contract
from workflow import requests
from workflow.refusals import NOT_FOUND, STALE, Kind, Refusal, Refused
from workflow.requests import Answer

VARY = ("X-Session-Token", "Cookie", "X-Acting-Position", "Accept-Language")
READS = frozenset({"GET", "HEAD", "OPTIONS"})
_KEY = re.compile(rf"[\x21-\x7e]{{1,{requests.KEY_LENGTH}}}")
_VERSION = re.compile(r'(?:W/)?"v([0-9]{1,9})(?:-[0-9a-f]+)?"')

Work = Callable[[], Answer]


class AlwaysTheSame(BaseContentNegotiation):
    """An address has one form, whatever Accept says: JSON, or the file itself."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """By Content-Type, as ever."""
        return DefaultContentNegotiation().select_parser(request, parsers)

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        """The only one."""
        return renderers[0], renderers[0].media_type


class Endpoint(APIView):
    """The base of all: deny by default, JSON in and out, one actor per request."""

    parser_classes: Sequence[type[BaseParser]] = (JsonBody,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AlwaysTheSame
    http_method_names: Sequence[str] = ("get", "head", "post", "patch")
    contracts: ClassVar[Mapping[str, Contract]] = {}

    request: Request
    actor: Actor

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Build the actor, and refuse a body that is too large before reading it."""
        super().initial(request, *args, **kwargs)
        if isinstance(request.user, Person):
            self.actor = acting(request, request.user)
        refuse_large(request)

    def finalize_response(
        self, request: Request, response: HttpResponseBase, *args: Any, **kwargs: Any
    ) -> Any:
        """What depends on the reader is kept by no shared cache."""
        final = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[arg-type]
        final.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(final, VARY)
        return final

    @property
    def at(self) -> datetime:
        """The time of this request."""
        moment: datetime = self.request.at  # type: ignore[attr-defined]
        return moment

    @property
    def reader(self) -> Reader:
        """Who reads, and when."""
        return Reader(self.actor, self.at)

    def asked(self) -> Mapping[str, Any]:
        """The query, by this method's contract. Raises ValidationError."""
        return self._valid("query", self.request.query_params)

    def given(self) -> Mapping[str, Any]:
        """The body, by this method's contract. Raises ValidationError, ParseError."""
        return self._valid("request", self.request.data)

    def contract(self, method: str) -> Contract | None:
        """What a method takes and gives; None where the endpoint does not have it."""
        return self.contracts.get(method)

    def _valid(self, side: str, data: Any) -> Mapping[str, Any]:
        method = self.request.method or ""
        form = getattr(self.contract("GET" if method == "HEAD" else method), side, None)
        if form is None:
            return {}
        serializer = form(data=data)
        serializer.is_valid(raise_exception=True)
        checked: Mapping[str, Any] = serializer.validated_data
        return checked

    def reply(self, data: Json, *, version: int | None = None) -> HttpResponse:
        """The answer to a read; 304 where the caller has it already."""
        answer = answer_of(data, version=version)
        etag = answer.headers["ETag"]
        held = parse_etags(self.request.headers.get("If-None-Match", ""))
        if any(one in {"*", etag, f"W/{etag}"} for one in held):
            return HttpResponse(status=304, headers={"ETag": etag})
        return _http(answer)

    def write(self, work: Work, *, body: bytes | None = None) -> HttpResponse:
        """Do the work, once per Idempotency-Key where there is one.

        `body` stands for the request's bytes where those are no plain JSON. Raises Refused
        `bad_key`, `key_reused`, and what the work raises.
        """
        key = self.request.headers.get("Idempotency-Key")
        if key is None:
            return _http(work())
        if not _KEY.fullmatch(key):
            sentence = _("Idempotency-Key berisi 1 sampai 80 huruf ASCII tanpa spasi.")
            raise Refused(Refusal("bad_key", sentence, Kind.INVALID))
        print_ = requests.fingerprint(
            self.request.method or "",
            self.request.get_full_path(),
            self.request.headers.get("X-Acting-Position", ""),
            self.request.body if body is None else body,
        )
        return _http(
            requests.once(
                person_id=self.actor.person_id, key=key, print_=print_, at=self.at, work=work
            )
        )

    @property
    def if_version(self) -> int | None:
        """The version in If-Match, None without one. Raises Refused `stale` for what is no ETag."""
        header = self.request.headers.get("If-Match", "").strip()
        if header in {"", "*"}:
            return None
        found = _VERSION.fullmatch(header)
        if found is None:
            raise Refused(STALE)
        return int(found[1])


class Nowhere(Endpoint):
    """Every address below the root that is none of the others."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Whoever is signed in is told that there is nothing here, whatever the method."""
        super().initial(request, *args, **kwargs)
        raise Refused(NOT_FOUND)


def acting(request: Request | HttpRequest, person: Person) -> Actor:
    """The actor of a request, in the hat it names.

    A write may say when its device did it. Raises Refused `hat_ended`, `bad_device_time`.
    """
    actor = actor_of(
        person,
        at=request.at,  # type: ignore[union-attr]
        channel="api",
        request_id=request.request_id,  # type: ignore[union-attr]
    )
    if request.method not in READS:
        said = request.headers.get(device_time.HEADER)
        told = device_time.claimed(said, at=request.at)  # type: ignore[union-attr]
        actor = replace(actor, device_at=told)
    named = request.headers.get("X-Acting-Position")
    return actor.wearing(_canonical(named)) if named else actor


def _canonical(public_id: str) -> str:
    """A public id as it is written by us; other text stays, and fits no hat."""
    try:
        return str(UUID(public_id))
    except ValueError:
        return public_id


def answer_of(
    data: Json, *, status: int = 200, version: int | None = None, location: str = ""
) -> Answer:
    """Bytes and headers of an answer.

    The ETag is of these bytes, since labels, lateness and what may be done change without a new
    version; it begins with the version, which is the part that If-Match compares.
    """
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    digest = hashlib.sha256(body).hexdigest()[:16]
    prefix = "" if version is None else f"v{version}-"
    headers = {"ETag": f'"{prefix}{digest}"'}
    if location:
        headers["Location"] = location
    return Answer(status, body, headers)


def _http(answer: Answer) -> HttpResponse:
    response = HttpResponse(
        answer.body,
        status=answer.status,
        headers={"Content-Type": "application/json", **answer.headers},
    )
    if answer.replayed:
        response["Idempotency-Replayed"] = "true"
    return response
