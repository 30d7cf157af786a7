"""Pauses, awaited memos and what was handed down, through the real verbs."""

from datetime import timedelta

import pytest

from instructions import actions
from instructions.addressing import Recipient
from instructions.models import Assignment
from tests.instructions.figured import (
    accepted,
    acting,
    answered,
    of_giver,
    of_own,
    reported,
    sent,
    when,
)  # fmt: skip
from tests.instructions.worktimes import eight_to_four
from tests.people import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def round_hours(db: None) -> None:
    """The sums of these stories are done with office hours from 08.00 to 16.00."""
    eight_to_four()


def test_a_pause_and_the_wait_for_a_memo_are_nobodys_time():
    people = cast()
    camat, bupati = people.camat_pelawan, people.bupati
    key = sent(bupati, camat, when(16, 8))
    answered(key, camat, when(16, 9))
    pause = when(16, 10)
    actions.pause(
        key, actor=acting(bupati, pause), at=pause, until=when(17, 10), reason="Tunggu hujan."
    )
    asked, refused = when(17, 12), when(18, 12)
    actions.request_formal(key, actor=acting(camat, asked), at=asked, reason="Perlu dasar.")
    actions.refuse_formal(key, actor=acting(bupati, refused), at=refused, reason="Cukup.")
    reported(key, camat, when(18, 15))
    accepted(key, bupati, when(18, 16))
    seen = of_giver(bupati)
    assert (seen.answer, seen.finish) == (timedelta(hours=1), timedelta(hours=2 + 2 + 3))


def test_asking_for_a_memo_is_an_answer():
    people = cast()
    camat = people.camat_pelawan
    key = sent(people.bupati, camat, when(16, 8))
    actions.request_formal(
        key, actor=acting(camat, when(16, 11)), at=when(16, 11), reason="Perlu dasar."
    )
    seen = of_own(camat, at=when(23, 9))
    assert (seen.answer, seen.open, seen.late) == (timedelta(hours=3), 1, 0)


def test_who_hands_down_reads_those_below_and_the_giver_above_does_not():
    people = cast()
    camat, below = people.camat_pelawan, people.sekcam_pelawan
    key = sent(people.bupati, camat, when(16, 8))
    at = when(16, 10)
    actions.pass_down(
        key, actor=acting(camat, at), at=at,
        recipients=(Recipient(str(below.position.public_id)),), note="Tolong.",
    )  # fmt: skip
    child = Assignment.objects.get(position=below.position)
    answered(str(child.public_id), below, when(16, 14))
    given = of_giver(camat)
    assert (given.ordered, given.answer) == (1, timedelta(hours=4))
    above = of_giver(people.bupati)
    assert (above.ordered, above.answer) == (1, timedelta(hours=2))
    assert of_own(below).answer == timedelta(hours=4)
