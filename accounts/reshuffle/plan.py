"""What a reshuffle changes, and why it cannot: a pure function of its rows and the scene.

The old appointments end on the eve of the effective date, the new ones begin on the date. Nothing
is guessed: a post with somebody in it who is not leaving, a person who is not where the decree says
or who would hold two posts, is a fault with its line and column. Plt. and Plh. end by themselves
when their post gets a holder, and a stand-in ends with the holder it stood in for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from accounts.hats import titled
from accounts.models import Appointment, Capacity, ReshuffleRow
from accounts.models.reshuffles import APPOINTED
from accounts.reshuffle.scene import Scene
from accounts.tables import Fault, Faults

FROM, TO, AS, WHO = "dari_jabatan", "ke_jabatan", "sebagai", "nip"

INDEFINITE = date.max


class Why(Enum):
    """Why an appointment ends."""

    MOVED = "moved"
    """Its holder leaves, as a row says."""
    FILLED = "filled"
    """Plt. or Plh. in a post that gets a holder (or another Plt.)."""
    STOOD_IN = "stood_in"
    """It stood in for somebody who leaves."""


@dataclass(frozen=True, slots=True)
class Ending:
    """An appointment that ends on the eve; `removed` where it would only have begun later."""

    appointment: Appointment
    line: int
    why: Why
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is allowed and worth a second look: the line and a sentence."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that would be written, in the order of lines, and all that stands against it."""

    endings: Sequence[Ending]
    beginnings: Sequence[tuple[ReshuffleRow, Appointment]]
    faults: Sequence[Fault]
    remarks: Sequence[Remark]
    before: Sequence[Appointment]
    """Of the scene's appointments: those in force on the eve."""
    after: Sequence[Appointment]
    """Of the scene's appointments and the new ones: those in force on the effective date."""


def plan(rows: Sequence[ReshuffleRow], scene: Scene, *, decree: str) -> Plan:
    """The plan of rows (saved or not) on a scene; asks the database nothing."""
    made = _Planner(scene, decree)
    ordered = sorted(rows, key=lambda row: row.line)
    made.refuse_doubles(ordered)
    for row in ordered:
        made.leave(row)
    for row in ordered:
        made.enter(row)
    for row in ordered:
        made.look_at_person(row)
    return made.plan()


def ends(row: Appointment) -> date:
    """The last day of an appointment, the end of time where none is set."""
    return row.ends_on or INDEFINITE


