"""One entry for all whom a rung reaches: a climb, born with whom it tells of which shares."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from uuid6 import uuid7

from instructions.models import Instruction
from instructions.models.ladder import Climb, Step
from workflow import door
from workflow.actors import Clockwork


def by_position(steps: Iterable[Step]) -> dict[int, list[int]]:
    """Ids of the shares each position is told of, by the position's id."""
    found: dict[int, list[int]] = defaultdict(list)
    for step in steps:
        if step.told_id is not None:
            found[step.told_id].append(step.share_id)
    return found


def named(steps: Iterable[Step]) -> dict[int, list[str]]:
    """Titles of the recipients each position is told of, by the position's id."""
    found: dict[int, list[str]] = defaultdict(list)
    for step in steps:
        if step.told_id is not None:
            found[step.told_id].append(step.share.position.title)
    return found


def tell(
    order: Instruction,
    rung: str,
    verb: str,
    told: Mapping[int, list[int]],
    *,
    at: datetime,
    named: Mapping[int, list[str]] | None = None,
) -> Climb:
    """Birth the climb; `told` is who hears of which shares, as `by_position` gives it.

    `named` are the recipients to be spoken of by title, as `named` gives them.
    Must be called inside a transaction.
    """
    made = Climb(public_id=uuid7(), instruction=order, rung=rung, moved_at=at)
    # JSON has no other keys than strings.
    facts: dict[str, Any] = {
        "rung": rung, "told": {str(pk): sorted(told[pk]) for pk in sorted(told)}
    }  # fmt: skip
    if named:
        facts["named"] = {str(pk): sorted(named[pk]) for pk in sorted(named)}
    actor = Clockwork(request_id=f"ladder-{timezone.localtime(at):%Y%m%d%H%M}")
    door.create_many([made], verb, actor=actor, hat=None, at=at, deed=door.Deed(facts=facts))
    return made
