"""Shares for tests of figures: walked by the clock on the wall, `when(16, 8)` is Monday at eight."""

from datetime import date, datetime
from typing import Any

from accounts import absences
from accounts.absences import Away
from accounts.actors import Actor
from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.figures import summary
from instructions.figures.summary import Figure
from instructions.issuing import Order
from instructions.models import Assignment
from tests.instructions.orders import TEXT, share_of
from tests.people import AT, WIB, Member, actor


def when(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 in WIB. In November the 16th and the 23rd are Mondays."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB)


def acting(who: Member, at: datetime) -> Actor:
    """The person, in this position's hat."""
    return actor(who.person, at=at).wearing(str(who.position.public_id))


def sent(giver: Member, to: Member, at: datetime, **fields: Any) -> str:
    """A share of an order to one recipient; its key."""
    order = Order(text=TEXT, recipients=(Recipient(str(to.position.public_id)),), **fields)
    return key_of(share_of(issuing.issue(order, actor=acting(giver, at), at=at), to))


def key_of(share: Assignment) -> str:
    return str(share.public_id)


def answered(key: str, by: Member, at: datetime) -> None:
    actions.acknowledge(key, actor=acting(by, at), at=at)


def reported(key: str, by: Member, at: datetime) -> None:
    actions.report(key, actor=acting(by, at), at=at, note="Sudah.")


def accepted(key: str, by: Member, at: datetime) -> None:
    actions.accept(key, actor=acting(by, at), at=at)


def done(giver: Member, to: Member, *, at: datetime, until: datetime) -> str:
    """A share answered and reported at `until`, accepted at once."""
    key = sent(giver, to, at)
    answered(key, to, until)
    reported(key, to, until)
    accepted(key, giver, until)
    return key


def away(who: Member, first: int, last: int, *, substitute: Member | None = None) -> None:
    """An absence in November; a substitute stands in as Plh."""
    starts, ends = date(2026, 11, first), date(2026, 11, last)
    registered = datetime(2026, 11, first, 6, tzinfo=WIB)
    leave = Away(
        "cuti", starts, ends, substitute=substitute.person.public_id if substitute else None
    )
    absences.register(leave, actor=actor(who.person, at=registered), at=registered)


def of_giver(giver: Member, *, at: datetime = AT, days: int = 30) -> Figure:
    """What the giver reads of everything given."""
    return summary.given(actor(giver.person, at=at), days=days, at=at).total


def of_own(who: Member, *, at: datetime = AT, days: int = 30) -> Figure:
    """What an official reads of themselves."""
    return summary.mine(actor(who.person, at=at), days=days, at=at).total
