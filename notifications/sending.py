"""Sending what is due: claim under a lease, try outside every transaction, write down what came of it.

Each channel has a few threads of its own, so that one whose provider hangs keeps no other waiting:
a pass waits a moment for its tries and leaves the slow ones to the next pass. A thread touches no
database. Whoever is killed between the provider's yes and our writing it down leaves a row whose
lease runs out; it is tried again, with the same id towards the provider, and counted as a retry.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.db.models import Case, F, PositiveSmallIntegerField, Q, When

from instructions.clock import current
from notifications import channels, links, outcomes, quiet, succession, words
from notifications.channels import Later, Message, Outcome, Sent, Unreachable
from notifications.lifecycle import LEASE, Status, change
from notifications.models import Delivery
from notifications.outcomes import Answer, Try
from notifications.silencing import CLEARED
from workflow.outbox import never
from workflow.text import clean_line

logger = logging.getLogger("sigap.deliveries")

BATCH = 50
THREADS = 6
"""Tries at once on one channel: BATCH of them at the longest time-out end within the lease."""

PATIENCE = 2.0
"""Seconds a pass waits for its tries before it leaves the slow ones to the next."""

GATHER = 0.25
"""Seconds of answers that are written down together."""

ON_TIME = timedelta(minutes=1)
"""Claimed later than that, quiet hours may have begun, or a hat have ended."""

CLEAR_WITHIN = timedelta(minutes=10)
"""After that long nobody is asked to take a message from the screen any more."""


def reached(point: str) -> None:
    """A named point of a pass: `claimed`, `accepted`, `before_commit`. Does nothing.

    Tests put a kill in its place.
    """


@dataclass
class Sender:
    """The tries of one process that are under way, channel by channel."""

    pools: dict[str, ThreadPoolExecutor] = field(default_factory=dict)
    running: dict[Future[Outcome], Try] = field(default_factory=dict)
    held: dict[str, datetime] = field(default_factory=dict)
    unwritten: list[Answer] = field(default_factory=list)

    def send_due(
        self, *, at: datetime, limit: int = BATCH, stopping: Callable[[], bool] = never
    ) -> int:
        """See the function of this name."""
        done = self._again(at) + self._gather(at, 0.0)
        for name in _with_work(at):
            if stopping():
                break
            room = limit - sum(one.channel == name for one in self.running.values())
            if room > 0 and self.held.get(name, at) <= at:
                done += self._start(name, at, room)
        end = time.monotonic() + PATIENCE
        while self.running and time.monotonic() < end:
            done += self._gather(at, min(GATHER, end - time.monotonic()))
        return done

    def finish(self, *, at: datetime, seconds: float = 30.0) -> int:
        """Wait for the tries under way and write them down; what is not back by then is retried."""
        end = time.monotonic() + seconds
        done = self._again(at)
        while self.running and time.monotonic() < end:
            done += self._gather(at, GATHER)
        for pool in self.pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        self.pools.clear()
        self.running.clear()
        return done

    def _start(self, name: str, at: datetime, room: int) -> int:
        """Claim what is due on one channel and hand it to its threads; counts what never got there."""
        claimed = claim(name, at=at, limit=room)
        due_clears = _due_clears(name, at, room)
        rows = [*claimed, *due_clears]
        if not rows:
            return 0
        reached("claimed")
        addresses = channels.addresses_of(name, [row.person for row in rows])
        here: list[tuple[Try, Outcome]] = []
        said, poison = _words(claimed, at)
        here += [(Try.of(row), outcome) for row, outcome in poison]
        clears = _words(due_clears, at, clear=True)[0]
        last_start = time.monotonic() + LEASE.total_seconds() / 2
        leaving: list[Delivery] = []
        held_back = _held_back(claimed, addresses, at)
        for row in claimed:
            if row.pk not in said:
                continue
            if row.pk in held_back:
                here.append((Try.of(row), held_back[row.pk]))
            else:
                leaving.append(row)
        said = links.into(leaving, said, at=at)
        for row in leaving:
            job = self._pool(name).submit(
                _send, name, said[row.pk], addresses[row.person_id], last_start
            )
            self.running[job] = Try.of(row)
        for row in due_clears:
            if row.pk in clears and row.person_id in addresses:
                self._pool(name).submit(
                    _send, name, clears[row.pk], addresses[row.person_id], last_start
                )
        return self._record(here, at) if here else 0

    def _pool(self, name: str) -> ThreadPoolExecutor:
        if name not in self.pools:
            self.pools[name] = ThreadPoolExecutor(THREADS, thread_name_prefix=f"send-{name}")
        return self.pools[name]

    def _gather(self, at: datetime, seconds: float) -> int:
        """Write down what came back within `seconds`, in one go."""
        if not self.running:
            return 0
        done = wait(self.running, timeout=max(seconds, 0.0)).done
        if not done:
            return 0
        reached("accepted")
        return self._record([(self.running.pop(job), job.result()) for job in done], at)

    def _again(self, at: datetime) -> int:
        """What could not be written down while the database was away."""
        answers, self.unwritten = self.unwritten, []
        return self._record(answers, at) if answers else 0

    def _record(self, answers: Sequence[tuple[Try, Outcome]], at: datetime) -> int:
        for one, outcome in answers:
            if isinstance(outcome, Later) and outcome.seconds is not None:
                # The provider says when; until then nobody else is tried there either.
                self.held[one.channel] = at + timedelta(seconds=min(outcome.seconds, 300.0))
        for name in {one.channel for one, _ in answers}:
            tidy = getattr(channels.channel(name), "tidy", None)
            if tidy is not None:
                tidy(at=at)
        try:
            return self._write(answers, at)
        except (OperationalError, InterfaceError):
            # What providers said is not to be forgotten because the database is away.
            self.unwritten += answers
            raise

    def _write(self, answers: Sequence[Answer], at: datetime) -> int:
        """Write answers down together; where one of them does not fit, each for itself."""
        hook = partial(reached, "before_commit")
        try:
            return outcomes.record(answers, at=at, before_commit=hook)
        except IntegrityError:
            logger.exception("outcomes do not fit together")
        for one, outcome in answers:
            try:
                outcomes.record([(one, outcome)], at=at)
            except IntegrityError:  # a provider that gives the same id twice
                nameless = Sent() if isinstance(outcome, Sent) else outcome
                outcomes.record([(one, nameless)], at=at)
        return len(answers)


_sender = Sender()


def send_due(*, at: datetime, limit: int = BATCH, stopping: Callable[[], bool] = never) -> int:
    """Try what is due, at most `limit` per channel and transaction; returns how many tries ended.

    1. Write down what came back since the last pass.
    2. Per channel: claim (queued and due, or a lease that ran out), put into words, hand to threads.
    3. Wait a moment for the answers and write them down; the slow ones are left to the next pass.

    A row whose words cannot be made is pushed forward and reported; it stops nobody else.
    """
    return _sender.send_due(at=at, limit=limit, stopping=stopping)


def finish(*, at: datetime) -> int:
    """Before the process ends: wait for the tries under way, in bounded time. Returns how many."""
    return _sender.finish(at=at)


def _with_work(at: datetime) -> list[str]:
    """Names of the channels on which something is due; one statement for all of them.

    A look without a lock: on SQLite a claim waits for every other writer.
    """
    parts: list[str] = []
    values: list[Any] = []
    for name in channels.names():
        mine = Delivery.objects.filter(channel=name)
        looks = [Delivery.objects.due(at).filter(channel=name)]
        looks += [mine.filter(clear_at__lte=at)] if name in CLEARED else []
        found = []
        for look in looks:
            sql, given = look.order_by().values("pk").query.sql_with_params()
            found.append(f"EXISTS ({sql})")
            values += given
        parts.append(f"({' OR '.join(found)})")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        row = cursor.fetchone()
    return [name for name, due in zip(channels.names(), row, strict=True) if due]


def claim(name: str, *, at: datetime, limit: int) -> list[Delivery]:
    """Take what is due on one channel, for the length of a lease, with all it says; two statements.

    A row that was being sent when its lease ran out is taken as a retry.
    """
    due = Delivery.objects.due(at).filter(channel=name).select_related(*words.JOINED)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    with transaction.atomic():
        rows = list(due.order_by("due_at", "pk")[:limit])
        if not rows:
            return []
        again = When(status=Status.SENDING, then=F("retries") + 1)
        change(
            Delivery.objects.filter(pk__in=[row.pk for row in rows]),
            "claim",
            attempts=F("attempts") + 1,
            retries=Case(again, default=F("retries"), output_field=PositiveSmallIntegerField()),
            locked_until=at + LEASE,
        )
    for row in rows:  # as the update left them
        row.retries += row.status == Status.SENDING
        row.attempts += 1
        row.status, row.locked_until = Status.SENDING, at + LEASE
    return rows


def _due_clears(name: str, at: datetime, limit: int) -> list[Delivery]:
    """Messages to be taken from screens; asked for once, since nobody is harmed by one that stays."""
    if name not in CLEARED:
        return []
    due = Delivery.objects.filter(channel=name, clear_at__lte=at)
    ids = list(due.values_list("pk", flat=True)[:limit])
    if not ids:
        return []
    Delivery.objects.filter(pk__in=ids).update(clear_at=None)
    return _loaded(Q(pk__in=ids, clear_at=None, read_at__gt=at - CLEAR_WITHIN))


def _loaded(condition: Q) -> list[Delivery]:
    rows = Delivery.objects.filter(condition).select_related(*words.JOINED)
    return list(rows.order_by("due_at", "pk"))


def _words(
    rows: Sequence[Delivery], at: datetime, *, clear: bool = False
) -> tuple[Mapping[int, Message], list[tuple[Delivery, Outcome]]]:
    """The messages, and the rows for which there can be none with what to do about them."""
    if not rows:
        return {}, []
    try:
        return words.messages(rows, at=at, clear=clear), []
    except Exception:
        logger.exception("words failed together")
    said: dict[int, Message] = {}
    poison: list[tuple[Delivery, Outcome]] = []
    for row in rows:
        try:
            said |= words.messages([row], at=at, clear=clear)
        except Exception as error:
            logger.exception("delivery cannot be worded", extra={"delivery": row.pk})
            poison.append((row, Later(f"{type(error).__name__}: {error}")))
    return said, poison


def _held_back(
    rows: Sequence[Delivery], addresses: Mapping[int, str], at: datetime
) -> Mapping[int, Outcome]:
    """What does not leave now, by id, and why; whose hat ended is passed on to whoever acts there."""
    # What was queued within the minute, and never tried, was addressed within it.
    waited = [row for row in rows if row.attempts > 1 or at - row.created_at > ON_TIME]
    ended = succession.ended(waited, at=at)
    # What leaves when it is due keeps the quiet hours already.
    late = any(row.due_at is not None and at - row.due_at > ON_TIME for row in rows)
    calendar = current() if late else None
    succession.pass_on([row for row in rows if row.pk in ended], at=at)
    found: dict[int, Outcome] = {}
    for row in rows:
        if row.pk in ended:
            found[row.pk] = outcomes.ENDED
        elif words.is_moot(row):
            found[row.pk] = outcomes.MOOT
        elif calendar is not None and quiet.opens_for(row, calendar, at=at) > at:
            found[row.pk] = outcomes.QUIET
        elif row.person_id not in addresses:
            found[row.pk] = Unreachable("no address")
    return found


def _send(name: str, message: Message, address: str, last_start: float) -> Outcome:
    """One try, in a thread; whatever goes wrong is an outcome."""
    if time.monotonic() > last_start:
        return Later("waited too long for its turn")
    try:
        return channels.channel(name).send(message, address)
    except Exception as error:
        logger.exception("channel failed", extra={"channel": name})
        return Later(clean_line(f"{type(error).__name__}: {error}")[:200])
    finally:
        connections.close_all()
