"""Which orders are still on their way to their recipient."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from instructions.models import Assignment


class Watch(models.Model):
    """One share from when its recipient was first told: when to look next whether it arrived.

    `nobody` says that there was no person to tell. `since` tells its rung from all others.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="watch")
    nobody = models.BooleanField(default=False)
    since = models.DateTimeField()
    # Null while nothing is to be expected: it arrived, or somebody was asked to pass it on.
    look_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["look_at", "id"],
                name="watch_to_look_at",
                condition=Q(look_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"share {self.assignment_id}: {self.look_at}"
