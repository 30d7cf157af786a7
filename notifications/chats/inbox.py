"""Inbound messages as work: written down once by a webhook, acted on once by a worker.

The webhook does not act itself: an act may need a photo from the provider, and no network may hold
a transaction or the provider waiting. What was answered with 200 stands in a row, so that a crash
afterwards loses nothing, and a repeat of the provider's finds the row.

A message is claimed under a lease, its file fetched outside every transaction, and then acted on
with the row, the chat and the reply in one transaction.
"""

import io
import logging
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from accounts.models import Person
from files import intake
from files.refusals import FileRefused
from notifications.channels import Later, Unreachable
from notifications.chats import acting, people, talk, words
from notifications.chats.models import ID, Chat, Inbound, Kind, Reply
from notifications.chats.saying import Answer
from workflow.outbox import never
from workflow.text import LONGEST, clean, clean_line

logger = logging.getLogger("sigap.chats")

BATCH: Final = 50
LEASE: Final = timedelta(minutes=2)
MOST_TRIES: Final = 8
LONGEST_WAIT: Final = timedelta(minutes=30)
OLDEST: Final = timedelta(days=14)
"""Providers repeat for days; what is older was answered or given up long ago."""
KEPT: Final = timedelta(days=30)
_FILES: Final = uuid.UUID("0d8c8d5e-9b1c-5c52-9f0e-6f3f2a6f7a11")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as a webhook understood it; words are cleaned when it is stored."""

    address: str
    message_id: str
    kind: Kind
    said_at: datetime
    text: str = ""
    payload: str = ""
    media: str = ""
    quoted: str = ""
    forwarded: bool = False


def store(channel: str, incoming: Sequence[Incoming], *, at: datetime) -> int:
    """Write messages down, each once, and note when their senders last wrote; how many were new."""
    fresh = [each for each in incoming if _sane(each) and each.said_at > at - OLDEST]
    if not fresh:
        return 0
    with transaction.atomic():
        addresses = sorted({each.address for each in fresh})
        Chat.objects.bulk_create(
            [Chat(channel=channel, address=address) for address in addresses],
            ignore_conflicts=True,
        )
        chats = {
            chat.address: chat
            for chat in Chat.objects.filter(channel=channel, address__in=addresses)
        }
        ids = [each.message_id for each in fresh]
        known = set(
            Inbound.objects.filter(channel=channel, message_id__in=ids).values_list(
                "message_id", flat=True
            )
        )
        rows = [_row(channel, chats[each.address], each, at) for each in fresh]
        Inbound.objects.bulk_create(rows, ignore_conflicts=True)
        _note_last(chats.values(), fresh, at)
    return len(set(ids) - known)


_LENGTHS: Final = {"address": 32, "message_id": ID, "quoted": ID, "payload": 256, "media": 300}


def _sane(each: Incoming) -> bool:
    """Ids as providers give them; anything else is nobody's message."""
    for name, most in _LENGTHS.items():
        given: str = getattr(each, name)
        if len(given) > most or not given.isascii() or not given.isprintable():
            return False
    return bool(each.message_id and each.address)


def _row(channel: str, chat: Chat, each: Incoming, at: datetime) -> Inbound:
    return Inbound(
        chat=chat,
        channel=channel,
        message_id=each.message_id,
        kind=each.kind,
        text=clean(each.text)[:LONGEST],
        payload=each.payload,
        media=each.media,
        quoted=each.quoted,
        forwarded=each.forwarded,
        said_at=each.said_at,
        at=at,
        due_at=at,
    )


def _note_last(chats: Iterable[Chat], fresh: Sequence[Incoming], at: datetime) -> None:
    """The newest word of each; it opens the provider's 24 hours."""
    last: dict[str, datetime] = {}
    for each in fresh:
        last[each.address] = max(last.get(each.address, each.said_at), each.said_at)
    for chat in chats:
        said_at = min(last[chat.address], at)
        newer = Q(last_inbound_at__isnull=True) | Q(last_inbound_at__lt=said_at)
        Chat.objects.filter(newer, pk=chat.pk).update(last_inbound_at=said_at)


# --- Acting -----------------------------------------------------------------------------------------


