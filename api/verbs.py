"""The verbs of the API: what each takes, and the action it calls. A new verb is a row here.

tests/api/test_verbs.py holds this against the lifecycle tables: each offered verb has its row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api import inputs, verb_inputs
from api.schema import Serializers
from instructions import actions, issuing
from instructions.lifecycle import ASSIGNMENT, INSTRUCTION
from instructions.models import Assignment, Instruction
from memos import actions as memo_actions
from memos.lifecycle import MEMO
from notifications.actions import opened
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
    share = actions.see(key, actor=actor, at=at)
    opened(share.pk, actor=actor, at=at)
    return Done(share, hat=None)


def _issue(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> Done[Instruction]:
    """Give a kept draft."""
    return Done(issuing.issue_draft(key, actor=actor, at=at, if_version=if_version), hat=None)


SEEN = Verb("seen", "Dibuka", verb_inputs.Nothing, _see)


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
            "acknowledge": (verb_inputs.Acknowledge, actions.acknowledge),
            "promise": (verb_inputs.Promise, actions.promise),
            "ask": (verb_inputs.Ask, actions.ask),
            "answer": (verb_inputs.Answer, actions.answer),
            "withdraw_question": (verb_inputs.Nothing, actions.withdraw_question),
            "decline": (verb_inputs.Reason, actions.decline),
            "propose_redirect": (verb_inputs.Redirect, actions.propose_redirect),
            "confirm_redirect": (verb_inputs.Nothing, actions.confirm_redirect),
            "refuse_redirect": (verb_inputs.Reason, actions.refuse_redirect),
            "pass_down": (verb_inputs.PassDown, actions.pass_down),
            "request_formal": (verb_inputs.Reason, actions.request_formal),
            "refuse_formal": (verb_inputs.Reason, actions.refuse_formal),
            "start": (verb_inputs.Nothing, actions.start),
            "progress": (verb_inputs.Work, actions.progress),
            "report": (verb_inputs.Report, actions.report),
            "withdraw_report": (verb_inputs.Nothing, actions.withdraw_report),
            "accept": (verb_inputs.Accept, actions.accept),
            "return": (verb_inputs.Reason, actions.return_),
            "remind": (verb_inputs.Nothing, actions.remind),
            "comment": (verb_inputs.Note, actions.comment),
            "extend": (verb_inputs.MoreTime, actions.extend),
            "pause": (verb_inputs.Pause, actions.pause),
            "resume": (verb_inputs.Nothing, actions.resume),
            "revoke": (verb_inputs.Reason, actions.revoke_share),
            "rework": (verb_inputs.Rework, actions.rework),
        },
    ),
)

ORDER_VERBS = _of(
    INSTRUCTION,
    {
        "issue": (verb_inputs.Nothing, _issue),
        "comment": (verb_inputs.Note, actions.comment_order),
        "prepare_memo": (verb_inputs.Nothing, actions.prepare_memo),
        "confirm": (verb_inputs.Nothing, actions.confirm),
        "extend": (verb_inputs.MoreTime, actions.extend_order),
        "add_recipients": (verb_inputs.AddRecipients, actions.add_recipients),
        "reclassify": (verb_inputs.Reclassify, actions.reclassify),
        "close": (verb_inputs.ReasonIfNeeded, actions.close),
        "revoke": (verb_inputs.ReasonIfNeeded, actions.revoke),
        "reopen": (verb_inputs.Reopen, actions.reopen),
    },
)

MEMO_VERBS = _of(
    MEMO,
    {
        "route": (verb_inputs.Route, memo_actions.route),
        "release": (verb_inputs.Nothing, memo_actions.release),
        "submit": (verb_inputs.Nothing, memo_actions.submit),
        "initial": (verb_inputs.Nothing, memo_actions.initial),
        "return_for_repair": (verb_inputs.Reason, memo_actions.return_for_repair),
        "approve": (verb_inputs.Nothing, memo_actions.approve),
        "number": (inputs.Number, memo_actions.number),
        "number_and_scan": (verb_inputs.NumberAndScan, memo_actions.number_and_scan),
        "scan": (verb_inputs.Scan, memo_actions.scan),
        "dispatch": (verb_inputs.Dispatch, memo_actions.dispatch),
        "agree": (verb_inputs.Accept, memo_actions.agree),
        "agree_with_notes": (verb_inputs.Note, memo_actions.agree_with_notes),
        "disagree": (verb_inputs.Reason, memo_actions.disagree),
        "dispose": (verb_inputs.Dispose, memo_actions.dispose),
        "archive": (verb_inputs.Nothing, memo_actions.archive),
        "void": (verb_inputs.Reason, memo_actions.void),
        "insert_number": (inputs.InsertNumber, memo_actions.insert_number),
        "withdraw": (verb_inputs.Reason, memo_actions.withdraw),
    },
)
