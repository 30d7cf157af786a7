"""The bell: always there, never sent anywhere, delivered when it is fetched.

Its deliveries are born as sent (notifications/dispatch.py); a person is left to it where no other
channel works, or where all others failed.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from notifications.channels import Message, Outcome, Sent
from notifications.lifecycle import change
from notifications.models import Delivery
from notifications.ways import BELL


class InApp:
    """Everybody with a login has it."""

    name = BELL

    def addresses(self, people: Collection[int]) -> Mapping[int, str]:
        """Each person's own id: nothing is looked up."""
        return {person: str(person) for person in people}

    def send(self, message: Message, address: str) -> Outcome:
        """There already."""
        return Sent()


def fetched(person_id: int, *, at: datetime) -> int:
    """The person's product showed what waits: it has arrived. Returns how many.

    One statement where nothing is waiting, and a second one where something is, so that a reader
    does not wait for a writer for nothing.
    """
    rows = Delivery.objects.filter(person_id=person_id, channel=BELL, status="sent")
    ids = list(rows.values_list("pk", flat=True)[:500])
    if not ids:
        return 0
    return change(Delivery.objects.filter(pk__in=ids), "deliver", delivered_at=at)
