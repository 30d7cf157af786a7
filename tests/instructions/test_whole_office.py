"""A whole office at work: random people try random verbs on several orders, while they are away,
stand in for one another and change places; a second account (office.py) says what comes of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from accounts.models import Appointment, Capacity, Person, Position
from instructions import actions
from instructions.addressing import Recipient
from instructions.models import Assignment, Instruction
from tests.instructions.office import OPEN, RANK, SUPERIOR, Office, Order, Part
from tests.instructions.orders import order_to
from tests.people import AT, START, Member, actor, appoint, person, position
from workflow import door
from workflow.models import Entry, subject_models
from workflow.refusals import Refused
from workflow.verify import verify

VERBS = sorted(Office.SIMPLE)
MOVING = [verb for verb in VERBS if Office.SIMPLE[verb][1]]
PEOPLE = [f"orang_{seat}" for seat in SUPERIOR]
ORDER_VERBS = ("comment", "close", "revoke", "reopen", "add_recipients", "accept_all")
SAID = {
    "ask": {"question": "Termasuk desa?"},
    "answer": {"answer": "Termasuk."},
    "progress": {"note": "Separuh."},
    "report": {"note": "Selesai.", "reason": "Yang di bawah menyusul."},
    "comment": {"note": "Baik."},
}
BARE = {
    "acknowledge", "start", "withdraw_question", "withdraw_report", "accept", "remind", "resume",
    "confirm_redirect", "accept_all",
}  # fmt: skip
ACTION: dict[str, Callable[..., Any]] = {
    **{verb: getattr(actions, verb) for verb in Office.SIMPLE if verb != "return"},
    "return": actions.return_,
    "revoke": actions.revoke_share,
}
ON_ORDER: dict[str, Callable[..., Any]] = {
    "comment": actions.comment_order, "close": actions.close, "revoke": actions.revoke,
    "reopen": actions.reopen, "add_recipients": actions.add_recipients,
    "accept_all": actions.accept_all,
}  # fmt: skip


class World:
    """The real office beside the plain one."""

    def __init__(self) -> None:
        self.model = Office()
        self.seats: dict[str, Position] = {}
        self.people: dict[str, Person] = {}
        for seat, superior in SUPERIOR.items():
            self.seats[seat] = position(
                seat, superior=self.seats[superior] if superior else None, rank=RANK.get(seat, 50)
            )
            self.people[f"orang_{seat}"] = person(seat)
            self.sit(f"orang_{seat}", seat, START, None)
        self.keys: list[int] = []

    def sit(self, who: str, seat: str, since: date, until: date | None) -> None:
        """Somebody holds a position for a time; beside a definitive holder as Plh."""
        taken = any(s == seat and u is None for _w, s, _since, u in self.model.seats)
        capacity = Capacity.PLH if taken else Capacity.DEFINITIVE
        appoint(
            self.people[who], self.seats[seat], capacity=capacity, starts_on=since, ends_on=until
        )
        self.model.seats.append((who, seat, since, until))

    def swap(self, one: str, other: str, on: date) -> None:
        """Two definitive holders change places from `on`."""
        both = [s for s in self.model.seats if s[1] in {one, other} and s[3] is None]
        for who, seat, since, _until in both:
            self.model.seats.remove((who, seat, since, None))
            self.model.seats.append((who, seat, since, on - timedelta(days=1)))
        seats = [self.seats[seat].pk for _who, seat, _since, _until in both]
        rows = Appointment.objects.filter(position__in=seats, ends_on=None)
        rows.update(ends_on=on - timedelta(days=1))
        for (who, _s, _a, _b), (_w, seat, _c, _d) in zip(both, reversed(both), strict=True):
            self.sit(who, seat, on, None)

    def issue(self, *to: str, giver: str, controller: str = "", urgent: bool = False) -> None:
        members = [Member(self.people["orang_bupati"], self.seats[seat]) for seat in to]
        order = order_to(
            *members,
            giver=Member(self.people[f"orang_{giver}"], self.seats[giver]),
            controller=str(self.seats[controller].public_id) if controller else "",
            urgency="sangat_segera" if urgent else "biasa",
        )
        self.keys.append(order.pk)
        parts = [Part(seat, giver) for seat in to]
        self.model.orders.append(Order(giver, controller, urgent, parts))

    def rows(self, number: int) -> list[Assignment]:
        """The shares of an order in the order they were born, which the model keeps as well."""
        rows = Assignment.objects.filter(instruction=self.keys[number]).with_line()
        born = {seat: n for n, seat in enumerate(SUPERIOR)}
        first = sorted(
            (row for row in rows if row.version and row.pk in self._first(number)),
            key=lambda row: born[row.position.title],
        )
        rest = sorted((row for row in rows if row not in first), key=lambda row: row.pk)
        return [*first, *rest]

    def _first(self, number: int) -> set[int]:
        """Ids of the shares the order was given with."""
        entries = Entry.objects.filter(root_id=self.keys[number], verb__in=["issue", "send"])
        issued = entries.get(verb="issue").request
        return set(entries.filter(verb="send", request=issued).values_list("subject_id", flat=True))


def holds(world: World, numbers: Iterable[int]) -> None:
    """These orders stand where the model says, and nothing is half done."""
    for number in numbers:
        order = world.model.orders[number]
        row = Instruction.objects.get(pk=world.keys[number])
        assert (row.status, row.version) == (order.status, order.acts)
        rows = world.rows(number)
        chains = Counter(
            Entry.objects.filter(root_id=row.pk, kind="assignment").values_list(
                "subject_id", flat=True
            )
        )
        for share, part in zip(rows, order.parts, strict=True):
            assert (share.position.title, share.giver.title) == (part.position, part.giver)
            assert share.parent == (rows[order.parts.index(part.parent)] if part.parent else None)
            assert (share.status, share.version) == (part.status, part.acts)
            assert chains[share.pk] == share.version
            assert share.awaits_memo == part.awaits_memo
            assert share.paused_until == part.paused
            if part.status not in OPEN:
                assert (share.answer_by, share.finish_by) == (None, None)
            assert part.status not in OPEN or order.status == "issued"


def nobody_waits_for_nobody(world: World, at: datetime) -> None:
    """Whoever's turn it is can do something that moves the order on."""
    for order, part, seat in world.model.turns():
        number = world.model.orders.index(order)
        subject: Instruction | Assignment = (
            world.rows(number)[order.parts.index(part)]
            if part is not None
            else Instruction.objects.select_related("giver", "controller").get(
                pk=world.keys[number]
            )
        )
        able = [who for who in PEOPLE if seat in world.model.hats(who, at.date())]
        assert able, f"nobody sits in {seat}"
        offers = door.offers(subject, actor=actor(world.people[able[0]], at=at), at=at)
        moving = [o for o in offers if o.refusal is None and o.move.target not in {"=", ""}]
        assert moving, (seat, subject.status)


