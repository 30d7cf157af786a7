"""Acceptance by the clock: a report of a Biasa order that nobody gave back for three working days.

`accept_by` stands on the share from the report on, frozen like every deadline, and is gone as soon
as the report is taken back or returned. So what is due is an index, and what is shown beforehand is
what happens. Nothing is rehearsed in the trial: it sends nothing up the line.
"""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from instructions.actions import cascades
from instructions.ladder.causes import NOT_RETURNED
from instructions.lifecycle import State
from instructions.models import Assignment, Instruction
from workflow import door
from workflow.actors import Clockwork

logger = logging.getLogger("sigap.ladder")

BATCH = 50
"""Orders looked at in a pass; each in a transaction of its own."""
AFTER_A_FAULT = timedelta(minutes=10)


def accept_due(*, at: datetime, limit: int = BATCH) -> int:
    """Accept the reports whose time ran out, order by order; returns how many shares.

    With the same cascades as a human acceptance. One statement where nothing is due. An order that
    cannot be settled is put off and reported, and stops nobody else.
    """
    due = Assignment.objects.filter(accept_by__lte=at).order_by("accept_by", "pk")
    orders = dict.fromkeys(due.values_list("instruction", flat=True)[:limit])
    accepted = 0
    for order in orders:
        try:
            accepted += _accept(order, at)
        except Exception:
            logger.exception("report could not be accepted", extra={"order": order})
            later = at + AFTER_A_FAULT
            Assignment.objects.filter(
                instruction=order, status=State.REPORTED, accept_by__lte=at
            ).update(accept_by=later)
    return accepted


def _accept(order_id: int, at: datetime) -> int:
    with transaction.atomic():
        rows = Instruction.objects.filter(pk=order_id)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, no_key=True, of=("self",))
        order = rows.first()
        if order is None:  # somebody else has it in hand
            return 0
        shares = Assignment.objects.filter(
            instruction=order, status=State.REPORTED, accept_by__lte=at
        )
        actor = Clockwork(request_id=f"accept-{timezone.localtime(at):%Y%m%d%H%M}")
        done = door.act_many(
            shares.select_related("instruction"),
            "accept",
            actor=actor,
            hat=None,
            at=at,
            deed=door.Deed(facts={"cause": NOT_RETURNED}),
        )
        cascades.after_settling(order, done.moved, actor=actor, hat=None, at=at)
    return len(done.moved)
