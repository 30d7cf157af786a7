"""Who acts for a position that nobody holds, told through what people then can and cannot do."""

import pytest

from accounts.hats import Hat, hats_of
from accounts.models import Appointment, Position, PositionKind
from accounts.seats import acting_for
from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Assignment
from tests import people
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, TODAY, Cast, Member, actor
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def vacate(*members: Member) -> None:
    """Nobody holds these positions any more."""
    Appointment.objects.filter(position__in=[each.position for each in members]).delete()


def titles(member: Member) -> list[str]:
    """The hats of a person, in words."""
    return [hat.title for hat in hats_of(member.person, on=TODAY)]


def hat(member: Member, position: Position) -> Hat:
    """The hat of a person for a position."""
    return next(h for h in hats_of(member.person, on=TODAY) if h.position == position)


def refusal(act: object, *arguments: object, **named: object) -> str:
    """The code with which something is refused."""
    with pytest.raises(Refused) as caught:
        act(*arguments, **named)  # type: ignore[operator]
    return caught.value.refusal.code


def test_superior_answers_for_a_vacant_camat_and_on_record_in_that_position() -> None:
    cast = people.cast()
    vacate(cast.camat_limun)
    share = share_of(order_to(cast.camat_limun, giver=cast.bupati), cast.camat_limun)
    sekda = actor(cast.sekda.person)
    assert list(Assignment.objects.addressed_to(sekda)) == [share]
    done = actions.acknowledge(str(share.public_id), actor=sekda, at=AT)
    assert done.entry is not None
    assert (done.entry.position_id, done.entry.person_id, done.entry.delegated) == (
        cast.camat_limun.position.pk,
        cast.sekda.person.pk,
        False,
    )


def test_once_a_camat_is_appointed_it_is_the_camat_s() -> None:
    cast = people.cast()
    vacate(cast.camat_limun)
    share = share_of(order_to(cast.camat_limun, giver=cast.bupati), cast.camat_limun)
    key = str(share.public_id)
    actions.acknowledge(key, actor=actor(cast.sekda.person), at=AT)
    successor = people.person("Camat Baru")
    people.appoint(successor, cast.camat_limun.position, capacity="plt")
    assert refusal(actions.start, key, actor=actor(cast.sekda.person), at=AT) == "not_found"
    actions.start(key, actor=actor(successor), at=AT)


def test_nobody_else_sees_what_lies_with_a_vacant_position() -> None:
    cast = people.cast()
    vacate(cast.camat_limun)
    share = share_of(order_to(cast.camat_limun, giver=cast.bupati), cast.camat_limun)
    for other in (cast.camat_pelawan, cast.asisten, cast.kabag_umum, cast.stranger):
        seen = Assignment.visible_to(actor(other.person))
        assert not seen.filter(pk=share.pk).exists(), other


def test_vacancy_climbs_over_vacancies_and_stops_at_whoever_is_there() -> None:
    cast = people.cast()
    vacate(cast.camat_pelawan, cast.sekcam_pelawan)
    assert "Sekretaris Kecamatan Pelawan (kosong)" in titles(cast.sekda)
    assert titles(cast.bupati) == ["Bupati Sarolangun"]
    vacate(cast.sekda)
    assert {"Sekretaris Daerah (kosong)", "Camat Pelawan (kosong)"} < set(titles(cast.bupati))
    people.appoint(people.person("Plh"), cast.sekda.position, capacity="plh")
    assert titles(cast.bupati) == ["Bupati Sarolangun"]


def test_closed_position_between_is_climbed_over_and_is_no_hat_itself() -> None:
    cast = people.cast()
    vacate(cast.camat_limun)
    Position.objects.filter(pk=cast.sekda.position.pk).update(is_active=False)
    assert titles(cast.bupati) == ["Bupati Sarolangun", "Camat Limun (kosong)"]
    assert "Camat Limun (kosong)" not in titles(cast.sekda)


def test_own_hats_come_first_and_a_vacant_one_is_dashed() -> None:
    cast = people.cast()
    vacate(cast.wakil)
    own, vacant = hats_of(cast.bupati.person, on=TODAY)
    assert (own.is_acting, vacant.is_acting) == (False, True)
    assert (vacant.is_delegated, vacant.is_fallback, vacant.sees_secret) == (False, True, True)


def test_superior_begins_nothing_in_the_name_of_a_vacant_position() -> None:
    cast = people.cast()
    vacate(cast.camat_limun)
    named = actor(cast.sekda.person).wearing(str(cast.camat_limun.position.public_id))
    order = Order(text=TEXT, recipients=(Recipient(str(cast.stranger.position.public_id)),))
    assert refusal(issuing.issue, order, actor=named, at=AT) == "not_yours"
    # Without a hat named the own position gives it: the vacant one is no choice.
    given = issuing.issue(order, actor=actor(cast.sekda.person), at=AT)
    assert given.giver == cast.sekda.position


def test_vacant_secretariat_lends_no_desk_and_vacant_administrator_no_people() -> None:
    cast = people.cast()
    Position.objects.filter(pk=cast.kabag_umum.position.pk).update(
        administers=cast.kabag_umum.position.unit
    )
    vacate(cast.kabag_umum)
    vacant = hat(cast.asisten, cast.kabag_umum.position)
    assert (vacant.duties, vacant.administers) == (frozenset(), "")


