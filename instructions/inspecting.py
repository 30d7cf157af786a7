"""Surat tugas of the inspectorate: registering one, looking within it, prolonging and ending it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Person, Position, Unit
from accounts.units import subtree
from instructions.models import Inspection, Instruction
from instructions.oversight import INSPECTION
from instructions.scope import orders_in_scope
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed, Done
from workflow.models import Entry
from workflow.refusals import NOT_FOUND, Choice, Kind, Refusal, Refused, invalid
from workflow.table import Moment
from workflow.text import clean_line, said

REFERENCE = re.compile(r"P-?0*([0-9]{1,6})/([0-9]{4})", re.IGNORECASE)
LONGEST = {"number": 80, "basis": 300}
MOST_NAMED = 200
# How long what was opened may be read on; after that it is opened anew, which is a new entry.
LOOK_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A surat tugas as it was typed in. Days include both ends.

    `inspectors` are public ids of positions, `unit` of a unit, `orders` spoken references, `people`
    NIPs or full names.
    """

    number: str
    dated: date
    basis: str
    starts_on: date
    ends_on: date
    inspectors: Sequence[str]
    issued_from: date | None = None
    issued_to: date | None = None
    unit: str = ""
    people: Sequence[str] = ()
    orders: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Glance:
    """What is looked at: one order, or a window of all that is covered, perhaps of one person.

    `as_of` is the moment as of which it is told. Keys are public ids.
    """

    as_of: datetime
    order: str = ""
    person: str = ""
    since: datetime | None = None
    printed: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """What a mandate names, found."""

    inspectors: list[Position]
    unit: Unit | None
    people: list[Person]
    orders: list[Instruction]


# --- Registering -----------------------------------------------------------------------------------


def may_register(actor: Actor) -> bool:
    """Whether one of the hats belongs to the desk that keeps registers, held and not lent."""
    return any("registers" in hat.duties for hat in actor.hats)


def register(mandate: Mandate, *, actor: Actor, at: datetime) -> Inspection:
    """Enter a surat tugas that exists on paper; only the desk that keeps registers may.

    Raises Refused: `not_yours`, `choose_hat`, `<field>_required`, `<field>_too_long`,
    `ends_before_start`, `window_incomplete`, `nothing_covered`, `unknown_inspector`,
    `unknown_unit`, `unknown_person`, `unknown_order`, `own_mandate`, `number_taken`.
    """
    hat = _registrar(actor)
    number, basis = _line("number", mandate.number), _line("basis", mandate.basis)
    _check_days(mandate)
    named = _found(mandate)
    _refuse_own(named.inspectors, actor)
    row = Inspection(
        number=number,
        dated=mandate.dated,
        basis=basis,
        starts_on=mandate.starts_on,
        ends_on=mandate.ends_on,
        issued_from=mandate.issued_from,
        issued_to=mandate.issued_to,
        unit=named.unit,
        registrar_id=_person(actor),
        moved_at=at,
    )
    deed = Deed(facts=_facts(mandate, named))
    try:
        with transaction.atomic():
            door.create_many([row], "register", actor=actor, hat=hat, at=at, deed=deed)
            row.inspectors.set(named.inspectors)
            row.people.set(named.people)
            row.orders.set(named.orders)
    except IntegrityError as error:
        if "number" not in str(error):
            raise
        sentence = _("Surat tugas dengan nomor ini sudah terdaftar.")
        raise Refused(invalid("number", "number_taken", sentence)) from error
    return row


def _registrar(actor: Actor) -> Hat:
    fitting = [hat for hat in actor.hats if "registers" in hat.duties]
    if actor.hat is not None:
        fitting = [hat for hat in fitting if hat.position_id == actor.hat.position_id]
    if not fitting:
        sentence = _("Surat tugas hanya didaftarkan oleh sekretariat.")
        raise Refused(Refusal("not_yours", sentence, Kind.NOT_YOURS))
    if len(fitting) > 1:
        sentence = _("Anda dapat melakukan ini dalam beberapa jabatan. Pilih salah satu.")
        choices = [Choice(hat.key, hat.title) for hat in fitting]
        raise Refused(Refusal("choose_hat", sentence, choices=choices))
    return fitting[0]


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        message = "a surat tugas is registered by a person"
        raise ValueError(message)
    return actor.person_id


def _line(name: str, text: str) -> str:
    line = clean_line(text)
    label = {"number": _("Nomor surat tugas"), "basis": _("Dasar")}[name]
    if not line:
        raise Refused(
            invalid(name, f"{name}_required", _("%(label)s wajib diisi.") % {"label": label})
        )
    if len(line) > LONGEST[name]:
        raise Refused(invalid(name, f"{name}_too_long", _("Terlalu panjang.")))
    return line


