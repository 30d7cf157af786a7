"""What a request about chronologies and surat tugas may say; see inputs.py for the rules."""

from typing import Any

from rest_framework import serializers

from api.inputs import Key, Moment, Paged, Words
from instructions.inspecting import MOST_NAMED, Mandate


class ChronologyAsked(Paged):
    """As of when; now without it."""

    as_of = Moment(required=False)


class WindowAsked(ChronologyAsked):
    """Since when; a week before without it."""

    since = Moment(required=False)


class ReadingAsked(Paged):
    """Which look is read on."""

    look = serializers.IntegerField(min_value=1, max_value=2**31)


class LookIn(serializers.Serializer[Any]):
    """One order, or a window with perhaps one person; as of a moment."""

    instruction = Key(required=False)
    person = Key(required=False)
    since = Moment(required=False)
    as_of = Moment(required=False)


class Extend(serializers.Serializer[Any]):
    """The new last day, and the paper it rests on."""

    ends_on = serializers.DateField()
    reason = Words()


def _keys() -> serializers.ListField:
    return serializers.ListField(child=Key(), required=False, max_length=MOST_NAMED)


def _words() -> serializers.ListField:
    return serializers.ListField(child=Words(max_length=200), required=False, max_length=MOST_NAMED)


class InspectionIn(serializers.Serializer[Any]):
    """A surat tugas; `people` are NIPs or full names, `orders` spoken references."""

    number = Words(max_length=None)
    dated = serializers.DateField()
    basis = Words(max_length=None)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    inspectors = _keys()
    issued_from = serializers.DateField(required=False, allow_null=True)
    issued_to = serializers.DateField(required=False, allow_null=True)
    unit = Key(required=False)
    people = _words()
    orders = _words()


def mandate_of(data: Any) -> Mandate:
    """The surat tugas from validated input."""
    return Mandate(**{"inspectors": (), **data})
