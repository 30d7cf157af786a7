"""One message, from who sent it to what is written back. Called inside the transaction of its row."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from accounts.actors import Actor
from accounts.models import Person
from instructions.models import Assignment
from notifications.chats import (
    answers,
    by_sms,
    finding,
    grammar,
    linking,
    orders,
    payloads,
    people,
    words,
)
from notifications.chats.finding import Aim, SeveralFit
from notifications.chats.grammar import Said
from notifications.chats.models import Chat, Inbound, Kind, Topic
from notifications.chats.payloads import Payload
from notifications.chats.saying import Answer
from workflow.refusals import Refused

ONCE: Final = timedelta(hours=24)
"""A stranger is told once in this time, and then nothing, however much they write."""


def act(
    inbound: Inbound, chat: Chat, person: Person | None, files: Sequence[UUID], *, at: datetime
) -> Answer:
    """Do what a message says. `chat` is locked, and saved by the caller; nothing is raised.

    A refusal undoes what was begun and becomes the sentence that is written back.
    """
    if chat.channel in people.LINKED and linking.use(chat, inbound.text, at=at) is not None:
        answers.forget(chat)
        return Answer(words.linked(), "linked")
    if person is None:
        return _to_stranger(chat, at)
    actor = people.actor_for(inbound, person)
    if inbound.channel == "sms":
        return by_sms.act(inbound.text, actor, at=at)
    return _to_known(inbound, chat, actor, files, at)


def _to_known(
    inbound: Inbound, chat: Chat, actor: Actor, files: Sequence[UUID], at: datetime
) -> Answer:
    if not actor.hats:
        return Answer(words.no_hat(), "no_hat")
    if chat.expires_at is not None and chat.expires_at <= at:
        answers.forget(chat)
    before = (chat.topic, chat.about, chat.expires_at)
    try:
        with transaction.atomic():
            return _Message(inbound, chat, actor, files, at).answered()
    except SeveralFit as several:
        chat.topic, chat.expires_at = Topic.WHICH, at + answers.PATIENCE
        chat.about = {"text": inbound.text, "files": [str(each) for each in files]}
        return Answer(str(several.refusal.sentence), several.refusal.code)
    except Refused as refused:
        chat.topic, chat.about, chat.expires_at = before
        return Answer(str(refused.refusal.sentence), refused.refusal.code[:40])


def _to_stranger(chat: Chat, at: datetime) -> Answer:
    if chat.refused_at is not None and at - chat.refused_at < ONCE:
        return Answer("", "stranger")
    chat.refused_at = at
    linkable = chat.channel in people.LINKED
    return Answer(words.not_linked() if linkable else words.stranger(), "stranger")


class _Message:
    """A message of somebody known, and what is at hand to understand it."""

    def __init__(
        self, inbound: Inbound, chat: Chat, actor: Actor, files: Sequence[UUID], at: datetime
    ) -> None:
        self.inbound, self.chat, self.actor, self.files, self.at = inbound, chat, actor, files, at

    def answered(self) -> Answer:
        """A button first, then what the chat waits for, then the words themselves."""
        if self.inbound.kind == Kind.TAP:
            return self._tapped()
        if self.inbound.kind == Kind.OTHER:
            return Answer(words.not_read(), "other")
        aim = finding.by_quote(self.inbound, self.actor)
        if aim is None or self._is_awaited_about(aim):
            awaited = self._awaited()
            if awaited is not None:
                return awaited
        return self._said(grammar.read(self.inbound.text), self.files, aim)

    def _is_awaited_about(self, aim: Aim) -> bool:
        """Whether the words that a button asked for are about the very order that is quoted."""
        awaited: str | None = self.chat.about.get("share")
        return awaited == str(aim.share.public_id)

    def _tapped(self) -> Answer:
        payload: Payload | None = payloads.read(self.inbound.payload)
        if payload is None:
            return Answer(words.not_for_you(), "bad_button")
        aim = finding.by_payload(payload, self.actor)
        return self._do(payload.verb, aim, "", ())

    def _awaited(self) -> Answer | None:
        """What the chat waits for, if this message is it."""
        if self.chat.topic == Topic.ORDER:
            return orders.go_on(self.inbound, self.chat, self.actor, at=self.at, aside=self._remark)
        if self.chat.topic == Topic.WORDS:
            return self._awaited_words()
        if self.chat.topic == Topic.WHICH:
            return self._awaited_number()
        return Answer(words.no_draft(), "no_draft") if grammar.number(self.inbound.text) else None

    def _awaited_words(self) -> Answer | None:
        said = grammar.read(self.inbound.text)
        if said.verb or grammar.order_in(self.inbound.text):
            answers.forget(self.chat)
            return None
        rows = Assignment.visible_to(self.actor)
        share = rows.filter(public_id=self.chat.about["share"]).first()
        if share is None:
            answers.forget(self.chat)
            return None
        payload = Payload(payloads.SHARE, share.public_id, self.chat.about["verb"])
        aim = finding.by_payload(payload, self.actor)
        return self._do(payload.verb, aim, self.inbound.text, self.files)

    def _awaited_number(self) -> Answer | None:
        """The number alone: now the earlier message finds its order."""
        reference = grammar.bare_reference(self.inbound.text)
        about = dict(self.chat.about)
        answers.forget(self.chat)
        if reference is None:
            return None
        said = grammar.read(about["text"])
        files = tuple(UUID(each) for each in about["files"])
        return self._said(Said(said.verb, said.words, reference), files)

    def _said(self, said: Said, files: Sequence[UUID], aim: Aim | None = None) -> Answer:
        """An answer in exact words, an order, or a remark."""
        if aim is None and said.reference is not None and not grammar.order_in(self.inbound.text):
            aim = finding.by_reference(said.reference, self.actor)
        if said.verb:
            aim = aim or finding.only_one(said.verb, self.actor)
            return self._do(said.verb, aim, said.words, files)
        if aim is None:
            order = orders.begin(self.inbound, self.chat, self.actor, files, at=self.at)
            if order is not None:
                return order
        return self._remark(said.words, aim, files)

    def _remark(self, text: str, aim: Aim | None = None, files: Sequence[UUID] = ()) -> Answer:
        aim = aim or finding.only_one("comment", self.actor)
        if aim is None:
            return Answer(words.helps(), "nothing")
        return answers.remark(aim, text, files, chat=self.chat, at=self.at)

    def _do(self, verb: str, aim: Aim | None, said: str, files: Sequence[UUID]) -> Answer:
        if aim is None:
            return Answer(words.nothing_open(), "nothing_open")
        return answers.do(verb, aim, said, files, chat=self.chat, at=self.at)
