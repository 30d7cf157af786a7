"""Who acted, in what hat: people, titles and what hats rested on that day, in a few statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.hats import titled
from accounts.models import Absence, Appointment, Capacity, Delegation, Person, Position
from accounts.vacancies import LEVELS
from instructions.chronology.lines import Right
from workflow.models import Entry

ABOVE = tuple(
    "__".join(["superior"] * (level - 1) + ["superior_id"]) for level in range(1, LEVELS + 1)
)
"""Columns of a position's superiors, the nearest first."""


@dataclass(frozen=True, slots=True)
class Who:
    """A person, the hat's words, its kind, and the kind in words."""

    person: str
    title: str
    right: Right
    label: str


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of everyone in a chronology, by id."""

    people: Mapping[int, str]
    titles: Mapping[int, str]
    above: Mapping[int, Sequence[int]]
    """Superiors of each position, as they are now."""
    held: Mapping[int, Sequence[Appointment]]
    """Appointments by position, in order of their first day."""
    lent: Mapping[int, Sequence[Delegation]]
    """Delegations by the position they lend."""
    entered: Mapping[int, datetime]
    """When each absence was put on record, by its id: nobody stood in before."""

    def who(
        self, person_id: int | None, position_id: int | None, at: datetime, *, delegated: bool
    ) -> Who:
        """The person and the hat as they were on the day of `at`."""
        if person_id is None:
            return Who(_("Sistem"), "", Right.SYSTEM, label_of(Right.SYSTEM))
        person = self.people.get(person_id, _("Orang yang tidak dikenal"))
        if position_id is None:  # what followed by itself from an act of theirs
            return Who(person, "", Right.SYSTEM, label_of(Right.SYSTEM))
        title, day = self.titles.get(position_id, ""), timezone.localdate(at)
        if self._plays_vacant(person_id, position_id, day, delegated=delegated):
            words = _("%(title)s (kosong)") % {"title": title}
            return Who(person, words, Right.VACANT, label_of(Right.VACANT))
        if delegated:
            words = _("untuk %(title)s") % {"title": title}
            return Who(person, words, Right.AIDE, label_of(Right.AIDE))
        row = self.appointment(person_id, position_id, day)
        right = Right(row.capacity) if row else Right.UNKNOWN
        worn = titled(row.capacity, title) if row else title
        return Who(person, worn, right, label_of(right))

    def is_vacant(self, position_id: int, day: date) -> bool:
        """Whether nobody held the position on a day."""
        return not any(is_in_force(row, day) for row in self.held.get(position_id, ()))

    def _plays_vacant(
        self, person_id: int, position_id: int, day: date, *, delegated: bool
    ) -> bool:
        """Whether it was nobody's that day, and the superior's or the secretariat's to play."""
        if not self.is_vacant(position_id, day):
            return False
        if delegated:  # an aide of the vacant position, or else the secretariat
            lent = self.lent.get(position_id, ())
            return not any(row.person_id == person_id and is_in_force(row, day) for row in lent)
        return any(self.appointment(person_id, up, day) for up in self.above.get(position_id, ()))

    def appointment(self, person_id: int, position_id: int | None, day: date) -> Appointment | None:
        """The person's appointment to the position in force on a day; the latest of several."""
        fitting = [
            row
            for row in self.held.get(position_id or 0, ())
            if row.person_id == person_id and is_in_force(row, day)
        ]
        return fitting[-1] if fitting else None


def is_in_force(row: Appointment | Delegation, day: date) -> bool:
    """Whether an appointment or a delegation runs on a day."""
    return row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)


def label_of(right: Right) -> str:
    """The kind of a hat in words."""
    words = {
        Right.AIDE: _("atas pelimpahan"),
        Right.VACANT: _("jabatan kosong"),
        Right.UNKNOWN: _("pengangkatan tidak tercatat"),
        Right.SYSTEM: _("otomatis"),
    }
    return words.get(right) or str(Capacity(right.value).label)


def names(
    people: Iterable[int | None], positions: Iterable[int | None], *, boxes: Collection[int] = ()
) -> Names:
    """Look up people and positions; of `boxes` (recipients' positions) everyone who ever held them.

    Holders of `boxes` are among the people whether or not they acted.
    """
    ids = {pk for pk in people if pk}
    posts = {pk for pk in positions if pk} | set(boxes)
    titles, above = {}, {}
    for pk, title, *ups in Position.objects.filter(pk__in=posts).values_list("pk", "title", *ABOVE):
        titles[pk], above[pk] = title, [up for up in ups if up]
    ups = {up for line in above.values() for up in line}
    rows = Appointment.objects.filter(Q(position__in=posts) | Q(position__in=ups, person__in=ids))
    held: dict[int, list[Appointment]] = defaultdict(list)
    for row in rows.order_by("starts_on", "pk"):
        held[row.position_id].append(row)
    ids |= {row.person_id for pk in boxes for row in held[pk]}
    lent: dict[int, list[Delegation]] = defaultdict(list)
    for each in Delegation.objects.filter(principal__in=posts, person__in=ids):
        lent[each.principal_id].append(each)
    found = {person.pk: person.full_name for person in Person.objects.filter(pk__in=ids)}
    return Names(found, titles, above, held, lent, _entered(held, boxes))


def _entered(
    held: Mapping[int, Sequence[Appointment]], boxes: Iterable[int]
) -> dict[int, datetime]:
    ids = {row.absence_id for pk in boxes for row in held[pk] if row.absence_id}
    born = Entry.objects.filter(kind=Absence.kind, subject_id__in=ids, n=1) if ids else ()
    return {entry.subject_id: entry.at for entry in born}
