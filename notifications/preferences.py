"""How somebody wants to be told: their own order of channels, and which of them not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from notifications import channels
from notifications.models import Preference
from notifications.ways import BELL, Way, ways
from workflow.refusals import Refused, invalid

LABELS: Mapping[str, str | Promise] = {
    "web_push": gettext_lazy("Pemberitahuan di perangkat"),
    "whatsapp": gettext_lazy("WhatsApp"),
    "telegram": gettext_lazy("Telegram"),
    "email": gettext_lazy("Surel"),
    "sms": gettext_lazy("SMS"),
    BELL: gettext_lazy("Lonceng di Sigap"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One channel in the place somebody gives it."""

    channel: str
    is_on: bool = True


def label(channel: str) -> str:
    """What a channel is called on pages."""
    return str(LABELS.get(channel, channel))


def ways_of(person: Person) -> list[Way]:
    """The person's channels, the preferred first and the bell last."""
    return ways([person.pk])[person.pk]


def choose(choices: Sequence[Choice], *, person: Person) -> list[Way]:
    """Replace the person's order of channels; what is not named comes after, switched on.

    The bell may be named and stays last and on. Raises Refused: `unknown_channel`,
    `channel_named_twice`, `bell_stays_on`.
    """
    named = [choice.channel for choice in choices]
    if set(named) - set(channels.names()):
        raise Refused(invalid("channels", "unknown_channel", _("Ada saluran yang tidak dikenal.")))
    if len(set(named)) < len(named):
        sentence = _("Setiap saluran hanya sekali.")
        raise Refused(invalid("channels", "channel_named_twice", sentence))
    if any(choice.channel == BELL and not choice.is_on for choice in choices):
        sentence = _("Lonceng di Sigap selalu menyala.")
        raise Refused(invalid("channels", "bell_stays_on", sentence))
    rows = [
        Preference(person=person, channel=choice.channel, place=place, is_on=choice.is_on)
        for place, choice in enumerate(choices)
        if choice.channel != BELL
    ]
    with transaction.atomic():
        # Two devices at once: the second waits here and then replaces what the first chose.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        Preference.objects.filter(person=person).delete()
        Preference.objects.bulk_create(rows)
    return ways_of(person)


def moved(mine: Sequence[Way], channel: str, *, up: bool) -> list[Choice]:
    """The order with one channel a place higher or lower; as it is where there is no such place."""
    rows = [Choice(way.channel, way.is_on) for way in mine if way.channel != BELL]
    here = next((n for n, row in enumerate(rows) if row.channel == channel), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is not None and there is not None and 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    return rows


def switched(mine: Sequence[Way], channel: str) -> list[Choice]:
    """The order with one channel switched on or off."""
    return [
        Choice(way.channel, way.is_on != (way.channel == channel))
        for way in mine
        if way.channel != BELL
    ]
