"""The code by which a numbered memo is looked up by whoever holds its paper."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

CODE_LENGTH = 10


class VerificationCode(models.Model):
    """One memo, one code, for ever (append-only by trigger)."""

    memo = models.OneToOneField("memos.Memo", on_delete=models.PROTECT, related_name="verification")
    code = models.CharField(_("kode"), max_length=CODE_LENGTH, unique=True)

    class Meta:
        verbose_name = _("kode pemeriksaan naskah")
        verbose_name_plural = _("kode pemeriksaan naskah")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="verification_code_is_whole", condition=Exact(Length("code"), CODE_LENGTH)
            )
        ]

    def __str__(self) -> str:
        return self.code
