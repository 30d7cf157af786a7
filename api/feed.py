"""The change feed: what changed, for one person, since a cursor; nothing appears behind a cursor.

Entries are read in order of (transaction, id). Ids alone are not enough on PostgreSQL: a slow
transaction commits a low id late. So the feed stops below the oldest transaction still running on
the server (in any of its databases: a long one delays the feed, and loses nothing); what was not
finished when a cursor was given has a higher number than the cursor.
On SQLite writers follow each other and every number is 0.

A cursor holds the epoch (a restore begins a new one), the reader's hats, and the place. Where epoch
or hats differ the client's replica is of something else: `Resync`, and it fetches everything again.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import BigIntegerField, Max, Q, QuerySet
from django.db.models.expressions import RawSQL

from api import outputs
from api.hand_outputs import hands_out
from api.memo_outputs import memo_out
from api.models import FeedEpoch
from api.outputs import Json, Reader
from api.paging import decode, encode
from api.problems import Resync
from instructions.models import Assignment, HandDelivery, Instruction
from memos.models import Memo
from workflow.actors import Actor
from workflow.models import Entry, Subject

PAGE: Final = 100
OLD, NEW = 0, 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands: in what was there before the epoch, or in what came since."""

    phase: int
    tx: int
    id: int


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of the feed; `next` is where to go on, `more` says that there is something already."""

    items: list[Json]
    next: str
    more: bool


Words = Callable[[Sequence[Any], Reader], list[Json]]
"""From rows of one kind to what the reader may know of each, in the same order."""


def _each(word: Callable[[Any, Reader], Json]) -> Words:
    return lambda rows, reader: [word(row, reader) for row in rows]


KINDS: Mapping[type[Subject], Words] = {
    Instruction: _each(lambda row, reader: outputs.order_out(row, reader, None)),
    Assignment: _each(outputs.share_out),
    Memo: _each(memo_out),
    HandDelivery: hands_out,
}


def begin_epoch() -> None:
    """After a restore: every cursor given before leads to `Resync`."""
    highest = Entry.objects.aggregate(highest=Max("id"))["highest"] or 0
    FeedEpoch.objects.all().delete()
    FeedEpoch.objects.create(floor=highest)


def ensure_epoch(**_signal: Any) -> None:
    """After migrate: a new database has its first epoch, if it has the table at all."""
    table = FeedEpoch._meta.db_table  # noqa: SLF001 - Django's own name
    if table not in connection.introspection.table_names():
        return
    if not FeedEpoch.objects.exists():
        FeedEpoch.objects.create()


def changes(reader: Reader, *, cursor: str) -> Changes:
    """What changed after `cursor` ("" from the beginning), one item per subject.

    Raises Refused `bad_cursor`, Resync.
    """
    epoch = FeedEpoch.objects.order_by("-id")[0]
    stamp = [epoch.mark.hex, _hats(reader.actor)]
    place = _place(cursor, stamp)
    found = _after(place, reader.actor, epoch.floor)
    shown = found[:PAGE]
    if shown:
        last = shown[-1]
        phase = OLD if last.pk <= epoch.floor else NEW
        place = Place(phase, last.tx, last.pk)
    following = encode([*stamp, place.phase, place.tx, place.id])
    return Changes(_items(shown, reader), following, more=len(found) > PAGE)


def _hats(actor: Actor) -> str:
    """What the reader's view depends on besides the rows themselves."""
    worn = sorted(
        f"{hat.key} {hat.is_delegated} {hat.sees_secret} {sorted(hat.duties)}" for hat in actor.hats
    )
    return hashlib.sha256("\n".join(worn).encode()).hexdigest()[:16]


def _place(cursor: str, stamp: list[str]) -> Place:
    if not cursor:
        return Place(OLD, 0, 0)
    mark, hats, phase, tx, last = decode(cursor, kinds=(str, str, int, int, int))
    if [mark, hats] != stamp:
        raise Resync
    return Place(phase, tx, last)


def _after(place: Place, actor: Actor, floor: int) -> list[Entry]:
    """The next entries the actor may see, one more than a page; two statements at the most."""
    rows = _visible(actor)
    found: list[Entry] = []
    if place.phase == OLD:
        old = rows.filter(pk__gt=place.id, pk__lte=floor)
        found = list(old.order_by("pk")[: PAGE + 1]) if floor else []
        place = Place(NEW, -1, 0)
    if len(found) <= PAGE:
        behind = Q(tx__gt=place.tx) | Q(tx=place.tx, pk__gt=place.id)
        new = _settled(rows).filter(behind, pk__gt=floor)
        found += new.order_by("tx", "pk")[: PAGE + 1 - len(found)]
    return found


def _visible(actor: Actor) -> "QuerySet[Entry]":
    seen = Q()
    for model in KINDS:
        subjects = model.visible_to(actor).order_by().values("pk")
        seen |= Q(kind=model.kind, subject_id__in=subjects)
    return Entry.objects.filter(seen)


def _settled(rows: "QuerySet[Entry]") -> "QuerySet[Entry]":
    """Only entries that no running transaction can come before."""
    if connection.vendor != "postgresql":
        return rows
    oldest = RawSQL("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", (), BigIntegerField())
    return rows.filter(tx__lt=oldest)


def _items(entries: list[Entry], reader: Reader) -> list[Json]:
    """One item per subject, at the place of its last entry here."""
    last: dict[tuple[str, int], Entry] = {}
    for entry in entries:
        last.pop((entry.kind, entry.subject_id), None)
        last[entry.kind, entry.subject_id] = entry
    rows: dict[tuple[str, int], tuple[Subject, Json]] = {}
    for model, words in KINDS.items():
        ids = [pk for kind, pk in last if kind == model.kind]
        found = list(model.visible_to(reader.actor).filter(pk__in=ids)) if ids else []
        said = words(found, reader) if found else []
        for row, item in zip(found, said, strict=True):
            rows[model.kind, row.pk] = (row, item)
    # A subject that was lost from view between two statements is told of at the next resync.
    return [_item(entry, *rows[key]) for key, entry in last.items() if key in rows]


def _item(entry: Entry, subject: Subject, item: Json) -> Json:
    return {
        "kind": entry.kind,
        "id": str(subject.public_id),
        "version": subject.version,
        "verb": entry.verb,
        "at": outputs.moment(entry.at),
        "item": item,
    }
