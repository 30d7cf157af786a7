"""What may be read by whom. `visible_to` is the first call of every list, detail and act.

Nobody sees another recipient's share: the giver's side sees all of them, a recipient its own, and
whoever the ladder asked for help the one they were asked about.
An aide sees what the principal sees, but nothing of class Rahasia or above. The secretariat sees
what is to be put on paper.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Count, IntegerField, Min, Q, QuerySet, Value, When

from workflow.actors import Actor

if TYPE_CHECKING:
    from instructions.models import Assignment, Attachment, Climb, Instruction  # noqa: F401 - in strings

SECRET = ("rahasia", "sangat_rahasia")
RECIPIENTS_TURN = ("sent", "acknowledged", "in_progress")
GIVERS_TURN = ("reported", "clarifying", "redirect_proposed")
SETTLED = ("completed", "declined", "redirected", "revoked", "closed")
ABOVE = ("position_id", "parent__position_id", "parent__parent__position_id",
         "parent__parent__parent__position_id")  # fmt: skip


def one_of(actor: Actor, columns: tuple[str, ...], classification: str) -> Q:
    """One of the columns is a position the actor holds, or is lent and the class allows it."""
    held = [hat.position_id for hat in actor.hats if hat.sees_secret]
    lent = [hat.position_id for hat in actor.hats if not hat.sees_secret]
    own, borrowed = Q(), Q()
    for column in columns:
        own |= Q(**{f"{column}__in": held})
        borrowed |= Q(**{f"{column}__in": lent})
    return own | (borrowed & ~Q(**{f"{classification}__in": SECRET})) if lent else own


def keeps_registers(actor: Actor) -> bool:
    """Whether one of the hats belongs to the secretariat."""
    return any("registers" in hat.duties for hat in actor.hats)


class OrderQuerySet(QuerySet["Instruction"]):
    """Reads of orders."""

    def visible_to(self, actor: Actor) -> Self:
        """Orders one gives or controls, orders with a share of one's own, orders to be put on paper.

        What was never issued is the giver's alone.
        """
        shares = self.model._default_manager.filter(  # noqa: SLF001 - Django's own name
            one_of(actor, ("assignments__position_id",), "classification")
        )
        helping = self.model._default_manager.filter(  # noqa: SLF001 - Django's own name
            one_of(actor, ("steps__told_id",), "classification"), steps__outcome="climbed"
        )
        seen = one_of(actor, ("giver_id",), "classification")
        issued = Q(issued_at__isnull=False)
        seen |= one_of(actor, ("controller_id",), "classification") & issued
        seen |= Q(pk__in=shares.values("pk")) | Q(pk__in=helping.values("pk"))
        if keeps_registers(actor):
            seen |= self._paper() & issued & ~Q(classification__in=SECRET)
        return self.filter(seen).select_related("giver__unit", "controller", "follows")

    def _paper(self) -> Q:
        asked = self.model._default_manager.filter(assignments__awaits_memo=True)  # noqa: SLF001
        return Q(needs_paper=True) | Q(pk__in=asked.values("pk"))

    def paper_asked(self) -> Self:
        """Orders the giver wants on paper, and those for which a recipient awaits a memo."""
        return self.filter(self._paper())

    def given_by(self, actor: Actor) -> Self:
        """Orders of the actor's own giver side, in the named hat or in any."""
        hats = [actor.hat] if actor.hat is not None else list(actor.hats)
        ids = [hat.position_id for hat in hats]
        return self.visible_to(actor).filter(Q(giver_id__in=ids) | Q(controller_id__in=ids))

    def with_counts(self) -> Self:
        """Each order with numbers of its giver's shares: total, answered, giver's turn, unsettled."""
        real = ~Q(assignments__role="untuk_diketahui") & Q(assignments__parent__isnull=True)
        answered = Q(assignments__answered_at__isnull=False)
        return self.annotate(
            total=Count("assignments", filter=real),
            answered=Count("assignments", filter=real & answered),
            waiting=Count("assignments", filter=real & Q(assignments__status__in=GIVERS_TURN)),
            open_shares=Count("assignments", filter=real & ~Q(assignments__status__in=SETTLED)),
        )


