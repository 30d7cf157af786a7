"""Surat tugas of the inspectorate, and chronologies put on paper."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Position, Unit
from instructions import oversight_queries as queries
from instructions.models.orders import Instruction
from instructions.oversight import INSPECTION, PRINTOUT, Mandate, Overseer, Paper, Printer
from workflow.actors import Hat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves


class Inspection(Subject):
    """A surat tugas as registered: who may look at which orders, from one day to another.

    The entry of its registration holds everything the row and its lists say, by public ids.
    """

    kind: ClassVar = "inspection"
    lifecycle: ClassVar = INSPECTION
    sealed_by: ClassVar = frozenset({"register"})
    fixed_columns: ClassVar = ("number", "basis", "unit_id", "registrar_id")

    status = StatusField(default=Mandate.ACTIVE, choices=Mandate.choices, max_length=16)
    number = models.CharField(max_length=80, unique=True)
    dated = models.DateField()
    basis = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    inspectors = models.ManyToManyField(Position, related_name="inspections")
    # What it covers: orders by name, and those issued in a window, narrowed by unit and people.
    orders = models.ManyToManyField(Instruction, related_name="inspections")
    issued_from = models.DateField(null=True)
    issued_to = models.DateField(null=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    registrar = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    objects = queries.InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("surat tugas pemeriksaan")
        verbose_name_plural = _("surat tugas pemeriksaan")
        ordering = ("-dated", "-id")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="inspection_status_is_known", condition=Q(status__in=Mandate.values)
            ),
            models.CheckConstraint(
                name="inspection_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="inspection_window_has_two_ends_in_order",
                condition=Q(issued_from__isnull=True, issued_to__isnull=True)
                | Q(
                    issued_from__isnull=False,
                    issued_to__isnull=False,
                    issued_to__gte=F("issued_from"),
                ),
            ),
            models.CheckConstraint(
                name="inspection_unit_narrows_a_window",
                condition=Q(unit__isnull=True) | Q(issued_from__isnull=False),
            ),
            models.CheckConstraint(
                name="inspection_has_time_when_ended",
                condition=Q(status=Mandate.ENDED, ended_at__isnull=False)
                | Q(status=Mandate.ACTIVE, ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def runs_on(self, day: date) -> bool:
        """Whether it may be used on a day."""
        return self.status == Mandate.ACTIVE and self.starts_on <= day <= self.ends_on

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Held hats only: looking is never lent. Needs `inspectors` prefetched, as visible_to does."""
        if not queries.is_own(hat):
            return frozenset()
        named = {position.pk for position in self.inspectors.all()} if self.pk else set()
        found = (
            (Overseer.INSPECTOR, hat.position_id in named),
            (Overseer.REGISTRAR, "registers" in hat.duties),
            (Overseer.LEADER, queries.is_leader(hat)),
        )
        return frozenset(part for part, plays in found if plays)

    @moves(INSPECTION, "register")
    def register(self, *, at: datetime) -> None:
        """Born whole."""

    @moves(INSPECTION, "look")
    def look(self, *, at: datetime) -> None:
        """What was looked at stands in the entry."""

    @moves(INSPECTION, "extend")
    def extend(self, *, at: datetime, ends_on: date | None = None) -> None:
        """The new last day."""
        self.ends_on = ends_on or self.ends_on

    @moves(INSPECTION, "end")
    def end(self, *, at: datetime) -> None:
        """Over before its last day."""
        self.ended_at = at


class Printout(Subject):
    """A chronology that somebody took away on paper: whose, of what, as of when."""

    kind: ClassVar = "printout"
    lifecycle: ClassVar = PRINTOUT
    sealed_by: ClassVar = frozenset({"print"})
    fixed_columns: ClassVar = ("instruction_id", "person_id")

    status = StatusField(default=Paper.PRINTED, choices=Paper.choices, max_length=16)
    instruction = models.ForeignKey(
        Instruction, null=True, on_delete=models.PROTECT, related_name="printouts"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(null=True)
    as_of = models.DateTimeField()

    objects = queries.PrintoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("cetakan kronologi")
        verbose_name_plural = _("cetakan kronologi")
        ordering = ("-id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="printout_status_is_known", condition=Q(status__in=Paper.values)
            ),
            models.CheckConstraint(
                name="printout_is_of_an_order_or_has_a_window",
                condition=Q(instruction__isnull=False) | Q(since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instruction or self.person} {self.as_of}"

    @property
    def root_key(self) -> tuple[str, int] | None:
        """A printed order's chronology belongs to the order's own history."""
        return (Instruction.kind, self.instruction_id) if self.instruction_id else None

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Whoever may read may print; that is asked before one is made."""
        return frozenset({Printer.READER})

    @moves(PRINTOUT, "print")
    def print(self, *, at: datetime, **_facts: Any) -> None:
        """Born printed."""
