"""What people do with an order after it is given: one function per verb of the tables.

Each takes the subject's public id as `key`, the actor and the time, returns `Done`, and raises
`Refused` as `workflow.door.act` does. Issuing has a file of its own.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from instructions import attachments as files_of
from instructions.lifecycle import ASSIGNMENT, UNSETTLED, Part, State
from instructions.models import Assignment, Instruction, Role, Seen
from workflow import door
from workflow.actors import Actor, Hat
from workflow.door import Deed, Done, DoneMany
from workflow.refusals import NOT_FOUND, Refused
from workflow.text import said

AssignmentDone = Done[Assignment]
OrderDone = Done[Instruction]


def see(key: str, *, actor: Actor, at: datetime) -> Assignment:
    """The recipient (or an aide, recorded as such) had the order on screen.

    One row per person, the first time; no lock and no version, so that reading never disturbs an
    answer. Somebody of the giver's side leaves no trace. Raises Refused `not_found`.
    """
    share = Assignment.visible_to(actor).filter(public_id=key).first()
    if share is None:
        raise Refused(NOT_FOUND)
    hats = [hat for hat in actor.hats if Part.RECIPIENT in share.parts_of(hat)]
    if hats and actor.person_id is not None:
        row = Seen(
            assignment=share,
            person_id=actor.person_id,
            delegated=all(hat.is_delegated for hat in hats),
            channel=actor.channel,
            at=at,
        )
        Seen.objects.bulk_create([row], ignore_conflicts=True)
    return share


def acknowledge(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    promised_at: datetime | None = None,
    if_version: int | None = None,
) -> AssignmentDone:
    """Siap, laksanakan; perhaps with the time by which it will be done."""
    deed = _promise(promised_at)
    return door.act(
        Assignment, key, "acknowledge", actor=actor, at=at, deed=deed, if_version=if_version
    )


def promise(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    promised_at: datetime | None,
    if_version: int | None = None,
) -> AssignmentDone:
    """Say when it will be done, after Siap."""
    deed = _promise(promised_at)
    return door.act(
        Assignment, key, "promise", actor=actor, at=at, deed=deed, if_version=if_version
    )


def _promise(promised_at: datetime | None) -> Deed:
    facts = {"promised_at": promised_at.isoformat()} if promised_at else {}
    given = {"promised_at": promised_at}
    return Deed(data=given, facts=facts, sets=given)


def start(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> AssignmentDone:
    """Begin the work."""
    return door.act(Assignment, key, "start", actor=actor, at=at, if_version=if_version)


def ask(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    question: str,
    proposed_finish: datetime | None = None,
    if_version: int | None = None,
) -> AssignmentDone:
    """Mohon arahan; may propose a later date, which only the giver can grant."""
    facts = {"proposed_finish": proposed_finish.isoformat()} if proposed_finish else {}
    deed = Deed(facts=facts, contents={"question": said("question", question)})
    return door.act(Assignment, key, "ask", actor=actor, at=at, deed=deed, if_version=if_version)


def answer(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    answer: str,
    finish_by: datetime | None = None,
    if_version: int | None = None,
) -> AssignmentDone:
    """Beri arahan; the assignment goes back to where it was asked from, perhaps with a new date."""
    facts = {"finish_by": finish_by.isoformat()} if finish_by else {}
    given = {"finish_by": finish_by}
    deed = Deed(data=given, facts=facts, contents={"answer": said("answer", answer)}, sets=given)
    return door.act(Assignment, key, "answer", actor=actor, at=at, deed=deed, if_version=if_version)


def progress(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    note: str = "",
    attachments: Sequence[UUID] = (),
    if_version: int | None = None,
) -> AssignmentDone:
    """Say or show how it goes."""
    return _with_files("progress", key, note, attachments, actor, at, if_version)


def report(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    note: str = "",
    attachments: Sequence[UUID] = (),
    if_version: int | None = None,
) -> AssignmentDone:
    """Say and show that it is done. Also raises Refused `evidence_required`, `unknown_upload`."""
    return _with_files("report", key, note, attachments, actor, at, if_version)


def _with_files(
    verb: str,
    key: str,
    note: str,
    attachments: Sequence[UUID],
    actor: Actor,
    at: datetime,
    if_version: int | None,
) -> AssignmentDone:
    with transaction.atomic():
        uploads = files_of.claim(attachments, key, actor=actor, at=at)
        words = said("note", note)
        deed = Deed(
            data={"note": words, "attachments": attachments},
            facts=files_of.facts(uploads),
            contents={"note": words},
        )
        done = door.act(Assignment, key, verb, actor=actor, at=at, deed=deed, if_version=if_version)
        if done.entry is not None:
            share = done.subject
            files_of.keep(uploads, order=share.instruction, share=share, entry=done.entry)
    return done


def withdraw_report(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> AssignmentDone:
    """Take a report back before it is accepted."""
    return door.act(Assignment, key, "withdraw_report", actor=actor, at=at, if_version=if_version)


def accept(
    key: str, *, actor: Actor, at: datetime, note: str = "", if_version: int | None = None
) -> AssignmentDone:
    """Laporan diterima; the last one closes the order in the same transaction."""
    deed = Deed(contents={"note": said("note", note)})
    return _settle("accept", key, deed, actor, at, if_version)


def revoke_share(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> AssignmentDone:
    """Take the order back from one recipient."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return _settle("revoke", key, deed, actor, at, if_version)


