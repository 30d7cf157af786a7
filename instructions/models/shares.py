"""One recipient's share of an order. Transition methods set facts of their own row, nothing else."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from accounts.models import Position
from instructions import queries
from instructions.lifecycle import ASSIGNMENT, SETTLED, UNSETTLED, Part, State
from instructions.models.orders import Instruction
from workflow.actors import Hat
from workflow.models import Subject
from workflow.table import moves


class Role(models.TextChoices):
    """What a recipient is asked: to lead, to do, or only to know."""

    COORDINATOR = "koordinator", _("Koordinator")
    EXECUTOR = "pelaksana", _("Pelaksana")
    INFORMATION = "untuk_diketahui", _("Untuk diketahui")


class Assignment(Subject):
    """One recipient position's share of an order."""

    kind: ClassVar = "assignment"
    lifecycle: ClassVar = ASSIGNMENT
    sealed_by: ClassVar = frozenset({"send"})
    fixed_columns: ClassVar = ("position_id", "role")
    facts_of_many: ClassVar = ("settled_at", "answer_by", "finish_by", "reminded_at")

    instruction = models.ForeignKey(
        Instruction, on_delete=models.PROTECT, related_name="assignments"
    )
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.EXECUTOR)
    status = FSMField(default=State.SENT, choices=State.choices, protected=True, max_length=16)
    asked_from = models.CharField(max_length=16, blank=True)
    answer_by = models.DateTimeField(null=True)
    finish_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = queries.AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes: ClassVar = [
            models.Index(fields=["position", "status", "id"], name="share_of_position"),
            models.Index(
                fields=["finish_by"], name="share_due", condition=Q(finish_by__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instruction", "position"],
                condition=Q(status__in=UNSETTLED),
                name="one_unsettled_share_per_position",
            ),
            models.UniqueConstraint(
                fields=["instruction"],
                condition=Q(role="koordinator"),
                name="one_coordinator_per_order",
            ),
            models.CheckConstraint(
                name="share_status_is_known", condition=Q(status__in=State.values)
            ),
            models.CheckConstraint(name="share_role_is_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="settled_share_has_time_and_no_clock",
                condition=Q(
                    status__in=SETTLED,
                    settled_at__isnull=False,
                    answer_by__isnull=True,
                    finish_by__isnull=True,
                )
                | Q(status__in=UNSETTLED, settled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="asking_share_knows_where_it_was",
                condition=~Q(status=State.CLARIFYING) | ~Q(asked_from=""),
            ),
            models.CheckConstraint(
                name="reported_share_has_time",
                condition=~Q(status__in=[State.REPORTED, State.COMPLETED])
                | Q(reported_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instruction} → {self.position}"

    @property
    def root_key(self) -> tuple[str, int]:
        """An assignment's entries belong to its order's timeline."""
        return Instruction.kind, self.instruction_id

    @property
    def is_for_information(self) -> bool:
        """Whether the recipient is only to know."""
        return self.role == Role.INFORMATION

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """The giver's side as on the order, and the recipient."""
        if self.instruction.is_secret and not hat.sees_secret:
            return frozenset()
        parts = self.instruction.parts_of(hat)
        return parts | {Part.RECIPIENT} if self.position_id == hat.position_id else parts

    @classmethod
    def lock_root(cls, key: str) -> None:
        """Lock the order first, so that two last settlements cannot both miss each other."""
        rows = Instruction.objects.filter(assignments__public_id=key)
        list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))

    def _stop_clock(self, at: datetime) -> None:
        self.settled_at, self.answer_by, self.finish_by = at, None, None

    @moves(ASSIGNMENT, "acknowledge")
    def acknowledge(self, *, at: datetime, promised_at: datetime | None = None) -> None:
        """Answered, perhaps with a promise."""
        self.answered_at = self.answered_at or at
        self.promised_at = promised_at or self.promised_at

    @moves(ASSIGNMENT, "promise")
    def promise(self, *, at: datetime, promised_at: datetime | None = None) -> None:
        """The promised time."""
        self.promised_at = promised_at

    @moves(ASSIGNMENT, "start")
    def start(self, *, at: datetime) -> None:
        """Nothing but the status."""

    @moves(ASSIGNMENT, "ask")
    def ask(self, *, at: datetime) -> None:
        """Asking is an answer; the status it was asked from is where the giver's answer leads."""
        self.answered_at = self.answered_at or at
        self.asked_from = self.status

    @moves(ASSIGNMENT, "answer")
    def answer(self, *, at: datetime, finish_by: datetime | None = None) -> None:
        """The answer may grant a date."""
        self.finish_by = finish_by or self.finish_by

    @moves(ASSIGNMENT, "progress")
    def progress(self, *, at: datetime) -> None:
        """Work is under way, whatever was said before."""
        self.answered_at = self.answered_at or at

    @moves(ASSIGNMENT, "report")
    def report(self, *, at: datetime) -> None:
        """Done, says the recipient."""
        self.answered_at = self.answered_at or at
        self.reported_at = at

    @moves(ASSIGNMENT, "withdraw_report")
    def withdraw_report(self, *, at: datetime) -> None:
        """Not done yet after all."""
        self.reported_at = None

    @moves(ASSIGNMENT, "accept")
    def accept(self, *, at: datetime) -> None:
        """Done, says the giver."""
        self._stop_clock(at)

    @moves(ASSIGNMENT, "return")
    def return_(self, *, at: datetime) -> None:
        """Not yet, says the giver."""
        self.reported_at = None

    @moves(ASSIGNMENT, "remind")
    def remind(self, *, at: datetime) -> None:
        """When, so that nobody is reminded every minute."""
        self.reminded_at = at

    @moves(ASSIGNMENT, "comment")
    def comment(self, *, at: datetime) -> None:
        """The note stands beside the entry."""

    @moves(ASSIGNMENT, "revoke")
    def revoke(self, *, at: datetime) -> None:
        """Not to be done any more."""
        self._stop_clock(at)

    @moves(ASSIGNMENT, "close")
    def close(self, *, at: datetime) -> None:
        """Closed from above; never counts against anyone."""
        self._stop_clock(at)
