"""The forms of the API's answers about groups; group_outputs.py fills them."""

from rest_framework import serializers as s

from accounts.models import PositionKind, UnitKind
from api.shapes import Position, PositionRef, Shape, UnitRef, maybe


class GroupRuleOut(Shape):
    """Conditions that hold together; an empty one does not narrow."""

    position_kinds = s.ListField(child=s.ChoiceField(PositionKind.choices))
    unit_kinds = s.ListField(child=s.ChoiceField(UnitKind.choices))
    within = UnitRef(allow_null=True)
    region = s.CharField(allow_blank=True)


class Group(Shape):
    """A group that an order can name; `size` is how many positions it comes to now."""

    id = s.UUIDField()
    name = s.CharField()
    noun = s.CharField()
    formal_name = s.CharField(allow_blank=True)
    size = s.IntegerField()
    owner = PositionRef(allow_null=True)
    rule = GroupRuleOut(allow_null=True)
    last_used_at = maybe(s.DateTimeField)
    editable = s.BooleanField()


class GroupDetail(Group):
    """A group with a page of the positions it comes to, and those named in it."""

    named = PositionRef(many=True)
    left_out = PositionRef(many=True)
    positions = Position(many=True)
    next = maybe(s.CharField)


class Deleted(Shape):
    """What is there no more."""

    id = s.UUIDField()