def _settle(
    verb: str, key: str, deed: Deed, actor: Actor, at: datetime, if_version: int | None
) -> AssignmentDone:
    with transaction.atomic():
        done = door.act(Assignment, key, verb, actor=actor, at=at, deed=deed, if_version=if_version)
        if not done.repeated:
            _close_if_all_settled(done.subject, actor=actor, hat=done.hat, at=at)
    return done


def _close_if_all_settled(
    share: Assignment, *, actor: Actor, hat: Hat | None, at: datetime
) -> None:
    """Close the order if nothing is left to do and something was done; its row is locked already."""
    order = Instruction.objects.filter(pk=share.instruction_id)
    siblings = Assignment.objects.filter(instruction=share.instruction_id)
    states = set(siblings.exclude(role=Role.INFORMATION).values_list("status", flat=True))
    if states & set(UNSETTLED) or State.COMPLETED not in states:
        return
    deed = Deed(facts={"cause": "last_settlement"})
    door.act_many(order, "close", actor=actor, hat=hat, at=at, deed=deed)
    rest = siblings.filter(status__in=UNSETTLED)
    door.act_many(rest, "close", actor=actor, hat=hat, at=at, deed=deed)


def return_(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> AssignmentDone:
    """Mohon dilengkapi: send a report back to work, saying what is missing."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return door.act(Assignment, key, "return", actor=actor, at=at, deed=deed, if_version=if_version)


def remind(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> AssignmentDone:
    """Remind one recipient, at most once in half an hour."""
    return door.act(Assignment, key, "remind", actor=actor, at=at, if_version=if_version)


def remind_silent(key: str, *, actor: Actor, at: datetime) -> DoneMany[Assignment]:
    """Remind every recipient of an order who has not answered; those reminded just now are skipped.

    `key` is the order's. Raises Refused `not_found`, `not_yours`, `choose_hat`.
    """
    with transaction.atomic():
        order = Instruction.visible_to(actor).filter(public_id=key).first()
        if order is None:
            raise Refused(NOT_FOUND)
        hat = door.pick_hat(order, ASSIGNMENT.move("remind"), actor)
        silent = Assignment.objects.filter(instruction=order, status=State.SENT)
        rows = silent.exclude(role=Role.INFORMATION).select_related("instruction", "position")
        return door.act_many(rows, "remind", actor=actor, hat=hat, at=at)


def comment(
    key: str, *, actor: Actor, at: datetime, note: str, if_version: int | None = None
) -> AssignmentDone:
    """A word between one recipient and the giver's side."""
    deed = Deed(contents={"note": said("note", note)})
    return door.act(
        Assignment, key, "comment", actor=actor, at=at, deed=deed, if_version=if_version
    )


def comment_order(
    key: str, *, actor: Actor, at: datetime, note: str, if_version: int | None = None
) -> OrderDone:
    """A word of the giver's side to all recipients."""
    deed = Deed(contents={"note": said("note", note)})
    return door.act(
        Instruction, key, "comment", actor=actor, at=at, deed=deed, if_version=if_version
    )


def prepare_memo(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> OrderDone:
    """Ask the secretariat to put the order on paper."""
    return door.act(Instruction, key, "prepare_memo", actor=actor, at=at, if_version=if_version)


def close(
    key: str, *, actor: Actor, at: datetime, reason: str = "", if_version: int | None = None
) -> OrderDone:
    """Declare an order done; what is still open below is closed with it, against nobody."""
    return _end("close", key, reason, actor, at, if_version)


def revoke(
    key: str, *, actor: Actor, at: datetime, reason: str = "", if_version: int | None = None
) -> OrderDone:
    """Take an order back from everybody."""
    return _end("revoke", key, reason, actor, at, if_version)


def _end(
    verb: str, key: str, reason: str, actor: Actor, at: datetime, if_version: int | None
) -> OrderDone:
    words = said("reason", reason)
    deed = Deed(data={"reason": words}, contents={"reason": words})
    with transaction.atomic():
        done = door.act(
            Instruction, key, verb, actor=actor, at=at, deed=deed, if_version=if_version
        )
        if not done.repeated:
            below = Assignment.objects.filter(instruction=done.subject, status__in=UNSETTLED)
            cause: dict[str, Any] = {"cause": verb}
            door.act_many(below, verb, actor=actor, hat=done.hat, at=at, deed=Deed(facts=cause))
    return done
