"""The public check of papers: by the code under the QR, or by the file; no session is needed.

The same facts, sentences and limits as `/v/`, counted together with it. Nothing is kept.
"""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import Throttled
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from api import check_shapes
from api.endpoint import Endpoint, answer_of
from api.outputs import Json
from api.parsing import FORM_AROUND_A_FILE
from api.schema import Contract
from memos.verification import checks, limits
from workflow.refusals import Kind, Refusal, Refused


class PublicEndpoint(Endpoint):
    """Open to everybody, within limits."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    http_method_names = ("get", "head", "post")

    def count(self, action: str) -> None:
        """Raise Throttled where this address asked too often."""
        if not limits.is_allowed(self.request._request, action):  # noqa: SLF001 - Django's request
            raise Throttled(wait=limits.WAIT)

    def told(self, data: Json) -> HttpResponse:
        """An answer that no cache keeps and no search engine finds."""
        answer = answer_of(data)
        response = HttpResponse(answer.body, content_type="application/json")
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response


class Check(PublicEndpoint):
    """What a code says."""

    contracts: ClassVar = {
        "GET": Contract("check_code", "Periksa naskah dengan kodenya", check_shapes.PaperFacts)
    }

    def get(self, request: Request, key: str) -> HttpResponse:
        """One statement, the same for a code that is unknown and one that may not be told of."""
        self.count("look")
        facts = checks.by_code(key)
        if facts is None:
            sentence = _(
                "Kode salah ketik, tidak pernah dikeluarkan, atau naskahnya hanya dapat diperiksa"
                " dengan mengunggah berkasnya."
            )
            raise Refused(Refusal("code_says_nothing", sentence, Kind.NOT_FOUND))
        return self.told(check_shapes.facts_out(facts))


class Checks(PublicEndpoint):
    """What a file is."""

    parser_classes = (MultiPartParser,)
    contracts: ClassVar = {
        "POST": Contract(
            "check_file",
            "Periksa berkas PDF naskah",
            check_shapes.CheckedFile,
            request=check_shapes.CheckIn,
        )
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """A body that is too long is not even read."""
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isdecimal() and int(length) > checks.MOST_BYTES + FORM_AROUND_A_FILE:
            raise Refused(checks.too_large())
        super().initial(request, *args, **kwargs)

    def post(self, request: Request) -> HttpResponse:
        """Two statements; a repeat is simply answered again."""
        self.count("file")
        given = self.given()
        return self.told(
            check_shapes.checked_out(checks.by_file(given["file"], code=given["code"]))
        )
