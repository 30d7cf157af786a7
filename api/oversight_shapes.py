"""The forms of what the API says of chronologies and surat tugas; see shapes.py."""

from rest_framework import serializers as s

from api import shapes
from api.memo_shapes import OrderRef
from instructions.chronology import Footing
from instructions.chronology.lines import Right
from instructions.oversight import Mandate

RIGHTS = [(right.value, right.value) for right in Right]
FOOTINGS = [(footing.value, footing.value) for footing in Footing]


class ChronologyWord(shapes.Shape):
    """Words said with an act; null once destroyed, then `note` says on what ground."""

    field = s.CharField()
    label = s.CharField()  # type: ignore[assignment]
    body = shapes.maybe(s.CharField)
    note = shapes.maybe(s.CharField)


class ChronologyFile(shapes.Shape):
    """A file that came with an act."""

    name = s.CharField()
    sha256 = s.CharField()
    note = shapes.maybe(s.CharField)


class ChronologyEvent(shapes.Shape):
    """One act, or the first opening by somebody (`n` 0)."""

    at = s.DateTimeField()
    device_at = shapes.maybe(s.DateTimeField)
    verb = s.CharField()
    n = s.IntegerField()
    sentence = s.CharField()
    who = s.CharField()
    title = s.CharField()
    right = s.ChoiceField(RIGHTS)
    right_label = s.CharField()
    channel = s.CharField()
    channel_label = s.CharField()
    strength = shapes.maybe(s.CharField)
    strength_label = shapes.maybe(s.CharField)
    about = shapes.maybe(s.CharField)
    reference = s.CharField()
    state = s.CharField()
    words = ChronologyWord(many=True)
    files = ChronologyFile(many=True)
    faults = s.ListField(child=s.CharField())


class ChronologyStanding(shapes.Shape):
    """Where one recipient's share stood as of the moment."""

    recipient = s.CharField()
    handed_by = shapes.maybe(s.CharField)
    asked = shapes.maybe(s.CharField)
    status = s.CharField()
    status_label = s.CharField()
    since = s.DateTimeField()


class ChronologyKnower(shapes.Shape):
    """Since when a person could know, when they saw, when they first acted."""

    recipient = s.CharField()
    who = s.CharField()
    right = s.ChoiceField(RIGHTS)
    right_label = s.CharField()
    told_at = shapes.maybe(s.DateTimeField)
    seen_at = shapes.maybe(s.DateTimeField)
    acted_at = shapes.maybe(s.DateTimeField)


class ChronologySeal(shapes.Shape):
    """The last seal a chain was written down in, and where."""

    seal = s.IntegerField()
    at = s.DateTimeField()
    n = s.IntegerField()
    file = s.CharField()
    line = s.IntegerField()
    hmac = s.CharField()
    genuine = s.BooleanField()


class ChronologyProof(shapes.Shape):
    """One chain recomputed: its length then and now, its head, its faults, its seal."""

    name = s.CharField()
    kind = s.CharField()
    n = s.IntegerField()
    n_then = s.IntegerField()
    head = s.CharField()
    keys = s.ListField(child=s.CharField())
    whole = s.BooleanField()
    faults = s.ListField(child=s.CharField())
    seal = ChronologySeal(allow_null=True)


class Chronology(shapes.Shape):
    """A page of an order's chronology, with what its lines concern. `faults` counts all pages'."""

    instruction = OrderRef()
    as_of = s.DateTimeField()
    footing = shapes.maybe(s.ChoiceField, choices=FOOTINGS)
    status = s.CharField()
    status_label = s.CharField()
    faults = s.IntegerField()
    results = ChronologyEvent(many=True)
    standings = ChronologyStanding(many=True)
    knowers = ChronologyKnower(many=True)
    proofs = ChronologyProof(many=True)
    next = shapes.maybe(s.CharField)


class ChronologyWindow(shapes.Shape):
    """A page of what happened in a window, oldest first; `faults` counts this page's."""

    who = shapes.maybe(s.CharField)
    since = s.DateTimeField()
    as_of = s.DateTimeField()
    faults = s.IntegerField()
    results = ChronologyEvent(many=True)
    proofs = ChronologyProof(many=True)
    next = shapes.maybe(s.CharField)


class Inspection(shapes.Shape):
    """A surat tugas in a list. `in_force` says whether it may be used today."""

    id = s.UUIDField()
    version = s.IntegerField()
    status = s.ChoiceField(Mandate.choices)
    status_label = s.CharField()
    in_force = s.BooleanField()
    number = s.CharField()
    dated = s.DateField()
    basis = s.CharField()
    starts_on = s.DateField()
    ends_on = s.DateField()
    issued_from = shapes.maybe(s.DateField)
    issued_to = shapes.maybe(s.DateField)
    unit = shapes.UnitRef(allow_null=True)
    inspectors = shapes.PositionRef(many=True)
    verbs = s.ListField(child=s.CharField())


class InspectionDetail(Inspection):
    """A surat tugas by itself."""

    people = s.ListField(child=s.CharField())
    orders = OrderRef(many=True)
    registered_by = s.CharField()
    available_actions = shapes.Action(many=True)


class Covered(shapes.Shape):
    """An order in scope, without its words."""

    id = s.UUIDField()
    reference = s.CharField()
    classification = s.CharField()
    classification_label = s.CharField()
    giver = shapes.PositionRef()
    issued_at = s.DateTimeField()


class InspectionLook(shapes.Shape):
    """One look that was taken."""

    look = s.IntegerField()
    at = s.DateTimeField()
    who = s.CharField()
    reference = shapes.maybe(s.CharField)
    since = shapes.maybe(s.DateTimeField)
    as_of = s.DateTimeField()
    printed = s.BooleanField()


class Opened(shapes.Shape):
    """What a look opened: an order's chronology or a window, the other is null."""

    look = s.IntegerField()
    readable_until = s.DateTimeField()
    chronology = Chronology(allow_null=True)
    window = ChronologyWindow(allow_null=True)
