"""One recipient's share of an order. Transition methods set facts of their own row, nothing else."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import Position
from instructions import queries
from instructions.lifecycle import ASSIGNMENT, SETTLED, UNSETTLED, Part, State
from instructions.models.accepting import acceptance_of
from instructions.models.clocks import Clocks
from instructions.models.orders import Instruction
from instructions.models.roles import Mode, Role
from instructions.worktime.calendar import Calendar
from workflow.actors import Hat
from workflow.fields import StatusField
from workflow.models import Subject
from workflow.table import moves

DEEPEST = 4


class Assignment(Clocks, Subject):
    """One recipient position's share of an order.

    `giver` handed it to them: the order's own giver for a root, the recipient above for a part that
    was handed down. Together the shares of an order are a tree, at most four levels deep.
    """

    kind: ClassVar = "assignment"
    lifecycle: ClassVar = ASSIGNMENT
    sealed_by: ClassVar = frozenset({"send"})
    fixed_columns: ClassVar = ("position_id", "role", "giver_id", "parent_id", "mode")
    facts_of_many: ClassVar = (
        "settled_at", "answer_by", "finish_by", "giver_by", "finish_left", "reminded_at", "reported_at",
        "paused_until", "awaits_memo", "look_at", "accept_by",
    )  # fmt: skip

    instruction = models.ForeignKey(
        Instruction, on_delete=models.PROTECT, related_name="assignments"
    )
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="assignments")
    giver = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="shares_given")
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="handed_down"
    )
    depth = models.PositiveSmallIntegerField(default=1)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.ORDER)
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.EXECUTOR)
    status = StatusField(default=State.SENT, choices=State.choices, max_length=24)
    asked_from = models.CharField(max_length=24, blank=True)
    # Where the recipient wants it redirected to, or where it went: that position's own share.
    target = models.ForeignKey(Position, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    # When the ladder looks at this share next; null while nothing can come by itself.
    look_at = models.DateTimeField(null=True)

    objects = queries.AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes: ClassVar = [
            models.Index(fields=["position", "status", "id"], name="share_of_position"),
            models.Index(fields=["giver", "status", "id"], name="share_of_giver"),
            models.Index(
                fields=["finish_by"], name="share_due", condition=Q(finish_by__isnull=False)
            ),
            models.Index(
                fields=["look_at", "id"],
                name="share_to_look_at",
                condition=Q(look_at__isnull=False),
            ),
            models.Index(
                fields=["accept_by", "id"],
                name="share_to_accept",
                condition=Q(accept_by__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instruction", "position"],
                condition=Q(status__in=UNSETTLED),
                name="one_unsettled_share_per_position",
            ),
            models.UniqueConstraint(
                fields=["instruction"],
                condition=Q(role="koordinator", parent__isnull=True, status__in=UNSETTLED),
                name="one_coordinator_per_order",
            ),
            models.UniqueConstraint(
                fields=["parent"],
                condition=Q(role="koordinator", status__in=UNSETTLED),
                name="one_coordinator_per_hand_down",
            ),
            models.CheckConstraint(
                name="share_depth_follows_parent",
                condition=Q(parent__isnull=True, depth=1)
                | Q(parent__isnull=False, depth__gt=1, depth__lte=DEEPEST),
            ),
            models.CheckConstraint(
                name="nobody_hands_to_themselves", condition=~Q(giver=F("position"))
            ),
            models.CheckConstraint(name="share_mode_is_known", condition=Q(mode__in=Mode.values)),
            models.CheckConstraint(
                name="only_a_request_is_declined",
                condition=~Q(status=State.DECLINED) | Q(mode=Mode.COORDINATION),
            ),
            models.CheckConstraint(
                name="redirected_share_leads_on",
                condition=~Q(status__in=[State.REDIRECT_PROPOSED, State.REDIRECTED])
                | Q(target__isnull=False),
            ),
            models.CheckConstraint(
                name="no_finish_clock_while_memo_is_awaited",
                condition=Q(awaits_memo=False, finish_left__isnull=True)
                | Q(awaits_memo=True, finish_by__isnull=True),
            ),
            models.CheckConstraint(
                name="share_status_is_known", condition=Q(status__in=State.values)
            ),
            models.CheckConstraint(name="share_role_is_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="settled_share_has_time_and_no_clock",
                condition=Q(
                    status__in=SETTLED,
                    settled_at__isnull=False,
                    answer_by__isnull=True,
                    finish_by__isnull=True,
                    awaits_memo=False,
                    paused_until__isnull=True,
                    look_at__isnull=True,
                )
                | Q(status__in=UNSETTLED, settled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="giver_clock_runs_on_the_givers_turn",
                condition=Q(giver_by__isnull=True) | Q(status__in=queries.GIVERS_TURN),
            ),
            models.CheckConstraint(
                name="only_a_report_is_accepted_by_the_clock",
                condition=Q(accept_by__isnull=True) | Q(status=State.REPORTED),
            ),
            models.CheckConstraint(
                name="asking_share_knows_where_it_was",
                condition=~Q(status__in=[State.CLARIFYING, State.REDIRECT_PROPOSED])
                | ~Q(asked_from=""),
            ),
            models.CheckConstraint(
                name="reported_share_has_time",
                condition=~Q(status__in=[State.REPORTED, State.COMPLETED])
                | Q(reported_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instruction} → {self.position}"

    @property
    def root_key(self) -> tuple[str, int]:
        """An assignment's entries belong to its order's timeline."""
        return Instruction.kind, self.instruction_id

    @property
    def is_for_information(self) -> bool:
        """Whether the recipient is only to know."""
        return self.role == Role.INFORMATION

    @property
    def is_coordination(self) -> bool:
        """Whether the recipient is asked, and may say no."""
        return self.mode == Mode.COORDINATION

    @property
    def is_at_the_bottom(self) -> bool:
        """Whether it cannot be handed down once more."""
        return self.depth >= DEEPEST

    def below(self) -> queries.AssignmentQuerySet:
        """Everything handed down from this share, at any depth."""
        return Assignment.objects.below([self.pk])

    def held_twice(self) -> bool:
        """Whether the position has another share of this order still to do."""
        others = Assignment.objects.not_settled().filter(
            instruction=self.instruction_id, position=self.position_id
        )
        return others.exclude(pk=self.pk).exists()

    def ancestors(self) -> "list[Assignment]":
        """The shares it was handed down through, nearest first; loaded by `visible_to`."""
        found, above = [], self.parent
        while above is not None:
            found.append(above)
            above = above.parent
        return found

    def parts_of(self, hat: Hat) -> frozenset[str]:
        """Whoever handed it over (and the pengendali of a root), the recipient, those above them.

        A pengendali does not judge its own share: there the giver alone does.
        """
        order, mine = self.instruction, hat.position_id
        if order.is_secret and not hat.sees_secret:
            return frozenset()
        parts = set()
        if mine == self.position_id:
            parts.add(Part.RECIPIENT)
        if mine == self.giver_id:
            parts.add(Part.GIVER)
        if self.parent is None:
            if mine == order.controller_id != self.position_id:
                parts.add(Part.CONTROLLER)
        elif mine in {order.giver_id, order.controller_id} or any(
            mine == share.position_id for share in self.ancestors()[1:]
        ):
            parts.add(Part.ABOVE)
        return frozenset(parts)

    def has_moved(self) -> None:
        """Whatever was done, the ladder looks at it anew; at what is over it looks no more."""
        watched = self.status in UNSETTLED and not self.is_for_information
        self.look_at = self.moved_at if watched else None

    def _start_giver_clock(self, calendar: Calendar | None, at: datetime) -> None:
        """From now on the giver's side is waited for, as long as its urgency gives."""
        urgency = self.instruction.urgency
        self.giver_by = calendar.giver_by(urgency, at=at) if calendar is not None else None

    @classmethod
    def lock_root(cls, key: str) -> None:
        """Lock the order first, so that two last settlements cannot both miss each other."""
        rows = Instruction.objects.filter(assignments__public_id=key)
        list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))

    @moves(ASSIGNMENT, "acknowledge")
    def acknowledge(self, *, at: datetime, promised_at: datetime | None = None) -> None:
        """Answered, perhaps with a promise."""
        self.answered_at = self.answered_at or at
        self.promised_at = promised_at or self.promised_at

    @moves(ASSIGNMENT, "promise")
    def promise(self, *, at: datetime, promised_at: datetime | None = None) -> None:
        """The promised time."""
        self.promised_at = promised_at

    @moves(ASSIGNMENT, "start")
    def start(self, *, at: datetime) -> None:
        """Nothing but the status."""

    @moves(ASSIGNMENT, "ask")
    def ask(self, *, at: datetime, calendar: Calendar | None = None) -> None:
        """Asking is an answer; the status it was asked from is where the giver's answer leads."""
        self.answered_at = self.answered_at or at
        self.asked_from = self.status
        self._start_giver_clock(calendar, at)

    @moves(ASSIGNMENT, "answer")
    def answer(self, *, at: datetime, finish_by: datetime | None = None) -> None:
        """The answer may grant a date."""
        self.giver_by = None
        self.set_finish(finish_by, at)

    @moves(ASSIGNMENT, "withdraw_question")
    def withdraw_question(self, *, at: datetime) -> None:
        """As if it had not been asked; that it was answered stays."""
        self.giver_by = None

    @moves(ASSIGNMENT, "decline")
    def decline(self, *, at: datetime) -> None:
        """Not now; an answer all the same."""
        self.answered_at = self.answered_at or at
        self.stop_clocks(at)

    @moves(ASSIGNMENT, "propose_redirect")
    def propose_redirect(
        self, *, at: datetime, target: Position | None = None, calendar: Calendar | None = None
    ) -> None:
        """To whom it should go; an answer too."""
        self.answered_at = self.answered_at or at
        self.asked_from, self.target = self.status, target
        self._start_giver_clock(calendar, at)

    @moves(ASSIGNMENT, "redirect")
    def redirect(self, *, at: datetime, target: Position | None = None) -> None:
        """Where it went, at once."""
        self.answered_at = self.answered_at or at
        self.target = target
        self.stop_clocks(at)

    @moves(ASSIGNMENT, "confirm_redirect")
    def confirm_redirect(self, *, at: datetime) -> None:
        """It went where it was proposed, with the giver's consent."""
        self.stop_clocks(at)

    @moves(ASSIGNMENT, "refuse_redirect")
    def refuse_redirect(self, *, at: datetime) -> None:
        """It stays where it was."""
        self.target, self.giver_by = None, None

    @moves(ASSIGNMENT, "pass_down")
    def pass_down(self, *, at: datetime) -> None:
        """Work is under way: others have it too. Their shares are rows of their own."""
        self.answered_at = self.answered_at or at

    @moves(ASSIGNMENT, "request_formal")
    def request_formal(self, *, at: datetime) -> None:
        """An answer; until the paper is there no finish clock runs."""
        self.answered_at = self.answered_at or at
        self.await_memo(at)

    @moves(ASSIGNMENT, "refuse_formal")
    def refuse_formal(self, *, at: datetime) -> None:
        """The clock runs on with what was left."""
        self.memo_is_settled(at)

    @moves(ASSIGNMENT, "supply_memo")
    def supply_memo(self, *, at: datetime) -> None:
        """The clock runs on with what was left."""
        self.memo_is_settled(at)

    @moves(ASSIGNMENT, "extend")
    def extend(self, *, at: datetime, finish_by: datetime | None = None) -> None:
        """A later date."""
        self.set_finish(finish_by, at)

    @moves(ASSIGNMENT, "pause")
    def pause(self, *, at: datetime, paused_until: datetime | None = None) -> None:
        """Both clocks move by the length of the pause, which then ends by itself."""
        if paused_until is not None:
            self.pause_clocks(paused_until, at)

    @moves(ASSIGNMENT, "resume")
    def resume(self, *, at: datetime) -> None:
        """What was not used of the pause is taken back."""
        self.end_pause(at)

    @moves(ASSIGNMENT, "progress")
    def progress(self, *, at: datetime) -> None:
        """Work is under way, whatever was said before."""
        self.answered_at = self.answered_at or at
        self.giver_by = None

    @moves(ASSIGNMENT, "report")
    def report(self, *, at: datetime, calendar: Calendar | None = None) -> None:
        """Done, says the recipient."""
        self.answered_at = self.answered_at or at
        self.reported_at = at
        self._start_giver_clock(calendar, at)
        self.accept_by = acceptance_of(self.instruction, calendar, at=at)

    @moves(ASSIGNMENT, "withdraw_report")
    def withdraw_report(self, *, at: datetime) -> None:
        """Not done yet after all."""
        self.reported_at, self.giver_by, self.accept_by = None, None, None

    @moves(ASSIGNMENT, "accept")
    def accept(self, *, at: datetime) -> None:
        """Done, says the giver."""
        self.stop_clocks(at)

    @moves(ASSIGNMENT, "return")
    def return_(self, *, at: datetime) -> None:
        """Not yet, says the giver."""
        self.reported_at, self.giver_by, self.accept_by = None, None, None

    @moves(ASSIGNMENT, "remind")
    def remind(self, *, at: datetime) -> None:
        """When, so that nobody is reminded every minute."""
        self.reminded_at = at

    @moves(ASSIGNMENT, "comment")
    def comment(self, *, at: datetime) -> None:
        """The note stands beside the entry."""

    @moves(ASSIGNMENT, "revoke")
    def revoke(self, *, at: datetime) -> None:
        """Not to be done any more."""
        self.stop_clocks(at)

    @moves(ASSIGNMENT, "close")
    def close(self, *, at: datetime) -> None:
        """Closed from above; never counts against anyone."""
        self.stop_clocks(at)

    @moves(ASSIGNMENT, "rework")
    def rework(self, *, at: datetime, finish_by: datetime | None = None) -> None:
        """Back to work, with a date of its own."""
        self.settled_at, self.reported_at, self.finish_by = None, None, finish_by
