"""What a request may say. Shape only: whether it may be done is the domain's question."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.group_edits import GroupGiven
from accounts.models import PositionKind, UnitKind
from api.paging import MOST, PAGE
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Classification, Instruction, Role, Urgency
from memos.course import Expects, Signing
from memos.lifecycle import Status as MemoStatus
from memos.models import BodyFormat, MemoType
from workflow.text import LONGEST, clean

Data = Mapping[str, Any]
MOST_RECIPIENTS = 2000
MOST_FILES = 20
YEARS = range(2000, 2201)


class Words(serializers.CharField):
    """Text as people type it, without control characters and direction overrides."""

    default_error_messages = {"invalid": _("Harus berupa teks.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_blank": True, "max_length": LONGEST, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        """Cleaned text; a number is no text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return clean(data)


class Moment(serializers.DateTimeField):
    """A time with its offset; without one nobody knows which hour is meant."""

    default_error_messages = {
        "offset_required": _("Sebutkan selisih waktunya."),
        "date_out_of_range": _("Di luar jangkauan."),
    }

    def to_internal_value(self, value: Any) -> datetime:
        """The moment, aware. Fails with `offset_required`, `date_out_of_range`, `invalid`."""
        try:
            moment = parse_datetime(value) if isinstance(value, str) else None
        except ValueError:
            moment = None
        if moment is None:
            self.fail("invalid", format="YYYY-MM-DDThh:mm:ss+hh:mm")
        if moment.tzinfo is None:
            self.fail("offset_required")
        if moment.year not in YEARS:
            self.fail("date_out_of_range")
        return moment.astimezone(UTC)


class Key(serializers.UUIDField):
    """A public id, as the actions take it: a string."""

    def to_internal_value(self, data: Any) -> str:  # type: ignore[override]
        """The id as we write it."""
        return str(super().to_internal_value(data))


class RecipientIn(serializers.Serializer[Any]):
    """One position addressed by name."""

    position = serializers.UUIDField()
    role = serializers.ChoiceField(Role.choices, default=Role.EXECUTOR)


def files() -> serializers.ListField:
    """Uploads by their id."""
    return serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_FILES
    )


# --- Orders ----------------------------------------------------------------------------------------


class OrderFields(serializers.Serializer[Any]):
    """What a draft may hold and a change of it may replace."""

    text = Words(required=False, max_length=None)
    recipients = serializers.ListField(
        child=RecipientIn(), required=False, max_length=MOST_RECIPIENTS
    )
    lists = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=100)
    left_out = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_RECIPIENTS
    )
    urgency = serializers.ChoiceField(Urgency.choices, required=False)
    classification = serializers.ChoiceField(Classification.choices, required=False)
    answer_by = Moment(required=False, allow_null=True)
    finish_by = Moment(required=False, allow_null=True)
    evidence_demanded = serializers.BooleanField(required=False)
    needs_paper = serializers.BooleanField(required=False)
    controller = serializers.UUIDField(required=False, allow_null=True)
    closed_list = serializers.BooleanField(required=False)
    only_me = serializers.BooleanField(required=False, allow_null=True, default=None)
    follows = serializers.UUIDField(required=False, allow_null=True)


class OrderIn(OrderFields):
    """An order to be given, or kept as a draft. Empty times come from the urgency."""

    id = serializers.UUIDField(required=False)
    draft = serializers.BooleanField(default=False)
    attachments = files()


def order_of(data: Data) -> Order:
    """The composer's order from validated input."""
    return Order(
        text=data.get("text", ""),
        recipients=tuple(
            Recipient(str(one["position"]), one["role"]) for one in data.get("recipients", ())
        ),
        lists=tuple(str(key) for key in data.get("lists", ())),
        left_out=tuple(str(key) for key in data.get("left_out", ())),
        urgency=data.get("urgency", Urgency.NORMAL),
        classification=data.get("classification", Classification.ORDINARY),
        answer_by=data.get("answer_by"),
        finish_by=data.get("finish_by"),
        evidence_demanded=data.get("evidence_demanded", False),
        needs_paper=data.get("needs_paper", False),
        controller=str(data.get("controller") or ""),
        closed_list=data.get("closed_list", False),
        only_me=data.get("only_me"),
        follows=str(data.get("follows") or ""),
        attachments=data.get("attachments", ()),
        public_id=data.get("id"),
    )


def changed(draft: Instruction, data: Data) -> Order:
    """A draft's order with what was given put over what it held."""
    chosen = draft.addressees
    held: dict[str, Any] = {
        "text": draft.text,
        "recipients": [
            {"position": UUID(key), "role": role} for key, role in chosen.get("recipients", ())
        ],
        "lists": chosen.get("lists", ()),
        "left_out": chosen.get("left_out", ()),
        "urgency": draft.urgency,
        "classification": draft.classification,
        "evidence_demanded": draft.evidence_demanded,
        "needs_paper": draft.needs_paper,
        "controller": draft.controller.public_id if draft.controller else None,
        "closed_list": draft.closed_list,
        "only_me": chosen.get("only_me"),
        "follows": draft.follows.public_id if draft.follows else None,
    }
    for name in ("answer_by", "finish_by"):
        held[name] = datetime.fromisoformat(chosen[name]) if chosen.get(name) else None
    return order_of({**held, **data})


