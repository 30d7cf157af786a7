"""The form of the caller's morning."""

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