class AssignmentQuerySet(QuerySet["Assignment"]):
    """Reads of shares."""

    def visible_to(self, actor: Actor) -> Self:
        """Shares of one's positions and everything handed down from them; all of orders one gives.

        Joined is what the door needs of the order and of the shares above.
        """
        columns = (*ABOVE, "instruction__giver_id", "instruction__controller_id")
        seen = one_of(actor, columns, "instruction__classification")
        return self.filter(seen | Q(pk__in=self._helping(actor).values("pk"))).with_line()

    def _helping(self, actor: Actor) -> Self:
        """Shares about which the ladder asked one of the actor's positions for help."""
        told = one_of(actor, ("steps__told_id",), "instruction__classification")
        return self.model._default_manager.filter(told, steps__outcome="climbed")  # type: ignore[return-value]  # noqa: SLF001

    def unanswered(self, actor: Actor, *, at: datetime) -> Self:
        """Shares past their first deadline without an answer that one gave or is asked to help with.

        Never one's own.
        """
        hats = [actor.hat] if actor.hat is not None else list(actor.hats)
        ids = [hat.position_id for hat in hats]
        mine = Q(giver_id__in=ids) | Q(parent__isnull=True, instruction__controller_id__in=ids)
        asked = Q(steps__told_id__in=ids, steps__outcome="climbed")
        helping = self.model._default_manager.filter(asked)  # noqa: SLF001 - Django's own name
        late = Q(status="sent", answered_at__isnull=True, answer_by__lt=at)
        found = self.visible_to(actor).filter(mine | Q(pk__in=helping.values("pk")), late)
        return found.exclude(position_id__in=ids)

    def with_line(self) -> Self:
        """Each share with its order, its position, who handed it over, and the shares above it."""
        return self.select_related(
            "instruction__giver__unit",
            "instruction__controller",
            "instruction__follows",
            "position__unit",
            "giver",
            "target",
            "parent__parent__parent",
        )

    def not_settled(self) -> Self:
        """Shares that are not over, those only to know among them."""
        return self.exclude(status__in=SETTLED)

    def to_do(self) -> Self:
        """Shares that somebody still has to do."""
        return self.not_settled().exclude(role="untuk_diketahui")

    def roots(self) -> Self:
        """Shares that came from the order's own giver, redirected ones too."""
        return self.filter(parent__isnull=True)

    def leading(self, parent: "Assignment | None") -> Self:
        """Koordinators at work among the shares that came from one hand."""
        return self.not_settled().filter(parent=parent, role="koordinator")

    def below(self, shares: "Iterable[int]") -> Self:
        """Everything handed down from the shares with these ids, at any depth."""
        ids = list(shares)
        return self.filter(
            Q(parent__in=ids) | Q(parent__parent__in=ids) | Q(parent__parent__parent__in=ids)
        )

    def addressed_to(self, actor: Actor) -> Self:
        """Shares of the actor's own positions, in the named hat or in all."""
        hats = [actor.hat] if actor.hat is not None else list(actor.hats)
        return self.visible_to(actor).filter(position_id__in=[hat.position_id for hat in hats])

    def given_by(self, actor: Actor) -> Self:
        """Shares the actor handed over, or controls for who did, in the named hat or in any."""
        hats = [actor.hat] if actor.hat is not None else list(actor.hats)
        ids = [hat.position_id for hat in hats]
        controlled = Q(parent__isnull=True, instruction__controller_id__in=ids)
        return self.visible_to(actor).filter(Q(giver_id__in=ids) | controlled)

    def with_seen(self) -> Self:
        """Each share with `seen_at`: when its official (no aide) first had it on screen, or None."""
        return self.annotate(seen_at=Min("seen__at", filter=Q(seen__delegated=False)))

    def inbox(self) -> Self:
        """My turn first (unanswered by deadline, then working), then waiting, then settled."""
        group = Case(
            When(status="sent", then=Value(0)),
            When(status__in=RECIPIENTS_TURN, then=Value(1)),
            When(status__in=GIVERS_TURN, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
        return self.annotate(group=group).order_by("group", "-id")

    def late(self, at: datetime) -> Self:
        """Shares past a running deadline: unanswered past the first, unreported past the second."""
        unanswered = Q(status="sent", answered_at__isnull=True, answer_by__lt=at)
        unfinished = Q(status__in=RECIPIENTS_TURN, finish_by__lt=at)
        return self.filter(unanswered | unfinished)


class ClimbQuerySet(QuerySet["Climb"]):
    """Reads of what the ladder did."""

    def visible_to(self, actor: Actor) -> Self:
        """Climbs of orders one gives or controls."""
        columns = ("instruction__giver_id", "instruction__controller_id")
        return self.filter(one_of(actor, columns, "instruction__classification"))


class AttachmentQuerySet(QuerySet["Attachment"]):
    """Reads of files."""

    def visible_to(self, actor: Actor) -> Self:
        """Files of orders one may see, and of shares one may see."""
        meta: Any = self.model._meta  # noqa: SLF001 - Django's own name
        orders = meta.get_field("instruction").related_model.objects.visible_to(actor)
        shares = meta.get_field("assignment").related_model.objects.visible_to(actor)
        of_order = Q(assignment__isnull=True, instruction_id__in=orders.values("pk"))
        of_share = Q(assignment_id__in=shares.values("pk"))
        return self.filter(of_order | of_share).select_related("blob")
