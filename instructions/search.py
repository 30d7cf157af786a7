"""Finding orders and shares: by reference, by words, by where they stand, by whom they are with.

Every reading starts from what the reader may see. What is asked about recipients (status, turn,
lateness, who) is asked of the shares the reader may see, so that no filter tells a recipient how a
colleague stands. Words are looked for in the index alone, which holds nothing of class Rahasia or
above: such an order is found by its own reference, by those who may see it, or in a plain list.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Appointment, Person, Position, Unit
from accounts.models.units import END
from instructions.lifecycle import ASSIGNMENT, Part
from instructions.models import Assignment, Instruction, SearchWord
from instructions.queries import SECRET, AssignmentQuerySet, OrderQuerySet
from instructions.references import Reference, parse
from instructions.stems import stems_of, words_of
from workflow.actors import Actor
from workflow.refusals import Refused, invalid

MOST_WORDS = 8
BEGINNING = 3  # letters from which the beginning of a word is enough
AFTER_Z = "z" * 9  # after every word with the same beginning, in any collation of Latin letters

GIVEN, CONTROLLED, RECEIVED = "given", "controlled", "received"
ROLES = (GIVEN, CONTROLLED, RECEIVED)
TURNS = {"recipient": Part.RECIPIENT, "giver": Part.GIVER, "nobody": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is asked for; empty fields ask nothing. Ids are public ids, days are the regency's.

    `role` is one of ROLES, `turn` one of TURNS, `status` an order's, `state` a share's. `position`,
    `person` and `unit` (with all below it) name the giver or a recipient; a person counts for what
    was issued while they held the position. The period is that of issue, both days included.
    """

    q: str = ""
    reference: str = ""
    role: str = ""
    status: str = ""
    state: str = ""
    turn: str = ""
    late: bool | None = None
    urgency: str = ""
    classification: str = ""
    form: str = ""
    position: str = ""
    person: str = ""
    unit: str = ""
    issued_from: date | None = None
    issued_to: date | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """Names of the fields that ask something."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) not in {"", None})

    @property
    def about_shares(self) -> bool:
        """Whether it asks how a recipient stands."""
        return bool(self.state or self.turn or self.late is not None)


@dataclass(frozen=True, slots=True)
class Parties:
    """Whom a filter names, looked up; `terms` are a person's times in positions."""

    position: Position | None = None
    person: Person | None = None
    unit: Unit | None = None
    terms: tuple[tuple[int, date, date | None], ...] = ()

    def __bool__(self) -> bool:
        return any((self.position, self.person, self.unit))

    def q(self, column: str, issued: str) -> Q:
        """That `column`, a position, is with them, `issued` being the column of the time of issue."""
        found = Q()
        if self.position:
            found &= Q(**{f"{column}_id": self.position.pk})
        if self.unit:
            # A set of positions, not a join: OR over two joins is slow on PostgreSQL.
            below = Q(unit__path__gte=self.unit.path, unit__path__lt=self.unit.path + END)
            found &= Q(**{f"{column}__in": Position.objects.filter(below).order_by().values("pk")})
        if self.person:
            held = Q(pk__in=[])
            for position_id, first, last in self.terms:
                held |= Q(**{f"{column}_id": position_id}) & issued_between(issued, first, last)
            found &= held
        return found


@dataclass(frozen=True, slots=True)
class Search:
    """A filter, with whom it names, for one reader at one moment."""

    asked: Filter
    actor: Actor
    at: datetime
    parties: Parties

    def orders(self) -> OrderQuerySet:
        """Orders that fit, unordered."""
        asked, found = self.asked, self._orders_in_role().filter(self._of_order(""))
        shares = self.shares_in_role().order_by()
        if asked.about_shares:
            return found.filter(pk__in=self._standing(shares).values("instruction_id"))
        if self.parties:
            received = shares.filter(self.parties.q("position", "instruction__issued_at"))
            given = self.parties.q("giver", "issued_at")
            found = found.filter(given | Q(pk__in=received.values("instruction_id")))
        return found

    def shares(self) -> AssignmentQuerySet:
        """Shares that fit, unordered."""
        return self._standing(self.shares_in_role()).filter(self._of_order("instruction__"))

    def shares_in_role(self) -> AssignmentQuerySet:
        """Shares the reader may see in the part that is asked for."""
        shares = Assignment.objects
        if self.asked.role == RECEIVED:
            return shares.addressed_to(self.actor)
        if self.asked.role == GIVEN:
            return shares.given_by(self.actor)
        found = shares.visible_to(self.actor)
        if self.asked.role == CONTROLLED:
            found = found.filter(instruction__controller_id__in=_hats(self.actor))
        return found

    def _orders_in_role(self) -> OrderQuerySet:
        orders, role = Instruction.objects, self.asked.role
        if role == GIVEN:
            return orders.given_by(self.actor)
        found = orders.visible_to(self.actor)
        if role == CONTROLLED:
            return found.filter(controller_id__in=_hats(self.actor))
        if role == RECEIVED:
            own = self.shares_in_role().order_by().values("instruction_id")
            return found.filter(pk__in=own)
        return found

    def _standing(self, shares: AssignmentQuerySet) -> AssignmentQuerySet:
        """Those of the shares that stand as is asked, with those who are named."""
        asked = self.asked
        if asked.state:
            shares = shares.filter(status=asked.state)
        if asked.turn:
            shares = shares.filter(status__in=statuses_of(asked.turn))
        if asked.late is not None:
            late = Assignment.objects.all().late(self.at)
            shares = (
                shares.late(self.at) if asked.late else shares.exclude(pk__in=late.values("pk"))
            )
        if self.parties:
            issued = "instruction__issued_at"
            given = self.parties.q("instruction__giver", issued)
            shares = shares.filter(self.parties.q("position", issued) | given)
        return shares

    def _of_order(self, prefix: str) -> Q:
        """What is asked of the order itself, `prefix` being the way to it."""
        asked = self.asked
        plain = {
            "status": asked.status,
            "urgency": asked.urgency,
            "classification": asked.classification,
            "form": asked.form,
        }
        found = Q(**{f"{prefix}{name}": value for name, value in plain.items() if value})
        found &= issued_between(f"{prefix}issued_at", asked.issued_from, asked.issued_to)
        if asked.reference:
            found &= numbered(_read(asked.reference), prefix)
        return found & _said(asked.q, prefix)


