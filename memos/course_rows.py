"""Rows beside a memo: whom it goes to, who initials it, and the signed sheet."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Position
from files.models import Blob
from memos.course import Signing
from workflow.models import HASH_LENGTH

LINE_LENGTH = 200


class AddresseeRole(models.TextChoices):
    """Whether a memo is for a position, or a copy of it."""

    TO = "to", _("Yth.")
    COPY = "copy", _("Tembusan")


class MemoAddressee(models.Model):
    """A position that a memo goes to, and the printed line that names it, alone or as a group."""

    memo = models.ForeignKey("memos.Memo", on_delete=models.CASCADE, related_name="addressees")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="memos_received")
    role = models.CharField(max_length=4, choices=AddresseeRole.choices, default=AddresseeRole.TO)
    line = models.CharField(_("baris"), max_length=LINE_LENGTH)
    n = models.PositiveSmallIntegerField(_("urutan"))

    class Meta:
        verbose_name = _("alamat naskah")
        verbose_name_plural = _("alamat naskah")
        ordering = ("memo", "n")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["memo", "position"], name="memo_addressee_once"),
            models.UniqueConstraint(fields=["memo", "n"], name="memo_addressee_n_once"),
            models.CheckConstraint(
                name="memo_addressee_role_is_known",
                condition=Q(role__in=AddresseeRole.values) & ~Q(line=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.memo_id} → {self.line}"


class ParafKind(models.TextChoices):
    """In the line of command, or beside it."""

    SUPERIOR = "hierarki", _("Paraf hierarki")
    COORDINATION = "koordinasi", _("Paraf koordinasi")


class Paraf(models.Model):
    """One initial in the chain; `person` and `at` once it is given. A change of the memo empties it."""

    memo = models.ForeignKey("memos.Memo", on_delete=models.CASCADE, related_name="parafs")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="parafs")
    kind = models.CharField(max_length=12, choices=ParafKind.choices, default=ParafKind.SUPERIOR)
    n = models.PositiveSmallIntegerField(_("urutan"))
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="parafs_given"
    )
    at = models.DateTimeField(_("waktu"), null=True)

    class Meta:
        verbose_name = _("paraf")
        verbose_name_plural = _("paraf")
        ordering = ("memo", "n")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["memo", "position"], name="paraf_position_once"),
            models.UniqueConstraint(fields=["memo", "n"], name="paraf_n_once"),
            models.CheckConstraint(
                name="paraf_kind_is_known", condition=Q(kind__in=ParafKind.values)
            ),
            models.CheckConstraint(
                name="paraf_has_person_and_time",
                condition=Q(person__isnull=True, at__isnull=True)
                | Q(person__isnull=False, at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.memo_id} #{self.n} {self.position_id}"

    @property
    def is_given(self) -> bool:
        """Whether it is on the memo as it stands."""
        return self.at is not None


class SignedIssue(models.Model):
    """The signed sheet (append-only by trigger): the scan of the inked paper, or the signed file.

    `facts` are those of the signature: for ink {"pages": int}, for a file those of its engine.
    """

    memo = models.OneToOneField("memos.Memo", on_delete=models.PROTECT, related_name="signed_issue")
    signing = models.CharField(max_length=12, choices=Signing.choices)
    pdf = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="signed_memos")
    sha256 = models.CharField(max_length=HASH_LENGTH)
    # Who put it in: the signer of a file, the desk for a scan. The name is the signer's as printed.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memos_signed_by")
    signer_name = models.CharField(_("penanda tangan"), max_length=240)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("naskah bertanda tangan")
        verbose_name_plural = _("naskah bertanda tangan")
        ordering = ("-id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="signed_issue_kind_is_known", condition=Q(signing__in=Signing.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.memo_id}: {self.sha256[:12]}"
