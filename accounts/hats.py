"""Hats: the positions in which a person may act today.

One login, several hats. Seeing is the union of all hats; acting needs exactly one, and every act
records which. A hat comes from an appointment, from a delegation (an aide acting for another), or
from a vacancy: what lies with a position nobody holds is the superior's until somebody does.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, JSONField, Prefetch, Q, QuerySet, Value
from django.utils.translation import gettext as _

from accounts import vacancies
from accounts.models import Appointment, Capacity, Delegation, Person, Position

# What an aide may do unless the delegation says more (design: never accept, sign or return).
AIDE_VERBS = ("draft", "edit", "issue", "remind", "comment", "prepare_memo")

# What only somebody in office begins or signs: a superior ends what a vacant position has open.
HOLDERS_VERBS = frozenset({"draft", "edit", "issue", "confirm", "approve", "sign", "grant"})
# What unblocks others while a position is vacant that nobody stands above.
SECRETARIATS_VERBS = frozenset(
    {
        "answer", "accept", "return", "remind", "comment", "extend", "close", "prepare_memo",
        "confirm_redirect", "refuse_redirect",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hat:
    """One position a person acts in; `verbs` is None for the holder, a closed list for an aide.

    `vacant` says that nobody holds it and the person only plays it: as the superior (no `verbs`),
    or as the secretariat.
    """

    position: Position
    capacity: Capacity
    until: date | None = None
    verbs: frozenset[str] | None = None
    secret: bool = False
    vacant: bool = False

    @property
    def position_id(self) -> int:
        """Id of the position, for comparing with givers and recipients."""
        return self.position.pk

    @property
    def key(self) -> str:
        """Public id of the position, by which a client names the hat."""
        return str(self.position.public_id)

    @property
    def is_delegated(self) -> bool:
        """Whether somebody else holds the position and this person acts for them."""
        return self.verbs is not None

    @property
    def is_fallback(self) -> bool:
        """Whether it is worn only because nobody holds the position: any other hat goes first."""
        return self.vacant

    @property
    def is_held(self) -> bool:
        """Whether the person was appointed to the position, in whatever capacity."""
        return self.verbs is None and not self.vacant

    @property
    def sees_secret(self) -> bool:
        """Whether Rahasia and above is open to this hat: lent only where the delegation says so."""
        return not self.is_delegated or self.secret

    @property
    def administers(self) -> str:
        """Path of the unit whose people this position administers, with all below; empty if none."""
        unit = self.position.administers if self.is_held else None
        return unit.path if unit else ""

    @property
    def is_acting(self) -> bool:
        """Whether the letterhead line is dashed: Plt., Plh., or acting for someone or nobody."""
        return not self.is_held or self.capacity in {Capacity.PLT, Capacity.PLH}

    @property
    def title(self) -> str:
        """The hat in words: 'Plt. Camat Limun', 'Untuk Sekretaris Daerah', 'Camat Limun (kosong)'."""
        if self.vacant:
            return _("%(title)s (kosong)") % {"title": self.position.title}
        if self.is_delegated:
            return _("Untuk %(title)s") % {"title": self.position.title}
        return titled(self.capacity, self.position.title)

    @property
    def duties(self) -> frozenset[str]:
        """What the unit does for all others; never lent, not a vacancy's to give, not its courier's."""
        keeps = self.position.unit.keeps_registers and self.is_held and not self.position.carries
        return frozenset({"registers"}) if keeps else frozenset()

    def allows(self, verb: str) -> bool:
        """Whether this hat covers the verb at all; the table decides the rest."""
        if self.vacant and verb in HOLDERS_VERBS:
            return False
        return self.verbs is None or verb in self.verbs


def titled(capacity: str, title: str) -> str:
    """A title with its capacity in front, nothing for a definitive holder: 'Plt. Camat Limun'."""
    if capacity == Capacity.DEFINITIVE:
        return title
    return f"{Capacity(capacity).label} {title}"


def in_force(day: date, prefix: str = "") -> Q:
    """The condition on appointments or delegations that are in force on `day`."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    )


class Source(IntEnum):
    """What a hat rests on; where several meet in one position the first counts.

    What unblocks others in a position that nobody leads goes before what somebody was lent of it.
    """

    HELD = 0
    VACANT_BELOW = 1
    UNLED = 2
    LENT = 3


