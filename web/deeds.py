"""Which action a verb's button calls. The rows of the tables say what the form asks for.

A verb added to a table gets its button by itself; it needs one line here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404

from instructions import actions, issuing
from memos import actions as memos
from memos.letters import actions as letters
from workflow.table import Lifecycle, Move

Action = Callable[..., Any]

ORDER: Mapping[str, Action] = {
    "issue": issuing.issue_draft,
    "comment": actions.comment_order,
    "prepare_memo": actions.prepare_memo,
    "confirm": actions.confirm,
    "extend": actions.extend_order,
    "add_recipients": actions.add_recipients,
    "reclassify": actions.reclassify,
    "close": actions.close,
    "revoke": actions.revoke,
    "reopen": actions.reopen,
}
ASSIGNMENT: Mapping[str, Action] = {
    "acknowledge": actions.acknowledge,
    "promise": actions.promise,
    "start": actions.start,
    "ask": actions.ask,
    "answer": actions.answer,
    "withdraw_question": actions.withdraw_question,
    "decline": actions.decline,
    "propose_redirect": actions.propose_redirect,
    "confirm_redirect": actions.confirm_redirect,
    "refuse_redirect": actions.refuse_redirect,
    "pass_down": actions.pass_down,
    "request_formal": actions.request_formal,
    "refuse_formal": actions.refuse_formal,
    "progress": actions.progress,
    "report": actions.report,
    "withdraw_report": actions.withdraw_report,
    "accept": actions.accept,
    "return": actions.return_,
    "remind": actions.remind,
    "comment": actions.comment,
    "extend": actions.extend,
    "pause": actions.pause,
    "resume": actions.resume,
    "revoke": actions.revoke_share,
    "rework": actions.rework,
}
MEMO: Mapping[str, Action] = {
    "release": memos.release,
    "submit": memos.submit,
    "initial": memos.initial,
    "return_for_repair": memos.return_for_repair,
    "approve": memos.approve,
    "number": memos.number,
    "number_and_scan": memos.number_and_scan,
    "scan": memos.scan,
    "dispatch": memos.dispatch,
    "agree": memos.agree,
    "agree_with_notes": memos.agree_with_notes,
    "disagree": memos.disagree,
    "archive": memos.archive,
    "insert_number": memos.insert_number,
    "withdraw": memos.withdraw,
    "void": memos.void,
}

LETTER: Mapping[str, Action] = {
    "correct": letters.correct,
    "dispose": letters.dispose,
    "file": letters.file,
}


def deed(actions_of: Mapping[str, Action], lifecycle: Lifecycle, verb: str) -> tuple[Move, Action]:
    """The row and the action of a verb that came in an address. Raises Http404 for another word."""
    if verb not in actions_of:
        raise Http404(verb)
    return lifecycle.move(verb), actions_of[verb]
