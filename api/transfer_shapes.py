"""Handing papers over in the API: what a request may say, and what is said of a package."""

from typing import Any

from rest_framework import serializers as s

from api import shapes
from api.inputs import Key
from api.outputs import ROOT, Json, day, moment, position_ref
from memos.transfers.models import Transfer


class SpanIn(s.Serializer[Any]):
    """A register, and days of memos, both included."""

    register = Key()
    first = s.DateField()
    last = s.DateField()


class RegisterRef(shapes.Shape):
    """A register in passing."""

    id = s.UUIDField()
    name = s.CharField()
    unit = shapes.UnitRef()


class TransferCount(shapes.Shape):
    """How many memos would go, and how many numbers of these days would stay behind."""

    memos = s.IntegerField()
    left_out = s.IntegerField()


class TransferOut(shapes.Shape):
    """A package; `package` is where its ZIP is written anew each time, the same bytes."""

    id = s.UUIDField()
    register = RegisterRef()
    first = s.DateField()
    last = s.DateField()
    count = s.IntegerField()
    position = shapes.PositionRef()
    at = s.DateTimeField()
    package = s.CharField()


def transfer_out(row: Transfer) -> Json:
    """A package fetched with its register and post."""
    book = row.register
    return {
        "id": str(row.public_id),
        "register": {
            "id": str(book.public_id),
            "name": book.name,
            "unit": {"id": str(book.unit.public_id), "name": book.unit.name},
        },
        "first": day(row.first_on),
        "last": day(row.last_on),
        "count": row.count,
        "position": position_ref(row.position),
        "at": moment(row.at),
        "package": f"{ROOT}/transfers/{row.public_id}/package",
    }
