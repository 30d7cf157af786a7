"""Choosing whom or what a verb is about: positions with their holders, shares with their titles.

A list is short enough for a thumb: who is nearest first, the rest through the search.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import queries
from accounts.models import Position
from accounts.queries import Seat
from instructions import line
from instructions.lifecycle import State
from instructions.models import Assignment, Instruction, Role
from web.actor import Visit
from web.cards import ActionField, Choice, FieldKind
from web.forms import ROLE
from workflow.table import Input, Move

SEARCH = "search"
"""The button that only looks for positions."""

MOST = 60


def of_share(
    share: Assignment, move: Move, *, request: Visit, data: QueryDict, error: str = ""
) -> Mapping[str, ActionField]:
    """The picking fields of a share's verb; `data` is what was chosen and looked for before."""
    fields = {each.name: each for each in move.inputs}
    if move.verb == "pass_down":
        near, found = line.directly_below(share.position)[:MOST], _search(request, data)
        chains = line.chains([share.position_id, *(seat.position.pk for seat in found)])
        fit = [s for s in found if line.may_be_handed(s.position, share.position, chains)]
        rows = _seats(request, data, "recipients", near, fit)
        return {"recipients": _positions(fields["recipients"], rows, data, error)}
    if move.verb == "propose_redirect":
        near = _beside(share)
        rows = _seats(request, data, "target", near, _search(request, data))
        rows = [seat for seat in rows if seat.position.pk != share.position_id]
        return {"target": _one_position(fields["target"], rows, data, error)}
    if move.verb == "report":
        return _reports(share, fields["adopts"], data)
    return {}


def of_order(
    order: Instruction, move: Move, *, request: Visit, data: QueryDict, error: str = ""
) -> Mapping[str, ActionField]:
    """The picking fields of an order's verb."""
    fields = {each.name: each for each in move.inputs}
    if move.verb == "add_recipients":
        rows = _seats(request, data, "recipients", Position.objects.none(), _search(request, data))
        return {"recipients": _positions(fields["recipients"], rows, data, error)}
    over = order.assignments.roots().filter(status__in=[State.COMPLETED, State.CLOSED])
    shares = over.exclude(role=Role.INFORMATION).select_related("position")
    chosen = data.getlist("shares")
    choices = tuple(
        Choice(str(share.public_id), share.position.title, on=str(share.public_id) in chosen)
        for share in shares
    )
    asked = fields["shares"]
    return {asked.name: _many(asked, choices, error=error)}


def of_letter(
    move: Move, near: Any, *, request: Visit, data: QueryDict, error: str = ""
) -> ActionField:
    """Whom a letter is disposed to: those under the leader, or those searched for."""
    asked = next(each for each in move.inputs if each.name == "recipients")
    rows = _seats(request, data, "recipients", near, _search(request, data))
    return _positions(asked, rows, data, error)


def one_of(
    asked: Input, near: Any, *, request: Visit, data: QueryDict, error: str = ""
) -> ActionField:
    """One position out of those near, or those searched for."""
    rows = _seats(request, data, asked.name, near, _search(request, data))
    return _one_position(asked, rows, data, error)


def _beside(share: Assignment) -> Any:
    """Who might be meant instead: those under the same superior, in the same office first."""
    rows = Position.objects.filter(superior=share.position.superior_id, is_active=True)
    return rows.exclude(pk=share.position_id).order_by("rank", "title", "pk")[:MOST]


def _search(request: Visit, data: QueryDict) -> list[Seat]:
    q = data.get("q", "").strip()
    return queries.search_positions(q, on=_today(request)) if q else []


def _today(request: Visit) -> Any:
    return timezone.localdate(request.at)


def _seats(
    request: Visit, data: QueryDict, name: str, near: Any, found: Sequence[Seat]
) -> list[Seat]:
    """What was chosen before, what the search found, and who is near; each once."""
    chosen = Position.objects.filter(public_id__in=_uuids(data.getlist(name)), is_active=True)
    rows = {seat.position.pk: seat for seat in queries.seats(chosen, on=_today(request))}
    for seat in (*found, *queries.seats(near, on=_today(request))):
        rows.setdefault(seat.position.pk, seat)
    return list(rows.values())


def _uuids(raw: Iterable[str]) -> list[str]:
    return [one for one in raw if len(one) == 36 and one.replace("-", "").isalnum()][:MOST]  # noqa: PLR2004 - a UUID in text


def _choices(rows: Iterable[Seat], chosen: Sequence[str], data: QueryDict) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            key,
            seat.title,
            on=key in chosen,
            note=seat.person.full_name if seat.person else _("kosong"),
            role=data.get(f"{ROLE}{key}", ""),
        )
        for seat in rows
        for key in [str(seat.position.public_id)]
    )


def _positions(asked: Input, rows: Iterable[Seat], data: QueryDict, error: str) -> ActionField:
    choices = _choices(rows, data.getlist(asked.name), data)
    roles = tuple(
        Choice(role.value, str(role.label))
        for role in (Role.EXECUTOR, Role.COORDINATOR, Role.INFORMATION)
    )
    return _many(asked, choices, error=error, roles=roles, search=data.get("q", ""))


def _one_position(asked: Input, rows: Iterable[Seat], data: QueryDict, error: str) -> ActionField:
    choices = _choices(rows, data.getlist(asked.name), data)
    return ActionField(
        asked.name, str(asked.label), FieldKind.PICK_ONE, asked.required,
        error=error, choices=choices, search=data.get("q", ""),
    )  # fmt: skip


def _many(asked: Input, choices: tuple[Choice, ...], **more: Any) -> ActionField:
    return ActionField(
        asked.name, str(asked.label), FieldKind.PICK_MANY, asked.required, choices=choices, **more
    )


def _reports(share: Assignment, asked: Input, data: QueryDict) -> Mapping[str, ActionField]:
    """What those below reported, to be made part of one's own report."""
    below = share.below().filter(reported_at__isnull=False).select_related("position")
    chosen = data.getlist(asked.name)
    choices = tuple(
        Choice(key, one.position.title, on=key in chosen, note=str(State(one.status).label))
        for one in below
        for key in [str(one.public_id)]
    )
    return {asked.name: _many(asked, choices, hint=_("ikut dilampirkan"))} if choices else {}
