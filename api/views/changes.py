"""The change feed over HTTP."""

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from api import feed, inputs, shapes
from api.endpoint import Endpoint
from api.schema import Contract
from notifications.channels.in_app import fetched


class Changes(Endpoint):
    """What changed since a cursor."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_changes",
            "Yang berubah sejak penanda; 410 resync bila salinan perangkat usang",
            shapes.Changes,
            query=inputs.ChangesAsked,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """A page, oldest change first; one item per thing that changed. What is fetched has arrived."""
        fetched(self.actor.person_id, at=self.at)
        found = feed.changes(self.reader, cursor=self.asked()["cursor"])
        return self.reply({"results": found.items, "next": found.next, "more": found.more})
