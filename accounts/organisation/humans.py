"""Merging people and appointments: who is who, and who holds what when."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from accounts.models import Capacity
from accounts.organisation.given import Given
from accounts.organisation.items import Item, Organisation
from accounts.organisation.tree import twice, unit_at
from accounts.tables import Faults

ALIKE: Final = 0.6  # of two spellings of one name; strangers are mostly under 0.4
LONG_WORD: Final = 3

TAKEN: Final = _("Sudah dipakai oleh %(who)s.")
OF_ANOTHER: Final = _(
    "Dalam data ini milik %(who)s. Periksa nomornya; bila orangnya sama, betulkan dahulu namanya."
)


def merge_people(found: Organisation, rows: Iterable[Given], faults: Faults) -> None:
    """Let the rows speak for the people: recognised by NIP, those without one by phone."""
    for row in rows:
        facts = row.facts
        if facts.pop("unsure", False):
            found.doubtful.update(facts[key] for key in ("nip", "phone") if key in facts)
            continue
        item = _recognised(found, row)
        if item is not None and item.new is not None:
            _name_double(found, row, item, faults)
            continue
        if item is not None and not _same_human(item, facts):
            column = "nip" if facts.get("nip") in found.by_nip else "ponsel"
            _of_another(row, column, item, faults, code=f"{column}_of_another", reason=OF_ANOTHER)
            continue
        if item is None:
            item = Item(facts.get("name", ""))
            found.people.append(item)
            if "sapaan" not in facts:
                faults.add(
                    "sapaan_missing", line=row.line, column="sapaan", sheet=row.sheet,
                    reason=_("Isi sapaan orang baru: Bapak, Ibu, atau Saudara."),
                )  # fmt: skip
        item.take(row)
        _claim(found, item, row, faults)


def _recognised(found: Organisation, row: Given) -> Item | None:
    """The person a row is about, if they are there or in an earlier row."""
    nip, phone = row.facts.get("nip"), row.facts.get("phone")
    if nip in found.by_nip:
        return found.by_nip[nip]
    by_phone = found.by_phone.get(phone or "")
    if by_phone is not None and (nip is None or by_phone.value("nip") is None):
        return by_phone
    return None


def _name_double(found: Organisation, row: Given, item: Item, faults: Faults) -> None:
    same_nip = "nip" in row.facts and row.facts["nip"] == item.value("nip")
    column, fact = ("nip", "nip") if same_nip else ("ponsel", "phone")
    twice(row, item, column, f"{column}_twice", faults, value=row.facts.get(fact, ""))


def _same_human(item: Item, facts: dict[str, Any]) -> bool:
    """Whether two names can be one person's: a word in common, or nearly the same letters."""
    old, new = str(item.value("name")).casefold(), str(facts.get("name", "")).casefold()
    if not new or old == new:
        return True
    words = {word for word in old.split() if len(word) >= LONG_WORD} & set(new.split())
    return bool(words) or SequenceMatcher(None, old, new).ratio() >= ALIKE


def _claim(found: Organisation, item: Item, row: Given, faults: Faults) -> None:
    """Enter what identifies the person; names what another one has already."""
    for fact, column, index in (
        ("nip", "nip", found.by_nip),
        ("phone", "ponsel", found.by_phone),
        ("email", "surel", found.by_email),
    ):
        value = row.facts.get(fact)
        if value is None:
            continue
        owner = index.setdefault(value, item)
        if owner is item:
            continue
        if owner.new is not None and owner.value(fact) == value:
            twice(row, owner, column, f"{column}_twice", faults, value=value)
        else:
            _of_another(row, column, owner, faults, code=f"{column}_taken", reason=TAKEN)


def _of_another(
    row: Given, column: str, owner: Item, faults: Faults, *, code: str, reason: Any
) -> None:
    fact = {"ponsel": "phone", "surel": "email"}.get(column, column)
    faults.add(
        code, line=row.line, column=column, value=str(row.facts.get(fact, "")), sheet=row.sheet,
        reason=reason, who=owner.label,
    )  # fmt: skip


