"""What people do with an order after it is given: one function per verb of the tables.

Each takes the subject's public id as `key`, the actor and the time, returns `Done`, and raises
`Refused` as `workflow.door.act` does. Giving an order is in issuing.py.
"""

from instructions.actions.answers import (
    acknowledge,
    ask,
    decline,
    progress,
    promise,
    report,
    request_formal,
    see,
    start,
    withdraw_question,
    withdraw_report,
)
from instructions.actions.handing import (
    confirm_redirect,
    pass_down,
    propose_redirect,
    refuse_redirect,
)
from instructions.actions.judging import (
    accept,
    accept_all,
    answer,
    comment,
    extend,
    pause,
    refuse_formal,
    remind,
    remind_silent,
    resume,
    return_,
    revoke_share,
    rework,
    supply_memo,
)
from instructions.actions.orders import (
    add_recipients,
    close,
    comment_order,
    confirm,
    extend_order,
    prepare_memo,
    reclassify,
    reopen,
    revoke,
)

__all__ = [
    "accept", "accept_all", "acknowledge", "add_recipients", "answer", "ask", "close", "comment",
    "comment_order", "confirm", "confirm_redirect", "decline", "extend", "extend_order",
    "pass_down", "pause", "prepare_memo", "progress", "promise", "propose_redirect",
    "reclassify", "refuse_formal", "refuse_redirect", "remind", "remind_silent", "reopen",
    "report", "request_formal", "resume", "return_", "revoke", "revoke_share", "rework", "see",
    "start", "supply_memo", "withdraw_question", "withdraw_report",
]  # fmt: skip