def test_giver_who_plays_the_vacant_recipient_too_is_the_giver_first() -> None:
    cast = people.cast()
    vacate(cast.camat_limun)
    order = order_to(cast.camat_limun, cast.camat_pelawan, giver=cast.sekda)
    sekda = actor(cast.sekda.person)
    key = str(share_of(order, cast.camat_limun).public_id)
    done = actions.comment(key, actor=sekda, at=AT, note="Kita bahas besok.")
    assert done.hat is not None
    assert done.hat.position_id == cast.sekda.position.pk


def given_by_the_former_bupati(cast: Cast) -> str:
    """The key of a share reported to a bupati who then left without a successor."""
    order = order_to(cast.camat_pelawan, giver=cast.bupati)
    key = str(share_of(order, cast.camat_pelawan).public_id)
    actions.report(key, actor=actor(cast.camat_pelawan.person), at=AT, note="Selesai.")
    vacate(cast.bupati)
    return key


def test_secretariat_plays_a_giver_with_nobody_above() -> None:
    cast = people.cast()
    key = given_by_the_former_bupati(cast)
    assert refusal(actions.accept, key, actor=actor(cast.sekda.person), at=AT) == "not_found"
    done = actions.accept(key, actor=actor(cast.kabag_umum.person), at=AT)
    assert done.entry is not None
    assert (done.entry.position_id, done.entry.delegated) == (cast.bupati.position.pk, True)


def test_secretariat_plays_a_giver_with_nobody_above_though_it_was_lent_less() -> None:
    cast = people.cast()
    people.delegate(cast.kabag_umum.person, cast.bupati.position)
    key = given_by_the_former_bupati(cast)
    actions.accept(key, actor=actor(cast.kabag_umum.person), at=AT)
    assert Assignment.objects.get(public_id=key).status == "completed"


def test_secretariat_answers_nothing_and_ends_nothing_for_a_vacant_top() -> None:
    cast = people.cast()
    key = given_by_the_former_bupati(cast)
    desk = actor(cast.kabag_umum.person)
    order = str(Assignment.objects.get(public_id=key).instruction.public_id)
    assert refusal(actions.revoke, order, actor=desk, at=AT, reason="Batal.") == "not_yours"
    own = share_of(order_to(cast.camat_limun, giver=cast.sekda), cast.camat_limun)
    vacate(cast.camat_limun, cast.sekda)
    key, desk = str(own.public_id), actor(cast.kabag_umum.person)
    assert refusal(actions.acknowledge, key, actor=desk, at=AT) == "not_yours"


def test_secretariat_sees_no_secret_of_a_vacant_top_and_no_partner_s_order() -> None:
    cast = people.cast()
    vacate(cast.bupati)
    kapolres = people.position("Kapolres", kind=PositionKind.PARTNER)
    assert not hat(cast.kabag_umum, cast.bupati.position).sees_secret
    assert kapolres.title not in " ".join(titles(cast.kabag_umum))


def test_superior_plays_a_vacant_giver_before_the_secretariat() -> None:
    cast = people.cast()
    order = order_to(cast.camat_pelawan, giver=cast.sekda)
    key = str(share_of(order, cast.camat_pelawan).public_id)
    actions.report(key, actor=actor(cast.camat_pelawan.person), at=AT, note="Selesai.")
    vacate(cast.sekda)
    assert refusal(actions.accept, key, actor=actor(cast.kabag_umum.person), at=AT) == "not_found"
    actions.accept(key, actor=actor(cast.bupati.person), at=AT)
    assert Entry.objects.filter(verb="accept", position_id=cast.sekda.position.pk).exists()


def test_seats_and_hats_agree_on_who_acts() -> None:
    cast = people.cast()
    vacate(cast.camat_limun, cast.sekda, cast.kabag_umum, cast.wakil)
    everybody = [getattr(cast, name) for name in cast.__slots__ if name != "administrator"]
    positions = list(Position.objects.all())
    for each in acting_for(positions, on=TODAY):
        if each.is_vacant:
            acting = {
                m.person for m in everybody if each.position in [
                    h.position for h in hats_of(m.person, on=TODAY) if h.vacant
                ]
            }  # fmt: skip
            assert each.by is not None
            assert acting == {each.by.person}, each.position


@pytest.mark.parametrize("more", [1, 60])
def test_hats_cost_two_statements_whatever_is_vacant(more: int, django_assert_num_queries) -> None:
    cast = people.cast()
    vacate(cast.sekda)
    for n in range(more):
        people.position(f"Camat {n}", superior=cast.sekda.position)
    with django_assert_num_queries(2):
        hats = hats_of(cast.bupati.person, on=TODAY)
        assert len([h for h in hats if h.vacant and h.position.unit.name]) == more + 1


@pytest.mark.parametrize("more", [1, 60])
def test_who_acts_costs_three_statements(more: int, django_assert_num_queries) -> None:
    cast = people.cast()
    positions = [people.position(f"Camat {n}", superior=cast.sekda.position) for n in range(more)]
    with django_assert_num_queries(3):
        assert {a.by.title for a in acting_for(positions, on=TODAY) if a.by} == {
            "Sekretaris Daerah"
        }
