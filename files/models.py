"""Blobs (bytes kept once) and uploads (a person's bytes that no act has taken yet)."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 120


class Kind(models.TextChoices):
    """What a person does with the bytes: look, listen, read."""

    PHOTO = "photo", _("Foto")
    AUDIO = "audio", _("Rekaman suara")
    DOCUMENT = "document", _("Dokumen")


class Blob(models.Model):
    """Bytes kept once, found by what they are.

    `stored_name` is the name in Django's default storage: two levels of folders, the SHA-256 of
    the bytes, and the birth mark of this row. The mark gives every row a file of its own, so that
    taking an old row away can never take the bytes from a new row of equal bytes.
    Rows are made by `files.intake` and removed by `files.intake.purge` alone.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    kind = models.CharField(max_length=8, choices=Kind)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    stored_name = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("berkas tersimpan")
        verbose_name_plural = _("berkas tersimpan")
        constraints = (
            models.CheckConstraint(
                condition=Exact(Length("sha256"), 64), name="blob_sha256_is_64_digits"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="blob_has_bytes"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="blob_kind_is_known"),
            models.CheckConstraint(condition=~Q(media_type=""), name="blob_has_media_type"),
            models.CheckConstraint(condition=~Q(stored_name=""), name="blob_has_stored_name"),
            models.CheckConstraint(
                condition=Q(
                    kind=Kind.PHOTO,
                    # A comparison with NULL is not false, and would pass.
                    width__isnull=False,
                    width__gt=0,
                    height__isnull=False,
                    height__gt=0,
                )
                | (~Q(kind=Kind.PHOTO) & Q(width__isnull=True, height__isnull=True)),
                name="blob_dimensions_of_photos_only",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"


class Upload(models.Model):
    """A person's bytes that wait, for a limited time, for the act they belong to.

    `source_sha256` is of the bytes as they came (a photo's blob holds other, re-encoded bytes), so
    that a repeated upload is recognised without re-encoding.
    """

    public_id = models.UUIDField(unique=True, default=uuid6.uuid7, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads"
    )
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="uploads")
    source_sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=NAME_LENGTH)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("unggahan")
        verbose_name_plural = _("unggahan")
        indexes = (models.Index(fields=["expires_at"], name="upload_expires_at"),)
        constraints = (
            models.CheckConstraint(
                condition=Exact(Length("source_sha256"), 64), name="upload_sha256_is_64_digits"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("at")), name="upload_ends_later"),
            models.CheckConstraint(
                condition=Q(
                    GreaterThan(Length("name"), 0), LessThanOrEqual(Length("name"), NAME_LENGTH)
                ),
                name="upload_name_is_1_to_120",
            ),
        )

    def __str__(self) -> str:
        return self.name
