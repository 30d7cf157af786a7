"""What the office does with a reshuffle: look at a file, prepare, decide, withdraw.

Each takes the actor and the time, and raises `Refused` as `workflow.door.act` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import Reshuffle, ReshuffleRow, Unit
from accounts.reshuffle import writing
from accounts.reshuffle.lifecycle import RESHUFFLE, Status
from accounts.reshuffle.plan import plan
from accounts.reshuffle.queries import administered_root
from accounts.reshuffle.rows import Decree, read_decree
from accounts.reshuffle.scene import scene_of
from accounts.tables import Fault, Faults
from workflow import door
from workflow.door import Deed, Done
from workflow.refusals import NOT_FOUND, Refusal, Refused
from workflow.text import said

ReshuffleDone = Done[Reshuffle]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says, or everything that is wrong with it."""

    decree: Decree | None
    faults: Sequence[Fault]


def office_of(actor: Actor) -> Unit:
    """The regency whose posts the actor administers. Raises Refused `not_found` for others."""
    hats = [actor.hat] if actor.hat is not None else list(actor.hats)
    for hat in hats:
        root = administered_root(hat)
        if root is not None:
            return root
    raise Refused(NOT_FOUND)


def look_at(data: bytes, filename: str, *, actor: Actor) -> Reading:
    """Read a file and hold it against the appointments there are; saves nothing.

    Five statements however many rows.
    """
    faults = Faults()
    decree = read_decree(data, filename, root=office_of(actor), faults=faults)
    if decree is not None:
        scene = scene_of(decree.rows, effective_on=decree.effective_on)
        found = plan(decree.rows, scene, decree=decree.number).faults
        return Reading(None if found else decree, found)
    return Reading(None, faults.sorted())


def prepare(decree: Decree, *, actor: Actor, at: datetime) -> Reshuffle:
    """Keep a decree that was looked at, for the preview; no appointment changes.

    The same file again is the same reshuffle. Raises Refused `decree_taken` where the number
    belongs to another one of that year.
    """
    try:
        with transaction.atomic():
            return _kept(decree) or _prepare(decree, actor, at)
    except IntegrityError as error:
        if "reshuffle" not in str(error):
            raise
        kept = _kept(decree)
        if kept is None:
            raise
        return kept


def _kept(decree: Decree) -> Reshuffle | None:
    rows = Reshuffle.objects.exclude(status=Status.WITHDRAWN)
    kept = rows.filter(decree__iexact=decree.number, year=decree.dated.year).first()
    if kept is not None and kept.digest != decree.digest:
        sentence = _("SK %(decree)s sudah dimasukkan dengan isi lain. Tarik yang lama dahulu.")
        raise Refused(Refusal("decree_taken", sentence % {"decree": kept.decree}))
    return kept


def _prepare(decree: Decree, actor: Actor, at: datetime) -> Reshuffle:
    made = Reshuffle(
        unit=office_of(actor),
        decree=decree.number,
        year=decree.dated.year,
        decree_on=decree.dated,
        effective_on=decree.effective_on,
        digest=decree.digest,
        entered_by=actor.person,
        moved_at=at,
    )
    hat = door.pick_hat(made, RESHUFFLE.move("prepare"), actor)
    deed = Deed(facts={"rows": len(decree.rows)})
    door.create_many([made], "prepare", actor=actor, hat=hat, at=at, deed=deed)
    for row in decree.rows:
        row.reshuffle = made
    ReshuffleRow.objects.bulk_create(decree.rows)
    return made


def decide(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> ReshuffleDone:
    """Write the dated appointments of all rows, or none. They take effect on their day.

    Also raises Refused `reshuffle_does_not_fit` with the first row that contradicts what is there.
    """
    with transaction.atomic():
        done = door.act(Reshuffle, key, "decide", actor=actor, at=at, if_version=if_version)
        if not done.repeated:
            writing.write(done.subject)
    return done


def withdraw(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> ReshuffleDone:
    """Take it back before its day; what deciding wrote becomes exactly what it was.

    Also raises Refused `already_in_force`, `changed_since`.
    """
    deed = Deed(contents={"reason": said("reason", reason)})
    with transaction.atomic():
        done = door.act(
            Reshuffle, key, "withdraw", actor=actor, at=at, deed=deed, if_version=if_version
        )
        if done.entry is not None and done.entry.source == Status.DECIDED:
            writing.restore(done.subject)
    return done
