"""One try to reach one person, on one channel, about one entry."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from uuid6 import uuid7

from accounts.models import Position
from instructions.models import Assignment, Instruction
from notifications.lifecycle import UNFINISHED, Status
from workflow.models import Entry


class DeliveryQuerySet(QuerySet["Delivery"]):
    """Reads of deliveries."""

    def due(self, at: datetime) -> Self:
        """What is to be sent now: queued and due, or left behind by a sender that is no more."""
        waiting = Q(status=Status.QUEUED) | Q(status=Status.SENDING, locked_until__lte=at)
        return self.filter(waiting, due_at__lte=at)


class Delivery(models.Model):
    """What one person is told of one entry on one channel, and what came of it.

    `position` is the hat they are told in, `delegated` says that it is lent to them; `assignment`
    and `instruction` are what it is about, if it is about one. `attempts` counts tries, `retries` those made because the one before may have been
    accepted without our knowing. `clear_at` asks the devices to take the message away again.
    """

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deliveries"
    )
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    delegated = models.BooleanField(default=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    instruction = models.ForeignKey(
        Instruction, null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    channel = models.CharField(max_length=12)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.QUEUED)
    provider_id = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    clear_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "channel", "entry"], name="delivery_once"),
            models.UniqueConstraint(
                fields=["channel", "provider_id"],
                condition=~Q(provider_id=""),
                name="delivery_provider_id_once",
            ),
            models.CheckConstraint(
                name="delivery_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="delivery_moments_fit_its_status",
                condition=(
                    Q(
                        status__in=[*UNFINISHED, Status.SILENCED, Status.FAILED],
                        read_at=None,
                        delivered_at=None,
                    )
                    | Q(status=Status.SENT, sent_at__isnull=False, read_at=None, delivered_at=None)
                    | Q(status=Status.DELIVERED, delivered_at__isnull=False, read_at=None)
                    | Q(status=Status.READ, read_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="delivery_lease_only_while_sending",
                condition=Q(status=Status.SENDING, locked_until__isnull=False)
                | (~Q(status=Status.SENDING) & Q(locked_until=None)),
            ),
            models.CheckConstraint(
                name="delivery_is_due_while_unfinished",
                condition=Q(status__in=UNFINISHED, due_at__isnull=False)
                | (~Q(status__in=UNFINISHED) & Q(due_at=None)),
            ),
            models.CheckConstraint(
                name="delivery_attempts_are_counted",
                condition=Q(attempts__gte=0, retries__gte=0),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["channel", "due_at", "id"],
                name="delivery_due",
                condition=Q(due_at__isnull=False),
            ),
            models.Index(fields=["created_at"], name="delivery_age"),
            models.Index(
                fields=["clear_at"], name="delivery_clear", condition=Q(clear_at__isnull=False)
            ),
            models.Index(fields=["assignment", "person"], name="delivery_about_share"),
            models.Index(
                fields=["person", "position"],
                name="delivery_open",
                condition=Q(status__in=[*UNFINISHED, Status.SENT, Status.DELIVERED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to {self.person_id}: entry {self.entry_id} {self.status}"
