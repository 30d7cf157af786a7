"""The profile of memos in the API: what holds, whence, its history, and what a new version says."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers as s

from api import shapes
from api.inputs import Words
from api.outputs import Json, day, moment
from api.outputs import position_ref as position
from memos.profiles import fields
from memos.profiles.look import Spec
from memos.profiles.models import ProfileVersion
from memos.profiles.reading import BUILT_IN, Version


class VersionIn(s.Serializer[Any]):
    """A version that holds from a day on; a value not sent stays as it is on that day."""

    values = s.DictField(child=s.JSONField(allow_null=True), allow_empty=True)
    effective_on = s.DateField()
    basis = Words(max_length=None)


class ProfileValue(shapes.Shape):
    """One value, whence it is, and how well its source was read: V, V2, M (habit), J (house)."""

    name = s.CharField()
    group = s.CharField()
    label = s.CharField()  # type: ignore[assignment]
    value = s.JSONField()
    words = s.CharField(allow_blank=True)
    default = s.JSONField()
    own = s.BooleanField()
    source = s.CharField(allow_blank=True)  # type: ignore[assignment]
    mark = shapes.maybe(s.CharField)


class ProfileWaiting(shapes.Shape):
    """A version that holds later."""

    label = s.CharField()  # type: ignore[assignment]
    effective_on = s.DateField()


class MemoProfile(shapes.Shape):
    """The version in force; `effective_on` and `basis` null where it is the built-in one."""

    version = s.IntegerField()
    label = s.CharField()  # type: ignore[assignment]
    effective_on = shapes.maybe(s.DateField)
    basis = shapes.maybe(s.CharField)
    values = ProfileValue(many=True)
    waiting = ProfileWaiting(many=True)


class ProfileVersionOut(shapes.Shape):
    """A version as adopted; `changed` names what differs from the one before it."""

    label = s.CharField()  # type: ignore[assignment]
    effective_on = s.DateField()
    basis = s.CharField()
    at = s.DateTimeField()
    adopted_by = s.CharField()
    position = shapes.PositionRef(allow_null=True)
    changed = s.ListField(child=s.CharField())
    values = s.DictField(child=s.JSONField())


def profile_out(held: Version, row: ProfileVersion | None, *, version: int, later: Any) -> Json:
    """What holds with its sources; `later` are the versions that wait."""
    basis = row.basis if row else ""
    whole, defaults = fields.whole(held.values), fields.defaults()
    return {
        "version": version,
        "label": held.label,
        "effective_on": day(held.effective_on) if held != BUILT_IN else None,
        "basis": basis or None,
        "values": [
            _value(spec, whole[spec.name], defaults[spec.name], own=spec.name in held.values)
            | ({"source": basis, "mark": None} if spec.name in held.values else {})
            for spec in fields.catalogue()
        ],
        "waiting": [
            {"label": each.label, "effective_on": day(each.effective_on)} for each in later
        ],
    }


def _value(spec: Spec, value: Any, default: Any, *, own: bool) -> Json:
    return {
        "name": spec.name,
        "group": spec.group,
        "label": str(spec.label),
        "value": value,
        "words": str(spec.kind.words(value)),
        "default": default,
        "own": own,
        "source": str(spec.source),
        "mark": spec.mark,
    }


def versions_out(rows: Sequence[ProfileVersion], before: ProfileVersion | None) -> list[Json]:
    """Versions newest first; `before` is the one that came before the last of them."""
    older = [*rows[1:], before] if rows else []
    return [_version(row, one.values if one else {}) for row, one in zip(rows, older, strict=True)]


def _version(row: ProfileVersion, before: Mapping[str, Any]) -> Json:
    names = (spec.name for spec in fields.catalogue())
    return {
        "label": row.label,
        "effective_on": day(row.effective_on),
        "basis": row.basis,
        "at": moment(row.at),
        "adopted_by": row.made_by.full_name,
        "position": position(row.position),
        "changed": [each for each in names if row.values.get(each, ...) != before.get(each, ...)],
        "values": row.values,
    }
