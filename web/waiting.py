"""What waits for whom, counted in one statement for every hat at once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from accounts.actors import Actor
from instructions.models import Assignment, Role
from instructions.queries import GIVERS_TURN, SETTLED, keeps_registers
from memos import queries as desk
from memos.models import Memo
from notifications.models import Delivery, Notice
from notifications.ways import BELL

NOTICES = "notices"
RUNG = "rung"
RECEIVED = "received"
GIVEN = "given"
HANDED = "handed"
CONTROLLED = "controlled"
MEMOS = "memos"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Numbers per hat (position id): what the person's pages count."""

    notices: int = 0
    rung: int = 0
    """Deliveries to the bell that no page of the person has shown yet."""
    shares: Counter[str] = field(default_factory=Counter)
    """Own unsettled shares by status, over all hats; `info` for those only to know."""
    asked: Counter[str] = field(default_factory=Counter)
    """Shares one handed out that are on the giver's turn, by status, over all hats."""
    turn: Counter[int] = field(default_factory=Counter)
    """By position id: what waits for that hat."""
    memos: int = 0
    """Memos that wait for a desk that keeps registers."""
    gives: bool = False
    """Whether something the person gave or controls is still open."""


def waiting_for(actor: Actor) -> Waiting:
    """Count for all hats of a person; one statement."""
    ids = actor.position_ids
    if not ids:
        return Waiting()
    open_shares = Assignment.visible_to(actor).exclude(status__in=SETTLED).order_by()
    roots = open_shares.filter(parent__isnull=True)
    parts = [
        _grouped(Notice.objects.visible_to(actor).filter(read_at=None), NOTICES, "position_id"),
        _grouped(open_shares.filter(position_id__in=ids), RECEIVED, "position_id", "status", "role"),
        _grouped(roots.filter(giver_id__in=ids), GIVEN, "giver_id", "status"),
        _grouped(
            open_shares.filter(giver_id__in=ids, parent__isnull=False),
            HANDED, "giver_id", "status",
        ),
        _grouped(
            roots.filter(instruction__controller_id__in=ids).exclude(
                position=F("instruction__controller_id")
            ),
            CONTROLLED, "instruction__controller_id", "status",
        ),
    ]  # fmt: skip
    if keeps_registers(actor):
        mine = (desk.TO_WRITE, desk.TO_NUMBER, desk.TO_PRINT)
        memos = Memo.objects.by_turn(actor).filter(Q(group__in=mine))
        parts += [_grouped(memos, MEMOS), _grouped(desk.orders_awaiting_paper(actor), MEMOS)]
    rung = Delivery.objects.filter(person=actor.person, channel=BELL, status="sent")
    parts.append(_grouped(rung, RUNG))
    first, *rest = parts
    return _summed(actor, first.union(*rest, all=True))


def _grouped(
    rows: "QuerySet[Any]", about: str, position: str = "", status: str = "", role: str = ""
) -> "QuerySet[Any, Any]":
    """Rows as (about, position, status, role, how many), ready for a union."""
    columns = {
        "about": Value(about),
        "hat": F(position) if position else Value(0),
        "state": F(status) if status else Value(""),
        "part": F(role) if role else Value(""),
    }
    named = rows.order_by().select_related(None).annotate(**columns)
    counted: QuerySet[Any, Any] = named.values_list(*columns).annotate(n=Count("pk"))
    return counted


def _summed(actor: Actor, rows: Iterable[tuple[str, int, str, str, int]]) -> Waiting:
    notices, rung, memos, gives = 0, 0, 0, False
    shares: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    turn: Counter[int] = Counter()
    for about, position_id, status, role, count in rows:
        if about == NOTICES:
            notices += count
        elif about == RUNG:
            rung += count
        elif about == RECEIVED:
            for_information = role == Role.INFORMATION
            shares["info" if for_information else status] += count
            if status == "sent" and not for_information:
                turn[position_id] += count
        elif about == MEMOS:
            memos += count
            for hat in actor.hats:
                if "registers" in hat.duties:
                    turn[hat.position_id] += count
        else:
            gives = gives or about != HANDED
            if status in GIVERS_TURN:
                asked[status] += count
                turn[position_id] += count
    return Waiting(notices, rung, shares, asked, turn, memos, gives)
