"""The order itself. Transition methods set facts of their own row and nothing else."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from instructions import queries
from instructions.lifecycle import INSTRUCTION, UNSETTLED, Part, Status
from workflow.actors import Hat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves

if TYPE_CHECKING:
    from instructions.models.shares import Assignment


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
    sealed_by: ClassVar = frozenset({"issue", "reclassify"})
    fixed_columns: ClassVar = (
        "giver_id", "controller_id", "year", "number", "urgency", "classification",
        "evidence_demanded", "follows_id", "closed_list", "only_me",
    )  # fmt: skip
    facts_of_many: ClassVar = ("closed_at", "form")

    status = StatusField(default=Status.DRAFT, choices=Status.choices, max_length=16)
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
    # An earlier order that this one carries on; its words stay as they were.
    follows = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    # Recipients do not learn of one another.
    closed_list = models.BooleanField(default=False)
    # Nobody but giver and recipient: no superior, no secretary, is ever told.
    only_me = models.BooleanField(default=False)
    evidence_demanded = models.BooleanField(default=False)
    needs_paper = models.BooleanField(default=False)
    conveyed_by_aide = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    # As chosen in the composer: {"positions": [...], "lists": [...], "names": [...]}, public ids.
    addressees = models.JSONField(default=dict)
    # The rungs as they were when it was given; see instructions/ladder/rungs.py.
    ladder = models.JSONField(default=dict)
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
                name="order_does_not_follow_itself",
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")),
            ),
            models.CheckConstraint(
                name="only_conveyed_order_is_confirmed",
                condition=Q(confirmed_at__isnull=True) | Q(conveyed_by_aide=True),
            ),
            models.CheckConstraint(
                name="order_of_only_me_has_no_controller",
                condition=Q(only_me=False) | Q(controller__isnull=True),
            ),
            models.CheckConstraint(
                name="order_is_closed_when_over",
                condition=Q(status__in=[Status.COMPLETED, Status.REVOKED], closed_at__isnull=False)
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

    @property
    def is_running(self) -> bool:
        """Whether it is given and not over."""
        return bool(self.status == Status.ISSUED)

    def rank_of_class(self, classification: str = "") -> int:
        """How secret a class is, this order's own where none is named; 0 is ordinary."""
        return list(Classification.values).index(classification or self.classification)

    def paper_is_asked(self) -> bool:
        """Whether the giver wants it on paper, or a recipient waits for a written basis."""
        return self.needs_paper or self.assignments.filter(awaits_memo=True).exists()

    def unsettled(self) -> "models.QuerySet[Assignment]":
        """Parts of the order that somebody still has to do."""
        return self.assignments.filter(status__in=UNSETTLED).exclude(role="untuk_diketahui")

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Giver and controller; recipients have their parts in their assignments."""
        if self.is_secret and not hat.sees_secret:
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

    @moves(INSTRUCTION, "rest_on_memo")
    def rest_on_memo(self, *, at: datetime) -> None:
        """A written order from now on."""
        self.form = Form.FORMAL

    @moves(INSTRUCTION, "lose_memo")
    def lose_memo(self, *, at: datetime) -> None:
        """A quick order again, as it began."""
        self.form = Form.INFORMAL

    @moves(INSTRUCTION, "confirm")
    def confirm(self, *, at: datetime) -> None:
        """It is the principal's own from now on."""
        self.confirmed_at = at

    @moves(INSTRUCTION, "extend")
    def extend(self, *, at: datetime, finish_by: datetime | None = None) -> None:
        """More time for everybody."""
        self.finish_by = finish_by

    @moves(INSTRUCTION, "add_recipients")
    def add_recipients(self, *, at: datetime) -> None:
        """Their shares are rows of their own."""

    @moves(INSTRUCTION, "reclassify")
    def reclassify(self, *, at: datetime, classification: str = "") -> None:
        """More secret than before."""
        self.classification = classification

    @moves(INSTRUCTION, "reopen")
    def reopen(self, *, at: datetime) -> None:
        """Not over after all."""
        self.closed_at = None

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

    @classmethod
    def take(cls, year: int) -> int:
        """The next reference of a year; the row stays locked until the order is there."""
        table = cls._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (year, last) VALUES (%s, 1)"  # noqa: S608 - our own table name
                f" ON CONFLICT (year) DO UPDATE SET last = {table}.last + 1 RETURNING last",
                [year],
            )
            return int(cursor.fetchone()[0])
