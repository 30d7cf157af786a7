"""What may be read by whom. `visible_to` is the first call of every list, detail and act.

The secretariat sees every memo that is not secret (of a permintaan penjelasan between two, from its
release on); the drafter, the signer and the giver's side of
the order see theirs. An aide sees what the principal sees, but nothing of class Rahasia or above.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from instructions.models import Assignment, Instruction
from instructions.queries import SECRET, keeps_registers
from workflow.actors import Actor
from workflow.models import Entry

if TYPE_CHECKING:
    from memos.models import ClassificationCode, Memo  # noqa: F401 - in strings

THEIRS = ("drafter_id", "signer_id", "from_position_id", "order__giver_id", "order__controller_id")

# The groups of the desk's list: what it does, then what waits, then what is over.
TO_WRITE, TO_INITIAL, TO_ANSWER, TO_NUMBER, TO_PRINT, TO_SEND, WAITING, OVER = range(8)
COUNTING = frozenset({"drafter", "secretariat", "signer", "giver"})
FINISHED = ("dispatched", "archived", "withdrawn", "voided")


_ASKED = Q(parent__isnull=True) & ~Q(role="untuk_diketahui") & ~Q(status="revoked")
"""Shares of an order that count as asked."""


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
            seen |= ~Q(security__in=SECRET) & ~self._between_two()
        rows = self.filter(seen | self._through_rows(held, lent))
        return rows.select_related(
            "order__giver__unit",
            "order__controller",
            "share",
            "drafter",
            "next_paraf",
            "from_position__unit",
            "signer__unit",
            "classification_code",
            "register",
        )

    def _between_two(self) -> Q:
        """Explanations about an order between giver and recipient alone, until they are released.

        Before it is handed over, submitted or approved the desk does not know of it.
        """
        released = Entry.objects.filter(
            kind=self.model.kind,
            subject_id=OuterRef("pk"),
            verb__in=["release", "submit", "approve"],
        )
        return Q(~Exists(released), share__isnull=False, order__only_me=True)

    def _through_rows(self, held: list[int | None], lent: list[int | None]) -> Q:
        """Memos one initials, once they were on their way; those sent to one, or one's order's basis."""
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
        return (Exists(parafs) & Q(submitted_at__isnull=False)) | (
            (Exists(addressees) | based) & Q(dispatched_at__isnull=False)
        )

    def _addressed_to(self, hats: list[int | None]) -> Q:
        meta: Any = self.model._meta  # noqa: SLF001 - Django's own name
        rows = meta.get_field("addressees").related_model.objects
        return Q(Exists(rows.filter(memo=OuterRef("pk"), position__in=hats, role="to")))

    def live(self) -> Self:
        """Memos that were neither withdrawn nor voided."""
        return self.exclude(status__in=["withdrawn", "voided"])

    def bases(self) -> Self:
        """Live memos that put an order itself on paper; no questions about one recipient."""
        return self.live().filter(share__isnull=True)

    def by_turn(self, actor: Actor) -> Self:
        """Visible memos with `group`, the actor's own turn first, the newest first in each.

        For the desk: TO_WRITE (drafts), TO_NUMBER (approved), TO_PRINT (numbered), TO_SEND (signed),
        then WAITING (for parafs or a signature) and OVER (dispatched, filed, withdrawn, void).
        Others write what they draft and approve what they sign, initial when it is their turn, and
        answer what came from below.
        """
        hats = [hat.position_id for hat in actor.hats]
        mine = Q(status="draft")
        if not keeps_registers(actor):
            mine &= Q(drafter_id__in=hats) | Q(signer_id__in=hats)
        to_answer = Q(status="dispatched", upward=True, answer="") & self._addressed_to(hats)
        turns = [
            When(mine, then=Value(TO_WRITE)),
            When(next_paraf__in=hats, then=Value(TO_INITIAL)),
            When(to_answer, then=Value(TO_ANSWER)),
            When(status__in=FINISHED, then=Value(OVER)),
        ]
        if keeps_registers(actor):
            turns.append(When(status="approved", then=Value(TO_NUMBER)))
            turns.append(
                When(status="numbered", signing="wet", printed_at=None, then=Value(TO_PRINT))
            )
            turns.append(When(status="signed", then=Value(TO_SEND)))
        group = Case(*turns, default=Value(WAITING), output_field=IntegerField())
        return self.visible_to(actor).annotate(group=group).order_by("group", "-moved_at", "-id")

    def counted(self) -> Self:
        """With `asked` and `answered`, as `answers_of` counts them."""
        shares = Assignment.objects.filter(_ASKED, instruction=OuterRef("order")).order_by()
        number = shares.values("instruction").annotate(n=Count("pk")).values("n")
        done = number.filter(answered_at__isnull=False)
        return self.annotate(
            asked=Coalesce(Subquery(number), 0), answered=Coalesce(Subquery(done), 0)
        )


@dataclass(frozen=True, slots=True)
class Answers:
    """Of how many addressees that a dispatched memo asks, how many have answered."""

    asked: int
    answered: int


def may_count(memo: "Memo", actor: Actor) -> bool:
    """Whether it is the reader's to know how many have answered; no statement."""
    return any(memo.parts_of(hat) & COUNTING for hat in actor.hats)


def answers_of(memo: "Memo", actor: Actor) -> Answers | None:
    """The count of one memo, by one statement; None where its dispatch asked nobody.

    Nor for those it was sent to: whether others answered is not theirs to know.
    """
    if memo.order_id is None or memo.dispatched_at is None or memo.share_id is not None:
        return None
    if not may_count(memo, actor):
        return None
    shares = Assignment.objects.filter(_ASKED, instruction=memo.order_id)
    answered = Count("pk", filter=Q(answered_at__isnull=False))
    return Answers(**shares.aggregate(asked=Count("pk"), answered=answered))


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
