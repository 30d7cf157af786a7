"""What was handed over, by whose post, and which memos it was."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from instructions.queries import keeps_registers
from workflow.actors import Actor

if TYPE_CHECKING:
    from typing import Self

STATUS_LENGTH = 16


class TransferQuerySet(QuerySet["Transfer"]):
    """Reads of packages."""

    def visible_to(self, actor: Actor) -> "Self":
        """The desk's packages for the desk, and each for whoever holds the post that made it.

        One with a memo of class Rahasia or above is for that post alone, and for no aide of it.
        """
        held = [hat.position_id for hat in actor.hats if hat.sees_secret]
        lent = [hat.position_id for hat in actor.hats if not hat.sees_secret]
        seen = Q(position_id__in=held) | Q(position_id__in=lent, is_secret=False)
        if keeps_registers(actor):
            seen |= Q(is_secret=False)
        return self.filter(seen).select_related("register__unit", "position")


class Transfer(models.Model):
    """One package: a register's memos of a period, both days included (append-only by trigger)."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    register = models.ForeignKey(
        "memos.Register", on_delete=models.PROTECT, related_name="transfers"
    )
    first_on = models.DateField(_("sejak"))
    last_on = models.DateField(_("sampai"))
    position = models.ForeignKey(
        "accounts.Position", on_delete=models.PROTECT, related_name="transfers"
    )
    count = models.PositiveIntegerField(_("jumlah naskah"))
    is_secret = models.BooleanField(default=False)
    at = models.DateTimeField(_("waktu"))

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("penyerahan naskah")
        verbose_name_plural = _("penyerahan naskah")
        ordering = ("-id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="transfer_period_runs_forward", condition=Q(last_on__gte=F("first_on"))
            ),
            models.CheckConstraint(name="transfer_has_memos", condition=Q(count__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.first_on}/{self.last_on}"


class TransferLine(models.Model):
    """One memo of a package and where it stood then (append-only by trigger)."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="lines")
    n = models.PositiveIntegerField()
    memo = models.ForeignKey("memos.Memo", on_delete=models.PROTECT, related_name="transfer_lines")
    status = models.CharField(max_length=STATUS_LENGTH)

    class Meta:
        verbose_name = _("naskah yang diserahkan")
        verbose_name_plural = _("naskah yang diserahkan")
        ordering = ("transfer", "n")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transfer", "n"], name="transfer_line_once"),
            models.UniqueConstraint(fields=["transfer", "memo"], name="transfer_of_memo_once"),
        ]

    def __str__(self) -> str:
        return f"{self.transfer_id}.{self.n}"
