"""What is done with an order as a whole, and whose turn it is."""

from collections.abc import Callable, Iterator
from datetime import datetime

from tests.instructions.office.orders import CLASSES, OPEN, TURN, Act, Given, Order, Part
from tests.instructions.office.parts import OfParts, is_later
from tests.instructions.office.posts import may_be_addressed
from tests.instructions.office.record import sides
from tests.instructions.office.seats import Actor, Hat
from tests.instructions.office.times import due, due_later

ISSUED, KEPT = ("issued",), ("issued", "completed")
# Verb: from, who may.
ORDER_VERBS: dict[str, tuple[tuple[str, ...], str]] = {
    "edit": (("draft",), "G"),
    "issue": (("draft",), "G"),
    "comment": (KEPT, "GC"),
    "prepare_memo": (KEPT, "GC"),
    "confirm": (ISSUED, "G"),
    "extend": (ISSUED, "GC"),
    "add_recipients": (ISSUED, "GC"),
    "reclassify": (ISSUED, "GC"),
    "close": (ISSUED, "GC"),
    "revoke": (("draft", "issued"), "G"),
    "reopen": (("completed",), "G"),
}
# Several parts at once, by whoever handed them over.
BY_MANY = ("accept_all", "remind_silent")
WITH_REASON = {"extend", "add_recipients", "reclassify", "reopen"}


