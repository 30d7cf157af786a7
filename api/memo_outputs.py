"""What the API says of memos; see outputs.py for the rules. The forms are in shapes.py."""

from django.utils import timezone

from api.outputs import ROOT, Json, Reader, action_out, day, labelled, moment, offered
from api.outputs import position_ref as position
from memos import parafs
from memos.course import Reply
from memos.course_rows import Paraf
from memos.models import ClassificationCode, Memo
from memos.queries import Answers, answers_of
from memos.verification import kept_address_of


def memo_out(memo: Memo, reader: Reader) -> Json:
    """A memo in a list. What may be done is told with the memo itself: judging it costs queries."""
    order = memo.order
    return {
        "id": str(memo.public_id),
        "version": memo.version,
        **labelled(memo, "status", "memo_type", "urgency", "security"),
        "turn": memo.lifecycle.turn[memo.status],
        "hal": memo.hal,
        "number": memo.number_text or None,
        "dated": day(memo.dated),
        "instruction": (
            {"id": str(order.public_id), "reference": order.reference} if order else None
        ),
        "drafter": position(memo.drafter),
        "from_position": position(memo.from_position),
        "signer": position(memo.signer),
        "approved_at": moment(memo.approved_at),
        "numbered_at": moment(memo.numbered_at),
        "printed_at": moment(memo.printed_at),
        **labelled(memo, "signing", "expects"),
        "signed_at": moment(memo.signed_at),
        "dispatched_at": moment(memo.dispatched_at),
        "voided_at": moment(memo.voided_at),
        "answer": memo.answer or None,
        "answer_label": str(Reply(memo.answer).label) if memo.answer else None,
        "answered_at": moment(memo.answered_at),
    }


def memo_detail(memo: Memo, reader: Reader) -> Json:
    """A memo by itself, with its words."""
    register = memo.register
    return {
        **memo_out(memo, reader),
        "answers": _answers_out(answers_of(memo, reader.actor)),
        "parafs": [_paraf_out(one) for one in memo.parafs.select_related("position")],
        "proposed_parafs": (
            [position(one) for one in parafs.proposed(memo, on=timezone.localdate(reader.at))]
            if memo.status == "draft"
            else []
        ),
        "to_lines": memo.to_lines,
        "copies": memo.copies,
        "attachments_line": memo.attachments_line,
        "body": memo.body,
        "body_format": memo.body_format,
        "details": memo.details,
        "behalf": position(memo.behalf) if memo.behalf else None,
        "through": position(memo.through) if memo.through else None,
        "classification_code": (
            code_out(memo.classification_code) if memo.classification_code else None
        ),
        "register": {"id": str(register.public_id), "name": register.name} if register else None,
        "check": (kept_address_of(memo) or None) if memo.number_text else None,
        "pdf": f"{ROOT}/memos/{memo.public_id}/pdf",
        "available_actions": [action_out(one, memo) for one in offered(memo, reader)],
    }


def _answers_out(answers: Answers | None) -> Json | None:
    return {"asked": answers.asked, "answered": answers.answered} if answers else None


def _paraf_out(paraf: Paraf) -> Json:
    return {
        "kind": paraf.kind,
        "kind_label": str(paraf.get_kind_display()),
        "position": position(paraf.position),
        "at": moment(paraf.at),
    }


def code_out(code: ClassificationCode) -> Json:
    """A code of the archive's classification."""
    return {"code": code.code, "name": code.name}
