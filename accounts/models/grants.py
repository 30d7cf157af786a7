"""What the holder of a position lends of it to another person, by their own act."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import GRANT, GrantPart, GrantStatus
from accounts.models.people import Person
from accounts.models.positions import Position
from workflow.actors import Actor, Hat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves


class GrantQuerySet(QuerySet["Grant"]):
    """Reads of grants."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the positions one holds, and those one got."""
        held = [hat.position_id for hat in actor.hats if not (hat.is_delegated or hat.is_fallback)]
        seen = Q(principal__in=held) | Q(person=actor.person_id)
        return self.filter(seen).select_related("principal", "person")


class Grant(Subject):
    """The deed by which a principal lends verbs; the fact in force is its `Delegation`.

    Once ended the fact is gone and the deed stays.
    """

    kind: ClassVar = "grant"
    lifecycle: ClassVar = GRANT
    sealed_by: ClassVar = frozenset({"grant", "adopt"})
    fixed_columns: ClassVar = ("principal_id", "person_id")

    principal = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    status = StatusField(default=GrantStatus.STANDING, choices=GrantStatus.choices, max_length=16)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("perbuatan pelimpahan")
        verbose_name_plural = _("perbuatan pelimpahan")
        ordering = ("-starts_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["principal", "person", "status"], name="grant_of_pair")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="grant_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="grant_status_is_known", condition=Q(status__in=GrantStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} untuk {self.principal}"

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """The principal is whoever holds the position; nobody lends what was lent to them."""
        holds = not (hat.is_delegated or hat.is_fallback)
        is_principal = holds and hat.position_id == self.principal_id
        return frozenset({GrantPart.PRINCIPAL}) if is_principal else frozenset()

    @moves(GRANT, "grant")
    def grant(self, *, at: datetime) -> None:
        """Born with all its facts."""

    @moves(GRANT, "adopt")
    def adopt(self, *, at: datetime) -> None:
        """Born from what an administrator wrote down."""

    @moves(GRANT, "end")
    def end(self, *, at: datetime) -> None:
        """Over."""
