"""The number, in the transaction of the act.

No PDF is rendered inside a transaction.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from memos import final, numbering, sheets
from memos.actions.drafting import MemoDone
from memos.lifecycle import MEMO, Status
from memos.models import Memo
from memos.verification import code_of
from workflow import door
from workflow.actors import Actor
from workflow.door import Deed
from workflow.refusals import Refused
from workflow.table import Moment
from workflow.text import said


def number(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    register: str = "",
    reserved: str = "",
    typed: str = "",
    if_version: int | None = None,
) -> MemoDone:
    """Take a number and freeze what the sheet says; the sheet is made after the commit.

    Locks the order, the memo, and last the register's year. `register` is a public id, needed
    where several fit; `reserved` that of a number kept free, `typed` the number a book outside
    gave. Also raises Refused `no_register`, `choose_register`, `unknown_register`, those of
    `numbering.take` and of `approve`.
    """
    wish = numbering.Wish(reserved=reserved, typed=typed)
    return _number("number", key, register, wish, actor=actor, at=at, if_version=if_version)


def insert_number(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    day: date | None,
    reason: str,
    register: str = "",
    if_version: int | None = None,
) -> MemoDone:
    """Number and date a memo back to a past day, behind the last number of that day (45.a).

    By the head of the secretariat; the reason stands in the book. Raises Refused as `number` does.
    """
    words = said("reason", reason)
    wish = numbering.Wish(day=day, reason=words)
    return _number("insert_number", key, register, wish, actor=actor, at=at, if_version=if_version)


def _number(
    verb: str,
    key: str,
    register: str,
    wish: numbering.Wish,
    *,
    actor: Actor,
    at: datetime,
    if_version: int | None,
) -> MemoDone:
    given = {"day": wish.day, "reason": wish.reason}
    with transaction.atomic():
        Memo.lock_root(key)
        rows = Memo.visible_to(actor).filter(public_id=key)
        memo = rows.select_for_update(no_key=True, of=("self",)).first()
        if (
            memo is None
            or memo.status != Status.APPROVED
            or (verb != "number" and not all(given.values()))
        ):
            return door.act(
                Memo, key, verb, actor=actor, at=at, deed=Deed(data=given), if_version=if_version
            )
        moment = max(at, memo.moved_at)
        check_before_taking(memo, verb, actor, moment)
        taken = numbering.take(memo, numbering.choose(memo, register), at=moment, wish=wish)
        deed = deed_of(memo, taken, given)
        done = door.act(Memo, key, verb, actor=actor, at=moment, deed=deed, if_version=if_version)
        book(done, taken, at=moment)
    return done


def book(done: MemoDone, taken: numbering.Taken, *, at: datetime) -> None:
    """The line of the book and the code of the check page; the sheet follows the commit."""
    numbering.record(done.subject, taken, at=at)
    code_of(done.subject)

    def make_sheet() -> None:  # Django logs a failure by this name, which a partial has not
        final.issue_of(done.subject, at=at)

    # A failure is logged and no more: the number stands, and the next reading makes the sheet.
    transaction.on_commit(make_sheet, robust=True)


def deed_of(memo: Memo, taken: numbering.Taken, given: dict[str, Any]) -> Deed:
    """What the entry says of a number, and what the memo has from then on.

    Where the sheet was printed for the ink before, it names who signed it that day.
    """
    on = timezone.localdate(memo.printed_at) if memo.printed_at else taken.dated
    return Deed(
        data=given,
        facts={
            "register": str(taken.register.public_id),
            "number": taken.number,
            "text": taken.text,
            "dated": taken.dated.isoformat(),
            "origin": taken.origin,
        },
        contents={"reason": given["reason"]} if given.get("reason") else {},
        sets={
            "register": taken.register,
            "number_text": taken.text,
            "dated": taken.dated,
            "frozen": sheets.freeze(memo, on=on),
        },
    )


def check_before_taking(memo: Memo, verb: str, actor: Actor, at: datetime) -> None:
    """Nobody holds up the register who may not number, or has nothing to number."""
    move = MEMO.move(verb)
    door.pick_hat(memo, move, actor)
    refusal = door.refusal_of(memo, move, Moment(actor, at, {}))
    if refusal is not None:
        raise Refused(refusal)
