"""Posts that orders and memos are addressed to, and the line of command between them."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accounts.models.units import Unit


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
    PARTNER = "forkopimda", _("Forkopimda")
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
    carries = models.BooleanField(
        default=False, help_text=_("Mengantar surat: ekspedisi, atau petugas Satpol PP.")
    )
    # This unit and all below: their people's cards, phones and absences are this position's work.
    administers = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="administrators",
        help_text=_("Unit yang dikelola jabatan ini: kartu aktivasi, ponsel, ketidakhadiran."),
    )  # fmt: skip

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
