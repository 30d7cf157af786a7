"""What came of tries, written down: sent, later, failed and on to the next channel, or moot.

Every update holds only for the very try it is about, so that a sender that was slower than its
lease changes nothing of the try that followed.
"""

import logging
import random
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, CharField, DateTimeField, Q, QuerySet, Value, When

from instructions.clock import Calendar, current
from notifications import quiet
from notifications.channels import Later, Outcome, Sent, Unreachable
from notifications.dispatch import on_channel
from notifications.lifecycle import MOST_TRIES, change
from notifications.models import Delivery
from notifications.watching import look_again
from notifications.ways import BELL, Way, usable, ways
from workflow.text import clean_line

logger = logging.getLogger("sigap.deliveries")

MOOT = Unreachable("moot")
"""Dealt with meanwhile: not sent, and no other channel is tried."""

ENDED = Unreachable("hat ended")
"""Its person does not act in that position any more: not sent, and not by another channel either."""

QUIET = Later("quiet hours")
"""Claimed when nobody may be woken: it goes out when the hours begin."""

FIRST_WAIT = 10.0
LONGEST_WAIT = 900.0
GIVE_UP = timedelta(hours=24)
"""How long the only channel of somebody is tried."""


@dataclass(frozen=True, slots=True)
class Try:
    """One try of one delivery, by its number."""

    pk: int
    attempt: int
    channel: str
    person_id: int
    entry_id: int
    created_at: datetime

    @classmethod
    def of(cls, row: Delivery) -> "Try":
        """The try that a claim has just begun; the row as loaded after it."""
        return cls(row.pk, row.attempts, row.channel, row.person_id, row.entry_id, row.created_at)


Answer = tuple[Try, Outcome]


def record(
    answers: Sequence[Answer], *, at: datetime, before_commit: Callable[[], None] = lambda: None
) -> int:
    """Write down what came of tries, in one transaction; returns how many there were.

    Statements: one per kind of outcome, and where somebody goes on to another channel those of
    `ways` and two more.
    """
    sent = [(one, out) for one, out in answers if isinstance(out, Sent)]
    moot = [one for one, out in answers if out is MOOT]
    lost: list[Answer] = [
        (one, out) for one, out in answers if isinstance(out, Unreachable) and out is not MOOT
    ]
    later = [(one, out) for one, out in answers if isinstance(out, Later)]
    spent = [pair for pair in later if pair[0].attempt >= MOST_TRIES]
    with transaction.atomic():
        if sent:
            _sent(sent, at)
        if moot:
            change(_these(moot), "drop")
        moving = [pair for pair in [*lost, *spent] if pair[1] is not ENDED]
        onward = _onward(moving, at) if moving else set()
        failed: list[Answer] = [
            pair
            for pair in [*lost, *spent]
            if isinstance(pair[1], Unreachable)
            or pair[0].pk in onward
            or at - pair[0].created_at >= GIVE_UP
        ]
        if failed:
            change(_these([one for one, _ in failed]), "fail", last_error=_reasons(failed))
            look_again([one.pk for one, _ in failed], at=at)
        gone = {one.pk for one, _ in failed}
        waiting = [pair for pair in later if pair[0].pk not in gone]
        if waiting:
            change(
                _these([one for one, _ in waiting]), "postpone",
                due_at=_next_times(waiting, at), last_error=_reasons(waiting),
            )  # fmt: skip
        before_commit()
    _report(answers)
    return len(answers)


def _these(tries: Collection[Try]) -> "QuerySet[Delivery]":
    """The rows, as long as they are in the very tries."""
    mine = Q()
    for one in tries:
        mine |= Q(pk=one.pk, attempts=one.attempt)
    return Delivery.objects.filter(mine)


