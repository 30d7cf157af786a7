"""Attempts to sign, as rows: who tried what when, and what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from files.models import Blob
from workflow.models import HASH_LENGTH


class AttemptState(models.TextChoices):
    """Where an attempt stands."""

    OPEN = "open", _("sedang ditandatangani")
    SIGNED = "signed", _("sudah ditandatangani, belum dicatat")
    DONE = "done", _("selesai")
    REFUSED = "refused", _("ditolak")
    LOST = "lost", _("terputus")


# One of these per memo at most: who else comes waits, or finishes it.
LIVE = (AttemptState.OPEN, AttemptState.SIGNED, AttemptState.DONE)
OVER = (AttemptState.DONE, AttemptState.REFUSED, AttemptState.LOST)


class SigningAttempt(models.Model):
    """One attempt of one person on one memo.

    OPEN under a lease while the engine signs; SIGNED once the signed bytes are kept; DONE with the
    memo's own verb. What is once written never changes (trigger). No passphrase, no NIK.
    """

    memo = models.ForeignKey(
        "memos.Memo", on_delete=models.PROTECT, related_name="signing_attempts"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signing_attempts")
    engine = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=AttemptState.choices, default=AttemptState.OPEN)
    sha256_before = models.CharField(max_length=HASH_LENGTH)
    lease_until = models.DateTimeField()
    # What BSrE called the file; known even where its answer was lost.
    document_id = models.CharField(max_length=100, blank=True)
    signed_pdf = models.ForeignKey(
        Blob, null=True, on_delete=models.PROTECT, related_name="signing_attempts"
    )
    sha256_after = models.CharField(max_length=HASH_LENGTH, blank=True)
    verdict = models.CharField(max_length=16, blank=True)
    code = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("upaya tanda tangan")
        verbose_name_plural = _("upaya tanda tangan")
        ordering = ("-id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["memo"],
                condition=Q(state__in=LIVE),
                name="one_live_signing_attempt_per_memo",
            ),
            models.CheckConstraint(
                name="signing_attempt_state_is_known", condition=Q(state__in=AttemptState.values)
            ),
            models.CheckConstraint(
                name="signing_attempt_has_bytes_once_signed",
                condition=(
                    Q(state__in=[AttemptState.SIGNED, AttemptState.DONE, AttemptState.LOST])
                    & Q(signed_pdf__isnull=False)
                    & ~Q(sha256_after="")
                    & ~Q(verdict="")
                )
                | (
                    Q(state__in=[AttemptState.OPEN, AttemptState.REFUSED, AttemptState.LOST])
                    & Q(signed_pdf__isnull=True, sha256_after="", verdict="")
                ),
            ),
            models.CheckConstraint(
                name="signing_attempt_ends_with_time",
                condition=Q(state__in=OVER, ended_at__isnull=False)
                | (~Q(state__in=OVER) & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="signing_attempt_says_why_it_failed",
                condition=(Q(state__in=[AttemptState.REFUSED, AttemptState.LOST]) & ~Q(code=""))
                | (~Q(state__in=[AttemptState.REFUSED, AttemptState.LOST]) & Q(code="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.memo_id}: {self.state}"
