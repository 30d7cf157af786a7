"""The plain office itself: its people, its orders, and the record of what was done."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.instructions.office.orders import Act, Order, Part
from tests.instructions.office.seats import Actor, Hat, Seating


@dataclass
class Record:
    """Times only go forward. `happened` counts what is worth telling of a course."""

    seating: Seating = field(default_factory=Seating)
    orders: list[Order] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)

    def hat_on_part(
        self, order: Order, part: Part, verb: str, who: str, actor: Actor, on: date
    ) -> Hat | None:
        """The hat in which this is one's own to do, if there is exactly one."""
        shut = [hat for hat in actor.hats.values() if not self.opens(order, hat)]
        self.happened["a lent hat did not open what is secret"] += any(
            hat.allows(verb) and order.letters(hat.post, part) & set(who) for hat in shut
        ) and len(shut) < len(actor.hats)
        return self.seating.pick(
            actor, verb, on,
            lambda hat: self.opens(order, hat) and bool(order.letters(hat.post, part) & set(who)),
        )  # fmt: skip

    def hat_on_order(self, order: Order, verb: str, who: str, actor: Actor, on: date) -> Hat | None:
        """The same for the order as a whole."""
        return self.seating.pick(
            actor, verb, on, lambda hat: self.opens(order, hat) and hat.post in sides(order, who)
        )

    @staticmethod
    def opens(order: Order, hat: Hat) -> bool:
        """What is secret is shut to a hat that was lent without saying so."""
        return hat.secret or not order.is_secret

    def note(
        self, order: Order, part: Part | None, verb: str, actor: Actor, hat: Hat, at: datetime
    ) -> None:
        """Write down what was done, after it was."""
        subject = part or order
        subject.acts += 1
        if part is not None:
            part.looked_at_next(at)
        delegated, told = hat.delegated, (actor.who, hat.post)
        self.acts.append(Act(order, part, verb, *told, delegated, subject.status, at))
        self.happened[f"{'share' if part else 'order'}: {verb}"] += 1
        self.happened[f"{'share' if part else 'order'} is {subject.status}"] += 1

    def done_by(self, actor: Actor, hat: Hat, part: Part | None, at: datetime) -> None:
        """Count in what right somebody acted."""
        if hat.why != "held":
            self.happened[f"acted in a post that was {hat.why}"] += 1
            return
        rows = [
            seat for seat in self.seating.seats
            if (seat.who, seat.post) == (actor.who, hat.post) and seat.runs(at.date())
        ]  # fmt: skip
        if all(seat.instead is not None for seat in rows):
            self.happened["acted instead of somebody absent"] += 1
        elif part is not None and all(seat.since > part.born.date() for seat in rows):
            self.happened["acted on what a predecessor left"] += 1


def sides(order: Order, who: str) -> set[str]:
    """The posts of the giver's side that `who` speaks of, in letters."""
    return {post for letter, post in (("G", order.giver), ("C", order.controller)) if letter in who}
