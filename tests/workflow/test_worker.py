"""The worker: stops when told, goes on when the database comes back, and loses nothing if killed."""

import json
import logging
import signal
from copy import copy
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections
from django.utils import timezone

from accounts.models import Session
from config.management.commands import worker as command
from config.management.commands.worker import LONGEST_WAIT, Worker
from instructions.models import Assignment
from notifications.models import Notice
from tests.people import AT
from tests.workflow import scratch
from tests.workflow.conftest import Story, tell_story
from workflow import schema, sealing
from workflow.models import Entry, Outbox, Request


def test_one_pass_does_the_work_forgets_seals_and_says_so_in_one_line(
    story: Story, caplog, settings
):
    settings.REQUEST_KEEP_DAYS = 7
    Request.objects.create(person_id=1, key="k", fingerprint="f", at=AT - timedelta(days=8))
    waiting = Outbox.objects.count()
    assert waiting > 0
    with caplog.at_level(logging.INFO, "sigap.worker"):
        total = Worker().one_pass(at=AT)
    shares = Assignment.objects.count()
    assert total == waiting + shares + 2
    assert not Outbox.objects.filter(done_at__isnull=True).exists()
    assert not Request.objects.exists()
    (line,) = caplog.records
    said = vars(line)
    done = {name: said[name] for name in ("outbox", "ladder", "requests", "uploads", "seals")}
    assert done == {
        "outbox": waiting, "ladder": shares, "requests": 1, "uploads": 0, "seals": 1,
    }  # fmt: skip


def test_an_empty_pass_says_nothing_and_looks_at_little(db, caplog, django_assert_max_num_queries):
    worker = Worker()
    worker.one_pass(at=AT)
    caplog.clear()
    with caplog.at_level(logging.INFO), django_assert_max_num_queries(9):
        assert worker.one_pass(at=AT) == 0
    assert caplog.records == []


def test_work_that_fails_stops_no_other_and_rests(db, monkeypatch, caplog):
    tried = []

    def broken(*, at):
        tried.append(at)
        raise ValueError("poison")

    monkeypatch.setattr("instructions.hand_delivery.actions.lapse", broken)
    worker = Worker()
    assert worker.one_pass(at=AT) == 1  # the seal of the day, all the same
    worker.one_pass(at=AT)
    assert tried == [AT]
    assert [line.getMessage() for line in caplog.records if line.exc_info] == ["work failed"]


def test_the_day_is_sealed_once_soon_after_midnight(db, monkeypatch):
    monkeypatch.setattr(command, "TIDY_EVERY", 0.0)
    worker = Worker()
    evening = AT.replace(hour=23, minute=59)
    moments = [evening, evening, evening + timedelta(minutes=2), evening + timedelta(minutes=3)]
    assert [worker.one_pass(at=at) for at in moments] == [1, 0, 1, 0]
    assert Worker().one_pass(at=moments[-1]) == 0  # another worker, or this one started again


def test_a_folder_that_cannot_be_written_stops_no_work(story: Story, monkeypatch, caplog):
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealing, "seal", full)
    worker = Worker()
    done = Outbox.objects.count() + Assignment.objects.count()
    assert worker.one_pass(at=AT) == done
    assert "the seal could not be written" in caplog.text
    assert worker.sealed_on is None


def test_a_database_that_is_away_is_waited_for_longer_each_time(db, monkeypatch):
    worker = Worker()
    waits: list[float] = []
    outcomes = [OperationalError("gone")] * 6 + [0, OperationalError("gone"), None]

    def one_pass(**_: object) -> int:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        if outcome is None:
            worker.stop.set()
        return 0

    monkeypatch.setattr(worker, "one_pass", one_pass)
    monkeypatch.setattr(worker.stop, "wait", waits.append)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    worker.run(1.0)
    assert waits == [2.0, 4.0, 8.0, 16.0, LONGEST_WAIT, LONGEST_WAIT, 1.0, 2.0, 1.0]


