"""A second, plain account of what an office does with its orders: dictionaries and loops, no Django.

It knows who sits where on which day, what is whose to do, and what follows from it. The stateful
test holds the real thing against it after every step.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

WORKING = ("sent", "acknowledged", "in_progress")
OPEN = (*WORKING, "clarifying", "redirect_proposed", "reported")
TURN = dict.fromkeys(WORKING, "recipient") | dict.fromkeys(
    ("clarifying", "redirect_proposed", "reported"), "giver"
)
DEEPEST = 4

# Who reports to whom. Ranks before 20 are leaders, whom only those ranked before them address.
SUPERIOR = {
    "bupati": None, "sekda": "bupati", "camat_a": "sekda", "camat_b": "sekda", "kadis": "sekda",
    "kasi_1": "camat_a", "kasi_2": "camat_a", "staf_1": "kasi_1", "staf_2": "staf_1",
}  # fmt: skip
RANK = {"bupati": 1, "sekda": 10}


def above(position: str) -> list[str]:
    """The superiors of a position, nearest first."""
    found, one = [], SUPERIOR[position]
    while one is not None:
        found.append(one)
        one = SUPERIOR[one]
    return found


@dataclass
class Part:
    """One recipient's share."""

    position: str
    giver: str
    parent: "Part | None" = None
    status: str = "sent"
    asked_from: str = ""
    target: str = ""
    reminded: datetime | None = None
    paused: datetime | None = None
    awaits_memo: bool = False
    acts: int = 1

    @property
    def line(self) -> "list[Part]":
        """The parts it came through, nearest first."""
        return [self.parent, *self.parent.line] if self.parent else []

    def end(self, status: str) -> None:
        self.status, self.paused, self.awaits_memo = status, None, False
        self.acts += 1

    def go(self, status: str) -> None:
        self.status = status
        self.acts += 1


@dataclass
class Order:
    """An order with its parts, in the order they were born."""

    giver: str
    controller: str
    urgent: bool
    parts: list[Part]
    status: str = "issued"
    acts: int = 1

    def below(self, part: Part) -> list[Part]:
        return [one for one in self.parts if part in one.line]

    def holds(self, position: str, *, but: Part | None = None) -> bool:
        return any(p.position == position and p.status in OPEN and p is not but for p in self.parts)


