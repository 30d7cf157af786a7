"""/metrics for Prometheus: how much waits, how old it is, and what the ladder did.

Everything is counted in the database at the moment of asking, so that any process may answer for
all of them. Nothing in it names a person, a position or an order.
"""

import hmac
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from instructions.models import Assignment, Step
from workflow.models import Outbox

RECENT = timedelta(hours=1)


class Counted(Collector):
    """The figures as they stand at one moment."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each figure with its words; four statements."""
        yield from self._waiting(
            "outbox", "pieces of work", Outbox.objects.filter(done_at__isnull=True), "due_at"
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
