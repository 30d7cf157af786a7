"""The OpenAPI description, made from the contract each endpoint declares."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from drf_spectacular import openapi
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.serializers import Serializer

from api import shapes
from api.device_time import HEADER

Serializers = type[Serializer[Any]]


@dataclass(frozen=True, slots=True)
class Contract:
    """What one method of an endpoint takes and gives; the view reads by it, the schema shows it.

    `media` is the media type of an answer that is not JSON, `also` what else it may be.
    """

    operation: str
    summary: str
    response: Serializers | None = None
    request: Serializers | None = None
    query: Serializers | None = None
    status: int = 200
    media: str = "application/json"
    also: tuple[str, ...] = ()
    versioned: bool = False
    """Whether If-Match is compared."""


HAT = OpenApiParameter(
    "X-Acting-Position",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    description="The position acted in, where the person has several.",
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Up to 80 visible ASCII characters. The same key gives the same answer again.",
)
DEVICE = OpenApiParameter(
    HEADER,
    OpenApiTypes.DATETIME,
    OpenApiParameter.HEADER,
    description="When the device did this, where it is sent later; counts for lateness.",
)
MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The ETag last read; 412 `stale` where there has been a change since.",
)


class AutoSchema(openapi.AutoSchema):
    """Reads the contracts of the view, so that nothing is said twice."""

    view: Any

    @property
    def _contract(self) -> Contract:
        contract: Contract = self.view.contract(self.method)
        return contract

    def is_excluded(self) -> bool:
        """Leave out what has no contract, such as the page that answers unknown addresses."""
        return self.view.contract(self.method) is None

    def get_operation_id(self) -> str:
        """The name a generated client gives its function."""
        return self._contract.operation

    def get_summary(self) -> str:
        """One line."""
        return self._contract.summary

    def get_description(self) -> str:  # type: ignore[override]
        """The docstring is for readers of the code."""
        return ""

    def get_tags(self) -> list[str]:
        """The noun after the version."""
        return [self.path.removeprefix("/api/v1/").split("/")[0]]

    def get_request_serializer(self) -> Any:
        """The body's serializer, or nothing."""
        return self._contract.request

    def get_response_serializers(self) -> Any:
        """The answer, and the one form of every refusal."""
        contract = self._contract
        problem = OpenApiResponse(shapes.Problem, "A problem (RFC 9457).")
        good: Any = contract.response or OpenApiTypes.BINARY
        return {
            (contract.status, contract.media, *contract.also): good,
            ("default", "application/problem+json"): problem,
        }

    def get_override_parameters(self) -> list[Any]:
        """Headers of every call, headers of writes, and the query."""
        found: list[Any] = [HAT]
        if self.method not in {"GET", "HEAD"}:
            found += [KEY, DEVICE]
        if self._contract.versioned:
            found.append(MATCH)
        if self._contract.query is not None:
            found.append(self._contract.query)
        return found


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description names the app's session token."""

    target_class = "api.authentication.SessionToken"
    name = "sessionToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """An API key in a header."""
        return {"type": "apiKey", "in": "header", "name": "X-Session-Token"}


class WebScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description names the session of the web pages."""

    target_class = "api.authentication.WebSession"
    name = "webSession"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """An API key in a cookie."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
