"""The forms of the API's answers, for the OpenAPI description. outputs.py fills them.

tests/api/test_schema.py holds the two together: every answer is checked against its form.
"""

from functools import cache
from typing import Any

from rest_framework import serializers as s

from accounts.models import Capacity, PositionKind, UnitKind
from files.models import Kind
from instructions.lifecycle import Part, State, Status
from instructions.models import Classification, Form, Mode, Role, Urgency

Shape = s.Serializer[Any]


def maybe(field: type[s.Field[Any, Any, Any, Any]], **kwargs: Any) -> Any:
    """A field that may be null; as Any, since a serializer reads it and no code does."""
    return field(allow_null=True, **kwargs)


# A field may be called as something of the framework's own class; its metaclass keeps them apart.


class InputProblem(Shape):
    """One input at fault, by JSON pointer (RFC 6901)."""

    pointer = s.CharField()
    code = s.CharField()
    detail = s.CharField()


class HatChoice(Shape):
    """One of the hats that fit."""

    key = s.CharField()
    label = s.CharField()  # type: ignore[assignment]


class Problem(Shape):
    """A refusal: `code` is stable, `detail` is for people (RFC 9457)."""

    type = s.CharField()
    title = s.CharField()
    status = s.IntegerField()
    code = s.CharField()
    detail = s.CharField()
    errors = InputProblem(many=True)  # type: ignore[assignment]
    request_id = s.CharField()
    choices = HatChoice(many=True, required=False)


class PositionRef(Shape):
    """A position in passing."""

    id = s.UUIDField()
    title = s.CharField()


class UnitRef(Shape):
    """A unit, or a register, in passing."""

    id = s.UUIDField()
    name = s.CharField()


class Waiting(Shape):
    """How much waits for a hat: orders to answer, and answers to judge."""

    to_answer = s.IntegerField()
    to_judge = s.IntegerField()


class Hat(Shape):
    """A position the person may act in."""

    position = PositionRef()
    unit = UnitRef()
    title = s.CharField()
    capacity = s.ChoiceField(Capacity.choices)
    capacity_label = s.CharField()
    delegated = s.BooleanField()
    verbs = s.ListField(child=s.CharField(), allow_null=True)
    until = maybe(s.DateField)
    registers = s.BooleanField()
    waiting = Waiting()


class Me(Shape):
    """The person signed in."""

    id = s.UUIDField()
    name = s.CharField()
    address = s.CharField()
    hats = Hat(many=True)
    unread_notices = s.IntegerField()


class Unit(Shape):
    """An office."""

    id = s.UUIDField()
    name = s.CharField()
    kind = s.ChoiceField(UnitKind.choices)
    kind_label = s.CharField()
    code = s.CharField()
    parent = maybe(s.UUIDField)
    regions = s.ListField(child=s.CharField())


class Position(Shape):
    """A position and whoever acts in it today."""

    id = s.UUIDField()
    title = s.CharField()
    shown_title = s.CharField()
    kind = s.ChoiceField(PositionKind.choices)
    unit = UnitRef()
    holder = maybe(s.CharField)
    holder_id = maybe(s.UUIDField)
    capacity = maybe(s.ChoiceField, choices=Capacity.choices)
    vacant = s.BooleanField()


class Deadlines(Shape):
    """The times an urgency gives."""

    urgency = s.ChoiceField(Urgency.choices)
    urgency_label = s.CharField()
    answer_by = s.DateTimeField()
    finish_by = s.DateTimeField()
    sentence = s.CharField()


class InputChoice(Shape):
    """One value of an input that has a closed list."""

    value = s.CharField()
    label = s.CharField()  # type: ignore[assignment]


class ActionInput(Shape):
    """One input of a verb."""

    name = s.CharField()
    label = s.CharField()  # type: ignore[assignment]
    kind = s.CharField()
    required = s.BooleanField()  # type: ignore[assignment]
    choices = InputChoice(many=True)


class ActionRefusal(Shape):
    """Why a verb must wait."""

    code = s.CharField()
    detail = s.CharField()


class Action(Shape):
    """A verb that may be offered."""

    verb = s.CharField()
    label = s.CharField()  # type: ignore[assignment]
    method = s.CharField()
    href = s.CharField()
    inputs = ActionInput(many=True)
    confirm = maybe(s.CharField)
    refusal = ActionRefusal(allow_null=True)


class Attachment(Shape):
    """A file of an order or a share."""

    id = s.UUIDField()
    name = s.CharField()
    media_type = s.CharField()
    kind = s.ChoiceField(Kind.choices)
    size = s.IntegerField()
    width = maybe(s.IntegerField)
    height = maybe(s.IntegerField)
    at = s.DateTimeField()
    content = s.CharField()
    thumbnail = maybe(s.CharField)


class Upload(Shape):
    """A file that waits for its act."""

    id = s.UUIDField()
    name = s.CharField()
    media_type = s.CharField()
    kind = s.ChoiceField(Kind.choices)
    size = s.IntegerField()
    width = maybe(s.IntegerField)
    height = maybe(s.IntegerField)
    expires_at = s.DateTimeField()


