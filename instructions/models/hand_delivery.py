"""A closed envelope on its way to one silent recipient."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from files.models import Blob
from instructions.hand_delivery.lifecycle import (
    ENDED,
    HAND_DELIVERY,
    OPEN,
    RECEIVED,
    Handing,
    HandPart,
    Outcome,
)
from instructions.hand_delivery.queries import HandDeliveryQuerySet
from instructions.lifecycle import State
from instructions.models.orders import Instruction
from instructions.models.shares import Assignment
from workflow.actors import Hat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves

NAME_LENGTH = 120


class HandDelivery(Subject):
    """One delivery by hand of one share: who carries it, and what came of it."""

    kind: ClassVar = "hand_delivery"
    lifecycle: ClassVar = HAND_DELIVERY
    kept_on_row: ClassVar = {"receiver": "receiver_salt"}
    sealed_by: ClassVar = frozenset({"record"})
    fixed_columns: ClassVar = ("share_id", "instruction_id", "carrier_id", "outcome")
    facts_of_many: ClassVar = ("ended_at",)

    share = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="hand_deliveries")
    instruction = models.ForeignKey(
        Instruction, on_delete=models.PROTECT, related_name="hand_deliveries"
    )
    carrier = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="hand_deliveries")
    status = StatusField(default=Handing.ORDERED, choices=Handing.choices, max_length=16)
    ordered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    printed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    # The name of a person: it goes, with its salt, where the law wants it gone.
    receiver = models.CharField(max_length=NAME_LENGTH, blank=True)
    receiver_salt = models.CharField(max_length=32, blank=True)
    handed_at = models.DateTimeField(null=True)
    signature = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    photo = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")

    objects = HandDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("antaran")
        verbose_name_plural = _("antaran")
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(
                fields=["share"], name="hand_delivery_open", condition=Q(status__in=sorted(OPEN))
            ),
            models.Index(fields=["carrier", "ended_at"], name="hand_delivery_of_carrier"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["share"],
                condition=Q(status__in=sorted(OPEN)),
                name="one_open_hand_delivery_per_share",
            ),
            models.CheckConstraint(
                name="hand_delivery_status_is_known", condition=Q(status__in=Handing.values)
            ),
            models.CheckConstraint(
                name="hand_delivery_outcome_fits_its_status",
                condition=Q(status=Handing.DELIVERED, outcome__in=sorted(RECEIVED))
                | Q(status=Handing.NOT_DELIVERED, outcome__in=[Outcome.ABSENT, Outcome.REFUSED])
                | Q(
                    status__in=sorted({*OPEN, Handing.CANCELLED, Handing.LAPSED}),
                    outcome="",
                    receiver="",
                    handed_at__isnull=True,
                    signature__isnull=True,
                    photo__isnull=True,
                ),
            ),
            models.CheckConstraint(
                # Without its salt a name was lawfully destroyed.
                name="hand_delivery_names_whom_it_met",
                condition=~Q(receiver="")
                | Q(outcome__in=["", Outcome.ABSENT])
                | Q(receiver_salt=""),
            ),
            models.CheckConstraint(
                name="hand_delivery_is_handed_after_it_is_ordered",
                condition=Q(outcome="")
                | Q(handed_at__isnull=False, handed_at__gte=F("ordered_at")),
            ),
            models.CheckConstraint(
                name="hand_delivery_has_time_when_taken",
                condition=~Q(status=Handing.TAKEN) | Q(taken_at__isnull=False),
            ),
            models.CheckConstraint(
                name="hand_delivery_has_time_when_over",
                condition=Q(status__in=sorted(OPEN), ended_at__isnull=True)
                | Q(status__in=sorted(ENDED), ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share_id} → {self.carrier_id}"

    @property
    def root_key(self) -> tuple[str, int]:
        """It stands in its order's history."""
        return Instruction.kind, self.instruction_id

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be carried any more."""
        return self.status in ENDED

    @property
    def is_needed(self) -> bool:
        """Whether the recipient is still silent; needs the share joined."""
        return bool(self.share.status == State.SENT and self.share.answered_at is None)

    @property
    def came_to(self) -> str:
        """The status that the outcome leads to."""
        return str(Handing.DELIVERED if self.outcome in RECEIVED else Handing.NOT_DELIVERED)

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Whoever handed the share over (and the pengendali of a root), the carrier, the desk."""
        parts = {HandPart.CARRIER} if hat.position_id == self.carrier_id else set()
        order = self.instruction
        if order.is_secret and not hat.sees_secret:
            return frozenset(parts)
        givers = {self.share.giver_id}
        if self.share.parent_id is None:
            givers.add(order.controller_id or self.share.giver_id)
        if hat.position_id in givers:
            parts.add(HandPart.ORDERER)
        if "registers" in hat.duties and not order.is_secret:
            parts.add(HandPart.DESK)
        return frozenset(parts)

    @moves(HAND_DELIVERY, "order")
    def order(self, *, at: datetime) -> None:
        """Born whole."""

    @moves(HAND_DELIVERY, "take")
    def take(self, *, at: datetime) -> None:
        """Under way."""
        self.taken_at = at

    @moves(HAND_DELIVERY, "record")
    def record(
        self,
        *,
        at: datetime,
        outcome: str = "",
        receiver: str = "",
        receiver_salt: str = "",
        handed_at: datetime | None = None,
        signature: Blob | None = None,
        photo: Blob | None = None,
    ) -> None:
        """What happened at the door, and when."""
        self.outcome, self.receiver, self.receiver_salt = outcome, receiver, receiver_salt
        self.handed_at, self.signature, self.photo = handed_at, signature, photo
        self.ended_at = at

    @moves(HAND_DELIVERY, "cancel")
    def cancel(self, *, at: datetime) -> None:
        """Not to be carried after all."""
        self.ended_at = at

    @moves(HAND_DELIVERY, "lapse")
    def lapse(self, *, at: datetime) -> None:
        """The answer came first."""
        self.ended_at = at

    @moves(HAND_DELIVERY, "print")
    def print(self, *, at: datetime) -> None:
        """When the sheet for the envelope was printed last."""
        self.printed_at = at
