"""Fetching a chronology: a constant number of statements, whatever its length.

Reads open no transaction. Where something seems wrong with a chain, everything is read again as of
one moment of the database, so that an act between two statements is never called a forgery.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from accounts.actors import Actor
from accounts.models import Appointment, Person, Position
from instructions.chronology import deeds, knowing, telling
from instructions.chronology.lines import Chronology, Event, Page, ProvenSubject
from instructions.chronology.names import names
from instructions.chronology.paging import Cursor, after, cursor_of
from instructions.chronology.telling import Place, Telling
from instructions.models import Assignment, Attachment, Instruction, Seen
from instructions.scope import midnight
from instructions.timeline import OF_OTHERS
from workflow.models import Entry, subject_models
from workflow.proof import Key, Proof, prove
from workflow.snapshot import snapshot

PAGE = 100


# --- One order -------------------------------------------------------------------------------------


def of_order(
    order: Instruction, *, as_of: datetime, shares: Collection[int] | None = None
) -> Chronology:
    """The whole chronology of an order as of a moment; with `shares` only of these and the order.

    Whoever calls has asked whether the reader may (access.py, scope.py). What is altered is shown
    whatever its time says.
    """
    told = _of_order(order, as_of, shares)
    if told.faults:
        with snapshot(connection):
            told = _of_order(Instruction.objects.get(pk=order.pk), as_of, shares)
    return told


def _of_order(order: Instruction, as_of: datetime, only: Collection[int] | None) -> Chronology:
    shares = _shares(order, only)
    chain = Entry.objects.filter(root_kind=Instruction.kind, root_id=order.pk)
    if only is not None:
        theirs = Q(kind=Assignment.kind, subject_id__in=list(shares))
        chain = chain.filter(Q(kind=Instruction.kind) | theirs)
    entries = _read(chain)
    proofs = prove(_subjects(order, shares, entries), entries)
    faults = telling.by_entry(fault for proof in proofs.values() for fault in proof.faults)
    untold = OF_OTHERS if _is_kept_from_others(order, only) else ()
    told = [entry for entry in entries if entry.verb not in untold]
    shown = [entry for entry in told if entry.at <= as_of or _place(entry) in faults]
    sights = _sights(shares, as_of)
    boxes = {share.position_id for share in shares.values()}
    people = [*(entry.person_id for entry in shown), *(row.person_id for row in sights)]
    who = names(people, [entry.position_id for entry in shown], boxes=boxes)
    teller = Telling(
        names=who,
        shares=shares,
        orders={order.pk: order},
        files=_files(Attachment.objects.filter(instruction=order)),
        faults=faults,
        readable=_readable(entries),
        counts=not _is_kept_from_others(order, only),
        **_named(shown, entries),
    )
    events = [*map(teller.of_entry, shown), *map(teller.of_sight, sights)]
    counted = [entry for entry in entries if entry.at <= as_of]
    last = {(entry.kind, entry.subject_id): entry for entry in counted}
    own = last.get((Instruction.kind, order.pk))
    status = own.target if own else ""
    return Chronology(
        order=order,
        as_of=as_of,
        status=status,
        label=telling.state_label(Instruction, status),
        events=tuple(sorted(events, key=lambda event: (event.at, event.place))),
        standings=knowing.standings(shares.values(), last),
        knowers=knowing.knowers(list(shares.values()), counted, sights, who, as_of=as_of),
        proofs=_proven(proofs, counted, teller),
    )


def _is_kept_from_others(order: Instruction, only: Collection[int] | None) -> bool:
    """Whether a reader of single shares is not to learn of the others."""
    return order.closed_list and only is not None


def _shares(order: Instruction, only: Collection[int] | None) -> dict[int, Assignment]:
    """Shares by id, in order of rank."""
    rows = order.assignments.select_related("position", "giver")
    rows = rows.order_by("position__rank", "position__title", "pk")
    return {row.pk: row for row in (rows if only is None else rows.filter(pk__in=only))}


def _sights(shares: Collection[int], as_of: datetime) -> list[Seen]:
    seen = Seen.objects.filter(assignment__in=list(shares), at__lte=as_of)
    return list(seen.select_related("assignment").order_by("pk"))


def _subjects(order: Instruction, shares: Collection[int], entries: Iterable[Entry]) -> set[Key]:
    """Everything the chronology rests on: also what should have entries and has none."""
    found = {(Instruction.kind, order.pk), *((Assignment.kind, pk) for pk in shares)}
    return found | {(entry.kind, entry.subject_id) for entry in entries}


# --- Many orders -----------------------------------------------------------------------------------


def of_window(
    orders: "QuerySet[Instruction]",
    *,
    since: datetime,
    as_of: datetime,
    person: Person | None = None,
    cursor: str = "",
    limit: int = PAGE,
) -> Page:
    """A page of what happened in orders from `since` to `as_of`, of everybody or of one person.

    Raises Refused `bad_cursor`.
    """
    ids = orders.order_by().values("pk")
    entries = Entry.objects.filter(root_kind=Instruction.kind, root_id__in=ids)
    sights = Seen.objects.filter(assignment__instruction__in=ids)
    if person is not None:
        entries = entries.filter(person_id=person.pk)
        sights = sights.filter(person=person)
    asked = _Asked(entries, sights, person, since, as_of, cursor, limit, words_of=None)
    return _page(asked)


def of_person(
    actor: Actor, *, since: datetime, as_of: datetime, cursor: str = "", limit: int = PAGE
) -> Page:
    """A page of one's own acts and readings, and of what came into one's positions' boxes.

    Words are one's own alone: what others said may no longer be one's to read; and not even those
    of a secret order that one does not see any more. Raises Refused `bad_cursor`.
    """
    person = actor.person
    boxes = Q(pk__in=())
    for row in Appointment.objects.filter(person=person):
        shares = Assignment.objects.filter(position=row.position_id).order_by()
        held = Q(subject_id__in=shares.values("pk"), at__gte=midnight(row.starts_on))
        if row.ends_on is not None:
            held &= Q(at__lt=midnight(row.ends_on + timedelta(days=1)))
        boxes |= held
    told = Q(kind=Assignment.kind, n=1) & boxes
    orders = Q(root_kind=Instruction.kind)
    entries = Entry.objects.filter(orders & (Q(person_id=person.pk) | told))
    sights = Seen.objects.filter(person=person)
    return _page(_Asked(entries, sights, person, since, as_of, cursor, limit, words_of=actor))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a page is made of; with `words_of` only the words of that reader are shown."""

    entries: "QuerySet[Entry]"
    sights: "QuerySet[Seen]"
    person: Person | None
    since: datetime
    as_of: datetime
    cursor: str
    limit: int
    words_of: Actor | None


