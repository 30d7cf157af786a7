"""The description of the API, for machines and for people; open to everybody."""

import json
from functools import cache
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.decorators import method_decorator
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from api.endpoint import Endpoint


@cache
def openapi() -> str:
    """The description as JSON, in the language of the source; made once per process."""
    generator: Any = SchemaGenerator(api_version="v1")  # type: ignore[no-untyped-call]
    with translation.override(settings.LANGUAGE_CODE):
        return json.dumps(generator.get_schema(request=None, public=True), ensure_ascii=False)


class Schema(Endpoint):
    """OpenAPI 3.1."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, request: Request) -> HttpResponse:
        """JSON, which every generator of clients reads."""
        return self.reply(json.loads(openapi()))


# Swagger UI draws with inline styles; its scripts are files of this server.
@method_decorator(csp_update({"style-src": [SELF, UNSAFE_INLINE]}), name="dispatch")
class Docs(SpectacularSwaggerSplitView):
    """Swagger UI, served from this server alone."""

    url_name = "api:schema"
    authentication_classes = ()
    permission_classes = (AllowAny,)
