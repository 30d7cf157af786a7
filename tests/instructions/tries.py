"""What somebody tries next: mostly what is open to them, now and then anything at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.instructions.office.orders import CLASSES, DOES, LEADS, TO_KNOW, Given, Order, Part
from tests.instructions.office.posts import POSTS, may_be_addressed, may_be_handed
from tests.instructions.office.seats import Actor
from tests.instructions.office.whole import BY_MANY, ORDER_VERBS
from tests.instructions.real_office import ON_PART, PEOPLE, World

# What keeps a course going is tried more often than what ends it; 1 where it is not named.
WEIGHT = {
    "pass_down": 6.0, "report": 4.0, "accept": 4.0, "propose_redirect": 2.0, "decline": 2.0,
    "confirm_redirect": 3.0, "answer": 2.0, "start": 2.0, "resume": 4.0, "refuse_formal": 1.5,
    "reopen": 4.0, "rework": 4.0, "comment": 0.1, "remind": 0.4, "remind_silent": 0.3,
    "extend": 0.5, "revoke": 0.4, "close": 0.4, "reclassify": 0.4,
}  # fmt: skip
MINUTES = timedelta(minutes=1)


@dataclass
class Choice:
    """An order, one of its parts or the whole of it (-1), a verb and a person."""

    number: int
    n: int
    verb: str
    who: str


class Chooser:
    """Chance over both offices."""

    def __init__(self, chance: Random, world: World, at: datetime) -> None:
        self.chance, self.world, self.at = chance, world, at
        self.model = world.model

    def often(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent

    def one(self, found: list[str]) -> str:
        """One of the verbs, the heavier and the less done in this course the likelier."""
        done = self.model.happened
        weights = [
            WEIGHT.get(verb, 1.0) / (1 + done[f"share: {verb}"] + done[f"order: {verb}"])
            for verb in found
        ]
        return self.chance.choices(found, weights)[0]

    # --- Who and what ------------------------------------------------------------------------------

    def number(self) -> int:
        """An order: rather the one of a moment ago, else a running one."""
        orders = self.model.orders
        if self.world.last_order < len(orders) and self.often(60):
            return self.world.last_order
        weights = [8 if order.status == "issued" else 2 for order in orders]
        self.world.last_order = self.chance.choices(range(len(orders)), weights)[0]
        return self.world.last_order

    def on_part(self) -> Choice | None:
        """Something that somebody may do with a part now."""
        number = self.number()
        order = self.model.orders[number]
        if not order.parts:
            return None
        weights = [_interest(part) for part in order.parts]
        n = self.chance.choices(range(len(order.parts)), weights)[0]
        ways: dict[str, list[str]] = {}
        for who, acting in self._everybody().items():
            for verb in sorted(self.model.open_on_part(order, order.parts[n], acting, self.at)):
                ways.setdefault(verb, []).append(who)
        if not ways:
            return None
        verb = self.one(sorted(ways))
        # Whoever acts in a post that was not theirs at first is worth watching.
        own = {f"orang_{order.parts[n].position}", f"orang_{order.parts[n].giver}"}
        weights = [1 if who in own else 3 for who in ways[verb]]
        return Choice(number, n, verb, self.chance.choices(ways[verb], weights)[0])

    def on_order(self) -> Choice | None:
        """Something that somebody may do with an order now."""
        number = self.number()
        order = self.model.orders[number]
        ways: dict[str, list[str]] = {}
        for who, acting in self._everybody().items():
            for verb in sorted(self.model.open_on_order(order, acting, self.at)):
                ways.setdefault(verb, []).append(who)
        if order.status == "draft":
            ways["edit"] = ways.get("issue", PEOPLE)
        for verb in BY_MANY:
            ways[verb] = [who for part in order.parts for who in self._in(part.giver)] or PEOPLE
        if any(part.awaits_memo for part in order.parts):
            ways["supply_memo"] = PEOPLE[:1]
        verb = self.one(sorted(ways))
        return Choice(number, -1, verb, self.chance.choice(ways[verb]))

    def anything(self) -> Choice:
        """Whatever, by whomever."""
        number = self.number()
        parts = self.model.orders[number].parts
        if parts and self.often(70):
            n = self.chance.randrange(len(parts))
            return Choice(number, n, self.chance.choice(sorted(ON_PART)), self.anybody(parts[n]))
        verb = self.chance.choice([*sorted(ORDER_VERBS), *BY_MANY])
        return Choice(number, -1, verb, self.chance.choice(PEOPLE))

    def anybody(self, part: Part) -> str:
        """Anybody, rather somebody near."""
        near = [*self._in(part.position), *self._in(part.giver)]
        return self.chance.choice(near if near and self.often(60) else PEOPLE)

    def hat(self, acting: Actor) -> str:
        """A hat to name, or none."""
        return self.chance.choice(sorted(acting.hats)) if acting.hats and self.often(30) else ""

    def _everybody(self) -> dict[str, Actor]:
        hats = self.model.seating.hats
        return {who: Actor(who, hats(who, self.at.date())) for who in PEOPLE}

    def _in(self, post: str) -> list[str]:
        return [who for who in PEOPLE if post in self.model.seating.hats(who, self.at.date())]

    # --- What is said with it ----------------------------------------------------------------------

    def given(self, choice: Choice) -> Given:
        """Words and dates, mostly such as are wanted."""
        order = self.model.orders[choice.number]
        given = Given(reason=self.often(92), note=f"Laporan {len(self.model.acts)}.")
        if choice.n >= 0:
            self._of_part(given, order, order.parts[choice.n], choice.verb)
        else:
            self._of_order(given, order, choice.verb)
        return given

    def _of_part(self, given: Given, order: Order, part: Part, verb: str) -> None:
        match verb:
            case "acknowledge" | "promise":
                given.promised_at = self.moment(3) if verb == "promise" or self.often(50) else None
            case "answer" | "rework" | "pass_down":
                given.finish_by = self.moment(6) if self.often(25) else None
            case "extend":
                given.finish_by = self.moment(30)
            case "pause":
                given.until = self.moment(2)
            case "report":
                below = [one for one in order.below(part) if one.reported_at is not None]
                given.parts = [one for one in below if self.often(60)]
                if self.often(4):
                    given.parts = [self.chance.choice(order.parts)]
            case "propose_redirect":
                held = [one.position for one in order.parts if one.is_open]
                pool = held if held and self.often(35) else POSTS
                given.target = self.chance.choice(pool)
        if verb == "pass_down":
            given.to = self.cast(
                [p for p in POSTS if may_be_handed(p, part.position) and not order.held_by(p)]
            )

    def _of_order(self, given: Given, order: Order, verb: str) -> None:
        match verb:
            case "edit" | "add_recipients":
                given.to = self.cast(
                    [p for p in POSTS if may_be_addressed(p, order.giver) and not order.held_by(p)]
                )
            case "extend":
                given.finish_by = self.moment(30)
            case "reclassify":
                given.classification = self.chance.choices(CLASSES, [1, 6, 3, 1])[0]
            case "reopen":
                over = [
                    one for one in order.roots
                    if one.status in {"completed", "closed"} and not one.to_know
                ]  # fmt: skip
                pool = over if over and self.often(85) else order.parts
                count = min(len(pool), self.chance.choice([1, 2, 3]))
                given.parts = sorted(self.chance.sample(pool, count), key=order.parts.index)

    def moment(self, days: int) -> datetime:
        """A moment in the next days; seldom one that is past."""
        if self.often(4):
            return self.at - 5 * MINUTES
        return self.at + self.chance.randrange(1, days * 288) * 5 * MINUTES

    def cast(self, fitting: list[str]) -> dict[str, str]:
        """Some posts, mostly of those that fit, each with its role."""
        pool = fitting if fitting and self.often(92) else POSTS
        found = self.chance.sample(pool, min(len(pool), self.chance.choice([1, 1, 2, 3])))
        roles = self.chance.choices([DOES, LEADS, TO_KNOW], [6, 2, 2], k=len(found))
        return dict(zip(found, roles, strict=True))

    def order(self) -> Order:
        """A new order, its giver still open."""
        to = self.chance.sample(POSTS, self.chance.choice([1, 2, 3]))
        roles = self.chance.choices([DOES, LEADS, TO_KNOW], [7, 2, 1], k=len(to))
        return Order(
            giver="", chosen=dict(zip(to, roles, strict=True)),
            controller=self.chance.choice(POSTS) if self.often(35) else "",
            urgency=self.chance.choice(["biasa", "biasa", "segera", "sangat_segera"]),
            classification=self.chance.choices(CLASSES, [12, 2, 2, 1])[0],
            closed_list=self.often(30),
        )  # fmt: skip


def _interest(part: Part) -> float:
    """How much there is to see: where somebody waits for the giver, and deep down."""
    if not part.is_open:
        return 1.0 if part.status in {"completed", "closed"} else 0.3
    waits = part.status in {"reported", "clarifying", "redirect_proposed"}
    return 4.0 + 8.0 * waits + 2.0 * len(part.line)
