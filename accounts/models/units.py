"""Offices, in a tree."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

DIGITS = 9
SEPARATOR = "."
# After every path below a unit, in any collation: one digit more than an id has, all nines.
END = SEPARATOR + "9" * (DIGITS + 1)


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
    # Marks of a place that groups are made by: "pesisir", "rawan banjir". Lower case, sorted.
    regions = models.JSONField(default=list, blank=True)
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
