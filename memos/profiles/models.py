"""The regency's own look and rules of its papers: one book, and its versions for ever."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.hats import Hat
from accounts.models import Person, Position
from accounts.organisation.access import administers_all
from files.models import Blob
from memos.profiles.lifecycle import PROFILE, Part, Status
from workflow.actors import Actor
from workflow.actors import Hat as WorkflowHat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves

LABEL_LENGTH = 24
BASIS_LENGTH = 200


def keeps_profile(hat: WorkflowHat) -> bool:
    """Whoever administers the regency, or the people of an office that keeps registers."""
    if not isinstance(hat, Hat):
        return False
    return administers_all(hat) or (bool(hat.administers) and "registers" in hat.duties)


class ProfileQuerySet(QuerySet["LetterProfile"]):
    """Reads of the profile."""

    def visible_to(self, actor: Actor) -> Self:
        """Whoever writes by it may know it."""
        return self.all()


class LetterProfile(Subject):
    """The one row whose version and head say which versions there are."""

    kind: ClassVar = "profile"
    lifecycle: ClassVar = PROFILE

    status = StatusField(default=Status.IN_FORCE, choices=Status.choices, max_length=16)
    is_the_one = models.BooleanField(default=True, unique=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        app_label = "memos"
        verbose_name = _("profil naskah")
        verbose_name_plural = _("profil naskah")
        constraints: ClassVar = [
            models.CheckConstraint(name="profile_is_the_only_one", condition=Q(is_the_one=True)),
            models.CheckConstraint(
                name="profile_status_is_known", condition=Q(status__in=Status.values)
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def parts_of(self, hat: WorkflowHat) -> frozenset[str]:
        """Who may see to the papers of the whole regency, and who sets a new installation up."""
        may = keeps_profile(hat) or getattr(hat, "sets_up", False)
        return frozenset({Part.KEEPER}) if may else frozenset()

    @moves(PROFILE, "establish")
    def establish(self, *, at: datetime) -> None:
        """Born; the versions are rows of their own."""

    @moves(PROFILE, "adopt")
    def adopt(self, *, at: datetime) -> None:
        """A version comes."""


class ProfileVersion(models.Model):
    """What of the profile differs from the default, from a day on (append-only by trigger).

    `values` is flat: the name of a field of memos.profiles.fields, and its value as JSON. A drawing
    that is None stays that of the version which held before.
    """

    book = models.ForeignKey(LetterProfile, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(_("versi"), max_length=LABEL_LENGTH, unique=True)
    values = models.JSONField(default=dict)
    effective_on = models.DateField(_("berlaku mulai"))
    regency_drawing = models.ForeignKey(
        Blob,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("lambang daerah"),
    )
    state_drawing = models.ForeignKey(
        Blob,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("lambang negara"),
    )
    basis = models.CharField(_("dasar"), max_length=BASIS_LENGTH)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # None for whoever set a new installation up.
    position = models.ForeignKey(Position, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        app_label = "memos"
        verbose_name = _("versi profil naskah")
        verbose_name_plural = _("versi profil naskah")
        ordering = ("-id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="profile_version_has_basis", condition=~Q(basis="") & ~Q(label="")
            ),
        ]

    def __str__(self) -> str:
        return self.label
