"""Permintaan penjelasan: a nota dinas to one recipient who stayed silent, drafted from the record.

The machine only prepares it, after it has reminded and asked for help in vain; people approve, number
and sign it as every memo. It says what happened and when, and nothing of why. Words are fixed
Indonesian, as everywhere on a naskah dinas.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from uuid6 import uuid7

from accounts.models import Position, PositionKind
from instructions.hand_delivery import offers
from instructions.hand_delivery.lifecycle import Handing
from instructions.ladder.rungs import Timer
from instructions.models import Assignment, Instruction, Step
from instructions.models.ladder import Outcome
from memos import addressees, drafting
from memos.actions import MemoDone, already_there
from memos.chronology_sheet import indonesian
from memos.course_rows import AddresseeRole
from memos.lifecycle import MEMO
from memos.models import Memo, MemoType
from memos.wording import clock, long_date
from workflow import door
from workflow.actors import Actor
from workflow.door import Deed, Done
from workflow.models import Entry
from workflow.refusals import NOT_FOUND, Refusal, Refused

LABEL = gettext_lazy("Konsep permintaan penjelasan")
CLOSING = (
    "Saudara diminta menyampaikan penjelasan tertulis mengenai hal tersebut pada kesempatan "
    "pertama, serta memberikan jawaban atas perintah dimaksud."
)


def draft(share_key: str, *, actor: Actor, at: datetime) -> MemoDone:
    """Draft the memo about one silent share; nothing is sent.

    Who drafted the live one gets it again. Raises Refused: `not_found`, `not_yours`, `choose_hat`,
    `memo_exists`, `no_signer`, `only_a_request`, and those of `offers.refusal`.
    """
    with transaction.atomic():
        # The order before the share, as everything does that creates something.
        Assignment.lock_root(share_key)
        rows = Assignment.visible_to(actor).filter(public_id=share_key)
        share = rows.select_for_update(no_key=True, of=("self",)).first()
        if share is None or not offers.gives(share, actor):
            raise Refused(NOT_FOUND)
        order = share.instruction
        memo = Memo(
            public_id=uuid7(),
            memo_type=MemoType.EXPLANATION,
            order=order,
            share=share,
            security=order.classification,
            urgency=order.urgency,
            moved_at=at,
        )
        hat = door.pick_hat(memo, MEMO.move("draft"), actor)
        hat = door.confirm(hat, "draft", actor=actor, at=at)
        kept = Memo.objects.live().filter(share=share).first()
        if kept is not None:
            return already_there(kept, hat, actor)
        why = offers.refusal(share, share.steps.all())
        if why is None and share.is_coordination:
            why = offers.REQUEST_ONLY
        if why is not None:
            raise Refused(why)
        memo.drafter = hat.position  # type: ignore[attr-defined]
        _fill(memo, share)
        to = addressees.Addressed(
            [(share.position, AddresseeRole.TO, memo.to_lines[0])], known=True
        )
        memo.take(to.columns(memo.from_position))
        facts = {"order": str(order.public_id), "share": str(share.public_id)}
        moment = max(at, share.moved_at)
        deed = Deed(facts=facts)
        entries = door.create_many([memo], "draft", actor=actor, hat=hat, at=moment, deed=deed)
        addressees.write(memo, to)
    return Done(memo, hat, entries[0])


def _fill(memo: Memo, share: Assignment) -> None:
    sender = drafting.sender_for(share.giver)
    if sender.pk == share.position_id:
        sentence = _("Penerima tidak dapat menandatangani permintaan penjelasan kepada dirinya.")
        raise Refused(Refusal("no_signer", sentence))
    memo.from_position = memo.signer = sender
    memo.to_lines = [share.position.title]
    memo.copies = [] if sender.pk == share.giver_id else [share.giver.title]
    memo.hal = f"Permintaan Penjelasan atas Perintah {share.instruction.reference}"
    memo.body = body_of(share)


def body_of(share: Assignment) -> str:
    """What is on record: the order, its deadline, each reminder, who was asked for help, the courier."""
    order = share.instruction
    with indonesian():
        return _body(order, share)


def _body(order: Instruction, share: Assignment) -> str:
    points = [*_deadlines(share), *_reminders(share), *_help(share), *_by_hand(share)]
    numbered = "\n".join(f"{n}. {point}" for n, point in enumerate(points, start=1))
    return "\n\n".join([_opening(order, share.giver), numbered, CLOSING])


def _opening(order: Instruction, giver: Position) -> str:
    who = drafting.LEADERS.get(PositionKind(giver.kind), giver.title)
    return (
        f"Sehubungan dengan Perintah {who} {order.reference} tanggal {_when(order.issued_at)}, "
        "yang sampai saat ini belum dijawab, dengan ini disampaikan catatan sebagai berikut:"
    )


def _deadlines(share: Assignment) -> list[str]:
    said = f"Batas waktu menjawab adalah tanggal {_when(share.answer_by)}"
    if share.finish_by is not None:
        said += f" dan batas waktu penyelesaian tanggal {_when(share.finish_by)}"
    return [f"{said}."]


def _steps(share: Assignment) -> list[Step]:
    """The rungs that reached somebody towards the deadline that runs, in their order."""
    if share.answer_by is None:
        return []
    rows = share.steps.filter(outcome=Outcome.CLIMBED, deadline=share.answer_by)
    return list(rows.filter(rung__startswith=Timer.ANSWER).select_related("told").order_by("at"))


def _reminders(share: Assignment) -> list[str]:
    """The machine's reminders, and those a human sent."""
    times = [step.at for step in _steps(share) if step.told_id == share.position_id]
    by_hand = Entry.objects.filter(kind=share.kind, subject_id=share.pk, verb="remind")
    times += by_hand.values_list("at", flat=True)
    said = "; ".join(f"tanggal {_when(at)}" for at in sorted(times))
    return [f"Pengingat telah disampaikan {len(times)} kali, yaitu {said}."] if times else []


def _help(share: Assignment) -> list[str]:
    """Whom the ladder asked for help; the giver is not one of them."""
    asked = [
        f"{step.told.title} pada tanggal {_when(step.at)}"
        for step in _steps(share)
        if step.told is not None and step.told_id not in {share.position_id, share.giver_id}
    ]
    return [f"Bantuan telah diminta kepada {'; '.join(asked)}."] if asked else []


def _by_hand(share: Assignment) -> list[str]:
    rows = share.hand_deliveries.filter(
        status__in=[Handing.DELIVERED, Handing.NOT_DELIVERED]
    ).order_by("handed_at")
    return [
        f"Lembar perintah telah diantar langsung pada tanggal {_when(row.handed_at)} dengan hasil: "
        f"{str(row.get_outcome_display()).lower()}."
        for row in rows
    ]


def _when(at: datetime | None) -> str:
    """24 November 2026 pukul 14.05 WIB."""
    if at is None:
        message = "a deadline that runs has a moment"
        raise ValueError(message)
    return f"{long_date(timezone.localdate(at))} pukul {clock(at)}"
