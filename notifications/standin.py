"""Delivery as the chats read it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid6 import uuid7

from accounts.models import Position
from workflow.models import Entry


class Delivery(models.Model):
    """One entry told to one person on one channel."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    provider_id = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, default="queued")
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "channel", "entry"], name="delivery_once"),
            models.UniqueConstraint(
                fields=["channel", "provider_id"],
                condition=~Q(provider_id=""),
                name="delivery_provider_id_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.public_id}"
