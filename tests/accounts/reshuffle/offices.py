"""A regency with a personnel office, and reshuffles made from files, as the office makes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts.hats import holders
from accounts.models import Appointment, Reshuffle
from accounts.reshuffle import actions
from accounts.tables import Fault
from tests import people
from tests.people import AT, Cast, Member, actor

HEADINGS = (
    "nomor_sk;tanggal_sk;tanggal_berlaku;nip;nama;dari_unit;dari_jabatan;ke_unit;ke_jabatan;"
    "sebagai;keterangan"
)
DECREE = "821.2/145/BKPSDM"
FIRST = date(2026, 12, 1)
EVE = date(2026, 11, 30)
EMPTY = ("", "")


@dataclass(frozen=True)
class Office:
    """The small regency, and who administers it."""

    cast: Cast
    clerk: Member


def office() -> Office:
    """The cast, and the head of the personnel agency, who administers the whole regency."""
    return office_for(people.cast())


def office_for(cast: Cast) -> Office:
    """The personnel agency of a regency that is there already."""
    root = cast.bupati.position.unit
    clerk = people.member(
        "Kepala BKPSDM", name="Marlina Sari", administers=root, superior=cast.sekda.position,
        unit=people.unit("BKPSDM", parent=root),
    )  # fmt: skip
    return Office(cast, clerk)


def line(
    who: Member,
    *,
    leaves: Member | None = None,
    enters: Member | None = None,
    capacity: str = "",
    note: str = "",
) -> str:
    """One row of the file: `who` goes from the post of `leaves` to the post of `enters`."""
    places = [
        (m.position.unit.name, m.position.title) if m is not None else EMPTY
        for m in (leaves, enters)
    ]
    return ";".join(("", "", "", who.person.nip or "", "", *places[0], *places[1], capacity, note))


def table(*lines: str, decree: str = DECREE, on: date = FIRST, dated: str = "20-11-2026") -> bytes:
    """The file: the first row carries the decree and its dates."""
    head = f"{decree};{dated};{on:%d-%m-%Y}"
    first = lines[0].removeprefix(";;")
    return "\n".join((HEADINGS, head + first, *lines[1:])).encode()


def faults_of(world: Office, *lines: str, **head: object) -> list[tuple[int, str, str]]:
    """(line, column, code) of everything wrong with a file."""
    data = table(*lines, **head)  # type: ignore[arg-type]
    return [(f.line, f.column, f.code) for f in faults_in(world, data)]


def faults_in(world: Office, data: bytes) -> Sequence[Fault]:
    """Everything wrong with the bytes of a file."""
    return actions.look_at(data, "mutasi.csv", actor=actor(world.clerk.person)).faults


def prepared(world: Office, *lines: str, at: datetime = AT, **head: object) -> Reshuffle:
    """A reshuffle prepared from a sound file."""
    data = table(*lines, **head)  # type: ignore[arg-type]
    clerk = actor(world.clerk.person, at=at)
    reading = actions.look_at(data, "mutasi.csv", actor=clerk)
    assert reading.decree is not None, [(f.line, f.column, f.code) for f in reading.faults]
    return actions.prepare(reading.decree, actor=clerk, at=at)


def decided(world: Office, *lines: str, at: datetime = AT, **head: object) -> Reshuffle:
    """The same, decided."""
    made = prepared(world, *lines, at=at, **head)
    clerk = actor(world.clerk.person, at=at)
    return actions.decide(str(made.public_id), actor=clerk, at=at).subject


def sits(member: Member, on: date) -> list[tuple[str, str]]:
    """(name, capacity) of those in a post on a day, the one who acts first."""
    return [(row.person.name, row.capacity) for row in holders(member.position, on=on)]


def ring(count: int, world: Office) -> list[Member]:
    """Posts in one agency, each with a holder."""
    unit = people.unit("Dinas Besar", parent=world.cast.bupati.position.unit)
    made = []
    for n in range(count):
        person = people.person(f"Pejabat {n}", nip=f"{197001011995031000 + n}")
        post = people.position(
            f"Kepala Seksi {n}", unit=unit, superior=world.cast.kadis_kesehatan.position
        )
        people.appoint(person, post)
        made.append(Member(person, post))
    return made


def round_about(members: list[Member]) -> list[str]:
    """Rows in which each goes to the post of the one before."""
    return [line(m, leaves=m, enters=members[n - 1]) for n, m in enumerate(members)]


def everything() -> list[dict[str, object]]:
    """All appointments, column by column."""
    return [dict(row) for row in Appointment.objects.order_by("pk").values()]
