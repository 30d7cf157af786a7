"""Any course an order may take: random people try random verbs, and a model of its own, a plain
table beside a list per share, says beforehand what comes of each try and where everything stands.
"""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor
from instructions import actions
from instructions.models import Assignment, Instruction
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, actor, cast
from workflow.models import Entry, subject_models
from workflow.refusals import Refused
from workflow.verify import verify

WORKING = ("sent", "acknowledged", "in_progress")
OPEN = (*WORKING, "clarifying", "reported")
TURN = {
    "sent": "recipient", "acknowledged": "recipient", "in_progress": "recipient",
    "clarifying": "giver", "reported": "giver", "completed": None, "revoked": None, "closed": None,
}  # fmt: skip

# Verb: from, to ("" leaves it, "back" is where it was asked from), who may, and whether a share for
# information may not. R recipient, G giver, C pengendali, J the giver's aide.
SHARE: dict[str, tuple[tuple[str, ...], str, str, bool]] = {
    "acknowledge": (("sent",), "acknowledged", "R", True),
    "start": (("acknowledged",), "in_progress", "R", False),
    "ask": (WORKING, "clarifying", "R", True),
    "answer": (("clarifying",), "back", "GC", False),
    "progress": ((*WORKING, "clarifying"), "in_progress", "R", True),
    "report": ((*WORKING, "clarifying"), "reported", "R", True),
    "withdraw_report": (("reported",), "in_progress", "R", False),
    "accept": (("reported",), "completed", "GC", False),
    "return": (("reported",), "in_progress", "GC", False),
    "remind": (WORKING, "", "GCJ", True),
    "comment": (tuple(TURN), "", "GCJR", False),
    "revoke": (OPEN, "revoked", "GC", False),
}
ORDER: dict[str, tuple[tuple[str, ...], str, str]] = {
    "comment": (("issued", "completed"), "", "GCJ"),
    "close": (("issued",), "completed", "GC"),
    "revoke": (("issued",), "revoked", "G"),
}
ON_SHARE: dict[str, Callable[..., Any]] = {
    "acknowledge": actions.acknowledge,
    "start": actions.start,
    "ask": partial(actions.ask, question="Termasuk desa?"),
    "answer": partial(actions.answer, answer="Termasuk."),
    "progress": partial(actions.progress, note="Satu titik."),
    "report": partial(actions.report, note="Selesai."),
    "withdraw_report": actions.withdraw_report,
    "accept": actions.accept,
    "return": partial(actions.return_, reason="Kurang foto."),
    "remind": actions.remind,
    "comment": partial(actions.comment, note="Baik."),
    "revoke": partial(actions.revoke_share, reason="Sudah ditangani."),
}
ON_ORDER: dict[str, Callable[..., Any]] = {
    "comment": partial(actions.comment_order, note="Baik."),
    "close": actions.close,
    "revoke": actions.revoke,
}
# The letter each person plays towards share 0, 1, 2; "-" sees the order alone, " " nothing at all.
PEOPLE = {
    "bupati": "GGG", "sekda": "CCC", "ajudan": "JJJ", "stranger": "   ",
    "camat_limun": "R--", "camat_pelawan": "-R-", "camat_singkut": "--R",
}  # fmt: skip
DOERS, KNOWER = (0, 1), 2


@dataclass
class Row:
    """What the model knows of one subject: its status, who did what, and the latest time."""

    status: str
    acts: list[tuple[str, str, str]] = field(default_factory=list)  # verb, person, status after
    minute: int = 0
    asked_from: str = ""
    reminded: int | None = None

    def act(self, verb: str, who: str, target: str, minute: int) -> None:
        if verb == "ask":
            self.asked_from = self.status
        if target == "back":
            target = self.asked_from
        self.status = target or self.status
        self.minute = max(self.minute, minute)
        if verb == "remind":
            self.reminded = self.minute
        self.acts.append((verb, who, self.status))

    def repeats(self, verb: str, who: str, source: tuple[str, ...]) -> bool:
        """Whether this person's own last `verb` still stands: nothing led back to before it."""
        mine = [n for n, (did, by, _) in enumerate(self.acts) if (did, by) == (verb, who)]
        after = [status for _, _, status in self.acts[mine[-1] :]] if mine else []
        return bool(mine) and self.status not in source and not set(after) & set(source)


