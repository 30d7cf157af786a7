"""What the lembar disposisi says, as plain values: the paper itself is drawn elsewhere.

The form is that of the old rule (Permendagri 54/2009): letter left, agenda right, perihal, whom it
goes to, what is asked, note, and at the foot the post with name, pangkat and NIP, and the date. A
disposition has no number of its own; it carries the agenda number.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.hats import holders
from accounts.models import Position
from instructions.models import Assignment, Classification, Role, Urgency
from memos.details import ASKS
from memos.letters.models import Disposition, IncomingLetter

SECURITY = {
    Classification.ORDINARY: "Biasa",
    Classification.LIMITED: "Terbatas",
    Classification.SECRET: "Rahasia",
    Classification.TOP_SECRET: "Sangat Rahasia",
}
URGENCY = {
    Urgency.NORMAL: "Biasa",
    Urgency.URGENT: "Segera",
    Urgency.MOST_URGENT: "Sangat segera",
}


def disposition_facts(
    letter: IncomingLetter, disposition: Disposition | None = None
) -> dict[str, Any]:
    """Everything the sheet needs; of the latest disposition, or of an empty sheet without one.

    {"sender": str, "number": str, "dated": date, "received_on": date, "agenda": str,
     "urgency": value, "urgency_words": str, "security": value, "security_words": str, "hal": str,
     "position": Position (whose kop and signature block it is),
     "signer": {"name", "title_before", "title_after", "rank", "grade", "nip", "capacity"},
     "recipients": [str titles], "informed": [str titles],
     "requests": [(words, ticked)], "note": str, "finish_by": datetime | None,
     "disposed_on": date | None, "order": str reference}
    Three statements at most.
    """
    if disposition is None:
        disposition = letter.dispositions.select_related("order", "position__unit").last()
    ticked = disposition.requests if disposition else []
    shares = _shares(disposition)
    position = disposition.position if disposition else letter.addressee
    on = timezone.localdate(disposition.at) if disposition else None
    return {
        "sender": letter.sender,
        "number": letter.number,
        "dated": letter.dated,
        "received_on": letter.received_on,
        "agenda": letter.register_number.text,
        "urgency": letter.urgency,
        "urgency_words": URGENCY[Urgency(letter.urgency)],
        "security": letter.security,
        "security_words": SECURITY[Classification(letter.security)],
        "hal": letter.hal,
        "position": position,
        "signer": _signer(position, on or letter.received_on),
        "recipients": [s.position.title for s in shares if s.role != Role.INFORMATION],
        "informed": [s.position.title for s in shares if s.role == Role.INFORMATION],
        "requests": [(words, value in ticked) for value, words in ASKS.items()],
        "note": disposition.note if disposition else "",
        "finish_by": _finish(disposition),
        "disposed_on": on,
        "order": disposition.order.reference if disposition else "",
    }


def _shares(disposition: Disposition | None) -> list[Assignment]:
    if disposition is None:
        return []
    rows = Assignment.objects.roots().filter(instruction=disposition.order)
    return list(rows.select_related("position").order_by("position__rank", "position_id"))


def _finish(disposition: Disposition | None) -> datetime | None:
    return disposition.order.finish_by if disposition else None


def _signer(position: Position, on: date) -> dict[str, str]:
    held = holders(position, on=on)
    if not held:
        return dict.fromkeys(
            ("name", "title_before", "title_after", "rank", "grade", "nip", "capacity"), ""
        )
    person = held[0].person
    return {
        "name": person.name,
        "title_before": person.title_before,
        "title_after": person.title_after,
        "rank": person.grade_name,
        "grade": person.grade,
        "nip": person.nip or "",
        "capacity": str(held[0].capacity),
    }
