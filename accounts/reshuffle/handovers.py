"""Which posts change hands in a reshuffle, between whom, and who may read the sheet about it.

Where nobody was in the post, or nobody comes, the superior stands in that place: orders to a vacant
post are the superior's (design: positions with time).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.db.models import Q

from accounts.actors import Actor
from accounts.hats import in_force
from accounts.models import (
    AppointmentChange,
    Capacity,
    Delegation,
    Position,
    Reshuffle,
    ReshuffleRow,
)
from accounts.queries import Seat
from accounts.reshuffle import writing
from accounts.reshuffle.lifecycle import Status
from accounts.reshuffle.plan import Plan
from accounts.reshuffle.preview import plan_shown
from accounts.reshuffle.scene import posts_of
from accounts.reshuffle.seating import Seating
from workflow.refusals import NOT_FOUND, Refused

KEPT_FOR = timedelta(days=180)
"""How long after its day a handover stands in the lists of those it concerned."""


class Part(Enum):
    """What somebody is in a handover."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    SUPERIOR = "superior"


@dataclass(frozen=True, slots=True)
class Handover:
    """A post that goes from one person to another on a day."""

    reshuffle: Reshuffle
    post: Position
    old: Seat
    """Who acted in it on the eve; may be empty."""
    new: Seat
    """Who acts in it from the day on; may be empty."""
    above_before: Seat | None
    above: Seat | None
    """The superior on the day: takes over a post that falls vacant."""
    witness: Seat | None
    """The nearest in the line above who is neither of the two."""

    @property
    def giver(self) -> Seat | None:
        """Who hands over: the old holder, else the superior on the eve."""
        return self.above_before if self.old.is_vacant else self.old

    @property
    def taker(self) -> Seat | None:
        """Who takes over: the new holder, else the superior on the day."""
        return self.above if self.new.is_vacant else self.new


def handovers_of(reshuffle: Reshuffle, rows: Sequence[ReshuffleRow], plan: Plan) -> list[Handover]:
    """Every post of the rows that changes hands, by rank; no statement."""
    before, after = (
        # A Plh. stands in for a day or two; the holder hands over and takes over.
        Seating(row for row in day if row.capacity != Capacity.PLH)
        for day in (plan.before, plan.after)
    )
    found = []
    for post in sorted(posts_of(rows).values(), key=lambda post: (post.rank, post.title)):
        old, new = before.seat(post), after.seat(post)
        if old.person == new.person:
            continue
        above_before, above = before.above(post), after.above(post)
        sides = (
            above_before if old.is_vacant else old,
            above if new.is_vacant else new,
        )
        two = frozenset(side.person.pk for side in sides if side and side.person)
        witness = after.above(post, but=two)
        found.append(Handover(reshuffle, post, old, new, above_before, above, witness))
    return found


def aides_of(posts: Iterable[Position], *, on: date) -> Mapping[int, list[Delegation]]:
    """Delegations of the posts that run on a day, by id of the post; one statement."""
    found: dict[int, list[Delegation]] = defaultdict(list)
    rows = Delegation.objects.filter(in_force(on), principal__in=list(posts))
    for row in rows.select_related("person").order_by("pk"):
        found[row.principal_id].append(row)
    return found


def part_of(handover: Handover, actor: Actor, *, on: date) -> Part | None:
    """What the actor is in a handover; the newcomer is nobody until the day has come."""
    person = actor.person
    if handover.old.person == person:
        return Part.OUTGOING
    if handover.new.person == person and on >= handover.reshuffle.effective_on:
        return Part.INCOMING
    held = {hat.position_id for hat in actor.hats if not hat.is_delegated}
    return Part.SUPERIOR if handover.post.superior_id in held else None


def find(reshuffle_key: str, post_key: str, *, actor: Actor, on: date) -> tuple[Handover, Part]:
    """A handover of a decided reshuffle, for those it concerns; five statements.

    Raises Refused `not_found` for everybody else, administrators included.
    """
    rows = Reshuffle.objects.filter(public_id=reshuffle_key, status=Status.DECIDED)
    reshuffle = rows.select_related("unit").first()
    if reshuffle is None:
        raise Refused(NOT_FOUND)
    lines = writing.rows_of(reshuffle)
    for handover in handovers_of(reshuffle, lines, plan_shown(reshuffle, lines)):
        if str(handover.post.public_id) == post_key:
            part = part_of(handover, actor, on=on)
            if part is not None:
                return handover, part
    raise Refused(NOT_FOUND)


def concerning(actor: Actor, *, on: date, limit: int) -> list[tuple[Reshuffle, Position]]:
    """Posts in decided reshuffles that the actor leaves, enters (once in force) or stands above.

    The newest first; two statements. Whether a sheet opens is for `find` to say.
    """
    person = actor.person
    held = [hat.position_id for hat in actor.hats if not hat.is_delegated]
    above = Q(from_position__superior_id__in=held) | Q(to_position__superior_id__in=held)
    acted = _acted_until(actor)
    rows = ReshuffleRow.objects.filter(
        Q(person=person) | above | Q(to_position_id__in=[post for _key, post in acted]),
        reshuffle__status=Status.DECIDED,
        reshuffle__effective_on__gte=on - KEPT_FOR,
    ).select_related("reshuffle", "from_position", "to_position")
    found: dict[tuple[int, int], tuple[Reshuffle, Position]] = {}
    for row in rows.order_by("-reshuffle__effective_on", "reshuffle_id", "line")[: limit * 2]:
        reshuffle, mine = row.reshuffle, row.person_id == person.pk
        came = mine and reshuffle.effective_on <= on
        for post, is_side in ((row.from_position, mine), (row.to_position, came)):
            if post is None:
                continue
            key = (reshuffle.pk, post.pk)
            if is_side or post.superior_id in held or key in acted:
                found[key] = (reshuffle, post)
    return list(found.values())[:limit]


def _acted_until(actor: Actor) -> set[tuple[int, int]]:
    """(reshuffle, post) where the actor was the Plt. who made room, though no row names them."""
    changes = AppointmentChange.objects.filter(
        was__person_id=actor.person.pk, was__capacity=Capacity.PLT
    )
    return set(changes.values_list("reshuffle_id", "was__position_id"))
