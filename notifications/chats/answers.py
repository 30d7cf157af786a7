"""What a word does to a share: the verbs of the grammar, through the same actions as everywhere."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from instructions import actions
from instructions.actions.remarks import remark as add_remark
from instructions.lifecycle import ASSIGNMENT, Part
from instructions.models import Assignment, Classification
from instructions.queries import RECIPIENTS_TURN
from notifications.chats import payloads, words
from notifications.chats.finding import Aim
from notifications.chats.models import Chat, Reply, Topic
from notifications.chats.saying import Answer
from notifications.chats.talk import Tap
from workflow.door import Done
from workflow.models import Content, Entry
from workflow.refusals import Kind, Refusal, Refused

PATIENCE: Final = timedelta(minutes=30)
"""How long the next message is taken for the words that a button asked for."""
_BEGINS: Final = ("send", "return", "rework", "withdraw_report")
"""What is remarked after these belongs to the next report."""


def do(
    verb: str, aim: Aim, said: str, files: Sequence[UUID], *, chat: Chat, at: datetime
) -> Answer:
    """Do a verb of the grammar. Raises Refused as the actions do."""
    share = aim.share
    if verb == "acknowledge":
        return _told(actions.acknowledge(_key(share), actor=aim.actor, at=at), verb, at)
    if share.instruction.classification != Classification.ORDINARY:
        raise Refused(Refusal("only_inside", words.only_inside(share), Kind.NOT_YOURS))
    if verb == "finished":
        return _finished(aim, at)
    if verb == "not_finished":
        return Answer(words.remarked(share.instruction.reference, at), "noted", share.public_id)
    if not said and not files:
        return _ask_for_words(verb, aim, chat, at)
    forget(chat)
    if verb == "ask":
        if files:
            add_remark(
                _key(share), actor=aim.actor, at=at, note=said or words.photo_note(),
                attachments=files,
            )  # fmt: skip
        question = said or words.photo_note()
        return _told(actions.ask(_key(share), actor=aim.actor, at=at, question=question), verb, at)
    note = said or words.photo_note()
    done = actions.report(_key(share), actor=aim.actor, at=at, note=note, attachments=files)
    return _told(done, verb, at)


def remark(aim: Aim, said: str, files: Sequence[UUID], *, chat: Chat, at: datetime) -> Answer:
    """Any other word: a note that changes nothing, and once the question whether it is done."""
    share = aim.share
    if share.instruction.classification != Classification.ORDINARY:
        raise Refused(Refusal("only_inside", words.only_inside(share), Kind.NOT_YOURS))
    note = said or words.photo_note()
    done = add_remark(_key(share), actor=aim.actor, at=at, note=note, attachments=files)
    answer = words.remarked(share.instruction.reference, at)
    hat = done.hat
    mine = hat is not None and Part.RECIPIENT in done.subject.parts_of(hat)
    if not mine or done.subject.status not in RECIPIENTS_TURN or _asked(chat, share):
        return Answer(answer, "remark", share.public_id)
    taps = (
        Tap(payloads.write(payloads.SHARE, share.public_id, "finished"), _("Ya")),
        Tap(payloads.write(payloads.SHARE, share.public_id, "not_finished"), _("Belum")),
    )
    question = f"{answer}\n{words.finished_question()}"
    return Answer(question, "remark", share.public_id, taps, asks=True)


def forget(chat: Chat) -> None:
    """Nothing is waited for in this chat any more; the caller saves it."""
    chat.topic, chat.about, chat.expires_at = Topic.NONE, {}, None


def _ask_for_words(verb: str, aim: Aim, chat: Chat, at: datetime) -> Answer:
    share = aim.share
    chat.topic = Topic.WORDS
    chat.about = {"verb": verb, "share": str(share.public_id)}
    chat.expires_at = at + PATIENCE
    reference = share.instruction.reference
    return Answer(words.ask_for_words(verb, reference), "awaits_words", share.public_id)


def _finished(aim: Aim, at: datetime) -> Answer:
    """Ya: what was remarked since the work began is the report."""
    note = "\n".join(_remarks(aim)) or _("Selesai.")
    done = actions.report(_key(aim.share), actor=aim.actor, at=at, note=note[:4000])
    return _told(done, "report", at)


def _remarks(aim: Aim) -> list[str]:
    """This person's own remarks on the share since it was last given or sent back."""
    chain = Entry.objects.filter(kind=Assignment.kind, subject_id=aim.share.pk)
    began = chain.filter(verb__in=_BEGINS).order_by("-n").values_list("n", flat=True).first() or 0
    mine = chain.filter(verb="comment", person_id=aim.actor.person_id, n__gt=began)
    rows = Content.objects.filter(entry__in=mine, field="note", body__isnull=False)
    return [body for body in rows.order_by("entry__n").values_list("body", flat=True) if body]


def _asked(chat: Chat, share: Assignment) -> bool:
    return Reply.objects.filter(chat=chat, share=share.public_id, asks=True).exists()


def _told(done: Done[Assignment], verb: str, at: datetime) -> Answer:
    share = done.subject
    label = str(ASSIGNMENT.move(verb).label)
    reference = share.instruction.reference
    if done.repeated:
        return Answer(words.repeated(label, reference), "repeated", share.public_id)
    return Answer(words.recorded(label, reference, at), verb, share.public_id)


def _key(share: Assignment) -> str:
    return str(share.public_id)
