"""Pengendali: who answers, accepts and reminds for a leader, where a policy says so."""

from collections.abc import Iterable

from django.conf import settings

from accounts.models import Position
from instructions.addressing import LEADERS_RANK
from instructions.models import Classification

FEWEST = 2  # an order to one is between the giver and that one


def usual_controller(giver: Position | None) -> Position | None:
    """The pengendali of a leader's orders by SIGAP_CONTROLLER; None for others, or without it.

    The first of that kind below the giver; one statement, none where the setting is empty.
    """
    kind = settings.CONTROLLER
    if not kind or giver is None or giver.rank >= LEADERS_RANK:
        return None
    found = Position.objects.filter(kind=kind, is_active=True, rank__gt=giver.rank)
    return found.order_by("rank", "title", "pk").first()


def controls(controller: Position, recipients: Iterable[Position], classification: str) -> bool:
    """Whether the usual pengendali takes an order: an ordinary one, to several, not to itself."""
    reached = {position.pk for position in recipients}
    return (
        classification == Classification.ORDINARY
        and len(reached) >= FEWEST
        and controller.pk not in reached
    )
