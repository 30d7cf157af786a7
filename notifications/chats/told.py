"""What a message that went out was about: asked when somebody taps its button or quotes it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from accounts.models import Position
from instructions.models import Assignment, Instruction
from notifications.models import Delivery, Reply
from workflow.models import Entry


@dataclass(frozen=True, slots=True)
class Told:
    """To whom, in which hat, about which share (None where it was about none)."""

    person_id: int
    position: Position
    share: Assignment | None


def by_delivery(public_id: UUID) -> Told | None:
    """What the delivery with this public id told; two statements."""
    return _told(Q(public_id=public_id))


def by_provider_id(channel: str, provider_id: str) -> Told | None:
    """The same, by the id that the provider gave the message."""
    return _told(Q(channel=channel, provider_id=provider_id)) if provider_id else None


def by_reply(channel: str, provider_id: str) -> UUID | None:
    """The public id of the share that an answer of Sigap's was about."""
    rows = Reply.objects.filter(channel=channel, provider_id=provider_id, share__isnull=False)
    return rows.values_list("share", flat=True).first() if provider_id else None


def _told(which: Q) -> Told | None:
    row = Delivery.objects.select_related("entry", "position").filter(which).first()
    if row is None:
        return None
    return Told(row.person_id, row.position, _share(row.entry, row.position))


def _share(entry: Entry, position: Position) -> Assignment | None:
    """The share itself, or of what was told of a whole order the position's own."""
    shares = Assignment.objects.select_related("instruction", "position")
    if entry.kind == Assignment.kind:
        return shares.filter(pk=entry.subject_id).first()
    if entry.root_kind != Instruction.kind:
        return None
    own = shares.filter(instruction=entry.root_id, position=position)
    return own.order_by("-pk").first()