def _page(asked: _Asked) -> Page:
    told = _read_page(asked)
    if told.faults:
        with snapshot(connection):
            told = _read_page(asked)
    return told


def _read_page(asked: _Asked) -> Page:
    window = Q(at__gte=asked.since, at__lte=asked.as_of)
    start = Cursor.read(asked.cursor)
    found = _read(
        asked.entries.filter(window & after(start, telling.ENTRY)),
        order=("at", "pk"),
        most=asked.limit + 1,
    )
    seen = asked.sights.filter(window & after(start, telling.SIGHT)).select_related("assignment")
    sights = list(seen.order_by("at", "pk")[: asked.limit + 1])
    merged = sorted(
        [
            *((row.at, telling.ENTRY, row.pk) for row in found),
            *((row.at, telling.SIGHT, row.pk) for row in sights),
        ]
    )
    kept = merged[: asked.limit]
    places = {(rank, pk) for _at, rank, pk in kept}
    found = [row for row in found if (telling.ENTRY, row.pk) in places]
    sights = [row for row in sights if (telling.SIGHT, row.pk) in places]
    following = cursor_of(kept[-1]) if len(merged) > asked.limit else ""
    events, proofs = _told(asked, found, sights)
    return Page(asked.person, asked.since, asked.as_of, events, proofs, following)