class Claim(NamedTuple):
    """One reason to wear a hat, as it stands in the database."""

    source: int
    position_id: int
    capacity: str
    ends_on: date | None
    verbs: list[str] | None
    secret: bool

    def hat(self, position: Position) -> Hat:
        """The hat this is a reason for."""
        source = Source(self.source)
        if source is Source.HELD:
            return Hat(position, Capacity(self.capacity), self.ends_on)
        verbs = None if self.verbs is None else frozenset(self.verbs)
        if source is Source.UNLED:
            verbs = SECRETARIATS_VERBS
        vacant = source is not Source.LENT
        return Hat(position, Capacity.DEFINITIVE, self.ends_on, verbs, self.secret, vacant)


def hats_of(person: Person, *, on: date) -> tuple[Hat, ...]:
    """All hats of a person on a day, in order of rank: own, lent, then vacant ones; two statements.

    A position both held and delegated counts once, as held.
    """
    first: dict[int, Claim] = {}
    for claim in sorted(claims(person, on=on), key=_strength):
        first.setdefault(claim.position_id, claim)
    positions = Position.objects.select_related("unit", "administers").in_bulk(first)
    hats = [claim.hat(positions[pk]) for pk, claim in first.items() if pk in positions]
    hats.sort(key=lambda hat: (hat.vacant, hat.is_delegated, hat.position.rank, hat.position_id))
    return tuple(hats)


def claims(person: Person, *, on: date) -> list[Claim]:
    """Every reason for which the person wears a hat on a day, in no order; one statement."""
    lent = Delegation.objects.filter(in_force(on), person=person, principal__is_active=True)
    held = Appointment.objects.filter(in_force(on), person=person, position__is_active=True)
    vacant = Position.objects.filter(is_active=True)
    rows = lent.order_by().values_list(
        Value(Source.LENT), "principal_id", _word(""), "ends_on", "verbs", "secret"
    )
    others: list[QuerySet[Any, Any]] = [
        held.order_by().values_list(
            Value(Source.HELD), "position_id", "capacity", "ends_on", _NO_VERBS, _NOT_SECRET
        ),
        _claims_to(vacant.filter(pk__in=vacancies.below(person, on=on)), Source.VACANT_BELOW),
        _claims_to(vacant.filter(pk__in=vacancies.unled(person, on=on)), Source.UNLED),
    ]
    return [Claim(*row) for row in rows.union(*others, all=True)]


_NO_VERBS = Value(None, output_field=JSONField())
_NO_END = Value(None, output_field=DateField())
_NOT_SECRET = Value(value=False)


def _word(text: str) -> Value:
    return Value(text, output_field=CharField())


def _claims_to(positions: QuerySet[Position], source: Source) -> "QuerySet[Position, Any]":
    return positions.order_by().values_list(
        Value(source), "pk", _word(""), _NO_END, _NO_VERBS, _NOT_SECRET
    )


def _strength(claim: Claim) -> tuple[int, bool, int]:
    """Stronger sources first; of two appointments to one position the definitive one."""
    return claim.source, claim.capacity != Capacity.DEFINITIVE, claim.position_id


# A running Plh. stands in for the absent holder; then come the appointed, then Plt.
_ORDER = {
    Capacity.PLH: 0,
    Capacity.DEFINITIVE: 1,
    Capacity.PJ: 1,
    Capacity.PJS: 1,
    Capacity.PLT: 2,
}


def by_rank(row: Appointment) -> tuple[int, date, int]:
    """Sorts the appointments to a position, the one who acts first."""
    return _ORDER[Capacity(row.capacity)], row.starts_on, row.pk


def holders(position: Position, *, on: date) -> list[Appointment]:
    """Who holds a position on a day, the one who acts first; empty where it is vacant."""
    rows = Appointment.objects.filter(in_force(on), position=position).select_related("person")
    return sorted(rows, key=by_rank)


def running_appointments(on: date) -> "Prefetch[str]":
    """Prefetch for many positions at once: `position.running` lists appointments in force."""
    return Prefetch(
        "appointments",
        queryset=Appointment.objects.filter(in_force(on)).select_related("person"),
        to_attr="running",
    )


def acting_holder(position: Position) -> Appointment | None:
    """The one who acts, from positions fetched with `running_appointments`."""
    rows: list[Appointment] = getattr(position, "running", [])
    ranked = sorted(rows, key=by_rank)
    return ranked[0] if ranked else None
