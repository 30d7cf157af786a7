"""Who is told of what happens to a memo, beside the order's giver and the desk."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from memos.lifecycle import Part
from memos.models import Memo
from workflow.models import Entry

COLUMNS = {
    Part.DRAFTER: "drafter_id",
    Part.SIGNER: "signer_id",
    Part.INITIALLER: "next_paraf_id",
}


@dataclass(frozen=True, slots=True)
class Concerned:
    """A position that is told, and whether as one the memo was sent to."""

    position_id: int
    as_addressee: bool = False


SENT = frozenset({"dispatch", "void"})


def of_each(entries: Iterable[Entry]) -> Mapping[int, list[Concerned]]:
    """Positions told of each entry about a memo, by the entry's id; at most two statements.

    Addressees hear of a dispatch, and of what becomes of a memo that was dispatched.
    """
    rows = [entry for entry in entries if entry.kind == Memo.kind]
    if not rows:
        return {}
    memos = Memo.objects.in_bulk({row.subject_id for row in rows})
    if any(row.verb in SENT for row in rows):
        reached = Memo.objects.filter(pk__in=memos).prefetch_related("addressees")
        memos |= {memo.pk: memo for memo in reached}
    return {row.pk: list(_told(row, memos[row.subject_id])) for row in rows}


def _told(entry: Entry, memo: Memo) -> Iterator[Concerned]:
    tells = Memo.lifecycle.move(entry.verb).tells
    for part, column in COLUMNS.items():
        position = getattr(memo, column)
        if part in tells and position is not None:
            yield Concerned(position)
    if Part.ADDRESSEE in tells and entry.verb in SENT and memo.dispatched_at is not None:
        yield from (Concerned(one.position_id, as_addressee=True) for one in memo.addressees.all())
