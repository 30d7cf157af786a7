"""Working time for tests: an organiser, and weeks as a story needs them."""

from dataclasses import replace
from datetime import time, timedelta

from accounts.actors import Actor
from instructions.worktime import editing
from instructions.worktime.hours import WORKDAYS, Opening, Season
from instructions.worktime.policy import DEFAULT
from tests.people import AT, actor, person


def organiser() -> Actor:
    """Somebody who may change the timetable: staff of an installation nobody administers yet."""
    return actor(person("Pengelola Waktu", username="pengelola-waktu", is_staff=True))


def eight_to_four() -> None:
    """Round hours for stories that do sums: Monday to Friday 08.00 to 16.00, five days for the work."""
    week, who = {day: Opening(time(8), time(16)) for day in WORKDAYS}, organiser()
    editing.set_hours(Season.REGULAR, week, actor=who, at=AT)
    five_days = replace(DEFAULT["biasa"], finish=timedelta(hours=40))
    editing.set_policy({**DEFAULT, "biasa": five_days}, actor=who, at=AT)
