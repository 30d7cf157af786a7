"""The two tables that a plain Django project would have for the same job: no ledger, no version.

An app without migrations is synced before all others, when the positions are not there yet; so these
are not managed, and scene.py makes them.
"""

from typing import ClassVar

from django.db import models
from uuid6 import uuid7

from accounts.models import Position


class BareOrder(models.Model):
    """What the giver said."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    giver = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    issued_at = models.DateTimeField()
    finish_by = models.DateTimeField()

    objects: ClassVar[models.Manager["BareOrder"]] = models.Manager()

    class Meta:
        managed = False

    def __str__(self) -> str:
        return self.text


class BareShare(models.Model):
    """One recipient's share of it."""

    public_id = models.UUIDField(unique=True, default=uuid7)
    order = models.ForeignKey(BareOrder, on_delete=models.PROTECT, related_name="shares")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=16, default="sent")
    finish_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["BareShare"]] = models.Manager()

    class Meta:
        managed = False
        indexes: ClassVar = [
            models.Index(fields=["position", "status", "id"], name="bare_share_of_position")
        ]

    def __str__(self) -> str:
        return f"{self.order} → {self.position}"
