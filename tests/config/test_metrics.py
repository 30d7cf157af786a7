"""/metrics and /healthz: figures for the watch, to nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from config import metrics
from instructions.ladder import clock
from notifications import sending
from notifications.channels import Later, Sent
from notifications.lifecycle import LEASE
from tests.instructions.orders import order_to
from tests.notifications.fixtures import using
from tests.notifications.phones import Phones
from tests.people import AT, cast
from tests.statements import counted
from workflow import outbox

__all__ = ["using"]
pytestmark = pytest.mark.django_db


def figures(text: bytes) -> dict[tuple[str, str], float]:
    """Value by name and labels, read by Prometheus' own parser."""
    return {
        (sample.name, " ".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_what_waits_and_how_long_and_what_the_ladder_did(settings: LazySettings) -> None:
    settings.LADDER_TRIAL_DAYS = 0
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    found = figures(metrics.text(at=AT + timedelta(minutes=1)))
    assert found["sigap_ladder_due", ""] == 2
    assert found["sigap_ladder_oldest_seconds", ""] == 60
    assert found["sigap_outbox_due", ""] > 0
    assert order.answer_by is not None
    clock.tick(at=order.answer_by)
    while outbox.drain(at=order.answer_by):
        pass
    found = figures(metrics.text(at=order.answer_by))
    assert found["sigap_ladder_due", ""] == 0
    assert found["sigap_ladder_steps_last_hour", "climbed answer_due"] == 2
    assert found["sigap_outbox_due", ""] == 0
    assert found["sigap_outbox_failing", ""] == 0


def test_the_cost_does_not_grow_and_no_name_is_told() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    with counted() as statements:
        text = metrics.text(at=AT).decode()
    assert statements.count == 9
    for secret in (order.reference, order.text, "Camat", people.bupati.person.name):
        assert secret not in text


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer salah", "rahasia", "Basic rahasia"])
def test_without_the_token_there_is_no_such_page(
    client: Client, settings: LazySettings, given: str
) -> None:
    assert client.get("/metrics", headers={"authorization": given}).status_code == 404
    settings.METRICS_TOKEN = "rahasia-panjang"
    assert client.get("/metrics", headers={"authorization": given}).status_code == 404


def test_with_the_token_prometheus_reads_it(client: Client, settings: LazySettings) -> None:
    settings.METRICS_TOKEN = "rahasia-panjang"
    response = client.get("/metrics", headers={"authorization": "Bearer rahasia-panjang"})
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    assert ("sigap_ladder_due", "") in figures(response.content)


def test_healthz_answers_without_a_database(client: Client) -> None:
    with counted() as statements:
        assert client.get("/healthz").json() == {"status": "alive"}
    assert statements.count == 0


def test_deliveries_by_channel_and_outcome_and_claims_that_ran_out(
    using: Callable[..., None],
) -> None:
    people = cast()
    lost = people.camat_limun.person.pk
    using(Phones(answer=lambda said: Later("busy") if said.person_id == lost else Sent()))
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    found = figures(metrics.text(at=AT + timedelta(seconds=5)))
    assert found["sigap_deliveries_last_hour", "phone queued"] == 2
    assert found["sigap_deliveries_due", ""] == 2
    assert found["sigap_deliveries_oldest_seconds", ""] == 5
    sending.send_due(at=AT)
    found = figures(metrics.text(at=AT))
    assert found["sigap_deliveries_last_hour", "phone sent"] == 1
    assert found["sigap_deliveries_last_hour", "phone queued"] == 1
    assert found["sigap_deliveries_due", ""] == 0
    assert found["sigap_overdue_claims", "deliveries"] == 0
    # A worker that took one and was killed: overdue once its lease is, and then a retry.
    later = AT + timedelta(minutes=10)
    assert len(sending.claim("phone", at=later, limit=5)) == 1
    assert figures(metrics.text(at=later))["sigap_overdue_claims", "deliveries"] == 0
    later += LEASE
    assert figures(metrics.text(at=later))["sigap_overdue_claims", "deliveries"] == 1
    assert len(sending.claim("phone", at=later, limit=5)) == 1
    found = figures(metrics.text(at=later))
    assert found["sigap_overdue_claims", "deliveries"] == 0
    assert found["sigap_deliveries_last_hour", "phone retry"] == 1
    assert found["sigap_deliveries_last_hour", "phone sending"] == 1
    found = figures(metrics.text(at=AT + timedelta(hours=2)))
    assert ("sigap_deliveries_last_hour", "phone sent") not in found