# A transaction per course: one over all of them would hold up every reader of the change feed.
@pytest.mark.django_db(transaction=True)
def test_an_office_at_work_is_the_one_its_plain_account_says() -> None:
    world = World()
    frozen = list(world.model.seats)

    @settings(
        max_examples=10, deadline=None, database=None, derandomize=True, phases=[Phase.generate]
    )
    @given(st.randoms(use_true_random=True))
    def works(chance: Random) -> None:
        world.model, world.keys = Office(seats=list(frozen)), []
        with transaction.atomic():
            _day(chance, world)
            transaction.set_rollback(True)

    works()


def _day(chance: Random, world: World) -> None:
    world.issue("camat_a", "camat_b", giver="bupati", controller="sekda")
    world.issue("sekda", "kadis", giver="bupati", urgent=True)
    world.issue("camat_b", "kasi_1", giver="kadis")
    at = AT
    course: list[str] = []
    for _ in range(chance.randint(10, 40)):
        at += timedelta(minutes=chance.choice([5, 20, 45, 300, 1500]))
        if chance.randint(0, 9) == 0:
            course.append(_people_change(chance, world, at))
            continue
        number = chance.randrange(len(world.keys))
        moved, expected, said = _try(chance, world, number, at)
        course.append(f"{at:%d %H.%M} {said}")
        assert moved == expected, course
        holds(world, [number])
    holds(world, range(len(world.keys)))
    nobody_waits_for_nobody(world, at)
    assert verify(models=subject_models()).is_clean