def _sent(answers: Sequence[tuple[Try, Sent]], at: datetime) -> None:
    """Sent, whoever's try it was: a message that is out is out."""
    named = [
        When(pk=one.pk, then=Value(clean_line(out.provider_id)[:200]))
        for one, out in answers
        if out.provider_id
    ]
    ids = Case(*named, default=Value(""), output_field=CharField()) if named else Value("")
    rows = Delivery.objects.filter(pk__in=[one.pk for one, _ in answers])
    change(rows, "send", sent_at=at, provider_id=ids, last_error="")


def _onward(answers: Sequence[Answer], at: datetime) -> set[int]:
    """Queue the next channel of each person; returns the tries that are followed by one.

    A channel is followed by the next that works and was not tried for this entry. Behind a channel
    that may yet work comes the bell as well, and the channel goes on being tried.
    """
    people = {one.person_id for one, _ in answers}
    known = ways(people)
    entries = {one.entry_id for one, _ in answers}
    tried: dict[tuple[int, int], set[str]] = {}
    rows = Delivery.objects.filter(person__in=people, entry__in=entries)
    calendar = current()
    template: dict[int, Delivery] = {}
    for row in rows.select_related("instruction"):
        tried.setdefault((row.person_id, row.entry_id), set()).add(row.channel)
        template[row.pk] = row
    followed = set()
    new = []
    for one, _out in answers:
        name = _next(known[one.person_id], tried.get((one.person_id, one.entry_id), set()))
        if name is None or one.pk not in template:
            continue
        if name != BELL:
            followed.add(one.pk)
        new.append(_copy(template[one.pk], name, calendar, at))
    Delivery.objects.bulk_create(new, ignore_conflicts=True)
    return followed


def _next(mine: list[Way], tried: set[str]) -> str | None:
    return next((name for name in usable(mine) if name not in tried), None)


def _copy(row: Delivery, name: str, calendar: Calendar, at: datetime) -> Delivery:
    return Delivery(
        person_id=row.person_id,
        position_id=row.position_id,
        delegated=row.delegated,
        entry_id=row.entry_id,
        instruction_id=row.instruction_id,
        assignment_id=row.assignment_id,
        created_at=at,
        **on_channel(name, at, quiet.opens(row.instruction, calendar, at=at)),
    )


def _reasons(answers: Sequence[Answer]) -> Case:
    cases = [
        When(pk=one.pk, then=Value(clean_line(getattr(out, "why", ""))[:200]))
        for one, out in answers
    ]
    return Case(*cases, default=Value(""), output_field=CharField())


def _next_times(answers: Sequence[tuple[Try, Later]], at: datetime) -> Case:
    """When each is tried again: after its back-off, and not in the quiet hours; two statements."""
    calendar = current()
    rows = Delivery.objects.filter(pk__in=[one.pk for one, _ in answers])
    known = {row.pk: row for row in rows.select_related("instruction", "entry")}
    cases = []
    for one, out in answers:
        due = at + back_off(one.attempt, out.seconds)
        if one.pk in known:
            due = quiet.opens_for(known[one.pk], calendar, at=due)
        cases.append(When(pk=one.pk, then=Value(due)))
    return Case(*cases, default=Value(at), output_field=DateTimeField())


def back_off(attempt: int, asked: float | None) -> timedelta:
    """How long until the next try: as asked, else doubling from ten seconds; give or take a third.

    The jitter keeps what failed together from coming back together.
    """
    seconds = min(FIRST_WAIT * 2 ** min(attempt - 1, 10), LONGEST_WAIT)
    jitter = random.uniform(0.67, 1.33)  # noqa: S311 - no secret
    if asked is not None:
        return timedelta(seconds=min(max(asked, 1.0), 3600.0) * max(jitter, 1.0))
    return timedelta(seconds=seconds * jitter)


def _report(answers: Sequence[Answer]) -> None:
    found = Counter(
        (one.channel, "moot" if out is MOOT else type(out).__name__.lower()) for one, out in answers
    )
    logger.info(
        "deliveries",
        extra={"tries": {f"{name}.{what}": count for (name, what), count in found.items()}},
    )
