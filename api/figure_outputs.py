"""What the API says of figures. The forms are in figure_shapes.py."""

from datetime import timedelta

from django.utils import timezone

from api.outputs import Json, day, moment
from instructions.figures.evidence import Proof
from instructions.figures.summary import Figure, Line, Point, Window


def period_out(days: int, window: Window) -> Json:
    """The window asked for, by its first and last day."""
    first, last = timezone.localdate(window.start), timezone.localdate(window.end)
    return {"days": days, "starts_on": day(first), "ends_on": day(last)}


def figure_out(one: Figure) -> Json:
    """The numbers of a window, and how things stand now."""
    standing = {"open": one.open, "late": one.late, "waiting_for_giver": one.waiting}
    return {**_medians(one), **standing}


def _medians(one: Figure) -> Json:
    return {
        "ordered": one.ordered,
        "answered": one.answered,
        "answer_minutes": _minutes(one.answer),
        "finished": one.finished,
        "finish_minutes": _minutes(one.finish),
    }


def _minutes(took: timedelta | None) -> float | None:
    return None if took is None else round(took / timedelta(minutes=1), 1)


def group_out(line: Line) -> Json:
    """A unit or a position."""
    return {"id": line.key, "name": line.name, "unit": line.unit or None, **figure_out(line.figure)}


def point_out(point: Point) -> Json:
    """A week or a month."""
    return {"starts_on": day(point.starts_on), **_medians(point.figure)}


def proof_out(proof: Proof) -> Json:
    """One completed order."""
    return {
        "assignment": proof.key,
        "reference": proof.reference,
        "giver": proof.giver,
        "position": proof.position,
        "text": None if proof.withheld else proof.text,
        "withheld": proof.withheld or None,
        "acknowledged_at": moment(proof.acknowledged_at),
        "reported_at": moment(proof.reported_at),
        "accepted_at": moment(proof.accepted_at),
        "accepted_by": proof.accepted_by or None,
        "files": proof.files,
    }
