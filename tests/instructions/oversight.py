"""The inspectorate and its surat tugas for tests, made the way people make them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import PositionKind, Unit
from instructions import inspecting
from instructions.inspecting import Glance, Mandate
from instructions.models import Inspection, Instruction
from tests.people import AT, Cast, Member, actor, member, unit
from workflow.models import Entry


@dataclass(frozen=True)
class Inspectorate:
    """Its head and one auditor."""

    inspector: Member
    auditor: Member


def inspectorate() -> Inspectorate:
    """The unit whose positions a surat tugas may name."""
    home = unit("Inspektorat", code="inspektorat", parent=Unit.objects.get(code="15.03"))
    made = Inspectorate(
        member("Inspektur", name="Marzuki", unit=home, rank=30),
        member("Auditor Muda", name="Lina Herlina", unit=home, kind=PositionKind.STAFF, rank=90),
    )
    for one, nip in ((made.inspector, "197303151998031911"), (made.auditor, "199005052015042912")):
        one.person.nip = nip
        one.person.save()
    return made


def mandate(*inspectors: Member, **fields: Any) -> Mandate:
    """A surat tugas over all orders of November, in force this week."""
    given: dict[str, Any] = {
        "number": "700.1.1/12/2026",
        "dated": date(2026, 11, 20),
        "basis": "Program Kerja Pengawasan Tahunan 2026",
        "starts_on": date(2026, 11, 23),
        "ends_on": date(2026, 11, 27),
        "inspectors": [str(one.position.public_id) for one in inspectors],
        "issued_from": date(2026, 11, 1),
        "issued_to": date(2026, 11, 30),
        **fields,
    }
    return Mandate(**given)


def registered(regency: Cast, *inspectors: Member, at: datetime = AT, **fields: Any) -> Inspection:
    """The same, registered by the secretariat."""
    desk = actor(regency.kabag_umum.person)
    return inspecting.register(mandate(*inspectors, **fields), actor=desk, at=at)


def look(
    inspection: Inspection, by: Member, order: Instruction | None = None, *, at: datetime = AT,
    **fields: Any,
) -> Entry:  # fmt: skip
    """Open the chronology of an order; the entry of the look."""
    glance = Glance(as_of=at, order=str(order.public_id) if order else "", **fields)
    done = inspecting.look(str(inspection.public_id), glance, actor=actor(by.person), at=at)
    assert done.entry is not None
    return done.entry
