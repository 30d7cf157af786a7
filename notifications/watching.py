"""Which new orders are watched until they are known to have arrived, or somebody passes them on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from accounts.reach import Told
from instructions.clock import Calendar
from notifications import quiet
from notifications.models import Delivery, Watch
from notifications.telling import Telling
from notifications.unreached import PATIENCE


def watch(
    tellings: Iterable[Telling],
    people: Mapping[int, Sequence[Told]],
    calendar: Calendar,
    *,
    at: datetime,
) -> None:
    """Look at each new share once its first message should be there; at once where nobody is told.

    One statement, where a new order is among them. Whoever gave an order to themselves in another
    position has it and is not watched.
    """
    rows = []
    for each in tellings:
        share, told = each.told.share_id, people.get(each.told.position_id, ())
        if each.entry.verb != "send" or share is None:
            continue
        if told and all(who.person.pk == each.entry.person_id for who in told):
            continue
        due = quiet.opens(each.told.order, calendar, at=at) + PATIENCE if told else at
        rows.append(Watch(assignment_id=share, nobody=not told, since=at, look_at=due))
    if rows:
        Watch.objects.bulk_create(rows, ignore_conflicts=True)


def look_again(deliveries: Collection[int], *, at: datetime) -> None:
    """Something failed: the shares these deliveries are about are looked at anew; one statement."""
    shares = Delivery.objects.filter(pk__in=deliveries, assignment__isnull=False)
    Watch.objects.filter(assignment__in=shares.order_by().values("assignment")).update(look_at=at)
