"""Shares: the inbox, one share, and the verbs of recipient and giver."""

from typing import ClassVar
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from rest_framework.request import Request

from api import filters, outputs, shapes
from api.endpoint import Endpoint, answer_of
from api.outputs import Json
from api.paging import page
from api.schema import Contract
from api.views.verb import VerbEndpoint
from instructions import timeline
from instructions.models import Assignment, Attachment
from instructions.search import search
from notifications.channels.in_app import fetched
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer


class ShareEndpoint(Endpoint):
    """What the endpoints of shares have in common."""

    def share(self, key: UUID) -> Assignment:
        """A share the caller may see. Raises Refused `not_found`."""
        found = Assignment.visible_to(self.actor).filter(public_id=key).first()
        if found is None:
            raise Refused(NOT_FOUND)
        return found

    def detail(self, share: Assignment) -> Json:
        """A share by itself; one statement, for the files of the order and its own."""
        files = Attachment.objects.filter(
            Q(assignment__isnull=True) | Q(assignment=share), instruction=share.instruction_id
        )
        return outputs.share_detail(share, self.reader, files.select_related("blob"))


class Inbox(ShareEndpoint):
    """Shares addressed to the caller, or (role=given) those of orders the caller gave."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_assignments",
            "Kotak masuk: giliran saya lebih dahulu",
            shapes.paged(shapes.Assignment),
            query=filters.SharesAsked,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """A page in inbox order; the same statements however many. What is fetched has arrived."""
        asked = self.asked()
        fetched(self.actor.person_id, at=self.at)
        wanted = search(filters.filter_of_shares(asked), actor=self.actor, at=self.at)
        rows = wanted.shares().inbox()
        found = page(rows, by=("group", "-id"), cursor=asked["cursor"], limit=asked["limit"])
        results = (outputs.share_out(one, self.reader) for one in found.rows)
        return self.reply(outputs.listed(results, found.next))


class Share(ShareEndpoint):
    """One share."""

    contracts: ClassVar = {
        "GET": Contract("get_assignment", "Satu bagian perintah", shapes.AssignmentDetail)
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """Reading leaves no trace: that is what `seen` is for."""
        share = self.share(key)
        return self.reply(self.detail(share), version=share.version)


class ShareVerb(ShareEndpoint, VerbEndpoint):
    """One verb on one share."""

    noun = "assignment"
    shape = shapes.AssignmentDetail

    def done(self, subject: Assignment) -> Answer:
        """The answer to a write."""
        return answer_of(self.detail(subject), version=subject.version)


class ShareTimeline(ShareEndpoint):
    """What happened to a share and to its order."""

    contracts: ClassVar = {
        "GET": Contract(
            "get_assignment_timeline",
            "Riwayat satu bagian, terbaru lebih dahulu",
            shapes.paged(shapes.Line),
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """All of it at once."""
        lines = timeline.of_share(self.share(key), actor=self.actor)
        return self.reply(outputs.listed(map(outputs.line_out, lines)))
