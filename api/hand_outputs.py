"""Deliveries by hand as the API gives them, each as far as its reader may know it."""

from collections.abc import Sequence

from api import outputs
from api.outputs import ROOT, Json, Reader, moment
from instructions.hand_delivery.reading import Envelope, envelopes
from instructions.models import HandDelivery


def hands_out(rows: Sequence[HandDelivery], reader: Reader) -> list[Json]:
    """Each as the reader may know it, in the order given; one statement for all names."""
    return [_hand_out(one, reader) for one in envelopes(list(rows), reader.actor, at=reader.at)]


def _hand_out(envelope: Envelope, reader: Reader) -> Json:
    row = envelope.row
    return {
        "id": str(row.public_id),
        "version": row.version,
        **outputs.labelled(row, "status"),
        "needed": row.is_needed and not row.is_over,
        "addressee": {
            "title": envelope.title,
            "name": envelope.name or None,
            "unit": envelope.unit,
            "address": envelope.address,
        },
        "carrier": outputs.position_ref(row.carrier),
        "ordered_at": moment(row.ordered_at),
        "taken_at": moment(row.taken_at),
        "ended_at": moment(row.ended_at),
        "outcome": row.outcome or None,
        "outcome_label": str(row.get_outcome_display()) or None,
        "receiver": row.receiver or None,
        "handed_at": moment(row.handed_at),
        "signature": _picture(row, "signature"),
        "photo": _picture(row, "photo"),
        "reference": row.instruction.reference if envelope.knows_order else None,
        "assignment": str(row.share.public_id) if envelope.gives else None,
        "available_actions": [outputs.action_out(one, row) for one in outputs.offered(row, reader)],
    }


def _picture(row: HandDelivery, name: str) -> str | None:
    kept = getattr(row, f"{name}_id")
    return f"{ROOT}/hand-deliveries/{row.public_id}/{name}" if kept else None
