"""Who may see a delivery by hand. What each may read of it: docs/visibility.md."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import F, Q, QuerySet

from instructions.queries import SECRET, keeps_registers, one_of
from workflow.actors import Actor

if TYPE_CHECKING:
    from instructions.models import HandDelivery  # noqa: F401 - in strings

OPEN = ("ordered", "taken")


class HandDeliveryQuerySet(QuerySet["HandDelivery"]):
    """Reads of deliveries by hand."""

    def visible_to(self, actor: Actor) -> Self:
        """The carrier's own, the giver's side's, and the desk's where the order is not secret."""
        held = [hat.position_id for hat in actor.hats]
        secrecy = "instruction__classification"
        seen = Q(carrier_id__in=held)
        seen |= one_of(actor, ("share__giver_id",), secrecy)
        controlled = one_of(actor, ("instruction__controller_id",), secrecy)
        seen |= controlled & Q(share__parent__isnull=True)
        if keeps_registers(actor):
            seen |= ~Q(instruction__classification__in=SECRET)
        return self.filter(seen).select_related(
            "instruction__giver",
            "instruction__controller",
            "share__position__unit",
            "share__giver__unit",
            "carrier__unit",
        )

    def carried_by(self, actor: Actor) -> Self:
        """What the actor is to carry, or carried, in the named hat or in any."""
        hats = [actor.hat] if actor.hat is not None else list(actor.hats)
        return self.visible_to(actor).filter(carrier_id__in=[hat.position_id for hat in hats])

    def is_open(self) -> Self:
        """Those not over."""
        return self.filter(status__in=OPEN)

    def of_shares(self, ids: Iterable[int]) -> Self:
        """Those of some shares, the newest first."""
        return self.filter(share_id__in=list(ids)).order_by("-id")

    def needless(self) -> Self:
        """Open ones whose share was answered, settled or taken back meanwhile."""
        silent = Q(share__status="sent", share__answered_at__isnull=True)
        return self.is_open().exclude(silent)

    def to_carry(self, actor: Actor, *, since: datetime) -> Self:
        """The carrier's list: what is open first, then what ended after `since`."""
        recent = Q(status__in=OPEN) | Q(ended_at__gte=since)
        return (
            self.carried_by(actor)
            .filter(recent)
            .order_by(F("ended_at").desc(nulls_first=True), "-id")
        )
