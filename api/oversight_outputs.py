"""What the API says of chronologies and surat tugas; see outputs.py for the rules."""

from datetime import datetime

from django.utils import timezone

from api.outputs import (
    Json,
    Reader,
    action_out,
    day,
    labelled,
    moment,
    offered,
    position_ref,
    verbs,
)
from instructions import inspecting
from instructions.chronology import (
    Basis,
    Chronology,
    Event,
    Knower,
    Page,
    ProvenSubject,
    Standing,
)
from instructions.models import Inspection, Instruction
from workflow.models import Entry
from workflow.proof import Sealed


def chronology_out(
    whole: Chronology, part: Chronology, basis: Basis | None, next_: str | None
) -> Json:
    """A part of an order's chronology; `basis` is None within a surat tugas."""
    order = whole.order
    return {
        "instruction": {"id": str(order.public_id), "reference": order.reference},
        "as_of": moment(whole.as_of),
        "footing": basis.footing.value if basis else None,
        "status": whole.status,
        "status_label": whole.label,
        "faults": whole.faults,
        "results": [event_out(one) for one in part.events],
        "standings": [_standing(one) for one in part.standings],
        "knowers": [_knower(one) for one in part.knowers],
        "proofs": [_proof(one) for one in part.proofs],
        "next": next_,
    }


def window_out(page: Page) -> Json:
    """A page of a window."""
    return {
        "who": page.person.full_name if page.person else None,
        "since": moment(page.since),
        "as_of": moment(page.as_of),
        "faults": page.faults,
        "results": [event_out(one) for one in page.events],
        "proofs": [_proof(one) for one in page.proofs],
        "next": page.next or None,
    }


def event_out(event: Event) -> Json:
    """One line."""
    return {
        "at": moment(event.at),
        "device_at": moment(event.device_at),
        "verb": event.verb,
        "n": event.n,
        "sentence": event.sentence,
        "who": event.person,
        "title": event.title,
        "right": event.right.value,
        "right_label": event.right_label,
        "channel": event.channel,
        "channel_label": event.channel_label,
        "strength": event.strength or None,
        "strength_label": event.strength_label or None,
        "about": event.about or None,
        "reference": event.reference,
        "state": event.state,
        "words": [
            {"field": one.field, "label": one.label, "body": one.body, "note": one.note or None}
            for one in event.words
        ],
        "files": [
            {"name": one.name, "sha256": one.sha256, "note": one.note or None}
            for one in event.files
        ],
        "faults": list(event.faults),
    }


def _standing(one: Standing) -> Json:
    return {
        "recipient": one.recipient,
        "handed_by": one.handed_by or None,
        "asked": one.asked or None,
        "status": one.status,
        "status_label": one.label,
        "since": moment(one.since),
    }


def _knower(one: Knower) -> Json:
    return {
        "recipient": one.recipient,
        "who": one.person,
        "right": one.right.value,
        "right_label": one.right_label,
        "told_at": moment(one.told_at),
        "seen_at": moment(one.seen_at),
        "acted_at": moment(one.acted_at),
    }


def _proof(one: ProvenSubject) -> Json:
    proof = one.proof
    return {
        "name": one.name,
        "kind": proof.kind,
        "n": proof.n,
        "n_then": one.then,
        "head": proof.head,
        "keys": list(proof.key_ids),
        "whole": proof.is_whole,
        "faults": [fault.sentence for fault in proof.faults],
        "seal": _seal(proof.sealed) if proof.sealed else None,
    }


def _seal(sealed: Sealed) -> Json:
    return {
        "seal": sealed.seal,
        "at": moment(datetime.fromisoformat(sealed.at)),
        "n": sealed.n,
        "file": sealed.file,
        "line": sealed.line,
        "hmac": sealed.hmac,
        "genuine": sealed.genuine,
    }


# --- Surat tugas -----------------------------------------------------------------------------------


def inspection_out(row: Inspection, reader: Reader) -> Json:
    """A surat tugas in a list."""
    return {
        "id": str(row.public_id),
        "version": row.version,
        **labelled(row, "status"),
        "in_force": row.runs_on(timezone.localdate(reader.at)),
        "number": row.number,
        "dated": day(row.dated),
        "basis": row.basis,
        "starts_on": day(row.starts_on),
        "ends_on": day(row.ends_on),
        "issued_from": day(row.issued_from),
        "issued_to": day(row.issued_to),
        "unit": {"id": str(row.unit.public_id), "name": row.unit.name} if row.unit else None,
        "inspectors": [position_ref(one) for one in row.inspectors.all()],
        "verbs": verbs(offered(row, reader)),
    }


def inspection_detail(row: Inspection, reader: Reader) -> Json:
    """A surat tugas by itself; two statements more."""
    orders = row.orders.order_by("pk")
    return {
        **inspection_out(row, reader),
        "people": [person.full_name for person in row.people.order_by("name")],
        "orders": [{"id": str(one.public_id), "reference": one.reference} for one in orders],
        "registered_by": row.registrar.full_name,
        "available_actions": [action_out(one, row) for one in offered(row, reader)],
    }


def covered_out(order: Instruction) -> Json:
    """An order in scope, without its words."""
    return {
        "id": str(order.public_id),
        "reference": order.reference,
        **labelled(order, "classification"),
        "giver": position_ref(order.giver),
        "issued_at": moment(order.issued_at),
    }


def look_out(entry: Entry, who: str) -> Json:
    """One look that was taken."""
    glance = inspecting.glance_of(entry.facts)
    return {
        "look": entry.n,
        "at": moment(entry.at),
        "who": who,
        "reference": entry.facts.get("reference"),
        "since": moment(glance.since),
        "as_of": moment(glance.as_of),
        "printed": glance.printed,
    }
