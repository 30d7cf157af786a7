"""Whom a memo goes to: printed lines in, positions out.

A line names one post by its title, or a group by its formal name. What a line already stood for it
keeps, whatever the group has become since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from accounts import groups
from accounts.models import Position, RecipientList
from instructions import addressing, line
from instructions.lifecycle import State
from instructions.models import Instruction, Role
from memos.course_rows import AddresseeRole, MemoAddressee
from memos.models import Memo

Key = tuple[str, str]
"""A role and a printed line."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """The positions behind the lines, each once, and whether every line of Yth. has one."""

    rows: Sequence[tuple[Position, str, str]]
    """Position, role, printed line."""
    known: bool

    def columns(self, sender: Position) -> dict[str, Any]:
        """What the memo's own row keeps of it; one statement."""
        to = [position for position, role, _line in self.rows if role == AddresseeRole.TO]
        chains = line.chains([sender.pk, *(one.pk for one in to)]) if to else {}
        above = [one for one in to if addressing.stands_over(one, sender, chains)]
        return {
            "addressees_known": self.known,
            "sent_to": [one.pk for one in to],
            "upward": bool(above),
        }


def of_order(order: Instruction, to_lines: Sequence[str], copies: Sequence[str]) -> Addressed:
    """The recipients of an order under the lines that its memo was drafted with, and other copies.

    Who is in no line any more, because a group has changed or a share went elsewhere, stands under
    the first group.
    """
    shares = order.assignments.roots().select_related("position").order_by("position__rank", "pk")
    found = _look_up([*to_lines, *copies], order.giver)
    lines = {
        position.pk: text
        for text in reversed([*copies, *to_lines])
        for position in found.get(text.lower(), ())
    }
    first = next(iter(order.addressees.get("names", [])), "")
    rows: dict[int, tuple[Position, str, str]] = {}
    for share in shares.exclude(status__in=[State.REVOKED, State.REDIRECTED]):
        position = share.position
        role = AddresseeRole.COPY if share.role == Role.INFORMATION else AddresseeRole.TO
        rows[position.pk] = (position, role, lines.get(position.pk) or first or position.title)
    for text in copies:
        for position in found.get(text.lower(), ()):
            rows.setdefault(position.pk, (position, AddresseeRole.COPY, text))
    return Addressed(list(rows.values()), known=bool(rows))


def of_lines(
    to_lines: Sequence[str],
    copies: Sequence[str],
    *,
    sender: Position,
    kept: Mapping[Key, list[Position]] | None = None,
) -> Addressed:
    """Look up the lines that do not stand in `kept`; two statements, nothing refused."""
    before = kept or {}
    keys = [(AddresseeRole.TO.value, one) for one in to_lines]
    keys += [(AddresseeRole.COPY.value, one) for one in copies]
    fresh = _look_up([text for role, text in keys if (role, text) not in before], sender)
    rows: dict[int, tuple[Position, str, str]] = {}
    known = bool(to_lines)
    for role, text in keys:
        positions = before.get((role, text)) or fresh.get(text.lower(), [])
        known = known and (bool(positions) or role == AddresseeRole.COPY)
        for position in positions:
            if position.pk != sender.pk:
                rows.setdefault(position.pk, (position, role, text))
    return Addressed(list(rows.values()), known=known)


def kept_by(memo: Memo) -> dict[Key, list[Position]]:
    """What each line of a memo stands for now; one statement."""
    found: dict[Key, list[Position]] = {}
    for one in memo.addressees.select_related("position__unit"):
        found.setdefault((one.role, one.line), []).append(one.position)
    return found


def write(memo: Memo, addressed: Addressed) -> None:
    """Replace the rows of a memo; its own row must be locked."""
    memo.addressees.all().delete()
    MemoAddressee.objects.bulk_create(
        MemoAddressee(memo=memo, position=position, role=role, line=text, n=n)
        for n, (position, role, text) in enumerate(addressed.rows, start=1)
    )


def _look_up(lines: Iterable[str], sender: Position) -> dict[str, list[Position]]:
    """Positions by the small letters of a line; a title that two posts bear names neither."""
    wanted = {text.lower() for text in lines}
    if not wanted:
        return {}
    titled = groups.active().annotate(small=Lower("title")).filter(small__in=wanted)
    found: dict[str, list[Position]] = {}
    for position in titled:
        found.setdefault(position.title.lower(), []).append(position)
    found = {title: posts for title, posts in found.items() if len(posts) == 1}
    if rest := wanted - set(found):
        for text, members in _groups(rest, sender):
            found.setdefault(text, members)
    return found


def _groups(wanted: Iterable[str], sender: Position) -> list[tuple[str, list[Position]]]:
    mine = Q(owner__isnull=True) | Q(owner=sender)
    named = RecipientList.objects.annotate(formal=Lower("formal_name"), plain=Lower("name"))
    rows = named.filter(mine).filter(Q(formal__in=wanted) | Q(plain__in=wanted))
    return [
        (text, list(groups.members(row)))
        for row in rows.select_related("within")
        for text in {row.formal_name.lower(), row.name.lower()} & set(wanted)
    ]
