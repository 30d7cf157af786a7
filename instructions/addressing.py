"""Whom an order goes to: positions and lists in, each position once with its role and mode out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts import groups
from accounts.models import Position, RecipientList
from instructions import line
from instructions.models import Assignment, Instruction, Mode, Role
from workflow.refusals import Refusal, Refused, invalid

LEADERS_RANK = 20  # positions ranked before this one are asked by those ranked before them alone


@dataclass(frozen=True, slots=True)
class Recipient:
    """One position addressed by name, by public id, and what it is asked."""

    position: str
    role: str = Role.EXECUTOR


@dataclass(frozen=True, slots=True)
class Resolved:
    """Positions an order goes to, each once, without the giver; what they are and are called."""

    positions: list[Position]
    roles: dict[int, str]
    modes: dict[int, Mode]
    noun: str = ""
    addressees: dict[str, list[str]] = field(default_factory=dict)
    groups: list[RecipientList] = field(default_factory=list)


def resolve(
    recipients: Sequence[Recipient],
    lists: Collection[str],
    *,
    giver: Position,
    left_out: Sequence[str] = (),
) -> Resolved:
    """Look up everyone an order is addressed to, in three statements however many.

    `left_out` are positions that the lists are not to reach this time. Raises Refused:
    `unknown_recipient`, `group_is_empty`, `no_recipients`, `leader_cannot_be_ordered`,
    `two_coordinators`, `nobody_to_do_it`.
    """
    wanted = {recipient.position: recipient.role for recipient in recipients}
    found = groups.resolve(tuple(lists), tuple(wanted), giver=giver, left_out=left_out)
    roles = {p.pk: wanted.get(str(p.public_id), Role.EXECUTOR) for p in found.positions}
    _check(found.positions, list(roles.values()))
    chains = line.chains([giver.pk, *roles])
    _check_leaders(found.positions, giver, chains)
    return Resolved(
        found.positions,
        roles,
        {p.pk: line.mode(p, giver, chains) for p in found.positions},
        found.noun,
        {
            "positions": sorted(wanted),
            "lists": [str(group.public_id) for group in found.groups],
            "names": found.names,
        },
        found.groups,
    )


def handed_down(recipients: Sequence[Recipient], *, share: Assignment) -> Resolved:
    """Whom the recipient of `share` hands it to: its line below, and its villages' heads.

    Raises Refused: `unknown_recipient`, `no_recipients`, `two_coordinators`, `nobody_to_do_it`,
    `not_below`.
    """
    wanted = {recipient.position: recipient.role for recipient in recipients}
    positions = _found(wanted)
    roles = {p.pk: wanted[str(p.public_id)] for p in positions}
    _check(positions, list(roles.values()))
    giver = share.position
    chains = line.chains([giver.pk, *roles])
    strange = [p.title for p in positions if not line.may_be_handed(p, giver, chains)]
    if strange:
        sentence = _("%(title)s tidak berada di bawah jabatan Anda.") % {"title": strange[0]}
        raise Refused(invalid("recipients", "not_below", sentence))
    return Resolved(positions, roles, {p.pk: line.mode(p, giver, chains) for p in positions})


def redirected(target: Position, *, share: Assignment) -> Resolved:
    """The one position a share is redirected to, with the share's role."""
    chains = line.chains([share.giver_id, target.pk])
    mode = line.mode(target, share.giver, chains)
    return Resolved([target], {target.pk: share.role}, {target.pk: mode})


def stands_over(position: Position, giver: Position, chains: line.Chains) -> bool:
    """Whether `giver` cannot order it: a superior, or a leader of the regency no lower in rank."""
    leads = position.rank < LEADERS_RANK and position.rank <= giver.rank
    return leads or line.stands_above(position, giver, chains)


def of_memo(roles: Mapping[Position, str], *, giver: Position) -> Resolved:
    """Whom a dispatched memo orders: its addressees with their roles, without those over `giver`.

    May come to nobody; the caller asks.
    """
    chains = line.chains([giver.pk, *(position.pk for position in roles)])
    going = [p for p in roles if p.pk != giver.pk and not stands_over(p, giver, chains)]
    return Resolved(
        going,
        {p.pk: roles[p] for p in going},
        {p.pk: line.mode(p, giver, chains) for p in going},
        addressees={
            "positions": sorted(str(p.public_id) for p in going),
            "lists": [],
            "names": [p.title for p in going],
        },
    )


def refuse_holders(order: Instruction, positions: Collection[Position]) -> None:
    """A position has an order once at a time. Raises Refused `already_holds_it`."""
    rows = Assignment.objects.not_settled().filter(instruction=order)
    held = rows.filter(position__in=positions).select_related("position").first()
    if held is not None:
        sentence = _("%(title)s sudah menerima perintah ini.") % {"title": held.position.title}
        raise Refused(invalid("recipients", "already_holds_it", sentence))


def refuse_second_coordinator(
    order: Instruction, roles: Collection[str], *, parent: Assignment | None = None
) -> None:
    """One leads those who have it from one hand. Raises Refused `two_coordinators`."""
    if Role.COORDINATOR in roles and order.assignments.leading(parent).exists():
        raise Refused(_two_coordinators())


def _found(wanted: Collection[str]) -> list[Position]:
    found = list(groups.active().filter(public_id__in=list(wanted)))
    if set(wanted) - {str(position.public_id) for position in found}:
        raise Refused(_unknown())
    return found


def _unknown() -> Refusal:
    return invalid("recipients", "unknown_recipient", _("Ada penerima yang tidak dikenal."))


def _two_coordinators() -> Refusal:
    sentence = _("Satu perintah hanya punya satu koordinator.")
    return invalid("recipients", "two_coordinators", sentence)


def _check(positions: Sequence[Position], roles: Sequence[str]) -> None:
    if not positions:
        raise Refused(
            invalid("recipients", "no_recipients", _("Pilih paling sedikit satu penerima."))
        )
    if roles.count(Role.COORDINATOR) > 1:
        raise Refused(_two_coordinators())
    if set(roles) == {Role.INFORMATION}:
        sentence = _("Semua penerima hanya untuk diketahui; tidak ada yang melaksanakan.")
        raise Refused(invalid("recipients", "nobody_to_do_it", sentence))


def _check_leaders(positions: Sequence[Position], giver: Position, chains: line.Chains) -> None:
    above = [p.title for p in positions if stands_over(p, giver, chains)]
    if above:
        sentence = _("%(title)s tidak dapat diperintah oleh jabatan ini.") % {"title": above[0]}
        raise Refused(invalid("recipients", "leader_cannot_be_ordered", sentence))
