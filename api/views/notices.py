"""The bell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request

from api import inputs, outputs, shapes, verb_inputs
from api.endpoint import Endpoint, answer_of
from api.outputs import Json
from api.paging import page
from api.schema import Contract
from instructions.models import Assignment
from notifications import actions
from notifications.channels.in_app import fetched
from notifications.models import Notice
from workflow.models import subject_models
from workflow.requests import Answer


class Notices(Endpoint):
    """What the caller's positions were told."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_notices",
            "Pemberitahuan, terbaru lebih dahulu",
            shapes.paged(shapes.Notice),
            query=inputs.Paged,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """A page; at most one statement more per kind of subject. What is fetched has arrived."""
        asked = self.asked()
        fetched(self.actor.person_id, at=self.at)
        rows = Notice.objects.visible_to(self.actor).select_related("entry", "position")
        found = page(rows, by=("-id",), cursor=asked["cursor"], limit=asked["limit"])
        keys = _public_ids(found.rows)
        return self.reply(outputs.listed((_out(row, keys) for row in found.rows), found.next))


def _passes_on(row: Notice, keys: Mapping[tuple[str, int], tuple[UUID, int | None]]) -> bool:
    """Whether somebody on call is asked to pass an order on that they need not be able to open."""
    _key, position = keys.get((row.entry.kind, row.entry.subject_id), (None, None))
    return row.entry.verb == "send" and position != row.position_id


def _public_ids(rows: Iterable[Notice]) -> dict[tuple[str, int], tuple[UUID, int | None]]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.entry.kind].add(row.entry.subject_id)
    found: dict[tuple[str, int], tuple[UUID, int | None]] = {}
    for kind, ids in wanted.items():
        rows_of_kind = subject_models()[kind]._default_manager.filter(pk__in=ids)  # noqa: SLF001 - Django's own name
        names = ("pk", "public_id", "position" if kind == Assignment.kind else "pk")
        for pk, key, position in rows_of_kind.values_list(*names):
            found[kind, pk] = (key, position)
    return found


def _out(row: Notice, keys: Mapping[tuple[str, int], tuple[UUID, int | None]]) -> Json:
    entry = row.entry
    passes_on = _passes_on(row, keys)
    key = None if passes_on else keys.get((entry.kind, entry.subject_id), (None, None))[0]
    told = str(subject_models()[entry.kind].lifecycle.move(entry.verb).told)
    return {
        "at": outputs.moment(row.at),
        "read_at": outputs.moment(row.read_at),
        "kind": entry.kind,
        "id": str(key) if key else None,
        "verb": entry.verb,
        "sentence": _("diminta menyampaikan perintah") if passes_on else told,
        "position": outputs.position_ref(row.position),
    }


class NoticesRead(Endpoint):
    """The bell was opened."""

    contracts: ClassVar = {
        "POST": Contract(
            "read_notices",
            "Tandai semua pemberitahuan sudah dibaca",
            shapes.Read,
            request=verb_inputs.Nothing,
        )
    }

    def post(self, request: Request) -> HttpResponse:
        """All that were shown to the named hat, or to any."""
        self.given()

        def work() -> Answer:
            return answer_of({"read": actions.mark_read(actor=self.actor, at=self.at)})

        return self.write(work)
