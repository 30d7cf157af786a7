"""One verb on one subject, the same for every noun: parse, act, answer with how it stands then."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from api.endpoint import Endpoint
from api.schema import Contract, Serializers
from api.verbs import SEEN, Verb
from workflow.requests import Answer


class VerbEndpoint(Endpoint):
    """A noun adds what it is called in the schema, the form of its detail, and `done`."""

    verb: Verb = SEEN
    noun: ClassVar[str]
    shape: ClassVar[Serializers]

    def done(self, subject: Any) -> Answer:
        """The answer to a write."""
        raise NotImplementedError

    def contract(self, method: str) -> Contract | None:
        """The verb's own. Opening has no version: it disturbs nothing."""
        if method != "POST":
            return None
        verb = self.verb
        return Contract(
            f"{verb.name}_{self.noun}",
            verb.label,
            self.shape,
            request=verb.takes,
            versioned=verb is not SEEN,
        )

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """Act, once per Idempotency-Key."""
        given, version = self.given(), self.if_version

        def work() -> Answer:
            came = self.verb.action(
                str(key), actor=self.actor, at=self.at, if_version=version, **given
            )
            return self.done(came.subject)

        return self.write(work)
