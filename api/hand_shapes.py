"""The forms of deliveries by hand: what a request may say, and what the API says back."""

import base64
import binascii
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from api import shapes
from api.inputs import Key, Moment, Paged, Words
from instructions.hand_delivery.lifecycle import Handing, Outcome

LONGEST_SIGNATURE = 512 * 1024  # letters of base64; files.signatures says how large it may be


class Signature(s.CharField):
    """A PNG as base64, perhaps with the beginning of a data: address."""

    default_error_messages = {"invalid": _("Harus gambar PNG dalam base64.")}

    def to_internal_value(self, data: Any) -> bytes:  # type: ignore[override]
        """Its bytes."""
        text = super().to_internal_value(data).removeprefix("data:image/png;base64,")
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            self.fail("invalid")


class HandDeliveryIn(s.Serializer[Any]):
    """Which share, by whom."""

    assignment = Key()
    carrier = Key()
    id = s.UUIDField(required=False)


class AtTheDoorIn(s.Serializer[Any]):
    """What happened at the door."""

    outcome = s.ChoiceField(Outcome.choices)
    receiver = Words(required=False, max_length=500)
    handed_at = Moment(required=False, allow_null=True)
    signature = Signature(required=False, max_length=LONGEST_SIGNATURE)
    photo = s.UUIDField(required=False)


class CancelHandDelivery(s.Serializer[Any]):
    """Why; may be left out."""

    reason = Words(required=False)


class HandDeliveriesAsked(Paged):
    """Which ones: those one carries, or all one may see."""

    role = s.ChoiceField(["carrier", "all"], default="carrier")


class Addressee(shapes.Shape):
    """What stands on the envelope. `name` is null where the position is vacant."""

    title = s.CharField()
    name = shapes.maybe(s.CharField)
    unit = s.CharField()
    address = s.CharField()


class HandDelivery(shapes.Shape):
    """A delivery by hand. To the carrier everything about the order is null."""

    id = s.UUIDField()
    version = s.IntegerField()
    status = s.ChoiceField(Handing.choices)
    status_label = s.CharField()
    needed = s.BooleanField()
    addressee = Addressee()
    carrier = shapes.PositionRef()
    ordered_at = s.DateTimeField()
    taken_at = shapes.maybe(s.DateTimeField)
    ended_at = shapes.maybe(s.DateTimeField)
    outcome = shapes.maybe(s.ChoiceField, choices=Outcome.choices)
    outcome_label = shapes.maybe(s.CharField)
    receiver = shapes.maybe(s.CharField)
    handed_at = shapes.maybe(s.DateTimeField)
    signature = shapes.maybe(s.CharField)
    photo = shapes.maybe(s.CharField)
    reference = shapes.maybe(s.CharField)
    assignment = shapes.maybe(s.UUIDField)
    available_actions = shapes.Action(many=True)


class Carrier(shapes.Shape):
    """A position that carries."""

    id = s.UUIDField()
    title = s.CharField()
    unit = s.CharField()


class Offers(shapes.Shape):
    """The human rungs of the ladder about one share; null where it may be done now."""

    by_hand = shapes.ActionRefusal(allow_null=True)
    explanation = shapes.ActionRefusal(allow_null=True)
    carriers = Carrier(many=True)
