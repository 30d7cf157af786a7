"""People for tests: plain functions that make what a test needs, and one small regency.

Every person made here signs in with PASSWORD.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from accounts.actors import Actor, actor_of
from accounts.hats import AIDE_VERBS
from accounts.models import (
    Appointment,
    Capacity,
    Delegation,
    Person,
    Position,
    PositionKind,
    Unit,
    UnitKind,
)
from accounts.units import create_unit, create_units
from workflow.actors import Channel

WIB = ZoneInfo("Asia/Jakarta")
AT = datetime(2026, 11, 24, 14, 5, tzinfo=WIB)
TODAY = AT.date()
START = date(2026, 1, 1)
PASSWORD = "sandi-untuk-uji"
# Made once, with the quick hasher of tests.settings: tests make hundreds of people.
HASH = make_password(PASSWORD)

_serial = count(1)


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody with a login and no position."""

    person: Person


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody and the position they act in; for the aide, that is the principal's."""

    person: Person
    position: Position


@dataclass(frozen=True, slots=True)
class Cast:
    """The small regency that stories are told with."""

    bupati: Member
    wakil: Member
    sekda: Member
    asisten: Member
    kabag_umum: Member
    camat_pelawan: Member
    camat_limun: Member
    camat_singkut: Member
    kadis_kesehatan: Member
    sekcam_pelawan: Member
    ajudan: Member
    stranger: Member
    administrator: Outsider


def person(
    name: str = "Rahmat Hidayat",
    *,
    nip: str | None = None,
    phone: str | None = None,
    password: str | None = None,
    **fields: Any,
) -> Person:
    """Save a person; without `password` they sign in with PASSWORD."""
    made = _person(name, nip=nip, phone=phone, **fields)
    if password is not None:
        made.password = make_password(password)
    made.save()
    return made


def _person(name: str, **fields: Any) -> Person:
    return Person(name=name, password=HASH, **fields)


def unit(
    name: str = "Dinas Contoh",
    *,
    kind: UnitKind = UnitKind.AGENCY,
    parent: Unit | None = None,
    **fields: Any,
) -> Unit:
    """Save a unit with a code and a path of its own."""
    fields.setdefault("code", f"unit-{next(_serial)}")
    return create_unit(name=name, kind=kind, parent=parent, **fields)


def position(
    title: str = "Kepala Dinas Contoh",
    *,
    unit: Unit | None = None,
    kind: PositionKind = PositionKind.AGENCY_HEAD,
    superior: Position | None = None,
    rank: int = 100,
    **fields: Any,
) -> Position:
    """Save a position; without `unit` in a unit made for it."""
    unit = unit or _unit_for(title)
    return Position.objects.create(
        title=title, unit=unit, kind=kind, superior=superior, rank=rank, **fields
    )


def _unit_for(title: str) -> Unit:
    return unit(f"Unit {title}")


def appoint(
    person: Person,
    position: Position,
    *,
    capacity: str = Capacity.DEFINITIVE,
    starts_on: date = START,
    ends_on: date | None = None,
) -> Appointment:
    """Put a person into a position."""
    return Appointment.objects.create(
        person=person, position=position, capacity=capacity, starts_on=starts_on, ends_on=ends_on
    )


def delegate(
    person: Person,
    principal: Position,
    *,
    verbs: Iterable[str] = AIDE_VERBS,
    starts_on: date = START,
    ends_on: date | None = None,
) -> Delegation:
    """Let a person do some verbs for a position; by default what an aide may do."""
    return Delegation.objects.create(
        person=person,
        principal=principal,
        verbs=list(verbs),
        starts_on=starts_on,
        ends_on=ends_on,
    )


def member(
    title: str = "Kepala Dinas Contoh", *, name: str = "Orang Contoh", **fields: Any
) -> Member:
    """A new position with a definitive holder; `fields` go to the position."""
    made = Member(person(name), position(title, **fields))
    appoint(made.person, made.position)
    return made


def actor(person: Person, *, at: datetime | None = None, channel: Channel = "api") -> Actor:
    """The actor for a person at AT or another moment, no hat named yet."""
    return actor_of(person, at=at or AT, channel=channel)


