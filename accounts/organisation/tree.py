"""Merging units and positions: where each hangs, and that nothing hangs below itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from accounts.models import UnitKind
from accounts.organisation.given import Given
from accounts.organisation.items import Item, Organisation, name_circles
from accounts.organisation.nouns import RANKS
from accounts.tables import Faults

DEEPEST: Final = 20  # levels of units; the column `path` holds 25

_FEW: Final = 8  # of positions with one title: enough to see that it is not one alone

UNKNOWN_UNIT: Final = _("Unit dengan kode ini tidak ada, di berkas maupun di data.")
USE_CODE: Final = _("Ini nama unit. Tulis kodenya: %(code)s.")
TWICE: Final = _("Sudah ada di baris %(earlier)s (%(where)s).")


def merge_units(found: Organisation, rows: Iterable[Given], faults: Faults) -> None:
    """Let the rows speak for the units; names codes given twice, parents unknown, circles."""
    listed: list[Item] = []
    for row in rows:
        code = row.facts["code"]
        item = found.units.setdefault(code.casefold(), Item(code))
        if item.new is not None:
            twice(row, item, "kode", "code_twice", faults)
            continue
        item.take(row)
        listed.append(item)
    lost = {item for item in listed if not _hang(found, item, faults)}
    reason = _("Susunan unit berputar: %(chain)s.")
    if name_circles(
        listed, "parent", faults, column="induk", code="units_in_a_circle", reason=reason
    ):
        return
    _name_roots(found, [item for item in listed if item not in lost], faults)
    _name_depth(listed, faults)


def _hang(found: Organisation, item: Item, faults: Faults) -> bool:
    """Turn the code of the parent into the unit; False where it is unknown."""
    facts = item.new or {}
    if item.old is not None:
        del facts["code"]  # as it is spelled already
    if "parent" not in facts:
        return True
    parent = unit_at(found, item, "parent", "induk", faults)
    if parent is None:
        del facts["parent"]
        return False
    facts["parent"] = parent
    return True


def unit_at(
    found: Organisation, item: Item | Given, fact: str, column: str, faults: Faults
) -> Item | None:
    """The unit whose code a fact holds; names the fault where there is none."""
    facts = item.facts if isinstance(item, Given) else item.new or {}
    code = facts[fact]
    unit = found.unit(code)
    if unit is None:
        named = found.unit_named(code)
        reason: Any = USE_CODE % {"code": named.label} if named else UNKNOWN_UNIT
        faults.add(
            "unknown_unit", line=item.line, column=column, value=code, sheet=item.sheet,
            reason=reason,
        )  # fmt: skip
    return unit


def _name_roots(found: Organisation, listed: list[Item], faults: Faults) -> None:
    """One unit has no parent: the regency. What hangs nowhere, its administrators never see."""
    loose = [item for item in listed if item.value("parent") is None]
    roots = [unit for unit in found.units.values() if unit.old and unit.value("parent") is None]
    if not roots:
        regencies = [item for item in loose if item.value("kind") == UnitKind.REGENCY]
        roots = (regencies or loose)[:1]
    for item in loose:
        if item.old is None and item not in roots:
            faults.add(
                "second_root", line=item.line, column="induk", sheet=item.sheet,
                reason=_("Isi induknya: unit tanpa induk hanya satu, yaitu %(root)s."),
                root=roots[0].label,
            )  # fmt: skip


def _name_depth(listed: Iterable[Item], faults: Faults) -> None:
    for item in listed:
        if len(list(islice(above(item, "parent"), DEEPEST))) == DEEPEST:
            faults.add(
                "units_too_deep", line=item.line, column="induk", sheet=item.sheet,
                reason=_("Paling banyak %(most)s tingkat unit."), most=DEEPEST,
            )  # fmt: skip


def above(item: Item, fact: str) -> Iterator[Item]:
    """The chain above an item, nearest first; ends where it would begin again."""
    seen = {item}
    here = item.value(fact)
    while here is not None and here not in seen:
        seen.add(here)
        yield here
        here = here.value(fact)


def twice(
    row: Given, item: Item, column: str, code: str, faults: Faults, *, value: str = ""
) -> None:
    """Name a row that speaks of what an earlier row spoke of."""
    faults.add(
        code, line=row.line, column=column, value=value or item.label, sheet=row.sheet,
        reason=TWICE, earlier=item.line, where=item.sheet,
    )  # fmt: skip


def merge_positions(found: Organisation, rows: Iterable[Given], faults: Faults) -> None:
    """Let the rows speak for the positions; names units and superiors unknown, doubles, circles."""
    listed: list[Item] = []
    for row in rows:
        title = row.facts["title"]
        unit = unit_at(found, row, "unit", "unit", faults)
        if unit is None:
            found.doubtful.add(title.casefold())
            continue
        item = found.positions.setdefault((unit, title.casefold()), Item(title))
        if item.new is not None:
            twice(row, item, "jabatan", "position_twice", faults)
            continue
        item.take(row)["unit"] = unit
        listed.append(item)
        _check_position(found, item, faults)
    by_title: dict[str, list[Item]] = defaultdict(list)
    for (_unit, folded_title), item in found.positions.items():
        by_title[folded_title].append(item)
    for item in listed:
        _subordinate(found, item, by_title, faults)
    name_circles(
        listed, "superior", faults, column="atasan", code="command_in_a_circle",
        reason=_("Garis komando berputar: %(chain)s."),
    )  # fmt: skip


def _check_position(found: Organisation, item: Item, faults: Faults) -> None:
    facts = item.new or {}
    if item.old is not None and not item.old["is_active"]:
        faults.add(
            "position_inactive", line=item.line, column="jabatan", value=item.label,
            sheet=item.sheet,
            reason=_("Jabatan ini sudah dinonaktifkan. Aktifkan kembali, atau hapus barisnya."),
        )  # fmt: skip
    if item.old is None and "rank" not in facts and "kind" in facts:
        facts["rank"] = RANKS[facts["kind"]]
    if "administers" in facts:
        unit = unit_at(found, item, "administers", "mengelola", faults)
        facts["administers"] = unit


def _subordinate(
    found: Organisation, item: Item, by_title: dict[str, list[Item]], faults: Faults
) -> None:
    """Turn the words about the superior into the position; names them where none is meant."""
    facts = item.new or {}
    title, unit_code = facts.pop("superior", ""), facts.get("superior_unit")
    column = "atasan"
    if unit_code is not None:
        place = unit_at(found, item, "superior_unit", "unit_atasan", faults)
        del facts["superior_unit"]
        places = [place] if place else []
        if place is None:
            return
    else:
        places = [item.value("unit"), *islice(above(item.value("unit"), "parent"), DEEPEST)]
    if not title:
        return
    key = title.casefold()
    near = [found.positions[place, key] for place in places if (place, key) in found.positions]
    far = [] if unit_code is not None else by_title.get(key, [])[:_FEW]
    candidates = [one for one in near if one is not item][:1] or [
        one for one in far if one is not item
    ]
    if len(candidates) == 1:
        facts["superior"] = candidates[0]
        return
    if not candidates and key in found.doubtful:
        return
    code, reason = _why_not(item, candidates, near + far)
    faults.add(code, line=item.line, column=column, value=title, sheet=item.sheet, reason=reason)


def _why_not(item: Item, candidates: list[Item], all_: list[Item]) -> tuple[str, Any]:
    if candidates:
        places = ", ".join(sorted(one.value("unit").label for one in candidates)[:6])
        sentence = _("Ada di beberapa unit (%(places)s). Isi kolom unit_atasan.")
        return "superior_ambiguous", sentence % {"places": places}
    if item in all_:
        return "own_superior", _("Jabatan tidak dapat menjadi atasan dirinya sendiri.")
    return "unknown_superior", _("Jabatan ini tidak ada, di berkas maupun di data.")
