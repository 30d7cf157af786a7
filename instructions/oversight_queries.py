"""Which surat tugas and which printouts one may see. What a surat tugas covers: scope.py."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from accounts.models import PositionKind
from workflow.actors import Actor, Hat

if TYPE_CHECKING:
    from instructions.models import Inspection, Printout  # noqa: F401 - in strings

# The inspectorate answers to the regent, through the sekda.
LEADERS = frozenset({PositionKind.REGENT, PositionKind.SECRETARY})


def is_own(hat: Hat) -> bool:
    """Whether the position is held, not lent and not played while vacant: looking goes with none."""
    return not (hat.is_delegated or hat.is_fallback)


def is_leader(hat: Hat) -> bool:
    """Whether the hat is the regent's or the sekda's own, not lent and not played while vacant."""
    position = getattr(hat, "position", None)
    return is_own(hat) and getattr(position, "kind", None) in LEADERS


class InspectionQuerySet(QuerySet["Inspection"]):
    """Reads of surat tugas."""

    def visible_to(self, actor: Actor) -> Self:
        """All for the desk that keeps registers, the regent and the sekda; else those naming one."""
        rows = self.select_related("unit", "registrar").prefetch_related("inspectors")
        if _sees_all(actor):
            return rows
        own = (hat.position_id for hat in actor.hats if is_own(hat))
        held = [pk for pk in own if pk is not None]
        named = self.model.inspectors.through.objects.filter(position_id__in=held)
        return rows.filter(pk__in=named.values("inspection_id"))

    def concerns(self, actor: Actor) -> bool:
        """Whether surat tugas are any business of the actor's; one statement at the most."""
        return _sees_all(actor) or self.visible_to(actor).exists()


def _sees_all(actor: Actor) -> bool:
    return any("registers" in hat.duties or is_leader(hat) for hat in actor.hats)


class PrintoutQuerySet(QuerySet["Printout"]):
    """Reads of printouts."""

    def visible_to(self, actor: Actor) -> Self:
        """Each to the person who printed it."""
        return self.filter(person_id=actor.person_id).select_related("instruction__giver__unit")
