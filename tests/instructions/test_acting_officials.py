"""Officials who act: two agencies at once, beside the absent holder, until a definitive one comes."""

from datetime import timedelta

import pytest

from accounts import absences
from accounts.absences import Away
from accounts.hats import holders
from accounts.models import Appointment, Capacity
from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Assignment
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, TODAY, Cast, Member, actor, appoint, cast, member, person
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def plt_of_two(people: Cast) -> tuple[Member, Member]:
    """The kadis kesehatan is Plt. of two more agencies, which had heads before."""
    both = member("Kepala Dinas Sosial"), member("Kepala Dinas Pendidikan")
    for each in both:
        Appointment.objects.filter(position=each.position).delete()
        appoint(people.kadis_kesehatan.person, each.position, capacity=Capacity.PLT)
    return both


def test_plt_of_two_agencies_answers_each_in_its_own_position() -> None:
    people = cast()
    sosial, pendidikan = plt_of_two(people)
    order = order_to(sosial, pendidikan, people.kadis_kesehatan, giver=people.bupati)
    acting = actor(people.kadis_kesehatan.person)
    assert Assignment.objects.addressed_to(acting).count() == 3
    for each in (sosial, pendidikan):
        # One share, one position: nothing to choose.
        done = actions.acknowledge(str(share_of(order, each).public_id), actor=acting, at=AT)
        assert done.entry is not None
        assert done.entry.position_id == each.position.pk
        assert done.hat is not None
        assert done.hat.title == f"Plt. {each.position.title}"
    assert share_of(order, people.kadis_kesehatan).status == "sent"


def test_plt_of_two_agencies_is_asked_in_which_position_an_order_is_given() -> None:
    people = cast()
    sosial, _pendidikan = plt_of_two(people)
    acting = actor(people.kadis_kesehatan.person)
    order = Order(text=TEXT, recipients=(Recipient(str(people.stranger.position.public_id)),))
    with pytest.raises(Refused) as caught:
        issuing.issue(order, actor=acting, at=AT)
    assert caught.value.refusal.code == "choose_hat"
    assert {choice.label for choice in caught.value.refusal.choices} == {
        "Kepala Dinas Kesehatan", "Plt. Kepala Dinas Sosial", "Plt. Kepala Dinas Pendidikan",
    }  # fmt: skip
    named = acting.wearing(str(sosial.position.public_id))
    assert issuing.issue(order, actor=named, at=AT).giver == sosial.position


def test_plt_who_orders_their_own_other_agency_is_on_both_sides_and_on_record() -> None:
    people = cast()
    sosial, pendidikan = plt_of_two(people)
    acting = actor(people.kadis_kesehatan.person)
    order = Order(text=TEXT, recipients=(Recipient(str(pendidikan.position.public_id)),))
    given = issuing.issue(order, actor=acting.wearing(str(sosial.position.public_id)), at=AT)
    key = str(share_of(given, pendidikan).public_id)
    actions.report(key, actor=acting, at=AT, note="Selesai.")
    actions.accept(key, actor=acting, at=AT)
    rows = Entry.objects.filter(kind="assignment", root_id=given.pk).order_by("n")
    assert [(row.verb, row.position_id) for row in rows] == [
        ("send", sosial.position.pk),
        ("report", pendidikan.position.pk),
        ("accept", sosial.position.pk),
    ]
    assert {row.person_id for row in rows} == {people.kadis_kesehatan.person.pk}


def test_plh_and_the_absent_holder_both_see_and_each_acts_in_their_own_name() -> None:
    people = cast()
    plh = people.sekcam_pelawan
    given = Away("dinas_luar", TODAY, TODAY + 3 * DAY, substitute=plh.person.public_id)
    absences.register(given, actor=actor(people.camat_pelawan.person), at=AT)
    order = order_to(people.camat_pelawan, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    assert holders(people.camat_pelawan.position, on=TODAY)[0].person == plh.person
    actions.acknowledge(key, actor=actor(plh.person), at=AT)
    # From afar the holder can still say a word; the record tells the two apart.
    actions.progress(key, actor=actor(people.camat_pelawan.person), at=AT, note="Saya pantau.")
    rows = Entry.objects.filter(kind="assignment", root_id=order.pk).order_by("n")
    assert [row.person_id for row in rows][1:] == [plh.person.pk, people.camat_pelawan.person.pk]
    assert {row.position_id for row in rows[1:]} == {people.camat_pelawan.position.pk}


def test_plh_of_two_positions_and_own_work_keep_apart() -> None:
    people = cast()
    plh = people.camat_singkut
    for absent in (people.camat_pelawan, people.camat_limun):
        given = Away("cuti", TODAY, TODAY + DAY, substitute=plh.person.public_id)
        absences.register(given, actor=actor(absent.person), at=AT)
    everybody = (people.camat_pelawan, people.camat_limun, plh)
    order = order_to(*everybody, giver=people.bupati)
    acting = actor(plh.person)
    for each in everybody:
        done = actions.acknowledge(str(share_of(order, each).public_id), actor=acting, at=AT)
        assert done.entry is not None
        assert done.entry.position_id == each.position.pk


def test_plt_ends_when_a_definitive_holder_starts_and_the_work_is_handed_over() -> None:
    people = cast()
    people_of_limun = people.camat_limun
    Appointment.objects.filter(position=people_of_limun.position).delete()
    plt, successor = people.camat_pelawan.person, person("Camat Baru")
    appoint(plt, people_of_limun.position, capacity=Capacity.PLT, ends_on=TODAY)
    appoint(successor, people_of_limun.position, starts_on=TODAY + DAY)
    order = order_to(people_of_limun, giver=people.bupati)
    key = str(share_of(order, people_of_limun).public_id)
    actions.acknowledge(key, actor=actor(plt), at=AT)
    with pytest.raises(Refused) as caught:
        actions.start(key, actor=actor(successor), at=AT)
    assert caught.value.refusal.code == "not_found"
    tomorrow = AT + DAY
    with pytest.raises(Refused) as caught:
        actions.start(key, actor=actor(plt, at=tomorrow), at=tomorrow)
    assert caught.value.refusal.code == "not_found"
    done = actions.start(key, actor=actor(successor, at=tomorrow), at=tomorrow)
    assert done.hat is not None
    assert done.hat.title == "Camat Limun"


def test_definitive_holder_acts_before_a_plt_whose_end_was_forgotten() -> None:
    people = cast()
    appoint(people.camat_pelawan.person, people.camat_limun.position, capacity=Capacity.PLT)
    first, second = holders(people.camat_limun.position, on=TODAY)
    assert (first.person, second.capacity) == (people.camat_limun.person, "plt")
