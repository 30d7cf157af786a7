"""What a giver should know of the chosen positions before sending.

An order to a vacant position starts with the line above it, one to an absent holder with who stands
in; where nobody does, somebody is offered as a further recipient. Why somebody is away is theirs:
the sentence says only until when.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.guards import spoken
from accounts.models import Absence, Capacity, Person, Position, PositionKind
from accounts.queries import Seat, seats
from accounts.seats import Acting, acting_for

VACANT = "vacant"
NOBODY = "nobody"
STOOD_IN = "stood_in"
ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - what a composer calls it
    """One thing to know about one position; `offer` would be a sensible further recipient.

    Codes: `vacant` (the line above receives), `nobody` (vacant, and nobody above either),
    `stood_in` (a Plh. receives), `absent` (away, and nobody stands in).
    """

    position: Position
    code: str
    sentence: str
    offer: Position | None = None


def warnings_for(positions: Iterable[Position], *, on: date) -> list[Warning]:
    """What to know before an order goes to these positions, in their order; seven statements at most.

    A position that is held by somebody present has none. An offer is never one of `positions`;
    whether the giver may order it is for the caller to say.
    """
    acting = acting_for(positions, on=on)
    by = [each.by.person for each in acting if each.by is not None]
    away = _away([person for person in by if person], on=on)
    told = [(each, _first_words(each, away)) for each in acting]
    deputies = _deputies([each for each, words in told if words], on=on)
    chosen = {each.position.pk for each in acting}
    return [
        Warning(each.position, *words, _offer(each, words[0], deputies, chosen))
        for each, words in told
        if words
    ]


def _away(people: Iterable[Person], *, on: date) -> dict[int, date]:
    """Until when each of these people is away; one statement."""
    rows = Absence.objects.touching(on, on).filter(person__in=[person.pk for person in people])
    return dict(rows.values_list("person_id", "ends_on"))


def _deputies(acting: Sequence[Acting], *, on: date) -> Mapping[int, Seat]:
    """The filled secretary of each unit, by unit, none of whom is away; at most three statements."""
    units = {each.position.unit_id for each in acting}
    posts = Position.objects.filter(
        unit__in=units, kind=PositionKind.AGENCY_SECRETARY, is_active=True
    ).order_by("-rank", "-pk")
    found = seats(posts, on=on) if units else []
    away = _away([seat.person for seat in found if seat.person], on=on) if found else {}
    return {
        seat.position.unit_id: seat
        for seat in found
        if seat.person is not None and seat.person.pk not in away
    }


def _offer(
    each: Acting, code: str, deputies: Mapping[int, Seat], chosen: Collection[int]
) -> Position | None:
    """The unit's secretary; for an absent holder of a unit without one, the superior."""
    if code == STOOD_IN:
        return None
    deputy = deputies.get(each.position.unit_id)
    seat = deputy or (each.above[0] if code == ABSENT and each.above else None)
    return None if seat is None or seat.position.pk in chosen else seat.position


def _first_words(each: Acting, away: Mapping[int, date]) -> tuple[str, str] | None:
    """Code and sentence, or None where all is well."""
    title = each.position.title
    if each.by is None or each.by.person is None:
        sentence = _("%(title)s kosong dan belum ada atasan yang mengisi.")
        return NOBODY, sentence % {"title": title}
    if each.is_vacant:
        sentence = _("%(title)s kosong. Perintah diterima atasannya: %(superior)s.")
        return VACANT, sentence % {"title": title, "superior": each.by.title}
    if each.by.person.pk in away:
        told = {"title": each.by.title, "day": spoken(away[each.by.person.pk])}
        sentence = _("%(title)s berhalangan sampai %(day)s dan belum ada penggantinya.")
        return ABSENT, sentence % told
    if each.by.capacity == Capacity.PLH:
        told = {"title": title, "acting": each.by.title, "name": each.by.person.full_name}
        sentence = _("%(title)s berhalangan. Perintah diterima %(acting)s, %(name)s.")
        return STOOD_IN, sentence % told
    return None
