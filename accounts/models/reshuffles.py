"""A reshuffle, its rows, and what deciding it changed. Transition methods set own facts only."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accounts.models.appointments import Capacity
from accounts.models.people import Person
from accounts.models.positions import Position
from accounts.models.units import Unit
from accounts.reshuffle import queries
from accounts.reshuffle.lifecycle import RESHUFFLE, Part, Status
from workflow.actors import Hat
from workflow.fields import StatusField
from workflow.models import HASH_LENGTH, Subject
from workflow.table import moves

if TYPE_CHECKING:
    from accounts.hats import Hat as OwnHat

DECREE_LENGTH = 80

APPOINTED = (Capacity.DEFINITIVE, Capacity.PJ, Capacity.PJS)
"""Who holds a position; Plt. and Plh. act in one that nobody holds, or whose holder is away."""

DECREED = (*APPOINTED, Capacity.PLT)
"""In what right a decree of reshuffle appoints; a Plh. comes from an absence."""


class Reshuffle(Subject):
    """Officials who change posts on one day, by one decree."""

    kind: ClassVar = "reshuffle"
    lifecycle: ClassVar = RESHUFFLE
    sealed_by: ClassVar = frozenset({"prepare"})
    fixed_columns: ClassVar = ("unit_id", "decree", "year", "digest")

    status = StatusField(default=Status.PREPARED, choices=Status.choices, max_length=16)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reshuffles")
    decree = models.CharField(max_length=DECREE_LENGTH)
    year = models.PositiveSmallIntegerField()
    decree_on = models.DateField()
    effective_on = models.DateField()
    # SHA-256 over both dates and all rows: what was prepared is what is decided.
    digest = models.CharField(max_length=HASH_LENGTH)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    size: int  # how many rows; only from with_size()

    objects = queries.ReshuffleQuerySet.as_manager()

    class Meta:
        verbose_name = _("mutasi")
        verbose_name_plural = _("mutasi")
        ordering = ("-effective_on", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Upper("decree"),
                "year",
                condition=~Q(status=Status.WITHDRAWN),
                name="one_reshuffle_per_decree",
            ),
            models.CheckConstraint(
                name="reshuffle_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="decided_reshuffle_has_time",
                condition=Q(status=Status.PREPARED, decided_at__isnull=True)
                | Q(status=Status.DECIDED, decided_at__isnull=False)
                | Q(status=Status.WITHDRAWN),
            ),
        ]

    def __str__(self) -> str:
        return self.decree

    @property
    def eve(self) -> date:
        """The last day as it was before."""
        return self.effective_on - timedelta(days=1)

    def is_in_force(self, *, on: date) -> bool:
        """Whether it was decided and its day has come."""
        return self.status == Status.DECIDED and self.effective_on <= on

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Whoever administers the regency as a whole."""
        root = queries.administered_root(cast("OwnHat", hat))
        is_theirs = root is not None and root.pk == self.unit_id
        return frozenset({Part.ADMINISTRATOR}) if is_theirs else frozenset()

    @moves(RESHUFFLE, "prepare")
    def prepare(self, *, at: datetime) -> None:
        """Everything stands on the row already."""

    @moves(RESHUFFLE, "decide")
    def decide(self, *, at: datetime) -> None:
        """When; the appointments are written by the action."""
        self.decided_at = at

    @moves(RESHUFFLE, "withdraw")
    def withdraw(self, *, at: datetime) -> None:
        """Nothing of the row changes; the action restores the appointments."""


class ReshuffleRow(models.Model):
    """One line of the decree: a person, the post they leave, the post they enter; one may be empty."""

    reshuffle = models.ForeignKey(Reshuffle, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_position = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="reshuffles_out"
    )
    to_position = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="reshuffles_in"
    )
    capacity = models.CharField(max_length=10, choices=Capacity.choices, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("reshuffle", "line")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reshuffle", "line"], name="reshuffle_line_once"),
            models.UniqueConstraint(
                fields=["reshuffle", "person", "from_position"], name="nobody_leaves_a_post_twice"
            ),
            models.UniqueConstraint(
                fields=["reshuffle", "person", "to_position"], name="nobody_enters_a_post_twice"
            ),
            models.UniqueConstraint(
                fields=["reshuffle", "to_position"],
                condition=Q(capacity__in=APPOINTED),
                name="one_newcomer_per_position",
            ),
            models.CheckConstraint(
                name="reshuffle_row_leads_from_or_to_somewhere",
                condition=Q(from_position__isnull=False) | Q(to_position__isnull=False),
            ),
            models.CheckConstraint(
                name="newcomer_has_a_capacity",
                condition=Q(to_position__isnull=True, capacity="")
                | Q(to_position__isnull=False, capacity__in=DECREED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.person}"

    @property
    def is_appointed(self) -> bool:
        """Whether the person will hold the new post, and not only act in it."""
        return self.capacity in APPOINTED


class AppointmentChange(models.Model):
    """One appointment that deciding a reshuffle wrote: as it was, and as it is since.

    `was` is None for a new one, `now` for one that was taken away (a stand-in of somebody who
    leaves). Withdrawing compares with `now` and restores `was`. No foreign key to the appointment:
    this outlives it.
    """

    reshuffle = models.ForeignKey(Reshuffle, on_delete=models.PROTECT, related_name="changes")
    appointment_id = models.BigIntegerField()
    line = models.PositiveIntegerField()
    was = models.JSONField(null=True)
    now = models.JSONField(null=True)

    class Meta:
        ordering = ("id",)
        indexes: ClassVar = [models.Index(fields=["appointment_id"], name="change_of_appointment")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reshuffle", "appointment_id"], name="appointment_changed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reshuffle_id}: {self.appointment_id}"

    @property
    def before(self) -> dict[str, Any]:
        """The columns as they were; empty for a new appointment."""
        return self.was or {}
