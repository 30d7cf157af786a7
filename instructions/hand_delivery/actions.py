"""What people do with a delivery by hand: one function per verb of the table.

Each takes the public id as `key` (`order` the share's), the actor and the time, returns `Done`, and
raises `Refused` as `workflow.door.act` does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from uuid6 import uuid7

from accounts.models import Position
from files import intake
from files.models import Kind, Upload
from instructions.hand_delivery import offers
from instructions.hand_delivery.lifecycle import HAND_DELIVERY, Outcome
from instructions.models import Assignment, HandDelivery
from instructions.models.hand_delivery import NAME_LENGTH
from workflow import door, ledger
from workflow.actors import Actor, Clockwork, Hat
from workflow.door import Deed, Done
from workflow.models import Entry
from workflow.refusals import NOT_FOUND, Refused, invalid
from workflow.text import clean_line, said

HandDone = Done[HandDelivery]
BATCH = 50


def order(
    share_key: str,
    *,
    actor: Actor,
    at: datetime,
    carrier: str,
    public_id: UUID | None = None,
) -> HandDone:
    """Ask a carrier (public id of a position) to bring a silent share to its recipient.

    Whoever asked already gets the open one again. Raises Refused: `not_found`, `not_yours`,
    `choose_hat`, `unknown_carrier`, `delivery_under_way`, and those of `offers.refusal`.
    """
    with transaction.atomic():
        rows = Assignment.visible_to(actor).filter(public_id=share_key)
        # Held until the end: an answer that comes now waits, and finds the delivery to end.
        share = rows.select_for_update(no_key=True, of=("self",)).first()
        if share is None:
            raise Refused(NOT_FOUND)
        row = HandDelivery(
            public_id=public_id or uuid7(),
            share=share,
            instruction=share.instruction,
            moved_at=max(at, share.moved_at),
            ordered_at=max(at, share.moved_at),
        )
        hat = _orderers_hat(row, actor, at)
        kept = HandDelivery.objects.is_open().filter(share=share).first()
        if kept is not None:
            return _already_there(kept, hat, actor)
        why = offers.refusal(share, share.steps.all())
        if why is not None:
            raise Refused(why)
        row.carrier = _carrier(carrier, share)
        facts = {"share": str(share.public_id), "carrier": str(row.carrier.public_id)}
        entries = door.create_many(
            [row], "order", actor=actor, hat=hat, at=row.moved_at, deed=Deed(facts=facts)
        )
    return Done(row, hat, entries[0])


def _orderers_hat(row: HandDelivery, actor: Actor, at: datetime) -> Hat:
    hat = door.pick_hat(row, HAND_DELIVERY.move("order"), actor)
    return door.confirm(hat, "order", actor=actor, at=at)


def _already_there(kept: HandDelivery, hat: Hat, actor: Actor) -> HandDone:
    born = Entry.objects.get(kind=HandDelivery.kind, subject_id=kept.pk, n=1)
    if actor.person_id is None or born.person_id != actor.person_id:
        raise Refused(offers.UNDER_WAY)
    return Done(kept, hat)


def _carrier(key: str, share: Assignment) -> Position:
    try:
        rows = Position.objects.filter(public_id=key, carries=True, is_active=True)
        found = rows.exclude(pk=share.position_id).select_related("unit").first()
    except ValidationError:
        found = None
    if found is None:
        sentence = _("Pilih petugas pengantar dari daftar.")
        raise Refused(invalid("carrier", "unknown_carrier", sentence))
    return found


def take(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> HandDone:
    """Set out. Also raises Refused `not_needed`."""
    return door.act(HandDelivery, key, "take", actor=actor, at=at, if_version=if_version)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtTheDoor:
    """What happened: an outcome, whom one met, when, and waiting uploads, one of each at the most."""

    outcome: str
    receiver: str = ""
    handed_at: datetime | None = None
    signature: Sequence[UUID] = ()
    photo: Sequence[UUID] = ()


def record(
    key: str, door_: AtTheDoor, *, actor: Actor, at: datetime, if_version: int | None = None
) -> HandDone:
    """Say what happened at the door.

    Without `handed_at` it was when the device says, if that lies between the order and now, else
    now. Also raises Refused `unknown_outcome`, `receiver_required`, `receiver_too_long`,
    `handed_before_ordered`, `handed_ahead`, `<field>_not_a_picture`, `unknown_upload`.
    """
    if door_.outcome not in Outcome.values:
        raise Refused(invalid("outcome", "unknown_outcome", _("Pilih hasil penyampaian.")))
    name = clean_line(door_.receiver)
    if len(name) > NAME_LENGTH:
        sentence = _("Paling panjang %(n)s huruf.") % {"n": NAME_LENGTH}
        raise Refused(invalid("receiver", "receiver_too_long", sentence))
    given = {"outcome": door_.outcome, "receiver": name}
    with transaction.atomic():
        pictures = _claimed(door_, key, actor=actor, at=at)
        blobs = {field: upload.blob for field, upload in pictures.items()}
        moment = door_.handed_at or _of_device(key, actor, at)
        hashes = {field: blob.sha256 for field, blob in blobs.items()}
        deed = Deed(
            data={**given, "handed_at": door_.handed_at},
            facts={"outcome": door_.outcome, "handed_at": moment.isoformat(), **hashes},
            sets={
                **given,
                **blobs,
                "receiver_salt": ledger.new_salt() if name else "",
                "handed_at": moment,
            },
        )
        done = door.act(
            HandDelivery, key, "record", actor=actor, at=at, deed=deed, if_version=if_version
        )
        intake.consume(pictures.values())
    return done


def _of_device(key: str, actor: Actor, at: datetime) -> datetime:
    """When the device says it was, where that can be; the door still decides about the delivery."""
    row = HandDelivery.visible_to(actor).filter(public_id=key).first()
    ordered = row.ordered_at if row else at
    claimed = actor.device_at
    return claimed if claimed is not None and ordered <= claimed <= at else max(at, ordered)


def _claimed(door_: AtTheDoor, key: str, *, actor: Actor, at: datetime) -> Mapping[str, Upload]:
    """The picture for each field that has one, locked; nothing where this was recorded already."""
    fields = {"signature": door_.signature, "photo": door_.photo}
    if actor.person_id is None or not any(fields.values()):
        return {}
    if HandDelivery.objects.filter(public_id=key).exclude(outcome="").exists():
        return {}
    found = {}
    for field, ids in fields.items():
        for upload in intake.claim(ids[:1], person_id=actor.person_id, at=at):
            if upload.blob.kind != Kind.PHOTO:
                sentence = _("Ini bukan gambar. Kirim foto.")
                raise Refused(invalid(field, f"{field}_not_a_picture", sentence))
            found[field] = upload
    return found


def cancel(
    key: str, *, actor: Actor, at: datetime, reason: str = "", if_version: int | None = None
) -> HandDone:
    """Call the carrier back."""
    deed = Deed(contents={"reason": said("reason", reason)})
    return door.act(
        HandDelivery, key, "cancel", actor=actor, at=at, deed=deed, if_version=if_version
    )


def print_sheet(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> HandDone:
    """Record that the sheet for the envelope is printed."""
    return door.act(HandDelivery, key, "print", actor=actor, at=at, if_version=if_version)


def lapse(*, at: datetime, limit: int = BATCH) -> int:
    """End up to `limit` open deliveries whose share was answered or settled; returns how many."""
    due = HandDelivery.objects.needless()
    if not due.exists():
        return 0  # most passes: no transaction is opened
    with transaction.atomic():
        rows = HandDelivery.objects.filter(pk__in=list(due.values_list("pk", flat=True)[:limit]))
        clockwork = Clockwork(request_id=f"lapse-{timezone.localtime(at):%Y%m%d%H%M}")
        done = door.act_many(rows, "lapse", actor=clockwork, hat=None, at=at)
    return len(done.moved)
