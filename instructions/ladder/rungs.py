"""START HERE: the rungs of the ladder, and the copy of them that every order carries.

A rung belongs to one of the three clocks of a share and stands some time after its deadline. What is
counted is the urgency's own hours. The machine only reminds and asks for help; whatever weighs on
somebody is a human's deed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol

from instructions.worktime.calendar import Calendar
from instructions.worktime.policy import Counting

SCHEMA = 1
UNDELIVERED = "undelivered"
"""The rung of what reached nobody; it belongs to no clock (notifications/undelivered.py)."""


class Timer(StrEnum):
    """The clock of a share that a rung belongs to."""

    ANSWER = "answer"
    FINISH = "finish"
    GIVER = "giver"


class Aim(StrEnum):
    """Whom a rung speaks to."""

    RECIPIENT = "recipient"
    OFFICE = "office"
    SUPERIOR = "superior"
    GIVER = "giver"
    DECIDER = "decider"
    """Whoever is to answer a question or take a report: the pengendali, else the giver."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: `after` counts from the deadline of `timer`, in the hours of the order's urgency."""

    key: str
    timer: Timer
    aim: Aim
    after: timedelta


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one order, in the order in which they are climbed."""

    counts: Counting
    """Which hours pass between its rungs."""
    rungs: tuple[Rung, ...]

    def of(self, timer: Timer) -> tuple[Rung, ...]:
        """The rungs of one clock."""
        return tuple(rung for rung in self.rungs if rung.timer is timer)


# In hundredths of the time the urgency gives for an answer: an hour and a half of six, for Biasa.
_ANSWER = (
    ("answer_due", Aim.RECIPIENT, 0),
    ("answer_again", Aim.RECIPIENT, 25),
    ("answer_office", Aim.OFFICE, 50),
    ("answer_superior", Aim.SUPERIOR, 100),
    ("answer_giver", Aim.GIVER, 150),
)
_FINISH = (
    ("finish_due", Aim.RECIPIENT, 0),
    ("finish_again", Aim.RECIPIENT, 50),
    ("finish_office", Aim.OFFICE, 100),
    ("finish_superior", Aim.SUPERIOR, 200),
    ("finish_giver", Aim.GIVER, 300),
)


# The giver's own turn is reminded and never climbs.
_GIVER = (("giver_due", Aim.DECIDER, 0), ("giver_again", Aim.DECIDER, 100))


def of_policy(urgency: str, calendar: Calendar) -> Ladder:
    """The ladder of the policy as it stands. Raises KeyError for an unknown urgency."""
    policy = calendar.policies[urgency]
    timers = (
        (Timer.ANSWER, policy.answer, _ANSWER),
        (Timer.FINISH, policy.answer, _FINISH),
        (Timer.GIVER, policy.giver, _GIVER),
    )
    return Ladder(
        policy.counts,
        tuple(
            Rung(key, timer, aim, _whole_minutes(span * percent / 100))
            for timer, span, rows in timers
            for key, aim, percent in rows
        ),
    )


def _whole_minutes(span: timedelta) -> timedelta:
    return timedelta(minutes=round(span / timedelta(minutes=1)))


def frozen(ladder: Ladder) -> dict[str, Any]:
    """The copy an order keeps: plain JSON, with the version of its shape."""
    rungs = [
        [rung.key, rung.timer, rung.aim, rung.after // timedelta(minutes=1)]
        for rung in ladder.rungs
    ]
    return {"schema": SCHEMA, "counts": ladder.counts, "rungs": rungs}


class Issued(Protocol):
    """What is read of an order."""

    urgency: str
    ladder: Mapping[str, Any]


def of_order(order: Issued, calendar: Calendar) -> Ladder:
    """The ladder the order was given with; today's for an order from before there were ladders.

    Raises ValueError for a copy in a shape this program does not know.
    """
    if not order.ladder:
        return of_policy(order.urgency, calendar)
    if order.ladder["schema"] != SCHEMA:
        message = f"a ladder of schema {order.ladder['schema']} is not known"
        raise ValueError(message)
    rows: Sequence[tuple[str, str, str, int]] = order.ladder["rungs"]
    return Ladder(
        Counting(order.ladder["counts"]),
        tuple(
            Rung(key, Timer(timer), Aim(aim), timedelta(minutes=minutes))
            for key, timer, aim, minutes in rows
        ),
    )
