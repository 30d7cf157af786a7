"""Being away: registering, coming back earlier, cancelling; and who stands in meanwhile.

By the person or by an administrator of a unit they belong to. A substitute gets a Plh. appointment
for each position the person was appointed to (UU 30/2014 art. 14: pelaksana harian while the
definitive holder is temporarily away), and loses it with the absence. The absent keep their hats:
they go on seeing, and what they do themselves stands in their own name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.guards import spoken
from accounts.hats import Hat
from accounts.models import APPOINTED, Absence, AbsenceKind, Appointment, Capacity, Person
from accounts.models.units import END
from workflow import door
from workflow.door import Deed, Done
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused, invalid

LONGEST = timedelta(days=366)
# An administrator writes down what began before anybody could: an illness over a weekend.
BACKDATED = timedelta(days=14)
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Away:
    """What is registered. Ids are public ids; no `person` for oneself."""

    why: str
    starts_on: date
    ends_on: date
    person: UUID | None = None
    substitute: UUID | None = None
    decree: str = ""


def register(away: Away, *, actor: Actor, at: datetime) -> Absence:
    """Register an absence; with a substitute, the Plh. appointments of that time.

    What lies before today is only on record: nobody stands in for days that are over. Raises
    Refused: `not_yours`, `no_position`, `hat_ended`, `unknown_why`, `unknown_substitute`, `same_person`,
    `substitute_absent`, `ends_before_start`, `too_long`, `too_far_ahead`, `day_has_passed`,
    `absences_overlap`.
    """
    today = timezone.localdate(at)
    try:
        with transaction.atomic():
            return _register(away, actor, at, today)
    except IntegrityError as error:
        if "absences_overlap" not in str(error):
            raise
        raise Refused(_overlap(away.starts_on, away.ends_on)) from error


def _register(away: Away, actor: Actor, at: datetime, today: date) -> Absence:
    person, substitute = _people(away, actor)
    posts = _posts(person, away.starts_on, away.ends_on)
    hat = door.confirm(_hat_for(actor, person, posts), "register", actor=actor, at=at)
    _check_days(away, today, backdated=person.pk != actor.person_id)
    _check_others(away, person, substitute)
    absence = Absence(
        person=person,
        substitute=substitute,
        why=away.why,
        starts_on=away.starts_on,
        ends_on=away.ends_on,
        decree=away.decree,
        moved_at=at,
    )
    # Why somebody is away may be their health: it stands on the row, which can be destroyed.
    facts = {**_days(absence), "substitute": str(substitute.public_id) if substitute else None}
    door.create_many([absence], "register", actor=actor, hat=hat, at=at, deed=Deed(facts=facts))
    if substitute is not None:
        _stand_in(absence, posts, today)
    return absence


def shorten(
    key: str, *, actor: Actor, at: datetime, ends_on: date, if_version: int | None = None
) -> Done[Absence]:
    """Come back earlier: `ends_on` is the new last day away, at the earliest yesterday.

    Who stands in stops with it. Raises Refused as the door does, `absence_is_over`, `not_earlier`,
    `day_has_passed`.
    """
    given = {"ends_on": ends_on}
    deed = Deed(data=given, facts={"ends_on": ends_on.isoformat()}, sets=given)
    with transaction.atomic():
        done = _act("shorten", key, deed, actor, at, if_version)
        rows = done.subject.stand_ins
        rows.filter(starts_on__gt=done.subject.ends_on).delete()
        rows.filter(ends_on__gt=done.subject.ends_on).update(ends_on=done.subject.ends_on)
    return done


def cancel(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> Done[Absence]:
    """Take back an absence of which no day has passed; nobody stands in any more.

    Raises Refused as the door does, `absence_has_begun`.
    """
    with transaction.atomic():
        done = _act("cancel", key, Deed(), actor, at, if_version)
        done.subject.stand_ins.all().delete()
    return done


def _act(
    verb: str, key: str, deed: Deed, actor: Actor, at: datetime, if_version: int | None
) -> Done[Absence]:
    """Through the door, in the hat that fits: which one is no question to ask anybody."""
    absence = Absence.visible_to(actor).filter(public_id=key).first()
    if absence is None:
        raise Refused(NOT_FOUND)
    fitting = [hat for hat in actor.hats if absence.parts_of(hat)]
    worn = actor.wearing(fitting[0].key) if fitting else actor
    return door.act(Absence, key, verb, actor=worn, at=at, deed=deed, if_version=if_version)


def _people(away: Away, actor: Actor) -> tuple[Person, Person | None]:
    """The person and the substitute, locked, so that neither becomes absent in the meantime."""
    ids = {away.person or actor.person.public_id, away.substitute}
    rows = Person.objects.filter(public_id__in=[each for each in ids if each], is_active=True)
    found = {each.public_id: each for each in rows.order_by("pk").select_for_update(no_key=True)}
    person = found.get(away.person or actor.person.public_id)
    if person is None:
        raise Refused(_not_yours())
    if away.substitute is None:
        return person, None
    if away.substitute not in found:
        sentence = _("Pengganti ini tidak dikenal.")
        raise Refused(invalid("substitute", "unknown_substitute", sentence))
    return person, found[away.substitute]


def _posts(person: Person, first: date, last: date) -> list[Appointment]:
    """What the person is appointed to on any of these days."""
    rows = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first),
        person=person,
        capacity__in=APPOINTED,
        starts_on__lte=last,
        position__is_active=True,
    )
    return list(rows.select_related("position__unit").order_by("position__rank", "pk"))


def _hat_for(actor: Actor, person: Person, posts: Sequence[Appointment]) -> Hat:
    """One's own first hat for oneself, the administrator's for others."""
    held = [hat for hat in actor.hats if hat.is_held]
    if person.pk == actor.person_id:
        if not held:
            sentence = _("Ketidakhadiran hanya dicatat untuk pemegang jabatan.")
            raise Refused(Refusal("no_position", sentence, Kind.NOT_YOURS))
        return held[0]
    paths = [post.position.unit.path for post in posts]
    for hat in held:
        top = hat.administers
        if top and any(top <= path < top + END for path in paths):
            return hat
    raise Refused(_not_yours())


def _not_yours() -> Refusal:
    sentence = _("Hanya yang bersangkutan atau pengelola unitnya yang mencatat ketidakhadiran.")
    return Refusal("not_yours", sentence, Kind.NOT_YOURS)


def _check_days(away: Away, today: date, *, backdated: bool) -> None:
    if away.why not in AbsenceKind.values:
        raise Refused(invalid("why", "unknown_why", _("Pilih alasan ketidakhadiran.")))
    if away.ends_on < away.starts_on:
        sentence = _("Hari terakhir mendahului hari pertama.")
        raise Refused(invalid("ends_on", "ends_before_start", sentence))
    if away.ends_on - away.starts_on > LONGEST:
        raise Refused(invalid("ends_on", "too_long", _("Paling lama satu tahun sekaligus.")))
    if away.starts_on > today + AHEAD:
        sentence = _("Paling jauh satu tahun di depan.")
        raise Refused(invalid("starts_on", "too_far_ahead", sentence))
    earliest = today - BACKDATED if backdated else today
    if away.starts_on < earliest:
        sentence = _("Hari pertama paling awal %(day)s.") % {"day": spoken(earliest)}
        raise Refused(invalid("starts_on", "day_has_passed", sentence))


def _check_others(away: Away, person: Person, substitute: Person | None) -> None:
    """Nobody is away twice, nor stands in while away."""
    if substitute is not None and substitute.pk == person.pk:
        sentence = _("Pengganti tidak boleh orang yang sama.")
        raise Refused(invalid("substitute", "same_person", sentence))
    both = [each.pk for each in (person, substitute) if each is not None]
    touching = Absence.objects.touching(away.starts_on, away.ends_on).filter(person__in=both)
    for other in touching.order_by("starts_on"):
        if other.person_id == person.pk:
            raise Refused(_overlap(other.starts_on, other.ends_on))
        sentence = _("Pengganti sendiri berhalangan %(first)s sampai %(last)s.")
        raise Refused(invalid("substitute", "substitute_absent", sentence % _spoken(other)))


def _overlap(first: date, last: date) -> Refusal:
    sentence = _("Bertumpuk dengan ketidakhadiran %(first)s sampai %(last)s yang sudah tercatat.")
    return invalid(
        "starts_on", "absences_overlap", sentence % {"first": spoken(first), "last": spoken(last)}
    )


def _spoken(absence: Absence) -> dict[str, str]:
    return {"first": spoken(absence.starts_on), "last": spoken(absence.ends_on)}


def _days(absence: Absence) -> dict[str, Any]:
    return {
        "starts_on": absence.starts_on.isoformat(),
        "ends_on": absence.ends_on.isoformat(),
    }


def _stand_in(absence: Absence, posts: Sequence[Appointment], today: date) -> None:
    """A Plh. for each position, for as long as it is the absent person's and not yet past."""
    rows = []
    for post in posts:
        first = max(absence.starts_on, post.starts_on, today)
        last = min(absence.ends_on, post.ends_on or absence.ends_on)
        if first <= last:
            rows.append(
                Appointment(
                    person=absence.substitute,
                    position=post.position,
                    capacity=Capacity.PLH,
                    starts_on=first,
                    ends_on=last,
                    decree=absence.decree,
                    absence=absence,
                )
            )
    Appointment.objects.bulk_create(rows)
