"""What a position is told inside the product: the bell."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Position
from instructions.models import Instruction
from instructions.queries import SECRET
from workflow.actors import Actor
from workflow.models import Entry


class NoticeQuerySet(QuerySet["Notice"]):
    """Reads of notices."""

    def visible_to(self, actor: Actor) -> Self:
        """Notices to the actor's positions, in the named hat or in any, newest first.

        An aide is shown none about what is Rahasia or above.
        """
        hats = [actor.hat] if actor.hat is not None else list(actor.hats)
        held = [hat.position_id for hat in hats if hat.sees_secret]
        lent = [hat.position_id for hat in hats if not hat.sees_secret]
        secret = Exists(
            Instruction.objects.filter(
                pk=OuterRef("entry__root_id"), classification__in=SECRET
            ).order_by()
        )
        borrowed = Q(position_id__in=lent) & ~Q(secret, entry__root_kind=Instruction.kind)
        seen = Q(position_id__in=held) | borrowed
        return self.filter(seen).select_related("entry").order_by("-id")


class Notice(models.Model):
    """One entry told to one position. Whoever holds the position then reads it."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="notices")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["position", "entry"], name="notice_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["position", "-id"], name="notice_unread", condition=Q(read_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.position_id}: entry {self.entry_id}"
