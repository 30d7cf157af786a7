"""Who sits where on which day in the plain office, who stands in for whom, and what follows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.instructions.office.posts import DESK, PERSONNEL, POSTS, SUPERIOR

A_DAY = timedelta(days=1)
LEVELS = 4
# What only a holder does, and what the desk does for a vacant post that nobody stands above.
ONLY_HOLDERS = {"draft", "edit", "issue", "confirm"}
FOR_THE_UNLED = {
    "answer", "accept", "return", "remind", "comment", "extend", "close", "prepare_memo",
    "confirm_redirect", "refuse_redirect",
}  # fmt: skip
AIDES = ("draft", "edit", "issue", "remind", "comment", "prepare_memo")


@dataclass
class Away:
    """Somebody is away; `over` once it was taken back."""

    who: str
    since: date
    until: date
    over: bool = False


@dataclass
class Seat:
    """Somebody in a post for a time; as a stand-in where it belongs to an absence."""

    who: str
    post: str
    since: date
    until: date | None = None
    instead: Away | None = None

    def runs(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass
class Lent:
    """Some verbs of a post in the hands of somebody else."""

    post: str
    who: str
    verbs: tuple[str, ...]
    secret: bool
    since: date
    until: date | None = None

    def runs(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Hat:
    """A post somebody acts in, and why: held, lent, or vacant below them or without anybody above."""

    post: str
    why: str
    verbs: tuple[str, ...] = ()
    secret: bool = True

    @property
    def last_resort(self) -> bool:
        return self.why in {"below", "unled"}

    @property
    def delegated(self) -> bool:
        return self.why in {"lent", "unled"}

    def allows(self, verb: str) -> bool:
        if self.why == "below":
            return verb not in ONLY_HOLDERS
        return self.why == "held" or verb in self.verbs


@dataclass
class Actor:
    """Somebody with the hats they had when their request began, and the one they named."""

    who: str
    hats: dict[str, Hat]
    named: str = ""


@dataclass
class Seating:
    """Seats, absences and lendings."""

    seats: list[Seat] = field(default_factory=list)
    aways: list[Away] = field(default_factory=list)
    lent: list[Lent] = field(default_factory=list)
    worn: dict[tuple[str, date], dict[str, Hat]] = field(default_factory=dict, repr=False)
    """Hats as they were found; empty again after every change."""

    # --- Hats --------------------------------------------------------------------------------------

    def vacant(self, post: str, on: date) -> bool:
        return not any(seat.post == post and seat.runs(on) for seat in self.seats)

    def holds(self, who: str, post: str, on: date) -> bool:
        return any(s.who == who and s.post == post and s.runs(on) for s in self.seats)

    def reason(self, who: str, post: str, on: date, why: str) -> Hat | None:
        """The hat of this person for this post for this one reason, if it is true."""
        if why == "held":
            return Hat(post, why) if self.holds(who, post, on) else None
        if why == "lent":
            rows = [x for x in self.lent if (x.who, x.post) == (who, post) and x.runs(on)]
            return Hat(post, why, rows[0].verbs, rows[0].secret) if rows else None
        return self._of_vacant(who, post, on, why)

    def _of_vacant(self, who: str, post: str, on: date, why: str) -> Hat | None:
        """Up from a vacant post through others: to a superior who is there, or to nobody at all."""
        way: list[str] = []
        top: str | None = post
        while top is not None and self.vacant(top, on):
            way.append(top)
            top = SUPERIOR[top]
        if not 0 < len(way) <= LEVELS:
            return None
        if why == "below" and top is not None and self.holds(who, top, on):
            return Hat(post, why)
        if why == "unled" and top is None and self.holds(who, DESK, on):
            return Hat(post, why, tuple(sorted(FOR_THE_UNLED)), secret=False)
        return None

    def hats(self, who: str, on: date) -> dict[str, Hat]:
        """Every post a person acts in on a day, each for its best reason."""
        if (who, on) not in self.worn:
            found = {}
            for post in POSTS:
                whys = ("held", "below", "unled", "lent")
                reasons = (self.reason(who, post, on, why) for why in whys)
                hat = next((hat for hat in reasons if hat is not None), None)
                if hat is not None:
                    found[post] = hat
            self.worn[who, on] = found
        return self.worn[who, on]

    def stands(self, hat: Hat, who: str, on: date) -> Hat | None:
        """What has become of a hat read earlier: it stands, or another reason took its place."""
        return self.reason(who, hat.post, on, hat.why) or self.hats(who, on).get(hat.post)

    def pick(self, actor: Actor, verb: str, on: date, fits: Callable[[Hat], bool]) -> Hat | None:
        """The hat somebody does this in; none where several fit, or where it ended meanwhile."""
        fitting = [hat for hat in actor.hats.values() if hat.allows(verb) and fits(hat)]
        if actor.named:
            fitting = [hat for hat in fitting if hat.post == actor.named]
        fitting = [hat for hat in fitting if not hat.last_resort] or fitting
        if len(fitting) != 1:
            return None
        now = self.stands(fitting[0], actor.who, on)
        return now if now is not None and now.allows(verb) and fits(now) else None

    # --- Absences ----------------------------------------------------------------------------------

    def away(self, by: str, who: str, instead: str, days: tuple[date, date], today: date) -> bool:
        """Register an absence, with or without somebody instead."""
        since, until = days
        posts = [
            s for s in self.seats
            if s.who == who and s.instead is None and s.since <= until
            and (s.until is None or s.until >= since)
        ]  # fmt: skip
        if not self._may_register(by, who, bool(posts), today) or who == instead:
            return False
        clash = [
            x for x in self.aways
            if x.who in {who, instead} and not x.over and x.since <= until and x.until >= since
        ]  # fmt: skip
        if since < today or until < since or clash:
            return False
        away = Away(who, since, until)
        self.worn.clear()
        self.aways.append(away)
        for post in posts if instead else []:
            first, last = max(since, post.since, today), min(until, post.until or until)
            if first <= last:
                self.seats.append(Seat(instead, post.post, first, last, away))
        return True

    def _may_register(self, by: str, who: str, has_post: bool, today: date) -> bool:
        if by == who:
            return any(seat.who == by and seat.runs(today) for seat in self.seats)
        return has_post and self.holds(by, PERSONNEL, today)

    def _may_change(self, by: str, away: Away, today: date) -> bool:
        posted = any(
            s.who == away.who and s.instead is None and s.since <= away.until
            and (s.until is None or s.until >= away.since)
            for s in self.seats
        )  # fmt: skip
        own = by == away.who and any(s.who == by and s.runs(today) for s in self.seats)
        return own or (posted and self.holds(by, PERSONNEL, today))

    def shorten(self, by: str, away: Away, last: date, today: date) -> bool:
        """Back earlier; whoever stood in stops with it."""
        fits = today <= away.until and max(away.since, today - A_DAY) <= last < away.until
        if away.over or not fits or not self._may_change(by, away, today):
            return False
        self.worn.clear()
        away.until = last
        self.seats = [s for s in self.seats if s.instead is not away or s.since <= last]
        for seat in self.seats:
            if seat.instead is away and seat.until is not None:
                seat.until = min(seat.until, last)
        return True

    def cancel(self, by: str, away: Away, today: date) -> bool:
        """As if it had never been to be."""
        if away.over or away.since < today or not self._may_change(by, away, today):
            return False
        self.worn.clear()
        away.over = True
        self.seats = [seat for seat in self.seats if seat.instead is not away]
        return True

    # --- Lending -----------------------------------------------------------------------------------

    def lend(self, actor: Actor, lent: Lent, today: date) -> bool:
        """A holder lends verbs of a post; to one person once at a time."""
        again = [
            x for x in self.lent
            if (x.post, x.who) == (lent.post, lent.who)
            and (x.until is None or x.until >= lent.since)
            and (lent.until is None or x.since <= lent.until)
        ]  # fmt: skip
        hat = actor.hats.get(lent.post)
        if hat is None or hat.why != "held" or actor.who == lent.who or again:
            return False
        if not self.holds(actor.who, lent.post, today):
            return False
        self.worn.clear()
        self.lent.append(lent)
        return True

    def take_back(self, actor: Actor, post: str, who: str, today: date) -> int:
        """A holder takes back all that was lent; how many there were."""
        rows = [lent for lent in self.lent if (lent.post, lent.who) == (post, who)]
        hat = actor.hats.get(post)
        if hat is None or hat.why != "held" or not self.holds(actor.who, post, today):
            return 0
        self.worn.clear()
        self.lent = [lent for lent in self.lent if lent not in rows]
        return len(rows)

    # --- Reshuffles --------------------------------------------------------------------------------

    def reshuffle(self, moves: Iterable[tuple[str, str, str]], first: date) -> None:
        """People leave posts and enter others on a day; "" is nowhere."""
        eve, moves = first - A_DAY, list(moves)
        self.worn.clear()
        ending = [
            seat for seat in self.seats for who, left, _entered in moves
            if seat.post == left
            and (seat.instead.who == who if seat.instead else seat.who == who)
        ] + [
            seat for seat in self.seats for _who, _left, entered in moves
            if seat.post == entered and seat.instead is not None
        ]  # fmt: skip
        kept = []
        for seat in self.seats:
            ends = any(seat is one for one in ending) and (seat.until is None or seat.until > eve)
            if ends and seat.since > eve:
                continue
            kept.append(replace(seat, until=eve) if ends else seat)
        self.seats = kept
        self.seats += [Seat(who, entered, first) for who, _left, entered in moves if entered]

    def put_back(self, seats: list[Seat]) -> None:
        """The seats as they were before a reshuffle that was withdrawn."""
        self.worn.clear()
        self.seats = seats
