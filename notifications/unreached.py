"""Belum sampai: shares of which nobody who acts for the recipient was reached.

Undelivered is not silent: the giver sees it apart, and calls.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from instructions.models import Assignment, Seen
from notifications.lifecycle import ARRIVED, MOST_TRIES, Status
from notifications.models import Delivery, Watch
from notifications.ways import BELL

PATIENCE = timedelta(minutes=15)
"""How long the bell may wait to be looked at before a recipient with nothing else counts so."""


def unreached(shares: Collection[Assignment], *, at: datetime) -> set[int]:
    """Ids of the unanswered shares whose order reached nobody; one statement.

    Everything that was tried failed, or keeps failing on the last channel there is, or rang only a
    bell that nobody looked at, or there is nobody to be told. While a try is fresh, or one message is with its provider, or somebody
    had it on screen, the share is not among them.
    """
    silent = [
        share.pk for share in shares if share.answered_at is None and share.settled_at is None
    ]
    if not silent:
        return set()
    mine = Delivery.objects.filter(assignment=OuterRef("pk"), position=OuterRef("position"))
    outside = ~Q(channel=BELL)
    arrived = Q(status__in=ARRIVED) | (outside & Q(status=Status.SENT))
    trying = Q(status__in=[Status.QUEUED, Status.SENDING], attempts__lt=MOST_TRIES)
    rung = Q(channel=BELL, status=Status.SENT)
    hopeless = (
        Q(status=Status.FAILED)
        | Q(status=Status.QUEUED, attempts__gte=MOST_TRIES)
        | (rung & Q(sent_at__lte=at - PATIENCE))
    )
    nobody = Exists(Watch.objects.filter(assignment=OuterRef("pk"), nobody=True)) & ~Exists(mine)
    rows = Assignment.objects.filter(
        Exists(mine.filter(hopeless)) | nobody,
        ~Exists(mine.filter(arrived | trying)),
        ~Exists(Seen.objects.filter(assignment=OuterRef("pk"))),
        pk__in=silent,
    )
    return set(rows.order_by().values_list("pk", flat=True))
