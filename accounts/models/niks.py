"""The NIK of people who sign electronically: sealed, apart from the person, and never printed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person

FINGERPRINT_LENGTH = 64


class SealedNik(models.Model):
    """One person's NIK as `accounts.nik` seals it; the fingerprint keeps one NIK to one person."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="sealed_nik")
    sealed = models.CharField(max_length=120, editable=False)
    fingerprint = models.CharField(max_length=FINGERPRINT_LENGTH, unique=True, editable=False)
    at = models.DateTimeField(_("waktu"), editable=False)

    class Meta:
        verbose_name = _("NIK tersegel")
        verbose_name_plural = _("NIK tersegel")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="nik_is_sealed",
                condition=Q(Exact(Length("fingerprint"), FINGERPRINT_LENGTH), ~Q(sealed="")),
            )
        ]

    def __str__(self) -> str:
        return f"NIK: {self.person_id}"
