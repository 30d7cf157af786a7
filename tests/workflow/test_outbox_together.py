"""Consumers that do many at once share a claim, and one that fails takes nothing from the others."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from tests.instructions.orders import order_to
from tests.people import AT, cast
from workflow import outbox
from workflow.models import Entry, Outbox
from workflow.outbox import Consumer

pytestmark = pytest.mark.django_db


def test_a_consumer_that_fails_together_takes_nothing_from_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[str] = []

    def alone(entry: Entry, at: datetime) -> None:
        heard.append("one by one")

    def together(entries: Sequence[Entry], at: datetime) -> None:
        heard.append("together")

    def broken(entries: Sequence[Entry], at: datetime) -> None:
        Outbox.objects.update(last_error="half a deed")
        raise RuntimeError

    consumers = {
        "bad": Consumer("bad", lambda _: True, alone, broken),
        "good": Consumer("good", lambda _: True, alone, together),
    }
    monkeypatch.setattr(outbox, "_consumers", consumers)
    people = cast()
    Outbox.objects.all().delete()
    order_to(people.camat_pelawan, giver=people.bupati)
    rows = Outbox.objects.filter(done_at=None).count()
    assert outbox.drain(at=AT) == rows
    assert heard == ["together", *["one by one"] * (rows // 2)]
    assert not Outbox.objects.exclude(done_at=AT, attempts=1, last_error="").exists()