def search(asked: Filter, *, actor: Actor, at: datetime) -> Search:
    """Look up whom the filter names: a statement for each, none where nobody is named.

    Raises Refused `unknown_position`, `unknown_person`, `unknown_unit`, `bad_reference`,
    `period_ends_before_it_begins`.
    """
    if asked.reference:
        _read(asked.reference)
    if asked.issued_from and asked.issued_to and asked.issued_to < asked.issued_from:
        sentence = _("Akhir masa mendahului awalnya.")
        raise Refused(invalid("issued_to", "period_ends_before_it_begins", sentence))
    person = _named(Person, "person", asked.person)
    terms = Appointment.objects.filter(person=person) if person else Appointment.objects.none()
    parties = Parties(
        position=_named(Position, "position", asked.position),
        person=person,
        unit=_named(Unit, "unit", asked.unit),
        terms=tuple(terms.values_list("position_id", "starts_on", "ends_on")),
    )
    return Search(asked, actor, at, parties)


def referred(reference: Reference, *, actor: Actor) -> OrderQuerySet:
    """Issued orders with this reference that the actor may see, of all years where none was said."""
    return Instruction.objects.visible_to(actor).filter(numbered(reference))


def statuses_of(turn: str) -> list[str]:
    """Statuses of a share in which it is this side's turn, one of TURNS."""
    return [status for status, part in ASSIGNMENT.turn.items() if part == TURNS[turn]]


def numbered(reference: Reference, prefix: str = "") -> Q:
    """That the order is called so."""
    found = Q(**{f"{prefix}number": reference.number})
    return found & Q(**{f"{prefix}year": reference.year}) if reference.year else found


def issued_between(column: str, first: date | None, last: date | None) -> Q:
    """That a time lies within days of the regency, both included; either may be open."""
    found = Q()
    if first:
        found &= Q(**{f"{column}__gte": _at(first, time.min)})
    if last:
        found &= Q(**{f"{column}__lte": _at(last, time.max)})
    return found


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _hats(actor: Actor) -> list[int]:
    hats = [actor.hat] if actor.hat else actor.hats
    return [hat.position_id for hat in hats if hat.position_id is not None]


def _read(typed: str) -> Reference:
    reference = parse(typed)
    if reference is None:
        sentence = _("Tulis nomor perintah seperti P-0412/2026.")
        raise Refused(invalid("reference", "bad_reference", sentence))
    return reference


def _named(model: Any, field: str, public_id: str) -> Any:
    """The row with this public id, None for none. Raises Refused `unknown_<field>`."""
    if not public_id:
        return None
    found = model.objects.filter(public_id=public_id).first()
    if found is None:
        raise Refused(invalid(field, f"unknown_{field}", _("Pilihan ini tidak dikenal.")))
    return found


def _said(q: str, prefix: str) -> Q:
    """That every word occurs, in the order's text or the giver's title, or is its reference."""
    whole = parse(q)
    if whole and (whole.sure or whole.year):
        return numbered(whole, prefix)
    words = [word for word in q.split()[:MOST_WORDS] if words_of(word)]
    found = Q(pk__in=[]) if q and not words else Q()
    for word in words:
        reference = parse(word)
        if reference and (reference.sure or reference.year):
            found &= numbered(reference, prefix)
            continue
        if reference:
            said = _rows(~Q(classification__in=SECRET) & Q(pk__in=_with(word)))
            called = _rows(numbered(reference))
            found &= Q(**{f"{prefix}pk__in": said.union(called, all=True)})
            continue
        found &= Q(**{f"{prefix}pk__in": _with(word)})
        found &= ~Q(**{f"{prefix}classification__in": SECRET})
    return found


def _with(typed: str) -> QuerySet[Any]:
    """Ids of orders with a word as typed in the text, by stem or beginning, or the giver's title.

    One set, and no OR between conditions on the order: behind such an OR no index is used, and every
    order is looked at (docs/benchmarks.md, "Searching").
    """
    titled = Position.objects.filter(title__icontains=typed).values("pk")
    return _in_text(typed).union(_rows(Q(giver__in=titled)), all=True)


def _in_text(typed: str) -> QuerySet[Any]:
    found: QuerySet[Any] | None = None
    for word in words_of(typed):
        match = Q(stem__in=stems_of(word))
        if len(word) >= BEGINNING:
            match |= Q(stem__gte=word, stem__lt=word + AFTER_Z)
        if found is not None:
            match &= Q(order_id__in=found)
        found = SearchWord.objects.filter(match).values("order_id")
    return found if found is not None else SearchWord.objects.none().values("order_id")


def _rows(fits: Q) -> QuerySet[Any]:
    return Instruction.objects.filter(fits).order_by().values("pk")
