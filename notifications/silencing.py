"""Whoever has dealt with a matter anywhere need not hear of it anywhere else.

What is queued is not sent, what was sent counts as read, and where a message may still be on a
screen its devices are asked to take it away. One statement, however many people and devices.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, F, Q, QuerySet, Value, When

from notifications.lifecycle import Status, settle
from notifications.models import Delivery
from workflow.models import Entry

CLEARED = ("web_push",)
"""Channels that can take a message away again."""


def silence_by_acts(acts: Iterable[Entry], *, at: datetime) -> int:
    """Somebody acted on a share: what they were told of it before is over; one statement."""
    about = Q()
    for act in acts:
        about |= Q(person_id=act.person_id, assignment_id=act.subject_id, entry_id__lt=act.pk)
    return _settle(Delivery.objects.filter(about), at) if about else 0


def silence_share(share_id: int, *, person_id: int, at: datetime) -> int:
    """Somebody had a share on screen: all they were told of it is read; one statement."""
    return _settle(Delivery.objects.filter(person_id=person_id, assignment_id=share_id), at)


def silence_positions(position_ids: Iterable[int], *, person_id: int, at: datetime) -> int:
    """Somebody read the bell in these hats: all they were told in them is read; one statement."""
    rows = Delivery.objects.filter(person_id=person_id, position_id__in=list(position_ids))
    return _settle(rows, at)


def _settle(rows: "QuerySet[Delivery]", at: datetime) -> int:
    shown = Q(channel__in=CLEARED) & ~Q(status=Status.QUEUED)
    clear = Case(When(shown, then=Value(at)), default=F("clear_at"))
    return settle(rows, at=at, clear_at=clear)
