"""Absences and delegations in the API: what a request may say, and what is said of them."""

from typing import Any

from rest_framework import serializers as s

from accounts.delegations import DELEGABLE
from accounts.hats import AIDE_VERBS
from accounts.lifecycle import AbsenceStatus
from accounts.models import Absence, AbsenceKind, Delegation, Grant, Person
from api import shapes
from api.inputs import Paged, Words
from api.outputs import Json, Reader, action_out, day, labelled, offered, position_ref

DECREE = 80
VERBS = [(verb, str(label)) for verb, label in DELEGABLE.items()]


class AbsencesAsked(Paged):
    """Which absences: those of now and later, or with `past` all."""

    past = s.BooleanField(required=False, default=False)


class AbsenceIn(s.Serializer[Any]):
    """An absence; `person` for somebody one administers, `substitute` stands in as Plh."""

    why = s.ChoiceField(AbsenceKind.choices)
    starts_on = s.DateField()
    ends_on = s.DateField()
    person = s.UUIDField(required=False, allow_null=True, default=None)
    substitute = s.UUIDField(required=False, allow_null=True, default=None)
    decree = Words(required=False, default="", max_length=DECREE)


class ShortenIn(s.Serializer[Any]):
    """The new last day away."""

    ends_on = s.DateField()


class LendIn(s.Serializer[Any]):
    """What is lent of the acting position, to whom; in force from today unless said otherwise."""

    person = s.UUIDField()
    verbs = s.ListField(
        child=s.ChoiceField(VERBS), required=False, default=list(AIDE_VERBS), max_length=50
    )
    secret = s.BooleanField(required=False, default=False)
    starts_on = s.DateField(required=False, allow_null=True, default=None)
    ends_on = s.DateField(required=False, allow_null=True, default=None)


class EndIn(s.Serializer[Any]):
    """From whom everything lent is taken back."""

    person = s.UUIDField()


class PersonRef(shapes.Shape):
    """A person in passing."""

    id = s.UUIDField()
    name = s.CharField()


class AbsenceOut(shapes.Shape):
    """An absence; `why` is not told to whoever only stands in."""

    id = s.UUIDField()
    version = s.IntegerField()
    status = s.ChoiceField(AbsenceStatus.choices)
    status_label = s.CharField()
    own = s.BooleanField()
    person = PersonRef()
    positions = shapes.PositionRef(many=True)
    why = shapes.maybe(s.ChoiceField, choices=AbsenceKind.choices)
    why_label = shapes.maybe(s.CharField)
    starts_on = s.DateField()
    ends_on = s.DateField()
    substitute = PersonRef(allow_null=True)
    decree = s.CharField(allow_blank=True)


class AbsenceDetail(AbsenceOut):
    """An absence by itself."""

    available_actions = shapes.Action(many=True)


class Lent(shapes.Shape):
    """What is lent of a position to a person."""

    principal = shapes.PositionRef()
    person = PersonRef()
    verbs = s.ListField(child=s.ChoiceField(VERBS))
    secret = s.BooleanField()
    starts_on = s.DateField()
    ends_on = shapes.maybe(s.DateField)


class Delegations(shapes.Shape):
    """What one lent of one's own positions, and what others lent to one."""

    given = Lent(many=True)
    got = Lent(many=True)


class Ended(shapes.Shape):
    """How many deeds came to their end."""

    ended = s.IntegerField()


def _person(row: Person) -> Json:
    return {"id": str(row.public_id), "name": row.full_name}


def absence_out(row: Absence, reader: Reader) -> Json:
    """An absence read by `visible_to`; no statement."""
    told = row.own or any(row.parts_of(hat) for hat in reader.actor.hats)
    posts = [post for post in row.person.posts if row.touches(post)]  # type: ignore[attr-defined]
    return {
        "id": str(row.public_id),
        "version": row.version,
        **labelled(row, "status"),
        "own": row.own,
        "person": _person(row.person),
        "positions": [position_ref(post.position) for post in posts],
        "why": row.why if told else None,
        "why_label": str(row.get_why_display()) if told else None,
        "starts_on": day(row.starts_on),
        "ends_on": day(row.ends_on),
        "substitute": _person(row.substitute) if row.substitute else None,
        "decree": row.decree,
    }


def absence_detail(row: Absence, reader: Reader) -> Json:
    """An absence by itself."""
    actions = [action_out(one, row) for one in offered(row, reader)]
    return {**absence_out(row, reader), "available_actions": actions}


def lent_out(row: Delegation | Grant, lent: Delegation) -> Json:
    """What stands lent."""
    return {
        "principal": position_ref(row.principal),
        "person": _person(row.person),
        "verbs": list(lent.verbs),
        "secret": lent.secret,
        "starts_on": day(row.starts_on),
        "ends_on": day(row.ends_on),
    }
