"""`manage.py worker`: does what was written down to be done, for ever, beside the web server.

Several at once are harmless: each piece of work is claimed, done and marked in one transaction.
"""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import requests as http
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    connections,
)
from django.utils import timezone

from accounts.organisation import drafts
from accounts.sessions import SessionStore
from files import intake
from instructions.hand_delivery import actions as by_hand
from instructions.ladder import acceptance
from instructions.ladder import clock as ladder
from notifications import links, sending, undelivered
from notifications.chats import inbox, replies
from notifications.mornings import digest
from workflow import outbox, requests, schema, sealing

logger = logging.getLogger("sigap.worker")

TIDY_EVERY = 60.0  # seconds between looks for what may be forgotten or sealed
BEAT_EVERY = 60.0  # seconds between two signs of life
LONGEST_WAIT = 30.0  # seconds between two tries to reach a database that is away


class Worker:
    """The passes of one process, and what it remembers between them."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.tidied_at = float("-inf")
        self.beat_at = float("-inf")
        self.sealed_on: date | None = None
        self.told_on: date | None = None
        self.rests: dict[str, float] = {}

    def one_pass(self, *, at: datetime) -> int:
        """Do what is due now; returns how much that was, and logs one line unless nothing."""
        done = {
            "outbox": outbox.drain(at=at, stopping=self.stop.is_set),
            "ladder": self._climb(at),
            "accepted": self._apart("accepted", lambda: acceptance.accept_due(at=at)),
            "digests": self._apart("digests", lambda: self._tell_morning(at)),
            "by_hand": self._apart("by_hand", lambda: by_hand.lapse(at=at)),
            "deliveries": sending.send_due(at=at, stopping=self.stop.is_set),
            "inbox": inbox.work(at=at, stopping=self.stop.is_set),
            "replies": replies.send_due(at=at, stopping=self.stop.is_set),
            "undelivered": self._apart(
                "undelivered", lambda: undelivered.climb(at=at, stopping=self.stop.is_set)
            ),
            "requests": 0,
            "uploads": 0,
            "seals": 0,
        }
        if time.monotonic() - self.tidied_at >= TIDY_EVERY:
            done["seals"] = self._seal(at)
            SessionStore.clear_expired()
            drafts.purge(at=at)
            inbox.purge(at=at)
            links.purge(at=at)
            digest.purge(at=at)
            done["requests"] = requests.purge(at=at)
            done["uploads"] = intake.purge(at=at)
            if not (done["requests"] or done["uploads"]):  # else more may wait
                self.tidied_at = time.monotonic()
        self._beat()
        total = sum(done.values())
        if total:
            logger.info("pass", extra=done)
        return total

    def _climb(self, at: datetime) -> int:
        ticked = ladder.tick(at=at, stopping=self.stop.is_set)
        return ticked.looked + ticked.climbed

    def _apart(self, name: str, work: Callable[[], int]) -> int:
        """One kind of work, whose faults stop no other; after one it rests for a minute."""
        if time.monotonic() < self.rests.get(name, float("-inf")):
            return 0
        try:
            return work()
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("work failed", extra={"work": name})
            self.rests[name] = time.monotonic() + TIDY_EVERY
            return 0

    def _tell_morning(self, at: datetime) -> int:
        """Once a working day, from seven; asks no more where the day is done."""
        day = digest.window(at)
        if day is None or day == self.told_on:
            return 0
        made, complete = digest.run(at=at, stopping=self.stop.is_set)
        if complete:
            self.told_on = day
        return made

    def _beat(self) -> None:
        """Tell the outside watch that work goes on. One that does not answer stops nothing."""
        if not settings.HEARTBEAT_URL or time.monotonic() - self.beat_at < BEAT_EVERY:
            return
        self.beat_at = time.monotonic()
        try:
            http.get(settings.HEARTBEAT_URL, timeout=5)
        except http.RequestException as error:
            logger.warning("heartbeat was not heard", extra={"error": type(error).__name__})

    def _seal(self, at: datetime) -> int:
        """Seal once a day, soon after local midnight. A full disk or a busy ledger stops nothing."""
        made = None
        if self.sealed_on != timezone.localdate(at):
            try:
                if sealing.is_due(at=at):
                    made = sealing.seal(at=at)
                else:
                    self.sealed_on = timezone.localdate(at)
            except (OSError, OperationalError):
                logger.exception("the seal could not be written")
        return 1 if made else 0

    def run(self, interval: float) -> None:
        """Pass after pass until told to stop; rests `interval` seconds after an empty one.

        While the database cannot be reached it waits, longer each time, and goes on.
        """
        wait = interval
        while not self.stop.is_set():
            try:
                close_old_connections()
                done = self.one_pass(at=timezone.now())
            except (OperationalError, InterfaceError) as error:
                wait = min(max(1.0, wait * 2), LONGEST_WAIT)
                logger.warning("database is away", extra={"error": str(error), "seconds": wait})
                connections.close_all()
                self.stop.wait(wait)
                continue
            wait = interval
            if not done:
                self.stop.wait(interval)


@contextmanager
def stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """While inside, SIGTERM and SIGINT set the event instead of ending the process."""

    def ask(*_: object) -> None:
        stop.set()

    before = {name: signal.signal(name, ask) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT, finishes the piece of work in hand, and exits 0."""

    help = (
        "Do the work of the outbox, climb the ladder, tell the morning, send what is due, forget what may be forgotten,"
        " seal the ledger daily."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer --interval and --once."""
        parser.add_argument(
            "--interval", type=float, default=1.0, help="Seconds to rest when nothing is to do."
        )
        parser.add_argument("--once", action="store_true", help="One pass, then exit.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            wrong = schema.difference(connection)
        except OperationalError as error:
            message = f"The database cannot be reached: {error}"
            raise CommandError(message.strip()) from error
        if wrong:
            raise CommandError(wrong)
        worker = Worker()
        with stopped_by_signals(worker.stop):
            if options["once"]:
                worker.one_pass(at=timezone.now())
                sending.finish(at=timezone.now())
                return
            worker.run(max(options["interval"], 0.05))
            sending.finish(at=timezone.now())
            connections.close_all()
