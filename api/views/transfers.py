"""Handing final papers over, for SRIKANDI and the archive: what would go, making it, taking it away."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from rest_framework.request import Request

from api import inputs, outputs, shapes, transfer_shapes
from api.endpoint import Endpoint, answer_of
from api.paging import page
from api.schema import Contract
from memos.transfers import actions, package
from memos.transfers.actions import Span
from memos.transfers.models import Transfer
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer

ZIP = "application/zip"


class TransferEndpoint(Endpoint):
    """What the endpoints of packages share."""

    def require(self) -> None:
        """Raise Refused `not_found` for whoever has nothing to hand over."""
        if not actions.registers_of(self.actor):
            raise Refused(NOT_FOUND)


class Transfers(TransferEndpoint):
    """What was handed over; handing over."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_transfers",
            "Penyerahan naskah yang boleh dilihat",
            shapes.paged(transfer_shapes.TransferOut),
            query=inputs.Paged,
        ),
        "POST": Contract(
            "hand_over",
            "Serahkan naskah satu buku dan masa",
            transfer_shapes.TransferOut,
            request=transfer_shapes.SpanIn,
            status=201,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """The last first."""
        self.require()
        asked = self.asked()
        rows = Transfer.objects.visible_to(self.actor)
        found = page(rows, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        return self.reply(outputs.listed(map(transfer_shapes.transfer_out, found.rows), found.next))

    def post(self, request: Request) -> HttpResponse:
        """Each memo gets its entry. Sheets that are missing are made before the transaction."""
        self.require()
        span = Span(**self.given())
        actions.make_ready(span, actor=self.actor, at=self.at)

        def work() -> Answer:
            made = actions.hand_over(span, actor=self.actor, at=self.at)
            data = transfer_shapes.transfer_out(made)
            return answer_of(data, status=201, location=data["package"])

        return self.write(work)


class TransferCounted(TransferEndpoint):
    """What handing over would do."""

    contracts: ClassVar = {
        "GET": Contract(
            "count_transfer",
            "Berapa naskah yang akan diserahkan",
            transfer_shapes.TransferCount,
            query=transfer_shapes.SpanIn,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """Counts nothing that is not the caller's to hand over."""
        self.require()
        found = actions.count(Span(**self.asked()), actor=self.actor)
        return self.reply({"memos": found.memos, "left_out": found.left_out})


class TransferPackage(Endpoint):
    """The ZIP."""

    contracts: ClassVar = {
        "GET": Contract("get_transfer_package", "Paket penyerahan sebagai ZIP", media=ZIP)
    }

    def get(self, request: Request, key: UUID) -> StreamingHttpResponse:
        """As it is written; 404 where a memo in it may no longer be seen."""
        found = actions.transfer_of(str(key), actor=self.actor)
        response = StreamingHttpResponse(package.stream(found), content_type=ZIP)
        response["Content-Disposition"] = f'attachment; filename="{package.name_of(found)}"'
        return response
