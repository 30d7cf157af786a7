"""What the API says of things, as plain values ready for JSON. The forms are in shapes.py.

Nothing here asks the database: views fetch, these functions word. Ids are public ids; times are in
the regency's zone with its offset; labels are in the reader's language.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.hats import Hat
from accounts.models import Position, Unit
from accounts.queries import Seat
from files.models import Blob, Kind, Upload
from instructions.board import is_late
from instructions.clock import Calendar
from instructions.lifecycle import GIVER_SIDE
from instructions.models import Assignment, Attachment, Instruction, Urgency
from instructions.timeline import Line, knows_addressees
from instructions.worktime import words as worktime_words
from workflow import door
from workflow.actors import Actor
from workflow.models import Subject

ROOT = "/api/v1"
COLLECTIONS = {
    "absence": "absences",
    "hand_delivery": "hand-deliveries",
    "instruction": "instructions",
    "assignment": "assignments",
    "memo": "memos",
    "inspection": "inspections",
    "letter": "letters",
}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and when: what may be done, and what is late, depends on both."""

    actor: Actor
    at: datetime

    def gives(self, share: Assignment) -> bool:
        """Whether the share waits for this person where it is the giver's turn."""
        return any(share.parts_of(hat) & GIVER_SIDE for hat in self.actor.hats)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many recipients an order has and where they stand, for the giver's side."""

    total: int
    answered: int
    waiting: int
    open: int


def moment(at: datetime | None) -> str | None:
    """RFC 3339 on the regency's clock, or null."""
    return timezone.localtime(at).isoformat() if at else None


def day(on: date | None) -> str | None:
    """RFC 3339 full-date, or null."""
    return on.isoformat() if on else None


def href(subject: Subject) -> str:
    """Address of a subject."""
    return f"{ROOT}/{COLLECTIONS[subject.kind]}/{subject.public_id}"


def listed(results: Iterable[Json], next_: str | None = None) -> Json:
    """A page of a list."""
    return {"results": list(results), "next": next_}


# --- People ----------------------------------------------------------------------------------------


def position_ref(position: Position | None) -> Json | None:
    """A position in passing."""
    if position is None:
        return None
    return {"id": str(position.public_id), "title": position.title}


def hat_out(hat: Hat, *, to_answer: int, to_judge: int) -> Json:
    """A position the person may act in, and how much waits there."""
    return {
        "position": position_ref(hat.position),
        "unit": {"id": str(hat.position.unit.public_id), "name": hat.position.unit.name},
        "title": hat.title,
        "capacity": str(hat.capacity),
        "capacity_label": str(hat.capacity.label),
        "delegated": hat.is_delegated,
        "verbs": sorted(hat.verbs) if hat.verbs is not None else None,
        "until": day(hat.until),
        "registers": "registers" in hat.duties,
        "waiting": {"to_answer": to_answer, "to_judge": to_judge},
    }


def seat_out(seat: Seat) -> Json:
    """A position and whoever acts in it today."""
    position = seat.position
    return {
        "id": str(position.public_id),
        "title": position.title,
        "shown_title": seat.title,
        "kind": position.kind,
        "unit": {"id": str(position.unit.public_id), "name": position.unit.name},
        "holder": seat.person.full_name if seat.person else None,
        "holder_id": str(seat.person.public_id) if seat.person else None,
        "capacity": str(seat.capacity) if seat.capacity else None,
        "vacant": seat.is_vacant,
    }


def unit_out(unit: Unit) -> Json:
    """An office, with its place in the tree."""
    return {
        "id": str(unit.public_id),
        "name": unit.name,
        "kind": unit.kind,
        "kind_label": unit.get_kind_display(),
        "code": unit.code,
        "parent": str(unit.parent.public_id) if unit.parent else None,
        "regions": unit.regions,
    }


def deadlines_out(urgency: Urgency, calendar: Calendar, *, at: datetime) -> Json:
    """What an urgency would mean for an order given at `at`, in moments and in words."""
    times = calendar.deadlines(urgency.value, at=at)
    return {
        "urgency": urgency.value,
        "urgency_label": str(urgency.label),
        "answer_by": moment(times.answer_by),
        "finish_by": moment(times.finish_by),
        "sentence": worktime_words.sentence(calendar, urgency.value, at=at),
    }


