"""Writing a memo in the API: working copies, the paper of unsaved words, texts to begin from."""

from typing import Any

from rest_framework import serializers as s

from api import shapes
from api.inputs import MOST_RECIPIENTS, Paged, Words
from api.outputs import Json, moment
from memos.body.allow import as_html
from memos.body.models import TextTemplate, WorkingCopy
from memos.body.texts import Text, may_keep
from memos.models import BodyFormat, Memo, MemoType
from workflow.actors import Actor

HIGHEST = 2**31 - 1


class CopyIn(s.Serializer[Any]):
    """What the editor holds: since which version of the memo, typed on which revision kept."""

    html = Words(max_length=None)
    base = s.IntegerField(min_value=0, max_value=HIGHEST)
    revision = s.IntegerField(min_value=0, max_value=HIGHEST, default=0)


class PreviewIn(s.Serializer[Any]):
    """Words that are not saved; what is not sent is as saved."""

    hal = Words(required=False, max_length=None)
    to_lines = s.ListField(child=Words(max_length=None), required=False, max_length=MOST_RECIPIENTS)
    copies = s.ListField(child=Words(max_length=None), required=False, max_length=MOST_RECIPIENTS)
    body = Words(required=False, max_length=None)
    body_format = s.ChoiceField(BodyFormat.choices, required=False)


class TextsAsked(Paged):
    """Which texts: those for one type of memo, with those for every type."""

    memo_type = s.ChoiceField(MemoType.choices, required=False)


class TextIn(s.Serializer[Any]):
    """A text to begin from; no type is every type, `for_all` every unit."""

    name = Words(max_length=None)
    memo_type = s.ChoiceField(MemoType.choices, required=False, allow_null=True, default=None)
    for_all = s.BooleanField(default=False)
    html = Words(max_length=None)


class WorkingCopyOut(shapes.Shape):
    """What the editor opens with; `revision` 0 where nothing was kept since the memo was saved.

    `stale` where the memo was saved since this copy was begun.
    """

    revision = s.IntegerField()
    base = s.IntegerField()
    html = s.CharField(allow_blank=True)
    at = shapes.maybe(s.DateTimeField)
    stale = s.BooleanField()


class MemoText(shapes.Shape):
    """A text to begin from; `unit` null where it is for all."""

    id = s.UUIDField()
    name = s.CharField()
    memo_type = shapes.maybe(s.ChoiceField, choices=MemoType.choices)
    unit = shapes.UnitRef(allow_null=True)
    html = s.CharField()
    at = s.DateTimeField()
    editable = s.BooleanField()


def copy_out(memo: Memo, kept: WorkingCopy | None) -> Json:
    """The copy, or the memo's own words where there is none."""
    if kept is None:
        html = as_html(memo.body, memo.body_format)
        return {"revision": 0, "base": memo.version, "html": html, "at": None, "stale": False}
    return {
        "revision": kept.revision,
        "base": kept.base,
        "html": kept.html,
        "at": moment(kept.at),
        "stale": kept.base != memo.version,
    }


def typed_of(memo: Memo, data: Json) -> dict[str, str]:
    """The words of a preview as the editor's form has them."""
    return {
        "hal": data.get("hal", memo.hal),
        "to_lines": "\n".join(data.get("to_lines", memo.to_lines)),
        "copies": "\n".join(data.get("copies", memo.copies)),
        "body": data.get("body", memo.body),
        "body_format": data.get("body_format", memo.body_format),
    }


def text_of(data: Json) -> Text:
    """The text from validated input."""
    kind = data["memo_type"] or ""
    return Text(name=data["name"], memo_type=kind, for_all=data["for_all"], html=data["html"])


def text_out(row: TextTemplate, actor: Actor) -> Json:
    """A text; no statement where its unit is loaded."""
    unit = row.unit
    return {
        "id": str(row.public_id),
        "name": row.name,
        "memo_type": row.memo_type or None,
        "unit": {"id": str(unit.public_id), "name": unit.name} if unit else None,
        "html": row.html,
        "at": moment(row.at),
        "editable": may_keep(row, actor),
    }
