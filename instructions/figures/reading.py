"""Whose shares are counted, and everything their figures need, in six statements however many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Appointment, Position
from instructions.figures import presence
from instructions.figures.presence import Presence
from instructions.figures.stories import CLOCK_VERBS, PAUSE, TURN, Act, Story, tell
from instructions.lifecycle import State
from instructions.models import Assignment, Instruction, Role
from instructions.queries import SECRET
from workflow.models import Entry

PAUSED_UNTIL = "until"
DAY = timedelta(days=1)


class Row(NamedTuple):
    """The columns of a share that figures need."""

    pk: int
    position: int
    status: str
    answer_by: datetime | None
    finish_by: datetime | None
    urgency: str
    order: int


@dataclass(frozen=True, slots=True)
class Place:
    """A position and its unit, in words."""

    key: str
    title: str
    unit_key: str
    unit: str


@dataclass(frozen=True, slots=True)
class Book:
    """Shares with their stories, and who held which position when."""

    shares: list[tuple[Row, Story]]
    presence: Presence
    places: dict[int, Place]


def given_by(actor: Actor) -> "QuerySet[Assignment]":
    """Shares that positions the person holds gave or control, in the named hat or in any.

    Not through a lent hat: an aide conveys orders and is shown nobody's figures.
    """
    own = tuple(hat for hat in actor.hats if not hat.is_delegated)
    if actor.hat is not None:
        own = tuple(hat for hat in own if hat.key == actor.hat.key)
    holder = Actor(actor.person, own, actor.channel, actor.strength)
    return Assignment.objects.given_by(holder).exclude(position_id__in=holder.position_ids)


def received_by(actor: Actor) -> "QuerySet[Assignment]":
    """Shares of every position the person ever held; Rahasia only where they may still see it."""
    ever = Appointment.objects.filter(person=actor.person_id).values("position_id")
    own = Assignment.objects.filter(position_id__in=ever)
    visible = Instruction.visible_to(actor).order_by().values("pk")
    return own.filter(~Q(instruction__classification__in=SECRET) | Q(instruction_id__in=visible))


def since(shares: "QuerySet[Assignment]", start: datetime) -> "QuerySet[Assignment]":
    """Of these what was open, answered or settled at any time since; none only for information."""
    alive = Q(settled_at__isnull=True) | Q(settled_at__gte=start) | Q(answered_at__gte=start)
    return shares.filter(alive).exclude(role=Role.INFORMATION).order_by()


def read(shares: "QuerySet[Assignment]", *, at: datetime) -> Book:
    """Everything told of these shares."""
    columns = (
        "pk", "position_id", "status", "answer_by", "finish_by", "instruction__urgency",
        "instruction_id",
    )  # fmt: skip
    rows = [Row(*values) for values in shares.values_list(*columns)]
    told = dict(_stories(shares))
    found = [(row, told[row.pk]) for row in rows if row.pk in told]
    positions = {row.position for row, _story in found}
    givers = {story.sent.position for _row, story in found} - {None}
    first = min((story.sent.at for _row, story in found), default=at)
    held = presence.load(
        {*positions, *(one for one in givers if one is not None)},
        since=timezone.localdate(first) - DAY,
    )
    return Book(found, held, _places(positions))


def _stories(shares: "QuerySet[Assignment]") -> Iterator[tuple[int, Story]]:
    chain = Entry.objects.filter(kind=Assignment.kind, subject_id__in=shares.values("pk"))
    ends = _ends_of_pauses(chain)
    # What leaves turn and clock alone (comments, reminders, the start of work) tells nothing here.
    idle = Q(source=F("target")) | Q(source__in=TURN - {State.SENT}, target__in=TURN)
    moving = chain.filter(~idle | Q(verb__in=CLOCK_VERBS))
    columns = (
        "subject_id", "pk", "verb", "source", "target", "person_id", "position_id", "delegated",
        "at", "device_at",
    )  # fmt: skip
    rows = moving.order_by("subject_id", "n").values_list(*columns)
    for share, entries in groupby(rows.iterator(chunk_size=5000), key=lambda row: row[0]):
        yield share, tell(_acts(entries, ends))


def _ends_of_pauses(chain: "QuerySet[Entry]") -> dict[int, datetime]:
    rows = chain.filter(verb=PAUSE).values_list("pk", "facts")
    return {
        pk: datetime.fromisoformat(facts[PAUSED_UNTIL])
        for pk, facts in rows
        if PAUSED_UNTIL in facts
    }


def _acts(entries: Iterable[tuple], ends: dict[int, datetime]) -> Iterator[Act]:  # type: ignore[type-arg]
    """Entries with the moment each was done, which never goes back."""
    last: datetime | None = None
    for _share, pk, verb, source, target, person, position, delegated, at, device_at in entries:
        moment = at if device_at is None else min(device_at, at)
        last = moment if last is None else max(last, moment)
        yield Act(
            verb,
            source,
            target,
            person,
            position,
            delegated,
            at,
            last,
            ends.get(pk) if ends else None,
        )


def _places(positions: Iterable[int]) -> dict[int, Place]:
    rows = Position.objects.filter(pk__in=set(positions)).select_related("unit")
    return {
        row.pk: Place(str(row.public_id), row.title, str(row.unit.public_id), row.unit.name)
        for row in rows
    }
