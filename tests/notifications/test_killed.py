"""A sender killed with -9 anywhere loses nothing, and what it repeats is marked as a repeat."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from notifications import sending
from notifications.lifecycle import LEASE
from notifications.models import Delivery
from tests.fakes.provider import Answer, provider
from tests.instructions.orders import order_to
from tests.people import AT, cast
from workflow import outbox

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("point", "times"), [("claimed", 1), ("accepted", 2), ("before_commit", 2)]
)
def test_a_killed_sender_loses_nothing(
    point: str, times: int, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_sender", sending.Sender())
    people = cast()
    both = (people.camat_pelawan, people.camat_limun)
    for number, member in enumerate(both):
        member.person.phone = f"+62811000000{number:02d}"
        member.person.save()
    with provider(Answer(200, b"{}")) as gateway:
        settings.SMS_URL = gateway.url
        order_to(*both, giver=people.bupati)
        outbox.drain(at=AT)
        killed = subprocess.run(
            [sys.executable, "-m", "tests.notifications.killed", str(connection.settings_dict["NAME"]), point],
            cwd=ROOT,
            env={**os.environ, "SIGAP_SMS_URL": gateway.url},
            timeout=120,
            check=False,
        )  # fmt: skip
        assert killed.returncode == -signal.SIGKILL
        assert set(Delivery.objects.values_list("status", flat=True)) == {"sending"}
        assert sending.send_due(at=AT + LEASE) == 2
        sending.finish(at=AT + LEASE)
        found = Counter(got.headers["Idempotency-Key"] for got in gateway.got)
    rows = list(Delivery.objects.all())
    assert {(row.status, row.attempts, row.retries) for row in rows} == {("sent", 2, 1)}
    assert found == {str(row.public_id): times for row in rows}