def _check_days(mandate: Mandate) -> None:
    if mandate.ends_on < mandate.starts_on:
        sentence = _("Tanggal akhir tidak boleh sebelum tanggal mulai.")
        raise Refused(invalid("ends_on", "ends_before_start", sentence))
    first, last = mandate.issued_from, mandate.issued_to
    if (first is None) != (last is None) or (first and last and last < first):
        sentence = _("Isi kedua tanggal perintah, yang awal lebih dahulu.")
        raise Refused(invalid("issued_to", "window_incomplete", sentence))
    narrows = bool(mandate.unit or mandate.people)
    if first is None and (narrows or not mandate.orders):
        sentence = _("Sebutkan perintah mana yang diperiksa: rentang tanggalnya, atau nomornya.")
        raise Refused(invalid("issued_from", "nothing_covered", sentence))


def _found(mandate: Mandate) -> _Named:
    return _Named(
        inspectors=_inspectors(mandate.inspectors),
        unit=_unit(mandate.unit),
        people=_people(mandate.people),
        orders=_orders(mandate.orders),
    )


def inspectorate() -> "Any":
    """Positions a surat tugas may name: those of the inspectorate and the units below it."""
    top = Unit.objects.filter(code=settings.INSPECTORATE_UNIT).first()
    if top is None:
        return Position.objects.none()
    within = Position.objects.filter(unit__in=subtree(top).order_by(), is_active=True)
    return within.order_by("rank", "title", "pk")


def _inspectors(keys: Sequence[str]) -> list[Position]:
    wanted = set(keys)
    found = list(inspectorate().filter(public_id__in=wanted))
    if not wanted or len(found) != len(wanted):
        sentence = _("Pilih paling sedikit satu pemeriksa, dari jabatan di Inspektorat.")
        raise Refused(invalid("inspectors", "unknown_inspector", sentence))
    return found


def _unit(key: str) -> Unit | None:
    if not key:
        return None
    unit = Unit.objects.filter(public_id=key).first()
    if unit is None:
        raise Refused(invalid("unit", "unknown_unit", _("Unit ini tidak dikenal.")))
    return unit


def _people(words: Sequence[str]) -> list[Person]:
    """Each by NIP or by name; a name that several bear is not taken."""
    wanted = [word for word in map(clean_line, words) if word][:MOST_NAMED]
    asked = Q(nip__in=wanted)
    for word in wanted:
        asked |= Q(name__iexact=word)
    rows = list(Person.objects.filter(asked)) if wanted else []
    found = []
    for word in wanted:
        fits = [row for row in rows if word == row.nip or word.lower() == row.name.lower()]
        if len(fits) != 1:
            sentence = _("“%(name)s” tidak dikenal, atau lebih dari satu orang. Pakai NIP.")
            raise Refused(invalid("people", "unknown_person", sentence % {"name": word}))
        found.append(fits[0])
    return found


def _orders(references: Sequence[str]) -> list[Instruction]:
    wanted = [word for word in map(clean_line, references) if word][:MOST_NAMED]
    asked, keys = Q(), {}
    for word in wanted:
        spoken = REFERENCE.fullmatch(word)
        if spoken is None:
            raise Refused(_unknown_order(word))
        number, year = int(spoken[1]), int(spoken[2])
        keys[number, year] = word
        asked |= Q(number=number, year=year)
    found = list(Instruction.objects.filter(asked)) if wanted else []
    for key in keys.keys() - {(row.number, row.year) for row in found}:
        raise Refused(_unknown_order(keys[key]))
    return found


def _unknown_order(word: str) -> Refusal:
    sentence = _("Tidak ada perintah bernomor “%(word)s”. Tulis seperti P-0412/2026.")
    return invalid("orders", "unknown_order", sentence % {"word": word})


def _refuse_own(inspectors: Sequence[Position], actor: Actor) -> None:
    """Nobody opens orders to themselves, in whichever of their hats."""
    own = {hat.position_id for hat in actor.hats}
    if any(position.pk in own for position in inspectors):
        sentence = _("Anda tidak dapat mendaftarkan surat tugas untuk diri sendiri.")
        raise Refused(Refusal("own_mandate", sentence, Kind.NOT_YOURS))


def _facts(mandate: Mandate, named: _Named) -> dict[str, Any]:
    """Everything the surat tugas says, so that no row of it can be changed unnoticed."""
    days = {
        name: value.isoformat() if value else None
        for name, value in (
            ("dated", mandate.dated),
            ("starts_on", mandate.starts_on),
            ("ends_on", mandate.ends_on),
            ("issued_from", mandate.issued_from),
            ("issued_to", mandate.issued_to),
        )
    }
    return {
        **days,
        "inspectors": sorted(str(row.public_id) for row in named.inspectors),
        "unit": str(named.unit.public_id) if named.unit else None,
        "people": sorted(str(row.public_id) for row in named.people),
        "orders": sorted(str(row.public_id) for row in named.orders),
    }


