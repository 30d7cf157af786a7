"""Work that entries mean for others: done once, by whoever comes first, and never blocked."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, local

import pytest
from django.db import connection, transaction

from tests.people import AT
from tests.races import race
from tests.workflow.conftest import Story, tell_story
from workflow import outbox
from workflow.models import Entry, Outbox
from workflow.outbox import Consumer, drain, enqueue

Handle = Callable[[Entry, datetime], None]


class Desk:
    """A consumer that remembers what it was handed, and can be told to fail."""

    def __init__(self) -> None:
        self.handled: list[int] = []
        self.poison: set[int] = set()

    def __call__(self, entry: Entry, at: datetime) -> None:
        if entry.pk in self.poison:
            message = "x\x00" * 300
            raise RuntimeError(message)
        self.handled.append(entry.pk)


@pytest.fixture
def desk(monkeypatch) -> Desk:
    """The only consumer there is."""
    made = Desk()
    monkeypatch.setattr(outbox, "_consumers", {"desk": Consumer("desk", lambda _: True, made)})
    return made


def entries() -> list[int]:
    return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


def test_every_entry_is_handed_over_once_and_oldest_first(desk: Desk, story: Story):
    assert drain(at=AT) == len(entries())
    assert desk.handled == entries()
    assert drain(at=AT) == 0
    assert set(Outbox.objects.values_list("attempts", "done_at")) == {(1, AT)}


def test_only_those_who_want_an_entry_get_it(desk: Desk, monkeypatch, db):
    picky = Consumer("picky", lambda entry: entry.verb == "report", Desk())
    monkeypatch.setitem(outbox._consumers, "picky", picky)
    tell_story()
    assert Outbox.objects.filter(consumer="picky").count() == 1
    assert Outbox.objects.filter(consumer="desk").count() == len(entries())


def test_nothing_wanted_costs_no_statement(monkeypatch, story: Story, django_assert_num_queries):
    monkeypatch.setattr(outbox, "_consumers", {})
    chain = story.chain()
    with django_assert_num_queries(0):
        enqueue(chain)


def test_what_is_not_due_waits(desk: Desk, story: Story):
    assert drain(at=AT - timedelta(seconds=1)) == 0
    assert drain(at=AT, limit=2) == 2


def test_a_poison_row_stops_nobody_else_and_comes_later_and_later(desk: Desk, story: Story):
    bad = entries()[1]
    desk.poison = {bad}
    assert drain(at=AT) == len(entries()) - 1
    row = Outbox.objects.get(entry=bad)
    assert (row.attempts, row.done_at, row.due_at) == (1, None, AT + timedelta(seconds=2))
    assert row.last_error.startswith("RuntimeError: xxx")
    assert len(row.last_error) == 200
    assert drain(at=AT) == 0

    waits, at = [], row.due_at
    for _ in range(18):
        assert drain(at=at) == 0
        row.refresh_from_db()
        waits.append(row.due_at - at)
        at = row.due_at
    assert waits[:3] == [timedelta(seconds=s) for s in (4, 8, 16)]
    assert waits[-1] == outbox.LONGEST_WAIT

    Outbox.objects.filter(pk=row.pk).update(attempts=9000)  # years of trying
    assert drain(at=at) == 0
    at += outbox.LONGEST_WAIT

    desk.poison.clear()
    assert drain(at=at) == 1
    assert bad in desk.handled


def test_an_effect_and_its_mark_are_undone_together(desk: Desk, story: Story, monkeypatch):
    def half(entry: Entry, at: datetime) -> None:
        Outbox.objects.filter(entry=entry).update(last_error="half done")
        raise RuntimeError

    monkeypatch.setitem(outbox._consumers, "desk", Consumer("desk", lambda _: True, half))
    drain(at=AT)
    assert not Outbox.objects.filter(last_error="half done").exists()


def test_a_row_for_a_consumer_that_is_no_more_waits_with_a_reason(
    desk: Desk, story: Story, monkeypatch
):
    monkeypatch.setattr(outbox, "_consumers", {})
    assert drain(at=AT) == 0
    assert set(Outbox.objects.values_list("last_error", flat=True)) == {"KeyError: 'desk'"}


def test_a_worker_told_to_stop_finishes_the_piece_in_hand(desk: Desk, story: Story):
    assert drain(at=AT, stopping=lambda: len(desk.handled) >= 2) == 2


@pytest.mark.django_db(transaction=True)
def test_work_written_in_an_act_that_fails_is_never_seen(desk: Desk):
    with transaction.atomic():
        tell_story()
        transaction.set_rollback(True)
    assert drain(at=AT) == 0
    assert desk.handled == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_two_hundred_pieces_and_do_none_twice(desk: Desk):
    story = tell_story()
    work = Outbox.objects.count()
    done: Counter[int] = Counter()
    # PostgreSQL lets both hold a piece at once, and so the first of each waits for the other's.
    both = Barrier(2 if connection.vendor == "postgresql" else 1)
    here = local()

    def count(entry: Entry, at: datetime) -> None:
        if not hasattr(here, "begun"):
            here.begun = both.wait(60)
        done[entry.pk] += 1

    consumers = {f"desk {n}": Consumer(f"desk {n}", lambda _: True, count) for n in range(29)}
    outbox._consumers.update(consumers)
    chain = [entry for subject in (story.order, story.share, story.other) for entry in
             story.chain(subject)]  # fmt: skip
    rows = [Outbox(consumer=name, entry=e, due_at=AT) for name in consumers for e in chain]
    Outbox.objects.bulk_create(rows)
    assert work + len(rows) >= 200

    def worker() -> int:
        total = 0
        for _ in range(100):
            if not Outbox.objects.filter(done_at__isnull=True).exists():
                break
            total += drain(at=AT)
        return total

    shares = [share for share in race(worker, worker) if isinstance(share, int)]
    assert len(shares) == 2
    assert sum(shares) == work + len(rows)
    assert set(done.values()) == {len(consumers)}
    assert set(Outbox.objects.values_list("attempts", flat=True)) == {1}
