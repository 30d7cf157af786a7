"""Who I am, and whom I may write to."""

from collections import Counter
from typing import Any, ClassVar

from django.db.models import Count, F
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from accounts import queries
from accounts.models import Position, Unit
from api import inputs, outputs, shapes
from api.endpoint import Endpoint
from api.paging import page
from api.schema import Contract
from instructions.clock import current
from instructions.models import Assignment, Role, Urgency
from instructions.queries import GIVERS_TURN, RECIPIENTS_TURN
from notifications.models import Notice


class Me(Endpoint):
    """The person and every hat."""

    contracts: ClassVar = {"GET": Contract("me", "Orang ini dan semua jabatannya", shapes.Me)}

    def get(self, request: Request) -> HttpResponse:
        """Seven statements beyond the sign-in."""
        actor = self.actor
        waiting = Assignment.visible_to(actor).exclude(role=Role.INFORMATION)
        answer = _by_position(waiting.filter(status__in=RECIPIENTS_TURN), "position_id")
        reported = waiting.filter(status__in=GIVERS_TURN)
        judge = Counter(_by_position(reported, "instruction__giver_id"))
        others = reported.exclude(instruction__controller_id=F("instruction__giver_id"))
        judge.update(_by_position(others, "instruction__controller_id"))
        data = {
            "id": str(actor.person.public_id),
            "name": actor.person.full_name,
            "address": actor.person.get_address_display(),
            "hats": [
                outputs.hat_out(
                    hat,
                    to_answer=answer.get(hat.position_id, 0),
                    to_judge=judge[hat.position_id],
                )
                for hat in actor.hats
                if not hat.vacant or answer.get(hat.position_id) or judge[hat.position_id]
            ],
            "unread_notices": Notice.objects.visible_to(actor).filter(read_at__isnull=True).count(),
        }
        return self.reply(data)


def _by_position(shares: Any, column: str) -> dict[int, int]:
    """How many of the shares per position."""
    return dict(shares.order_by().values_list(column).annotate(count=Count("pk")))


class Units(Endpoint):
    """The tree of offices, flat, parents first."""

    contracts: ClassVar = {
        "GET": Contract("list_units", "Semua unit, induk lebih dahulu", shapes.paged(shapes.Unit))
    }

    def get(self, request: Request) -> HttpResponse:
        """The whole tree: a few hundred rows that rarely change, so clients keep them by ETag."""
        units = Unit.objects.select_related("parent").order_by("path")
        return self.reply(outputs.listed(map(outputs.unit_out, units)))


class Positions(Endpoint):
    """Positions to address."""

    contracts: ClassVar = {
        "GET": Contract(
            "list_positions",
            "Jabatan, dapat dicari menurut jabatan, unit, atau nama",
            shapes.paged(shapes.Position),
            query=inputs.Searched,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """Search answers with the best few; without words the whole list comes in pages."""
        asked = self.asked()
        today = timezone.localdate(self.at)
        if asked["search"].strip():
            seats = queries.search_positions(asked["search"], limit=asked["limit"], on=today)
            return self.reply(outputs.listed(map(outputs.seat_out, seats)))
        active = Position.objects.filter(is_active=True).select_related("unit")
        found = page(
            active, by=("rank", "title", "id"), cursor=asked["cursor"], limit=asked["limit"]
        )
        seats = queries.seats_of(found.rows, on=today)
        return self.reply(outputs.listed(map(outputs.seat_out, seats), found.next))


class Deadlines(Endpoint):
    """The times an order would get."""

    contracts: ClassVar = {
        "GET": Contract(
            "preview_deadlines",
            "Batas waktu bila perintah diberi sekarang",
            shapes.paged(shapes.Deadlines),
            query=inputs.DeadlinesAsked,
        )
    }

    def get(self, request: Request) -> HttpResponse:
        """One row per urgency, or the one asked for."""
        named = self.asked().get("urgency")
        chosen = [Urgency(named)] if named else list(Urgency)
        calendar = current()
        rows = (outputs.deadlines_out(one, calendar, at=self.at) for one in chosen)
        return self.reply(outputs.listed(rows))
