"""What may be read by whom. `visible_to` is the first call of every list, detail and act.

The secretariat sees every memo that is not secret; the drafter, the signer and the giver's side of
the order see theirs. An aide sees what the principal sees, but nothing of class Rahasia or above.
"""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from instructions.models import Assignment, Instruction
from instructions.queries import SECRET, keeps_registers
from workflow.actors import Actor

if TYPE_CHECKING:
    from memos.models import ClassificationCode, Memo  # noqa: F401 - in strings

THEIRS = ("drafter_id", "signer_id", "from_position_id", "order__giver_id", "order__controller_id")

# The groups of the desk's list: what it does, then what waits, then what is over.
TO_WRITE, TO_NUMBER, TO_PRINT, WAITING, OVER = range(5)


class MemoQuerySet(QuerySet["Memo"]):
    """Reads of memos."""

    def visible_to(self, actor: Actor) -> Self:
        """Memos one drafts or signs, of orders one gives or controls, and the desk's."""
        held = [hat.position_id for hat in actor.hats if hat.sees_secret]
        lent = [hat.position_id for hat in actor.hats if not hat.sees_secret]
        own, borrowed = Q(), Q()
        for column in THEIRS:
            own |= Q(**{f"{column}__in": held})
            borrowed |= Q(**{f"{column}__in": lent})
        seen = own | (borrowed & ~Q(security__in=SECRET))
        if keeps_registers(actor):
            seen |= ~Q(security__in=SECRET)
        rows = self.filter(seen | self._through_rows(held, lent))
        return rows.select_related(
            "order__giver__unit",
            "order__controller",
            "share",
            "drafter",
            "from_position__unit",
            "signer__unit",
            "classification_code",
            "register",
        )

    def _through_rows(self, held: list[int | None], lent: list[int | None]) -> Q:
        """Memos one initials, once they are on their way; those sent to one, or one's order's basis."""
        ours = Q(position__in=held) | (Q(position__in=lent) & ~Q(memo__security__in=SECRET))
        meta: Any = self.model._meta  # noqa: SLF001 - Django's own name
        parafs, addressees = (
            meta.get_field(name).related_model.objects.filter(ours, memo=OuterRef("pk"))
            for name in ("parafs", "addressees")
        )
        order = Q(instruction=OuterRef("order")) | Q(instruction=OuterRef("disposition"))
        theirs = Q(position__in=held) | (
            Q(position__in=lent) & ~Q(instruction__classification__in=SECRET)
        )
        shares = Assignment.objects.filter(order & theirs).exclude(status="revoked")
        based = Exists(shares) & Q(share__isnull=True)
        return (Exists(parafs) & ~Q(status="draft")) | (
            (Exists(addressees) | based) & Q(dispatched_at__isnull=False)
        )

    def live(self) -> Self:
        """Memos that were neither withdrawn nor voided."""
        return self.exclude(status__in=["withdrawn", "voided"])

    def bases(self) -> Self:
        """Live memos that put an order itself on paper; no questions about one recipient."""
        return self.live().filter(share__isnull=True)

    def by_turn(self, actor: Actor) -> Self:
        """Visible memos with `group`, the actor's own turn first, the newest first in each.

        For the desk: TO_WRITE (drafts), TO_NUMBER (approved), TO_PRINT (numbered), then WAITING
        (printed, for the ink) and OVER (withdrawn). Others write what they draft and approve what
        they sign; everything else waits for the desk.
        """
        hats = [hat.position_id for hat in actor.hats]
        mine = Q(status="draft")
        if not keeps_registers(actor):
            mine &= Q(drafter_id__in=hats) | Q(signer_id__in=hats)
        turns = [When(mine, then=Value(TO_WRITE)), When(status="withdrawn", then=Value(OVER))]
        if keeps_registers(actor):
            turns.append(When(status="approved", then=Value(TO_NUMBER)))
            turns.append(When(status="numbered", printed_at=None, then=Value(TO_PRINT)))
        group = Case(*turns, default=Value(WAITING), output_field=IntegerField())
        return self.visible_to(actor).annotate(group=group).order_by("group", "-moved_at", "-id")


class CodeQuerySet(QuerySet["ClassificationCode"]):
    """Reads of classification codes."""

    def found(self, words: str) -> Self:
        """Codes that begin with the words or whose name holds them, in order of code."""
        return self.filter(Q(code__startswith=words) | Q(name__icontains=words)).order_by("code")


def orders_awaiting_paper(actor: Actor) -> "QuerySet[Instruction]":
    """Orders to be put on paper that have no live memo: the desk's, or the actor's own as giver."""
    if keeps_registers(actor):
        rows = Instruction.objects.visible_to(actor).exclude(classification__in=SECRET)
    else:
        rows = Instruction.objects.given_by(actor)
    meta: Any = Instruction._meta  # noqa: SLF001 - Django's own name
    memos = meta.get_field("memos").related_model.objects
    live = memos.bases().filter(order=OuterRef("pk"))
    wanted = rows.paper_asked()
    return wanted.filter(~Exists(live), status__in=["issued", "completed"])
