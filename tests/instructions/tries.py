"""What somebody tries next: mostly what is open to them, now and then anything at all."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.instructions.office.orders import (
    CLASSES,
    DOES,
    LEADS,
    TO_KNOW,
    Given,
    Order,
    Part,
)
from tests.instructions.office.parts import PART_VERBS, is_later
from tests.instructions.office.posts import POSTS, may_be_addressed
from tests.instructions.office.seats import Actor, Hat
from tests.instructions.office.whole import BY_MANY, ORDER_VERBS
from tests.instructions.real_office import ON_PART, PEOPLE, World
from tests.instructions.themes import Theme
from tests.instructions.threads import Threads, subordinates

# What keeps a course going is tried more often than what ends it; 1 where it is not named.
WEIGHT = {
    "pass_down": 6.0, "report": 6.0, "accept": 6.0, "propose_redirect": 4.0, "decline": 1.5,
    "confirm_redirect": 3.0, "answer": 3.0, "withdraw_question": 2.0, "acknowledge": 1.5,
    "start": 4.0, "resume": 8.0, "refuse_formal": 1.5, "refuse_redirect": 2.0,
    "request_formal": 0.6, "pause": 0.7, "rework": 4.0, "return": 3.0, "comment": 0.2,
    "remind": 0.4, "extend": 0.5, "revoke": 0.4,
}  # fmt: skip
ORDER_WEIGHT = {
    "confirm": 2.0, "extend": 0.8, "close": 0.3, "revoke": 0.15, "reopen": 2.0, "reclassify": 0.4,
    "prepare_memo": 0.5, "accept_all": 0.5, "remind_silent": 0.4, "supply_memo": 2.0, "issue": 2.0,
    "edit": 2.0,
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
    """Chance over both offices; `told` is what earlier courses came to."""

    def __init__(
        self, chance: Random, world: World, at: datetime, theme: Theme, told: Counter[str]
    ) -> None:
        self.chance, self.world, self.at = chance, world, at
        self.theme, self.told = theme, told
        self.model = world.model
        self.threads = Threads(world.model, at)

    def often(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent

    def one(self, found: list[str], *, noun: str = "share", much: dict[str, float]) -> str:
        """One of the verbs: the less done the likelier, and some by so much the more."""
        heavy = WEIGHT if noun == "share" else ORDER_WEIGHT
        weights = []
        for verb in found:
            here, before = (tally[f"{noun}: {verb}"] for tally in (self.model.happened, self.told))
            rare = (1 + 6 / (1 + before)) / (1 + here)
            asked = self.theme.verbs.get(verb, 1.0) * much.get(verb, 1.0)
            weights.append(heavy.get(verb, 1.0) * rare * asked)
        return self.chance.choices(found, weights)[0]

    # --- Who and what ------------------------------------------------------------------------------

    def number(self) -> int:
        """An order: rather the one of a moment ago, else a running one."""
        orders = self.model.orders
        if self.world.last_order < len(orders) and self.often(60):
            return self.world.last_order
        weights = [{"issued": 8, "completed": 5}.get(order.status, 2) for order in orders]
        self.world.last_order = self.chance.choices(range(len(orders)), weights)[0]
        return self.world.last_order

    def on_part(self) -> Choice | None:
        """Something that somebody may do with a part now."""
        number = self.number()
        order = self.model.orders[number]
        if not order.parts:
            return None
        weights = [_interest(order, part, self.theme.deep) for part in order.parts]
        n = self.chance.choices(range(len(order.parts)), weights)[0]
        ways: dict[str, list[str]] = {}
        for who, acting in self._everybody().items():
            for verb in sorted(self.model.open_on_part(order, order.parts[n], acting, self.at)):
                ways.setdefault(verb, []).append(who)
        if not subordinates(order, order.parts[n]) and self.often(80):
            ways.pop("pass_down", None)
        if not ways:
            return None
        verb = self.one(sorted(ways), much=_consequence(order, order.parts[n]))
        weights = [self.worth(order, order.parts[n], verb, who) for who in ways[verb]]
        return Choice(number, n, verb, self.chance.choices(ways[verb], weights)[0])

    def worth(self, order: Order, part: Part, verb: str, who: str) -> int:
        """Whoever acts in a post that was not theirs at first is worth watching, and two hats are."""
        own = {f"orang_{part.position}", f"orang_{part.giver}"}
        hats = self.model.seating.hats(who, self.at.date()).values()
        letters = set(PART_VERBS[verb][2])
        fitting = [
            hat for hat in hats if hat.allows(verb) and order.letters(hat.post, part) & letters
        ]
        return (1 if who in own else 3) + 8 * (len(fitting) > 1)

    def in_odd_hat(self) -> Choice | None:
        """Something that is somebody's in a post they did not begin with."""
        odd = [
            (who, hat) for who, acting in self._everybody().items()
            for hat in acting.hats.values() if who != f"orang_{hat.post}"
        ]  # fmt: skip
        weights = [{"unled": 10, "below": 6, "held": 3, "lent": 0.4}[hat.why] for _who, hat in odd]
        return self.in_hat(*self.chance.choices(odd, weights)[0]) if odd else None

    def in_hat(self, who: str, hat: Hat) -> Choice | None:
        """Something that is open to somebody in just this hat, whether they still have it or not."""
        acting = Actor(who, {hat.post: hat})
        ways: dict[str, list[Choice]] = {}
        for number, order in enumerate(self.model.orders):
            for n, part in enumerate(order.parts):
                for verb in sorted(self.model.open_on_part(order, part, acting, self.at)):
                    ways.setdefault(verb, []).append(Choice(number, n, verb, who))
        if not ways.keys() - {"comment", "remind"} and self.often(70):
            return None
        return self.chance.choice(ways[self.one(sorted(ways), much={})]) if ways else None

    def all_at_once(self) -> Choice | None:
        """Several reports that wait for one giver, taken together."""
        ways = [
            Choice(number, -1, "accept_all", who)
            for number, order in enumerate(self.model.orders)
            for giver, count in Counter(
                part.giver for part in order.parts if part.status == "reported"
            ).items()
            if count > 1 for who in self._in(giver)
        ]  # fmt: skip
        return self.chance.choice(ways) if ways else None

    def thread(self) -> Choice | None:
        """What is seldom and one step away: somebody takes up the thread, rather one still missing."""
        ways = [
            (line, Choice(number, n, verb, who))
            for number, order in enumerate(self.model.orders)
            for n, part in enumerate(order.parts)
            for line, verb, post in self.threads.of_part(order, part) for who in self._in(post)
        ]  # fmt: skip
        ways += [
            (line, Choice(number, n, verb, who))
            for number, order in enumerate(self.model.orders)
            for line, n, verb, people in self.threads.of_whole(order) for who in people
        ]  # fmt: skip
        missing = [way for way in ways if self.misses(way[0])]
        found = missing or ways
        return self.chance.choice(found)[1] if found else None

    def misses(self, line: str) -> bool:
        """Whether no course came to this yet."""
        return not self.told[line] and not self.model.happened[line]

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
        near = [who for part in order.parts for who in self._in(part.giver)]
        if near:
            ways |= dict.fromkeys(BY_MANY, near)
        if any(part.awaits_memo for part in order.parts):
            ways["supply_memo"] = PEOPLE[:1]
        if not ways:
            return None
        worth = [part.to_know + len(part.line) for part in order.parts if part.is_open]
        much = dict.fromkeys(("close", "revoke"), 0.5 + sum(worth))
        if any(is_later(part.finish_by, order.finish_by) for part in order.roots):
            much["extend"] = 8.0
        if self.misses("worked on again with the order"):
            much["reopen"] = 10.0
        verb = self.one(sorted(ways), noun="order", much=much)
        return Choice(number, -1, verb, self.chance.choice(ways[verb]))

    def anything(self) -> Choice:
        """Whatever, by whomever."""
        number = self.number()
        parts = self.model.orders[number].parts
        if parts and self.often(70):
            n = self.chance.randrange(len(parts))
            verb = self.seldom_refused("share", sorted(ON_PART))
            return Choice(number, n, verb, self.anybody(parts[n]))
        verb = self.seldom_refused("order", [*sorted(ORDER_VERBS), *BY_MANY])
        return Choice(number, -1, verb, self.chance.choice(PEOPLE))

    def seldom_refused(self, noun: str, verbs: list[str]) -> str:
        """One of the verbs, rather one that nobody was refused yet."""
        weights = [1 + 9 * self.misses(f"{noun}: {verb}: refused") for verb in verbs]
        return self.chance.choices(verbs, weights)[0]

    def anybody(self, part: Part) -> str:
        """Anybody, rather somebody near."""
        near = [*self._in(part.position), *self._in(part.giver)]
        return self.chance.choice(near if near and self.often(60) else PEOPLE)

    def hat(self, acting: Actor) -> str:
        """A hat to name, or none."""
        return self.chance.choice(sorted(acting.hats)) if acting.hats and self.often(20) else ""

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
                given.finish_by = self.moment(60)
            case "pause":
                given.until = self.moment(2)
            case "report":
                below = order.below(part)
                told = [one for one in below if one.reported_at is not None]
                given.parts = [one for one in told if self.often(80)]
                taken_back = [one for one in below if one.last_report and one not in told]
                if self.often(60 if taken_back else 10):  # no report, or not theirs
                    given.parts = [self.chance.choice(taken_back or below or order.parts)]
            case "propose_redirect":
                given.target = self.target(order, part)
        if verb == "pass_down":
            given.to = self.cast(subordinates(order, part))

    def _of_order(self, given: Given, order: Order, verb: str) -> None:
        match verb:
            case "edit" | "add_recipients":
                given.to = self.cast(
                    [p for p in POSTS if may_be_addressed(p, order.giver) and not order.held_by(p)]
                )
            case "extend":
                days = [one.finish_by for one in order.roots if one.finish_by is not None]
                later = [day for day in days if is_later(day, order.finish_by)]
                given.finish_by = self.moment(30)
                if later and self.often(60):  # between the order's day and what some have already
                    given.finish_by = max(later) - 5 * MINUTES
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

    def target(self, order: Order, part: Part) -> str:
        """Where it should have gone: to somebody who knows of it, works on it, or anybody."""
        free = [one for one in POSTS if self.model.may_take(order, part, one, self.at)]
        knows = [one.position for one in order.parts if one.is_open and one.to_know]
        works = [one.position for one in order.parts if one.is_open and not one.to_know]
        pools = [[one for one in pool if one in free] for pool in (knows, works, POSTS, POSTS)]
        pools = [pool for pool in pools if pool]
        return self.chance.choice(self.chance.choice(pools) if pools and self.often(92) else POSTS)

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

    def giver(self) -> tuple[str, str]:
        """Who gives an order, and in which post, mostly named; rather one that is vacant."""
        below = self._below()
        missing = self.misses("gave no order in a post that is vacant")
        if below and (missing or self.often(25)):
            return self.chance.choice(below)
        who = self.chance.choice(PEOPLE)
        posts = sorted(self.model.seating.hats(who, self.at.date()))
        return who, self.chance.choice(posts) if posts and self.often(80) else ""

    def has_vacancy(self) -> bool:
        """Whether somebody plays a vacant post below their own."""
        return bool(self._below())

    def _below(self) -> list[tuple[str, str]]:
        return [
            (who, hat.post) for who, acting in self._everybody().items()
            for hat in acting.hats.values() if hat.why == "below"
        ]  # fmt: skip

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


