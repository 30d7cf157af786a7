"""The forms of the answers about figures. figure_outputs.py fills them."""

from rest_framework import serializers as s

from api.shapes import Shape, maybe


class Period(Shape):
    """The window asked for."""

    days = s.IntegerField()
    starts_on = s.DateField()
    ends_on = s.DateField()


class Medians(Shape):
    """What happened in a window. Minutes are medians of counted time; null without any."""

    ordered = s.IntegerField()
    answered = s.IntegerField()
    answer_minutes = maybe(s.FloatField)
    finished = s.IntegerField()
    finish_minutes = maybe(s.FloatField)


class Figure(Medians):
    """The same, and how things stand now."""

    open = s.IntegerField()
    late = s.IntegerField()
    waiting_for_giver = s.IntegerField()


class FigureGroup(Figure):
    """A unit, or a position with the name of its unit."""

    id = s.UUIDField()
    name = s.CharField()
    unit = maybe(s.CharField)


class FigurePoint(Medians):
    """A week or a month, by its first day."""

    starts_on = s.DateField()


class FiguresMine(Shape):
    """A person's own figures; months newest first."""

    period = Period()
    total = Figure()
    weeks = FigurePoint(many=True)
    months = FigurePoint(many=True)


class FiguresGiven(Shape):
    """Figures of what the person gave or controls; groups in order of name."""

    period = Period()
    by = s.ChoiceField(["unit", "position"])
    total = Figure()
    groups = FigureGroup(many=True)
    weeks = FigurePoint(many=True)


class Proof(Shape):
    """One completed order. `text` is null where the class in `withheld` keeps it here."""

    assignment = s.UUIDField()
    reference = s.CharField()
    giver = s.CharField()
    position = s.CharField()
    text = maybe(s.CharField)
    withheld = maybe(s.CharField)
    acknowledged_at = maybe(s.DateTimeField)
    reported_at = s.DateTimeField()
    accepted_at = s.DateTimeField()
    accepted_by = maybe(s.CharField)
    files = s.IntegerField()
