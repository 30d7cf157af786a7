"""Incoming letters in the API: what a request may say, and what is said of them."""

from typing import Any

from rest_framework import serializers as s

from api import shapes
from api.inputs import Key, Moment, Paged, Words
from api.outputs import ROOT, Json, Reader, action_out, day, labelled, moment, offered
from api.outputs import position_ref as position
from api.verb_inputs import Recipients
from instructions.models import Classification, Instruction, Urgency
from memos.letters.lifecycle import Part, Request, Status
from memos.letters.models import IncomingLetter

PLAIN = ("sender", "number", "dated", "received_on", "hal", "urgency", "security", "addressee")


class LettersAsked(Paged):
    """Which letters: every word stands in the sender, the number or the hal."""

    search = s.CharField(required=False, allow_blank=True, default="", max_length=200)
    status = s.ChoiceField(Status.choices, required=False)
    addressee = Key(required=False)
    received_from = s.DateField(required=False)
    received_to = s.DateField(required=False)


class LetterWords(s.Serializer[Any]):
    """A letter as it lies on the desk; `scan` is an upload."""

    sender = Words()
    number = Words(required=False, default="")
    dated = s.DateField()
    received_on = s.DateField(required=False, allow_null=True, default=None)
    hal = Words()
    urgency = s.ChoiceField(Urgency.choices, default=Urgency.NORMAL)
    security = s.ChoiceField(Classification.choices, default=Classification.ORDINARY)
    addressee = Key()
    scan = s.UUIDField(required=False, allow_null=True, default=None)


class RecordLetter(LetterWords):
    """A new letter; the client may choose its id."""

    id = s.UUIDField(required=False)
    register = Key(required=False)


class CorrectLetter(LetterWords):
    """The record as it should be, and why."""

    reason = Words()


class DisposeLetter(s.Serializer[Any]):
    """To whom, with what asked, by when."""

    recipients = Recipients()
    requests = s.ListField(child=s.ChoiceField(Request.choices), required=False, max_length=20)
    note = Words(required=False)
    finish_by = Moment(required=False, allow_null=True)


class Letter(shapes.Shape):
    """A letter in a list."""

    id = s.UUIDField()
    version = s.IntegerField()
    status = s.ChoiceField(Status.choices)
    status_label = s.CharField()
    urgency = s.ChoiceField(Urgency.choices)
    urgency_label = s.CharField()
    security = s.ChoiceField(Classification.choices)
    security_label = s.CharField()
    turn = shapes.maybe(s.ChoiceField, choices=Part.choices)
    agenda = s.CharField()
    sender = s.CharField()
    number = shapes.maybe(s.CharField)
    dated = s.DateField()
    received_on = s.DateField()
    hal = s.CharField()
    addressee = shapes.PositionRef()
    scan = shapes.maybe(s.CharField)


class LetterDisposition(shapes.Shape):
    """What was asked of whom on a letter."""

    id = s.UUIDField()
    instruction = s.UUIDField()
    reference = s.CharField()
    requests = s.ListField(child=s.ChoiceField(Request.choices))
    note = s.CharField()
    at = s.DateTimeField()


class LetterDetail(Letter):
    """A letter by itself."""

    dispositions = LetterDisposition(many=True)
    available_actions = shapes.Action(many=True)


def letter_out(row: IncomingLetter) -> Json:
    """A letter in a list."""
    scan = f"{ROOT}/letters/{row.public_id}/scan" if row.scan_id else None
    return {
        "id": str(row.public_id),
        "version": row.version,
        **labelled(row, "status", "urgency", "security"),
        "turn": row.lifecycle.turn[row.status],
        "agenda": row.register_number.text,
        "sender": row.sender,
        "number": row.number or None,
        "dated": day(row.dated),
        "received_on": day(row.received_on),
        "hal": row.hal,
        "addressee": position(row.addressee),
        "scan": scan,
    }


def letter_detail(row: IncomingLetter, reader: Reader) -> Json:
    """A letter by itself; of its dispositions those that are the reader's to know."""
    keeps = any(row.parts_of(hat) for hat in reader.actor.hats)
    rows = row.dispositions.select_related("order")
    if not keeps:
        rows = rows.filter(order__in=Instruction.visible_to(reader.actor))
    return {
        **letter_out(row),
        "dispositions": [
            {
                "id": str(one.public_id),
                "instruction": str(one.order.public_id),
                "reference": one.order.reference,
                "requests": one.requests,
                "note": one.note,
                "at": moment(one.at),
            }
            for one in rows
        ],
        "available_actions": [action_out(one, row) for one in offered(row, reader)],
    }
