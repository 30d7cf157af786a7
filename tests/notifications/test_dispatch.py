"""Who is reached by an order: whoever acts in the position, on the channel that works for them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts import absences
from accounts.absences import Away
from accounts.models import Appointment, Capacity, Delegation
from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from notifications.models import Delivery, Preference
from tests.instructions.orders import TEXT, order_to, share_of
from tests.notifications.phones import Phones
from tests.people import AT, TODAY, Member, actor, appoint, cast, delegate, person
from tests.statements import counted
from workflow import outbox
from workflow.models import Outbox

pytestmark = pytest.mark.django_db


def told() -> set[tuple[str, str, str]]:
    """Name, channel and verb of every delivery."""
    rows = Delivery.objects.select_related("person", "entry")
    return {(row.person.name, row.channel, row.entry.verb) for row in rows}


def order_in(giver: Member, *recipients: Member) -> None:
    """An order by somebody with several hats, in the named one."""
    chosen = tuple(Recipient(str(one.position.public_id), "pelaksana") for one in recipients)
    worn = actor(giver.person).wearing(str(giver.position.public_id))
    issuing.issue(Order(text=TEXT, recipients=chosen), actor=worn, at=AT)


def test_an_order_is_queued_once_for_the_holder_of_each_position(phone: Phones) -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    assert told() == {("Ahmad Fauzi", "phone", "send"), ("Rosmawati", "phone", "send")}
    row = Delivery.objects.get(person=people.camat_pelawan.person)
    assert (row.status, row.due_at, row.position) == ("queued", AT, people.camat_pelawan.position)
    assert row.assignment == share_of(order, people.camat_pelawan)


def test_the_first_working_channel_of_the_person_is_taken(using: Callable[..., None]) -> None:
    people = cast()
    a, b, c = Phones("a"), Phones("b", people=set()), Phones("c")
    using(a, b, c)
    who = people.camat_pelawan.person
    Preference.objects.create(person=who, channel="b", place=0)
    Preference.objects.create(person=who, channel="c", place=1)
    Preference.objects.create(person=people.camat_limun.person, channel="a", place=0, is_on=False)
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    assert told() == {("Ahmad Fauzi", "c", "send"), ("Rosmawati", "c", "send")}


def test_whoever_has_no_channel_is_left_to_the_bell(using: Callable[..., None]) -> None:
    people = cast()
    using()
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    row = Delivery.objects.get()
    assert (row.channel, row.status, row.sent_at) == ("in_app", "sent", AT)


def test_a_running_plh_is_told_instead_of_the_absent_holder(phone: Phones) -> None:
    people = cast()
    away = Away(
        "cuti", TODAY, TODAY + timedelta(days=3), substitute=people.sekcam_pelawan.person.public_id
    )
    absences.register(away, actor=actor(people.camat_pelawan.person), at=AT)
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    assert told() == {("Hendra Saputra", "phone", "send")}


def test_for_a_vacant_position_the_superior_is_told(phone: Phones) -> None:
    people = cast()
    Appointment.objects.filter(position=people.camat_pelawan.position).update(
        ends_on=TODAY - timedelta(days=1)
    )
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    row = Delivery.objects.get()
    assert (row.person, row.position) == (people.sekda.person, people.camat_pelawan.position)


def test_a_plt_is_told_where_nobody_is_appointed(phone: Phones) -> None:
    people = cast()
    Appointment.objects.filter(position=people.camat_pelawan.position).delete()
    made = person("Plt. Contoh", phone="+628000000777")
    appoint(made, people.camat_pelawan.position, capacity=Capacity.PLT)
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    assert told() == {("Plt. Contoh", "phone", "send")}


def test_an_aide_is_told_with_the_principal_but_never_of_what_is_secret(phone: Phones) -> None:
    people = cast()
    delegate(people.ajudan.person, people.camat_pelawan.position)
    Delegation.objects.filter(principal=people.camat_pelawan.position).update(secret=True)
    order_to(people.camat_pelawan, people.camat_limun, giver=people.sekda)
    outbox.drain(at=AT)
    row = Delivery.objects.get(person=people.ajudan.person)
    assert (row.position, row.delegated) == (people.camat_pelawan.position, True)
    Delivery.objects.all().delete()
    order_to(people.camat_pelawan, people.camat_limun, giver=people.sekda, classification="rahasia")
    outbox.drain(at=AT)
    assert {row.person for row in Delivery.objects.all()} == {
        people.camat_pelawan.person, people.camat_limun.person
    }  # fmt: skip


def test_of_an_order_between_two_no_aide_is_told(phone: Phones) -> None:
    people = cast()
    delegate(people.ajudan.person, people.camat_pelawan.position)
    order_to(people.camat_pelawan, giver=people.sekda)
    outbox.drain(at=AT)
    assert told() == {("Ahmad Fauzi", "phone", "send")}


def test_nobody_is_told_of_their_own_act_in_another_hat(phone: Phones) -> None:
    people = cast()
    appoint(people.sekda.person, people.camat_singkut.position, capacity=Capacity.PLH)
    order_in(people.sekda, people.camat_singkut, people.camat_limun)
    outbox.drain(at=AT)
    assert told() == {("Rosmawati", "phone", "send")}


def test_that_somebody_is_ready_rings_and_wakes_nobody(phone: Phones) -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    outbox.drain(at=AT)
    actions.acknowledge(key, actor=actor(people.camat_pelawan.person), at=AT)
    outbox.drain(at=AT)
    assert not Delivery.objects.filter(person=people.bupati.person).exists()


def test_handing_an_entry_over_twice_changes_nothing(phone: Phones) -> None:
    people = cast()
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    Outbox.objects.update(done_at=None)
    outbox.drain(at=AT)
    assert Delivery.objects.count() == 1


def test_statements_do_not_grow_with_the_recipients(phone: Phones) -> None:
    people = cast()
    members = [people.camat_pelawan, people.camat_limun, people.camat_singkut, people.sekda]

    def cost(some: list[Member]) -> int:
        order_to(*some, giver=people.bupati)
        with counted() as found:
            assert outbox.drain(at=AT) > len(some)  # the search's own among them
        return found.count

    assert cost(members[:1]) == cost(members) <= 16
