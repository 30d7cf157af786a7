"""What somebody gets to see of the plain office."""

from collections.abc import Iterable

from tests.instructions.office.orders import Act, Order, Part
from tests.instructions.office.posts import DESK
from tests.instructions.office.seats import Hat

OF_OTHERS = {"add_recipients", "reopen"}
SAID_TO_ALL = {"comment", "progress"}


def opened(order: Order, hats: Iterable[Hat]) -> set[str]:
    """The posts in which somebody may know of an order at all."""
    return {hat.post for hat in hats if hat.secret or not order.is_secret}


def is_giver_side(order: Order, hats: Iterable[Hat]) -> bool:
    return bool(opened(order, hats) & {order.giver, order.controller})


def is_desk(hats: Iterable[Hat]) -> bool:
    return any(hat.post == DESK and hat.why == "held" for hat in hats)


def sees_part(order: Order, part: Part, hats: Iterable[Hat]) -> bool:
    """The giver's side, the recipient, and those it came through."""
    theirs = {part.position, order.giver, order.controller, *(one.position for one in part.line)}
    return bool(opened(order, hats) & theirs)


def sees_order(order: Order, hats: Iterable[Hat]) -> bool:
    """Giver; once given its controller, all who have a part, and the desk that is to write it."""
    posts, hats = opened(order, hats), list(hats)
    to_write = order.paper_asked and not order.is_secret and is_desk(hats)
    theirs = {order.controller, *(part.position for part in order.parts)}
    return order.giver in posts or (order.given and (bool(posts & theirs) or to_write))


def knows_others(order: Order, hats: Iterable[Hat]) -> bool:
    """Whether the names of the other recipients are told."""
    hats = list(hats)
    return not order.closed_list or is_giver_side(order, hats) or is_desk(hats)


def reads(order: Order, acts: Iterable[Act], hats: Iterable[Hat]) -> list[Act]:
    """The lines of an order's history that are for these eyes; its births are no lines."""
    hats = list(hats)
    lines = [act for act in acts if act.order is order and act.verb != "send"]
    if is_giver_side(order, hats):
        return lines
    mine = [part for part in order.parts if part.position in opened(order, hats)]
    hands = {part.parent for part in mine}
    return [act for act in lines if _reads(act, mine, hands)]


def _reads(act: Act, mine: list[Part], hands: set[Part | None]) -> bool:
    shut = act.order.closed_list
    if act.part is None:
        return not (shut and act.verb in OF_OTHERS)
    if act.part in mine or set(act.part.line) & set(mine):
        return True
    beside = bool(mine) and act.part.parent in hands
    aloud = act.verb in SAID_TO_ALL and act.post == act.part.position
    return beside and aloud and not shut


def is_kept_from(order: Order, acts: Iterable[Act], hats: Iterable[Hat]) -> bool:
    """Whether another recipient said something that a closed list keeps from these eyes."""
    read = reads(order, acts, hats)
    mine = {part.parent for part in order.parts if part.position in opened(order, hats)}
    return order.closed_list and any(
        act.order is order and act not in read and act.part is not None
        and act.verb in SAID_TO_ALL and act.post == act.part.position and act.part.parent in mine
        for act in acts
    )  # fmt: skip
