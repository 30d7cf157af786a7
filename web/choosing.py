"""Whom an order being composed goes to: read from the form, looked up, told before sending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import groups
from accounts.groups import Addressed
from accounts.models import Position
from accounts.queries import Seat, seats_of
from accounts.warnings import warnings_for
from instructions.addressing import LEADERS_RANK, Recipient
from instructions.models import Role
from web.cards import Choice
from web.compose_forms import OUT, ROLE
from web.compose_pages import Heed, Reached
from web.forms import MOST_RECIPIENTS

SHOWN = 150
"""Recipients listed with their roles, which keeps the page under 100 kB; the others are counted."""

HEEDED = 4
"""Warnings shown; beyond it they are told by number."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is ticked: groups and positions by public id, and roles of single positions."""

    groups: Sequence[str]
    positions: Sequence[str]
    roles: Mapping[str, str]


def chosen_in(data: QueryDict) -> Chosen:
    """What a half-filled form says; what cannot be read does not matter for drawing it."""
    start = len(ROLE)
    roles = {key[start:]: str(data[key]) for key in data if key.startswith(ROLE) and data[key]}
    return Chosen(ids_in(data, "groups"), ids_in(data, "positions"), roles)


def ids_in(data: QueryDict, name: str) -> list[str]:
    """The readable ids of a choice, each once."""
    made = {}
    for raw in data.getlist(name)[:MOST_RECIPIENTS]:
        try:
            made[str(UUID(raw))] = True
        except ValueError:
            continue
    return list(made)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a choice comes to; `going` are those that get the order."""

    everyone: Addressed
    going: Sequence[Position]
    chosen: Chosen

    @property
    def count_label(self) -> str:
        """11 penerima; 10 penerima, 1 tidak dikirimi."""
        count, out = len(self.going), len(self.everyone.positions) - len(self.going)
        if not count and not out:
            return _("belum ada penerima")
        told = ngettext("%(count)s penerima", "%(count)s penerima", count) % {"count": count}
        return told + _(", %(count)s tidak dikirimi") % {"count": out} if out else told

    @property
    def send_label(self) -> str:
        """Kirim ke 11 camat."""
        count = len(self.going)
        if not count:
            return _("Kirim perintah")
        noun = self.everyone.noun or ngettext("penerima", "penerima", count)
        return _("Kirim ke %(count)s %(noun)s") % {"count": count, "noun": noun}


def reach(chosen: Chosen, *, giver: Position | None) -> Reach:
    """Look the choice up; two statements, none where nothing is chosen."""
    if not chosen.groups and not chosen.positions:
        return Reach(Addressed(), (), chosen)
    everyone = groups.look_up(chosen.groups, chosen.positions, giver=giver)
    going = [one for one in everyone.positions if chosen.roles.get(str(one.public_id)) != OUT]
    return Reach(everyone, going, chosen)


def addressed(chosen: Chosen, *, giver: Position | None) -> tuple[list[Recipient], list[str]]:
    """Recipients named singly, with their roles, and those whom the groups leave out.

    A role counts only for whom the choice comes to: the list of recipients may still show a group
    that was given up meanwhile.
    """
    roles = chosen.roles
    named = [
        Recipient(key, roles.get(key) or Role.EXECUTOR)
        for key in chosen.positions
        if roles.get(key) != OUT
    ]
    if not set(roles) - set(chosen.positions):
        return named, []
    found = reach(chosen, giver=giver)
    known = {str(one.public_id) for one in found.everyone.positions} - set(chosen.positions)
    named += [
        Recipient(key, role)
        for key, role in roles.items()
        if key in known and role not in {OUT, Role.EXECUTOR}
    ]
    return named, [key for key, role in roles.items() if key in known and role == OUT]


# --- Drawing ---------------------------------------------------------------------------------------


def role_choices() -> tuple[Choice, ...]:
    """What one recipient may be asked; the first is the usual."""
    return (
        Choice("", str(Role.EXECUTOR.label)),
        *(Choice(role.value, str(role.label)) for role in (Role.COORDINATOR, Role.INFORMATION)),
        Choice(OUT, _("Tidak dikirimi")),
    )


def listed(found: Reach, *, on: date) -> tuple[Reached, ...]:
    """The recipients with holders; one statement.

    Where not all are shown, those named singly and those with a role come first.
    """
    rows, roles = found.everyone.positions, found.chosen.roles
    if len(rows) > SHOWN:
        first = {*found.chosen.positions, *roles}
        rows = sorted(rows, key=lambda one: str(one.public_id) not in first)[:SHOWN]
    return tuple(_row(seat, roles) for seat in seats_of(rows, on=on)) if rows else ()


def _row(seat: Seat, roles: Mapping[str, str]) -> Reached:
    key = str(seat.position.public_id)
    note = seat.person.full_name if seat.person else _("sedang kosong")
    return Reached(key, seat.title, note, roles.get(key, ""))


def heeded(found: Reach, *, giver: Position | None, on: date) -> tuple[tuple[Heed, ...], int]:
    """What to know before sending, and how many more there are; eight statements at most."""
    told = warnings_for(found.going, on=on) if found.going else []
    made = []
    for one in told[:HEEDED]:
        offer = one.offer if one.offer and _may_be_ordered(one.offer, giver) else None
        key, title = (str(offer.public_id), offer.title) if offer else ("", "")
        made.append(Heed(one.sentence, key, title))
    return tuple(made), len(told) - len(made)


def heed_label(count: int) -> str:
    """2 penerima kosong atau berhalangan."""
    words = ngettext(
        "%(count)s penerima kosong atau berhalangan",
        "%(count)s penerima kosong atau berhalangan",
        count,
    )
    return words % {"count": count}


def _may_be_ordered(position: Position, giver: Position | None) -> bool:
    if giver is None or position.pk == giver.pk:
        return False
    return position.rank >= LEADERS_RANK or position.rank > giver.rank