class InstructionBrief(Shape):
    """An order as a share shows it."""

    id = s.UUIDField()
    reference = maybe(s.CharField)
    status = s.ChoiceField(Status.choices)
    status_label = s.CharField()
    urgency = s.ChoiceField(Urgency.choices)
    urgency_label = s.CharField()
    classification = s.ChoiceField(Classification.choices)
    classification_label = s.CharField()
    text = s.CharField()
    giver = PositionRef()
    controller = PositionRef(allow_null=True)
    evidence_demanded = s.BooleanField()
    conveyed_by_aide = s.BooleanField()
    confirmed_at = maybe(s.DateTimeField)
    closed_list = s.BooleanField()
    only_me = s.BooleanField()
    follows = maybe(s.UUIDField)
    issued_at = maybe(s.DateTimeField)


class Counts(Shape):
    """Where the recipients stand, for the giver's side alone."""

    total = s.IntegerField()
    answered = s.IntegerField()
    waiting = s.IntegerField()
    open = s.IntegerField()


class Instruction(InstructionBrief):
    """An order in a list."""

    version = s.IntegerField()
    form = s.ChoiceField(Form.choices)
    form_label = s.CharField()
    needs_paper = s.BooleanField()
    addressed_to = s.ListField(child=s.CharField())
    answer_by = maybe(s.DateTimeField)
    finish_by = maybe(s.DateTimeField)
    closed_at = maybe(s.DateTimeField)
    counts = Counts(allow_null=True)
    verbs = s.ListField(child=s.CharField())


class DraftRecipient(Shape):
    """A position chosen for a draft."""

    position = s.UUIDField()
    role = s.ChoiceField(Role.choices)


class Draft(Shape):
    """What was chosen for an order not given yet."""

    recipients = DraftRecipient(many=True)
    lists = s.ListField(child=s.UUIDField())
    only_me = maybe(s.BooleanField)
    answer_by = maybe(s.DateTimeField)
    finish_by = maybe(s.DateTimeField)
    left_out = s.ListField(child=s.UUIDField())


class InstructionDetail(Instruction):
    """An order by itself."""

    attachments = Attachment(many=True)
    draft = Draft(allow_null=True)
    available_actions = Action(many=True)


class Assignment(Shape):
    """A recipient's share, in a list."""

    id = s.UUIDField()
    version = s.IntegerField()
    status = s.ChoiceField(State.choices)
    status_label = s.CharField()
    role = s.ChoiceField(Role.choices)
    role_label = s.CharField()
    mode = s.ChoiceField(Mode.choices)
    mode_label = s.CharField()
    turn = maybe(s.ChoiceField, choices=Part.choices)
    late = s.BooleanField()
    position = PositionRef()
    giver = PositionRef()
    parent = maybe(s.UUIDField)
    target = PositionRef(allow_null=True)
    awaits_memo = s.BooleanField()
    paused_until = maybe(s.DateTimeField)
    answer_by = maybe(s.DateTimeField)
    finish_by = maybe(s.DateTimeField)
    giver_by = maybe(s.DateTimeField)
    accept_by = maybe(s.DateTimeField)
    answered_at = maybe(s.DateTimeField)
    promised_at = maybe(s.DateTimeField)
    reported_at = maybe(s.DateTimeField)
    settled_at = maybe(s.DateTimeField)
    verbs = s.ListField(child=s.CharField())
    instruction = InstructionBrief()


class AssignmentDetail(Assignment):
    """A share by itself."""

    attachments = Attachment(many=True)
    available_actions = Action(many=True)


class BoardRow(Assignment):
    """A share on the giver's board."""

    holder = maybe(s.CharField)
    shown_title = s.CharField()
    mark = s.CharField()
    since = s.DateTimeField()
    seen_at = maybe(s.DateTimeField)


class Line(Shape):
    """A line of the history; `device_at` where it came in later than it was done."""

    at = s.DateTimeField()
    device_at = maybe(s.DateTimeField)
    verb = s.CharField()
    who = maybe(s.CharField)
    sentence = s.CharField()
    aide = s.BooleanField()
    share_of = maybe(s.CharField)
    contents = s.DictField(child=s.CharField())
    attachments = Attachment(many=True)


class Skipped(Shape):
    """A share that a verb for all left alone, and why."""

    id = s.UUIDField()
    code = s.CharField()
    detail = s.CharField()


class Reminded(Shape):
    """Who was reminded, by share."""

    reminded = s.ListField(child=s.UUIDField())
    skipped = Skipped(many=True)


class Accepted(Shape):
    """Whose report was accepted, by share."""

    accepted = s.ListField(child=s.UUIDField())
    skipped = Skipped(many=True)


class Notice(Shape):
    """One line of the bell."""

    at = s.DateTimeField()
    read_at = maybe(s.DateTimeField)
    kind = s.CharField()
    id = maybe(s.UUIDField)
    verb = s.CharField()
    sentence = s.CharField()
    position = PositionRef()


class Read(Shape):
    """How many notices were read now."""

    read = s.IntegerField()


class Change(Shape):
    """A thing that changed; `item` is how it stands now, null where it is no longer seen."""

    kind = s.CharField()
    id = s.UUIDField()
    version = s.IntegerField()
    verb = s.CharField()
    at = s.DateTimeField()
    item = s.DictField(allow_null=True)


class Changes(Shape):
    """A page of the feed. `next` is always there: ask again with it, at once if `more`."""

    results = Change(many=True)
    next = s.CharField()
    more = s.BooleanField()


@cache
def paged(shape: type[Shape]) -> type[Shape]:
    """The form of a list of these."""
    fields = {"results": shape(many=True), "next": s.CharField(allow_null=True)}
    return type(f"{shape.__name__}List", (s.Serializer,), fields)
