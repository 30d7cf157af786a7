"""What stands in the books, and the one row under which their changes are on record.

Lines are append-only by trigger: a number that was taken stays taken, with what explains it.
"""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accounts.hats import Hat
from accounts.models import Position, PositionKind
from accounts.organisation.access import administers_all
from memos.books.lifecycle import BOOKKEEPING, Part, Status
from workflow.actors import Actor
from workflow.actors import Hat as WorkflowHat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves

NUMBER_LENGTH = 80
REASON_LENGTH = 200
MOST_RESERVED = 50
# Posts that lead a unit; the one in a unit that keeps registers answers for its books.
HEADS = frozenset(
    {
        PositionKind.SECRETARY,
        PositionKind.AGENCY_HEAD,
        PositionKind.SECTION_HEAD,
        PositionKind.DISTRICT_HEAD,
        PositionKind.WARD_HEAD,
    }
)


class Source(models.TextChoices):
    """Who counts: Sigap, or a book elsewhere (SRIKANDI, another office's), whose number is typed."""

    INTERNAL = "internal", _("dihitung Sigap")
    OUTSIDE = "outside", _("dari luar (SRIKANDI atau buku lain)")


class Purpose(models.TextChoices):
    """What a book numbers."""

    MEMOS = "memos", _("naskah keluar")
    AGENDA = "agenda", _("agenda surat masuk")


class Origin(models.TextChoices):
    """How a number was come by."""

    NEXT = "next", _("urut")
    RESERVED = "reserved", _("cadangan")
    INSERTED = "inserted", _("sisipan")
    OUTSIDE = "outside", _("dari luar")


class Fate(models.TextChoices):
    """What becomes of papers when their retention is over (nasib akhir)."""

    DESTROYED = "musnah", _("musnah")
    PERMANENT = "permanen", _("permanen")
    REVIEWED = "dinilai", _("dinilai kembali")


class BookkeepingQuerySet(QuerySet["Bookkeeping"]):
    """Reads of the bookkeeping."""

    def visible_to(self, actor: Actor) -> Self:
        """It holds no content; who may change something, its parts say."""
        return self.all()