def test_it_goes_on_at_once_while_there_is_work(db, monkeypatch):
    worker = Worker()
    waits: list[float] = []
    outcomes = [50, 50, 3, 0]

    def one_pass(**_: object) -> int:
        if len(outcomes) == 1:
            worker.stop.set()
        return outcomes.pop(0)

    monkeypatch.setattr(worker, "one_pass", one_pass)
    monkeypatch.setattr(worker.stop, "wait", waits.append)
    worker.run(1.0)
    assert waits == [1.0]


OLDER = "DELETE FROM django_migrations WHERE app = 'workflow'"
NEWER = """
INSERT INTO django_migrations (app, name, applied) VALUES ('workflow', '9999_later', '2026-11-24')
"""


@pytest.mark.parametrize(
    ("statement", "message"),
    [(OLDER, "older than this version"), (NEWER, "newer than this version.*workflow.9999_later")],
)
def test_it_does_not_start_on_the_tables_of_another_version(db, statement: str, message: str):
    assert schema.difference(connection) == ""
    with connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(CommandError, match=message):
        call_command("worker", "--once")


def test_without_a_database_it_says_so_in_one_sentence(monkeypatch):
    def away(_: object) -> str:
        raise OperationalError("connection refused")

    monkeypatch.setattr(schema, "difference", away)
    with pytest.raises(CommandError, match="cannot be reached: connection refused"):
        call_command("worker", "--once")


def test_the_command_leaves_the_signals_as_they_were(story: Story):
    before = signal.getsignal(signal.SIGTERM)
    call_command("worker", "--once")
    assert signal.getsignal(signal.SIGTERM) is before
    assert not Outbox.objects.filter(done_at__isnull=True, due_at__lte=timezone.now()).exists()


def load_work(story: Story, count: int) -> None:
    """Work for copies of one entry, under other subjects; the story's own is done."""
    Outbox.objects.update(done_at=AT)
    entry = story.chain()[-1]
    copies = []
    for n in range(count):
        copied = copy(entry)
        copied.pk, copied.n, copied.prev = None, 1000 + n, "0" * 64
        copies.append(copied)
    made = Entry.objects.bulk_create(copies)
    Outbox.objects.bulk_create(
        Outbox(consumer="notifications", entry=copied, due_at=AT - timedelta(days=300))
        for copied in made
    )


def left() -> int:
    return Outbox.objects.filter(done_at__isnull=True).count()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(tmp_path: Path):
    load_work(tell_story(), 200)
    victim = scratch.start(tmp_path, "worker")
    try:
        assert scratch.wait_until(lambda: 0 < left() < 200, victim)
    finally:
        victim.kill()
        said, _ = victim.communicate(timeout=10)
    remaining = left()
    assert 0 < remaining < 200, said

    heir = scratch.start(tmp_path, "worker", "--interval", "0.1")
    try:
        assert scratch.wait_until(lambda: left() == 0, heir)
        heir.terminate()
        said, _ = heir.communicate(timeout=20)
    finally:
        heir.kill()
    assert heir.returncode == 0, said
    assert Outbox.objects.filter(attempts=1).count() == 200
    assert not Outbox.objects.filter(attempts__gt=1).exists()
    # From seven until noon the workers, whose clock is the real one, tell the morning as well.
    assert Notice.objects.exclude(entry__verb="digest").count() == 200
    passes = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert sum(line["outbox"] for line in passes if line["event"] == "pass") == remaining


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_worker_asked_to_stop_ends_well(tmp_path: Path, name: str):
    process = scratch.start(tmp_path, "worker", "--interval", "30")
    try:
        assert scratch.wait_until(lambda: any(tmp_path.glob("seals/*.jsonl")), process)
        process.send_signal(getattr(signal, name))
        said, _ = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0, said
    assert "Traceback" not in said


def test_a_ledger_too_busy_to_be_sealed_stops_nothing_else(story: Story, monkeypatch):
    def busy(**_: object) -> None:
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(sealing, "seal", busy)
    Session.objects.create(session_key="x" * 32, expire_date=AT - timedelta(days=1))
    assert Worker().one_pass(at=AT) > 0
    assert not Session.objects.exists()
