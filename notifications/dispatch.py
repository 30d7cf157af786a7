"""From an entry to the people who hear of it: a notice per position, a delivery per person.

Set by set: the number of statements does not depend on that of entries, positions or people.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from accounts import reach
from instructions.clock import Calendar, current
from notifications import quiet, relays, rules, silencing
from notifications.lifecycle import Status
from notifications.models import Delivery, Notice
from notifications.telling import Telling
from notifications.watching import watch
from notifications.ways import BELL, Way, usable, ways_of
from workflow.models import Entry

__all__ = ["Telling", "handle_many", "on_channel", "queue"]

People = Mapping[int, Sequence[reach.Told]]
"""Who is told in each position, by its id."""


def handle_many(entries: Sequence[Entry], at: datetime) -> None:
    """Ring the bells, queue the deliveries, silence what was dealt with; twice changes nothing."""
    addressed = rules.told_of_each(entries)
    tellings = [Telling(row, told) for row in entries for told in addressed.get(row.pk, [])]
    if tellings:
        calendar = current()
        on_call = relays.relayed(tellings, calendar, at=at)
        notices = [
            Notice(position_id=each.told.position_id, entry=each.entry, at=at)
            for each in sorted(tellings, key=lambda one: (one.entry.pk, one.told.position_id))
        ]
        notices += relays.notices(on_call, at=at)
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
        loud = [each for each in tellings if not _only_rings(each)]
        people = _people(loud, at)
        _queue(loud, people, calendar, at=at, relayed=on_call)
        watch(loud, people, calendar, at=at)
    silencing.silence_by_acts([row for row in entries if rules.is_act_on_share(row)], at=at)


def _only_rings(telling: Telling) -> bool:
    return telling.told.only_bell or telling.entry.verb in rules.ONLY_BELL


def queue(tellings: Iterable[Telling], *, at: datetime) -> int:
    """Queue one delivery per person told, on the first channel that works for them.

    Due at once, or when the quiet hours of its urgency end. Whoever has none is left to the bell,
    and whoever was told of the entry before, on any channel, is not told again. Returns how many
    were tried to be made.
    """
    wanted = list(tellings)
    if not wanted:
        return 0
    rows = Delivery.objects.filter(entry__in=[each.entry for each in wanted])
    known = set(rows.order_by().values_list("person_id", "entry_id"))
    return _queue(wanted, _people(wanted, at), current(), at=at, known=known)


def _people(tellings: Iterable[Telling], at: datetime) -> People:
    positions = {each.told.position_id for each in tellings}
    return reach.told_in(positions, on=timezone.localdate(at)) if positions else {}


def _queue(
    wanted: Sequence[Telling],
    people: People,
    calendar: Calendar,
    *,
    at: datetime,
    relayed: Sequence[relays.Relayed] = (),
    known: Collection[tuple[int, int]] = (),
) -> int:
    """Make the deliveries; `known` are pairs of person and entry that were told before."""
    chosen: dict[tuple[int, int], tuple[Telling, reach.Told, int]] = {}
    for each in wanted:
        for who in people.get(each.told.position_id, []):
            if _may_hear(who, each):
                # Somebody told in two positions is told once: in what they hold, not what is lent.
                key = (who.person.pk, each.entry.pk)
                if key not in chosen or chosen[key][1].is_aide > who.is_aide:
                    chosen[key] = (each, who, each.told.position_id)
    for each, who, position in relayed:
        if _may_hear(who, each):
            chosen.setdefault((who.person.pk, each.entry.pk), (each, who, position))
    chosen = {key: value for key, value in chosen.items() if key not in known}
    if not chosen:
        return 0
    reachable = ways_of({who.person.pk: who.person for _, who, _ in chosen.values()}.values())
    rows = [
        _row(
            each, who, position, reachable, at,
            quiet.opens(each.told.order, calendar, at=at),
        )
        for each, who, position in chosen.values()
    ]  # fmt: skip
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _may_hear(who: reach.Told, telling: Telling) -> bool:
    """Not of one's own act; an aide not of what is secret, nor of what only two are to know."""
    if who.person.pk == telling.entry.person_id:
        return False
    order = telling.told.order
    if not who.is_aide:
        return True
    if order is None or order.is_secret:
        return False
    typed_it = order.conveyed_by_aide and telling.told.position_id == order.giver_id
    return typed_it or not order.only_me


def _row(
    telling: Telling,
    who: reach.Told,
    position: int,
    known: Mapping[int, list[Way]],
    at: datetime,
    due_at: datetime,
) -> Delivery:
    name = usable(known[who.person.pk])[0]
    return Delivery(
        person=who.person,
        position_id=position,
        delegated=who.is_aide,
        entry=telling.entry,
        instruction=telling.told.order,
        assignment_id=telling.told.share_id,
        created_at=at,
        **on_channel(name, at, due_at),
    )


def on_channel(name: str, at: datetime, due_at: datetime) -> dict[str, object]:
    """The columns of a new delivery on a channel; what is in the bell is there at once."""
    if name == BELL:
        return {"channel": name, "status": Status.SENT, "sent_at": at}
    return {"channel": name, "status": Status.QUEUED, "due_at": due_at}