# --- What may be done ------------------------------------------------------------------------------


def verbs(offers: Sequence[door.Offer]) -> list[str]:
    """The verbs that would succeed now, as far as can be told before they are tried."""
    return [offer.move.verb for offer in offers if offer.refusal is None]


def action_out(offer: door.Offer, subject: Subject) -> Json:
    """A verb as a client draws it: a button, its form, its warning, or why not."""
    move, refusal = offer.move, offer.refusal
    edits = move.verb == "edit"
    return {
        "verb": move.verb,
        "label": str(move.label),
        "method": "PATCH" if edits else "POST",
        "href": href(subject) if edits else f"{href(subject)}/{move.verb}",
        "inputs": [
            {
                "name": wanted.name,
                "label": str(wanted.label),
                "kind": wanted.kind.value,
                "required": wanted.required,
                "choices": [
                    {"value": value, "label": str(label)} for value, label in wanted.choices
                ],
            }
            for wanted in move.inputs
        ],
        "confirm": str(move.confirm) or None,
        "refusal": (
            {"code": refusal.code, "detail": str(refusal.sentence)} if refusal is not None else None
        ),
    }


def offered(subject: Subject, reader: Reader) -> list[door.Offer]:
    """What this reader may see to do."""
    return door.offers(subject, actor=reader.actor, at=reader.at)


# --- Orders and shares -----------------------------------------------------------------------------


def labelled(row: models.Model, *names: str) -> Json:
    """Columns with choices, each beside its label."""
    found: Json = {}
    for name in names:
        found[name] = getattr(row, name)
        found[f"{name}_label"] = str(_labels(type(row), name)[found[name]])
    return found


@cache
def _labels(model: type[models.Model], name: str) -> Mapping[str, Any]:
    """Labels by value, still to be translated; Django's own display method makes it every time."""
    field: Any = model._meta.get_field(name)  # noqa: SLF001 - Django's own name
    return dict(field.flatchoices)


def brief(order: Instruction) -> Json:
    """An order as a share shows it."""
    return {
        "id": str(order.public_id),
        "reference": order.reference or None,
        **labelled(order, "status", "urgency", "classification"),
        "text": order.text,
        "giver": position_ref(order.giver),
        "controller": position_ref(order.controller),
        "evidence_demanded": order.evidence_demanded,
        "conveyed_by_aide": order.conveyed_by_aide,
        "confirmed_at": moment(order.confirmed_at),
        "closed_list": order.closed_list,
        "only_me": order.only_me,
        "follows": str(order.follows.public_id) if order.follows else None,
        "issued_at": moment(order.issued_at),
    }


def order_out(order: Instruction, reader: Reader, counts: Counts | None) -> Json:
    """An order in a list."""
    return _order(order, reader, counts, offered(order, reader))


def _addressed_to(order: Instruction, reader: Reader) -> list[str]:
    names: list[str] = order.addressees.get("names", [])
    return names if knows_addressees(order, reader.actor) else []


def _order(
    order: Instruction, reader: Reader, counts: Counts | None, offers: Sequence[door.Offer]
) -> Json:
    return {
        **brief(order),
        "version": order.version,
        **labelled(order, "form"),
        "needs_paper": order.needs_paper,
        "addressed_to": _addressed_to(order, reader),
        "answer_by": moment(order.answer_by),
        "finish_by": moment(order.finish_by),
        "closed_at": moment(order.closed_at),
        "counts": (
            {
                "total": counts.total,
                "answered": counts.answered,
                "waiting": counts.waiting,
                "open": counts.open,
            }
            if counts is not None
            else None
        ),
        "verbs": verbs(offers),
    }


def order_detail(
    order: Instruction, reader: Reader, counts: Counts | None, attachments: Iterable[Attachment]
) -> Json:
    """An order by itself."""
    offers = offered(order, reader)
    return {
        **_order(order, reader, counts, offers),
        "attachments": [attachment_out(one) for one in attachments],
        "draft": _chosen(order) if order.issued_at is None else None,
        "available_actions": [action_out(one, order) for one in offers],
    }


