"""What providers said of messages whose ids are not written down yet."""

from typing import ClassVar

from django.db import models


class EarlyReceipt(models.Model):
    """A receipt that named no delivery when it came; kept until one bears its id, or it is too old."""

    channel = models.CharField(max_length=12)
    provider_id = models.CharField(max_length=200)
    status = models.CharField(max_length=12)
    at = models.DateTimeField()
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "provider_id", "status"], name="early_receipt_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["at"], name="early_receipt_age")]

    def __str__(self) -> str:
        return f"{self.channel} {self.provider_id}: {self.status}"
