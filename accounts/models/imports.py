"""Who brought which lists in, when; and lists that wait for a yes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person
from files.models import NAME_LENGTH, Blob


class OrganisationImport(models.Model):
    """One import that changed something. Append-only: triggers refuse update and delete.

    `files` is a list of {name, sha256}, `counts` maps a list to how many rows were new, changed
    and the same. `person` is empty for an import at the command line.
    """

    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="organisation_imports"
    )
    at = models.DateTimeField()
    files = models.JSONField()
    counts = models.JSONField()

    class Meta:
        verbose_name = _("impor organisasi")
        verbose_name_plural = _("impor organisasi")
        ordering = ("-at", "-id")
        indexes: ClassVar = [models.Index(fields=["-at"], name="organisation_import_latest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {', '.join(file['name'] for file in self.files)}"


class HandedInTable(models.Model):
    """A file that somebody handed in and has not agreed to yet; files of one time share `batch`.

    The bytes are no upload of files.intake, for nobody may attach them to anything. The row goes
    when its owner agrees, withdraws or hands in others, and at `expires_at` in any case.
    """

    batch = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tabel yang diserahkan")
        verbose_name_plural = _("tabel yang diserahkan")
        indexes: ClassVar = [
            models.Index(fields=["batch"], name="handed_in_batch"),
            models.Index(fields=["expires_at"], name="handed_in_expires_at"),
        ]

    def __str__(self) -> str:
        return self.name
