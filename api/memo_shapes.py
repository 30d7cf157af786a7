"""The forms of what the API says of memos, for the OpenAPI description; see shapes.py."""

from rest_framework import serializers as s

from api import shapes
from instructions.models import Classification, Urgency
from memos.lifecycle import Part, Status
from memos.models import BodyFormat, MemoType


class OrderRef(shapes.Shape):
    """An order in passing."""

    id = s.UUIDField()
    reference = s.CharField()


class Memo(shapes.Shape):
    """A memo in a list."""

    id = s.UUIDField()
    version = s.IntegerField()
    status = s.ChoiceField(Status.choices)
    status_label = s.CharField()
    memo_type = s.ChoiceField(MemoType.choices)
    memo_type_label = s.CharField()
    urgency = s.ChoiceField(Urgency.choices)
    urgency_label = s.CharField()
    security = s.ChoiceField(Classification.choices)
    security_label = s.CharField()
    turn = shapes.maybe(s.ChoiceField, choices=Part.choices)
    hal = s.CharField()
    number = shapes.maybe(s.CharField)
    dated = shapes.maybe(s.DateField)
    instruction = OrderRef(allow_null=True)
    drafter = shapes.PositionRef()
    from_position = shapes.PositionRef()
    signer = shapes.PositionRef()
    approved_at = shapes.maybe(s.DateTimeField)
    numbered_at = shapes.maybe(s.DateTimeField)
    printed_at = shapes.maybe(s.DateTimeField)


class ClassificationCode(shapes.Shape):
    """A code of the archive's classification."""

    code = s.CharField()
    name = s.CharField()


class MemoDetail(Memo):
    """A memo by itself."""

    to_lines = s.ListField(child=s.CharField())
    copies = s.ListField(child=s.CharField())
    attachments_line = s.CharField()
    body = s.CharField()
    body_format = s.ChoiceField(BodyFormat.choices)
    classification_code = ClassificationCode(allow_null=True)
    register = shapes.UnitRef(allow_null=True)
    pdf = s.CharField()
    available_actions = shapes.Action(many=True)
