"""Who brought which lists in, when."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person


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
