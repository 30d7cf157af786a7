"""Review: the chain of parafs, and the approval where there is none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Position
from memos import parafs
from memos.actions.drafting import MemoDone, locked
from memos.actions.words import position_of
from memos.course_rows import Paraf, ParafKind
from memos.lifecycle import Status
from memos.models import Memo
from workflow import door
from workflow.actors import Actor
from workflow.door import Deed, Done
from workflow.text import said


def approve(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> MemoDone:
    """Say that it is complete and right, where nobody else is asked.

    Also raises Refused `<field>_required`, `signer_vacant`, `parafs_first`.
    """
    return door.act(Memo, key, "approve", actor=actor, at=at, if_version=if_version)


def route(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    superiors: Sequence[Any] = (),
    coordinators: Sequence[Any] = (),
    if_version: int | None = None,
) -> MemoDone:
    """Say whose parafs are asked, as public ids of positions in their order; none removes the chain.

    Also raises Refused `unknown_position` and those of `parafs.chain_of`.
    """
    given = [(ParafKind.SUPERIOR, position_of("superiors", str(one))) for one in superiors]
    given += [
        (ParafKind.COORDINATION, position_of("coordinators", str(one))) for one in coordinators
    ]
    deed = Deed(
        facts={"parafs": [str(position.public_id) for _kind, position in given]},
        sets={"parafs_asked": len(given)},
    )
    with transaction.atomic():
        done = door.act(Memo, key, "route", actor=actor, at=at, deed=deed, if_version=if_version)
        named = [(str(kind), one) for kind, one in given]
        rows = parafs.chain_of(done.subject, named, on=timezone.localdate(at))
        done.subject.parafs.all().delete()
        Paraf.objects.bulk_create(rows)
    return done


def submit(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> MemoDone:
    """Let the chain begin. Also raises Refused `no_parafs`, `<field>_required`, `signer_vacant`."""
    with transaction.atomic():
        memo = locked(key, actor)
        first = _next(parafs.waiting(memo)) if memo is not None else None
        deed = Deed(sets={"next_paraf": first})
        return door.act(Memo, key, "submit", actor=actor, at=at, deed=deed, if_version=if_version)


def initial(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> MemoDone:
    """Give the paraf that is waited for; the last one approves the memo.

    Who gave theirs already and is not asked again gets the memo as it stands.
    """
    with transaction.atomic():
        memo = locked(key, actor)
        if memo is None or memo.status != Status.IN_REVIEW:
            return door.act(Memo, key, "initial", actor=actor, at=at, if_version=if_version)
        mine = {hat.position_id for hat in actor.hats}
        if memo.next_paraf_id not in mine and _has_given(memo, actor):
            return Done(memo, None)
        open_rows = parafs.waiting(memo)
        deed = Deed(sets={"next_paraf": _next(open_rows[1:])})
        done = door.act(Memo, key, "initial", actor=actor, at=at, deed=deed, if_version=if_version)
        given = open_rows[0]
        given.person_id, given.at = actor.person_id, done.subject.moved_at
        given.save(update_fields=["person", "at"])
    return done


def _next(rows: Sequence[Paraf]) -> Position | None:
    return rows[0].position if rows else None


def _has_given(memo: Memo, actor: Actor) -> bool:
    given = memo.parafs.filter(at__isnull=False).values_list("person_id", flat=True)
    return actor.person_id in set(given)


def release(key: str, *, actor: Actor, at: datetime, if_version: int | None = None) -> MemoDone:
    """Let the secretariat read an explanation about an order between giver and recipient alone.

    Also raises Refused `desk_reads_it_already`.
    """
    return door.act(Memo, key, "release", actor=actor, at=at, if_version=if_version)


def return_for_repair(
    key: str, *, actor: Actor, at: datetime, reason: str, if_version: int | None = None
) -> MemoDone:
    """Send it back to whoever writes it; parafs that were given are void."""
    deed = Deed(contents={"reason": said("reason", reason)})
    with transaction.atomic():
        done = door.act(
            Memo, key, "return_for_repair", actor=actor, at=at, deed=deed, if_version=if_version
        )
        if not done.repeated:
            parafs.erase(done.subject)
    return done