# --- Looking ---------------------------------------------------------------------------------------


def look(key: str, glance: Glance, *, actor: Actor, at: datetime) -> Done[Inspection]:
    """Open a chronology within a surat tugas; the entry says what, as of when, and whether printed.

    Raises Refused as the door does, `mandate_not_in_force`, `own_mandate`, `as_of_ahead`, and
    `not_found` for an order outside the scope or an unknown person.
    """
    if glance.as_of > at:
        sentence = _("Kronologi tidak dapat dibuka untuk waktu yang belum tiba.")
        raise Refused(invalid("as_of", "as_of_ahead", sentence))
    facts: dict[str, Any] = {"as_of": glance.as_of.isoformat()}
    with transaction.atomic():
        shown = Inspection.visible_to(actor).filter(public_id=key).first()
        if shown is None:
            raise Refused(NOT_FOUND)
        if glance.order:
            order = orders_in_scope(shown).filter(public_id=glance.order).first()
            if order is None:
                raise Refused(NOT_FOUND)
            facts |= {"order": str(order.public_id), "reference": order.reference}
        if glance.person:
            person = Person.objects.filter(public_id=glance.person).first()
            if person is None:
                raise Refused(NOT_FOUND)
            facts["person"] = str(person.public_id)
        if glance.since:
            facts["since"] = glance.since.isoformat()
        if glance.printed:
            facts["printed"] = True
        return door.act(Inspection, key, "look", actor=actor, at=at, deed=Deed(facts=facts))


def opened(key: str, n: int, *, actor: Actor, at: datetime) -> tuple[Inspection, Glance]:
    """What the look with this number opened, for whoever opened it, for a quarter of an hour.

    Reading writes nothing. Raises Refused `not_found`, `look_over`, `mandate_not_in_force`.
    """
    shown = Inspection.visible_to(actor).filter(public_id=key).first()
    if shown is None:
        raise Refused(NOT_FOUND)
    entry = Entry.objects.filter(
        kind=Inspection.kind, subject_id=shown.pk, n=n, verb="look", person_id=actor.person_id
    ).first()
    if entry is None:
        raise Refused(NOT_FOUND)
    # The wall clock decides rights; the door may have moved the entry after an earlier one.
    if not entry.at - LOOK_LASTS <= at < entry.at + LOOK_LASTS:
        sentence = _("Yang dibuka ini sudah ditutup sesudah 15 menit. Buka lagi bila perlu.")
        raise Refused(Refusal("look_over", sentence))
    check_may_look(shown, actor=actor, at=at)
    return shown, glance_of(entry.facts)


def check_may_look(shown: Inspection, *, actor: Actor, at: datetime) -> None:
    """Ask what the door would ask of a look, without looking.

    Raises Refused `not_yours`, `not_now`, `mandate_not_in_force`, `own_mandate`.
    """
    move = INSPECTION.move("look")
    if not any(shown.parts_of(hat) & move.who for hat in actor.hats):
        sentence = _("Hanya pemeriksa yang disebut dalam surat tugas ini.")
        raise Refused(Refusal("not_yours", sentence, Kind.NOT_YOURS))
    refusal = door.refusal_of(shown, move, Moment(actor, at, {}))
    if refusal is not None:
        raise Refused(refusal)


def glance_of(facts: Mapping[str, Any]) -> Glance:
    """What an entry says was looked at."""
    since = facts.get("since")
    return Glance(
        as_of=datetime.fromisoformat(facts["as_of"]),
        order=facts.get("order", ""),
        person=facts.get("person", ""),
        since=datetime.fromisoformat(since) if since else None,
        printed=bool(facts.get("printed")),
    )


# --- Prolonging and ending -------------------------------------------------------------------------


def extend(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    ends_on: date | None,
    reason: str,
    if_version: int | None = None,
) -> Done[Inspection]:
    """Move the last day on, by a paper that says so. Also raises Refused `ends_on_not_later`."""
    given = {"ends_on": ends_on}
    deed = Deed(
        data=given,
        facts={"ends_on": ends_on.isoformat()} if ends_on else {},
        contents={"reason": said("reason", reason)},
        sets=given,
    )
    return door.act(Inspection, key, "extend", actor=actor, at=at, deed=deed, if_version=if_version)


def end(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> Done[Inspection]:
    """End it before its last day."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return door.act(Inspection, key, "end", actor=actor, at=at, deed=deed, if_version=if_version)
