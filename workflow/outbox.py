"""The outbox: work that entries mean for others, done by the worker, exactly once.

An upper app reacts to a lower one only as a consumer here. A row is written in the same transaction
as its entry and finished in the same transaction as its effect.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, QuerySet

from workflow.models import Entry, Outbox
from workflow.text import clean_line

logger = logging.getLogger("sigap.outbox")

BATCH = 50
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Consumer:
    """Who wants to hear of which entries, and what it does with one (inside a transaction).

    `handle_many` does the same for many at once, where that is cheaper: it is handed all that are
    due, and a failure among them hands them to `handle` one by one.
    """

    name: str
    wants: Callable[[Entry], bool]
    handle: Callable[[Entry, datetime], None]
    handle_many: Callable[[Sequence[Entry], datetime], None] | None = None


_consumers: dict[str, Consumer] = {}


def register(consumer: Consumer) -> None:
    """Enter a consumer; apps do so when they start."""
    _consumers[consumer.name] = consumer


def enqueue(entries: Iterable[Entry]) -> None:
    """Insert one row per entry and interested consumer, in one statement."""
    rows = [
        Outbox(consumer=consumer.name, entry=entry, due_at=entry.at)
        for entry in entries
        for consumer in _consumers.values()
        if consumer.wants(entry)
    ]
    if rows:
        Outbox.objects.bulk_create(rows)


def never() -> bool:
    """For whoever is not to be stopped."""
    return False


def drain(*, at: datetime, limit: int = BATCH, stopping: Callable[[], bool] = never) -> int:
    """Do up to `limit` pieces of work that are due; returns how many were done.

    Between two pieces it asks `stopping` whether to leave the rest to the next one.

    1. Find due rows, oldest first.
    2. Take those of consumers that do many at once in one transaction, each consumer behind a
       savepoint of its own, and each other one in its own: claimed, done and marked together. A row
       that another worker holds is skipped (PostgreSQL); SQLite has one writer at a time anyway.
    3. A row that fails is pushed forward, longer each time, and reported; it stops nobody else.
    """
    due = Outbox.objects.filter(done_at__isnull=True, due_at__lte=at).order_by("due_at", "id")
    done = 0
    alone: list[int] = []
    together: list[int] = []
    for pk, name in list(due.values_list("pk", "consumer")[:limit]):
        consumer = _consumers.get(name)
        many = consumer is not None and consumer.handle_many is not None
        (together if many else alone).append(pk)
    if together and not stopping():
        try:
            done, failed = _do_many(together, at)
        except Exception:
            logger.exception("outbox rows failed together")
            failed = together
        alone += failed
    for pk in alone:
        if stopping():
            break
        try:
            done += _do_one(pk, at)
        except Exception as error:
            logger.exception("outbox row failed", extra={"outbox": pk})
            _push_forward(pk, at, error)
    return done


def _open(ids: Sequence[int]) -> "QuerySet[Outbox]":
    """Those of the rows that are not done and that nobody else holds, locked."""
    rows = Outbox.objects.select_related("entry").filter(pk__in=ids, done_at__isnull=True)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows.order_by("pk")


def _claimed(pk: int) -> Outbox | None:
    return _open([pk]).first()


def _do_many(ids: Sequence[int], at: datetime) -> tuple[int, list[int]]:
    """How many were done together, and the rows of consumers that failed: nothing of those is left."""
    finished: list[int] = []
    failed: list[int] = []
    with transaction.atomic():
        groups: dict[str, list[Outbox]] = {}
        for row in _open(ids):
            groups.setdefault(row.consumer, []).append(row)
        for name, rows in groups.items():
            theirs = [row.pk for row in rows]
            (finished if _handled(_consumers[name], rows, at) else failed).extend(theirs)
        if finished:
            mine = Outbox.objects.filter(pk__in=finished)
            mine.update(done_at=at, attempts=F("attempts") + 1)
    return len(finished), failed


def _handled(consumer: Consumer, rows: Sequence[Outbox], at: datetime) -> bool:
    if consumer.handle_many is None:
        return False
    try:
        with transaction.atomic():
            consumer.handle_many([row.entry for row in rows], at)
    except Exception:
        logger.exception("outbox rows failed together", extra={"consumer": consumer.name})
        return False
    return True


def _do_one(pk: int, at: datetime) -> int:
    with transaction.atomic():
        row = _claimed(pk)
        if row is None:
            return 0
        _consumers[row.consumer].handle(row.entry, at)
        row.done_at = at
        row.attempts += 1
        row.save(update_fields=["done_at", "attempts"])
    return 1


def _push_forward(pk: int, at: datetime, error: Exception) -> None:
    with transaction.atomic():
        row = _claimed(pk)
        if row is not None:
            row.attempts += 1
            row.due_at = at + min(timedelta(seconds=2 ** min(row.attempts, 16)), LONGEST_WAIT)
            row.last_error = clean_line(f"{type(error).__name__}: {error}")[:200]
            row.save(update_fields=["attempts", "due_at", "last_error"])
