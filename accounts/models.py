"""Units, positions, and who holds them when.

Orders and memos go to a position (jabatan); a person holds it for a period by an appointment.
Nothing here has a status: an appointment is a fact with two dates.
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

NIP = RegexValidator(r"^\d{18}$", _("NIP terdiri atas 18 angka."), "nip")
PHONE = RegexValidator(r"^\+\d{8,15}$", _("Nomor ponsel ditulis seperti +6281234567890."), "phone")


class UnitKind(models.TextChoices):
    """What sort of office a unit is; it decides the letterhead and who may be addressed."""

    REGENCY = "regency", _("Pemerintah kabupaten")
    SECRETARIAT = "secretariat", _("Sekretariat daerah")
    SECTION = "section", _("Bagian")
    AGENCY = "agency", _("Perangkat daerah")
    DISTRICT = "district", _("Kecamatan")
    WARD = "ward", _("Kelurahan")
    VILLAGE = "village", _("Desa")


class Unit(models.Model):
    """An office in the tree. `path` is the dotted chain of ids, so a subtree is one range."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=UnitKind.choices)
    code = models.CharField(max_length=32, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=255, unique=True)
    keeps_registers = models.BooleanField(
        default=False,
        help_text=_("Menyiapkan, menomori, dan mencetak naskah (bagian umum, bagian hukum)."),
    )
    is_sample = models.BooleanField(default=False, help_text=_("Unit contoh, bukan daftar resmi."))
    address = models.CharField(max_length=200, blank=True)
    contact = models.TextField(
        max_length=300, blank=True, help_text=_("Satu baris di sini satu baris di kop surat.")
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("unit")
        ordering = ("path",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="unit_kind_is_known", condition=Q(kind__in=UnitKind.values)
            ),
            models.CheckConstraint(
                name="unit_is_not_its_own_parent",
                condition=~Q(parent=F("id")),
                violation_error_message=_("Unit tidak dapat menjadi induk dirinya sendiri."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PositionKind(models.TextChoices):
    """The office held; it decides the signature block, the groups and the default superior."""

    REGENT = "bupati", _("Bupati")
    VICE_REGENT = "wakil_bupati", _("Wakil Bupati")
    SECRETARY = "sekda", _("Sekretaris Daerah")
    ASSISTANT = "asisten", _("Asisten")
    EXPERT = "staf_ahli", _("Staf Ahli")
    AGENCY_HEAD = "kepala_opd", _("Kepala perangkat daerah")
    AGENCY_SECRETARY = "sekretaris", _("Sekretaris")
    SECTION_HEAD = "kabag", _("Kepala Bagian")
    DIVISION_HEAD = "kabid", _("Kepala Bidang")
    DISTRICT_HEAD = "camat", _("Camat")
    WARD_HEAD = "lurah", _("Lurah")
    VILLAGE_HEAD = "kades", _("Kepala Desa")
    SUBSECTION_HEAD = "kasubbag", _("Kepala Subbagian")
    SUPERVISOR = "kasi", _("Kepala Seksi")
    AIDE = "ajudan", _("Ajudan")
    STAFF = "staf", _("Staf")


class Position(models.Model):
    """A post that orders and memos are addressed to, whoever holds it."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=PositionKind.choices)
    superior = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="subordinates"
    )
    rank = models.PositiveSmallIntegerField(
        default=100, help_text=_("Urutan dalam daftar: bupati 1, sekda 10, camat 40.")
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("jabatan")
        verbose_name_plural = _("jabatan")
        ordering = ("rank", "title")
        indexes: ClassVar = [models.Index(fields=["rank", "title"], name="position_order")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "title"], name="one_title_per_unit"),
            models.CheckConstraint(
                name="position_kind_is_known", condition=Q(kind__in=PositionKind.values)
            ),
            models.CheckConstraint(
                name="position_is_not_its_own_superior",
                condition=~Q(superior=F("id")),
                violation_error_message=_("Jabatan tidak dapat menjadi atasan dirinya sendiri."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a line of command that runs in a circle. Raises ValidationError."""
        above = self.superior
        while above is not None and self.pk is not None:
            if above.pk == self.pk:
                raise ValidationError(
                    {"superior": _("Atasan ini berada di bawah jabatan yang diubah.")}, "circle"
                )
            above = above.superior


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


class Capacity(models.TextChoices):
    """In what right a person holds a position; Plh. and Plt. act without being appointed to it."""

    DEFINITIVE = "definitif", _("Definitif")
    PJ = "pj", _("Pj.")
    PJS = "pjs", _("Pjs.")
    PLT = "plt", _("Plt.")
    PLH = "plh", _("Plh.")


class Appointment(models.Model):
    """One person in one position from one day to another, both included; no end where empty."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="appointments")
    capacity = models.CharField(
        max_length=10, choices=Capacity.choices, default=Capacity.DEFINITIVE
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    decree = models.CharField(max_length=80, blank=True, help_text=_("Nomor SK."))

    class Meta:
        verbose_name = _("penugasan jabatan")
        verbose_name_plural = _("penugasan jabatan")
        ordering = ("position", "starts_on")
        indexes: ClassVar = [
            models.Index(fields=["person", "starts_on"], name="appointment_of_person")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Tanggal akhir tidak boleh sebelum tanggal mulai."),
            ),
            models.CheckConstraint(
                name="appointment_capacity_is_known", condition=Q(capacity__in=Capacity.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_capacity_display()} {self.position}"

    def clean(self) -> None:
        """Refuse a second definitive holder in words; the database refuses it in any case.

        Raises ValidationError `definitive_holders_overlap`.
        """
        if self.capacity != Capacity.DEFINITIVE or None in {self.position_id, self.starts_on}:
            return
        rivals = Appointment.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=self.starts_on),
            capacity=Capacity.DEFINITIVE,
            position=self.position_id,
        ).exclude(pk=self.pk)
        if self.ends_on is not None:
            rivals = rivals.filter(starts_on__lte=self.ends_on)
        rival = rivals.select_related("person").first()
        if rival is not None:
            raise ValidationError(
                _("Jabatan ini sudah dipegang secara definitif oleh %(name)s sejak %(day)s."),
                "definitive_holders_overlap",
                {"name": rival.person.full_name, "day": rival.starts_on.strftime("%d-%m-%Y")},
            )


class Delegation(models.Model):
    """A person may do some verbs for a position held by another (ajudan, TU)."""

    principal = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    verbs = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("pelimpahan")
        verbose_name_plural = _("pelimpahan")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="delegation_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Tanggal akhir tidak boleh sebelum tanggal mulai."),
            ),
            models.UniqueConstraint(
                fields=["principal", "person", "starts_on"], name="one_delegation_per_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} untuk {self.principal}"


class RecipientList(models.Model):
    """A named group of positions that an order can be addressed to with one tap."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80, unique=True)
    noun = models.CharField(
        max_length=40, help_text=_("Kata untuk anggotanya: camat, kepala dinas, penerima.")
    )
    formal_name = models.CharField(
        max_length=120, blank=True, help_text=_("Sebutan dalam naskah: Para Camat se-Kabupaten ...")
    )
    positions = models.ManyToManyField(Position, related_name="recipient_lists")
    rank = models.PositiveSmallIntegerField(default=100)

    size: int  # how many active positions; only from queries.lists()

    class Meta:
        verbose_name = _("daftar penerima")
        verbose_name_plural = _("daftar penerima")
        ordering = ("rank", "name")

    def __str__(self) -> str:
        return self.name
