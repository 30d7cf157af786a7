"""People go away, stand in, lend their verbs and change posts, in both offices."""

from collections import Counter
from copy import deepcopy
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import absences, delegations
from accounts.absences import Away as RealAway
from accounts.delegations import Lending
from accounts.models import Reshuffle
from accounts.reshuffle import actions as reshuffles
from tests.accounts.reshuffle.offices import line, table
from tests.instructions.office.posts import PERSONNEL, POSTS, VILLAGE
from tests.instructions.office.seats import A_DAY, AIDES, Lent, Seating
from tests.instructions.real_office import AIDE, PEOPLE, World
from tests.instructions.tries import Chooser
from workflow.refusals import Refused

LENDABLE = (*AIDES, "answer", "accept", "return", "acknowledge", "report", "pass_down")


class Changes:
    """Chance over the people of both offices, at one moment."""

    def __init__(self, choose: Chooser) -> None:
        self.choose, self.chance, self.at = choose, choose.chance, choose.at
        self.world: World = choose.world
        self.model = choose.model
        self.seating: Seating = self.model.seating
        self.today: date = timezone.localdate(self.at)

    def any_of_them(self) -> str:
        """One change, tried; what was said of it."""
        ways = [self.away, self.away, self.reshuffle, self.reshuffle, self.lend]
        if self.world.known.aways:
            ways += [self.shorten, self.cancel, self.cancel]
        if self.seating.lent:
            ways.append(self.take_back)
        return self.chance.choice(ways)()

    def tried(self, real: Any, kind: str, verbs: list[str], *, plain: bool) -> Any:
        """What came of it in the real office, if the plain one agrees on whether it could be."""
        came, refused = None, ""
        try:
            with transaction.atomic():
                came = real()
        except Refused as said:
            refused = said.refusal.code
        assert not (plain and refused), refused
        wrote = Counter((entry.kind, entry.verb) for entry in self.world.new_entries())
        assert wrote == (Counter((kind, verb) for verb in verbs) if plain else Counter())
        for verb in verbs if plain else ():
            self.model.happened[f"{kind}: {verb}"] += 1
        return came

    # --- Absences ----------------------------------------------------------------------------------

    def _clerk_or(self, who: str) -> str:
        """Mostly the person itself, or whoever administers; seldom anybody."""
        clerks = [one for one in PEOPLE if self.seating.holds(one, PERSONNEL, self.today)]
        near = [who, who, *clerks]
        return self.chance.choice(near if self.choose.often(85) else PEOPLE)

    def away(self) -> str:
        """Somebody will be away, perhaps with somebody instead."""
        seated = sorted({seat.who for seat in self._kept()})
        who = self.chance.choice(seated if self.choose.often(90) else PEOPLE)
        others = [one for one in PEOPLE if one != who or self.choose.often(5)]
        instead = self.chance.choice(others) if self.choose.often(85) else ""
        by = self._clerk_or(who)
        since = self.today + self.chance.choice([0, 0, 1, 2]) * A_DAY
        until = since + self.chance.choice([0, 1, 2, 4]) * A_DAY
        real, _plain = self.world.both(by, self.at)
        people = self.world.people
        wanted = RealAway(
            "cuti", since, until, person=people[who].public_id,
            substitute=people[instead].public_id if instead else None,
        )  # fmt: skip
        plain = self.seating.away(by, who, instead, (since, until), self.today)
        made = self.tried(
            lambda: absences.register(wanted, actor=real, at=self.at),
            "absence", ["register"], plain=plain,
        )  # fmt: skip
        if made is not None:
            self.world.known.aways.append(str(made.public_id))
        return f"{by}: {who} is away from {since:%d} to {until:%d}, {instead or 'nobody'} instead"

    def _one_away(self) -> int:
        """An absence, rather one that is not over."""
        rows = self.seating.aways
        weights = [
            1 + (not one.over) * (4 * (one.until >= self.today) + 8 * (one.since >= self.today))
            for one in rows
        ]
        return self.chance.choices(range(len(rows)), weights)[0]

    def shorten(self) -> str:
        """Somebody is back earlier."""
        n = self._one_away()
        away, key = self.seating.aways[n], self.world.known.aways[n]
        by = self._clerk_or(away.who)
        last = max(away.since, self.today - A_DAY) + self.chance.choice([0, 0, 1, -1]) * A_DAY
        real, _plain = self.world.both(by, self.at)
        self.tried(
            lambda: absences.shorten(key, actor=real, at=self.at, ends_on=last),
            "absence", ["shorten"], plain=self.seating.shorten(by, away, last, self.today),
        )  # fmt: skip
        return f"{by}: {away.who} is back after {last:%d}"

    def cancel(self) -> str:
        """Somebody is not away after all."""
        n = self._one_away()
        away, key = self.seating.aways[n], self.world.known.aways[n]
        by = self._clerk_or(away.who)
        real, _plain = self.world.both(by, self.at)
        self.tried(
            lambda: absences.cancel(key, actor=real, at=self.at),
            "absence", ["cancel"], plain=self.seating.cancel(by, away, self.today),
        )  # fmt: skip
        return f"{by}: {away.who} is not away"

    # --- Lending -----------------------------------------------------------------------------------

    def lend(self) -> str:
        """A holder lends some verbs for a while."""
        by, to = self.chance.choice(PEOPLE), self.chance.choice(PEOPLE)
        hats = self.seating.hats(by, self.today)
        if not hats:
            return f"{by} has nothing to lend"
        post = self.chance.choice(sorted(hats))
        since = self.today + self.chance.choice([0, 0, 1]) * A_DAY
        until = self.chance.choice([None, since + A_DAY, since + 4 * A_DAY])
        verbs = tuple(self.chance.sample(LENDABLE, 6))
        real, plain = self.world.both(by, self.at, post)
        wanted = Lending(
            self.world.people[to].public_id, verbs, secret=self.choose.often(30), starts_on=since,
            ends_on=until,
        )  # fmt: skip
        lent = Lent(post, to, verbs, wanted.secret, since, until)
        self.tried(
            lambda: delegations.grant(wanted, actor=real, at=self.at),
            "grant", ["grant"], plain=self.seating.lend(plain, lent, self.today),
        )  # fmt: skip
        return f"{by} lends {post} to {to}"

    def take_back(self) -> str:
        """A holder takes back what was lent; what nobody ever wrote down is written down first."""
        lent = self.chance.choice(self.seating.lent)
        holders = [one for one in PEOPLE if self.seating.holds(one, lent.post, self.today)]
        by = self.chance.choice(holders or PEOPLE)
        named = lent.post if lent.post in self.seating.hats(by, self.today) else ""
        real, plain = self.world.both(by, self.at, named)
        if not named:
            return f"{by} has no say over {lent.post}"
        person = self.world.people[lent.who].public_id
        adopted = self._unwritten(lent)
        count = self.seating.take_back(plain, lent.post, lent.who, self.today)
        self.tried(
            lambda: delegations.end(person, actor=real, at=self.at),
            "grant", ["adopt"] * adopted + ["end"] * count, plain=bool(count),
        )  # fmt: skip
        return f"{by} takes {lent.post} back from {lent.who}"

    def _unwritten(self, lent: Lent) -> int:
        """How many of these nobody lent by their own act: the aide there was from the beginning."""
        rows = [one for one in self.seating.lent if (one.post, one.who) == (lent.post, lent.who)]
        return sum(one.verbs == AIDES for one in rows)

    # --- Reshuffles --------------------------------------------------------------------------------

    def reshuffle(self) -> str:
        """Some change posts in a day or two, by a decree; now and then it is taken back at once."""
        clerks = [one for one in PEOPLE if self.seating.holds(one, PERSONNEL, self.today)]
        coming = any(
            seat.since > self.today or (seat.until is not None and seat.until >= self.today)
            for seat in self.seating.seats if seat.instead is None
        )  # fmt: skip
        if not clerks or coming:
            return "nobody may decide a reshuffle now"
        by, first = self.chance.choice(clerks), self.today + self.chance.choice([1, 1, 2]) * A_DAY
        moves = self._moves(first)
        if not moves:
            return "nobody to move"
        real, _plain = self.world.both(by, self.at, PERSONNEL)
        rows = [
            line(
                self.world.member(who, left or entered),
                leaves=self.world.member(who, left) if left else None,
                enters=self.world.member(who, entered) if entered else None,
            )
            for who, left, entered in moves
        ]
        number = f"821.2/{self.model.happened['reshuffle: prepare']}/BKPSDM"
        data = table(*rows, decree=number, on=first, dated=f"{self.today:%d-%m-%Y}")
        reading = reshuffles.look_at(data, "mutasi.csv", actor=real)
        assert reading.decree is not None, [(f.code, f.reason) for f in reading.faults]
        decree = reading.decree
        made: Reshuffle = self.tried(
            lambda: reshuffles.prepare(decree, actor=real, at=self.at),
            "reshuffle", ["prepare"], plain=True,
        )  # fmt: skip
        key, before = str(made.public_id), deepcopy_of(self.seating)
        self.seating.reshuffle(moves, first)
        self.tried(
            lambda: reshuffles.decide(key, actor=real, at=self.at),
            "reshuffle", ["decide"], plain=True,
        )  # fmt: skip
        self._moved(moves, first)
        if self.choose.often(20):
            self.seating.put_back(before)
            self.tried(
                lambda: reshuffles.withdraw(key, actor=real, at=self.at, reason="Batal."),
                "reshuffle", ["withdraw"], plain=True,
            )  # fmt: skip
            self._moved(moves, first)
        return f"{by} moves {moves} on {first:%d}"

    def _moved(self, moves: list[tuple[str, str, str]], first: date) -> None:
        """From the day on the people moved wear what they should."""
        for who, _left, _entered in moves:
            self.world.wears_the_same(who, first)

    def _kept(self) -> list[Any]:
        return [seat for seat in self.seating.seats if seat.until is None]

    def _stood_in_for(self, who: str, post: str, on: date) -> bool:
        """Whether somebody will stand in for the holder of a post on a day."""
        return any(
            seat.post == post and seat.instead and seat.instead.who == who and seat.runs(on)
            for seat in self.seating.seats
        )

    def _moves(self, first: date) -> list[tuple[str, str, str]]:
        """A ring of two or three, or one who leaves, or one who comes to an empty post."""
        held = {
            seat.post: seat.who for seat in self._kept()
            if seat.who != AIDE and seat.post != PERSONNEL
        }  # fmt: skip
        seated = {seat.who for seat in self._kept()}
        empty = [post for post in POSTS if post not in {seat.post for seat in self._kept()}]
        idle = [who for who in PEOPLE if who not in seated | {AIDE}]
        if empty and idle and self.choose.often(25):
            return [(self.chance.choice(idle), "", self.chance.choice(empty))]
        if len(held) < 4:
            return []
        absent = [post for post in sorted(held) if self._stood_in_for(held[post], post, first)]
        rare = bool(absent) and self.choose.misses("left while somebody stood in")
        if len(empty) < 2 and (rare or self.choose.often(75 if absent else 50)):
            # What has nobody above it the desk keeps from standing still.
            unled = [post for post in ("bupati", VILLAGE) if post in held]
            few = absent or unled
            post = self.chance.choice(
                few if few and (rare or self.choose.often(70)) else sorted(held)
            )
            self.model.happened["left while somebody stood in"] += post in absent
            return [(held[post], post, "")]
        posts = self.chance.sample(sorted(held), self.chance.choice([2, 3]))
        return [(held[post], post, posts[n - 1]) for n, post in enumerate(posts)]


def deepcopy_of(seating: Seating) -> list[Any]:
    """The seats as they are, standing in for the same absences."""
    return deepcopy(seating.seats, {id(away): away for away in seating.aways})
