"""A nota dinas to somebody above: four answers in words of their own, and no order upward."""

import pytest

from instructions.addressing import Recipient
from instructions.models import Instruction
from memos import actions
from memos.models import Memo
from memos.queries import TO_ANSWER, WAITING, answers_of
from notifications import rules
from tests.memos.course import begun, upward, walked
from tests.memos.memos import register
from tests.people import AT, Cast, actor, cast
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def to_the_sekda(people: Cast) -> Memo:
    register()
    return upward(people)


def test_nobody_gives_their_superior_an_order() -> None:
    people = cast()
    memo = to_the_sekda(people)
    assert memo.upward
    assert memo.order is None
    assert not Instruction.objects.exists()


def test_it_waits_for_the_addressee_until_it_is_answered() -> None:
    people = cast()
    memo = to_the_sekda(people)
    sekda = actor(people.sekda.person)
    assert Memo.objects.by_turn(sekda).get(pk=memo.pk).group == TO_ANSWER
    done = actions.agree_with_notes(str(memo.public_id), actor=sekda, at=AT, note="Segerakan.")
    assert (done.subject.answer, done.subject.answered_at) == ("with_notes", AT)
    assert Memo.objects.by_turn(sekda).get(pk=memo.pk).group > WAITING
    assert done.entry is not None
    assert people.kabag_umum.position.pk in rules.told(done.entry)


def test_one_answer_is_the_answer() -> None:
    people = cast()
    memo = to_the_sekda(people)
    sekda = actor(people.sekda.person)
    actions.disagree(str(memo.public_id), actor=sekda, at=AT, reason="Belum perlu.")
    with pytest.raises(Refused) as refused:
        actions.agree(str(memo.public_id), actor=sekda, at=AT)
    assert refused.value.refusal.code == "already_answered"


def test_only_the_addressee_answers() -> None:
    people = cast()
    memo = to_the_sekda(people)
    with pytest.raises(Refused) as refused:
        actions.agree(str(memo.public_id), actor=actor(people.kabag_umum.person), at=AT)
    assert refused.value.refusal.code == "not_yours"


def test_a_disposition_gives_a_written_order_that_rests_on_the_memo() -> None:
    people = cast()
    memo = to_the_sekda(people)
    to = [Recipient(str(people.camat_limun.position.public_id))]
    done = actions.dispose(
        str(memo.public_id), actor=actor(people.sekda.person), at=AT,
        recipients=to, note="Tindak lanjuti bersama BPBD.",
    )  # fmt: skip
    order = done.subject.disposition
    assert order is not None
    assert (order.form, order.giver, order.text) == (
        "formal", people.sekda.position, "Tindak lanjuti bersama BPBD.",
    )  # fmt: skip
    assert [share.position for share in order.assignments.all()] == [people.camat_limun.position]
    assert Memo.visible_to(actor(people.camat_limun.person)).filter(pk=memo.pk).exists()


def test_a_refused_disposition_leaves_no_order() -> None:
    people = cast()
    memo = to_the_sekda(people)
    to = [Recipient(str(people.bupati.position.public_id))]
    with pytest.raises(Refused):
        actions.dispose(
            str(memo.public_id), actor=actor(people.sekda.person), at=AT, recipients=to, note="Ya."
        )
    assert not Instruction.objects.exists()
    assert not Memo.objects.get().answer


def test_whoever_it_was_sent_to_does_not_learn_who_else_answered() -> None:
    people = cast()
    register()
    memo = walked(begun(people, people.camat_pelawan, people.camat_limun), people, "dispatched")
    assert answers_of(memo, actor(people.camat_limun.person)) is None
    came = answers_of(memo, actor(people.kabag_umum.person))
    assert came is not None
    assert (came.asked, came.answered) == (2, 0)
    assert Memo.objects.by_turn(actor(people.sekda.person)).counted().get().asked == 2