@dataclass
class Office:
    """Who sits where when, and every order. Times only go forward."""

    seats: list[tuple[str, str, date, date | None]] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)

    # --- People ------------------------------------------------------------------------------------

    def hats(self, person: str, on: date) -> list[str]:
        """The positions a person acts in on a day, each once."""
        return sorted(
            {seat for who, seat, since, until in self.seats
             if who == person and since <= on and (until is None or on <= until)}
        )  # fmt: skip

    def vacant(self, position: str, on: date) -> bool:
        return not any(
            seat == position and since <= on and (until is None or on <= until)
            for _who, seat, since, until in self.seats
        )

    def letters(self, order: Order, part: Part, hat: str) -> set[str]:
        """G gave it, C controls it, R received it, A stands above."""
        found = set()
        if hat == part.position:
            found.add("R")
        if hat == part.giver:
            found.add("G")
        if part.parent is None and hat == order.controller != part.position:
            found.add("C")
        if part.parent is not None and (
            hat in {order.giver, order.controller} or hat in {p.position for p in part.line[1:]}
        ):
            found.add("A")
        return found

    def one_hat(self, hats: Iterable[str], fits: Callable[[str], bool]) -> str | None:
        """The only hat that fits; none where several do and none was named."""
        fitting = [hat for hat in hats if fits(hat)]
        return fitting[0] if len(fitting) == 1 else None

    # --- A part ------------------------------------------------------------------------------------

    SIMPLE = {
        # verb: from, to ("" stays, "back" where it was asked from), who
        "acknowledge": (("sent",), "acknowledged", "R"),
        "start": (("acknowledged",), "in_progress", "R"),
        "ask": (WORKING, "clarifying", "R"),
        "answer": (("clarifying",), "back", "GC"),
        "withdraw_question": (("clarifying",), "back", "R"),
        "progress": ((*WORKING, "clarifying"), "in_progress", "R"),
        "report": ((*WORKING, "clarifying"), "reported", "R"),
        "withdraw_report": (("reported",), "in_progress", "R"),
        "return": (("reported",), "in_progress", "GC"),
        "remind": (WORKING, "", "GC"),
        "comment": (
            (*OPEN, "completed", "declined", "redirected", "revoked", "closed"),
            "",
            "GCRA",
        ),
        "extend": (OPEN, "", "GC"),
        "pause": (OPEN, "", "GC"),
        "resume": (OPEN, "", "GC"),
        "request_formal": (WORKING, "", "R"),
        "refuse_formal": (OPEN, "", "GC"),
        "propose_redirect": (WORKING, "redirect_proposed", "R"),
        "confirm_redirect": (("redirect_proposed",), "redirected", "GC"),
        "refuse_redirect": (("redirect_proposed",), "back", "GC"),
        "pass_down": (WORKING, "in_progress", "R"),
        "decline": (("sent", "acknowledged"), "declined", "R"),
        "accept": (("reported",), "completed", "GC"),
        "revoke": (OPEN, "revoked", "GC"),
        "rework": (("completed", "closed"), "in_progress", "GC"),
    }

    def on_part(
        self, order: Order, part: Part, verb: str, person: str, at: datetime, to: str = ""
    ) -> bool:
        """Do it if it can be done; whether it was."""
        if not self.could(order, part, verb, person, at, to):
            return False
        target = self.SIMPLE[verb][1]
        self._effects(order, part, verb, at, to)
        if verb == "propose_redirect" and order.urgent:
            part.end("redirected")
            self._hand_over(order, part)
        elif target in {"completed", "revoked", "declined"}:
            part.end(target)
            self._settled(order, [part])
        elif verb == "confirm_redirect":
            part.end(target)
            self._hand_over(order, part)
        else:
            part.go({"": part.status, "back": part.asked_from}.get(target, target))
        return True

    def could(
        self, order: Order, part: Part, verb: str, person: str, at: datetime, to: str = ""
    ) -> bool:
        """Whether this person in exactly one hat may, and the part is where it can be done."""
        sources, _target, who = self.SIMPLE[verb]
        hats = self.hats(person, at.date())
        if self.one_hat(hats, lambda hat: bool(self.letters(order, part, hat) & set(who))) is None:
            return False
        return part.status in sources and self._fits(order, part, verb, at, to)

    def _fits(self, order: Order, part: Part, verb: str, at: datetime, to: str) -> bool:
        paused = part.paused is not None and part.paused > at
        checks: dict[str, Callable[[], bool]] = {
            "remind": lambda: part.reminded is None or at >= part.reminded + timedelta(minutes=30),
            "pause": lambda: not paused,
            "resume": lambda: paused,
            "request_formal": lambda: not part.awaits_memo,
            "refuse_formal": lambda: part.awaits_memo,
            "decline": lambda: part.giver not in above(part.position),
            "propose_redirect": lambda: self._may_take(order, part, to, at),
            "confirm_redirect": lambda: self._may_take(order, part, part.target, at),
            "pass_down": lambda: (
                part.position in above(to) and len(part.line) + 1 < DEEPEST and not order.holds(to)
            ),
            "rework": lambda: (
                order.status == "issued"
                and (part.parent is None or part.parent.status in OPEN)
                and not order.holds(part.position, but=part)
            ),
        }
        return checks.get(verb, lambda: True)()

    def _may_take(self, order: Order, part: Part, to: str, at: datetime) -> bool:
        passed_on = any(
            one.position == to and one.status in {"redirected", "redirect_proposed"}
            for one in order.parts
        )
        theirs = {part.position, part.giver, order.giver, *(one.position for one in part.line)}
        return to not in theirs and not passed_on and not self.vacant(to, at.date())

    def _effects(self, order: Order, part: Part, verb: str, at: datetime, to: str) -> None:
        if verb in {"ask", "propose_redirect"}:
            part.asked_from = part.status
        if verb == "propose_redirect":
            part.target = to
        if verb == "remind":
            part.reminded = at
        if verb == "pause":
            part.paused = at + timedelta(days=1)
        if verb in {"resume", "extend"}:
            part.paused = None
        if verb in {"request_formal", "refuse_formal"}:
            part.awaits_memo = verb == "request_formal"
        if verb == "pass_down":
            order.parts.append(Part(to, part.position, part))

    def _hand_over(self, order: Order, part: Part) -> None:
        self._close_below(order, [part])
        if not order.holds(part.target):
            order.parts.append(Part(part.target, part.giver, part.parent))
        self._settled(order, [part])

    def _close_below(self, order: Order, parts: Iterable[Part]) -> None:
        for part in parts:
            for one in order.below(part):
                if one.status in OPEN:
                    one.end("closed")

    def _settled(self, order: Order, parts: list[Part]) -> None:
        self._close_below(order, parts)
        roots = {one.status for one in order.parts if one.parent is None}
        if order.status == "issued" and not roots & set(OPEN) and "completed" in roots:
            self._end(order, "completed", "closed")

    def _end(self, order: Order, status: str, of_parts: str) -> None:
        order.status = status
        order.acts += 1
        for one in order.parts:
            if one.status in OPEN:
                one.end(of_parts)

    # --- An order ----------------------------------------------------------------------------------

    def on_order(self, order: Order, verb: str, person: str, at: datetime, to: str = "") -> bool:
        """Do it if it can be done; whether anything happened."""
        hats = self.hats(person, at.date())
        if verb == "accept_all":
            return self._accept_all(order, hats)
        sides = {order.giver} if verb in {"revoke", "reopen"} else {order.giver, order.controller}
        if self.one_hat(hats, lambda hat: hat in sides) is None:
            return False
        if order.status != {"reopen": "completed"}.get(verb, "issued"):
            return False
        if verb in {"close", "revoke"}:
            ends = {"close": ("completed", "closed"), "revoke": ("revoked", "revoked")}
            self._end(order, *ends[verb])
            return True
        done = {"add_recipients": self._add, "reopen": self._reopen}.get(verb)
        if done is not None and not done(order, to):
            return False
        order.acts += 1
        return True

    def _add(self, order: Order, to: str) -> bool:
        leader = RANK.get(to, 99) < 20 and RANK[to] <= RANK.get(order.giver, 99)
        if to == order.giver or to in above(order.giver) or leader or order.holds(to):
            return False
        order.parts.append(Part(to, order.giver))
        return True

    def _reopen(self, order: Order, to: str) -> bool:
        again = [
            part for part in order.parts
            if part.position == to and part.parent is None and part.status in {"completed", "closed"}
        ][-1:]  # fmt: skip
        for part in again:
            order.status = "issued"
            part.go("in_progress")
        return bool(again)

    def _accept_all(self, order: Order, hats: list[str]) -> bool:
        sides = {part.giver for part in order.parts} | {order.giver, order.controller}
        hat = self.one_hat(hats, lambda one: one in sides)
        if hat is None:
            return False
        mine = [
            part for part in order.parts
            if part.status == "reported"
            and (part.giver == hat
                 or (part.parent is None and hat == order.controller != part.position))
        ]  # fmt: skip
        for part in mine:
            part.end("completed")
        if mine:
            self._settled(order, mine)
        return bool(mine)

    # --- Whose turn --------------------------------------------------------------------------------

    def turns(self) -> Iterator[tuple[Order, Part | None, str]]:
        """For all that is not over, the position whose turn it is."""
        for order in self.orders:
            if order.status != "issued":
                continue
            running = [part for part in order.parts if part.status in OPEN]
            for part in running:
                yield order, part, part.position if TURN[part.status] == "recipient" else part.giver
            if not running:
                yield order, None, order.giver
