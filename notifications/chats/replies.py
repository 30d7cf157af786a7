"""What is written back, sent outside every transaction until the provider takes it.

The provider may have taken a reply that a crash kept us from noting: it is then sent once more, as
its `attempts` show. Whatever a message did is done once all the same.
"""

import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q

from notifications.channels import Later, Sent
from notifications.chats import talk
from notifications.chats.models import Reply
from notifications.chats.talk import Tap
from workflow.outbox import never

logger = logging.getLogger("sigap.chats")

BATCH: Final = 50
LEASE: Final = timedelta(minutes=2)
MOST_TRIES: Final = 8
LONGEST_WAIT: Final = timedelta(minutes=30)
WORTH: Final = timedelta(hours=20)
"""A reply as old as this helps nobody, and providers take it only for a day."""


def send_due(*, at: datetime, limit: int = BATCH, stopping: Callable[[], bool] = never) -> int:
    """Send up to `limit` replies that are due; returns how many are over, sent or given up.

    A provider that does not answer is not tried again in this pass: others wait behind it.
    """
    due = Reply.objects.filter(done_at__isnull=True, due_at__lte=at)
    over, hanging = 0, set()
    for pk, channel in list(due.order_by("due_at", "id").values_list("pk", "channel")[:limit]):
        if stopping():
            break
        if channel not in hanging and _claimed(pk, at):
            done = _send(pk, at)
            over += done
            if not done:
                hanging.add(channel)
    return over


def _claimed(pk: int, at: datetime) -> bool:
    free = Q(locked_until__isnull=True) | Q(locked_until__lte=at)
    rows = Reply.objects.filter(free, pk=pk, done_at__isnull=True)
    return bool(rows.update(locked_until=at + LEASE, attempts=F("attempts") + 1))


def _send(pk: int, at: datetime) -> int:
    reply = Reply.objects.select_related("chat", "inbound").get(pk=pk)
    channel = talk.talk(reply.channel)
    if channel is None or at - reply.at > WORTH:
        return _over(reply, at, error="channel is off" if channel is None else "too late")
    taps = [Tap(payload, label) for payload, label in reply.taps]
    outcome = channel.answer(reply.chat.address, reply.text, taps, quoted=reply.inbound.message_id)
    if isinstance(outcome, Sent):
        return _over(reply, at, provider_id=outcome.provider_id)
    logger.warning("reply not sent", extra={"reply": pk, "why": outcome.why})
    if isinstance(outcome, Later) and reply.attempts < MOST_TRIES:
        wait = 2.0**reply.attempts * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, no secret
        due_at = at + min(timedelta(seconds=max(wait, outcome.seconds or 0.0)), LONGEST_WAIT)
        rows = Reply.objects.filter(pk=pk, done_at__isnull=True)
        rows.update(due_at=due_at, locked_until=None, last_error=outcome.why[:200])
        return 0
    return _over(reply, at, error=outcome.why)


def _over(reply: Reply, at: datetime, *, provider_id: str = "", error: str = "") -> int:
    """Sent or given up; the words go, since they may tell of an order."""
    rows = Reply.objects.filter(pk=reply.pk, done_at__isnull=True)
    return rows.update(
        done_at=at, locked_until=None, provider_id=provider_id, last_error=error[:200], text=""
    )
