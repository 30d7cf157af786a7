"""Who is away, and who stands in for them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, Self, cast

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import ABSENCE, AbsencePart, AbsenceStatus
from accounts.models.appointments import APPOINTED, Appointment
from accounts.models.people import Person
from accounts.models.units import END
from workflow.actors import Actor
from workflow.actors import Hat as WorkflowHat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves

if TYPE_CHECKING:
    from accounts.hats import Hat


class AbsenceKind(models.TextChoices):
    """Why somebody is away; an order in that time reaches who stands in."""

    LEAVE = "cuti", _("Cuti")
    ILLNESS = "sakit", _("Sakit")
    DUTY_TRAVEL = "dinas_luar", _("Dinas luar")
    TRAINING = "diklat", _("Diklat")


def administered(actor: Actor) -> Iterator[tuple["Hat", str]]:
    """The hats that administer units, with the unit's path."""
    for hat in cast("tuple[Hat, ...]", actor.hats):
        if hat.administers:
            yield hat, hat.administers


class AbsenceQuerySet(QuerySet["Absence"]):
    """Reads of absences."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, those one stands in for, and those of the people one administers."""
        seen = Q(person=actor.person_id) | Q(substitute=actor.person_id)
        for _hat, path in administered(actor):
            of_unit = Appointment.objects.filter(
                Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("starts_on")),
                person=OuterRef("person_id"),
                capacity__in=APPOINTED,
                starts_on__lte=OuterRef("ends_on"),
                position__unit__path__gte=path,
                position__unit__path__lt=path + END,
            )
            seen |= Q(Exists(of_unit))
        own = Case(When(person=actor.person_id, then=Value(value=True)), default=Value(value=False))
        posts = Appointment.objects.filter(capacity__in=APPOINTED).select_related("position__unit")
        return (
            self.filter(seen)
            .annotate(own=own)
            .select_related("person", "substitute")
            .prefetch_related(Prefetch("person__appointments", queryset=posts, to_attr="posts"))
        )

    def registered(self) -> Self:
        """Without the cancelled ones."""
        return self.filter(status=AbsenceStatus.REGISTERED)

    def touching(self, first: date, last: date) -> Self:
        """Registered ones with at least one day between the two, both included."""
        return self.registered().filter(starts_on__lte=last, ends_on__gte=first)


class Absence(Subject):
    """A person is away from one day to another, both included.

    A substitute holds the person's positions as Plh. for that time (rows of `stand_ins`), so that
    orders, reminders and signature blocks need no rule of their own for it.
    """

    kind: ClassVar = "absence"
    lifecycle: ClassVar = ABSENCE
    sealed_by: ClassVar = frozenset({"register"})
    fixed_columns: ClassVar = ("person_id",)

    own: bool  # whether it is the reader's; only from visible_to()

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    why = models.CharField(max_length=12, choices=AbsenceKind.choices)
    substitute = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    decree = models.CharField(max_length=80, blank=True, help_text=_("Nomor surat perintah Plh."))
    status = StatusField(
        default=AbsenceStatus.REGISTERED,
        choices=AbsenceStatus.choices,
        max_length=16,
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("ketidakhadiran")
        verbose_name_plural = _("ketidakhadiran")
        ordering = ("-starts_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["person", "ends_on"], name="absence_of_person"),
            models.Index(fields=["substitute", "ends_on"], name="absence_of_substitute"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Tanggal akhir tidak boleh sebelum tanggal mulai."),
            ),
            models.CheckConstraint(
                name="absence_kind_is_known", condition=Q(why__in=AbsenceKind.values)
            ),
            models.CheckConstraint(
                name="absence_status_is_known", condition=Q(status__in=AbsenceStatus.values)
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves",
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("person")),
                violation_error_message=_("Pengganti tidak boleh orang yang sama."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_why_display()} {self.starts_on}"

    def parts_of(self, hat: WorkflowHat) -> frozenset[str]:
        """The person away in any position of theirs; the administrator of a unit they belong to."""
        worn = cast("Hat", hat)
        if not worn.is_held:
            return frozenset()
        played = {AbsencePart.SELF} if self.own else set()
        posts: list[Appointment] = getattr(self.person, "posts", [])
        paths = [post.position.unit.path for post in posts if self.touches(post)]
        if worn.administers and any(
            worn.administers <= path < worn.administers + END for path in paths
        ):
            played.add(AbsencePart.ADMINISTRATOR)
        return frozenset(played)

    def touches(self, post: Appointment) -> bool:
        """Whether the appointment has a day in common with the absence."""
        return post.starts_on <= self.ends_on and (
            post.ends_on is None or post.ends_on >= self.starts_on
        )

    @moves(ABSENCE, "register")
    def register(self, *, at: datetime) -> None:
        """Born with all its facts."""

    @moves(ABSENCE, "shorten")
    def shorten(self, *, at: datetime, ends_on: date) -> None:
        """The new last day."""
        self.ends_on = ends_on

    @moves(ABSENCE, "cancel")
    def cancel(self, *, at: datetime) -> None:
        """As if it had never been to be."""