class Office(OfParts):
    """The whole office."""

    # --- Whether -----------------------------------------------------------------------------------

    def open_on_order(self, order: Order, actor: Actor, at: datetime) -> set[str]:
        """What somebody may do now with this order, in one hat or another."""
        return {
            verb for verb, (_source, who) in ORDER_VERBS.items()
            if verb != "edit" and self.order_fits(order, verb)
            and any(
                hat.allows(verb) and self.opens(order, hat) and hat.post in sides(order, who)
                for hat in actor.hats.values()
            )
        }  # fmt: skip

    def order_fits(self, order: Order, verb: str) -> bool:
        """Whether the order stands where this can be done, whoever does it."""
        if order.status not in ORDER_VERBS[verb][0]:
            return False
        if verb == "confirm":
            return order.conveyed and not order.confirmed
        return verb != "prepare_memo" or not order.needs_paper

    def order_could(self, order: Order, verb: str, at: datetime, given: Given) -> bool:
        """The same, with what is said along with it."""
        if not self.order_fits(order, verb) or (verb in WITH_REASON and not given.reason):
            return False
        work = any(part.is_open and not part.to_know for part in order.parts)
        day, wanted = given.finish_by, given.classification
        checks: dict[str, Callable[[], bool]] = {
            "issue": lambda: self._may_go_to(order, order.chosen),
            "extend": lambda: is_later(day, at) and is_later(day, order.finish_by),
            "add_recipients": lambda: self._may_join(order, given.to),
            "reclassify": lambda: CLASSES.index(wanted) > CLASSES.index(order.classification),
            "close": lambda: given.reason or not work,
            "revoke": lambda: given.reason or not order.given,
            "reopen": lambda: self._may_be_reopened(given.parts),
        }
        return checks.get(verb, lambda: True)()

    def _may_join(self, order: Order, to: dict[str, str]) -> bool:
        free = not any(order.held_by(post) for post in to if post != order.giver)
        return free and self._may_go_to(order, to)

    def _may_go_to(self, order: Order, to: dict[str, str]) -> bool:
        others = {post: role for post, role in to.items() if post != order.giver}
        allowed = all(may_be_addressed(post, order.giver) for post in others)
        return allowed and self.well_cast(order, None, others)

    @staticmethod
    def _may_be_reopened(parts: list[Part]) -> bool:
        """At least one, of those the giver asked, none twice in one hand, at most one that leads."""
        posts = [part.position for part in parts]
        leads = [part for part in parts if part.role == "koordinator"]
        return (
            bool(parts)
            and len(set(posts)) == len(posts)
            and len(leads) < 2
            and all(
                part.parent is None and part.status in {"completed", "closed"} and not part.to_know
                for part in parts
            )
        )

    # --- Giving ------------------------------------------------------------------------------------

    def give(self, actor: Actor, order: Order, at: datetime, verb: str = "issue") -> bool:
        """Give an order at once, or keep it as a draft; `order.chosen` is whom it goes to."""
        hat = self.seating.pick(actor, verb, at.date(), lambda _hat: True)
        if hat is None:
            return False
        order.giver = hat.post
        if (verb == "issue" and not self._may_go_to(order, order.chosen)) or not self.opens(
            order, hat
        ):
            return False
        self.orders.append(order)
        if verb == "issue":
            self._give(order, actor, hat, at)
        else:
            self.note(order, None, verb, actor, hat, at)
        return True

    def _give(self, order: Order, actor: Actor, hat: Hat, at: datetime) -> None:
        to = {post: role for post, role in order.chosen.items() if post != order.giver}
        few = len(to) == 1 or order.classification != "biasa"
        order.only_me, order.conveyed = few and not order.controller, hat.delegated
        order.answer_by, order.finish_by = due(order.urgency, at)
        order.status = "issued"
        self.note(order, None, "issue", actor, hat, at)
        self.send(order, None, order.giver, to, (order.answer_by, order.finish_by), actor, hat, at)

    # --- What of it --------------------------------------------------------------------------------

    def on_order(self, order: Order, verb: str, actor: Actor, at: datetime, given: Given) -> bool:
        """Do it if it can be done; whether anything happened."""
        if verb in BY_MANY:
            return self._by_many(order, verb, actor, at)
        if verb == "supply_memo":
            return self._supply_memo(order, at)
        hat = self.hat_on_order(order, verb, ORDER_VERBS[verb][1], actor, at.date())
        if hat is None or not self.order_could(order, verb, at, given):
            return False
        self.done_by(actor, hat, None, at)
        match verb:
            case "issue":
                self._give(order, actor, hat, at)
            case "close":
                self.end_order(order, "completed", verb, actor, hat, at)
            case "revoke":
                self.end_order(order, "revoked", verb, actor, hat, at)
            case _:
                self._say_to_all(order, verb, actor, hat, at, given)
        return True

    def _say_to_all(
        self, order: Order, verb: str, actor: Actor, hat: Hat, at: datetime, given: Given
    ) -> None:
        order.needs_paper |= verb == "prepare_memo"
        order.confirmed |= verb == "confirm"
        if verb == "edit":
            order.chosen = dict(given.to)
        elif verb == "reclassify":
            order.classification = given.classification
        elif verb == "extend":
            order.finish_by = given.finish_by
        elif verb == "reopen":
            order.status, order.closed_at = "issued", None
        self.note(order, None, verb, actor, hat, at)
        if verb == "extend" and given.finish_by is not None:
            self._extend_all(order, given.finish_by, actor, hat, at)
        elif verb == "add_recipients":
            to = {post: role for post, role in given.to.items() if post != order.giver}
            dates = due_later(order.urgency, at, order.finish_by)
            self.send(order, None, order.giver, to, dates, actor, hat, at)
        elif verb == "reopen":
            self._work_again(order, given, actor, hat, at)

    def _extend_all(
        self, order: Order, day: datetime, actor: Actor, hat: Hat, at: datetime
    ) -> None:
        for part in [one for one in order.roots if one.is_open and not one.to_know]:
            if is_later(day, part.finish_by):
                part.finish_at(day, at)
                self.note(order, part, "extend", actor, hat, at)
                self.happened["extended with the order"] += 1
            else:
                self.happened["had longer than the order already"] += 1

    def _work_again(self, order: Order, given: Given, actor: Actor, hat: Hat, at: datetime) -> None:
        for part in given.parts:
            part.status, part.settled_at, part.reported_at = "in_progress", None, None
            part.finish_by = given.finish_by or due(order.urgency, at)[1]
            self.note(order, part, "rework", actor, hat, at)
            self.happened["worked on again with the order"] += 1

    def _by_many(self, order: Order, verb: str, actor: Actor, at: datetime) -> bool:
        one = {"accept_all": "accept", "remind_silent": "remind"}[verb]
        side = {part.giver for part in order.parts} | {order.giver, order.controller}
        hat = self.seating.pick(
            actor, one, at.date(), lambda hat: self.opens(order, hat) and hat.post in side
        )
        if hat is None:
            return False
        source = {"accept_all": "reported", "remind_silent": "sent"}[verb]
        mine = [
            part for part in order.parts
            if part.status == source and not (verb == "remind_silent" and part.to_know)
            and order.letters(hat.post, part) & set("GC") and self.fits(order, part, one, at)
        ]  # fmt: skip
        for part in mine:
            if verb == "accept_all":
                part.status = "completed"
                part.end(at)
            else:
                part.reminded_at = at
            self.note(order, part, one, actor, hat, at)
        if verb == "accept_all" and mine:
            self.settled(order, mine, actor, hat, at)
        self.happened[f"{verb}"] += bool(mine)
        self.happened[f"{verb}: several"] += len(mine) > 1
        return bool(mine)

    def _supply_memo(self, order: Order, at: datetime) -> bool:
        """The paper is out; the system says so, in nobody's post."""
        waiting = [part for part in order.parts if part.is_open and part.awaits_memo]
        for part in waiting:
            part.run_on(at)
            part.acts += 1
            part.looked_at_next(at)
            self.acts.append(Act(order, part, "supply_memo", "", "", False, part.status, at))
        self.happened["share: supply_memo"] += len(waiting)
        return bool(waiting)

    # --- Whose turn --------------------------------------------------------------------------------

    def turns(self) -> Iterator[tuple[Order, Part | None, str]]:
        """For all that is given and not over, the position whose turn it is."""
        for order in self.orders:
            if order.status != "issued":
                continue
            running = [part for part in order.parts if part.status in OPEN and not part.to_know]
            for part in running:
                yield order, part, part.position if TURN[part.status] == "recipient" else part.giver
            if not running:
                self.happened["waits for its giver alone"] += 1
                yield order, None, order.giver
