"""Where each share stood, and who could know and saw when; from entries and readings alone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from instructions.chronology import deeds, telling
from instructions.chronology.lines import Knower, Right, Standing
from instructions.chronology.names import Names, is_in_force, label_of
from instructions.models import Assignment, Seen
from instructions.scope import midnight
from workflow.models import Entry
from workflow.proof import Key


def standings(shares: Iterable[Assignment], last: Mapping[Key, Entry]) -> tuple[Standing, ...]:
    """Each share by its last entry as of the moment; one not born yet is left out."""
    found = []
    for share in shares:
        entry = last.get((Assignment.kind, share.pk))
        if entry is not None:
            label = telling.state_label(Assignment, entry.target)
            found.append(
                Standing(
                    recipient=share.position.title,
                    status=entry.target,
                    label=label,
                    since=entry.at,
                    handed_by=share.giver.title if share.parent_id else "",
                    asked=deeds.asked_of(share),
                )
            )
    return tuple(found)


def knowers(
    shares: Sequence[Assignment],
    entries: Sequence[Entry],
    sights: Sequence[Seen],
    who: Names,
    *,
    as_of: datetime,
) -> tuple[Knower, ...]:
    """Per share everyone who could know, saw, or acted on the recipient's side, the first told first.

    A position's box is open to whoever holds it: those of the day it came, and who came later from
    the first day of their appointment, or when they were put down as standing in if that was later.
    That nobody held it on the day is a row of its own.
    """
    sent = {entry.subject_id: entry.at for entry in entries if is_delivery(entry)}
    seen = {(row.assignment_id, row.person_id): row for row in sights}
    acted = _first_acts(shares, entries)
    found: list[Knower] = []
    for share in shares:
        told = _told(share, sent.get(share.pk), who, as_of)
        others = [pk for subject, pk in (*seen, *acted) if subject == share.pk]
        rows = [
            _knower(
                share, pk, told.get(pk), seen.get((share.pk, pk)), acted.get((share.pk, pk)), who
            )
            for pk in dict.fromkeys([*told, *others])
        ]
        found += _nobody(share, sent.get(share.pk), who)
        found += sorted(rows, key=lambda row: row.told_at or row.seen_at or as_of)
    return tuple(found)


def _nobody(share: Assignment, born: datetime | None, who: Names) -> list[Knower]:
    """That the box was nobody's when the share came into it."""
    if born is None or not who.is_vacant(share.position_id, timezone.localdate(born)):
        return []
    words, right = _("(tidak ada pemegang jabatan)"), Right.VACANT
    return [Knower(share.position.title, words, right, label_of(right), born, None, None)]


def is_delivery(entry: Entry) -> bool:
    """Whether a share came into its recipient's box: its birth, whichever verb gave it."""
    return entry.kind == Assignment.kind and entry.n == 1


def _first_acts(
    shares: Iterable[Assignment], entries: Iterable[Entry]
) -> dict[tuple[int, int], Entry]:
    """The first act of each person on each share, from the recipient's side and not the giver's."""
    boxes = {share.pk: share.position_id for share in shares}
    acted: dict[tuple[int, int], Entry] = {}
    for entry in sorted(entries, key=lambda entry: (entry.at, entry.pk)):
        theirs = entry.kind == Assignment.kind and boxes.get(entry.subject_id) == entry.position_id
        if theirs and entry.person_id and not is_delivery(entry):
            acted.setdefault((entry.subject_id, entry.person_id), entry)
    return acted


def _told(
    share: Assignment, born: datetime | None, who: Names, as_of: datetime
) -> dict[int, datetime]:
    """Since when it lay open to each holder of the position."""
    if born is None:
        return {}
    day, until = timezone.localdate(born), timezone.localdate(as_of)
    told: dict[int, datetime] = {}
    for row in who.held.get(share.position_id, ()):
        entered = who.entered.get(row.absence_id or 0, born)
        if is_in_force(row, day):
            since = max(born, entered)
        elif day < row.starts_on <= until:
            since = max(midnight(row.starts_on), entered)
        else:
            continue
        if since <= as_of:
            told.setdefault(row.person_id, since)
    return told


def _knower(
    share: Assignment,
    person_id: int,
    told_at: datetime | None,
    sight: Seen | None,
    act: Entry | None,
    who: Names,
) -> Knower:
    delegated = bool(sight and sight.delegated) or bool(act and act.delegated)
    moments = [told_at, sight.at if sight else None, act.at if act else None]
    first = next(moment for moment in moments if moment is not None)
    # Who holds the position knows by themselves, whatever they may also do for others.
    lent = told_at is None and delegated
    hat = who.who(person_id, share.position_id, first, delegated=lent)
    return Knower(
        recipient=share.position.title,
        person=hat.person,
        right=hat.right,
        right_label=hat.label,
        told_at=told_at,
        seen_at=moments[1],
        acted_at=moments[2],
    )
