"""What people do with what they are told: reading it, here or there."""

from datetime import datetime

from notifications.models import Notice
from notifications.silencing import silence_positions, silence_share
from workflow.actors import Actor


def mark_read(*, actor: Actor, at: datetime) -> int:
    """The bell was opened: everything shown to the actor's positions is read. Returns how many.

    What was still to be sent about it to this person is silenced.
    """
    hats = [actor.hat] if actor.hat is not None else list(actor.hats)
    positions = [hat.position_id for hat in hats if hat.position_id is not None]
    if actor.person_id is not None:
        silence_positions(positions, person_id=actor.person_id, at=at)
    rows = Notice.objects.visible_to(actor).filter(read_at__isnull=True)
    return Notice.objects.filter(pk__in=rows.order_by().values("pk")).update(read_at=at)


def opened(share_id: int, *, actor: Actor, at: datetime) -> int:
    """The share was on the actor's screen: what they were told of it need not reach them elsewhere."""
    if actor.person_id is None:
        return 0
    return silence_share(share_id, person_id=actor.person_id, at=at)