def _chosen(draft: Instruction) -> Json:
    chosen: Mapping[str, Any] = draft.addressees
    return {
        "recipients": [
            {"position": key, "role": role} for key, role in chosen.get("recipients", [])
        ],
        "lists": chosen.get("lists", []),
        "only_me": chosen.get("only_me"),
        "answer_by": _restated(chosen.get("answer_by")),
        "finish_by": _restated(chosen.get("finish_by")),
        "left_out": chosen.get("left_out", []),
    }


def _restated(at: str | None) -> str | None:
    return moment(datetime.fromisoformat(at)) if at else None


def share_out(share: Assignment, reader: Reader) -> Json:
    """A recipient's share of an order, in a list."""
    return _share(share, reader, offered(share, reader))


def _share(share: Assignment, reader: Reader, offers: Sequence[door.Offer]) -> Json:
    return {
        "id": str(share.public_id),
        "version": share.version,
        **labelled(share, "status", "role", "mode"),
        "turn": share.lifecycle.turn[share.status],
        "late": is_late(share, at=reader.at),
        "position": position_ref(share.position),
        "giver": position_ref(share.giver),
        "parent": str(share.parent.public_id) if share.parent else None,
        "target": position_ref(share.target),
        "awaits_memo": share.awaits_memo,
        "paused_until": moment(share.paused_until),
        "answer_by": moment(share.answer_by),
        "finish_by": moment(share.finish_by),
        "giver_by": moment(share.giver_by) if reader.gives(share) else None,
        "accept_by": moment(share.accept_by),
        "answered_at": moment(share.answered_at),
        "promised_at": moment(share.promised_at),
        "reported_at": moment(share.reported_at),
        "settled_at": moment(share.settled_at),
        "verbs": verbs(offers),
        "instruction": brief(share.instruction),
    }


def share_detail(share: Assignment, reader: Reader, attachments: Iterable[Attachment]) -> Json:
    """A share by itself, with the files of the order and its own."""
    offers = offered(share, reader)
    return {
        **_share(share, reader, offers),
        "attachments": [attachment_out(one) for one in attachments],
        "available_actions": [action_out(one, share) for one in offers],
    }


def board_row(share: Assignment, reader: Reader, *, mark: str, since: datetime, seat: Seat) -> Json:
    """A share on the giver's board: also who sits there, and when the order was on screen."""
    return {
        **share_out(share, reader),
        "holder": seat.person.full_name if seat.person else None,
        "shown_title": seat.title,
        "mark": mark,
        "since": moment(since),
        "seen_at": moment(getattr(share, "seen_at", None)),
    }


def line_out(line: Line) -> Json:
    """A line of the history."""
    return {
        "at": moment(line.at),
        "device_at": moment(line.device_at),
        "verb": line.verb,
        "who": line.who or None,
        "sentence": line.sentence,
        "aide": line.aide,
        "share_of": line.share_of or None,
        "contents": dict(line.contents),
        "attachments": [attachment_out(one) for one in line.attachments],
    }


# --- Files -----------------------------------------------------------------------------------------


def attachment_out(row: Attachment) -> Json:
    """A file that belongs to an order or a share."""
    here = f"{ROOT}/attachments/{row.public_id}"
    return {
        "id": str(row.public_id),
        "name": row.name,
        **_bytes_of(row.blob),
        "at": moment(row.at),
        "content": f"{here}/content",
        "thumbnail": f"{here}/thumbnail" if row.blob.kind == Kind.PHOTO else None,
    }


def upload_out(upload: Upload) -> Json:
    """A file that waits for the act it belongs to."""
    return {
        "id": str(upload.public_id),
        "name": upload.name,
        **_bytes_of(upload.blob),
        "expires_at": moment(upload.expires_at),
    }


def _bytes_of(blob: Blob) -> Json:
    return {
        "media_type": blob.media_type,
        "kind": blob.kind,
        "size": blob.size,
        "width": blob.width,
        "height": blob.height,
    }
