"""Links for tests, as a message by SMS would have carried them."""

from datetime import datetime

from django.test import Client

from instructions.models import Assignment
from notifications import links
from notifications.lifecycle import Status
from notifications.models import Delivery, Link
from tests.people import AT, Member
from web.bound import DEVICE
from workflow.models import Entry


def linked(share: Assignment, member: Member, *, at: datetime = AT) -> str:
    """The token of a link that was sent to somebody about their share."""
    entry = Entry.objects.get(kind="assignment", subject_id=share.pk, verb="send")
    delivery, _made = Delivery.objects.get_or_create(
        person=member.person, channel="sms", entry=entry,
        defaults={
            "position": member.position, "instruction": share.instruction, "assignment": share,
            "created_at": at, "status": Status.SENT, "sent_at": at,
        },
    )  # fmt: skip
    token = links.new_token()
    Link.objects.create(
        token_hash=links.hash_of(token), delivery=delivery, person=member.person,
        position=member.position, assignment=share, created_at=at, expires_at=at + links.LIFE,
    )  # fmt: skip
    return token


def opened_by(client: Client, share: Assignment, member: Member, *, at: datetime = AT) -> Client:
    """The browser, in which a link to the share was confirmed."""
    device = links.new_token()
    row = Link.objects.get(token_hash=links.hash_of(linked(share, member, at=at)))
    assert links.bind(row, device=device, at=at)
    client.cookies[DEVICE] = device
    return client
