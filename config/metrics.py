"""/metrics for Prometheus: how much waits, how old it is, and what the ladder did.

Everything is counted in the database at the moment of asking, so that any process may answer for
all of them. Nothing in it names a person, a position or an order.
"""

import hmac
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Min, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from instructions.models import Assignment, Step
from notifications.models import Delivery, Inbound, Reply
from workflow.models import Outbox

RECENT = timedelta(hours=1)


class Counted(Collector):
    """The figures as they stand at one moment."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each figure with its words; nine statements."""
        yield from self._waiting(
            "outbox", "pieces of work", Outbox.objects.filter(done_at__isnull=True), "due_at"
        )
        yield from self._waiting(
            "deliveries", "deliveries", Delivery.objects.filter(due_at__isnull=False), "due_at"
        )
        yield from self._waiting(
            "ladder", "shares", Assignment.objects.filter(look_at__isnull=False), "look_at"
        )
        failing = GaugeMetricFamily("sigap_outbox_failing", "Pieces of work that failed and wait.")
        failing.add_metric([], Outbox.objects.filter(done_at__isnull=True, attempts__gt=0).count())
        yield failing
        steps = GaugeMetricFamily(
            "sigap_ladder_steps_last_hour", "Rungs of the last hour.", labels=["rung", "outcome"]
        )
        rows = (
            Step.objects.filter(at__gt=self.at - RECENT).order_by().values_list("rung", "outcome")
        )
        for rung, outcome, count in rows.annotate(count=Count("pk")):
            steps.add_metric([rung, outcome], count)
        yield steps
        yield self._overdue_claims()
        yield self._deliveries()

    def _overdue_claims(self) -> GaugeMetricFamily:
        """Work that somebody took and did not bring back while its lease ran."""
        found = GaugeMetricFamily(
            "sigap_overdue_claims", "Claims whose lease ran out.", labels=["queue"]
        )
        for queue, model in (("deliveries", Delivery), ("inbox", Inbound), ("replies", Reply)):
            rows: QuerySet[Any, Any] = model._default_manager.filter(locked_until__lte=self.at)  # noqa: SLF001 - Django's own name
            found.add_metric([queue], rows.count())
        return found

    def _deliveries(self) -> GaugeMetricFamily:
        """How the deliveries born in the last hour stand, and how many were tried twice."""
        found = GaugeMetricFamily(
            "sigap_deliveries_last_hour",
            "Deliveries born in the last hour.",
            labels=["channel", "outcome"],
        )
        rows = Delivery.objects.filter(created_at__gt=self.at - RECENT).order_by()
        counted = rows.values_list("channel", "status").annotate(
            count=Count("pk"), again=Sum("retries")
        )
        again: dict[str, int] = defaultdict(int)
        for channel, status, count, retries in counted:
            found.add_metric([channel, status], count)
            again[channel] += retries
        for channel, count in again.items():
            found.add_metric([channel, "retry"], count)
        return found

    def _waiting(
        self, name: str, noun: str, rows: "QuerySet[Any, Any]", column: str
    ) -> Iterator[GaugeMetricFamily]:
        due = rows.filter(**{f"{column}__lte": self.at})
        found = due.aggregate(count=Count("pk"), oldest=Min(column))
        waiting = GaugeMetricFamily(f"sigap_{name}_due", f"How many {noun} are due.")
        waiting.add_metric([], found["count"])
        yield waiting
        age = GaugeMetricFamily(f"sigap_{name}_oldest_seconds", "How long the oldest has been due.")
        oldest = (self.at - found["oldest"]).total_seconds() if found["oldest"] else 0.0
        age.add_metric([], oldest)
        yield age


def text(*, at: datetime) -> bytes:
    """The figures in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Counted(at))
    return generate_latest(registry)


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, to whoever brings SIGAP_METRICS_TOKEN; to everybody else there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    wanted = settings.METRICS_TOKEN
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        raise Http404
    at: datetime = request.at  # type: ignore[attr-defined] # set by the middleware
    return HttpResponse(text(at=at), content_type=CONTENT_TYPE_PLAIN_0_0_4)
