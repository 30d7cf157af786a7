"""Who is on call for a unit outside office hours (piket)."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self, cast

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import ONCALL, OnCallPart, OnCallStatus
from accounts.models.people import Person
from accounts.models.positions import PositionKind
from accounts.models.units import END, Unit
from workflow.actors import Actor
from workflow.actors import Hat as WorkflowHat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves

if TYPE_CHECKING:
    from accounts.hats import Hat

HEADS = frozenset(
    {
        PositionKind.REGENT, PositionKind.SECRETARY, PositionKind.AGENCY_HEAD,
        PositionKind.SECTION_HEAD, PositionKind.DISTRICT_HEAD, PositionKind.WARD_HEAD,
        PositionKind.VILLAGE_HEAD,
    }
)  # fmt: skip
SECRETARIES = frozenset({PositionKind.AGENCY_SECRETARY, PositionKind.SUBSECTION_HEAD})
"""Who keeps the unit's papers: its secretary, or the head of its tata usaha."""


def plans(hat: "Hat", *, unit_id: int, path: str) -> bool:
    """Whether a hat plans the roster of a unit: its administrator, its head, its secretary or TU."""
    if not hat.is_held:
        return False
    top = hat.administers
    if top and top <= path < top + END:
        return True
    return hat.position.unit_id == unit_id and hat.position.kind in HEADS | SECRETARIES


class OnCallQuerySet(QuerySet["OnCall"]):
    """Reads of the roster."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own shifts, and those of the units whose roster one plans."""
        seen = Q(person=actor.person_id)
        for hat in cast("tuple[Hat, ...]", actor.hats):
            if not hat.is_held:
                continue
            if hat.administers:
                top = hat.administers
                seen |= Q(unit__path__gte=top, unit__path__lt=top + END)
            if hat.position.kind in HEADS | SECRETARIES:
                seen |= Q(unit=hat.position.unit_id)
        return self.filter(seen).select_related("unit", "person", "noted_by")

    def planned(self) -> Self:
        """Without the cancelled ones."""
        return self.filter(status=OnCallStatus.PLANNED)


class OnCall(Subject):
    """One person's shift for one unit, from a moment up to another. Several may share a shift."""

    kind: ClassVar = "oncall"
    lifecycle: ClassVar = ONCALL
    sealed_by: ClassVar = frozenset({"plan"})
    fixed_columns: ClassVar = ("unit_id", "person_id")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="shifts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    status = StatusField(default=OnCallStatus.PLANNED, choices=OnCallStatus.choices, max_length=16)

    objects = OnCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("piket")
        verbose_name_plural = _("piket")
        ordering = ("starts_at", "id")
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "ends_at"],
                name="shift_of_unit",
                condition=Q(status=OnCallStatus.PLANNED),
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="shift_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="shift_status_is_known", condition=Q(status__in=OnCallStatus.values)
            ),
            models.UniqueConstraint(
                fields=["unit", "person", "starts_at"],
                condition=Q(status=OnCallStatus.PLANNED),
                name="shift_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.person_id} {self.starts_at}"

    def parts_of(self, hat: WorkflowHat) -> frozenset[str]:
        """Whoever plans the unit's roster."""
        may = plans(cast("Hat", hat), unit_id=self.unit_id, path=self.unit.path)
        return frozenset({OnCallPart.PLANNER}) if may else frozenset()

    @moves(ONCALL, "plan")
    def plan(self, *, at: datetime) -> None:
        """Born with all its facts."""

    @moves(ONCALL, "cancel")
    def cancel(self, *, at: datetime) -> None:
        """Somebody else, or nobody, is on call then."""
