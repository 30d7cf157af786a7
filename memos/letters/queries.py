"""Which letters may be read by whom.

The desk sees every letter that is not secret; the leader it is for sees it, and whoever it was
disposed to. Of a secret letter the desk knows only its line in the agenda.
"""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from instructions.models import Instruction
from instructions.queries import SECRET, keeps_registers, one_of
from workflow.actors import Actor

if TYPE_CHECKING:
    from memos.letters.models import Disposition, IncomingLetter  # noqa: F401 - in strings

MOST_WORDS = 8
# The groups of a list: what waits for the reader, what waits for others, what is over.
MINE, OTHERS, OVER = range(3)


class LetterQuerySet(QuerySet["IncomingLetter"]):
    """Reads of incoming letters."""

    def visible_to(self, actor: Actor) -> Self:
        """Letters for one's posts, those disposed to one, and the desk's."""
        seen = one_of(actor, ("addressee_id",), "security")
        if keeps_registers(actor):
            seen |= ~Q(security__in=SECRET)
        given: Any = Instruction.objects.visible_to(actor).order_by().values("pk")
        orders = Q(dispositions__order__in=given)
        disposed = self.model._default_manager.filter(orders).values("pk")  # noqa: SLF001
        return self.filter(seen | Q(pk__in=disposed)).select_related(
            "addressee__unit", "recorder", "scan", "register_number__register"
        )

    def found(self, words: str) -> Self:
        """Letters in which every word stands in the sender, the number or the hal.

        A secret one is found by its whole agenda number alone, like any other.
        """
        said = words.split()[:MOST_WORDS]
        if not said:
            return self
        every = ~Q(security__in=SECRET)
        for word in said:
            every &= Q(sender__icontains=word) | Q(hal__icontains=word) | Q(number__icontains=word)
        return self.filter(every | Q(register_number__text__iexact=words.strip()))

    def by_turn(self, actor: Actor) -> Self:
        """Visible letters with `group`, the reader's own turn first, the newest first in each."""
        hats = [hat.position_id for hat in actor.hats]
        mine = Q(status="recorded", addressee_id__in=hats)
        if keeps_registers(actor):
            mine |= Q(status="disposed")
        group = Case(
            When(status="filed", then=Value(OVER)),
            When(mine, then=Value(MINE)),
            default=Value(OTHERS),
            output_field=IntegerField(),
        )
        return self.visible_to(actor).annotate(group=group).order_by("group", "-moved_at", "-id")