def _people_change(chance: Random, world: World, at: datetime) -> str:
    """Somebody stands in for somebody for two days, or two change places tomorrow."""
    one, other = chance.sample(sorted(SUPERIOR), 2)
    tomorrow = at.date() + timedelta(days=1)
    ahead = any(since > at.date() for _w, _s, since, _u in world.model.seats)
    if chance.random() < 0.5 or ahead:
        who = next(w for w, s, _since, until in world.model.seats if s == other and until is None)
        world.sit(who, one, at.date(), tomorrow)
        return f"{who} stands in as {one}"
    world.swap(one, other, tomorrow)
    return f"{one} and {other} change places"


def _try(chance: Random, world: World, number: int, at: datetime) -> tuple[bool, bool, str]:
    """One try: whether something really moved, whether the model says so, and what it was."""
    order = world.model.orders[number]
    to = chance.choice(sorted(SUPERIOR))
    if chance.randint(0, 7) == 0:
        verb, who = chance.choice(ORDER_VERBS), chance.choice(PEOPLE)
        row = Instruction.objects.get(pk=world.keys[number])
        given_ = _given_order(world, number, verb, to)
        moved = _moved(
            row.pk, partial(ON_ORDER[verb], str(row.public_id), **given_), world, who, at
        )
        return moved, world.model.on_order(order, verb, who, at, to), f"{who} {verb} {number} {to}"
    wanted = _sensible(world, order, at) if chance.randint(0, 3) else {}
    if wanted:
        n, verb, who, to = chance.choice(wanted[chance.choice(sorted(wanted))])
    else:
        n = chance.randint(0, len(order.parts) - 1)
        verb, who = chance.choice(VERBS), chance.choice(PEOPLE)
    part = order.parts[n]
    share = world.rows(number)[n]
    work = partial(ACTION[verb], str(share.public_id), **_given_part(world, verb, at, to))
    moved = _moved(world.keys[number], work, world, who, at)
    expected = world.model.on_part(order, part, verb, who, at, to)
    return moved, expected, f"{who} {verb} {number}.{n} {to}"


def _sensible(
    world: World, order: Order, at: datetime
) -> dict[str, list[tuple[int, str, str, str]]]:
    """What would move a part now, by verb, revoking aside: else no order comes to its end."""
    ways: dict[str, list[tuple[int, str, str, str]]] = {}
    for n, part in enumerate(order.parts):
        for verb in MOVING:
            targets = SUPERIOR if verb in {"pass_down", "propose_redirect"} else [part.position]
            found = [
                (n, verb, who, to)
                for to in targets
                for who in PEOPLE
                if verb != "revoke" and world.model.could(order, part, verb, who, at, to)
            ]
            if found:
                ways.setdefault(verb, []).extend(found)
    return ways


def _given_part(world: World, verb: str, at: datetime, to: str) -> dict[str, Any]:
    later = {"extend": {"finish_by": at + timedelta(days=400)}}
    if verb == "extend":  # each later than the one before
        return {**later["extend"], "reason": "Hujan."}
    if verb == "pause":
        return {"until": at + timedelta(days=1), "reason": "Alat rusak."}
    if verb == "propose_redirect":
        return {"target": str(world.seats[to].public_id), "reason": "Bukan urusan kami."}
    if verb == "pass_down":
        return {"recipients": [Recipient(str(world.seats[to].public_id))]}
    if verb in SAID:
        return dict(SAID[verb])
    return {} if verb in BARE else {"reason": "Begitu."}


def _given_order(world: World, number: int, verb: str, to: str) -> dict[str, Any]:
    if verb == "add_recipients":
        return {"recipients": [Recipient(str(world.seats[to].public_id))], "reason": "Ikut."}
    if verb == "reopen":
        over = [
            str(row.public_id) for row in world.rows(number)
            if row.position.title == to and row.parent is None
            and row.status in {"completed", "closed"}
        ]  # fmt: skip
        return {"shares": over[-1:], "reason": "Belum semua."}
    if verb == "comment":
        return {"note": "Baik."}
    return {} if verb in BARE else {"reason": "Cukup."}


def _moved(order: int, work: Callable[..., Any], world: World, who: str, at: datetime) -> bool:
    """Whether the try left an entry; a refusal, and a repeat of one's own verb, leave none."""
    before = Entry.objects.filter(root_id=order).count()
    try:
        with transaction.atomic():
            work(actor=actor(world.people[who], at=at), at=at)
    except Refused:
        assert Entry.objects.filter(root_id=order).count() == before
        return False
    return Entry.objects.filter(root_id=order).count() > before