def merge_appointments(found: Organisation, rows: Iterable[Given], faults: Faults) -> None:
    """Let the rows speak for who holds what; names the unknown, doubles, and overlaps."""
    touched: set[Item] = set()
    for row in rows:
        facts = row.facts
        person, position = _holder(found, row, faults), _post(found, row, faults)
        facts.setdefault("capacity", Capacity.DEFINITIVE.value)
        starts = facts.get("starts_on")
        if person is None or position is None or starts is None:
            continue
        key = (person, position, facts["capacity"], starts)
        label = f"{person.label}, {position.label}"
        item = found.appointments.setdefault(key, Item(label))
        if item.new is not None:
            twice(row, item, "jabatan", "appointment_twice", faults)
            continue
        for word in ("nip", "phone", "unit", "title", "unsure"):
            facts.pop(word, None)
        item.take(row).update(person=person, position=position)
        touched.add(position)
    _name_overlaps(found, touched, faults)


def _holder(found: Organisation, row: Given, faults: Faults) -> Item | None:
    """The person a row names, by NIP, else by phone; names the fault where there is none."""
    facts = row.facts
    if facts.get("unsure"):
        return None
    fact, column, index = (
        ("nip", "nip", found.by_nip) if "nip" in facts else ("phone", "ponsel", found.by_phone)
    )
    value = facts[fact]
    person = index.get(value)
    if person is None and value not in found.doubtful:
        faults.add(
            "unknown_person", line=row.line, column=column, value=value, sheet=row.sheet,
            reason=_("Orang ini tidak ada, di berkas maupun di data."),
        )  # fmt: skip
    return person


def _post(found: Organisation, row: Given, faults: Faults) -> Item | None:
    facts = row.facts
    if "unit" not in facts or "title" not in facts:
        return None
    unit = unit_at(found, row, "unit", "unit", faults)
    if unit is None:
        return None
    key = facts["title"].casefold()
    position = found.positions.get((unit, key))
    if position is None and key not in found.doubtful:
        faults.add(
            "unknown_position", line=row.line, column="jabatan", value=facts["title"],
            sheet=row.sheet, reason=_("Jabatan ini tidak ada di unit %(unit)s."), unit=unit.label,
        )  # fmt: skip
    return position


def _name_overlaps(found: Organisation, touched: set[Item], faults: Faults) -> None:
    """Two definitive holders of one position at once; the database refuses them as well."""
    held: dict[Item, list[Item]] = defaultdict(list)
    for (_person, position, capacity, _starts), item in found.appointments.items():
        if position in touched and capacity == Capacity.DEFINITIVE:
            held[position].append(item)
    for items in held.values():
        items.sort(key=lambda item: item.value("starts_on"))
        longest = items[0]
        for item in items[1:]:
            if item.value("starts_on") <= _end(longest):
                _name_overlap(item, longest, faults)
            longest = max(longest, item, key=_end)


def _end(item: Item) -> date:
    return item.value("ends_on") or date.max


def _name_overlap(item: Item, other: Item, faults: Faults) -> None:
    if item.new is None:
        item, other = other, item
    if item.new is None:
        return  # neither is of the file
    end = other.value("ends_on")
    who = other.value("person").label
    if other.new is not None:
        who = f"{who} ({other.sheet} {other.line})"
    faults.add(
        "definitive_holders_overlap", line=item.line, column="jabatan", value=item.label,
        sheet=item.sheet,
        reason=_(
            "Jabatan ini dipegang definitif oleh %(who)s, %(start)s sampai %(end)s. "
            "Isi “sampai” pada yang lama."
        ),
        who=who, start=_day(other.value("starts_on")), end=_day(end) if end else "…",
    )  # fmt: skip


def _day(day: date) -> str:
    return day.strftime("%d-%m-%Y")
