"""The morning digest: which days had one, whom it told, and who does not want it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from notifications.mornings.lifecycle import MORNING, MorningStatus
from workflow.actors import Actor, Hat
from workflow.fields import StatusField
from workflow.models import Subject


class MorningQuerySet(QuerySet["Morning"]):
    """Reads of mornings."""

    def visible_to(self, actor: Actor) -> Self:
        """Mornings of which the actor got a digest."""
        return self.filter(digests__person=actor.person_id)


class Morning(Subject):
    """The digests of one day of the regency: one entry, of which everybody is told on their own."""

    kind: ClassVar = "morning"
    lifecycle: ClassVar = MORNING

    day = models.DateField(unique=True)
    status = StatusField(default=MorningStatus.TOLD, choices=MorningStatus.choices, max_length=12)
    # Bookkeeping of the worker: when everybody was told.
    done_at = models.DateTimeField(null=True)

    objects = MorningQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="morning_status_is_known", condition=Q(status__in=MorningStatus.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}"

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Nobody does anything to a morning."""
        return frozenset()


class Digest(models.Model):
    """What one person was told one morning: numbers by hat, and which shares come first.

    `hats` is a list of {"position": id, "title": as addressed, "numbers": {name: count}}; `shares`
    are ids, looked up when the message is worded, so that no words are kept here.
    """

    morning = models.ForeignKey(Morning, on_delete=models.PROTECT, related_name="digests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    hats = models.JSONField(default=list)
    shares = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["morning", "person"], name="digest_once_per_morning")
        ]

    def __str__(self) -> str:
        return f"{self.morning_id}: {self.person_id}"


class WithoutDigest(models.Model):
    """Somebody who switched the morning digest off."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="without_digest",
    )

    def __str__(self) -> str:
        return f"{self.person_id}"
