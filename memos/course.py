"""The course of a memo as columns of its row: parafs, signature, dispatch, and what came back.

An abstract base of Memo, so that models.py stays readable. Transition methods set facts of their own
row and nothing else.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from instructions.models import Instruction
from memos.books.models import HEADS
from memos.lifecycle import MEMO, Status
from workflow.actors import Hat
from workflow.models import Subject
from workflow.table import moves

NUMBERED = (Status.NUMBERED, Status.SIGNED, Status.DISPATCHED, Status.ARCHIVED, Status.VOIDED)
SIGNED = (Status.SIGNED, Status.DISPATCHED, Status.ARCHIVED)
SENT = (Status.DISPATCHED, Status.ARCHIVED)
OVER = (Status.WITHDRAWN, Status.VOIDED)


class Signing(models.TextChoices):
    """How a memo gets its signature."""

    WET = "wet", _("Basah")
    ELECTRONIC = "electronic", _("Elektronik")


class Expects(models.TextChoices):
    """What a memo wants of its addressees; the first two issue a formal order on dispatch."""

    EXECUTION = "execution", _("Pelaksanaan")
    ANSWER = "answer", _("Jawaban")
    INFORMATION = "information", _("Diketahui")


class Reply(models.TextChoices):
    """What the addressee of an upward nota dinas says."""

    AGREED = "agreed", _("Setuju")
    AGREED_WITH_NOTES = "with_notes", _("Setuju dengan catatan")
    DISAGREED = "disagreed", _("Tidak setuju")
    DISPOSED = "disposed", _("Disposisi")


class Course(Subject):
    """Columns and transitions of a memo's way from draft to file."""

    signing = models.CharField(max_length=12, choices=Signing.choices, default=Signing.WET)
    expects = models.CharField(max_length=12, choices=Expects.choices, default=Expects.INFORMATION)
    # Copied from the rows of MemoAddressee and Paraf whenever those are written, so that a list can
    # judge each memo without reading them.
    addressees_known = models.BooleanField(default=False)
    sent_to = models.JSONField(default=list)
    upward = models.BooleanField(default=False)
    parafs_asked = models.PositiveSmallIntegerField(default=0)
    next_paraf = models.ForeignKey(
        Position, null=True, on_delete=models.PROTECT, related_name="memos_to_initial"
    )
    # When it first went to those who initial; from then on they see it, whatever becomes of it.
    submitted_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    # Whether `order` was born by the dispatch, and not before the memo.
    began_order = models.BooleanField(default=False)
    answer = models.CharField(max_length=12, choices=Reply.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    disposition = models.OneToOneField(
        Instruction, null=True, on_delete=models.PROTECT, related_name="disposed_memo"
    )
    voided_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def take(self, facts: Mapping[str, object]) -> None:
        """Columns as given."""
        for name, value in facts.items():
            setattr(self, name, value)

    @property
    def after_initial(self) -> str:
        """Approved once nobody is left to initial."""
        return Status.IN_REVIEW if self.next_paraf_id else Status.APPROVED

    @moves(MEMO, "route")
    def route(self, *, at: datetime, parafs_asked: int = 0) -> None:
        """How many are asked; who they are stands in rows of their own."""
        self.parafs_asked = parafs_asked

    @moves(MEMO, "release")
    def release(self, *, at: datetime) -> None:
        """From its entry on the desk reads it (memos/queries.py)."""

    @moves(MEMO, "submit")
    def submit(self, *, at: datetime, next_paraf: Position | None = None) -> None:
        """Whose turn it is first."""
        self.next_paraf, self.submitted_at = next_paraf, self.submitted_at or at

    @moves(MEMO, "initial")
    def initial(self, *, at: datetime, next_paraf: Position | None = None) -> None:
        """Whose turn it is next; nobody's means that it is approved."""
        self.next_paraf = next_paraf
        if next_paraf is None:
            self.take({"approved_at": at})

    @moves(MEMO, "return_for_repair")
    def return_for_repair(self, *, at: datetime) -> None:
        """A draft again; a sheet that was printed for the ink says something else."""
        self.take({"approved_at": None, "next_paraf": None, "printed_at": None})

    @moves(MEMO, "scan")
    def scan(self, *, at: datetime) -> None:
        """The ink is on it."""
        self.signed_at = at

    @moves(MEMO, "number_and_scan")
    def number_and_scan(self, *, at: datetime, **facts: object) -> None:
        """The ink is on it, and number and date for ever."""
        self.take({**facts, "numbered_at": at, "signed_at": at})

    @moves(MEMO, "sign")
    def sign(self, *, at: datetime) -> None:
        """The file is signed."""
        self.signed_at = at

    @moves(MEMO, "dispatch")
    def dispatch(
        self, *, at: datetime, order: Instruction | None = None, began_order: bool = False
    ) -> None:
        """It went out, and perhaps an order with it."""
        self.dispatched_at = at
        if order is not None:
            self.take({"order": order})
        self.began_order = began_order

    @moves(MEMO, "agree")
    def agree(self, *, at: datetime) -> None:
        """Yes."""
        self.answer, self.answered_at = Reply.AGREED, at

    @moves(MEMO, "agree_with_notes")
    def agree_with_notes(self, *, at: datetime) -> None:
        """Yes, but."""
        self.answer, self.answered_at = Reply.AGREED_WITH_NOTES, at

    @moves(MEMO, "disagree")
    def disagree(self, *, at: datetime) -> None:
        """No."""
        self.answer, self.answered_at = Reply.DISAGREED, at

    @moves(MEMO, "dispose")
    def dispose(self, *, at: datetime, disposition: Instruction | None = None) -> None:
        """Others are to deal with it, by an order of their own."""
        self.answer, self.answered_at = Reply.DISPOSED, at
        self.disposition = disposition

    @moves(MEMO, "archive")
    def archive(self, *, at: datetime) -> None:
        """Nothing but the status."""

    @moves(MEMO, "void")
    def void(self, *, at: datetime) -> None:
        """The number stays."""
        self.voided_at = at


def constraints() -> list[models.BaseConstraint]:
    """What the database holds a memo's course to."""
    return [*_known(), *_timed(), *_consistent()]


def _known() -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            name="memo_signing_is_known", condition=Q(signing__in=Signing.values)
        ),
        models.CheckConstraint(
            name="memo_expects_is_known", condition=Q(expects__in=Expects.values)
        ),
        models.CheckConstraint(
            name="memo_in_review_waits_for_somebody",
            condition=Q(status=Status.IN_REVIEW, next_paraf__isnull=False)
            | (~Q(status=Status.IN_REVIEW) & Q(next_paraf__isnull=True)),
        ),
    ]


