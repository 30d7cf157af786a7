"""Who is told about which entry: the table says which parts, this module which positions.

Nobody is told of their own act, and nobody of what is not theirs to see.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.models import Position
from instructions.hand_delivery.lifecycle import HandPart
from instructions.ladder.causes import NOT_RETURNED
from instructions.lifecycle import Part
from instructions.models import Assignment, Climb, HandDelivery, Instruction
from memos.letters.lifecycle import Part as LetterPart
from memos.letters.models import IncomingLetter
from notifications import memo_rules
from workflow.models import Entry, subject_models
from workflow.table import Move

ONLY_BELL = frozenset({"acknowledge", "progress", "withdraw_question", "withdraw_report"})
"""Verbs that are read in the product and wake nobody: they ask for nothing and can wait."""


@dataclass(frozen=True, slots=True)
class Told:
    """A position that is told of an entry, and what it is about for them."""

    position_id: int
    order: Instruction | None = None
    share_id: int | None = None
    only_bell: bool = False
    """Read in the product, and woken for by nobody."""


def wants(entry: Entry) -> bool:
    """Whether anybody is to be told of this entry, or it ends what they were still to be told."""
    return tells(entry) or is_act_on_share(entry)


def tells(entry: Entry) -> bool:
    """Whether anybody is to be told of this entry at all."""
    model = subject_models().get(entry.kind)
    move = model.lifecycle.by_verb.get(entry.verb) if model else None
    if move is None or not move.tells:
        return False
    # Recipients hear of the end of an order through their own share, once and not twice.
    return not (entry.kind == Instruction.kind and entry.verb in {"close", "revoke"})


def is_act_on_share(entry: Entry) -> bool:
    """Whether somebody dealt with a share: they need not be told any more what came before."""
    if entry.kind != Assignment.kind or entry.person_id is None:
        return False
    return entry.verb != "send" and entry.verb in Assignment.lifecycle.by_verb


def is_by_clock(entry: Entry) -> bool:
    """Whether the clock accepted a report that nobody gave back."""
    return entry.verb == "accept" and bool(entry.facts.get("cause") == NOT_RETURNED)


def told(entry: Entry) -> set[int]:
    """Ids of the positions told of an entry, without the one that acted."""
    return {one.position_id for one in told_of_each([entry])[entry.pk]}


def told_of_each(entries: Iterable[Entry]) -> Mapping[int, list[Told]]:
    """Who is told of each entry, by the entry's id; a handful of statements however many there are."""
    rows = [entry for entry in entries if tells(entry)]
    shares = _shares(rows)
    orders = _orders(rows)
    desk = _desk() if any(Part.SECRETARIAT in _move(row).tells for row in rows) else []
    of_memos = memo_rules.of_each(rows)
    carried = _carried(rows)
    letters = _letters(rows)
    if any({HandPart.DESK, LetterPart.DESK} & _move(row).tells for row in rows):
        desk = desk or _desk()
    found: dict[int, list[Told]] = defaultdict(list)
    for row in rows:
        if row.kind == Assignment.kind:
            theirs = [shares[row.subject_id]] if row.subject_id in shares else []
            order = theirs[0].instruction if theirs else None
        else:
            order = orders.get(row.root_id) if row.root_kind == Instruction.kind else None
            theirs = list(order.assignments.all()) if order else []
        first: dict[int, Told] = {}
        if row.kind == Climb.kind:
            reached = _reached(row, order, theirs)
        elif row.kind == IncomingLetter.kind:
            reached = _of_letter(row, letters.get(row.subject_id), desk)
        elif row.kind == HandDelivery.kind:
            reached = _by_hand(row, carried.get(row.subject_id), desk)
        else:
            reached = _told(row, order, theirs, desk, of_memos.get(row.pk, ()))
        for one in reached:
            first.setdefault(one.position_id, one)
        first.pop(row.position_id or 0, None)
        found[row.pk] = list(first.values())
    return found


