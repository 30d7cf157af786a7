"""Phones for tests: they send as the provider would, and read what was written back."""

from datetime import datetime
from itertools import count
from typing import Any

from django.test import Client

from accounts.models import Person
from instructions.models import Assignment
from notifications.channels import Button, Message
from notifications.channels.whatsapp.sender import WhatsApp
from notifications.chats import inbox, replies
from notifications.models import Delivery
from tests.fakes import whatsapp_cloud
from tests.fakes.whatsapp_cloud import WhatsAppCloud
from tests.people import AT, Cast, Member
from workflow.models import Entry

_serial = count(1)
BUTTONS = (
    Button("acknowledge", "Siap"),
    Button("ask", "Mohon arahan"),
    Button("report", "Lapor"),
)


def give_numbers(cast: Cast) -> None:
    """Everybody in the cast gets a number of their own."""
    people = Person.objects.filter(phone__isnull=True, is_superuser=False).order_by("pk")
    for n, person in enumerate(people, 1):
        person.phone = f"+62812000000{n:02d}"
    Person.objects.bulk_update(people, ["phone"])
    for member in (cast.camat_pelawan, cast.camat_limun, cast.sekda, cast.asisten):
        member.person.refresh_from_db()


def words_of(given: Any) -> str:
    """What a person reads of a message."""
    if given["type"] == "text":
        return str(given["text"]["body"])
    if given["type"] == "interactive":
        return str(given["interactive"]["body"]["text"])
    body = given["template"]["components"][0]["parameters"]
    return "\n".join(each["text"] for each in body)


def payloads_of(given: Any) -> list[str]:
    """What its buttons carry."""
    if given["type"] == "interactive":
        return [b["reply"]["id"] for b in given["interactive"]["action"]["buttons"]]
    if given["type"] == "template":
        _body, *buttons = given["template"]["components"]
        return [b["parameters"][0]["payload"] for b in buttons]
    return []


def message_of(delivery: Delivery, share: Assignment, **fields: Any) -> Message:
    """What the camat is told of an order of class Biasa."""
    order = share.instruction
    told: dict[str, Any] = {
        "delivery": delivery.public_id,
        "person_id": delivery.person_id,
        "position_id": delivery.position_id,
        "verb": "send",
        "reference": order.reference,
        "share": share.public_id,
        "title": f"Perintah dari {order.giver.title}",
        "body": f"{order.text}\nDijawab paling lambat hari ini 16.05",
        "link": f"https://sigap.example/p/{order.reference}",
        "buttons": BUTTONS,
        "urgency": order.urgency,
        "ttl": 3600,
        "topic": order.reference,
        **fields,
    }
    return Message(**told)


def delivery_of(share: Assignment, member: Member, **fields: Any) -> Delivery:
    """A delivery of the share's birth to one person."""
    entry = Entry.objects.get(kind=Assignment.kind, subject_id=share.pk, verb="send")
    return Delivery.objects.create(
        person=member.person,
        position=member.position,
        channel="whatsapp",
        entry=entry,
        due_at=AT,
        created_at=AT,
        **fields,
    )


def told(share: Assignment, member: Member, cloud: WhatsAppCloud) -> Any:
    """Tell a member of a share by WhatsApp; the message as the provider got it."""
    delivery = delivery_of(share, member)
    outcome = WhatsApp().send(message_of(delivery, share), str(member.person.phone))
    Delivery.objects.filter(pk=delivery.pk).update(provider_id=outcome.provider_id)  # type: ignore[union-attr]
    return cloud.sent()[-1]


class Phone:
    """A member's phone. Each message is taken in, acted on and answered at `at`."""

    def __init__(self, member: Member, cloud: WhatsAppCloud) -> None:
        self.member, self.cloud = member, cloud
        self.number = str(member.person.phone)
        self.last_id = ""

    def says(self, text: str, *, at: datetime = AT, **more: Any) -> str:
        """Write a text; what comes back, empty where nothing does."""
        return self._sends("text", {"body": text}, at, more)

    def taps(self, payload: str, *, at: datetime = AT) -> str:
        """Tap a quick reply."""
        return self._sends("button", {"payload": payload, "text": "Siap"}, at, {})

    def photographs(self, data: bytes, *, caption: str = "", at: datetime = AT, **more: Any) -> str:
        """Send a photo."""
        media = f"media{next(_serial)}"
        self.cloud.media[media] = data
        inner = {"id": media, "mime_type": "image/jpeg", "sha256": "x", "caption": caption}
        return self._sends("image", inner, at, more)

    def quotes(self, wamid: str, text: str, **more: Any) -> str:
        """Answer one of Sigap's messages."""
        context = {"from": "62811000000", "id": wamid}
        return self.says(text, context=context, **more)

    def _sends(self, kind: str, inner: Any, at: datetime, more: Any) -> str:
        self.last_id = f"wamid.in.{next(_serial)}"
        body = whatsapp_cloud.message(self.number, self.last_id, kind, inner, **more)
        assert whatsapp_cloud.post(Client(), body).status_code == 200
        return self.waits(at)

    def waits(self, at: datetime = AT) -> str:
        """Let the worker do its work; the words of what was written back."""
        before = len(self.cloud.sent())
        inbox.work(at=at)
        replies.send_due(at=at)
        new = self.cloud.sent()[before:]
        return words_of(new[-1]) if new else ""
