"""What is seldom in a course and only one act away: which act, whose, and what it would come to."""

from collections.abc import Iterator
from datetime import datetime

from tests.instructions.office.orders import WORKING, Order, Part
from tests.instructions.office.posts import POSTS, SECRETARY_OF, may_be_handed
from tests.instructions.office.whole import Office
from tests.instructions.real_office import PEOPLE


def subordinates(order: Order, part: Part) -> list[str]:
    """Whom a part can be handed to."""
    return [p for p in POSTS if may_be_handed(p, part.position) and not order.held_by(p)]


class Threads:
    """Threads to take up in the plain office at one moment; each names a line of the themes."""

    def __init__(self, model: Office, at: datetime) -> None:
        self.model, self.at = model, at

    def _in(self, post: str) -> list[str]:
        return [who for who in PEOPLE if post in self.model.seating.hats(who, self.at.date())]

    def of_part(self, order: Order, part: Part) -> Iterator[tuple[str, str, str]]:
        """Acts on a part that lead to a line of the themes: the line, the verb, whose it is."""
        if order.status != "issued":
            return
        yield from self._handed_over(order, part)
        working = part.status in WORKING and not part.to_know
        far, mine = len(part.line) > 1, part.position
        deepest = max((one.line.index(part) for one in order.work_below(part)), default=-1)
        secretary = SECRETARY_OF.get(mine, "")
        if working and far and subordinates(order, part):
            yield "handed down to level 4", "pass_down", mine
        if working and secretary and not order.held_by(secretary) and not order.only_me:
            yield "told the secretary", "pass_down", mine
        if deepest > 0 and part.is_open:
            line = f"settled: a {'great-' * (deepest - 1)}grandchild closed"
            yield (line, "report", mine) if working else (line, "accept", part.giver)
        if deepest >= 0 and part.is_open:
            yield "revoked: work below closed", "revoke", part.giver
            yield "paused over work below", "pause", part.giver
        if working and not part.awaits_memo:
            yield "share: supply_memo", "request_formal", mine
        if part.status == "sent" and not part.is_ordered and not part.to_know:
            yield "share: decline", "decline", mine
        if working and order.closed_list:
            yield "did not read what another recipient said", "progress", mine
        yield from self._reports(order, part)

    @staticmethod
    def _reports(order: Order, part: Part) -> Iterator[tuple[str, str, str]]:
        working = part.status in WORKING and not part.to_know
        told = [one for one in order.below(part) if one.last_report]
        if working and any(one.reported_at is None for one in told):
            yield "not taken along: a report that was taken back", "report", part.position
        if part.status == "reported" and part.parent is not None and part.parent.is_open:
            yield "not taken along: a report that was taken back", "withdraw_report", part.position
        if working and any(one.reported_at is not None for one in told):
            yield "reported with words from below", "report", part.position
        left = [one for one in order.roots if one.is_open and not one.to_know]
        if left == [part] and any(one.is_open and one.to_know for one in order.roots):
            line = "closed with the last part, though one knows of it still"
            yield (line, "report", part.position) if working else (line, "accept", part.giver)

    def of_whole(self, order: Order) -> Iterator[tuple[str, int, str, list[str]]]:
        """The same of an order, or of the part that is named by its number."""
        silent = [
            n for n, part in enumerate(order.parts) if part.status == "sent" and not part.to_know
        ]
        if order.status == "draft":
            yield "order: edit", -1, "edit", self._in(order.giver)
        if len(silent) > 1:
            yield "remind_silent: several", -1, "remind_silent", self._in(order.giver)
        if any(part.awaits_memo for part in order.parts):
            yield "share: supply_memo", -1, "supply_memo", PEOPLE[:1]
        if order.status == "issued":
            deep = max((len(one.line) for one in order.parts if one.is_open), default=0)
            yield f"close of an order: level {deep + 1} with it", -1, "close", self._in(order.giver)
        if order.is_secret:
            for n in silent:
                lent = {x.who for x in self.model.seating.lent if x.post == order.parts[n].giver}
                yield "a lent hat did not open what is secret", n, "remind", sorted(lent)
        over = any(part.status == "completed" and not part.to_know for part in order.roots)
        if order.status == "completed" and over:
            yield "worked on again with the order", -1, "reopen", self._in(order.giver)

    def _handed_over(self, order: Order, part: Part) -> Iterator[tuple[str, str, str]]:
        working = part.status in WORKING and not part.to_know
        level = f"redirected on level {len(part.line) + 1}"
        stale = "not confirmed: a target that can take it no more"
        wanted = {one.target for one in order.parts if one.status == "redirect_proposed"}
        if part.status == "redirect_proposed":
            gone = not self.model.may_take(order, part, part.target, self.at)
            yield stale if gone else level, "confirm_redirect", part.giver
        if working and len(part.line) > 1:
            yield level, "propose_redirect", part.position
        if working and part.position in wanted:
            yield stale, "propose_redirect", part.position