class Bookkeeping(Subject):
    """The one row whose chain tells every change of a book and every reservation."""

    kind: ClassVar = "bookkeeping"
    lifecycle: ClassVar = BOOKKEEPING

    status = StatusField(default=Status.KEPT, choices=Status.choices, max_length=16)
    is_the_one = models.BooleanField(default=True, unique=True, editable=False)

    objects = BookkeepingQuerySet.as_manager()

    class Meta:
        app_label = "memos"
        verbose_name = _("pembukuan")
        verbose_name_plural = _("pembukuan")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="bookkeeping_is_the_only_one", condition=Q(is_the_one=True)
            ),
            models.CheckConstraint(
                name="bookkeeping_status_is_known", condition=Q(status__in=Status.values)
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def parts_of(self, hat: WorkflowHat) -> frozenset[str]:
        """The secretariat, whoever leads it, and whoever administers the whole regency."""
        keeps = "registers" in hat.duties
        organises = isinstance(hat, Hat) and administers_all(hat)
        played = {
            Part.KEEPER: keeps,
            Part.HEAD: keeps and isinstance(hat, Hat) and hat.position.kind in HEADS,
            Part.ORGANISER: organises or getattr(hat, "sets_up", False),
        }
        return frozenset(part for part, plays in played.items() if plays)

    @moves(BOOKKEEPING, "establish")
    def establish(self, *, at: datetime) -> None:
        """Born; the books are rows of their own."""

    @moves(BOOKKEEPING, "open_register")
    def open_register(self, *, at: datetime) -> None:
        """A row comes."""

    @moves(BOOKKEEPING, "change_register")
    def change_register(self, *, at: datetime) -> None:
        """A row changes."""

    @moves(BOOKKEEPING, "reserve")
    def reserve(self, *, at: datetime) -> None:
        """Rows come."""

    @moves(BOOKKEEPING, "import_codes")
    def import_codes(self, *, at: datetime) -> None:
        """Rows come and change."""


class ReservedNumber(models.Model):
    """A number kept free on its day, for a memo that will be dated that day (append-only).

    `slot` counts within the register and day, so that the day's quota holds.
    """

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    register = models.ForeignKey(
        "memos.Register", on_delete=models.PROTECT, related_name="reserved_numbers"
    )
    year = models.PositiveSmallIntegerField(_("tahun"))
    number = models.PositiveIntegerField(_("nomor urut"))
    day = models.DateField(_("tanggal"))
    slot = models.PositiveSmallIntegerField()
    reason = models.CharField(_("alasan"), max_length=REASON_LENGTH)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        app_label = "memos"
        verbose_name = _("nomor cadangan")
        verbose_name_plural = _("nomor cadangan")
        ordering = ("register", "-year", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register", "year", "number"], name="reserved_number_once"
            ),
            models.UniqueConstraint(
                fields=["register", "day", "slot"], name="reserved_slot_once_a_day"
            ),
            models.CheckConstraint(
                name="reserved_number_has_reason_and_slot",
                condition=~Q(reason="")
                & Q(number__gte=1, slot__gte=1, slot__lte=MOST_RESERVED, day__year=F("year")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_id}/{self.year}: {self.number}"


class RegisterNumber(models.Model):
    """A line of a register: the number and the one memo or letter that has it (append-only).

    `dated` is the day it stands for, `taken_on` the regency's day on which it was taken; both are
    empty on lines older than this rule. An outside number has no place in the sequence.
    """

    register = models.ForeignKey("memos.Register", on_delete=models.PROTECT, related_name="numbers")
    year = models.PositiveSmallIntegerField(_("tahun"))
    number = models.PositiveIntegerField(_("nomor urut"), null=True)
    suffix = models.CharField(max_length=2, blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.NEXT)
    memo = models.OneToOneField(
        "memos.Memo", null=True, on_delete=models.PROTECT, related_name="register_number"
    )
    letter = models.OneToOneField(
        "memos.IncomingLetter", null=True, on_delete=models.PROTECT, related_name="register_number"
    )
    reservation = models.OneToOneField(
        ReservedNumber, null=True, on_delete=models.PROTECT, related_name="used"
    )
    text = models.CharField(_("nomor"), max_length=NUMBER_LENGTH)
    dated = models.DateField(_("tanggal"), null=True)
    taken_on = models.DateField(null=True)
    reason = models.CharField(_("alasan"), max_length=REASON_LENGTH, blank=True)
    at = models.DateTimeField(_("waktu"))

    class Meta:
        app_label = "memos"
        verbose_name = _("nomor naskah")
        verbose_name_plural = _("nomor naskah")
        ordering = ("register", "-year", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register", "year", "number", "suffix"], name="register_number_once"
            ),
            models.UniqueConstraint(
                F("register"), F("year"), Upper("text"),
                condition=Q(origin=Origin.OUTSIDE), name="outside_number_once",
            ),
            models.CheckConstraint(
                name="register_number_is_written",
                condition=~Q(text="")
                & (
                    Q(origin=Origin.OUTSIDE, number__isnull=True)
                    | (~Q(origin=Origin.OUTSIDE) & Q(number__isnull=False, number__gte=1))
                ),
            ),
            models.CheckConstraint(
                name="register_number_origin_is_known", condition=Q(origin__in=Origin.values)
            ),
            models.CheckConstraint(
                name="register_number_is_of_one_paper",
                condition=Q(memo__isnull=False, letter__isnull=True)
                | Q(memo__isnull=True, letter__isnull=False),
            ),
            models.CheckConstraint(
                name="inserted_number_has_suffix_and_reason",
                condition=(Q(origin=Origin.INSERTED) & ~Q(suffix="") & ~Q(reason=""))
                | (~Q(origin=Origin.INSERTED) & Q(suffix="")),
            ),
            models.CheckConstraint(
                name="reserved_number_was_reserved",
                condition=Q(origin=Origin.RESERVED, reservation__isnull=False)
                | (~Q(origin=Origin.RESERVED) & Q(reservation__isnull=True)),
            ),
            models.CheckConstraint(
                name="number_dates_back_only_from_reserve_or_insert",
                condition=Q(origin__in=[Origin.RESERVED, Origin.INSERTED])
                | Q(dated__isnull=True)
                | Q(taken_on__isnull=False, dated__gte=F("taken_on")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text
