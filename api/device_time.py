"""When the device says something was done, for what reaches the server later (design §2).

The server's time decides rights and order; the device's counts for lateness and figures. A claim
that cannot be is left out and the act stands: a phone with a wrong clock still answers.
"""

from datetime import datetime, timedelta

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from workflow.refusals import Kind, Refusal, Refused

HEADER = "X-Device-Time"
LONGEST = timedelta(days=7)
"""How long something may wait on a device and still count from when it was done."""


def claimed(said: str | None, *, at: datetime) -> datetime | None:
    """The moment a device names; None without one, in a time to come, or older than LONGEST.

    Whether it may be before the subject itself is the door's question. Raises Refused
    `bad_device_time` for what is no RFC 3339 date-time with an offset.
    """
    if not said:
        return None
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        sentence = _("X-Device-Time berisi waktu RFC 3339 dengan selisih zona waktunya.")
        raise Refused(Refusal("bad_device_time", sentence, Kind.INVALID))
    return moment if at - LONGEST <= moment <= at else None
