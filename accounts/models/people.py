"""Human beings, each with one login."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

NIP = RegexValidator(r"^\d{18}$", _("NIP terdiri atas 18 angka."), "nip")
PHONE = RegexValidator(r"^\+\d{8,15}$", _("Nomor ponsel ditulis seperti +6281234567890."), "phone")


def internal_username() -> str:
    """A name for Django's own commands, for people who sign in by NIP, phone or e-mail."""
    return f"orang-{uuid7()}"


class Address(models.TextChoices):
    """Sapaan: how a person is spoken to."""

    BAPAK = "bapak", _("Bapak")
    IBU = "ibu", _("Ibu")
    SAUDARA = "saudara", _("Saudara")


class PersonManager(BaseUserManager["Person"]):
    """Makes people; Django's own commands need these two names."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Person":
        """Save a person who signs in with `password`; without one, nobody can sign in as them."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(
        self, username: str, password: str | None = None, **fields: Any
    ) -> "Person":
        """Save an administrator: sees the administration pages, no content of orders."""
        return self.create_user(
            username, password, **{"is_staff": True, "is_superuser": True, **fields}
        )


class Person(AbstractBaseUser, PermissionsMixin):
    """A human being with one login. NIP, phone and e-mail each identify; `username` never shows."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    username = models.CharField(max_length=64, unique=True, default=internal_username)
    name = models.CharField(max_length=120, help_text=_("Nama tanpa gelar."))
    title_before = models.CharField(max_length=40, blank=True, help_text=_("Gelar di depan nama."))
    title_after = models.CharField(
        max_length=60, blank=True, help_text=_("Gelar di belakang nama.")
    )
    address = models.CharField(max_length=8, choices=Address.choices, default=Address.BAPAK)
    nip = models.CharField(max_length=18, unique=True, null=True, blank=True, validators=[NIP])
    phone = models.CharField(max_length=16, unique=True, null=True, blank=True, validators=[PHONE])
    email = models.EmailField(null=True, blank=True)
    grade_name = models.CharField(max_length=60, blank=True, help_text=_("Pangkat: Pembina."))
    grade = models.CharField(max_length=8, blank=True, help_text=_("Golongan: IV/a."))
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = _("orang")
        verbose_name_plural = _("orang")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="person_nip_has_18_digits",
                condition=Q(nip__isnull=True) | Q(nip__regex=r"^[0-9]{18}$"),
                violation_error_message=_("NIP terdiri atas 18 angka."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_email",
                violation_error_message=_("Alamat surel ini sudah dipakai orang lain."),
            ),
            models.CheckConstraint(
                name="person_address_is_known", condition=Q(address__in=Address.values)
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with both titles, as spoken of in lists."""
        after = f", {self.title_after}" if self.title_after else ""
        return f"{self.title_before} {self.name}".strip() + after
