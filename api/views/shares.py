"""Shares: the inbox, one share, and the verbs of recipient and giver."""

from typing import ClassVar
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from rest_framework.request import Request

from api import inputs, outputs, shapes
from api.endpoint import Endpoint, answer_of
from api.outputs import Json
from api.paging import page
from api.schema import Contract
from api.verbs import SEEN, Verb
from instructions import timeline
from instructions.models import Assignment, Attachment
from instructions.queries import (
    GIVERS_TURN,
    RECIPIENTS_TURN,
    SETTLED,
    AssignmentQuerySet,
)
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
            query=inputs.SharesAsked,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """A page in inbox order; one statement however many shares there are."""
        asked = self.asked()
        rows = self._asked_for(asked).inbox()
        found = page(rows, by=("group", "-id"), cursor=asked["cursor"], limit=asked["limit"])
        results = (outputs.share_out(one, self.reader) for one in found.rows)
        return self.reply(outputs.listed(results, found.next))

    def _asked_for(self, asked: inputs.Data) -> AssignmentQuerySet:
        given = asked["role"] == "given"
        rows = self._given() if given else Assignment.objects.addressed_to(self.actor)
        turns = {
            "mine": GIVERS_TURN if given else RECIPIENTS_TURN,
            "giver": GIVERS_TURN,
            "nobody": SETTLED,
        }
        if "turn" in asked:
            rows = rows.filter(status__in=turns[asked["turn"]])
        if "status" in asked:
            rows = rows.filter(status=asked["status"])
        if asked["late"] is not None:
            late = Assignment.objects.all().late(self.at).values("pk")
            rows = rows.filter(pk__in=late) if asked["late"] else rows.exclude(pk__in=late)
        return rows

    def _given(self) -> AssignmentQuerySet:
        """Shares of orders the caller gives or controls, in the named hat or in any."""
        hats = [self.actor.hat] if self.actor.hat is not None else self.actor.hats
        ids = [hat.position_id for hat in hats]
        sides = Q(instruction__giver_id__in=ids) | Q(instruction__controller_id__in=ids)
        return Assignment.objects.visible_to(self.actor).filter(sides)


class Share(ShareEndpoint):
    """One share."""

    contracts: ClassVar = {
        "GET": Contract("get_assignment", "Satu bagian perintah", shapes.AssignmentDetail)
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """Reading leaves no trace: that is what `seen` is for."""
        share = self.share(key)
        return self.reply(self.detail(share), version=share.version)


class ShareVerb(ShareEndpoint):
    """One verb on one share."""

    verb: Verb = SEEN

    def contract(self, method: str) -> Contract | None:
        """The verb's own."""
        if method != "POST":
            return None
        verb = self.verb
        return Contract(
            f"{verb.name}_assignment",
            verb.label,
            shapes.AssignmentDetail,
            request=verb.takes,
            versioned=verb is not SEEN,
        )

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """Act, and answer with the share as it stands then."""
        given, version = self.given(), self.if_version

        def work() -> Answer:
            came = self.verb.action(
                str(key), actor=self.actor, at=self.at, if_version=version, **given
            )
            share = came.subject
            return answer_of(self.detail(share), version=share.version)

        return self.write(work)


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
