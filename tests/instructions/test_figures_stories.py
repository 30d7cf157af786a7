"""What the chain of a share tells: pauses, memos, devices; and hands that stop a clock."""

from datetime import datetime, timedelta

import pytest

from instructions.figures.presence import FAR, Presence, less, merged
from instructions.figures.stories import ANSWERS, Act, tell
from tests.instructions.figured import when


def act(verb: str, source: str, target: str, at: datetime, **more: object) -> Act:
    return Act(verb, source, target, 7, 3, False, at, at, **more)  # type: ignore[arg-type]


SENT = act("send", "", "sent", when(16, 8))
READY = act("acknowledge", "sent", "acknowledged", when(16, 10))
REPORT = act("report", "in_progress", "reported", when(18, 9))
ACCEPT = act("accept", "reported", "completed", when(19, 9))


def test_the_recipients_turns_lie_between_birth_and_report():
    story = tell([SENT, READY, REPORT, ACCEPT])
    assert story.turns == [(when(16, 8), when(18, 9))]
    assert (story.answer, story.report, story.accepted) == (READY, REPORT, ACCEPT)


def test_an_open_share_has_a_turn_without_an_end():
    assert tell([SENT]).turns == [(when(16, 8), FAR)]
    assert tell([SENT]).answer is None


@pytest.mark.parametrize("resumed", [None, when(17, 9)])
def test_a_pause_stops_the_clock_until_it_runs_out_or_is_ended(resumed):
    pause = act("pause", "acknowledged", "acknowledged", when(16, 12), until=when(17, 12))
    more = [act("resume", "acknowledged", "acknowledged", resumed)] if resumed else []
    story = tell([SENT, READY, pause, *more, REPORT, ACCEPT])
    end = resumed or when(17, 12)
    assert story.turns == [(when(16, 8), when(16, 12)), (end, when(18, 9))]
    assert story.stopped == [(when(16, 12), end)]


def test_the_wait_for_a_memo_stops_the_clock():
    asked = act("request_formal", "sent", "sent", when(16, 9))
    came = act("supply_memo", "sent", "sent", when(17, 15))
    story = tell([SENT, asked, came, REPORT, ACCEPT])
    assert story.turns == [(when(16, 8), when(16, 9)), (when(17, 15), when(18, 9))]


def test_a_share_revoked_while_paused_ends_its_pause():
    pause = act("pause", "sent", "sent", when(16, 12), until=when(20, 12))
    revoke = act("revoke", "sent", "revoked", when(17, 8))
    story = tell([SENT, pause, revoke])
    assert story.stopped == [(when(16, 12), when(17, 8))]
    assert story.turns == [(when(16, 8), when(16, 12))]
    assert story.answer is None


def test_work_sent_back_after_acceptance_ends_with_the_last_acceptance():
    rework = act("rework", "completed", "in_progress", when(20, 8))
    again = act("report", "in_progress", "reported", when(20, 10))
    last = act("accept", "reported", "completed", when(20, 11))
    story = tell([SENT, READY, REPORT, ACCEPT, rework, again, last])
    assert story.turns == [(when(16, 8), when(18, 9)), (when(20, 8), when(20, 10))]
    assert (story.report, story.accepted) == (again, last)


def test_a_comment_or_a_reminder_is_no_answer():
    assert {"acknowledge", "ask", "progress", "report"} <= ANSWERS
    assert not ANSWERS & {"comment", "remind", "promise", "start", "revoke", "send"}


def test_nobody_is_there_while_the_only_holder_is_away():
    day = timedelta(days=1)
    held = Presence(
        [(3, 7, (when(1, 0), FAR)), (3, 8, (when(17, 0), when(18, 0)))],
        [(7, (when(17, 0), when(19, 0)))],
    )
    assert held.of(3) == [(when(1, 0), when(18, 0)), (when(19, 0), FAR)]
    assert held.of(3, 7) == [(when(1, 0), when(17, 0)), (when(19, 0), FAR)]
    assert held.of(3, 8) == [(when(17, 0), when(18, 0))]
    assert held.of(4) == []
    assert held.holders(3, when(17, 9)) == {7, 8}
    assert held.holders(3, when(17, 9) + 2 * day) == {7}


def test_spans_join_and_part():
    one, two, three = when(16, 8), when(16, 9), when(16, 10)
    assert merged([(two, three), (one, two), (two, two)]) == [(one, three)]
    assert less([(one, three)], [(two, two + timedelta(minutes=1))]) == [
        (one, two), (two + timedelta(minutes=1), three),
    ]  # fmt: skip
    assert less([(one, two)], [(one, three)]) == []
