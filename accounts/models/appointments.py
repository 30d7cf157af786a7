"""Who holds or stands in for which position, from one day to another."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person
from accounts.models.positions import Position


class Capacity(models.TextChoices):
    """In what right a person holds a position; Plh. and Plt. act without being appointed to it."""

    DEFINITIVE = "definitif", _("Definitif")
    PJ = "pj", _("Pj.")
    PJS = "pjs", _("Pjs.")
    PLT = "plt", _("Plt.")
    PLH = "plh", _("Plh.")


# Who was appointed to a position, not only told to act in it: what a Plh. stands in for.
APPOINTED = (Capacity.DEFINITIVE, Capacity.PJ, Capacity.PJS)


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
    # Set where the person only stands in while the holder is away: goes and changes with it.
    absence = models.ForeignKey(
        "accounts.Absence", null=True, blank=True, editable=False, on_delete=models.CASCADE,
        related_name="stand_ins",
    )  # fmt: skip

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
    # Above "terbatas" an aide sees and does nothing unless the principal grants it here.
    secret = models.BooleanField(default=False, help_text=_("Termasuk Rahasia."))
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    # Set where the principal lent it by their own act; goes with it.
    grant = models.OneToOneField(
        "accounts.Grant", null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="delegation",
    )  # fmt: skip

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
