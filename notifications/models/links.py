"""Links in messages: each opens one share for one person in one hat, on the device that confirmed it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Position
from instructions.models import Assignment
from notifications.models.deliveries import Delivery

HASH_LENGTH = 64


class Link(models.Model):
    """One link of one try to send a message; the token itself is kept nowhere.

    Unbound until somebody confirms on a device that they are the person it was sent to; from then on
    it is that device's. `open_until` is when the device must confirm again; `wrong` counts secrets
    that were not right.
    """

    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="links"
    )
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="links")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    bound_at = models.DateTimeField(null=True)
    device_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    open_until = models.DateTimeField(null=True)
    wrong = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="link_is_bound_to_a_device",
                condition=Q(bound_at=None, device_hash="", open_until=None)
                | (Q(bound_at__isnull=False) & ~Q(device_hash="")),
            ),
            models.CheckConstraint(
                name="link_expires_after_it_was_made",
                condition=Q(expires_at__gt=models.F("created_at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["device_hash", "assignment"], name="link_of_device"),
            models.Index(fields=["expires_at"], name="link_age"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} for {self.person_id}"
