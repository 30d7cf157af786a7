"""Orders: giving, reading, and the verbs of the giver's side."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from accounts.queries import seats_of
from api import filters, inputs, outputs, shapes
from api.endpoint import Endpoint, answer_of
from api.outputs import Counts, Json
from api.paging import page
from api.schema import Contract
from api.views.verb import VerbEndpoint
from files import xlsx
from instructions import actions, issuing, timeline
from instructions.board import board
from instructions.models import Instruction
from instructions.search import search
from memos.order_lists import Format, export
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer


class OrderEndpoint(Endpoint):
    """What the endpoints of orders share."""

    def order(self, key: UUID) -> Instruction:
        """An order the caller may see. Raises Refused `not_found`."""
        found = Instruction.visible_to(self.actor).filter(public_id=key).first()
        if found is None:
            raise Refused(NOT_FOUND)
        return found

    def counts(self, orders: Iterable[Instruction]) -> dict[int, Counts]:
        """Where recipients stand, for orders of the caller's own giver side; one statement."""
        own = [one.pk for one in orders if timeline.giver_side(one, self.actor)]
        if not own:
            return {}
        rows: Any = Instruction.objects.filter(pk__in=own).with_counts().order_by()
        found = rows.values_list("pk", "total", "answered", "waiting", "open_shares")
        return {pk: Counts(*numbers) for pk, *numbers in found}

    def detail(self, order: Instruction) -> Json:
        """An order by itself; two statements."""
        files = order.attachments.filter(assignment__isnull=True).select_related("blob")
        counts = self.counts([order]).get(order.pk)
        return outputs.order_detail(order, self.reader, counts, files)

    def done(self, subject: Instruction, *, status: int = 200) -> Answer:
        """The answer to a write."""
        location = outputs.href(subject) if status == 201 else ""  # noqa: PLR2004 - Created
        data = self.detail(subject)
        return answer_of(data, status=status, version=subject.version, location=location)


class Orders(OrderEndpoint):
    """All orders the caller may see; giving one."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_instructions",
            "Perintah yang boleh dilihat, terbaru lebih dahulu",
            shapes.paged(shapes.Instruction),
            query=filters.OrdersAsked,
        ),
        "POST": Contract(
            "create_instruction",
            "Beri perintah, atau simpan sebagai konsep",
            shapes.InstructionDetail,
            request=inputs.OrderIn,
            status=201,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """A page, newest first."""
        asked = self.asked()
        rows = search(filters.filter_of_orders(asked), actor=self.actor, at=self.at).orders()
        found = page(rows, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        counts = self.counts(found.rows)
        results = (outputs.order_out(one, self.reader, counts.get(one.pk)) for one in found.rows)
        return self.reply(outputs.listed(results, found.next))

    def post(self, request: Request) -> HttpResponse:
        """Give an order at once, or keep a draft."""
        given = self.given()
        order = inputs.order_of(given)
        act = issuing.save_draft if given["draft"] else issuing.issue
        return self.write(lambda: self.done(act(order, actor=self.actor, at=self.at), status=201))


class OrdersExport(Endpoint):
    """The register of what a filter finds, as a file."""

    contracts: ClassVar = {
        "GET": Contract(
            "export_instructions",
            "Daftar perintah sebagai berkas: satu baris per perintah dan penerima yang boleh dilihat",
            query=filters.ExportAsked,
            media=xlsx.MEDIA_TYPE,
            also=("application/pdf",),
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """XLSX or PDF. Raises Refused `export_too_large`."""
        asked = self.asked()
        wanted = search(filters.filter_of_orders(asked), actor=self.actor, at=self.at)
        made = export(wanted, kind=Format(asked["format"]))
        response = HttpResponse(made.data, content_type=made.media_type)
        response["Content-Disposition"] = f'attachment; filename="{made.name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


class Order(OrderEndpoint):
    """One order; changing a draft."""

    contracts: ClassVar = {
        "GET": Contract("get_instruction", "Satu perintah", shapes.InstructionDetail),
        "PATCH": Contract(
            "edit_instruction",
            "Ubah konsep perintah; yang tidak dikirim tetap",
            shapes.InstructionDetail,
            request=inputs.OrderFields,
            versioned=True,
        ),
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """The order as the caller may see it."""
        order = self.order(key)
        return self.reply(self.detail(order), version=order.version)

    def patch(self, request: Request, key: UUID) -> HttpResponse:
        """Replace what is given; only of a draft. What is not given is put back as it was read.

        So a change in between is answered 412 even without If-Match.
        """
        given, version = self.given(), self.if_version

        def work() -> Answer:
            draft = self.order(key)
            edited = issuing.edit_draft(
                str(key),
                inputs.changed(draft, given),
                actor=self.actor,
                at=self.at,
                if_version=draft.version if version is None else version,
            )
            return self.done(edited)

        return self.write(work)


class OrderVerb(OrderEndpoint, VerbEndpoint):
    """One verb on one order."""

    noun = "instruction"
    shape = shapes.InstructionDetail


class OrderReminder(Endpoint):
    """Remind all who have not answered."""

    contracts: ClassVar = {
        "POST": Contract(
            "remind_instruction",
            "Ingatkan semua yang belum menjawab",
            shapes.Reminded,
            request=inputs.Nothing,
        )
    }

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """Whoever was reminded just now is skipped, and said so."""
        self.given()

        def work() -> Answer:
            came = actions.remind_silent(str(key), actor=self.actor, at=self.at)
            skipped = [
                {"id": str(share.public_id), "code": why.code, "detail": str(why.sentence)}
                for share, why in came.refused
            ]
            reminded = [str(share.public_id) for share in came.moved]
            return answer_of({"reminded": reminded, "skipped": skipped})

        return self.write(work)


class OrderTimeline(OrderEndpoint):
    """What happened, as the caller may know it."""

    contracts: ClassVar = {
        "GET": Contract(
            "get_instruction_timeline",
            "Riwayat satu perintah, terbaru lebih dahulu",
            shapes.paged(shapes.Line),
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """All of it at once."""
        lines = timeline.of_order(self.order(key), actor=self.actor)
        return self.reply(outputs.listed(map(outputs.line_out, lines)))


class OrderShares(OrderEndpoint):
    """Who got the order, and where each stands."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_instruction_assignments",
            "Papan perintah: semua penerima bagi pemberi, bagian sendiri bagi penerima",
            shapes.paged(shapes.BoardRow),
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """The whole board, in board order; three statements however many recipients."""
        order = self.order(key)
        standings = board(order, at=self.at)
        for one in standings:
            # The order at hand has its giver joined; the board's own copies have not.
            one.share.instruction = order
        if not timeline.giver_side(order, self.actor):
            standings = [one for one in standings if timeline.received(one.share, self.actor)]
        positions = [one.share.position for one in standings]
        seats = seats_of(positions, on=timezone.localdate(self.at))
        rows = (
            outputs.board_row(one.share, self.reader, mark=one.mark, since=one.since, seat=seat)
            for one, seat in zip(standings, seats, strict=True)
        )
        return self.reply(outputs.listed(rows))