def _told(
    entry: Entry,
    order: Instruction | None,
    shares: list[Assignment],
    desk: list[int],
    of_memo: Iterable[memo_rules.Concerned],
) -> Iterable[Told]:
    tells = _move(entry).tells
    about = shares[0].pk if entry.kind == Assignment.kind and shares else None
    if order is not None:
        # What was handed down concerns whoever handed it down, and not the order's own giver.
        roots = [share for share in shares if share.parent_id is None]
        if Part.RECIPIENT in tells:
            yield from (Told(share.position_id, order, share.pk) for share in shares)
        if Part.GIVER in tells:
            yield from (Told(share.giver_id, order, about) for share in shares)
        if Part.CONTROLLER in tells and order.controller_id and roots:
            yield Told(order.controller_id, order, about)
    if is_by_clock(entry) and order is not None:
        # A human acceptance needs no telling to whoever gave it; this one does, and wakes nobody.
        for share in shares:
            deciders = {share.giver_id}
            if share.parent_id is None and order.controller_id:
                deciders.add(order.controller_id)
            yield from (Told(pk, order, share.pk, only_bell=True) for pk in sorted(deciders))
    if Part.SECRETARIAT in tells and not (order and order.is_secret):
        yield from (Told(pk, order, about) for pk in desk)
    # Whom the memo's order reaches hears of it through their share of that, and not twice.
    held = {share.position_id for share in shares}
    reached = (one for one in of_memo if not (one.as_addressee and one.position_id in held))
    yield from (Told(one.position_id, order) for one in reached)


def _reached(climb: Entry, order: Instruction | None, shares: list[Assignment]) -> Iterable[Told]:
    """Whom a climb of the ladder tells, and the share it is about where that is their own."""
    recipients = {share.pk: share.position_id for share in shares}
    for key, ids in climb.facts.get("told", {}).items():
        position = int(key)
        own = [pk for pk in ids if recipients.get(pk) == position]
        yield Told(position, order, own[0] if own else None)


def _by_hand(entry: Entry, row: HandDelivery | None, desk: list[int]) -> Iterable[Told]:
    """Carrier and desk of a delivery by hand hear of no order; the giver's side of theirs."""
    if row is None:
        return
    tells, share, order = _move(entry).tells, row.share, row.instruction
    if HandPart.CARRIER in tells:
        yield Told(row.carrier_id)
    if HandPart.DESK in tells and not order.is_secret:
        yield from (Told(pk) for pk in desk)
    if HandPart.ORDERER in tells:
        yield Told(share.giver_id, order, share.pk)
        if share.parent_id is None and order.controller_id:
            yield Told(order.controller_id, order, share.pk)


def _of_letter(entry: Entry, row: IncomingLetter | None, desk: list[int]) -> Iterable[Told]:
    """The leader it is for, and the desk, which hears nothing of a secret letter."""
    if row is None:
        return
    if LetterPart.LEADER in _move(entry).tells:
        yield Told(row.addressee_id)
    if LetterPart.DESK in _move(entry).tells and not row.is_secret:
        yield from (Told(pk) for pk in desk)


def _letters(entries: Iterable[Entry]) -> Mapping[int, IncomingLetter]:
    ids = {entry.subject_id for entry in entries if entry.kind == IncomingLetter.kind}
    return IncomingLetter.objects.in_bulk(ids) if ids else {}


def _carried(entries: Iterable[Entry]) -> Mapping[int, HandDelivery]:
    ids = {entry.subject_id for entry in entries if entry.kind == HandDelivery.kind}
    rows = HandDelivery.objects.select_related("share", "instruction")
    return rows.in_bulk(ids) if ids else {}


def _move(entry: Entry) -> Move:
    return subject_models()[entry.kind].lifecycle.move(entry.verb)


def _shares(entries: Iterable[Entry]) -> Mapping[int, Assignment]:
    ids = {entry.subject_id for entry in entries if entry.kind == Assignment.kind}
    rows = Assignment.objects.select_related("instruction")
    return rows.in_bulk(ids) if ids else {}


def _orders(entries: Iterable[Entry]) -> Mapping[int, Instruction]:
    ids = {
        entry.root_id
        for entry in entries
        if entry.kind != Assignment.kind and entry.root_kind == Instruction.kind
    }
    return Instruction.objects.prefetch_related("assignments").in_bulk(ids) if ids else {}


def _desk() -> list[int]:
    rows = Position.objects.filter(unit__keeps_registers=True, carries=False, is_active=True)
    return list(rows.values_list("pk", flat=True))
