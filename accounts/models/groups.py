"""Groups of positions that an order is addressed to with one tap."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accounts.models.positions import Position
from accounts.models.units import Unit

_NO_CONDITION = Q(position_kinds=[], unit_kinds=[], within__isnull=True, region="")


class RecipientList(models.Model):
    """A named group: positions named one by one, or a rule, or both; the API calls it a group.

    A rule is looked up at each use, so that a new camat is in "Semua camat" from the first day. All
    its conditions hold together; `positions` come on top of it, `left_out` never belong.
    """

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    # Whose own list it is; of the whole regency where empty.
    owner = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="own_lists"
    )
    name = models.CharField(max_length=80)
    noun = models.CharField(
        max_length=40, help_text=_("Kata untuk anggotanya: camat, kepala dinas, penerima.")
    )
    formal_name = models.CharField(
        max_length=120, blank=True, help_text=_("Sebutan dalam naskah: Para Camat se-Kabupaten ...")
    )
    positions = models.ManyToManyField(Position, blank=True, related_name="recipient_lists")
    left_out = models.ManyToManyField(Position, blank=True, related_name="+")
    by_rule = models.BooleanField(default=False, editable=False)
    position_kinds = models.JSONField(default=list, blank=True)
    unit_kinds = models.JSONField(default=list, blank=True)
    within = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("Hanya unit ini dan semua unit di bawahnya."),
    )  # fmt: skip
    region = models.CharField(
        max_length=60, blank=True, help_text=_("Hanya unit dengan tanda wilayah ini.")
    )
    rank = models.PositiveSmallIntegerField(default=100)

    size: int  # how many positions it comes to; only from accounts.groups.listed

    class Meta:
        verbose_name = _("daftar penerima")
        verbose_name_plural = _("daftar penerima")
        ordering = ("rank", "name")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(owner__isnull=True), name="one_group_per_name"
            ),
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(owner__isnull=False),
                name="one_own_group_per_name",
            ),
            # A rule without any condition would be everybody.
            models.CheckConstraint(
                name="group_rule_has_a_condition",
                condition=(Q(by_rule=True) & ~_NO_CONDITION) | (Q(by_rule=False) & _NO_CONDITION),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupUse(models.Model):
    """When a position last gave an order to a group: the composer shows the latest first."""

    group = models.ForeignKey(RecipientList, on_delete=models.CASCADE, related_name="uses")
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["position", "group"], name="one_use_per_group"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.at}"
