"""When the human rungs of the ladder are offered: after the machine has reminded twice and told the giver.

A trial of the ladder (instructions/ladder/clock.py) holds back the machine, not the giver: a rung that
was only rehearsed counts as climbed towards the giver.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.models import Position
from instructions.ladder.rungs import Timer
from instructions.lifecycle import State
from instructions.models import Assignment, HandDelivery, Step
from instructions.models.ladder import Outcome as Reached
from workflow.actors import Actor
from workflow.refusals import Refusal

REMINDERS = 2

ANSWERED = Refusal("already_answered", _("Penerima sudah menjawab."))
TOO_EARLY = Refusal(
    "not_reminded_twice",
    _("Penerima belum diingatkan dua kali. Sigap masih mengingatkan dan meminta bantuan."),
)
STILL_CLIMBING = Refusal(
    "ladder_still_climbs",
    _(
        "Sigap masih meminta bantuan sekretaris dan atasan penerima. Tunggu sampai Anda diberi tahu."
    ),
)
UNDER_WAY = Refusal("delivery_under_way", _("Antaran sudah diminta dan belum selesai."))
REQUEST_ONLY = Refusal(
    "only_a_request",
    _("Ini permintaan koordinasi, bukan perintah: penjelasan tidak dapat diminta."),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be done now about one silent share; a refusal says why not yet."""

    share: Assignment
    by_hand: Refusal | None
    explanation: Refusal | None
    latest: HandDelivery | None = None
    """The newest delivery by hand of this share, open or over."""

    @property
    def any(self) -> bool:
        """Whether there is something to offer."""
        return self.by_hand is None or self.explanation is None


def gives(share: Assignment, actor: Actor) -> bool:
    """Whether one of the hats is of the giver's side of this share."""
    return any(share.parts_of(hat) & {"giver", "controller"} for hat in actor.hats)


def _is_silent(share: Assignment) -> bool:
    waits = share.status == State.SENT and share.answered_at is None
    return waits and not share.is_for_information


def refusal(share: Assignment, steps: Iterable[Step]) -> Refusal | None:
    """Why this share is not carried by hand yet; None if it may be.

    `steps` are those of the share. Only those towards the deadline that runs count.
    """
    if not _is_silent(share):
        return ANSWERED
    reached = [
        step
        for step in steps
        if step.rung.startswith(Timer.ANSWER)
        and step.deadline == share.answer_by
        and step.outcome != Reached.SKIPPED
    ]
    reminded = [
        step
        for step in reached
        if step.told_id == share.position_id and step.outcome == Reached.CLIMBED
    ]
    if len(reminded) < REMINDERS:
        return TOO_EARLY
    if not any(step.told_id == share.giver_id for step in reached):
        return STILL_CLIMBING
    return None


def for_shares(shares: Sequence[Assignment]) -> Mapping[int, Offered]:
    """What is offered about each share, by its id; two statements at most."""
    ids = [share.pk for share in shares]
    steps: dict[int, list[Step]] = {}
    silent = [share.pk for share in shares if _is_silent(share)]
    for step in Step.objects.filter(share__in=silent) if silent else ():
        steps.setdefault(step.share_id, []).append(step)
    latest: dict[int, HandDelivery] = {}
    for row in HandDelivery.objects.of_shares(ids).select_related("carrier"):
        latest.setdefault(row.share_id, row)
    return {
        share.pk: _offered(share, steps.get(share.pk, ()), latest.get(share.pk)) for share in shares
    }


def _offered(share: Assignment, steps: Iterable[Step], latest: HandDelivery | None) -> Offered:
    why = refusal(share, steps)
    by_hand = why
    if why is None and latest is not None and not latest.is_over:
        by_hand = UNDER_WAY
    explanation = why or (REQUEST_ONLY if share.is_coordination else None)
    return Offered(share, by_hand, explanation, latest)


def carriers() -> list[Position]:
    """Positions that carry, in the order of lists."""
    rows = Position.objects.filter(carries=True, is_active=True).select_related("unit")
    return list(rows.order_by("unit__name", "rank", "title", "pk"))
