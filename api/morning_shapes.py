"""The forms of the caller's morning, and of its digest."""

from typing import Any

from rest_framework import serializers as s

from api.shapes import PositionRef, Shape


class MorningHat(Shape):
    """One hat's numbers, in shares. `read` is a part of `silent`."""

    position = PositionRef()
    title = s.CharField()
    to_answer = s.IntegerField()
    due = s.IntegerField()
    overdue = s.IntegerField()
    decide = s.IntegerField()
    silent = s.IntegerField()
    read = s.IntegerField()
    late = s.IntegerField()
    finished = s.IntegerField()


class Morning(Shape):
    """A day; `finished` counts from `finished_since`, the last working day's beginning."""

    day = s.DateField()
    finished_since = s.DateTimeField()
    hats = MorningHat(many=True)


class Digest(Shape):
    """Whether the caller is sent a digest each working day from seven."""

    on = s.BooleanField()


class DigestChosen(s.Serializer[Any]):
    """To be sent it or not."""

    on = s.BooleanField()
