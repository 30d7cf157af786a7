"""The timetable of the regency: one row with a life, and the tables of what it says.

Until somebody changes something none of them has a row, and the defaults of `instructions.worktime`
hold; the first change writes them down.
"""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.hats import Hat
from accounts.organisation.access import administers_all
from instructions.worktime.days import DayKind
from instructions.worktime.hours import WEEK, Season
from instructions.worktime.lifecycle import TIMETABLE, Part, Status
from instructions.worktime.policy import URGENCIES, Counting
from workflow.actors import Actor
from workflow.actors import Hat as WorkflowHat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves


class TimetableQuerySet(QuerySet["Timetable"]):
    """Reads of the timetable."""

    def visible_to(self, actor: Actor) -> Self:
        """Whoever works by it may know it."""
        return self.all()


class Timetable(Subject):
    """The one row whose version and head say which rules are in force."""

    kind: ClassVar = "timetable"
    lifecycle: ClassVar = TIMETABLE

    status = StatusField(default=Status.IN_FORCE, choices=Status.choices, max_length=16)
    is_the_one = models.BooleanField(default=True, unique=True, editable=False)

    objects = TimetableQuerySet.as_manager()

    class Meta:
        verbose_name = _("waktu kerja")
        verbose_name_plural = _("waktu kerja")
        constraints: ClassVar = [
            models.CheckConstraint(name="timetable_is_the_only_one", condition=Q(is_the_one=True)),
            models.CheckConstraint(
                name="timetable_status_is_known", condition=Q(status__in=Status.values)
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def parts_of(self, hat: WorkflowHat) -> frozenset[str]:
        """Whoever administers the whole regency, and who sets a new installation up."""
        worn = isinstance(hat, Hat) and administers_all(hat)
        may = worn or getattr(hat, "sets_up", False)
        return frozenset({Part.ORGANISER}) if may else frozenset()

    @moves(TIMETABLE, "establish")
    def establish(self, *, at: datetime) -> None:
        """Born; the defaults are rows of their own."""

    @moves(TIMETABLE, "set_hours")
    def set_hours(self, *, at: datetime) -> None:
        """The hours are rows of their own, as is all that follows."""

    @moves(TIMETABLE, "add_ramadan")
    def add_ramadan(self, *, at: datetime) -> None:
        """A row comes."""

    @moves(TIMETABLE, "remove_ramadan")
    def remove_ramadan(self, *, at: datetime) -> None:
        """A row goes."""

    @moves(TIMETABLE, "add_days")
    def add_days(self, *, at: datetime) -> None:
        """Rows come."""

    @moves(TIMETABLE, "remove_day")
    def remove_day(self, *, at: datetime) -> None:
        """A row goes."""

    @moves(TIMETABLE, "set_policy")
    def set_policy(self, *, at: datetime) -> None:
        """Rows change."""


class OfficeHours(models.Model):
    """The hours of one weekday in one season; a weekday without a row is free."""

    season = models.CharField(max_length=8, choices=Season.choices)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    break_starts = models.TimeField(null=True)
    break_ends = models.TimeField(null=True)

    class Meta:
        ordering = ("season", "weekday")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["season", "weekday"], name="office_hours_once"),
            models.CheckConstraint(
                name="office_hours_season_is_known", condition=Q(season__in=Season.values)
            ),
            models.CheckConstraint(
                name="office_hours_weekday_is_known", condition=Q(weekday__lt=WEEK)
            ),
            models.CheckConstraint(
                name="office_hours_follow_each_other",
                condition=Q(
                    opens__lt=F("closes"), break_starts__isnull=True, break_ends__isnull=True
                )
                | Q(
                    break_starts__isnull=False,
                    break_ends__isnull=False,
                    opens__lt=F("break_starts"),
                    break_starts__lt=F("break_ends"),
                    break_ends__lt=F("closes"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season} {self.weekday}: {self.opens:%H.%M}–{self.closes:%H.%M}"


class Ramadan(models.Model):
    """A month of fasting, both days included. No two overlap (see triggers.py)."""

    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("starts_on",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="ramadan_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}/{self.ends_on}"


class DayOff(models.Model):
    """A day on record: off for a reason, or a holiday that is worked."""

    date = models.DateField(unique=True)
    kind = models.CharField(max_length=20, choices=DayKind.choices)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ("date",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="day_off_kind_is_known", condition=Q(kind__in=DayKind.values)
            ),
            models.CheckConstraint(name="day_off_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class UrgencyPolicy(models.Model):
    """How long an urgency gives, in minutes of the hours that count."""

    urgency = models.CharField(max_length=16, unique=True)
    answer_minutes = models.PositiveIntegerField()
    finish_minutes = models.PositiveIntegerField()
    giver_minutes = models.PositiveIntegerField()
    counts = models.CharField(max_length=8, choices=Counting.choices)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="policy_urgency_is_known", condition=Q(urgency__in=URGENCIES)
            ),
            models.CheckConstraint(
                name="policy_counts_are_known", condition=Q(counts__in=Counting.values)
            ),
            models.CheckConstraint(
                name="policy_leaves_time",
                condition=Q(
                    answer_minutes__gte=1,
                    giver_minutes__gte=1,
                    finish_minutes__gte=F("answer_minutes"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.urgency
