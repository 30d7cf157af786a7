"""Working copies: what was typed into the editor since the memo was last saved, kept on the way.

A memo's own words change by `memos.actions.edit` alone; a working copy is nobody's history.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from memos.body.allow import HTML, cleaned
from memos.body.models import WorkingCopy
from memos.lifecycle import MEMO
from memos.models import Memo
from workflow import door
from workflow.actors import Actor
from workflow.refusals import NOT_FOUND, Kind, Refusal, Refused
from workflow.table import Moment

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the editor holds: since which version of the memo, on top of which revision kept."""

    html: str
    base: int
    revision: int


def writable(key: str, *, actor: Actor, at: datetime) -> Memo:
    """The memo, if the actor may change its words now.

    Raises Refused `not_found`, `not_yours`, `choose_hat`, `not_now`.
    """
    memo = Memo.visible_to(actor).filter(public_id=key).first()
    if memo is None:
        raise Refused(NOT_FOUND)
    move = MEMO.move("edit")
    door.pick_hat(memo, move, actor)
    refusal = door.refusal_of(memo, move, Moment(actor, at, {}))
    if refusal is not None:
        raise Refused(refusal)
    return memo


def keep(key: str, typed: Typed, *, actor: Actor, at: datetime) -> WorkingCopy:
    """Keep what was typed for its writer, in place of the revision it was typed on.

    Raises Refused as `writable` does, those of `allow.cleaned`, and `copy_stale` (412) where a
    newer revision was kept elsewhere: nothing is overwritten.
    """
    memo = writable(key, actor=actor, at=at)
    if actor.person_id is None:
        raise Refused(NOT_FOUND)
    html = cleaned(typed.html, HTML)
    with transaction.atomic():
        WorkingCopy.objects.filter(at__lt=at - KEPT_FOR).delete()
        facts = {"html": html, "base": typed.base, "at": at, "revision": typed.revision + 1}
        mine = WorkingCopy.objects.filter(memo=memo, person_id=actor.person_id)
        if mine.filter(revision=typed.revision).update(**facts):
            return mine.get()
        if typed.revision or mine.exists():
            return _again(mine, html)
        try:
            with transaction.atomic():
                return WorkingCopy.objects.create(memo=memo, person_id=actor.person_id, **facts)
        except IntegrityError as error:
            raise Refused(_stale()) from error


def _again(mine: QuerySet[WorkingCopy], html: str) -> WorkingCopy:
    """The same words a second time are no conflict: the answer to the first was lost."""
    kept = mine.first()
    if kept is None or kept.html != html:
        raise Refused(_stale())
    return kept


def _stale() -> Refusal:
    sentence = _("Isi naskah ini sedang ditulis juga di tempat lain. Bandingkan dahulu.")
    return Refusal("copy_stale", sentence, Kind.STALE)


def copy_of(memo: Memo, person: Person | int | None) -> WorkingCopy | None:
    """What this person typed and did not save yet."""
    return WorkingCopy.objects.filter(memo=memo, person=person).first()


def drop(memo_key: str, person_id: int | None) -> None:
    """The words were saved or given up."""
    if person_id is None:
        return
    WorkingCopy.objects.filter(memo__public_id=memo_key, person_id=person_id).delete()
