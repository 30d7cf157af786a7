"""What shows that an order was read and done: first readings, and files."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from uuid6 import uuid7

from files.models import Blob
from instructions import queries
from instructions.models.orders import Instruction
from instructions.models.shares import Assignment
from workflow.models import Entry


class Seen(models.Model):
    """The detail was on this person's screen. One row per assignment and person, the first time."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="seen")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delegated = models.BooleanField(default=False)
    channel = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "person"], name="seen_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} saw {self.assignment_id}"


class Attachment(models.Model):
    """A file with an order (no assignment) or with a recipient's report or progress."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    instruction = models.ForeignKey(
        Instruction, on_delete=models.PROTECT, related_name="attachments"
    )
    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="attachments"
    )
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = queries.AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
