"""What a reshuffle will mean, for the office that is about to decide it; no content of any order.

Per person the old post and the new; posts that fall vacant and who plays them; stand-ins that end;
delegations, absences and sign-ins of the people moved. A constant number of statements.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from accounts.hats import in_force, titled
from accounts.models import (
    Absence,
    Appointment,
    Capacity,
    Delegation,
    Position,
    Reshuffle,
    ReshuffleRow,
    Session,
)
from accounts.queries import Seat
from accounts.reshuffle import writing
from accounts.reshuffle.lifecycle import Status
from accounts.reshuffle.plan import Ending, Plan, Why, plan
from accounts.reshuffle.scene import posts_of, scene_before
from accounts.reshuffle.seating import Seating


@dataclass(frozen=True, slots=True)
class Moved:
    """A row, the posts that its person keeps besides, and on how many devices they are signed in."""

    row: ReshuffleRow
    keeps: tuple[str, ...]
    sign_ins: int


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post that nobody holds from the day on: who acts in it, or else the superior who plays it."""

    post: Position
    acting: Seat | None
    superior: Seat | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything to be looked at before deciding."""

    plan: Plan
    moved: Sequence[Moved]
    vacancies: Sequence[Vacancy]
    stand_ins: Sequence[Ending]
    """Plt. and Plh. that end without a row of their own."""
    lent_to_moved: Sequence[Delegation]
    """Delegations held by somebody who moves; the principal may want to end them."""
    of_posts: Sequence[Delegation]
    """Delegations of the posts themselves; they stay with the post and its new holder."""
    dangling: Sequence[Delegation]
    """Of those, the ones whose post falls vacant."""
    absences: Sequence[Absence]
    """In which somebody moved is away, or stands in for another, on the day or later."""

    @property
    def sign_ins(self) -> int:
        """Devices on which the people moved are signed in; they stay so, the posts change."""
        return sum({m.row.person_id: m.sign_ins for m in self.moved}.values())


def preview(reshuffle: Reshuffle, rows: Sequence[ReshuffleRow], *, at: datetime) -> Preview:
    """The preview of rows from `writing.rows_of`; five statements, one more once decided."""
    made = plan_shown(reshuffle, rows)
    people = {row.person_id for row in rows}
    posts = posts_of(rows)
    vacancies = _vacancies(posts.values(), made)
    lent = _delegations(people, posts, reshuffle)
    empty = {vacancy.post.pk for vacancy in vacancies if vacancy.acting is None}
    return Preview(
        plan=made,
        moved=_moved(rows, made, sign_ins_of(people, at=at)),
        vacancies=vacancies,
        stand_ins=[each for each in made.endings if each.why is not Why.MOVED],
        lent_to_moved=[row for row in lent if row.person_id in people],
        of_posts=[row for row in lent if row.principal_id in posts],
        dangling=[row for row in lent if row.principal_id in empty],
        absences=_absences(people, reshuffle),
    )


def plan_shown(reshuffle: Reshuffle, rows: Sequence[ReshuffleRow]) -> Plan:
    """What deciding it would write now; once decided, what it wrote. Two statements, or three."""
    if reshuffle.status != Status.DECIDED:
        return writing.plan_of(reshuffle, rows)
    return plan(rows, scene_before(reshuffle, rows), decree=reshuffle.decree)


def _moved(
    rows: Iterable[ReshuffleRow], made: Plan, sign_ins: Mapping[int, int]
) -> tuple[Moved, ...]:
    """Each row with what the person still holds on the day besides the new post."""
    held: dict[int, list[Appointment]] = defaultdict(list)
    for row in made.after:
        held[row.person_id].append(row)
    return tuple(
        Moved(
            row,
            tuple(
                titled(other.capacity, other.position.title)
                for other in held[row.person_id]
                if other.position_id != row.to_position_id
            ),
            sign_ins.get(row.person_id, 0),
        )
        for row in rows
    )


def _vacancies(posts: Iterable[Position], made: Plan) -> tuple[Vacancy, ...]:
    """Posts of the rows without a holder afterwards, by rank."""
    after = Seating(made.after)
    seats = [after.seat(post) for post in sorted(posts, key=lambda post: (post.rank, post.title))]
    return tuple(
        Vacancy(own.position, None if own.is_vacant else own, after.above(own.position))
        for own in seats
        if own.capacity in {None, Capacity.PLT, Capacity.PLH}
    )


def _delegations(
    people: Iterable[int], posts: Mapping[int, Position], reshuffle: Reshuffle
) -> list[Delegation]:
    """Delegations that run on the day, held by the people or given by the posts; one statement."""
    theirs = Q(person_id__in=people) | Q(principal_id__in=posts)
    rows = Delegation.objects.filter(in_force(reshuffle.effective_on), theirs)
    return list(rows.select_related("person", "principal").order_by("principal__rank", "pk"))


def _absences(people: Iterable[int], reshuffle: Reshuffle) -> list[Absence]:
    """Absences that run on the day or come later, of the people or stood in by them; one statement."""
    theirs = Q(person_id__in=people) | Q(substitute_id__in=people)
    rows = Absence.objects.registered().filter(theirs, ends_on__gte=reshuffle.effective_on)
    return list(rows.select_related("person", "substitute").order_by("starts_on", "pk"))


def sign_ins_of(people: Iterable[int], *, at: datetime) -> Counter[int]:
    """By id of a person: on how many devices they are signed in; one statement."""
    running = Session.objects.filter(person__in=people, expire_date__gt=at)
    return Counter(dict(running.values_list("person").annotate(Count("pk"))))