@dataclass
class _Planner:
    scene: Scene
    decree: str
    faults: Faults = field(default_factory=Faults)
    remarks: list[Remark] = field(default_factory=list)
    endings: dict[int, Ending] = field(default_factory=dict)
    beginnings: list[tuple[ReshuffleRow, Appointment]] = field(default_factory=list)
    of_person: dict[int, list[Appointment]] = field(default_factory=lambda: defaultdict(list))
    in_post: dict[int, list[Appointment]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for row in self.scene.appointments:
            self.of_person[row.person_id].append(row)
            self.in_post[row.position_id].append(row)

    # --- What ends and begins -------------------------------------------------------------------

    def leave(self, row: ReshuffleRow) -> None:
        """End what the person holds in the old post, and whoever stands in for them there."""
        if row.from_position is None:
            return
        held = [
            mine
            for mine in self.of_person[row.person_id]
            if mine.position_id == row.from_position_id
            and mine.capacity != Capacity.PLH
            and mine.starts_on <= self.scene.eve
        ]
        if not held:
            sentence = _("%(who)s tidak memegang jabatan ini pada %(day)s.")
            facts = {"who": row.person.full_name, "day": _day(self.scene.eve)}
            self._fault(row, FROM, "not_in_office", sentence % facts)
            return
        for mine in held:
            self._end(mine, row, Why.MOVED, FROM)
        for other in self.in_post[row.from_position.pk]:
            if other.absence is not None and other.absence.person_id == row.person_id:
                self._end(other, row, Why.STOOD_IN, FROM)

    def enter(self, row: ReshuffleRow) -> None:
        """Begin in the new post; a Plt. or Plh. there makes room, a holder does not."""
        if row.to_position is None:
            return
        for other in list(self.in_post[row.to_position.pk]):
            if other.pk in self.endings or ends(other) < self.scene.effective_on:
                continue
            if other.capacity in APPOINTED:
                self._meet_holder(row, other)
            elif row.is_appointed or other.capacity == row.capacity:
                self._make_room(row, other)
        begun = Appointment(
            person=row.person,
            position=row.to_position,
            capacity=row.capacity,
            starts_on=self.scene.effective_on,
            decree=self.decree,
        )
        self.beginnings.append((row, begun))

    def _meet_holder(self, row: ReshuffleRow, holder: Appointment) -> None:
        name, since = holder.person.full_name, _day(holder.starts_on)
        facts = {"who": name, "since": since}
        if not row.is_appointed:
            sentence = _("Masih ada pejabatnya: %(who)s. Plt. baru bertindak bila jabatan lowong.")
            self.remarks.append(Remark(row.line, sentence % facts))
        elif holder.starts_on > self.scene.eve:
            sentence = _("Jabatan ini sudah diisi %(who)s mulai %(since)s.")
            self._fault(row, TO, "taken_from_a_later_day", sentence % facts)
        elif holder.person_id == row.person_id and holder.capacity == row.capacity:
            sentence = _("%(who)s sudah memegang jabatan ini sejak %(since)s.")
            self._fault(row, TO, "nothing_changes", sentence % facts)
        else:
            sentence = _("Masih dipegang %(who)s sejak %(since)s; ia belum dipindahkan dari sini.")
            self._fault(row, TO, "post_is_held", sentence % facts)

    def _make_room(self, row: ReshuffleRow, other: Appointment) -> None:
        later = other.starts_on > self.scene.eve
        if later and other.absence is None:
            facts = {
                "who": titled(other.capacity, other.person.full_name),
                "since": _day(other.starts_on),
            }
            sentence = _("Jabatan ini sudah diisi %(who)s mulai %(since)s.")
            self._fault(row, TO, "taken_from_a_later_day", sentence % facts)
        else:
            self._end(other, row, Why.FILLED, TO)

    def _end(self, ended: Appointment, row: ReshuffleRow, why: Why, column: str) -> None:
        """Note an ending, unless it is over by then; another decree's end is not moved."""
        if ended.pk in self.endings:
            return
        if ended.ends_on is not None and ended.ends_on <= self.scene.eve:
            return
        other = self.scene.ended_by.get(ended.pk)
        if other is not None and ended.ends_on is not None:
            facts = {"decree": other, "day": _day(ended.ends_on)}
            sentence = _(
                "SK %(decree)s sudah mengatur jabatan ini sampai %(day)s. Tarik SK itu dulu."
            )
            self._fault(row, column, "set_by_another_decree", sentence % facts)
            return
        later = ended.starts_on > self.scene.eve
        self.endings[ended.pk] = Ending(ended, row.line, why, removed=later)

    # --- What cannot be -------------------------------------------------------------------------

    def refuse_doubles(self, rows: Iterable[ReshuffleRow]) -> None:
        """Two lines that say the same, or give one post to two people."""
        first: dict[tuple[object, ...], int] = {}
        for row in rows:
            for column, key in _claims(row):
                line = first.setdefault((column, *key), row.line)
                if line != row.line:
                    sentence = _("Sudah disebut di baris %(line)s.")
                    self._fault(row, column, "said_twice", sentence % {"line": line})

    def look_at_person(self, row: ReshuffleRow) -> None:
        """Nobody is left holding two posts, and no later decree is crossed."""
        if not (row.from_position_id or row.is_appointed):
            return
        for held in self.of_person[row.person_id]:
            facts = {"title": held.position.title, "day": _day(held.starts_on)}
            if held.capacity not in APPOINTED or held.pk in self.endings:
                continue
            if held.starts_on > self.scene.eve:
                sentence = _("Sudah ditetapkan di %(title)s mulai %(day)s.")
                self._fault(row, WHO, "moves_again_later", sentence % facts)
            elif (
                row.capacity == held.capacity == Capacity.DEFINITIVE
                and ends(held) >= self.scene.effective_on
                and held.position_id != row.to_position_id
            ):
                sentence = _("Masih definitif di %(title)s; isi jabatan yang ditinggalkan.")
                self._fault(row, FROM, "still_in_office", sentence % facts)

    def _fault(self, row: ReshuffleRow, column: str, code: str, sentence: str) -> None:
        cells = {WHO: row.person.nip, FROM: row.from_position, TO: row.to_position}
        value = str(cells.get(column) or "")
        self.faults.add(code, line=row.line, column=column, value=value, reason=sentence)

    # --- The result -----------------------------------------------------------------------------

    def plan(self) -> Plan:
        """Everything found, as one value."""
        on = self.scene.effective_on
        staying = [
            row
            for row in self.scene.appointments
            if row.starts_on <= on <= ends(row) and row.pk not in self.endings
        ]
        return Plan(
            endings=tuple(self.endings.values()),
            beginnings=tuple(self.beginnings),
            faults=tuple(self.faults.sorted()),
            remarks=tuple(self.remarks),
            before=tuple(
                row
                for row in self.scene.appointments
                if row.starts_on <= self.scene.eve <= ends(row)
            ),
            after=(*staying, *(begun for _row, begun in self.beginnings)),
        )


def _claims(row: ReshuffleRow) -> Iterable[tuple[str, tuple[object, ...]]]:
    """What only one line may say: who leaves a post, who comes to it, where a person goes."""
    if row.from_position_id:
        yield FROM, ("leaves", row.person_id, row.from_position_id)
    if row.to_position_id:
        yield TO, ("comes", row.to_position_id)
    if row.capacity == Capacity.DEFINITIVE:
        yield WHO, ("goes", row.person_id)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
