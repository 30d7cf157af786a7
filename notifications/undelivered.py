"""The ladder of what did not arrive: undelivered is not silent.

First a person's other channels (notifications/outcomes.py). Where all of them failed, or there is
nobody to tell, the secretary or the tata usaha of the recipient's unit is asked to pass it on; the
giver sees "belum sampai". Never the superior: nobody did anything wrong.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.hats import in_force
from accounts.models import Appointment, PositionKind
from accounts.models.oncall import SECRETARIES
from instructions import line
from instructions.clock import Calendar, current
from instructions.ladder import aims, clock
from instructions.ladder.rungs import UNDELIVERED
from instructions.models import Assignment, Seen, Step
from instructions.models.ladder import Outcome, Skip
from notifications import quiet
from notifications.lifecycle import UNFINISHED, Status
from notifications.models import Delivery, Watch
from notifications.unreached import unreached
from notifications.ways import BELL
from workflow.outbox import never

logger = logging.getLogger("sigap.ladder")

BATCH = 50
AGAIN = timedelta(minutes=5)
"""How soon to look again at what is still being tried."""


@dataclass(frozen=True, slots=True)
class Around:
    """What judging needs to know of many shares at once."""

    chains: line.Chains
    offices: Mapping[int, Sequence[Appointment]]
    """Who keeps a unit's papers, by the unit's id, the secretary first."""
    told: Mapping[int, set[int]]
    """Ids of the people told of each share."""
    lost: set[int]
    open: set[int]
    """Unread shares of which something is still being tried, or waits in a bell."""
    asked: set[int]
    """Shares about which somebody was asked before."""


def climb(*, at: datetime, stopping: Callable[[], bool] = never) -> int:
    """Ask for help with every order that did not arrive; returns how many shares were looked at.

    A batch per transaction, on rows nobody else holds; what was asked is said by unique rows. One
    statement where nothing is due.
    """
    looked = 0
    while not stopping():
        some = look(at=at)
        looked += some
        if some < BATCH:
            break
    if looked:
        while clock.climb(at=at) and not stopping():
            pass
    return looked


def look(*, at: datetime, limit: int = BATCH) -> int:
    """Judge up to `limit` shares, write their steps, say when to look again."""
    if not Watch.objects.filter(look_at__lte=at).exists():
        return 0
    with transaction.atomic():
        rows = Watch.objects.filter(look_at__lte=at).order_by("look_at", "pk")
        rows = rows.select_related("assignment__instruction", "assignment__position")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, no_key=True, of=("self",))
        watches = list(rows[:limit])
        if not watches:
            return 0
        shares = [each.assignment for each in watches]
        near, calendar, trial = _around(shares, at), current(), clock.is_trial(at)
        steps = [
            step
            for each in watches
            if (step := _judged(each, near, calendar, at=at, trial=trial)) is not None
        ]
        Step.objects.bulk_create(steps)
        Watch.objects.bulk_update(watches, ["look_at"])
    return len(watches)


def _judged(
    watch: Watch, near: Around, calendar: Calendar, *, at: datetime, trial: bool
) -> Step | None:
    """Set when to look again; the step, where it is time to ask somebody."""
    share, watch.look_at = watch.assignment, None
    if share.pk in near.asked or share.is_for_information:
        return None
    if share.pk not in near.lost:
        is_over = share.answered_at is not None or share.settled_at is not None
        watch.look_at = at + AGAIN if share.pk in near.open and not is_over else None
        return None
    opens = quiet.opens(share.instruction, calendar, at=at)
    if opens > at:
        watch.look_at = opens
        return None
    found = _office(share, near)
    is_skip = isinstance(found, Skip)
    reached = Outcome.REHEARSED if trial else Outcome.CLIMBED
    return Step(
        share=share,
        instruction=share.instruction,
        rung=UNDELIVERED,
        deadline=watch.since,
        due_at=watch.since,
        at=at,
        outcome=Outcome.SKIPPED if is_skip else reached,
        skip=found if is_skip else "",
        told_id=None if is_skip else found,
    )


def _office(share: Assignment, near: Around) -> int | Skip:
    """The first filled seat that keeps the unit's papers and may hear of this order."""
    if share.instruction.only_me:
        return Skip.ONLY_ME
    skip = Skip.NOBODY
    for seat in near.offices.get(share.position.unit_id, ()):
        if seat.person_id in near.told.get(share.pk, set()):
            continue  # whoever was not reached is not asked to reach themselves
        found = aims.allowed(seat.position_id, share, near.chains)
        if not isinstance(found, Skip):
            return found
        skip = found
    return skip


def _around(shares: Sequence[Assignment], at: datetime) -> Around:
    rows = Delivery.objects.filter(
        assignment__in=shares, position=F("assignment__position")
    ).values_list("assignment", "person", "channel", "status")
    told: dict[int, set[int]] = defaultdict(set)
    still = set()
    for share, person, channel, status in rows:
        told[share].add(person)
        if status in UNFINISHED or (channel == BELL and status == Status.SENT):
            still.add(share)
    still -= set(Seen.objects.filter(assignment__in=still).values_list("assignment", flat=True))
    asked = Step.objects.filter(share__in=shares, rung=UNDELIVERED)
    return Around(
        line.chains({share.giver_id for share in shares}),
        _offices({share.position.unit_id for share in shares}, at),
        told,
        unreached(shares, at=at),
        still,
        set(asked.values_list("share", flat=True)),
    )


def _offices(units: Iterable[int], at: datetime) -> Mapping[int, list[Appointment]]:
    rows = Appointment.objects.filter(
        in_force(timezone.localdate(at)),
        Q(position__kind__in=SECRETARIES),
        position__unit__in=set(units),
        position__is_active=True,
        person__is_active=True,
    ).select_related("position")
    found: dict[int, list[Appointment]] = defaultdict(list)
    for row in rows.order_by("position__rank", "position_id", "pk"):
        found[row.position.unit_id].append(row)
    for seats in found.values():
        seats.sort(key=lambda row: row.position.kind != PositionKind.AGENCY_SECRETARY)
    return found
