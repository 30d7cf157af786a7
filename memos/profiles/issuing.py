"""What the rules of the profile decide: who issues which type, how it is numbered, whose paraf."""

from collections.abc import Iterable
from datetime import date

from accounts.models import Position, Unit
from memos.profiles import reading
from memos.profiles.rules import HEADS, PLAIN

LONGEST_LINE = 12


def may_issue(position: Position, memo_type: str, on: date) -> bool:
    """Whether a position may issue this type of memo by the profile of a day; one statement."""
    kinds = reading.on_day(on).rules.issuers.get(memo_type)
    return not kinds or position.kind in kinds


def pattern_for(memo_type: str, *, unit: Unit | None, on: date) -> str:
    """How numbers of a type are written in a unit: its own pattern, that of a unit above, the type's.

    What a new register proposes; the register's own pattern rules once there is one.
    """
    rules = reading.on_day(on).rules
    above = unit if rules.unit_patterns else None
    while above is not None:
        if pattern := rules.unit_patterns.get((above.code, memo_type)):
            return pattern
        above = above.parent
    return rules.patterns.get(memo_type, PLAIN)


def compulsory_parafs(
    memo_type: str, signer: Position, on: date, *, drafter: Position | None = None
) -> list[Position]:
    """The positions whose paraf a memo of this type needs before `signer` signs it, by rank.

    A kind of position stands for the one in the line of command from `drafter` up to the signer;
    where there is none, for those in the signer's own unit or directly below the signer. A unit
    stands for the first by rank of those who lead it. Never the signer. Statements: one, and one
    for each step of the line and two where something is compulsory.
    """
    rules = reading.on_day(on).rules
    kinds = rules.parafs.get(memo_type, ())
    codes = rules.paraf_units.get(memo_type, ())
    line = _line(drafter, signer) if kinds else []
    found = [position for kind in kinds for position in _of_kind(kind, signer, line)] + _leaders(
        codes
    )
    once = {position.pk: position for position in found if position.pk != signer.pk}
    return sorted(once.values(), key=lambda position: (position.rank, position.pk))


def _line(drafter: Position | None, signer: Position) -> list[Position]:
    """The drafter's superiors below the signer; empty where the signer is none of them."""
    line: list[Position] = []
    above = drafter.superior if drafter else None
    while above is not None and above.pk != signer.pk and len(line) < LONGEST_LINE:
        line.append(above)
        above = above.superior
    return line if above is not None and above.pk == signer.pk else []


def _of_kind(kind: str, signer: Position, line: list[Position]) -> Iterable[Position]:
    within = [position for position in line if position.kind == kind and position.is_active]
    if within:
        return within
    active = Position.objects.filter(kind=kind, is_active=True)
    return active.filter(unit_id=signer.unit_id) | active.filter(superior=signer)


def _leaders(codes: Iterable[str]) -> list[Position]:
    """Who leads each of the units, whether somebody holds the post or not."""
    if not codes:
        return []
    rows = Position.objects.filter(unit__code__in=codes, kind__in=HEADS, is_active=True)
    first: dict[int, Position] = {}
    for position in rows.order_by("rank", "pk"):
        first.setdefault(position.unit_id, position)
    return list(first.values())
