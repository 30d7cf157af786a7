"""What the clock did: one step per share and rung, and one climb per rung for all that fell due."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from instructions import queries
from instructions.ladder.lifecycle import CLIMB, ClimbStatus
from instructions.models.orders import Instruction
from instructions.models.shares import Assignment
from workflow.actors import Hat
from workflow.fields import StatusField
from workflow.models import Subject


class Climb(Subject):
    """A rung climbed for the shares of one order that fell due together: one message to each told."""

    kind: ClassVar = "climb"
    lifecycle: ClassVar = CLIMB

    instruction = models.ForeignKey(Instruction, on_delete=models.PROTECT, related_name="climbs")
    rung = models.CharField(max_length=24)
    status = StatusField(default=ClimbStatus.TOLD, choices=ClimbStatus.choices, max_length=12)

    objects = queries.ClimbQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="climb_status_is_known", condition=Q(status__in=ClimbStatus.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.instruction}: {self.rung}"

    @property
    def root_key(self) -> tuple[str, int]:
        """It stands in its order's history."""
        return Instruction.kind, self.instruction_id

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Nobody does anything to a climb."""
        return frozenset()


class Outcome(models.TextChoices):
    """What became of a rung for one share."""

    CLIMBED = "climbed", _("disampaikan")
    REHEARSED = "rehearsed", _("percobaan")
    SKIPPED = "skipped", _("dilewati")


class Skip(models.TextChoices):
    """Why a rung reached nobody."""

    NOBODY = "nobody", _("tidak ada jabatan itu")
    ONLY_ME = "only_me", _("perintah hanya antara pemberi dan penerima")
    COORDINATION = "coordination", _("permintaan koordinasi: hanya diingatkan")
    IS_RECIPIENT = "is_recipient", _("jabatan itu penerimanya sendiri")
    IS_GIVER = "is_giver", _("jabatan itu pemberi perintahnya")
    ABOVE_GIVER = "above_giver", _("jabatan itu di atas pemberi perintah")


class Step(models.Model):
    """One rung of one share towards one deadline: climbed, rehearsed or skipped, and never twice.

    A climbed step waits for its climb until every share of the order that is due was looked at, so
    that whoever it reaches hears of all of them in one message.
    """

    share = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="steps")
    instruction = models.ForeignKey(Instruction, on_delete=models.PROTECT, related_name="steps")
    rung = models.CharField(max_length=24)
    deadline = models.DateTimeField()
    due_at = models.DateTimeField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    skip = models.CharField(max_length=16, choices=Skip.choices, blank=True)
    # Set where it turned out that the answer had been given before, on a phone without signal.
    recalled_at = models.DateTimeField(null=True)
    told = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="steps_told"
    )
    climb = models.ForeignKey(Climb, null=True, on_delete=models.PROTECT, related_name="steps")

    class Meta:
        ordering = ("id",)
        indexes: ClassVar = [
            models.Index(fields=["at"], name="step_age"),
            models.Index(
                fields=["instruction", "rung"],
                name="step_waits_for_climb",
                condition=Q(climb__isnull=True, told__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["share", "rung", "deadline"], name="rung_once"),
            models.CheckConstraint(
                name="step_reaches_somebody_or_says_why",
                condition=Q(
                    outcome=Outcome.SKIPPED, told__isnull=True, climb__isnull=True
                ) & ~Q(skip="")
                | Q(outcome__in=[Outcome.CLIMBED, Outcome.REHEARSED], told__isnull=False, skip=""),
            ),
            models.CheckConstraint(
                name="step_is_never_early", condition=Q(at__gte=models.F("due_at"))
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.share_id} {self.rung}: {self.outcome}"

    @property
    def is_skipped(self) -> bool:
        """Whether it reached nobody."""
        return self.outcome == Outcome.SKIPPED