# --- Memos -----------------------------------------------------------------------------------------


class Formalise(serializers.Serializer[Any]):
    """A memo of an order, perhaps under an id the client chose."""

    id = serializers.UUIDField(required=False)


class Number(serializers.Serializer[Any]):
    """From which register, where several fit; a number kept free, or one a book outside gave."""

    register = Key(required=False)
    reserved = Key(required=False)
    typed = Words(required=False)


class InsertNumber(serializers.Serializer[Any]):
    """The past day a memo is dated, and why."""

    day = serializers.DateField()
    reason = Words()
    register = Key(required=False)


def _lines() -> serializers.ListField:
    return serializers.ListField(
        child=Words(max_length=None), required=False, max_length=MOST_RECIPIENTS
    )


class MemoWords(serializers.Serializer[Any]):
    """What may be edited; what is not sent stays. Lengths are the domain's question."""

    hal = Words(required=False, max_length=None)
    to_lines = _lines()
    copies = _lines()
    urgency = serializers.ChoiceField(Urgency.choices, required=False)
    attachments_line = Words(required=False, max_length=None)
    body = Words(required=False, max_length=None)
    body_format = serializers.ChoiceField(BodyFormat.choices, required=False)
    classification_code = Words(required=False, max_length=None)
    from_position = Key(required=False)
    signer = Key(required=False)
    signing = serializers.ChoiceField(Signing.choices, required=False)
    expects = serializers.ChoiceField(Expects.choices, required=False)
    details = serializers.JSONField(required=False)
    behalf = serializers.CharField(required=False, allow_blank=True, max_length=36)
    through = serializers.CharField(required=False, allow_blank=True, max_length=36)


class MemoBegun(serializers.Serializer[Any]):
    """A memo that rests on no order: of what kind, from whom, who signs."""

    id = serializers.UUIDField(required=False)
    memo_type = serializers.ChoiceField(MemoType.choices, default=MemoType.NOTA_DINAS)
    from_position = Key(required=False)
    signer = Key(required=False)


# --- Groups ----------------------------------------------------------------------------------------


class GroupRule(serializers.Serializer[Any]):
    """Conditions that hold together; what is left empty does not narrow."""

    position_kinds = serializers.ListField(
        child=serializers.ChoiceField(PositionKind.choices), required=False, max_length=100
    )
    unit_kinds = serializers.ListField(
        child=serializers.ChoiceField(UnitKind.choices), required=False, max_length=100
    )
    within = serializers.UUIDField(required=False, allow_null=True)
    region = Words(required=False, max_length=None)


class GroupFields(serializers.Serializer[Any]):
    """A group: a rule, positions named on top, and positions left out of it."""

    name = Words(max_length=None)
    noun = Words(required=False, max_length=None)
    formal_name = Words(required=False, max_length=None)
    rule = GroupRule(required=False, allow_null=True)
    positions = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_RECIPIENTS
    )
    left_out = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_RECIPIENTS
    )


class GroupIn(GroupFields):
    """A new group: of the acting position, or of the whole regency."""

    own = serializers.BooleanField(default=True)


def group_of(data: Data) -> GroupGiven:
    """The group from validated input."""
    rule = data.get("rule") or {}
    return GroupGiven(
        name=data["name"],
        noun=data.get("noun", ""),
        formal_name=data.get("formal_name", ""),
        position_kinds=tuple(rule.get("position_kinds", ())),
        unit_kinds=tuple(rule.get("unit_kinds", ())),
        within=str(rule.get("within") or ""),
        region=rule.get("region", ""),
        positions=tuple(str(key) for key in data.get("positions", ())),
        left_out=tuple(str(key) for key in data.get("left_out", ())),
        own=data.get("own", True),
    )


# --- Queries ---------------------------------------------------------------------------------------


class Paged(serializers.Serializer[Any]):
    """Which page of a list."""

    cursor = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)
    limit = serializers.IntegerField(default=PAGE, min_value=1, max_value=MOST)


class MemosAsked(Paged):
    """Which memos: every word must occur; `unit`, with all below it, is the signer's."""

    search = serializers.CharField(required=False, allow_blank=True, max_length=200)
    memo_type = serializers.ChoiceField(MemoType.choices, required=False)
    status = serializers.ChoiceField(MemoStatus.choices, required=False)
    register = Key(required=False)
    unit = Key(required=False)
    dated_from = serializers.DateField(required=False)
    dated_to = serializers.DateField(required=False)


class Searched(Paged):
    """Which positions, or which codes."""

    search = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)


class DeadlinesAsked(serializers.Serializer[Any]):
    """Which urgency; all where none is named."""

    urgency = serializers.ChoiceField(Urgency.choices, required=False)


class ChangesAsked(serializers.Serializer[Any]):
    """After which point of the feed; from the beginning without one."""

    cursor = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)


class UploadIn(serializers.Serializer[Any]):
    """One file, perhaps under an id the client chose while it was offline."""

    file = serializers.FileField(allow_empty_file=True, max_length=None)
    id = serializers.UUIDField(required=False)
