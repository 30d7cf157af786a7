"""Orders: giving, reading, and the verbs of the giver's side."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from accounts.queries import seats_of
from api import filters, inputs, outputs, shapes, verb_inputs
from api.endpoint import Endpoint, answer_of
from api.outputs import Counts, Json
from api.paging import page
from api.schema import Contract
from api.views.verb import VerbEndpoint
from files import xlsx
from instructions import actions, issuing, timeline
from instructions.board import (
    Standing,
    board,
    board_below,
    in_order,
    standing,
    with_unreached,
)
from instructions.models import Assignment, Instruction
from instructions.search import search
from memos.order_lists import Format, export
from notifications.unreached import unreached
from workflow.door import DoneMany
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


class ForAll(Endpoint):
    """One verb on every share of an order that it fits; the others are named with the reason."""

    word: ClassVar[str]

    def act(self, key: str) -> DoneMany[Assignment]:
        """Do it."""
        raise NotImplementedError

    def post(self, request: Request, key: UUID) -> HttpResponse:
        """All at once."""
        self.given()

        def work() -> Answer:
            came = self.act(str(key))
            skipped = [
                {"id": str(share.public_id), "code": why.code, "detail": str(why.sentence)}
                for share, why in came.refused
            ]
            done = [str(share.public_id) for share in came.moved]
            return answer_of({self.word: done, "skipped": skipped})

        return self.write(work)


class OrderReminder(ForAll):
    """Remind all who have not answered; whoever was reminded just now is skipped."""

    word = "reminded"
    contracts: ClassVar = {
        "POST": Contract(
            "remind_instruction",
            "Ingatkan semua yang belum menjawab",
            shapes.Reminded,
            request=verb_inputs.Nothing,
        )
    }

    def act(self, key: str) -> DoneMany[Assignment]:
        """Those this hat gave a part to."""
        return actions.remind_silent(key, actor=self.actor, at=self.at)


class OrderAcceptance(ForAll):
    """Accept every report that waits for this hat."""

    word = "accepted"
    contracts: ClassVar = {
        "POST": Contract(
            "accept_all_of_instruction",
            "Terima semua laporan yang menunggu",
            shapes.Accepted,
            request=verb_inputs.Nothing,
        )
    }

    def act(self, key: str) -> DoneMany[Assignment]:
        """Those this hat gave a part to."""
        return actions.accept_all(key, actor=self.actor, at=self.at)


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


class Rows(OrderEndpoint):
    """Shares as rows of a board."""

    def rows(self, standings: Sequence[Standing]) -> HttpResponse:
        """With who sits there today; two statements however many."""
        positions = [one.share.position for one in standings]
        seats = seats_of(positions, on=timezone.localdate(self.at))
        rows = (
            outputs.board_row(one.share, self.reader, mark=one.mark, since=one.since, seat=seat)
            for one, seat in zip(standings, seats, strict=True)
        )
        return self.reply(outputs.listed(rows))

    def reached(self, standings: Sequence[Standing]) -> Sequence[Standing]:
        """With those whom nothing reached marked, for whoever gave the shares; one statement."""
        ids = unreached([one.share for one in standings if one.mark == "unopened"], at=self.at)
        return with_unreached(standings, ids)


class OrderShares(Rows):
    """Who got the order, and where each stands."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_instruction_assignments",
            "Papan perintah: semua penerima bagi pemberi, bagian sendiri bagi penerima",
            shapes.paged(shapes.BoardRow),
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """The whole board, in board order; the number of statements is always the same."""
        order = self.order(key)
        if timeline.giver_side(order, self.actor):
            return self.rows(self.reached(board(order, at=self.at)))
        mine = Assignment.objects.addressed_to(self.actor).filter(instruction=order).with_seen()
        return self.rows(in_order(standing(share, at=self.at) for share in mine))


class SharesBelow(Rows):
    """Whom the recipient of a share handed it to, and where each stands."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_assignments_below",
            "Bagian yang diteruskan ke bawah",
            shapes.paged(shapes.BoardRow),
        )
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """One level, in board order."""
        share = Assignment.visible_to(self.actor).filter(public_id=key).first()
        if share is None:
            raise Refused(NOT_FOUND)
        return self.rows(self.reached(board_below(share, at=self.at)))
