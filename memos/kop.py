"""The letterhead: what it says of who signs, and which drawing stands in it."""

from dataclasses import asdict, replace
from typing import Any

from django.conf import settings

from accounts.models import Position, PositionKind, Unit, UnitKind
from memos.models import Memo, MemoType
from memos.paper import DEFAULT, Kop, LeaderKop, Profile
from memos.profiles import drawings
from memos.wording import sense_lines

UNIT_LINE = 28  # letters of the unit's name that fit between the emblem and the margin
LEADERS = frozenset({PositionKind.REGENT, PositionKind.VICE_REGENT})


def kop_of(position: Position, look: Profile = DEFAULT) -> Kop:
    """The letterhead under which a position writes; its unit loaded with the unit's parent.

    What the leaders of the regency print themselves comes out of the setda's office: one statement.
    """
    facts = _letterhead(position)
    if position.unit.kind == UnitKind.REGENCY:
        office = Unit.objects.filter(kind=UnitKind.SECRETARIAT, parent=position.unit).first()
        if office is not None:
            lines = sense_lines(office.name.upper(), limit=UNIT_LINE)
            facts |= {"unit_lines": list(lines), "address_lines": _address(office)}
    return _unit_kop(facts, look)


def kop_facts(memo: Memo, profile: Profile) -> dict[str, Any]:
    """Bupati and wakil write under the state's emblem; their disposisi lies under setda's kop."""
    if memo.signer.kind not in LEADERS:
        return _letterhead(memo.signer)
    if memo.memo_type == MemoType.DISPOSITION and not profile.disposition_by_leader:
        kop = asdict(replace(kop_of(memo.signer), emblem=None))
        return {key: kop[key] for key in ("government", "unit_lines", "address_lines")}
    return {"leader": memo.signer.title.upper()}


def _letterhead(signer: Position) -> dict[str, Any]:
    """Who signs decides the kop; a bagian writes under Setda's, a kelurahan under its kecamatan's."""
    unit = signer.unit
    named = [unit.name]
    if unit.kind == UnitKind.SECTION and unit.parent:
        unit = unit.parent
        named = [unit.name]
    elif unit.kind == UnitKind.WARD and unit.parent:
        named = [unit.parent.name, unit.name]
    lines = [line for name in named for line in sense_lines(name.upper(), limit=UNIT_LINE)]
    return {
        "government": f"Pemerintah {settings.REGENCY_NAME}".upper(),
        "unit_lines": lines,
        "address_lines": _address(unit),
    }


def _address(unit: Unit) -> list[str]:
    lines = [unit.address, *unit.contact.splitlines()]
    return [line.strip() for line in lines if line.strip()]


def kop_from(facts: dict[str, Any], look: Profile) -> Kop | LeaderKop:
    """The letterhead from its facts, with the drawings of the look."""
    if "leader" in facts:
        return LeaderKop(facts["leader"], drawings.of_state(look))
    return _unit_kop(facts, look)


def _unit_kop(facts: dict[str, Any], look: Profile) -> Kop:
    return Kop(
        government=facts["government"],
        unit_lines=tuple(facts["unit_lines"]),
        address_lines=tuple(facts["address_lines"]),
        emblem=drawings.of_regency(look),
    )
