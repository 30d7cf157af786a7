"""Making the digests of a morning: who has something open, one message each, exactly once.

Between seven and noon of a working day the first pass that finds the day not yet told tells it. The
row of the day is the lock: one worker at a time makes a batch, and a digest, its delivery and its
notice are born in one transaction, so that a crash leaves whole batches and nothing twice.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Case, F, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from uuid6 import uuid7

from accounts import reach
from accounts.models import Absence, AbsenceKind, Person
from instructions import clock, morning
from instructions.models import Assignment
from instructions.morning import Day, Numbers, Tally
from instructions.queries import RECIPIENTS_TURN
from notifications.dispatch import on_channel
from notifications.models import Delivery, Digest, Morning, Notice, WithoutDigest
from notifications.ways import usable, ways
from workflow import door
from workflow.actors import Clockwork
from workflow.models import Entry
from workflow.outbox import never

logger = logging.getLogger("sigap.digest")

BEGINS, ENDS = time(7), time(12)
"""From seven; after an outage until noon, when the morning is over and a digest would mislead."""

BATCH = 50
FIRST = 3
"""So many shares are named in a digest; the page has the rest."""

KEPT = timedelta(days=30)

AWAY = (AbsenceKind.LEAVE, AbsenceKind.ILLNESS)
"""Not at work at all; on duty travel and in training one reads on."""


@dataclass(frozen=True, slots=True)
class Part:
    """One position of somebody this morning, and its numbers as far as they may count them."""

    position_id: int
    told: reach.Told
    numbers: Numbers

    @property
    def sees_all(self) -> bool:
        """Whether what only its holder may know of is theirs as well."""
        return not (self.told.is_aide or self.told.by_desk)

    @property
    def kept(self) -> dict[str, Any]:
        """As the digest keeps it."""
        numbers = {name: count for name, count in asdict(self.numbers).items() if count}
        return {"position": self.position_id, "title": self.told.title, "numbers": numbers}


Told = Mapping[int, Sequence[Part]]
"""Whom to tell: person id -> their positions with something open, the most urgent first."""


def window(at: datetime) -> date | None:
    """The day whose digests may be made now, or None outside the hours."""
    local = timezone.localtime(at)
    return local.date() if BEGINS <= local.time() < ENDS else None


def run(*, at: datetime, stopping: Callable[[], bool] = never) -> tuple[int, bool]:
    """Make what is missing of this morning's digests; returns how many, and whether all are there.

    Outside the hours, and on days off, nothing is made and all are there. A pass that finds another
    worker at it leaves it to that one and says that not all are there.
    """
    day = window(at)
    if day is None:
        return 0, True
    calendar = clock.current()
    if calendar.day(day).is_free:
        return 0, True
    row = Morning.objects.filter(day=day).first() or _born(day, at)
    if row.done_at is not None:
        return 0, True
    told = whom(morning.day_of(at, calendar), on=day)
    waiting = sorted(told.keys() - _done(row, told))
    made = 0
    for start in range(0, len(waiting), BATCH):
        if stopping():
            return made, False
        batch = _make(row, {pk: told[pk] for pk in waiting[start : start + BATCH]}, at=at)
        if batch is None:
            return made, False
        made += batch
    Morning.objects.filter(pk=row.pk, done_at=None).update(done_at=at)
    logger.info("digests", extra={"made": made, "day": day.isoformat()})
    return made, True


def _born(day: date, at: datetime) -> Morning:
    """The row of the day with its entry; another worker may have been quicker."""
    fresh = Morning(public_id=uuid7(), day=day, moved_at=at)
    actor = Clockwork(request_id=f"digest-{day:%Y%m%d}")
    deed = door.Deed(facts={"day": day.isoformat()})
    try:
        with transaction.atomic():
            door.create_many([fresh], "digest", actor=actor, hat=None, at=at, deed=deed)
    except IntegrityError:
        return Morning.objects.get(day=day)
    return fresh


def whom(day: Day, *, on: date) -> Told:
    """Who is told this morning, of which positions; a fixed number of statements.

    Nobody for whom nothing is open, who is on leave, or who switched it off. An aide counts nothing
    that is Rahasia, nor what only giver and recipient are to know of.
    """
    tallies = morning.tallies(day)
    people = reach.told_in(set(tallies), on=on) if tallies else {}
    found: dict[int, list[Part]] = defaultdict(list)
    for position, told in people.items():
        for each in told:
            numbers = _as_seen(tallies[position], each)
            if numbers:
                found[each.person.pk].append(Part(position, each, numbers))
    away = Absence.objects.touching(on, on).filter(why__in=AWAY, person__in=found)
    off = WithoutDigest.objects.filter(person__in=found)
    gone = {*away.values_list("person_id", flat=True), *off.values_list("person_id", flat=True)}
    return {
        pk: sorted(
            parts, key=lambda part: (part.told.is_aide, -part.numbers.turn, part.position_id)
        )
        for pk, parts in found.items()
        if pk not in gone
    }


def _as_seen(tally: Tally, told: reach.Told) -> Numbers:
    return tally.shared if told.is_aide or told.by_desk else tally.total


def _done(row: Morning, told: Told) -> set[int]:
    rows = Digest.objects.filter(morning=row, person__in=told)
    return set(rows.values_list("person_id", flat=True))


def _make(row: Morning, told: Told, *, at: datetime) -> int | None:
    """The digests, deliveries and notices of one batch; None where another worker is at it.

    One transaction of a fixed number of statements.
    """
    with transaction.atomic():
        if not _locked(row):
            return None
        missing = {pk: told[pk] for pk in told.keys() - _done(row, told)}
        if not missing:
            return 0
        entry = Entry.objects.get(kind=Morning.kind, subject_id=row.pk, n=1)
        first = _first_shares(missing)
        known = ways(set(missing))
        Digest.objects.bulk_create(
            Digest(
                morning=row, person_id=pk,
                hats=[part.kept for part in parts], shares=first.get(pk, []),
            )
            for pk, parts in missing.items()
        )  # fmt: skip
        Delivery.objects.bulk_create(
            Delivery(
                person_id=pk, position_id=parts[0].position_id, delegated=parts[0].told.is_aide,
                entry=entry, created_at=at, **on_channel(usable(known[pk])[0], at, at),
            )
            for pk, parts in missing.items()
        )  # fmt: skip
        heads = {parts[0].position_id for parts in missing.values()}
        notices = [Notice(position_id=pk, entry=entry, at=at) for pk in sorted(heads)]
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(missing)


def _locked(row: Morning) -> bool:
    rows = Morning.objects.filter(pk=row.pk, done_at=None)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows.values_list("pk", flat=True).first() is not None


def _first_shares(told: Told) -> Mapping[int, list[int]]:
    """Of each person the FIRST shares to be answered or finished, the earliest first; one statement.

    Only those of positions they hold or stand in for: an aide's digest names none.
    """
    theirs: dict[int, list[int]] = defaultdict(list)
    for pk, parts in told.items():
        for part in parts:
            if part.sees_all and part.numbers.turn:
                theirs[part.position_id].append(pk)
    due = Case(When(status="sent", then=F("answer_by")), default=F("finish_by"))
    soonest = (due.asc(nulls_last=True), F("pk").asc())
    rows = (
        Assignment.objects.to_do()
        .filter(status__in=RECIPIENTS_TURN, position__in=theirs)
        .annotate(due=due, n=Window(RowNumber(), partition_by="position_id", order_by=soonest))
        .filter(n__lte=FIRST)
        .order_by(F("due").asc(nulls_last=True), "pk")
        .values_list("position_id", "pk")
    )
    found: dict[int, list[int]] = defaultdict(list)
    for position, share in rows:
        for pk in theirs[position]:
            if len(found[pk]) < FIRST:
                found[pk].append(share)
    return found


def switch(person: Person, *, on: bool) -> None:
    """Whether somebody wants the digest; it is on until they say otherwise."""
    if on:
        WithoutDigest.objects.filter(person=person).delete()
    else:
        WithoutDigest.objects.get_or_create(person=person)


def is_on(person: Person) -> bool:
    """Whether somebody gets the digest."""
    return not WithoutDigest.objects.filter(person=person).exists()


def purge(*, at: datetime, limit: int = 500) -> int:
    """Forget what people were told so long ago that nobody is told of it any more; returns how many."""
    old = Digest.objects.filter(morning__day__lt=timezone.localdate(at) - KEPT).order_by("pk")
    ids = list(old.values_list("pk", flat=True)[:limit])
    return Digest.objects.filter(pk__in=ids).delete()[0] if ids else 0
