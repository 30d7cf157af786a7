"""What an order is made of. Transition methods set facts of their own row and nothing else."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField
from uuid6 import uuid7

from accounts.models import Position
from files.models import Blob
from instructions import queries
from instructions.lifecycle import ASSIGNMENT, INSTRUCTION, SETTLED, UNSETTLED, Part, State, Status
from workflow.actors import Hat
from workflow.models import Entry, Subject
from workflow.table import moves


class Form(models.TextChoices):
    """Informal: a quick order. Formal: one that rests on a dispatched memo. Same path for both."""

    INFORMAL = "informal", _("Perintah cepat")
    FORMAL = "formal", _("Perintah tertulis")


class Urgency(models.TextChoices):
    """How soon; sets the two deadlines from the policy in clock.py."""

    NORMAL = "biasa", _("Biasa")
    URGENT = "segera", _("Segera")
    MOST_URGENT = "sangat_segera", _("Sangat segera")


class Classification(models.TextChoices):
    """How secret. Another axis than urgency (Permendagri 1/2023; Peraturan Bapanas 3/2022 Ps. 39)."""

    ORDINARY = "biasa", _("Biasa")
    LIMITED = "terbatas", _("Terbatas")
    SECRET = "rahasia", _("Rahasia")
    TOP_SECRET = "sangat_rahasia", _("Sangat rahasia")


class Instruction(Subject):
    """What the giver said, to whom, by when. The text never changes once it is issued."""

    kind: ClassVar = "instruction"
    lifecycle: ClassVar = INSTRUCTION
    kept_on_row: ClassVar[Mapping[str, str]] = {"text": "text_salt"}
    sealed_by: ClassVar = frozenset({"issue"})
    facts_of_many: ClassVar = ("closed_at",)

    status = FSMField(default=Status.DRAFT, choices=Status.choices, protected=True, max_length=16)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.INFORMAL)
    giver = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="orders_given")
    controller = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="orders_controlled"
    )
    text = models.TextField(blank=True)
    text_salt = models.CharField(max_length=32)
    urgency = models.CharField(max_length=16, choices=Urgency.choices, default=Urgency.NORMAL)
    classification = models.CharField(
        max_length=16, choices=Classification.choices, default=Classification.ORDINARY
    )
    evidence_demanded = models.BooleanField(default=False)
    needs_paper = models.BooleanField(default=False)
    conveyed_by_aide = models.BooleanField(default=False)
    # As chosen in the composer: {"positions": [...], "lists": [...], "names": [...]}, public ids.
    addressees = models.JSONField(default=dict)
    recipient_noun = models.CharField(max_length=40, blank=True)
    answer_by = models.DateTimeField(null=True)
    finish_by = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = queries.OrderQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_at", "-id")
        indexes: ClassVar = [
            models.Index(fields=["giver", "status", "-issued_at"], name="order_of_giver"),
            models.Index(fields=["controller", "status"], name="order_of_controller"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "number"], name="order_reference_once"),
            models.CheckConstraint(
                name="order_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="order_urgency_is_known", condition=Q(urgency__in=Urgency.values)
            ),
            models.CheckConstraint(
                name="order_class_is_known", condition=Q(classification__in=Classification.values)
            ),
            models.CheckConstraint(name="order_form_is_known", condition=Q(form__in=Form.values)),
            models.CheckConstraint(
                name="issued_order_has_reference_words_and_times",
                condition=(
                    Q(issued_at__isnull=True, year__isnull=True, number__isnull=True)
                    & Q(status__in=[Status.DRAFT, Status.REVOKED])
                )
                | (
                    Q(issued_at__isnull=False, year__isnull=False, number__isnull=False)
                    & Q(answer_by__isnull=False, finish_by__isnull=False)
                    & ~Q(status=Status.DRAFT)
                ),
            ),
            models.CheckConstraint(
                name="order_is_closed_when_over",
                condition=Q(
                    status__in=[Status.COMPLETED, Status.REVOKED], closed_at__isnull=False
                )
                | Q(status__in=[Status.DRAFT, Status.ISSUED], closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="order_deadlines_follow_each_other",
                condition=Q(issued_at__isnull=True)
                | (Q(answer_by__gt=F("issued_at")) & Q(finish_by__gte=F("answer_by"))),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or str(self.public_id)

    @property
    def reference(self) -> str:
        """Spoken reference, 'P-0412/2026'; empty while it is a draft."""
        return f"P-{self.number:04d}/{self.year}" if self.number else ""

    @property
    def is_secret(self) -> bool:
        """Whether aides are kept out: Rahasia and above."""
        return self.classification in queries.SECRET

    def unsettled(self) -> "models.QuerySet[Assignment]":
        """Parts of the order that somebody still has to do."""
        return self.assignments.filter(status__in=UNSETTLED).exclude(role=Role.INFORMATION)

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Giver and controller; recipients have their parts in their assignments."""
        if hat.is_delegated and self.is_secret:
            return frozenset()
        return frozenset(
            part
            for part, position_id in (
                (Part.GIVER, self.giver_id),
                (Part.CONTROLLER, self.controller_id),
            )
            if position_id == hat.position_id
        )

    @moves(INSTRUCTION, "edit")
    def edit(self, *, at: datetime, **facts: object) -> None:
        """The draft's fields as given."""
        for name, value in facts.items():
            setattr(self, name, value)

    @moves(INSTRUCTION, "issue")
    def issue(self, *, at: datetime, **facts: object) -> None:
        """Reference, deadlines, time; everything else stands already."""
        self.issued_at = at
        for name, value in facts.items():
            setattr(self, name, value)

    @moves(INSTRUCTION, "comment")
    def comment(self, *, at: datetime) -> None:
        """Nothing of the row changes; the note stands beside the entry."""

    @moves(INSTRUCTION, "prepare_memo")
    def prepare_memo(self, *, at: datetime) -> None:
        """The secretariat sees the order from now on."""
        self.needs_paper = True

    @moves(INSTRUCTION, "close")
    def close(self, *, at: datetime) -> None:
        """Over."""
        self.closed_at = at

    @moves(INSTRUCTION, "revoke")
    def revoke(self, *, at: datetime) -> None:
        """Over, and not to be done."""
        self.closed_at = at


class ReferenceCounter(models.Model):
    """The last spoken reference of a year."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Role(models.TextChoices):
    """What a recipient is asked: to lead, to do, or only to know."""

    COORDINATOR = "koordinator", _("Koordinator")
    EXECUTOR = "pelaksana", _("Pelaksana")
    INFORMATION = "untuk_diketahui", _("Untuk diketahui")


class Assignment(Subject):
    """One recipient position's share of an order."""

    kind: ClassVar = "assignment"
    lifecycle: ClassVar = ASSIGNMENT
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
        if hat.is_delegated and self.instruction.is_secret:
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


class Seen(models.Model):
    """The detail was on this person's screen. One row per assignment and person, the first time."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="seen")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    delegated = models.BooleanField(default=False)
    channel = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "person"], name="seen_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} saw {self.assignment_id}"


class Attachment(models.Model):
    """A file with an order (no assignment) or with a recipient's report or progress."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    instruction = models.ForeignKey(
        Instruction, on_delete=models.PROTECT, related_name="attachments"
    )
    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="attachments"
    )
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    objects = queries.AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
