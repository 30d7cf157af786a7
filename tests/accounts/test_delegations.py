"""Lending what a position may do, by the principal's own hand, and taking it back at once."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from accounts import delegations
from accounts.delegations import DELEGABLE, USUAL, Lending
from accounts.hats import hats_of
from accounts.models import Delegation, Grant
from instructions import actions
from instructions.lifecycle import ASSIGNMENT, INSTRUCTION
from instructions.models import Assignment, Classification, Instruction
from memos.lifecycle import MEMO
from tests import people
from tests.instructions.orders import order_to, share_of
from tests.people import AT, TODAY, Cast, Member, actor
from tests.races import race
from tests.statements import counted
from workflow.models import Entry
from workflow.refusals import Refused
from workflow.verify import verify

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def lend(principal: Member, to: Member, **fields: Any) -> Grant:
    """Lend the usual verbs from today on, unless `fields` say otherwise."""
    given = Lending(to.person.public_id, **fields)
    return delegations.grant(given, actor=actor(principal.person), at=AT)


def end(principal: Member, to: Member) -> list[Grant]:
    """Take everything back."""
    return delegations.end(to.person.public_id, actor=actor(principal.person), at=AT)


def refusal(act: Any, *arguments: Any, **named: Any) -> str:
    """The code with which something is refused; nothing is written."""
    before = (Entry.objects.count(), Delegation.objects.count(), Grant.objects.count())
    with pytest.raises(Refused) as caught:
        act(*arguments, **named)
    assert (Entry.objects.count(), Delegation.objects.count(), Grant.objects.count()) == before
    return caught.value.refusal.code


def reported(cast: Cast) -> str:
    """A share reported to the sekda; its key."""
    order = order_to(cast.camat_limun, giver=cast.sekda)
    key = str(share_of(order, cast.camat_limun).public_id)
    actions.report(key, actor=actor(cast.camat_limun.person), at=AT, note="Selesai.")
    return key


def test_aide_s_usual_verbs_never_decide() -> None:
    cast = people.cast()
    key = reported(cast)
    lend(cast.sekda, cast.kabag_umum)
    aide = actor(cast.kabag_umum.person)
    actions.comment(key, actor=aide, at=AT, note="Bapak sedang membaca.")
    assert refusal(actions.accept, key, actor=aide, at=AT) == "not_yours"
    assert not USUAL & {"accept", "return", "answer", "approve", "sign", "report"}


def test_accepting_is_lent_only_where_the_principal_says_so() -> None:
    cast = people.cast()
    key = reported(cast)
    lend(cast.sekda, cast.kabag_umum, verbs=("accept",))
    done = actions.accept(key, actor=actor(cast.kabag_umum.person), at=AT)
    assert done.entry is not None
    assert (done.entry.position_id, done.entry.delegated) == (cast.sekda.position.pk, True)


@pytest.mark.parametrize(("secret", "seen"), [(False, 0), (True, 1)])
def test_rahasia_is_lent_only_where_the_principal_says_so(secret: bool, seen: int) -> None:
    cast = people.cast()
    order_to(cast.camat_limun, giver=cast.sekda, classification=Classification.SECRET)
    lend(cast.sekda, cast.kabag_umum, secret=secret)
    aide = actor(cast.kabag_umum.person)
    assert Instruction.visible_to(aide).count() == seen


def test_taking_back_ends_it_at_once_even_for_an_act_under_way() -> None:
    cast = people.cast()
    key = reported(cast)
    lend(cast.sekda, cast.kabag_umum, verbs=("accept",))
    aide = actor(cast.kabag_umum.person)
    (ended,) = end(cast.sekda, cast.kabag_umum)
    assert ended.status == "ended"
    assert refusal(actions.accept, key, actor=aide, at=AT) == "hat_ended"
    assert [hat.title for hat in hats_of(cast.kabag_umum.person, on=TODAY)] == [
        "Kepala Bagian Umum"
    ]
    assert not Assignment.visible_to(actor(cast.kabag_umum.person)).exists()


def test_both_deeds_are_on_record_with_what_was_lent() -> None:
    cast = people.cast()
    made = lend(cast.sekda, cast.kabag_umum, verbs=("accept", "draft"), secret=True)
    end(cast.sekda, cast.kabag_umum)
    rows = list(Entry.objects.filter(kind="grant", subject_id=made.pk).order_by("n"))
    assert [row.verb for row in rows] == ["grant", "end"]
    facts = rows[0].facts
    assert (facts["verbs"], facts["secret"], facts["starts_on"], facts["ends_on"]) == (
        ["accept", "draft"], True, TODAY.isoformat(), None,
    )  # fmt: skip
    assert {row.position_id for row in rows} == {cast.sekda.position.pk}
    assert verify().faults == []


def test_what_an_administrator_wrote_down_is_ended_on_record_too() -> None:
    cast = people.cast()  # the bupati's aide, without a deed of the bupati's
    (ended,) = end(cast.bupati, cast.ajudan)
    verbs = Entry.objects.filter(kind="grant", subject_id=ended.pk).order_by("n")
    assert list(verbs.values_list("verb", flat=True)) == ["adopt", "end"]
    assert hats_of(cast.ajudan.person, on=TODAY) == ()
    assert verify().faults == []


def test_only_who_holds_the_position_lends_and_takes_back() -> None:
    cast = people.cast()
    lend(cast.sekda, cast.kabag_umum)
    assert refusal(lend, cast.ajudan, cast.stranger) == "not_yours"
    assert refusal(end, cast.ajudan, cast.ajudan) == "not_yours"
    assert refusal(end, cast.kabag_umum, cast.kabag_umum) == "not_found"
    assert refusal(end, cast.bupati, cast.kabag_umum) == "not_found"
    named = actor(cast.kabag_umum.person).wearing(str(cast.sekda.position.public_id))
    given = Lending(cast.stranger.person.public_id)
    assert refusal(delegations.grant, given, actor=named, at=AT) == "not_yours"


def test_superior_of_a_vacant_position_does_not_lend_it() -> None:
    cast = people.cast()
    people.position("Camat Kosong", superior=cast.sekda.position)
    vacant = next(h for h in actor(cast.sekda.person).hats if h.vacant)
    named = actor(cast.sekda.person).wearing(vacant.key)
    given = Lending(cast.stranger.person.public_id)
    assert refusal(delegations.grant, given, actor=named, at=AT) == "not_yours"


def test_who_holds_two_positions_says_which_one() -> None:
    cast = people.cast()
    people.appoint(cast.camat_limun.person, cast.camat_singkut.position, capacity="plt")
    assert refusal(lend, cast.camat_limun, cast.stranger) == "choose_hat"
    named = actor(cast.camat_limun.person).wearing(str(cast.camat_limun.position.public_id))
    given = Lending(cast.stranger.person.public_id)
    made = delegations.grant(given, actor=named, at=AT)
    assert made.principal == cast.camat_limun.position


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"verbs": ()}, "no_verbs"),
        ({"verbs": ("revoke",)}, "unknown_verb"),
        ({"verbs": ("grant",)}, "unknown_verb"),
        ({"starts_on": TODAY - DAY}, "day_has_passed"),
        ({"starts_on": TODAY + DAY, "ends_on": TODAY}, "ends_before_start"),
    ],
)
def test_what_is_lent_makes_sense(fields: dict[str, Any], code: str) -> None:
    cast = people.cast()
    assert refusal(lend, cast.sekda, cast.kabag_umum, **fields) == code


def test_nobody_lends_to_themselves_to_nobody_or_twice() -> None:
    cast = people.cast()
    assert refusal(lend, cast.sekda, cast.sekda) == "same_person"
    lend(cast.sekda, cast.kabag_umum)
    assert refusal(lend, cast.sekda, cast.kabag_umum, verbs=("accept",)) == "already_lent"
    cast.stranger.person.is_active = False
    cast.stranger.person.save()
    assert refusal(lend, cast.sekda, cast.stranger) == "unknown_person"


def test_lent_for_a_time_it_ends_by_itself_and_can_be_lent_again() -> None:
    cast = people.cast()
    lend(cast.sekda, cast.kabag_umum, ends_on=TODAY + DAY)
    lend(cast.sekda, cast.kabag_umum, starts_on=TODAY + 2 * DAY, ends_on=TODAY + 3 * DAY)
    lent = [any(h.is_delegated for h in hats_of(cast.kabag_umum.person, on=TODAY + n * DAY)) for n in range(5)]  # fmt: skip
    assert lent == [True, True, True, True, False]
    assert len(end(cast.sekda, cast.kabag_umum)) == 2


def test_only_known_verbs_can_be_lent_and_each_has_words() -> None:
    known = {*ASSIGNMENT.by_verb, *INSTRUCTION.by_verb, *MEMO.by_verb}
    coming = {"extend", "pass_down", "sign"}
    assert set(DELEGABLE) <= known | coming
    assert set(DELEGABLE) >= USUAL
    assert all(str(words) for words in DELEGABLE.values())


@pytest.mark.django_db(transaction=True)
def test_of_two_grants_to_one_person_at_once_one_is_refused() -> None:
    cast = people.cast()
    for _round in range(10):
        came = race(*[partial(lend, cast.sekda, cast.kabag_umum)] * 2)
        codes = [error.refusal.code for error in came if isinstance(error, Refused)]
        assert codes == ["already_lent"], came
        end(cast.sekda, cast.kabag_umum)


@pytest.mark.django_db(transaction=True)
def test_taking_back_costs_the_same_for_one_and_for_ten() -> None:
    cast = people.cast()
    costs = []
    for number in (1, 10):
        for n in range(number):
            lend(cast.sekda, cast.kabag_umum, starts_on=TODAY + n * DAY, ends_on=TODAY + n * DAY)
        sekda = actor(cast.sekda.person)
        with counted() as statements:
            delegations.end(cast.kabag_umum.person.public_id, actor=sekda, at=AT)
        costs.append(statements.count)
    assert costs[0] == costs[1] == 6, str(statements)
