"""The number, in the transaction of the act.

No PDF is rendered inside a transaction.
"""

from datetime import datetime
from functools import partial

from django.db import transaction

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


def number(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    register: str = "",
    if_version: int | None = None,
) -> MemoDone:
    """Take the next number and freeze what the sheet says; the sheet is made after the commit.

    Locks the order, the memo, and last the register's year. `register` is a public id, needed
    where several fit. Also raises Refused `no_register`, `choose_register`, `unknown_register`,
    and those of `approve`.
    """
    with transaction.atomic():
        Memo.lock_root(key)
        rows = Memo.visible_to(actor).filter(public_id=key)
        memo = rows.select_for_update(no_key=True, of=("self",)).first()
        if memo is None or memo.status != Status.APPROVED:
            return door.act(Memo, key, "number", actor=actor, at=at, if_version=if_version)
        moment = max(at, memo.moved_at)
        _check_before_taking(memo, actor, moment)
        taken = numbering.take(memo, numbering.choose(memo, register), at=moment)
        deed = Deed(
            facts={
                "register": str(taken.register.public_id),
                "number": taken.number,
                "text": taken.text,
                "dated": taken.dated.isoformat(),
            },
            sets={
                "register": taken.register,
                "number_text": taken.text,
                "dated": taken.dated,
                "frozen": sheets.freeze(memo, on=taken.dated),
            },
        )
        done = door.act(
            Memo, key, "number", actor=actor, at=moment, deed=deed, if_version=if_version
        )
        numbering.record(done.subject, taken, at=moment)
        code_of(done.subject)
        # A failure is logged and no more: the number stands, and the next reading makes the sheet.
        transaction.on_commit(partial(final.issue_of, done.subject, at=moment), robust=True)
    return done


def _check_before_taking(memo: Memo, actor: Actor, at: datetime) -> None:
    """Nobody holds up the register who may not number, or has nothing to number."""
    move = MEMO.move("number")
    door.pick_hat(memo, move, actor)
    refusal = door.refusal_of(memo, move, Moment(actor, at, {}))
    if refusal is not None:
        raise Refused(refusal)
