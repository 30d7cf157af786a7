"""Hats: the positions in which a person may act today.

One login, several hats. Seeing is the union of all hats; acting needs exactly one, and every act
records which. A hat comes from an appointment, or from a delegation (an aide acting for another).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from accounts.models import Appointment, Capacity, Delegation, Person, Position

# What an aide may do unless the delegation says more (design: never accept, sign or return).
AIDE_VERBS = ("draft", "edit", "issue", "remind", "comment", "prepare_memo")


@dataclass(frozen=True, slots=True)
class Hat:
    """One position a person acts in; `verbs` is None for the holder, a closed list for an aide."""

    position: Position
    capacity: Capacity
    until: date | None = None
    verbs: frozenset[str] | None = None
    secret: bool = False

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
    def sees_secret(self) -> bool:
        """Whether Rahasia and above is open to this hat: lent only where the delegation says so."""
        return not self.is_delegated or self.secret

    @property
    def administers(self) -> str:
        """Path of the unit whose people this position administers, with all below; empty if none."""
        unit = None if self.is_delegated else self.position.administers
        return unit.path if unit else ""

    @property
    def is_acting(self) -> bool:
        """Whether the letterhead line is dashed: Plt., Plh., or acting for someone else."""
        return self.is_delegated or self.capacity in {Capacity.PLT, Capacity.PLH}

    @property
    def title(self) -> str:
        """The hat in words: 'Camat Limun', 'Plt. Camat Limun', 'Untuk Sekretaris Daerah'."""
        if self.is_delegated:
            return _("Untuk %(title)s") % {"title": self.position.title}
        return titled(self.capacity, self.position.title)

    @property
    def duties(self) -> frozenset[str]:
        """What the unit does for all others; never lent with a delegation."""
        keeps = self.position.unit.keeps_registers and not self.is_delegated
        return frozenset({"registers"}) if keeps else frozenset()

    def allows(self, verb: str) -> bool:
        """Whether this hat covers the verb at all; the table decides the rest."""
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


def hats_of(person: Person, *, on: date) -> tuple[Hat, ...]:
    """All hats of a person on a day, own ones first, in order of rank; two statements.

    A position both held and delegated counts once, as held.
    """
    own = (
        Appointment.objects.filter(in_force(on), person=person, position__is_active=True)
        .select_related("position__unit", "position__administers")
        .order_by("position__rank", "position_id")
    )
    hats = {row.position_id: Hat(row.position, Capacity(row.capacity), row.ends_on) for row in own}
    lent = (
        Delegation.objects.filter(in_force(on), person=person, principal__is_active=True)
        .select_related("principal__unit")
        .order_by("principal__rank", "principal_id")
    )
    for row in lent:
        hats.setdefault(
            row.principal_id,
            Hat(row.principal, Capacity.DEFINITIVE, row.ends_on, frozenset(row.verbs), row.secret),
        )
    return tuple(hats.values())


# A running Plh. stands in for the absent holder; then come the appointed, then Plt.
_ORDER = {
    Capacity.PLH: 0,
    Capacity.DEFINITIVE: 1,
    Capacity.PJ: 1,
    Capacity.PJS: 1,
    Capacity.PLT: 2,
}


def holders(position: Position, *, on: date) -> list[Appointment]:
    """Who holds a position on a day, the one who acts first; empty where it is vacant."""
    rows = Appointment.objects.filter(in_force(on), position=position).select_related("person")
    return sorted(rows, key=lambda row: (_ORDER[Capacity(row.capacity)], row.starts_on, row.pk))


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
    ranked = sorted(rows, key=lambda row: (_ORDER[Capacity(row.capacity)], row.starts_on, row.pk))
    return ranked[0] if ranked else None