def _timed() -> list[models.BaseConstraint]:
    """What has happened has its time; a voided memo keeps those it had."""
    columns = [
        ("memo_signature_has_time", "signed_at", SIGNED),
        ("memo_dispatch_has_time", "dispatched_at", SENT),
    ]
    return [
        *(
            models.CheckConstraint(
                name=name,
                condition=Q(status__in=statuses, **{f"{column}__isnull": False})
                | Q(status=Status.VOIDED)
                | (~Q(status__in=statuses) & Q(**{f"{column}__isnull": True})),
            )
            for name, column, statuses in columns
        ),
        models.CheckConstraint(
            name="memo_void_has_time",
            condition=Q(status=Status.VOIDED, voided_at__isnull=False)
            | (~Q(status=Status.VOIDED) & Q(voided_at__isnull=True)),
        ),
    ]


def _consistent() -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            name="memo_answer_is_known_and_has_time",
            condition=Q(answer="", answered_at__isnull=True)
            | Q(answer__in=Reply.values, answered_at__isnull=False, dispatched_at__isnull=False),
        ),
        models.CheckConstraint(
            name="memo_disposition_is_an_answer",
            condition=Q(disposition__isnull=True) | Q(answer=Reply.DISPOSED),
        ),
        models.CheckConstraint(
            name="memo_began_an_order_it_has",
            condition=Q(began_order=False) | Q(order__isnull=False, dispatched_at__isnull=False),
        ),
    ]


def leads(hat: Hat) -> bool:
    """Whether the post is one that leads a unit: in one that keeps registers it approves."""
    position: Position = hat.position  # type: ignore[attr-defined]
    return position.kind in HEADS
