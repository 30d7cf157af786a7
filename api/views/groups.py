"""Groups: whom an order can reach at once, and keeping them."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from accounts import group_edits, groups, queries
from accounts.models import Position, RecipientList
from api import group_outputs, group_shapes, inputs, outputs, shapes
from api.endpoint import Endpoint, answer_of
from api.outputs import ROOT, Json
from api.paging import PAGE, page
from api.schema import Contract
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer


class GroupEndpoint(Endpoint):
    """What the endpoints of groups share."""

    http_method_names = ("get", "head", "post", "put", "delete")

    @property
    def giver(self) -> Position | None:
        """Whoever would give an order: the named hat, or the only one; sizes leave it out."""
        hat = self.actor.hat or (self.actor.hats[0] if len(self.actor.hats) == 1 else None)
        return hat.position if hat else None

    def detail(self, key: UUID, cursor: str = "", limit: int = PAGE) -> Json:
        """A group with a page of its positions; seven statements. Raises Refused `not_found`."""
        found = groups.visible_to(self.actor).prefetch_related("positions", "left_out")
        group = found.filter(public_id=key).first()
        if group is None:
            raise Refused(NOT_FOUND)
        groups.count([group], giver=self.giver)
        rows = page(groups.members(group), by=("rank", "title", "id"), cursor=cursor, limit=limit)
        seats = queries.seats_of(rows.rows, on=timezone.localdate(self.at))
        return group_outputs.group_detail(group, self.actor, seats, rows.next)

    def done(self, group: RecipientList, *, status: int = 200) -> Answer:
        """The answer to a write."""
        location = f"{ROOT}/groups/{group.public_id}" if status == 201 else ""  # noqa: PLR2004 - Created
        return answer_of(self.detail(group.public_id), status=status, location=location)


class Groups(GroupEndpoint):
    """All groups one may address; making one."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_groups",
            "Daftar penerima, yang terakhir dipakai lebih dahulu",
            shapes.paged(group_shapes.Group),
        ),
        "POST": Contract(
            "create_group",
            "Buat daftar penerima",
            group_shapes.GroupDetail,
            request=inputs.GroupIn,
            status=201,
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        """All of them, at most 100 of the regency and of each position; two statements."""
        rows = groups.listed(self.actor, giver=self.giver)
        return self.reply(outputs.listed(group_outputs.group_out(row, self.actor) for row in rows))

    def post(self, request: Request) -> HttpResponse:
        """Save a new group."""
        given = inputs.group_of(self.given())
        return self.write(
            lambda: self.done(group_edits.create(given, actor=self.actor), status=201)
        )


class Group(GroupEndpoint):
    """One group with whom it reaches now; replacing and deleting it."""

    contracts: ClassVar = {
        "GET": Contract(
            "get_group",
            "Satu daftar penerima dan jabatan yang dicakupnya sekarang",
            group_shapes.GroupDetail,
            query=inputs.Paged,
        ),
        "PUT": Contract(
            "replace_group",
            "Ganti isi daftar penerima",
            group_shapes.GroupDetail,
            request=inputs.GroupFields,
        ),
        "DELETE": Contract(
            "delete_group", "Hapus daftar penerima; perintahnya tetap", group_shapes.Deleted
        ),
    }

    def get(self, request: Request, key: UUID) -> HttpResponse:
        """Vacant positions are shown as such."""
        asked = self.asked()
        return self.reply(self.detail(key, asked["cursor"], asked["limit"]))

    def put(self, request: Request, key: UUID) -> HttpResponse:
        """Everything but whose it is; what is not sent is empty."""
        given = inputs.group_of(self.given())
        return self.write(lambda: self.done(group_edits.change(key, given, actor=self.actor)))

    def delete(self, request: Request, key: UUID) -> HttpResponse:
        """Orders given to it stay as they are."""

        def work() -> Answer:
            group_edits.delete(key, actor=self.actor)
            return answer_of({"id": str(key)})

        return self.write(work)
