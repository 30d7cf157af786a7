"""What a recipient does with a share: read, answer, work, report."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from instructions import attachments as files_of
from instructions.actions import cascades
from instructions.clock import Calendar, current
from instructions.lifecycle import Part
from instructions.models import Assignment, Seen
from workflow import door
from workflow.actors import Actor
from workflow.door import Deed, Done
from workflow.models import Content, Entry
from workflow.refusals import NOT_FOUND, Refused, invalid
from workflow.text import said

AssignmentDone = Done[Assignment]


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


def _giver_clock() -> dict[str, Calendar]:
    """What a transition needs that makes it the giver's turn; one statement."""
    return {"calendar": current()}


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
    deed = Deed(facts=facts, contents={"question": said("question", question)}, sets=_giver_clock())
    return door.act(Assignment, key, "ask", actor=actor, at=at, deed=deed, if_version=if_version)


def withdraw_question(
    key: str, *, actor: Actor, at: datetime, if_version: int | None = None
) -> AssignmentDone:
    """Take a question back; the share goes where it was asked from."""
    return door.act(Assignment, key, "withdraw_question", actor=actor, at=at, if_version=if_version)


def decline(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> AssignmentDone:
    """Belum dapat: say no to a request from outside the line of command."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return cascades.settle("decline", key, deed, actor=actor, at=at, if_version=if_version)


def request_formal(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> AssignmentDone:
    """Mohon dasar tertulis: the secretariat gets a task, and the clock of the work waits for it."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return door.act(
        Assignment, key, "request_formal", actor=actor, at=at, deed=deed, if_version=if_version
    )


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
    words = {"note": said("note", note)}
    return _with_files("progress", key, words, attachments, actor, at, if_version)


def report(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    note: str = "",
    attachments: Sequence[UUID] = (),
    adopts: Sequence[str] = (),
    reason: str = "",
    if_version: int | None = None,
) -> AssignmentDone:
    """Say and show that it is done, perhaps with what was reported from below.

    `adopts` names shares (public ids) handed down from this one: the words and files of their last
    report become part of this one. `reason` says why, where parts below are still open. Also raises
    Refused `evidence_required`, `unknown_upload`, `unknown_report`.
    """
    with transaction.atomic():
        adopted = _reports_below(key, adopts, actor)
        words = {
            "note": said("note", note),
            "reason": said("reason", reason),
            "adopted": _in_words(adopted),
        }
        done = _with_files("report", key, words, attachments, actor, at, if_version, adopted)
        if done.entry is not None:
            files_of.adopt([entry for _, entry in adopted], share=done.subject, entry=done.entry)
    return done


Reported = tuple[Assignment, Entry]


def _reports_below(key: str, wanted: Sequence[str], actor: Actor) -> list[Reported]:
    """The named shares below, each with the entry of its last report."""
    if not wanted:
        return []
    own = Assignment.visible_to(actor).filter(public_id=key).first()
    if own is None:
        raise Refused(NOT_FOUND)
    rows = {
        share.pk: share
        for share in own.below()
        .filter(public_id__in=wanted, reported_at__isnull=False)
        .select_related("position")
    }
    entries = Entry.objects.filter(kind=Assignment.kind, subject_id__in=rows, verb="report")
    last = {entry.subject_id: entry for entry in entries.order_by("n")}
    if len(last) != len(set(wanted)):
        sentence = _("Laporan yang diikutkan tidak ditemukan di bawah bagian Anda.")
        raise Refused(invalid("adopts", "unknown_report", sentence))
    return [(rows[pk], entry) for pk, entry in sorted(last.items())]


def _in_words(adopted: Sequence[Reported]) -> str:
    """What was reported from below, each under the title of who did."""
    entries = [entry.pk for _, entry in adopted]
    notes = dict(
        Content.objects.filter(entry__in=entries, field="note", body__isnull=False).values_list(
            "entry_id", "body"
        )
    )
    return "\n\n".join(
        f"{share.position.title}: {notes.get(entry.pk) or '–'}" for share, entry in adopted
    )


def _with_files(
    verb: str,
    key: str,
    words: Mapping[str, str],
    attachments: Sequence[UUID],
    actor: Actor,
    at: datetime,
    if_version: int | None,
    adopted: Sequence[Reported] = (),
) -> AssignmentDone:
    with transaction.atomic():
        uploads = files_of.claim(attachments, key, actor=actor, at=at)
        shown = bool(attachments) or files_of.any_of([entry for _, entry in adopted])
        facts = files_of.facts(uploads)
        if adopted:
            facts["adopted"] = [str(share.public_id) for share, _ in adopted]
        sets = _giver_clock() if verb == "report" else {}
        data = {**words, "attachments": shown}
        deed = Deed(data=data, facts=facts, contents=words, sets=sets)
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