@dataclass
class Model:
    """An order to two who do it and one who only knows."""

    order: Row = field(default_factory=lambda: Row("issued"))
    shares: list[Row] = field(default_factory=lambda: [Row("sent") for _ in range(3)])

    def on_share(self, n: int, verb: str, who: str, minute: int) -> str:
        source, target, may, not_for_knowers = SHARE[verb]
        share, part = self.shares[n], PEOPLE[who][n]
        if part in "- ":
            return "not_found"
        if part not in may:
            return "not_yours"
        if share.status not in source:
            return "done" if share.repeats(verb, who, source) else "not_now"
        if not_for_knowers and n == KNOWER:
            return "only_for_information"
        just_now = share.reminded is not None and max(minute, share.minute) < share.reminded + 30
        if verb == "remind" and just_now:
            return "reminded_just_now"
        share.act(verb, who, target, minute)
        states = {self.shares[doer].status for doer in DOERS}
        ends = verb in {"accept", "revoke"} and not states & set(OPEN) and "completed" in states
        if ends and self.order.status == "issued":
            self.end("close", who, "completed", minute)
        return "done"

    def on_order(self, verb: str, who: str, minute: int, *, reason: bool) -> str:
        source, target, may = ORDER[verb]
        part = PEOPLE[who].replace("-", "")[0]
        if part == " ":
            return "not_found"
        if part not in may:
            return "not_yours"
        if self.order.status not in source:
            return "done" if self.order.repeats(verb, who, source) else "not_now"
        working = any(self.shares[doer].status in OPEN for doer in DOERS)
        if not reason and (verb == "revoke" or (verb == "close" and working)):
            return "reason_required"
        if target:
            self.end(verb, who, target, minute)
        else:
            self.order.act(verb, who, target, minute)
        return "done"

    def end(self, verb: str, who: str, target: str, minute: int) -> None:
        self.order.act(verb, who, target, minute)
        for share in self.shares:
            if share.status in OPEN:
                share.act(verb, who, "revoked" if verb == "revoke" else "closed", minute)


def outcome(work: Callable[[], Any]) -> str:
    try:
        work()
    except Refused as error:
        return error.refusal.code
    return "done"


def holds(model: Model, key: int) -> None:
    """Everything in the database stands where the model says, and nothing is half done."""
    order = Instruction.objects.get(pk=key)
    assert (order.status, order.version) == (model.order.status, 1 + len(model.order.acts))
    chains = Counter(Entry.objects.filter(root_id=key).values_list("kind", "subject_id"))
    assert chains["instruction", key] == order.version
    shares = Assignment.objects.filter(instruction=key).order_by("position__title")
    for share, row in zip(shares, model.shares, strict=True):
        assert (share.status, share.version) == (row.status, 1 + len(row.acts))
        assert chains["assignment", share.pk] == share.version
        assert share.lifecycle.turn[share.status] == TURN[row.status]
        assert share.moved_at == AT + timedelta(minutes=row.minute)
        if row.status not in OPEN:
            assert (share.answer_by, share.finish_by) == (None, None)
        assert row.status not in OPEN or order.status == "issued"


people_ = st.sampled_from(sorted(PEOPLE))
anything = st.one_of(
    st.tuples(st.sampled_from(sorted(SHARE)), people_, st.sampled_from([0, 1, KNOWER])),
    st.tuples(st.sampled_from(sorted(ORDER)), people_, st.just(None)),
)


def sensible(model: Model, now: int) -> list[tuple[str, str, int | None]]:
    """What would move a share now: without it an order seldom comes to its end by itself."""
    moving = [verb for verb in sorted(SHARE) if SHARE[verb][1]]
    return [
        (verb, who, n)
        for verb in moving
        for who in sorted(PEOPLE)
        for n in DOERS
        if model.shares[n].status in SHARE[verb][0]
        and deepcopy(model).on_share(n, verb, who, now) == "done"
    ]


@pytest.mark.django_db
def test_every_course_of_an_order_is_the_one_the_tables_promise() -> None:
    people = cast()
    actors = {name: actor(getattr(people, name).person) for name in PEOPLE}

    @settings(
        max_examples=40, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate],  # a course reads well as it is; shrinking one takes minutes
    )  # fmt: skip
    @given(st.data())
    def takes(data: st.DataObject) -> None:
        with transaction.atomic():
            _play(data, people, actors)
            transaction.set_rollback(True)

    takes()


def _play(data: st.DataObject, people: Cast, actors: dict[str, Actor]) -> None:
    camats = (people.camat_limun, people.camat_pelawan, people.camat_singkut)
    order = order_to(
        *camats,
        giver=people.bupati,
        roles={"Camat Singkut": "untuk_diketahui"},
        controller=str(people.sekda.position.public_id),
    )
    keys = [str(share_of(order, camat).public_id) for camat in camats]
    model, now = Model(), 0
    course: list[tuple[int, str]] = []
    again: list[tuple[str, str, int | None]] = []
    for _ in range(data.draw(st.integers(5, 30))):
        now += data.draw(st.integers(-60, 60))  # a clock may be set back
        ways = [sensible(model, now), sensible(model, now), again, []]
        way = ways[data.draw(st.integers(0, 3))]
        verb, who, n = data.draw(st.sampled_from(way) if way else anything)
        given_: dict[str, Any] = {"actor": actors[who], "at": AT + timedelta(minutes=now)}
        if n is not None:
            expected = model.on_share(n, verb, who, now)
            came = outcome(partial(ON_SHARE[verb], keys[n], **given_))
        else:
            why = data.draw(st.booleans())
            expected = model.on_order(verb, who, now, reason=why)
            given_ |= {} if verb == "comment" else {"reason": "Cukup." if why else ""}
            came = outcome(partial(ON_ORDER[verb], str(order.public_id), **given_))
        again.append((verb, who, n))
        course.append((now, f"{who} {verb} {n}: {came}"))
        assert came == expected, course
        holds(model, order.pk)
    assert verify(models=subject_models()).is_clean
