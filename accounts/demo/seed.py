"""Fill an empty database with the demo regency.

Everything is made in one transaction, so that a demo is whole or not there at all.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError
from django.db import transaction
from django.db.models import Q

from accounts.demo.names import Invented, invent
from accounts.demo.offices import CARRIERS, Office, Post, groups, offices, posts
from accounts.demo.places import REGENCY_CODE
from accounts.hats import AIDE_VERBS
from accounts.models import (
    Address,
    Appointment,
    Capacity,
    Delegation,
    Person,
    Position,
    RecipientList,
    Unit,
)
from accounts.units import create_units

SINCE = date(2025, 1, 2)

# Numbers that belong to nobody: 0800 is never a mobile phone.
BUPATI_PHONE, WAKIL_PHONE, AIDE_PHONE = "+6280000000001", "+6280000000002", "+6280000000003"
ELECTED: Mapping[str, dict[str, Any]] = {
    "bupati": {
        "name": "Zulkarnain Datuk Rajo",
        "title_before": "H.",
        "title_after": "S.E., M.M.",
        "address": Address.BAPAK,
        "phone": BUPATI_PHONE,
    },
    "wakil": {
        "name": "Sri Wahyuningsih",
        "title_before": "Hj.",
        "title_after": "S.Pd., M.M.",
        "address": Address.IBU,
        "phone": WAKIL_PHONE,
    },
}

VACANT = {"kepala-dispar"}
# Position, who acts in it (by their own position), and in what right.
ACTING = (
    ("camat-mandiangin-timur", "sekcam-mandiangin-timur", Capacity.PLT),
    ("kepala-disperkim", "kepala-dpupr", Capacity.PLT),
    ("camat-limun", "sekcam-limun", Capacity.PLH),
)
# Vacant but for the one who acts: Plt., unlike Plh., is for a post without a holder.
WITHOUT_HOLDER = VACANT | {key for key, _by, right in ACTING if right == Capacity.PLT}

# Internal name of each main person, and the field of DemoLogins that shows how they sign in.
MAIN = {
    "demo-bupati": "bupati",
    "demo-sekda": "sekda",
    "demo-asisten3": "asisten",
    "demo-camat-pelawan": "camat_pelawan",
    "demo-kabag-umum": "kabag_umum",
    "demo-ajudan": "ajudan",
    "demo-caraka": "caraka",
}


@dataclass(frozen=True, slots=True)
class DemoLogins:
    """Sign-ins of the demo's main people, all with one password."""

    bupati: str
    sekda: str
    asisten: str
    camat_pelawan: str
    kabag_umum: str
    ajudan: str
    caraka: str
    administrator: str
    password: str


def seed(password: str | None = None) -> DemoLogins:
    """Make the demo regency where it is missing; a second call changes nothing but the password.

    Without `password` it is the one in VAR_DIR/demo_password, made on the first call. Raises
    CommandError where the regency is there but was not made by this demo.
    """
    password = password or kept_password()
    if Unit.objects.filter(code=REGENCY_CODE).exists():
        _renew(password)
    else:
        _build(make_password(password))
    logins = {person.username: person for person in Person.objects.filter(username__in=MAIN)}
    shown = {MAIN[name]: person.nip or person.phone or name for name, person in logins.items()}
    return DemoLogins(**{**shown, "administrator": "administrator", "password": password})


def kept_password() -> str:
    """The password in VAR_DIR/demo_password; the first call makes it, readable by its owner."""
    file = settings.VAR_DIR / "demo_password"
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(f"demo-{secrets.token_hex(5)}\n", encoding="ascii")
    return str(file.read_text(encoding="ascii").strip())


def _renew(password: str) -> None:
    """Let everybody of the demo sign in with this password again."""
    everybody = Person.objects.filter(
        Q(username__startswith="demo-") | Q(username="administrator", is_staff=True)
    )
    one = everybody.filter(username__in=MAIN).first()
    if one is None:
        raise CommandError("This database has a regency of its own; the demo stays out of it.")
    if not one.check_password(password):
        everybody.update(password=make_password(password))


@transaction.atomic
def _build(password: str) -> None:
    units = create_units((_unit(office), office.parent) for office in offices())
    planned = list(posts())
    positions = {post.key: _position(post, units) for post in planned}
    Position.objects.bulk_create(positions.values())
    for post in planned:
        positions[post.key].superior = positions[post.superior] if post.superior else None
    Position.objects.bulk_update(positions.values(), ["superior"])
    people = _people(planned, password)
    _appoint(positions, people)
    _aide_and_administrator(positions["bupati"], password)
    _lists(positions)


def _unit(office: Office) -> Unit:
    mail = f"{office.site}@sarolangun.example"
    return Unit(
        code=office.key,
        name=office.name,
        kind=office.kind,
        keeps_registers=office.keeps_registers,
        is_sample=office.is_sample,
        address=office.address,
        contact=(
            "Telepon (0745) 000000, Faksimile (0745) 000000\n"
            f"Laman {office.site}.sarolangun.example, Pos-el {mail}"
        ),
    )


def _position(post: Post, units: Mapping[str, Unit]) -> Position:
    return Position(
        title=post.title,
        unit=units[post.office],
        kind=post.kind,
        rank=post.rank,
        carries=post.key in {key for key, *_rest in CARRIERS},
    )


def _people(planned: Iterable[Post], password: str) -> Mapping[str, Person]:
    """The holder of every post that has one, by the key of the post."""
    made = {}
    for n, post in enumerate(planned):
        if post.key in WITHOUT_HOLDER:
            continue
        facts = ELECTED.get(post.key) or _facts(invent(n, post.echelon))
        made[post.key] = Person(username=f"demo-{post.key}", password=password, **facts)
    for key in ("sekda", "camat-pelawan", "kabag-umum"):
        made[key].email = f"{key}@sarolangun.example"
    Person.objects.bulk_create(made.values())
    return made


def _facts(someone: Invented) -> dict[str, Any]:
    return {name: getattr(someone, name) for name in Invented.__slots__}


def _appoint(positions: Mapping[str, Position], people: Mapping[str, Person]) -> None:
    held = [
        Appointment(person=person, position=positions[key], starts_on=SINCE)
        for key, person in people.items()
    ]
    acting = [
        Appointment(person=people[by], position=positions[key], capacity=right, starts_on=SINCE)
        for key, by, right in ACTING
    ]
    Appointment.objects.bulk_create(held + acting)


def _aide_and_administrator(bupati: Position, password: str) -> None:
    aide = Person(
        username="demo-ajudan",
        name="Bayu Pratama",
        title_after="S.STP.",
        phone=AIDE_PHONE,
        grade_name="Penata Muda",
        grade="III/a",
        nip="199506172018081999",
        password=password,
    )
    administrator = Person(
        username="administrator",
        name="Admin Sigap",
        is_staff=True,
        is_superuser=True,
        password=password,
    )
    Person.objects.bulk_create([aide, administrator])
    Delegation.objects.create(
        principal=bupati, person=aide, verbs=list(AIDE_VERBS), starts_on=SINCE
    )


def _lists(positions: Mapping[str, Position]) -> None:
    for rank, group in enumerate(groups(), start=1):
        row = RecipientList.objects.create(
            name=group.name,
            noun=group.noun,
            formal_name=group.formal_name,
            rank=rank * 10,
            by_rule=bool(group.kind),
            position_kinds=[group.kind] if group.kind else [],
        )
        row.positions.set(positions[key] for key in group.posts)