def work(*, at: datetime, limit: int = BATCH, stopping: Callable[[], bool] = never) -> int:
    """Act on up to `limit` messages that are due, oldest first; returns how many were done.

    A provider that gave no file once is asked for no other in the same pass: fifty time-outs in a
    row would keep everything else of the worker waiting.
    """
    due = Inbound.objects.filter(done_at__isnull=True, due_at__lte=at).order_by("due_at", "id")
    done, silent = 0, set[str]()
    for pk, channel, media in list(due.values_list("pk", "channel", "media")[:limit]):
        if stopping():
            break
        if (media and channel in silent) or not _claimed(pk, at):
            continue
        try:
            found = _do_one(pk, at)
            if isinstance(found, Later):
                silent.add(channel)
            else:
                done += found
        except Exception as error:
            logger.exception("message could not be acted on", extra={"inbound": pk})
            _put_off(pk, at, clean_line(type(error).__name__))
    return done


def _claimed(pk: int, at: datetime) -> bool:
    """Take the lease, unless somebody has it; one conditional update on either database."""
    free = Q(locked_until__isnull=True) | Q(locked_until__lte=at)
    rows = Inbound.objects.filter(free, pk=pk, done_at__isnull=True)
    return bool(rows.update(locked_until=at + LEASE, attempts=F("attempts") + 1))


def _do_one(pk: int, at: datetime) -> int | Later:
    inbound = Inbound.objects.select_related("chat__person").get(pk=pk)
    person = people.person_of(inbound.chat)
    got = _file(inbound, person, at) if inbound.media and person is not None else ()
    if isinstance(got, Later):
        if inbound.attempts < MOST_TRIES:
            _put_off(pk, at, got.why, got.seconds)
            return got
        got = Answer(words.photo_lost(), "file_lost")
    with transaction.atomic():
        row = _locked(pk)
        if row is None:
            return 0
        chat = Chat.objects.select_for_update(no_key=True).get(pk=row.chat_id)
        answer = got if isinstance(got, Answer) else acting.act(row, chat, person, got, at=at)
        chat.save(update_fields=["refused_at", "topic", "about", "expires_at"])
        _finish(row, answer, at)
    return 1


def _locked(pk: int) -> Inbound | None:
    rows = Inbound.objects.filter(pk=pk, done_at__isnull=True)
    return rows.select_for_update(no_key=True).first()


def _file(inbound: Inbound, person: Person, at: datetime) -> tuple[UUID, ...] | Answer | Later:
    """What the person sent, looked at and kept as an upload of theirs; again gives the same one."""
    channel = talk.talk(inbound.channel)
    if channel is None:
        return ()
    found = channel.fetch(inbound.media)
    if isinstance(found, Later):
        return found
    if isinstance(found, Unreachable):
        return Answer(words.photo_lost(), "file_lost")
    public_id = uuid.uuid5(_FILES, f"{inbound.channel}:{inbound.message_id}")
    try:
        upload = intake.receive(
            io.BytesIO(found.data), name=found.name, person_id=person.pk, at=at, public_id=public_id
        )
    except FileRefused as refused:
        return Answer(refused.sentence, refused.code)
    return (upload.public_id,)


def _finish(row: Inbound, answer: Answer, at: datetime) -> None:
    """Done: the words go, the id stays; what is written back is the next piece of work."""
    row.text = row.payload = row.media = ""
    row.done_at, row.locked_until, row.outcome = at, None, answer.outcome[:40]
    row.save(update_fields=["text", "payload", "media", "done_at", "locked_until", "outcome"])
    if answer.text and talk.talk(row.channel) is not None:
        Reply.objects.create(
            inbound=row,
            chat_id=row.chat_id,
            channel=row.channel,
            text=answer.text,
            taps=[[tap.payload, tap.label] for tap in answer.taps],
            share=answer.share,
            asks=answer.asks,
            at=at,
            due_at=at,
        )


def _put_off(pk: int, at: datetime, why: str, seconds: float | None = None) -> None:
    """Later, longer each time; after some tries the sender is told that it was not recorded."""
    with transaction.atomic():
        row = _locked(pk)
        if row is None:
            return
        if row.attempts >= MOST_TRIES:
            _finish(row, Answer(words.given_up(), "given_up"), at)
            return
        wait = timedelta(seconds=max(seconds or 0.0, float(2**row.attempts)))
        row.due_at, row.locked_until, row.last_error = at + min(wait, LONGEST_WAIT), None, why[:200]
        row.save(update_fields=["due_at", "locked_until", "last_error"])


def purge(*, at: datetime, batch: int = BATCH) -> int:
    """Forget old messages with what was answered, at most `batch` at a time; returns how many."""
    old = Inbound.objects.filter(at__lt=at - KEPT, done_at__isnull=False)
    ids = list(old.order_by("at").values_list("pk", flat=True)[:batch])
    return Inbound.objects.filter(pk__in=ids).delete()[0] if ids else 0
