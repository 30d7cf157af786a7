"""Groups of positions that an order is addressed to with one tap."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accounts.models.positions import Position


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
