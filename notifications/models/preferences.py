"""How somebody wants to be told."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Preference(models.Model):
    """One channel of one person: in which place they want it, and whether at all.

    Channels without a row come after those with one, in the order of the installation.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="channels"
    )
    channel = models.CharField(max_length=12)
    place = models.PositiveSmallIntegerField()
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "channel"], name="preference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.place} {self.channel}"
