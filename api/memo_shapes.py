"""The forms of what the API says of memos, for the OpenAPI description; see shapes.py."""

from rest_framework import serializers as s

from api import shapes
from instructions.models import Classification, Urgency
from memos.course import Expects, Reply, Signing
from memos.course_rows import ParafKind
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
    signing = s.ChoiceField(Signing.choices)
    signing_label = s.CharField()
    expects = s.ChoiceField(Expects.choices)
    expects_label = s.CharField()
    signed_at = shapes.maybe(s.DateTimeField)
    dispatched_at = shapes.maybe(s.DateTimeField)
    voided_at = shapes.maybe(s.DateTimeField)
    answer = shapes.maybe(s.ChoiceField, choices=Reply.choices)
    answer_label = shapes.maybe(s.CharField)
    answered_at = shapes.maybe(s.DateTimeField)


class ClassificationCode(shapes.Shape):
    """A code of the archive's classification."""

    code = s.CharField()
    name = s.CharField()


class Answers(shapes.Shape):
    """How many addressees of a memo's order are asked, and have answered."""

    asked = s.IntegerField()
    answered = s.IntegerField()


class Paraf(shapes.Shape):
    """One initial of the chain; `at` once it is given."""

    kind = s.ChoiceField(ParafKind.choices)
    kind_label = s.CharField()
    position = shapes.PositionRef()
    at = shapes.maybe(s.DateTimeField)


class MemoDetail(Memo):
    """A memo by itself."""

    answers = Answers(allow_null=True)
    parafs = Paraf(many=True)
    proposed_parafs = shapes.PositionRef(many=True)

    to_lines = s.ListField(child=s.CharField())
    copies = s.ListField(child=s.CharField())
    attachments_line = s.CharField()
    body = s.CharField()
    body_format = s.ChoiceField(BodyFormat.choices)
    details = s.JSONField()
    behalf = shapes.PositionRef(allow_null=True)
    through = shapes.PositionRef(allow_null=True)
    classification_code = ClassificationCode(allow_null=True)
    register = shapes.UnitRef(allow_null=True)
    check = s.CharField(allow_null=True)
    pdf = s.CharField()
    available_actions = shapes.Action(many=True)