_UNITS: tuple[tuple[str, str, UnitKind, str | None], ...] = (
    ("15.03", "Pemerintah Kabupaten Sarolangun", UnitKind.REGENCY, None),
    ("setda", "Sekretariat Daerah", UnitKind.SECRETARIAT, "15.03"),
    ("umum", "Bagian Umum", UnitKind.SECTION, "setda"),
    ("15.03.05", "Kecamatan Pelawan", UnitKind.DISTRICT, "15.03"),
    ("15.03.02", "Kecamatan Limun", UnitKind.DISTRICT, "15.03"),
    ("15.03.09", "Kecamatan Singkut", UnitKind.DISTRICT, "15.03"),
    ("dinkes", "Dinas Kesehatan", UnitKind.AGENCY, "15.03"),
    ("dishub", "Dinas Perhubungan", UnitKind.AGENCY, "15.03"),
)

_K = PositionKind
# Key, title, kind, unit, superior, rank, holder, NIP (None: an elected official).
_POSTS: tuple[tuple[str, str, PositionKind, str, str | None, int, str, str | None], ...] = (
    ("bupati", "Bupati Sarolangun", _K.REGENT, "15.03", None, 1, "Zulkarnain Datuk Rajo", None),
    (
        "wakil",
        "Wakil Bupati Sarolangun",
        _K.VICE_REGENT,
        "15.03",
        "bupati",
        2,
        "Sri Wahyuningsih",
        None,
    ),
    (
        "sekda",
        "Sekretaris Daerah",
        _K.SECRETARY,
        "setda",
        "bupati",
        10,
        "Mukhtar Efendi",
        "196903121995031901",
    ),
    (
        "asisten",
        "Asisten Administrasi Umum",
        _K.ASSISTANT,
        "setda",
        "sekda",
        20,
        "Nurbaiti",
        "197105041997032902",
    ),
    (
        "kabag_umum",
        "Kepala Bagian Umum",
        _K.SECTION_HEAD,
        "umum",
        "asisten",
        45,
        "Yusnidar",
        "197808152003122903",
    ),
    (
        "camat_pelawan",
        "Camat Pelawan",
        _K.DISTRICT_HEAD,
        "15.03.05",
        "sekda",
        40,
        "Ahmad Fauzi",
        "197904102005011904",
    ),
    (
        "camat_limun",
        "Camat Limun",
        _K.DISTRICT_HEAD,
        "15.03.02",
        "sekda",
        40,
        "Rosmawati",
        "198002202006042905",
    ),
    (
        "camat_singkut",
        "Camat Singkut",
        _K.DISTRICT_HEAD,
        "15.03.09",
        "sekda",
        40,
        "Slamet Riyadi",
        "197706112002121906",
    ),
    (
        "kadis_kesehatan",
        "Kepala Dinas Kesehatan",
        _K.AGENCY_HEAD,
        "dinkes",
        "sekda",
        30,
        "Desi Marlina",
        "197212251999032907",
    ),
    (
        "sekcam_pelawan",
        "Sekretaris Kecamatan Pelawan",
        _K.AGENCY_SECRETARY,
        "15.03.05",
        "camat_pelawan",
        60,
        "Hendra Saputra",
        "198509172010011908",
    ),
    (
        "stranger",
        "Kepala Seksi Angkutan",
        _K.SUPERVISOR,
        "dishub",
        "sekda",
        80,
        "Firdaus",
        "198701012011011909",
    ),
)


def cast() -> Cast:
    """Save the small regency in ten statements or so. The aide types for the bupati."""
    units = create_units(
        (Unit(code=code, name=name, kind=kind, keeps_registers=code == "umum"), parent)
        for code, name, kind, parent in _UNITS
    )
    posts = {
        key: Position(title=title, kind=kind, unit=units[code], rank=rank)
        for key, title, kind, code, _superior, rank, _name, _nip in _POSTS
    }
    Position.objects.bulk_create(posts.values())
    people = {
        key: _person(name, username=key, nip=nip, phone=None if nip else f"+6280000001{n:02d}")
        for n, (key, _title, _kind, _unit, _sup, _rank, name, nip) in enumerate(_POSTS, start=1)
    }
    people["ajudan"] = _person("Bayu Pratama", username="ajudan", phone="+628000000190")
    people["administrator"] = _person(
        "Admin Contoh", username="administrator", is_staff=True, is_superuser=True
    )
    Person.objects.bulk_create(people.values())
    for key, _title, _kind, _unit, superior, *_rest in _POSTS:
        posts[key].superior = posts[superior] if superior else None
    Position.objects.bulk_update(posts.values(), ["superior"])
    Appointment.objects.bulk_create(
        Appointment(person=people[key], position=posts[key], starts_on=START) for key in posts
    )
    delegate(people["ajudan"], posts["bupati"])
    return Cast(
        ajudan=Member(people["ajudan"], posts["bupati"]),
        administrator=Outsider(people["administrator"]),
        **{key: Member(people[key], posts[key]) for key in posts},
    )
