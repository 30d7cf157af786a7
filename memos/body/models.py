"""What a drafter keeps while writing: a working copy of a body, and texts to begin from.

Neither is history: a working copy is what was typed since the memo was last saved, and goes when
it is saved. Only `memos.actions.edit` changes a memo.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accounts.models import Person, Unit

NAME_LENGTH = 80


class WorkingCopy(models.Model):
    """The body as one person has it in the editor, since version `base` of the memo.

    `revision` counts what was kept: who keeps on top of an older one is told, not overwritten.
    """

    memo = models.ForeignKey("memos.Memo", on_delete=models.CASCADE, related_name="working_copies")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="working_copies")
    base = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    html = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("salinan kerja")
        verbose_name_plural = _("salinan kerja")
        ordering = ("-at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["memo", "person"], name="one_working_copy_per_memo_and_person"
            ),
            models.CheckConstraint(
                name="working_copy_counts_from_one", condition=Q(revision__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.memo_id}/{self.person_id}: {self.revision}"


class TextTemplate(models.Model):
    """A text to begin from, of a unit or of all, for one type of naskah or for every type."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    name = models.CharField(_("nama"), max_length=NAME_LENGTH)
    memo_type = models.CharField(_("jenis naskah"), max_length=16, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="text_templates"
    )
    html = models.TextField(_("isi"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="text_templates")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("teks tersimpan")
        verbose_name_plural = _("teks tersimpan")
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "name"], name="text_template_once_per_unit"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(unit__isnull=True), name="text_template_once_for_all"
            ),
            models.CheckConstraint(
                name="text_template_says_something", condition=~Q(name="") & ~Q(html="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
