"""Who acted, in what hat: people, titles and appointments of the day, in three statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.hats import titled
from accounts.models import Appointment, Capacity, Person, Position
from instructions.chronology.lines import Right


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
    held: Mapping[int, Sequence[Appointment]]
    """Appointments by position, in order of their first day."""

    def who(
        self, person_id: int | None, position_id: int | None, at: datetime, *, delegated: bool
    ) -> Who:
        """The person and the hat as they were on the day of `at`."""
        if person_id is None:
            return Who(_("Sistem"), "", Right.SYSTEM, label_of(Right.SYSTEM))
        person = self.people.get(person_id, _("Orang yang tidak dikenal"))
        title = self.titles.get(position_id or 0, "")
        if delegated:
            return Who(
                person, _("untuk %(title)s") % {"title": title}, Right.AIDE, label_of(Right.AIDE)
            )
        row = self.appointment(person_id, position_id, timezone.localdate(at))
        right = Right(row.capacity) if row else Right.UNKNOWN
        worn = titled(row.capacity, title) if row else title
        return Who(person, worn, right, label_of(right))

    def appointment(self, person_id: int, position_id: int | None, day: date) -> Appointment | None:
        """The person's appointment to the position in force on a day; the latest of several."""
        fitting = [
            row
            for row in self.held.get(position_id or 0, ())
            if row.person_id == person_id and is_in_force(row, day)
        ]
        return fitting[-1] if fitting else None


def is_in_force(row: Appointment, day: date) -> bool:
    """Whether an appointment runs on a day."""
    return row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)


def label_of(right: Right) -> str:
    """The kind of a hat in words."""
    words = {
        Right.AIDE: _("atas pelimpahan"),
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
    rows = Appointment.objects.filter(
        Q(position__in=posts, person__in=ids) | Q(position__in=list(boxes))
    )
    held: dict[int, list[Appointment]] = defaultdict(list)
    for row in rows.order_by("starts_on", "pk"):
        held[row.position_id].append(row)
        ids.add(row.person_id)
    found = {person.pk: person.full_name for person in Person.objects.filter(pk__in=ids)}
    titles = dict(Position.objects.filter(pk__in=posts).values_list("pk", "title"))
    return Names(found, titles, held)
