"""What letters are made of: the letter as the agenda has it, and its dispositions.

Transition methods set facts of their own row and nothing else.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accounts.models import Position
from files.models import Blob
from instructions.models import Classification, Instruction, Urgency
from instructions.queries import SECRET
from memos.letters.lifecycle import LETTER, Part, Status
from memos.letters.queries import LetterQuerySet
from workflow.actors import Hat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves

SENDER_LENGTH = 160
LINE_LENGTH = 200
NUMBER_LENGTH = 80


class IncomingLetter(Subject):
    """A letter from another office or from outside, for one leader.

    Its agenda number is a line of an agenda book (`register_number`).
    """

    kind: ClassVar = "letter"
    lifecycle: ClassVar = LETTER

    status = StatusField(default=Status.RECORDED, choices=Status.choices, max_length=16)
    sender = models.CharField(max_length=SENDER_LENGTH)
    # As the sender wrote it; letters of citizens often have none.
    number = models.CharField(max_length=NUMBER_LENGTH, blank=True)
    dated = models.DateField()
    received_on = models.DateField()
    hal = models.CharField(max_length=LINE_LENGTH)
    urgency = models.CharField(max_length=16, choices=Urgency.choices, default=Urgency.NORMAL)
    security = models.CharField(
        max_length=16, choices=Classification.choices, default=Classification.ORDINARY
    )
    addressee = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="letters")
    recorder = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="letters_recorded"
    )
    scan = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="letters")
    scan_name = models.CharField(max_length=120, blank=True)

    # Whose turn it is for the reader; only on rows from queries.LetterQuerySet.by_turn.
    group: int

    objects = LetterQuerySet.as_manager()

    class Meta:
        app_label = "memos"
        verbose_name = _("surat masuk")
        verbose_name_plural = _("surat masuk")
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(fields=["addressee", "status", "-moved_at"], name="letter_of_leader"),
            models.Index(fields=["status", "-moved_at"], name="letter_of_desk"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="letter_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="letter_says_who_and_what", condition=~Q(sender="") & ~Q(hal="")
            ),
            models.CheckConstraint(
                name="letter_is_received_after_it_is_dated",
                condition=Q(received_on__gte=models.F("dated")),
            ),
            models.CheckConstraint(
                name="letter_urgency_is_known", condition=Q(urgency__in=Urgency.values)
            ),
            models.CheckConstraint(
                name="letter_security_is_known", condition=Q(security__in=Classification.values)
            ),
            models.CheckConstraint(
                name="letter_scan_has_a_name",
                condition=Q(scan__isnull=True, scan_name="")
                | (Q(scan__isnull=False) & ~Q(scan_name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.number}".strip()

    @property
    def is_secret(self) -> bool:
        """Whether the desk is kept out: Rahasia and above."""
        return self.security in SECRET

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """The leader it is for, and the desk."""
        if self.is_secret and not hat.sees_secret:
            return frozenset()
        played = {
            Part.LEADER: self.addressee_id == hat.position_id,
            Part.DESK: "registers" in hat.duties and not self.is_secret,
        }
        return frozenset(part for part, plays in played.items() if plays)

    @moves(LETTER, "correct")
    def correct(self, *, at: datetime, **facts: object) -> None:
        """What was recorded wrong, as it is on the letter."""
        for name, value in facts.items():
            setattr(self, name, value)

    @moves(LETTER, "dispose")
    def dispose(self, *, at: datetime) -> None:
        """The disposition and its order are rows of their own."""

    @moves(LETTER, "file")
    def file(self, *, at: datetime) -> None:
        """Over."""

    @moves(LETTER, "print")
    def print(self, *, at: datetime) -> None:
        """The paper leaves the letter as it is."""

    def record(self, *, at: datetime) -> None:
        """Born."""


class Disposition(models.Model):
    """What the leader asked of whom on one letter: an order that rests on it (append-only)."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    letter = models.ForeignKey(
        IncomingLetter, on_delete=models.PROTECT, related_name="dispositions"
    )
    order = models.OneToOneField(
        Instruction, on_delete=models.PROTECT, related_name="letter_disposition"
    )
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="dispositions")
    # How the leader held the post that day, for the signature: "definitif", "plt", ...
    capacity = models.CharField(max_length=10, blank=True)
    signer_name = models.CharField(max_length=240)
    # Values of lifecycle.Request, in the order of the form.
    requests = models.JSONField(default=list)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "memos"
        verbose_name = _("disposisi")
        verbose_name_plural = _("disposisi")
        ordering = ("id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="disposition_says_something",
                condition=~Q(requests=[]) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.order_id}"
