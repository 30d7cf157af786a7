"""The chain of parafs: proposed, walked, broken by a change, and sent back."""

from datetime import timedelta

import pytest

from accounts.hats import holders
from accounts.models import Appointment
from memos import actions, parafs
from memos.actions import Words
from memos.models import Memo
from notifications import rules
from tests.memos.course import begun
from tests.memos.memos import register
from tests.memos.profiles.profiles import adopted
from tests.people import AT, TODAY, Cast, Member, actor, cast
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def draft(people: Cast) -> Memo:
    """The secretary of Pelawan drafts for the sekda's signature."""
    return begun(people, people.camat_limun, by=people.sekcam_pelawan)


def asked(memo: Memo, people: Cast, *superiors: Member, beside: tuple[Member, ...] = ()) -> str:
    key, by = str(memo.public_id), actor(people.sekcam_pelawan.person)
    actions.route(
        key, actor=by, at=AT,
        superiors=[str(one.position.public_id) for one in superiors],
        coordinators=[str(one.position.public_id) for one in beside],
    )  # fmt: skip
    return key


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.code


def test_those_between_drafter_and_signer_are_proposed() -> None:
    people = cast()
    register()
    assert [one.title for one in parafs.proposed(draft(people), on=TODAY)] == ["Camat Pelawan"]


def test_nobody_is_proposed_where_the_signer_is_no_superior() -> None:
    people = cast()
    register()
    memo = begun(
        people, people.camat_limun, by=people.sekcam_pelawan, signer=people.kadis_kesehatan
    )
    assert parafs.proposed(memo, on=TODAY) == []


def test_the_chain_walks_the_line_of_command_first_and_then_beside_it() -> None:
    people = cast()
    register()
    key = asked(draft(people), people, people.camat_pelawan, beside=(people.kadis_kesehatan,))
    memo = actions.submit(key, actor=actor(people.sekcam_pelawan.person), at=AT).subject
    assert (memo.status, memo.next_paraf) == ("in_review", people.camat_pelawan.position)
    with pytest.raises(Refused) as refused:
        actions.initial(key, actor=actor(people.kadis_kesehatan.person), at=AT)
    assert code_of(refused) == "not_yours"
    memo = actions.initial(key, actor=actor(people.camat_pelawan.person), at=AT).subject
    assert (memo.status, memo.next_paraf) == ("in_review", people.kadis_kesehatan.position)
    memo = actions.initial(key, actor=actor(people.kadis_kesehatan.person), at=AT).subject
    assert (memo.status, memo.next_paraf, memo.approved_at) == ("approved", None, AT)
    assert [(one.kind, one.person) for one in memo.parafs.all()] == [
        ("hierarki", people.camat_pelawan.person),
        ("koordinasi", people.kadis_kesehatan.person),
    ]


def test_a_second_tap_gives_no_second_paraf() -> None:
    people = cast()
    register()
    key = asked(draft(people), people, people.camat_pelawan, beside=(people.kadis_kesehatan,))
    actions.submit(key, actor=actor(people.sekcam_pelawan.person), at=AT)
    camat = actor(people.camat_pelawan.person)
    actions.initial(key, actor=camat, at=AT)
    again = actions.initial(key, actor=camat, at=AT)
    assert again.repeated
    assert again.subject.next_paraf == people.kadis_kesehatan.position


def test_any_change_voids_the_parafs_and_the_chain_walks_anew() -> None:
    people = cast()
    register()
    key = asked(draft(people), people, people.camat_pelawan, beside=(people.kadis_kesehatan,))
    drafter = actor(people.sekcam_pelawan.person)
    actions.submit(key, actor=drafter, at=AT)
    actions.initial(key, actor=actor(people.camat_pelawan.person), at=AT)
    memo = actions.edit(key, Words(hal="Hal yang Lain"), actor=drafter, at=AT).subject
    assert (memo.status, memo.next_paraf) == ("draft", None)
    assert not any(one.is_given for one in memo.parafs.all())
    memo = actions.submit(key, actor=drafter, at=AT).subject
    assert memo.next_paraf == people.camat_pelawan.position


def test_a_memo_goes_back_for_repair_with_the_reason() -> None:
    people = cast()
    register()
    key = asked(draft(people), people, people.camat_pelawan)
    actions.submit(key, actor=actor(people.sekcam_pelawan.person), at=AT)
    camat = actor(people.camat_pelawan.person)
    done = actions.return_for_repair(key, actor=camat, at=AT, reason="Dasarnya kurang.")
    assert done.subject.status == "draft"
    assert done.entry is not None
    assert done.entry.contents.get().body == "Dasarnya kurang."
    assert people.sekcam_pelawan.position.pk in rules.told(done.entry)


def test_the_signer_may_send_back_what_was_approved() -> None:
    people = cast()
    register()
    key = asked(draft(people), people, people.camat_pelawan)
    actions.submit(key, actor=actor(people.sekcam_pelawan.person), at=AT)
    actions.initial(key, actor=actor(people.camat_pelawan.person), at=AT)
    sekda = actor(people.sekda.person)
    memo = actions.return_for_repair(key, actor=sekda, at=AT, reason="Belum tepat.").subject
    assert memo.status == "draft"
    assert not any(one.is_given for one in memo.parafs.all())


