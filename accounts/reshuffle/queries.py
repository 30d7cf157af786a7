"""Who may read a reshuffle: `visible_to` is the first call of every list, page and act.

Until it takes effect it is known to those who administer the regency, and to nobody else.
"""

from typing import TYPE_CHECKING, Self

from django.db.models import Count, QuerySet

from workflow.actors import Actor

if TYPE_CHECKING:
    from accounts.hats import Hat
    from accounts.models import Reshuffle, Unit  # noqa: F401 - in strings


def administered_root(hat: "Hat") -> "Unit | None":
    """The regency that a hat administers as a whole; None for a lent hat or a smaller unit."""
    unit = hat.position.administers
    return unit if hat.administers and unit is not None and unit.parent_id is None else None


class ReshuffleQuerySet(QuerySet["Reshuffle"]):
    """Reads of reshuffles."""

    def visible_to(self, actor: Actor) -> Self:
        """Reshuffles of the regency that one of the actor's hats administers."""
        roots = [administered_root(hat) for hat in actor.hats]  # type: ignore[arg-type]
        ids = [root.pk for root in roots if root is not None]
        return self.filter(unit_id__in=ids).select_related("unit", "entered_by")

    def with_size(self) -> Self:
        """Each with `size`: how many rows it has."""
        return self.annotate(size=Count("rows"))
