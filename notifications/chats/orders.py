"""An order by chat: the message comes back as a draft, and only "1" sends it.

The draft is an ordinary draft, made and issued through instructions.issuing as in the composer; the
chat remembers only which one. A worker that dies between two messages loses nothing, and a second
"1" finds the order sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from accounts import queries
from accounts.actors import Actor
from accounts.hats import Hat
from accounts.models import Position
from instructions import actions, addressing, issuing
from instructions.addressing import Recipient, Resolved
from instructions.clock import deadlines
from instructions.controllers import controls, usual_controller
from instructions.issuing import Order
from instructions.models import Instruction, Urgency
from notifications.chats import answers, finding, grammar, recipients, words
from notifications.chats.models import Chat, Inbound, Topic
from notifications.chats.recipients import Named
from notifications.chats.saying import Answer
from workflow.refusals import NOT_FOUND, Refused

WAITS: Final = timedelta(hours=2)
"""How long "1" sends the draft; afterwards it lies among the drafts in Sigap."""
_FEWEST_WORDS: Final = 4
_SEND, _CANCEL, _ASIDE = "1", "2", "3"


def begin(
    inbound: Inbound, chat: Chat, actor: Actor, files: Sequence[UUID], *, at: datetime
) -> Answer | None:
    """A draft of a message that is no answer; None where it is rather a remark.

    It is an order where it says so, was forwarded, names somebody its writer may order, or comes
    from somebody for whom no order waits.
    """
    hat = _giving_hat(actor)
    if hat is None or not inbound.text:
        return None
    said = grammar.order_in(inbound.text)
    text = said or inbound.text
    named = recipients.named_in(text, actor=actor, giver=hat.position)
    waiting = finding.open_shares("comment", actor)
    if not (said or inbound.forwarded):
        reaches = bool(named) and not isinstance(_resolved(named, hat), str)
        if not reaches and (waiting or len(text.split()) < _FEWEST_WORDS):
            return None
    order = _with_controller(
        Order(
            text=text,
            recipients=tuple(Recipient(key) for key in named.positions),
            lists=named.lists,
            urgency=recipients.urgency_in(text),
        ),
        named,
        hat,
    )
    draft = issuing.save_draft(order, actor=actor.wearing(hat.key), at=at)
    chat.topic, chat.expires_at = Topic.ORDER, at + WAITS
    chat.about = {"draft": str(draft.public_id), "hat": hat.key}
    shown = preview(draft, named, hat, at=at)
    if len(waiting) == 1 and not said:
        chat.about["aside"] = inbound.text
        shown += "\n" + words.as_remark(waiting[0].instruction.reference)
    if files:
        shown += "\n" + words.files_stay_out()
    return Answer(shown, "draft")


def go_on(
    inbound: Inbound,
    chat: Chat,
    actor: Actor,
    *,
    at: datetime,
    aside: Callable[[str], Answer],
) -> Answer | None:
    """The next message while a draft waits; None where it is about something else."""
    choice = grammar.number(inbound.text)
    if "sent" in chat.about:
        return _after_sending(choice, chat)
    giver = actor.wearing(chat.about["hat"])
    key = chat.about["draft"]
    if choice == _SEND:
        return _send(key, chat, giver, at)
    if choice == _CANCEL:
        _drop(key, chat, giver, at)
        return Answer(words.cancelled(), "cancelled")
    if choice == _ASIDE and "aside" in chat.about:
        text = chat.about["aside"]
        _drop(key, chat, giver, at)
        return aside(text)
    if inbound.forwarded or grammar.order_in(inbound.text):
        _drop(key, chat, giver, at)
        return None
    return _change(inbound.text, key, giver, at=at)


def _after_sending(choice: str, chat: Chat) -> Answer | None:
    """A second "1" is told so; anything else begins anew."""
    if choice == _SEND:
        return Answer(words.sent_before(chat.about["sent"]), "sent_before")
    answers.forget(chat)
    return None


def _drop(key: str, chat: Chat, giver: Actor, at: datetime) -> None:
    """The draft is not wanted; an aide, who may not revoke, leaves it among the drafts."""
    if giver.hat is not None and giver.hat.allows("revoke"):
        actions.revoke(key, actor=giver, at=at)
    answers.forget(chat)


def preview(draft: Instruction, named: Named, hat: Hat, *, at: datetime) -> str:
    """What would be sent, to whom, and by when it must be answered."""
    due = deadlines(draft.urgency, at=at)
    return words.preview(
        giver=hat.title,
        text=draft.text,
        to=_in_words(named, hat, at) if named else words.nobody_named(),
        urgency=str(Urgency(draft.urgency).label),
        answer_by=due.answer_by,
        finish_by=due.finish_by,
    )


def _send(key: str, chat: Chat, giver: Actor, at: datetime) -> Answer:
    order = issuing.issue_draft(key, actor=giver, at=at)
    chat.about = {**chat.about, "sent": order.reference}
    total = order.assignments.count()
    answer_by = order.answer_by or at
    return Answer(words.sent(order.reference, total, answer_by), "sent")


def _change(text: str, key: str, giver: Actor, *, at: datetime) -> Answer | None:
    """Other recipients, or another urgency; the words of the order stay.

    None for a photo, and for an answer in exact words, which is about some other order.
    """
    if not text or grammar.read(text).verb:
        return None
    hat = giver.hat
    draft = Instruction.visible_to(giver).filter(public_id=key).first()
    if draft is None or hat is None:
        raise Refused(NOT_FOUND)
    urgency = recipients.only_urgency(text)
    named = recipients.named_in(text, actor=giver, giver=hat.position)
    if urgency is None and not named:
        return Answer(words.not_understood(), "not_understood")
    if not named:
        chosen = draft.addressees
        positions = tuple(position for position, _role in chosen.get("recipients", []))
        named = Named(positions, tuple(chosen.get("lists", [])))
    order = Order(
        text=draft.text,
        recipients=tuple(Recipient(each) for each in named.positions),
        lists=named.lists,
        urgency=urgency or draft.urgency,
    )
    changed = issuing.edit_draft(key, _with_controller(order, named, hat), actor=giver, at=at)
    return Answer(preview(changed, named, hat, at=at), "draft")


def _giving_hat(actor: Actor) -> Hat | None:
    """The highest hat that may give orders; the preview says which it is."""
    fitting = [
        hat for hat in actor.hats if hat.allows("draft") and hat.allows("issue") and not hat.vacant
    ]
    return fitting[0] if fitting else None


def _resolved(named: Named, hat: Hat) -> Resolved | str:
    """Whom the names come to, or the sentence of why not."""
    chosen = tuple(Recipient(key) for key in named.positions)
    try:
        return addressing.resolve(chosen, named.lists, giver=hat.position)
    except Refused as refused:
        return str(refused.refusal.sentence)


def _with_controller(order: Order, named: Named, hat: Hat) -> Order:
    """With the pengendali that the composer would propose."""
    usual = usual_controller(hat.position)
    found = _resolved(named, hat) if usual is not None and named else ""
    if usual is None or isinstance(found, str):
        return order
    if not controls(usual, found.positions, order.classification):
        return order
    return replace(order, controller=str(usual.public_id))


def _in_words(named: Named, hat: Hat, at: datetime) -> str:
    found = _resolved(named, hat)
    if isinstance(found, str):
        return found
    total = len(found.positions)
    empty = _vacant(found.positions, at)
    names = [*found.addressees["names"], *empty] if found.groups else _titles(found, empty)
    return words.recipients(names, total)


def _titles(found: Resolved, empty: Sequence[str]) -> list[str]:
    vacant = set(empty)
    return [
        spoken if (spoken := words.vacant(each.title)) in vacant else each.title
        for each in found.positions
    ]


def _vacant(positions: Sequence[Position], at: datetime) -> list[str]:
    """Positions nobody holds: shown before anything is sent."""
    seats = queries.seats_of(positions, on=timezone.localdate(at))
    return [words.vacant(seat.position.title) for seat in seats if seat.is_vacant]