def test_whose_turn_it_is_is_told_and_nobody_else() -> None:
    people = cast()
    register()
    key = asked(draft(people), people, people.camat_pelawan, beside=(people.kadis_kesehatan,))
    done = actions.submit(key, actor=actor(people.sekcam_pelawan.person), at=AT)
    assert done.entry is not None
    assert rules.told(done.entry) == {people.camat_pelawan.position.pk}
    done = actions.initial(key, actor=actor(people.camat_pelawan.person), at=AT)
    assert done.entry is not None
    assert rules.told(done.entry) == {people.kadis_kesehatan.position.pk}


def test_who_initials_reads_the_memo_once_it_is_on_its_way() -> None:
    people = cast()
    register()
    memo = draft(people)
    key = asked(memo, people, beside=(people.kadis_kesehatan,))
    reader = actor(people.kadis_kesehatan.person)
    assert not Memo.visible_to(reader).filter(pk=memo.pk).exists()
    actions.submit(key, actor=actor(people.sekcam_pelawan.person), at=AT)
    assert Memo.visible_to(reader).filter(pk=memo.pk).exists()


def test_a_chain_goes_through_parafs_and_cannot_be_approved_around_them() -> None:
    people = cast()
    register()
    key = asked(draft(people), people, people.camat_pelawan)
    with pytest.raises(Refused) as refused:
        actions.approve(key, actor=actor(people.sekda.person), at=AT)
    assert code_of(refused) == "parafs_first"


def test_without_a_chain_there_is_nothing_to_submit() -> None:
    people = cast()
    register()
    key = str(draft(people).public_id)
    with pytest.raises(Refused) as refused:
        actions.submit(key, actor=actor(people.sekcam_pelawan.person), at=AT)
    assert code_of(refused) == "no_parafs"


def test_the_signer_and_doubles_are_no_part_of_the_chain() -> None:
    people = cast()
    register()
    memo = draft(people)
    with pytest.raises(Refused) as refused:
        asked(memo, people, people.sekda)
    assert code_of(refused) == "paraf_of_signer"
    with pytest.raises(Refused) as refused:
        asked(memo, people, people.camat_pelawan, beside=(people.camat_pelawan,))
    assert code_of(refused) == "paraf_named_twice"


def test_who_becomes_the_signer_initials_no_more() -> None:
    people = cast()
    register()
    key = asked(draft(people), people, people.camat_pelawan)
    new = Words(signer=str(people.camat_pelawan.position.public_id))
    memo = actions.edit(key, new, actor=actor(people.sekcam_pelawan.person), at=AT).subject
    assert memo.parafs_asked == memo.parafs.count() == 0


def test_a_paraf_says_when_it_was_given() -> None:
    people = cast()
    register()
    key = asked(draft(people), people, people.camat_pelawan)
    actions.submit(key, actor=actor(people.sekcam_pelawan.person), at=AT)
    later = AT + timedelta(hours=3)
    memo = actions.initial(key, actor=actor(people.camat_pelawan.person), at=later).subject
    assert memo.parafs.get().at == later
    assert Entry.objects.get(kind="memo", verb="initial").at == later


def test_a_paraf_that_the_profile_demands_is_proposed_and_cannot_be_left_out() -> None:
    people = cast()
    register()
    adopted(people, paraf_units_nota_dinas=["dinkes"])
    memo = draft(people)
    titles = [one.title for one in parafs.proposed(memo, on=TODAY)]
    assert titles == ["Camat Pelawan", people.kadis_kesehatan.position.title]
    with pytest.raises(Refused) as refused:
        asked(memo, people, people.camat_pelawan)
    assert code_of(refused) == "paraf_compulsory"
    assert people.kadis_kesehatan.position.title in str(refused.value.refusal.sentence)
    memo.refresh_from_db()
    assert (memo.parafs_asked, memo.parafs.count()) == (0, 0)
    asked(memo, people, people.camat_pelawan, beside=(people.kadis_kesehatan,))
    assert memo.parafs.count() == 2


def test_nobody_approves_alone_what_the_profile_wants_initialled() -> None:
    people = cast()
    register()
    memo = draft(people)
    adopted(people, paraf_units_nota_dinas=["dinkes"])
    with pytest.raises(Refused) as refused:
        actions.approve(str(memo.public_id), actor=actor(people.sekda.person), at=AT)
    assert code_of(refused) == "paraf_compulsory"


def test_a_chain_from_before_the_demand_is_not_submitted() -> None:
    people = cast()
    register()
    memo = draft(people)
    key = asked(memo, people, people.camat_pelawan)
    adopted(people, paraf_units_nota_dinas=["dinkes"])
    with pytest.raises(Refused) as refused:
        actions.submit(key, actor=actor(people.sekcam_pelawan.person), at=AT)
    assert code_of(refused) == "paraf_compulsory"


def test_the_paraf_of_a_vacant_post_is_given_by_whoever_stands_in_for_it() -> None:
    people = cast()
    register()
    key = asked(draft(people), people, people.camat_pelawan)
    Appointment.objects.filter(position=people.camat_pelawan.position).update(
        ends_on=TODAY - timedelta(days=1)
    )
    memo = actions.submit(key, actor=actor(people.sekcam_pelawan.person), at=AT).subject
    above = people.camat_pelawan.position.superior
    assert above is not None
    stands_in = holders(above, on=TODAY)[0].person
    done = actions.initial(key, actor=actor(stands_in), at=AT)
    memo.refresh_from_db()
    assert memo.status == "approved"
    assert done.entry is not None
    assert done.entry.position_id == people.camat_pelawan.position.pk
    assert memo.parafs.get().person == stands_in
