"""What memos are made of: the memo, the books that number it, and the final sheet.

Transition methods set facts of their own row and nothing else.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accounts.models import Position, Unit
from files.models import Blob
from instructions.models import Assignment, Classification, Instruction, Urgency
from instructions.queries import SECRET
from memos import course, queries
from memos.body.models import TextTemplate, WorkingCopy  # noqa: F401 - tables of this app
from memos.books.models import HEADS as HEADS  # noqa: PLC0414 - for others
from memos.books.models import (  # noqa: F401 - Django finds the models of an app here
    MOST_RESERVED,
    Bookkeeping,
    Fate,
    Purpose,
    ReservedNumber,
    Source,
)
from memos.books.models import NUMBER_LENGTH as NUMBER_LENGTH  # noqa: PLC0414 - for others
from memos.books.models import RegisterNumber as RegisterNumber  # noqa: PLC0414 - for others
from memos.course import leads
from memos.course_rows import LINE_LENGTH  # its models are found through this import
from memos.kinds import BodyFormat as BodyFormat  # noqa: PLC0414 - for others
from memos.kinds import MemoType as MemoType  # noqa: PLC0414 - for others
from memos.kinds import all_types as all_types  # noqa: PLC0414 - for others
from memos.letters.models import Disposition, IncomingLetter  # noqa: F401 - as above
from memos.lifecycle import MEMO, Part, Status
from memos.pattern import validate_pattern
from memos.profiles.models import LetterProfile, ProfileVersion  # noqa: F401 - tables of this app
from memos.search.models import MemoWord  # noqa: F401 - a table of this app
from memos.signing.rows import SigningAttempt  # noqa: F401 - Django finds models here
from memos.transfers.models import Transfer, TransferLine  # noqa: F401 - tables of this app
from memos.verification.models import VerificationCode  # noqa: F401 - a table of this app
from workflow.actors import Hat
from workflow.fields import StatusField
from workflow.models import HASH_LENGTH
from workflow.table import moves


class ClassificationCode(models.Model):
    """A code of the archive's classification (Permendagri 83/2022, part B)."""

    code = models.CharField(_("kode"), max_length=24, unique=True)
    name = models.CharField(_("nama"), max_length=200)
    # Retention (JRA): how long in use, how long after that, and what becomes of it then.
    active_years = models.PositiveSmallIntegerField(_("aktif (tahun)"), null=True, blank=True)
    inactive_years = models.PositiveSmallIntegerField(_("inaktif (tahun)"), null=True, blank=True)
    fate = models.CharField(_("nasib akhir"), max_length=10, choices=Fate.choices, blank=True)

    objects = queries.CodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("kode klasifikasi")
        verbose_name_plural = _("kode klasifikasi")
        ordering = ("code",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="code_fate_is_known", condition=Q(fate="") | Q(fate__in=Fate.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Register(models.Model):
    """A book of numbers: whose it is, which types draw from it, and how a number is written."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registers")
    name = models.CharField(_("nama"), max_length=120, unique=True)
    types = models.JSONField(_("jenis naskah"), default=all_types)
    pattern = models.CharField(
        _("pola nomor"),
        max_length=80,
        default="{number}/{code}/{year}",
        validators=[validate_pattern],
        help_text=_(
            "Misalnya {number}/{code}/{year}; juga {unit} {signer} {security} {month_roman}."
        ),
    )
    is_active = models.BooleanField(_("dipakai"), default=True)
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.MEMOS)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.INTERNAL)
    # How many numbers may be kept free on one day, for memos dated that day.
    daily_reserve = models.PositiveSmallIntegerField(_("cadangan sehari"), default=5)

    class Meta:
        verbose_name = _("buku nomor")
        verbose_name_plural = _("buku nomor")
        ordering = ("name",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="register_purpose_and_source_are_known",
                condition=Q(purpose__in=Purpose.values, source__in=Source.values),
            ),
            models.CheckConstraint(
                name="register_reserve_is_bounded", condition=Q(daily_reserve__lte=MOST_RESERVED)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegisterYear(models.Model):
    """Where a register stands in a year; the row that is locked while a number is taken.

    A book that was begun on paper opens with the last number used there (`opening_number`) and
    says where that is written (`basis`).
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("tahun"))
    last = models.PositiveIntegerField(_("nomor terakhir"), default=0)
    last_on = models.DateField(null=True)
    opening_number = models.PositiveIntegerField(_("melanjutkan dari nomor"), default=0)
    basis = models.CharField(_("dasar"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tahun buku nomor")
        verbose_name_plural = _("tahun buku nomor")
        ordering = ("register", "year")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "year"], name="register_year_once"),
            models.CheckConstraint(
                name="register_never_before_its_opening", condition=Q(last__gte=F("opening_number"))
            ),
            models.CheckConstraint(
                name="register_opening_has_basis", condition=Q(opening_number=0) | ~Q(basis="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_id}/{self.year}: {self.last}"


class Memo(course.Course):
    """A formal document: its head, its words, who signs, and its number once it has one."""

    kind: ClassVar = "memo"
    lifecycle: ClassVar = MEMO
    facts_of_many: ClassVar = ("security",)

    status = StatusField(default=Status.DRAFT, choices=Status.choices, max_length=16)
    memo_type = models.CharField(
        max_length=16, choices=MemoType.choices, default=MemoType.NOTA_DINAS
    )
    order = models.ForeignKey(
        Instruction, null=True, on_delete=models.PROTECT, related_name="memos"
    )
    # The share that a permintaan penjelasan is about.
    share = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="explanations"
    )
    drafter = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="memos_drafted")
    from_position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="memos_from")
    signer = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="memos_signed")
    # For whom the signer signs (a.n.), and through which post between the two (u.b.).
    behalf = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="memos_for"
    )
    through = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.PROTECT, related_name="memos_through"
    )
    # Titles as they are printed, one string each; never persons.
    to_lines = models.JSONField(default=list)
    copies = models.JSONField(default=list)
    hal = models.CharField(max_length=LINE_LENGTH, blank=True)
    urgency = models.CharField(max_length=16, choices=Urgency.choices, default=Urgency.NORMAL)
    security = models.CharField(
        max_length=16, choices=Classification.choices, default=Classification.ORDINARY
    )
    attachments_line = models.CharField(max_length=LINE_LENGTH, blank=True)
    body = models.TextField(blank=True)
    # What only some types say: dictums, persons, annexes (shape and rules in details.py).
    details = models.JSONField(default=dict, blank=True)
    # What `body` is written in; HTML holds only what memos.body.allow lets in.
    body_format = models.CharField(
        max_length=4, choices=BodyFormat.choices, default=BodyFormat.TEXT
    )
    classification_code = models.ForeignKey(
        ClassificationCode, null=True, on_delete=models.PROTECT, related_name="memos"
    )
    approved_at = models.DateTimeField(null=True)
    # From numbering on. `frozen` holds what the sheet says that is not on this row: who signs in
    # which capacity, and the letterhead (shape in sheets.py).
    register = models.ForeignKey(
        Register, null=True, on_delete=models.PROTECT, related_name="memos"
    )
    number_text = models.CharField(max_length=NUMBER_LENGTH, blank=True)
    dated = models.DateField(null=True)
    frozen = models.JSONField(default=dict)
    numbered_at = models.DateTimeField(null=True)
    printed_at = models.DateTimeField(null=True)

    # Whose turn it is for the reader; only on rows from queries.MemoQuerySet.by_turn.
    group: int
    # How many addressees its order asks, and have answered; only on rows from queries.counted.
    asked: int
    answered: int

    objects = queries.MemoQuerySet.as_manager()

    class Meta:
        verbose_name = _("naskah")
        verbose_name_plural = _("naskah")
        ordering = ("-id",)
        indexes: ClassVar = [models.Index(fields=["status", "-moved_at"], name="memo_of_desk")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order", "memo_type"],
                condition=~Q(status__in=course.OVER) & Q(share__isnull=True),
                name="one_live_memo_per_order_and_type",
            ),
            models.UniqueConstraint(
                fields=["share", "memo_type"],
                condition=~Q(status__in=course.OVER) & Q(share__isnull=False),
                name="one_live_memo_per_share_and_type",
            ),
            models.CheckConstraint(
                name="memo_asks_one_share_for_an_explanation",
                condition=Q(memo_type="penjelasan", share__isnull=False, order__isnull=False)
                | (~Q(memo_type="penjelasan") & Q(share__isnull=True)),
            ),
            models.CheckConstraint(
                name="memo_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="memo_body_format_is_known",
                condition=Q(body_format__in=BodyFormat.values),
            ),
            models.CheckConstraint(
                name="memo_type_is_known", condition=Q(memo_type__in=MemoType.values)
            ),
            models.CheckConstraint(
                name="memo_urgency_is_known", condition=Q(urgency__in=Urgency.values)
            ),
            models.CheckConstraint(
                name="memo_security_is_known", condition=Q(security__in=Classification.values)
            ),
            models.CheckConstraint(
                name="memo_nobody_signs_for_themselves",
                condition=Q(behalf__isnull=True) | ~Q(behalf=F("signer")),
            ),
            models.CheckConstraint(
                name="memo_through_stands_between",
                condition=Q(through__isnull=True)
                | (Q(behalf__isnull=False) & ~Q(through=F("signer")) & ~Q(through=F("behalf"))),
            ),
            models.CheckConstraint(
                name="memo_number_comes_with_date_and_register",
                condition=(
                    Q(status__in=course.NUMBERED, dated__isnull=False, numbered_at__isnull=False)
                    & Q(register__isnull=False)
                    & ~Q(number_text="")
                )
                | (
                    ~Q(status__in=course.NUMBERED)
                    & Q(number_text="", dated__isnull=True, numbered_at__isnull=True)
                    & Q(register__isnull=True)
                    & (Q(printed_at__isnull=True) | Q(status=Status.APPROVED))
                ),
            ),
            models.CheckConstraint(
                name="memo_approval_has_time",
                condition=Q(
                    status__in=[Status.APPROVED, *course.NUMBERED], approved_at__isnull=False
                )
                | Q(status__in=[Status.DRAFT, Status.IN_REVIEW], approved_at__isnull=True)
                | Q(status=Status.WITHDRAWN),
            ),
            *course.constraints(),
        ]

    def __str__(self) -> str:
        return self.number_text or self.hal or str(self.public_id)

    @property
    def root_key(self) -> tuple[str, int] | None:
        """A memo of an order belongs to the order's timeline."""
        return (Instruction.kind, self.order_id) if self.order_id else None

    @property
    def is_secret(self) -> bool:
        """Whether aides and the desk are kept out: Rahasia and above."""
        return self.security in SECRET

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Drafter, signer, giver's side; the desk. Of a secret memo the signer alone is the desk."""
        if self.is_secret and not hat.sees_secret:
            return frozenset()
        order = self.order
        givers = {order.giver_id, order.controller_id} if order else set()
        if self.share is not None:  # what was handed down is asked about by whoever did that
            controller = order.controller_id if order and self.share.parent_id is None else None
            givers = {self.share.giver_id, controller}
        signs = self.signer_id == hat.position_id
        keeps = "registers" in hat.duties
        played = {
            Part.DRAFTER: self.drafter_id == hat.position_id,
            Part.SIGNER: signs,
            Part.GIVER: hat.position_id in givers,
            Part.INITIALLER: self.next_paraf_id == hat.position_id,
            Part.ADDRESSEE: self.dispatched_at is not None and hat.position_id in self.sent_to,
            Part.SECRETARIAT: signs if self.is_secret else keeps,
            Part.HEAD: keeps and not self.is_secret and leads(hat),
        }
        return frozenset(part for part, plays in played.items() if plays)

    @classmethod
    def lock_root(cls, key: str) -> None:
        """Lock the order before the memo, as everything does that settles or numbers."""
        rows = Instruction.objects.filter(memos__public_id=key)
        list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))

    @moves(MEMO, "edit")
    def edit(self, *, at: datetime, **facts: object) -> None:
        """The words as given; what was approved was something else."""
        self.take({"approved_at": None, "next_paraf": None, "printed_at": None, **facts})

    @moves(MEMO, "approve")
    def approve(self, *, at: datetime) -> None:
        """Complete, and nothing may change without a new approval."""
        self.approved_at = at

    @moves(MEMO, "number")
    def number(
        self,
        *,
        at: datetime,
        register: Register,
        number_text: str,
        dated: date,
        frozen: Mapping[str, Any],
    ) -> None:
        """Number and date are on it for ever."""
        self.register, self.number_text, self.dated = register, number_text, dated
        self.frozen, self.numbered_at = frozen, at

    @moves(MEMO, "print_for_signing")
    def print_for_signing(self, *, at: datetime) -> None:
        """When the sheet that gets the ink was printed last."""
        self.printed_at = at

    @moves(MEMO, "insert_number")
    def insert_number(self, *, at: datetime, **facts: Any) -> None:
        """As `number` does; the number stands between two that were taken."""
        for name, value in {**facts, "numbered_at": at}.items():
            setattr(self, name, value)

    @moves(MEMO, "raise_class")
    def raise_class(self, *, at: datetime, security: str) -> None:
        """As secret as the order has become; a sheet that is out keeps the mark it has."""
        self.security = security

    @moves(MEMO, "hand_over")
    def hand_over(self, *, at: datetime) -> None:
        """Nothing but the entry."""

    @moves(MEMO, "withdraw")
    def withdraw(self, *, at: datetime) -> None:
        """Nobody is waited for any more."""
        self.next_paraf = self.printed_at = None


class MemoIssue(models.Model):
    """The final sheet, made once after numbering (append-only by trigger).

    What it says was frozen with the number; `sha256` is of the PDF in `pdf`.
    """

    memo = models.OneToOneField(Memo, on_delete=models.PROTECT, related_name="issue")
    number_text = models.CharField(_("nomor"), max_length=NUMBER_LENGTH)
    pdf = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="memo_issues")
    sha256 = models.CharField(max_length=HASH_LENGTH)
    template_version = models.CharField(max_length=24)
    profile_version = models.CharField(max_length=24)
    signer_name = models.CharField(_("penanda tangan"), max_length=240)
    signer_capacity = models.CharField(max_length=10)
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("lembar akhir naskah")
        verbose_name_plural = _("lembar akhir naskah")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.number_text