def _interest(order: Order, part: Part, deep: float) -> float:
    """How much there is to see: where the giver is waited for, deep down, and above others' work."""
    if not part.is_open:
        return 1.0 if part.status in {"completed", "closed"} else 0.3
    waits = part.status in {"reported", "clarifying", "redirect_proposed"}
    much = _consequence(order, part)
    return 4.0 + 8.0 * waits + deep * len(part.line) + 2.0 * sum(much.values(), 0.0)


def _consequence(order: Order, part: Part) -> dict[str, float]:
    """Verbs that would mean more than usual for others, and by how much."""
    much: dict[str, float] = {}
    below = order.below(part)
    beside = [one for one in order.parts if one.giver == part.giver and one is not part]
    if part.parent is not None and part.parent.is_open:  # whose report might take this one along
        much |= {"withdraw_report": 3.0, "return": 3.0}
    if any(one.last_report for one in below):
        much["report"] = 5.0
    elif any(one.status == "reported" for one in beside):
        much["report"] = 3.0
    if any(
        one.status == "redirect_proposed" and one.target == part.position for one in order.parts
    ):
        much["propose_redirect"] = 6.0
    depth = max((len(one.line) - len(part.line) for one in below if one.is_open), default=0)
    if depth:
        ends = ("accept", "revoke", "decline", "propose_redirect", "confirm_redirect")
        much |= {verb: max(much.get(verb, 0.0), 1.0 + depth) for verb in ends}
    if [one for one in order.roots if one.is_open or one.status == "completed"] == [part]:
        much |= {"revoke": 6.0, "decline": 6.0}
    return much
