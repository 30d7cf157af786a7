"""Who is named on a sheet besides the signer: for whom it is signed, and the persons it sends.

Looked up as of a day; numbering freezes the answers as JSON (sheets.py).
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db.models import Prefetch

from accounts.hats import acting_holder, by_rank, holders, in_force, running_appointments
from accounts.models import Appointment, Person, Position, PositionKind
from memos.models import Memo
from memos.paper import PersonLine
from memos.signature import (
    PREFIXES,
    Capacity,
    Office,
    OnBehalf,
    format_nip,
    rank_line,
    with_gelar,
)

OFFICES = {
    PositionKind.REGENT: Office.BUPATI,
    PositionKind.VICE_REGENT: Office.WAKIL_BUPATI,
    PositionKind.SECRETARY: Office.SEKDA,
}


def behalf_of(memo: Memo, *, on: date) -> dict[str, str] | None:
    """For whom the signer signs, as fields of memos.signature.OnBehalf; None for themselves.

    The principal prints as they hold the office that day: `a.n. Plt. BUPATI SAROLANGUN`.
    """
    if memo.behalf is None:
        return None
    kind = PositionKind(memo.behalf.kind)
    return {
        "office": OFFICES.get(kind, Office.OTHER),
        "title": memo.behalf.title,
        "capacity": _capacity(memo.behalf, on),
        "through": _held(memo.through.title, _capacity(memo.through, on)) if memo.through else "",
    }


def on_behalf(kept: dict[str, str] | None) -> OnBehalf | None:
    """The facts of `behalf_of`, frozen or not, for the signature block."""
    if not kept:
        return None
    return OnBehalf(
        office=Office(kept["office"]),
        title=kept["title"],
        capacity=Capacity(kept["capacity"]),
        through=kept["through"],
    )


def people_of(memo: Memo, *, on: date) -> list[dict[str, str]]:
    """Whom the memo sends, as fields of memos.paper.PersonLine: holders of posts, then persons.

    In the order in which they were named; an empty post prints its jabatan alone. Two statements
    for each kind, however many they are.
    """
    posts = [_holder(position) for position in _positions(memo.details.get("positions", ()), on)]
    people = [_person(person) for person in _people(memo.details.get("people", ()), on)]
    return [asdict(line) for line in [*posts, *people]]


def titles_of(keys: Sequence[str]) -> list[str]:
    """Titles of positions named by public id, in that order."""
    titles = dict(Position.objects.filter(public_id__in=keys).values_list("public_id", "title"))
    named = {str(key): title for key, title in titles.items()}
    return [named[key] for key in keys if key in named]


def _capacity(position: Position, on: date) -> str:
    in_office = holders(position, on=on)
    return in_office[0].capacity if in_office else Capacity.DEFINITIF


def _held(title: str, capacity: str) -> str:
    return f"{PREFIXES[Capacity(capacity)]} {title}".strip()


def _positions(keys: Sequence[str], on: date) -> list[Position]:
    if not keys:
        return []
    rows = Position.objects.filter(public_id__in=keys).prefetch_related(running_appointments(on))
    found = {str(row.public_id): row for row in rows}
    return [found[key] for key in keys if key in found]


def _people(keys: Sequence[str], on: date) -> list[Person]:
    if not keys:
        return []
    running = Appointment.objects.filter(in_force(on)).select_related("position")
    rows = Person.objects.filter(public_id__in=keys)
    rows = rows.prefetch_related(Prefetch("appointments", queryset=running, to_attr="posts_today"))
    found = {str(row.public_id): row for row in rows}
    return [found[key] for key in keys if key in found]


def _holder(position: Position) -> PersonLine:
    row = acting_holder(position)
    if row is None:
        return PersonLine("", "", "", position.title)
    return _line(row.person, _held(position.title, row.capacity))


def _person(person: Person) -> PersonLine:
    rows: list[Appointment] = sorted(getattr(person, "posts_today", []), key=by_rank)
    # What somebody is comes before what they stand in for.
    rows.sort(key=lambda row: row.capacity != Capacity.DEFINITIF)
    return _line(person, _held(rows[0].position.title, rows[0].capacity) if rows else "")


def _line(person: Person, title: str) -> PersonLine:
    return PersonLine(
        name=with_gelar(person.name, before=person.title_before, after=person.title_after),
        rank=rank_line(person.grade_name, person.grade),
        nip=format_nip(person.nip or "").removeprefix("NIP "),
        title=title,
    )
