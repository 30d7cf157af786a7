"""Browsers and apps that let themselves be woken."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid6 import uuid7


class PushSubscription(models.Model):
    """One device of one person, at its maker's push service (RFC 8030, keys by RFC 8291).

    `device` is the handle of the sign-in it was made in: when that ends nothing is sent any more.
    """

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_subscriptions"
    )
    endpoint = models.CharField(max_length=600, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    device = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    dead_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="push_subscription_is_whole",
                condition=~Q(endpoint="") & ~Q(p256dh="") & ~Q(auth=""),
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["person"], name="push_of_person", condition=Q(dead_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.endpoint[:40]}"
