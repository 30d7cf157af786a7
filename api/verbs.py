"""The verbs of the API: what each takes, and the action it calls. A new verb is a row here.

tests/api/test_verbs.py holds this against the lifecycle tables: each offered verb has its row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api import inputs
from api.schema import Serializers
from instructions import actions, issuing
from instructions.lifecycle import ASSIGNMENT, INSTRUCTION
from instructions.models import Assignment, Instruction
from memos import actions as memo_actions
from memos.lifecycle import MEMO
from workflow.actors import Actor
from workflow.door import Done

Action = Callable[..., Done[Any]]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: its address, its input, and the action."""

    name: str
    label: str
    takes: Serializers
    action: Action


def _see(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> Done[Assignment]:
    """Opening has no version: it disturbs nothing."""
    return Done(actions.see(key, actor=actor, at=at), hat=None)


def _issue(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> Done[Instruction]:
    """Give a kept draft."""
    return Done(issuing.issue_draft(key, actor=actor, at=at, if_version=if_version), hat=None)


SEEN = Verb("seen", "Dibuka", inputs.Nothing, _see)


def _of(table: Any, rows: Mapping[str, tuple[Serializers, Action]]) -> tuple[Verb, ...]:
    return tuple(
        Verb(name, str(table.move(name).label), takes, action)
        for name, (takes, action) in rows.items()
    )


SHARE_VERBS = (
    SEEN,
    *_of(
        ASSIGNMENT,
        {
            "acknowledge": (inputs.Acknowledge, actions.acknowledge),
            "promise": (inputs.Promise, actions.promise),
            "ask": (inputs.Ask, actions.ask),
            "answer": (inputs.Answer, actions.answer),
            "start": (inputs.Nothing, actions.start),
            "progress": (inputs.Work, actions.progress),
            "report": (inputs.Work, actions.report),
            "withdraw_report": (inputs.Nothing, actions.withdraw_report),
            "accept": (inputs.Accept, actions.accept),
            "return": (inputs.Reason, actions.return_),
            "remind": (inputs.Nothing, actions.remind),
            "comment": (inputs.Note, actions.comment),
            "revoke": (inputs.Reason, actions.revoke_share),
        },
    ),
)

ORDER_VERBS = _of(
    INSTRUCTION,
    {
        "issue": (inputs.Nothing, _issue),
        "comment": (inputs.Note, actions.comment_order),
        "prepare_memo": (inputs.Nothing, actions.prepare_memo),
        "close": (inputs.ReasonIfNeeded, actions.close),
        "revoke": (inputs.ReasonIfNeeded, actions.revoke),
    },
)

MEMO_VERBS = _of(
    MEMO,
    {
        "approve": (inputs.Nothing, memo_actions.approve),
        "number": (inputs.Number, memo_actions.number),
        "withdraw": (inputs.Reason, memo_actions.withdraw),
    },
)
