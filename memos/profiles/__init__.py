"""The profile of a regency: how its papers look, and by which rules they are issued.

START HERE: fields.py (every value, its range and source), editing.py (adopting a version),
reading.py (which version holds), issuing.py (what the rules decide).
"""

from datetime import date

from memos.paper import Profile
from memos.profiles import reading
from memos.profiles.issuing import compulsory_parafs, may_issue, pattern_for

__all__ = ["compulsory_parafs", "current", "may_issue", "pattern_for", "version"]


def current(*, on: date) -> Profile:
    """The look in force on a day, its `version` the label; one statement."""
    return reading.on_day(on).look


def version(label: str) -> Profile:
    """The look under a label that was frozen with a number; one statement.

    The built-in look where the label is none of the regency's own versions.
    """
    return reading.labelled(label).look
