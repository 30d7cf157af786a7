"""How one person gets in: the card, the PIN's count of wrong tries, and where it all stands."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import queries
from accounts.access.lifecycle import ACCESS, Part, Status
from accounts.models.people import Person
from workflow.actors import Hat
from workflow.fields import StatusField
from workflow.models import HASH_LENGTH, Subject
from workflow.table import moves


class Access(Subject):
    """One person's access. The PIN itself is the person's `password`, hashed; the code only a hash."""

    kind: ClassVar = "access"
    lifecycle: ClassVar = ACCESS
    facts_of_many: ClassVar[tuple[str, ...]] = (
        "code_hash", "code_until", "reset_by", "pin_set_at", "blocked_from", "wrong", "wait_until",
    )  # fmt: skip

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="access")
    status = StatusField(default=Status.NEW, choices=Status.choices, max_length=16)
    code_hash = models.CharField(
        max_length=HASH_LENGTH, null=True, unique=True, editable=False, default=None
    )
    code_until = models.DateTimeField(null=True, editable=False)
    # Who voided the PIN; of a leader's access that person does not print the next card.
    reset_by = models.BigIntegerField(null=True, editable=False)
    pin_set_at = models.DateTimeField(null=True, editable=False)
    blocked_from = models.CharField(max_length=16, blank=True, editable=False)
    wrong = models.PositiveSmallIntegerField(default=0, editable=False)
    wait_until = models.DateTimeField(null=True, editable=False)
    # Number of the last entry that the person has seen on their own page.
    told = models.PositiveIntegerField(default=0, editable=False)

    objects = queries.AccessQuerySet.as_manager()

    leads: bool = False  # set by queries.visible_to: whether the person leads an office

    class Meta:
        verbose_name = _("akses")
        verbose_name_plural = _("akses")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="access_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="access_has_code_while_card_is_out",
                condition=(
                    Q(status=Status.ISSUED, code_hash__isnull=False, code_until__isnull=False)
                    | Q(status=Status.BLOCKED)
                    | Q(
                        status__in=[Status.NEW, Status.ACTIVE],
                        code_hash__isnull=True,
                        code_until__isnull=True,
                    )
                ),
            ),
            models.CheckConstraint(
                name="access_remembers_what_it_was_blocked_from",
                condition=~Q(status=Status.BLOCKED) | ~Q(blocked_from=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.status}"

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Owner through the account itself; administrator through a position above the person."""
        if getattr(hat, "owner_id", None) == self.person_id:
            return frozenset({Part.OWNER})
        if not hat.is_delegated and getattr(self, queries.column_of(hat), False):
            return frozenset({Part.ADMINISTRATOR})
        return frozenset()

    def _void_card(self) -> None:
        self.code_hash, self.code_until = None, None

    @moves(ACCESS, "register")
    def register(self, *, at: datetime) -> None:
        """Born without a secret."""

    @moves(ACCESS, "recognise")
    def recognise(self, *, at: datetime) -> None:
        """Born with a password that was set before."""

    @moves(ACCESS, "issue_card")
    def issue_card(self, *, at: datetime, code_hash: Any = None, code_until: Any = None) -> None:
        """Only this card's code counts from now on; `code_hash` may be one per person."""
        one = code_hash[self.person_id] if isinstance(code_hash, dict) else code_hash
        self.code_hash, self.code_until = one, code_until

    @moves(ACCESS, "activate")
    def activate(self, *, at: datetime) -> None:
        """The code is used up, and the count of wrong PINs begins."""
        self._void_card()
        self.pin_set_at, self.reset_by = at, None
        self.wrong, self.wait_until = 0, None

    @moves(ACCESS, "change_pin")
    def change_pin(self, *, at: datetime) -> None:
        """A new PIN, a new count."""
        self.pin_set_at = at
        self.wrong, self.wait_until = 0, None

    @moves(ACCESS, "add_passkey")
    def add_passkey(self, *, at: datetime) -> None:
        """The key itself is a row of allauth's."""

    @moves(ACCESS, "remove_passkey")
    def remove_passkey(self, *, at: datetime) -> None:
        """The row of allauth's goes."""

    @moves(ACCESS, "sign_out_device")
    def sign_out_device(self, *, at: datetime) -> None:
        """One session goes."""

    @moves(ACCESS, "sign_out")
    def sign_out(self, *, at: datetime) -> None:
        """All sessions go."""

    @moves(ACCESS, "reset")
    def reset(self, *, at: datetime, by: int | None = None) -> None:
        """No secret is left, and it is known who took it away."""
        self.reset_by, self.pin_set_at = by, None
        self.wrong, self.wait_until = 0, None

    @moves(ACCESS, "change_number")
    def change_number(self, *, at: datetime) -> None:
        """The number stands on the person."""

    @moves(ACCESS, "keep_nik")
    def keep_nik(self, *, at: datetime) -> None:
        """The sealed number is a row of its own."""

    @moves(ACCESS, "block")
    def block(self, *, at: datetime) -> None:
        """Remember where to go back to."""
        self.blocked_from = self.status

    @moves(ACCESS, "unblock")
    def unblock(self, *, at: datetime) -> None:
        """Back to where it was blocked from."""