def _told(
    asked: _Asked, found: Sequence[Entry], sights: Sequence[Seen]
) -> tuple[tuple[Event, ...], tuple[ProvenSubject, ...]]:
    subjects = {(row.kind, row.subject_id) for row in found}
    subjects |= {(Assignment.kind, row.assignment_id) for row in sights}
    chains = _read(Entry.objects.filter(_of_subjects(subjects)))
    proofs = prove(subjects, chains)
    faults = telling.by_entry(fault for proof in proofs.values() for fault in proof.faults)
    ids = [pk for kind, pk in subjects if kind == Assignment.kind]
    shares = Assignment.objects.select_related("position", "giver").in_bulk(ids)
    roots = {row.root_id for row in found} | {row.assignment.instruction_id for row in sights}
    orders = Instruction.objects.in_bulk(roots)
    who = names(
        [*(row.person_id for row in found), *(row.person_id for row in sights)],
        [*(row.position_id for row in found), *(row.assignment.position_id for row in sights)],
    )
    own, closed = asked.words_of, _not_theirs(orders, asked.words_of)
    readable = _readable(
        row
        for row in found
        if own is None or (row.person_id == own.person_id and row.root_id not in closed)
    )
    teller = Telling(
        names=who,
        shares=shares,
        orders=orders,
        files=_files(Attachment.objects.filter(entry__in=[row.pk for row in found])),
        faults=faults,
        readable=readable,
        **_named(found, chains),
    )
    events = [*map(teller.of_entry, found), *map(teller.of_sight, sights)]
    ordered = tuple(sorted(events, key=lambda event: (event.at, event.place)))
    counted = [row for row in chains if row.at <= asked.as_of]
    return ordered, _proven(proofs, counted, teller)


# --- Parts -----------------------------------------------------------------------------------------


def _read(
    rows: "QuerySet[Entry]", *, order: Sequence[str] = ("n", "pk"), most: int | None = None
) -> list[Entry]:
    """Entries with their words; two statements. In order of `n` they are whole chains."""
    return list(rows.order_by(*order).prefetch_related("contents")[:most])


def _of_subjects(subjects: Collection[Key]) -> Q:
    asked = Q(pk__in=())
    for kind in sorted({kind for kind, _pk in subjects}):
        asked |= Q(kind=kind, subject_id__in=[pk for other, pk in subjects if other == kind])
    return asked


def _place(entry: Entry) -> Place:
    return entry.kind, entry.subject_id, entry.n


def _readable(entries: Iterable[Entry]) -> frozenset[int]:
    """Words of orders and shares; those of documents follow rules of their own."""
    kinds = {Instruction.kind, Assignment.kind}
    return frozenset(entry.pk for entry in entries if entry.kind in kinds)


def _not_theirs(orders: Mapping[int, Instruction], reader: Actor | None) -> set[int]:
    """Secret orders whose words the reader of their own acts may no longer read."""
    secret = {pk for pk, order in orders.items() if order.is_secret}
    if reader is None or not secret:
        return set()
    seen = Instruction.objects.visible_to(reader).filter(pk__in=secret)
    return secret - set(seen.values_list("pk", flat=True))


def _named(shown: Iterable[Entry], chains: Iterable[Entry]) -> dict[str, Any]:
    """What lines name besides people and orders; two statements where they name it."""
    lines = list(shown)
    return {
        "titles": _titles(lines),
        "below": _files_below(lines),
        "destroyed": telling.destructions(chains),
    }


def _titles(entries: Iterable[Entry]) -> dict[str, str]:
    """Titles of the positions that acts name, by public id."""
    wanted = deeds.targets(entries)
    rows = Position.objects.filter(public_id__in=wanted) if wanted else ()
    return {str(row.public_id): row.title for row in rows}


def _files_below(entries: Iterable[Entry]) -> frozenset[str]:
    """Hashes of the files of reports that became part of another."""
    wanted = deeds.adopted(entries)
    if not wanted:
        return frozenset()
    shares = Assignment.objects.filter(public_id__in=wanted).order_by().values("pk")
    reports = Entry.objects.filter(kind=Assignment.kind, subject_id__in=shares, verb="report")
    return frozenset(digest for entry in reports for digest in deeds.texts(entry.facts, "files"))


def _files(rows: "QuerySet[Attachment]") -> Mapping[int, Sequence[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    for row in rows.select_related("blob").order_by("pk"):
        found[row.entry_id].append(row)
    return found


def _proven(
    proofs: Mapping[Key, Proof], counted: Iterable[Entry], teller: Telling
) -> tuple[ProvenSubject, ...]:
    """Proofs in order of kinds and ids, each with its name and its number as of the moment."""
    then: dict[Key, int] = defaultdict(int)
    for entry in counted:
        key = entry.kind, entry.subject_id
        then[key] = max(then[key], entry.n)
    kinds = list(subject_models())
    return tuple(
        ProvenSubject(teller.subject(*key), then[key], proofs[key])
        for key in sorted(proofs, key=lambda key: (_rank(kinds, key[0]), key))
    )


def _rank(kinds: Sequence[str], kind: str) -> int:
    return kinds.index(kind) if kind in kinds else len(kinds)
