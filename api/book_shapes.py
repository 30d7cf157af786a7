"""Books of numbers in the API: what a request may say, and what is said of them."""

from datetime import date
from typing import Any

from rest_framework import serializers as s

from api import shapes
from api.inputs import YEARS, Key, Paged, Words
from api.outputs import Json, day, labelled, moment, position_ref
from memos.books import reading
from memos.books.actions import Book as Given
from memos.books.models import (
    MOST_RESERVED,
    Origin,
    Purpose,
    RegisterNumber,
    ReservedNumber,
    Source,
)
from memos.books.reading import Asked, Line, Sent
from memos.models import MemoType, Register
from memos.pattern import PLAIN

LONGEST_WORDS = 60
MOST_OPENING = 999_999


class BookChanged(s.Serializer[Any]):
    """What may change of a book that is open; purpose, source and opening number stay."""

    name = Words(max_length=None)
    unit = Key()
    types = s.ListField(child=s.ChoiceField(MemoType.choices), required=False, max_length=50)
    pattern = Words(required=False, max_length=None)
    daily_reserve = s.IntegerField(required=False, min_value=0, max_value=MOST_RESERVED)
    is_active = s.BooleanField(required=False)


class BookIn(BookChanged):
    """A new book; `opening` is the last number used on paper this year, `basis` says where."""

    purpose = s.ChoiceField(Purpose.choices, default=Purpose.MEMOS)
    source = s.ChoiceField(Source.choices, default=Source.INTERNAL)  # type: ignore[assignment]
    opening = s.IntegerField(default=0, min_value=0, max_value=MOST_OPENING)
    basis = Words(required=False, default="")


class ReserveIn(s.Serializer[Any]):
    """How many numbers are kept free for papers dated today, and why."""

    count = s.IntegerField(min_value=1, max_value=MOST_RESERVED)
    reason = Words()


class PeriodAsked(s.Serializer[Any]):
    """A year, this one by default, perhaps a month of it, perhaps words."""

    year = s.IntegerField(required=False, min_value=YEARS.start, max_value=YEARS.stop - 1)
    month = s.IntegerField(required=False, min_value=1, max_value=12)
    search = s.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_WORDS, trim_whitespace=True
    )


class LinesAsked(PeriodAsked, Paged):
    """A page of the lines of a period."""


class Book(shapes.Shape):
    """A book; `last` is the last number of this year, `opening` where that went on from."""

    id = s.UUIDField()
    name = s.CharField()
    unit = shapes.UnitRef()
    purpose = s.ChoiceField(Purpose.choices)
    purpose_label = s.CharField()
    source = s.ChoiceField(Source.choices)  # type: ignore[assignment]
    source_label = s.CharField()
    types = s.ListField(child=s.ChoiceField(MemoType.choices))
    pattern = s.CharField()
    daily_reserve = s.IntegerField()
    is_active = s.BooleanField()
    last = s.IntegerField()
    opening = s.IntegerField()
    basis = s.CharField()


class BookLine(shapes.Shape):
    """A line of a register or an agenda; of a secret paper the number alone."""

    number = s.CharField()
    dated = shapes.maybe(s.DateField)
    what = s.CharField()
    who = s.CharField()
    to = s.CharField()
    state = s.CharField()
    note = s.CharField()
    sent = shapes.maybe(s.DateField)
    theirs = s.CharField()
    origin = s.ChoiceField(Origin.choices)
    taken_at = s.DateTimeField()


class Reserved(shapes.Shape):
    """A number kept free that no paper has."""

    id = s.UUIDField()
    number = s.IntegerField()
    day = s.DateField()
    reason = s.CharField()
    position = shapes.PositionRef()


class ReservedNow(shapes.Shape):
    """The numbers just kept free."""

    results = Reserved(many=True)


class SentLine(shapes.Shape):
    """A line of the expedition: what went to whom, and who received it."""

    sent_at = s.DateTimeField()
    paper = s.CharField()
    what = s.CharField()
    to = s.CharField()
    received_at = shapes.maybe(s.DateTimeField)
    received_by = s.CharField()


def asked_of(data: Any, *, today: date) -> Asked:
    """The period from validated input."""
    return Asked(data.get("year", today.year), data.get("month", 0), data["search"])


def given_of(data: Any, row: Register | None = None) -> Given:
    """A book from validated input; what is not sent of an open one stays."""
    return Given(
        name=data["name"],
        unit=data["unit"],
        types=data.get("types", row.types if row else ()),
        pattern=data.get("pattern", row.pattern if row else PLAIN),
        purpose=row.purpose if row else data["purpose"],
        source=row.source if row else data["source"],
        daily_reserve=data.get("daily_reserve", row.daily_reserve if row else 5),
        opening=data.get("opening", 0),
        basis=data.get("basis", ""),
        is_active=data.get("is_active", row.is_active if row else True),
    )


def book_out(row: Register, *, year: int) -> Json:
    """A book fetched with its unit and years."""
    stands = next((one for one in row.years.all() if one.year == year), None)
    return {
        "id": str(row.public_id),
        "name": row.name,
        "unit": {"id": str(row.unit.public_id), "name": row.unit.name},
        **labelled(row, "purpose", "source"),
        "types": row.types,
        "pattern": row.pattern,
        "daily_reserve": row.daily_reserve,
        "is_active": row.is_active,
        "last": stands.last if stands else 0,
        "opening": stands.opening_number if stands else 0,
        "basis": stands.basis if stands else "",
    }


def line_out(row: RegisterNumber) -> Json:
    """A line of a book read by `memos.books.reading.numbers`."""
    line: Line = reading.line_of(row)
    return {
        "number": line.number,
        "dated": day(line.dated),
        "what": line.what,
        "who": line.who,
        "to": line.to,
        "state": line.state,
        "note": line.note,
        "sent": day(line.sent),
        "theirs": line.theirs,
        "origin": row.origin,
        "taken_at": moment(row.at),
    }


def reserved_out(row: ReservedNumber) -> Json:
    """A number kept free."""
    return {
        "id": str(row.public_id),
        "number": row.number,
        "day": day(row.day),
        "reason": row.reason,
        "position": position_ref(row.position),
    }


def sent_out(line: Sent) -> Json:
    """A line of the expedition."""
    return {
        "sent_at": moment(line.sent_at),
        "paper": line.paper,
        "what": line.what,
        "to": line.to,
        "received_at": moment(line.received_at),
        "received_by": line.received_by,
    }
