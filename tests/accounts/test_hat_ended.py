"""A hat that ends between the opening of a request and the writing of its act."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event, Thread

import pytest
from django.db import connections, transaction

from accounts.models import Appointment, Delegation
from instructions import actions
from tests import people
from tests.instructions.orders import order_to, share_of
from tests.people import AT, TODAY, Cast, Member, actor
from tests.races import race
from tests.statements import counted
from workflow import ledger
from workflow.door import Done
from workflow.models import Entry
from workflow.refusals import Refused

PATIENCE = 60.0
A_MOMENT = 0.3


def end(member: Member) -> None:
    """The member's last day in the position was yesterday."""
    Appointment.objects.filter(person=member.person, position=member.position).update(
        ends_on=TODAY - timedelta(days=1)
    )


def share_key(cast: Cast) -> str:
    """An order of the bupati to the camat of Limun; the key of the share."""
    return str(share_of(order_to(cast.camat_limun, giver=cast.bupati), cast.camat_limun).public_id)


def refusal(act: Callable[[], object]) -> str:
    """The code with which something is refused; nothing is written."""
    before = Entry.objects.count()
    with pytest.raises(Refused) as caught:
        act()
    assert Entry.objects.count() == before
    return caught.value.refusal.code


@pytest.mark.django_db
def test_act_is_refused_once_the_appointment_has_ended() -> None:
    cast = people.cast()
    key, camat = share_key(cast), actor(cast.camat_limun.person)
    end(cast.camat_limun)
    assert refusal(partial(actions.acknowledge, key, actor=camat, at=AT)) == "hat_ended"


@pytest.mark.django_db
def test_closed_position_ends_the_hat_too() -> None:
    cast = people.cast()
    key, camat = share_key(cast), actor(cast.camat_limun.person)
    cast.camat_limun.position.is_active = False
    cast.camat_limun.position.save()
    assert refusal(partial(actions.acknowledge, key, actor=camat, at=AT)) == "hat_ended"


@pytest.mark.django_db
def test_act_is_refused_once_the_delegation_was_taken_back_or_narrowed() -> None:
    cast = people.cast()
    key, aide = share_key(cast), actor(cast.ajudan.person)
    lent = Delegation.objects.get()
    Delegation.objects.update(verbs=["draft"])
    assert refusal(partial(actions.remind, key, actor=aide, at=AT)) == "hat_ended"
    lent.delete()
    assert refusal(partial(actions.remind, key, actor=aide, at=AT)) == "hat_ended"


@pytest.mark.django_db
def test_position_held_and_lent_falls_back_on_what_was_lent() -> None:
    cast = people.cast()
    key = share_key(cast)
    people.delegate(cast.camat_limun.person, cast.camat_limun.position, verbs=["acknowledge"])
    camat = actor(cast.camat_limun.person)
    end(cast.camat_limun)
    done = actions.acknowledge(key, actor=camat, at=AT)
    assert done.entry is not None
    assert done.entry.delegated
    assert refusal(partial(actions.start, key, actor=camat, at=AT)) == "hat_ended"


@pytest.mark.django_db
def test_position_held_twice_stands_on_what_is_left() -> None:
    cast = people.cast()
    key = share_key(cast)
    people.appoint(cast.camat_limun.person, cast.camat_limun.position, capacity="plt")
    camat = actor(cast.camat_limun.person)
    Appointment.objects.filter(person=cast.camat_limun.person, capacity="definitif").delete()
    done = actions.acknowledge(key, actor=camat, at=AT)
    assert done.hat is not None
    assert done.hat.title == "Plt. Camat Limun"


@pytest.mark.django_db
def test_superior_is_refused_once_the_vacancy_is_filled() -> None:
    cast = people.cast()
    Appointment.objects.filter(position=cast.camat_limun.position).delete()
    key, sekda = share_key(cast), actor(cast.sekda.person)
    people.appoint(people.person("Camat Baru"), cast.camat_limun.position)
    assert refusal(partial(actions.acknowledge, key, actor=sekda, at=AT)) == "hat_ended"


@pytest.mark.django_db(transaction=True)
def test_the_second_look_costs_one_statement_for_every_kind_of_hat() -> None:
    cast = people.cast()
    Appointment.objects.filter(position=cast.camat_singkut.position).delete()
    people.delegate(cast.stranger.person, cast.camat_limun.position, verbs=["acknowledge"])
    order = order_to(cast.camat_pelawan, cast.camat_limun, cast.camat_singkut, giver=cast.bupati)
    costs = []
    for member, by in (
        (cast.camat_pelawan, cast.camat_pelawan),
        (cast.camat_limun, cast.stranger),
        (cast.camat_singkut, cast.sekda),
    ):
        acting = actor(by.person)
        with counted() as statements:
            actions.acknowledge(str(share_of(order, member).public_id), actor=acting, at=AT)
        costs.append(statements.count - 1)  # the share itself is looked up by the test
    assert costs == [5, 5, 5], str(statements)


@pytest.mark.django_db(transaction=True)
def test_act_and_end_at_the_same_moment_leave_the_act_whole_or_refused() -> None:
    cast = people.cast()
    for _round in range(20):
        order = order_to(cast.camat_limun, giver=cast.bupati)
        key = str(share_of(order, cast.camat_limun).public_id)
        camat = actor(cast.camat_limun.person)
        came, _ended = race(
            partial(actions.acknowledge, key, actor=camat, at=AT), partial(end, cast.camat_limun)
        )
        written = Entry.objects.filter(verb="acknowledge", root_id=order.pk)
        if isinstance(came, Done):
            assert list(written) == [came.entry]
        else:
            assert isinstance(came, Refused), came
            assert (came.refusal.code, list(written)) == ("hat_ended", [])
        Appointment.objects.filter(position=cast.camat_limun.position).update(ends_on=None)


def in_thread(work: Callable[[], object]) -> Thread:
    """Run beside the test, with a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_whoever_ends_the_hat_waits_for_the_act_that_came_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = people.cast()
    key, camat = share_key(cast), actor(cast.camat_limun.person)
    writing, go_on, ended = Event(), Event(), Event()
    write = ledger.write

    def slowly(linked: object) -> object:
        writing.set()
        assert go_on.wait(PATIENCE)
        return write(linked)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger, "write", slowly)

    def ending() -> None:
        assert writing.wait(PATIENCE)
        end(cast.camat_limun)
        ended.set()

    acting = in_thread(partial(actions.acknowledge, key, actor=camat, at=AT))
    other = in_thread(ending)
    assert writing.wait(PATIENCE)
    assert not ended.wait(A_MOMENT), "the appointment ended in the middle of the act"
    go_on.set()
    acting.join(PATIENCE)
    other.join(PATIENCE)
    assert ended.is_set()
    assert Entry.objects.filter(verb="acknowledge").count() == 1


@pytest.mark.django_db(transaction=True)
def test_act_that_came_second_waits_for_the_end_and_is_refused() -> None:
    cast = people.cast()
    key, camat = share_key(cast), actor(cast.camat_limun.person)
    held, go_on = Event(), Event()
    codes: list[str] = []

    def ending() -> None:
        with transaction.atomic():
            end(cast.camat_limun)
            held.set()
            assert go_on.wait(PATIENCE)

    def acting() -> None:
        assert held.wait(PATIENCE)
        codes.append(refusal(partial(actions.acknowledge, key, actor=camat, at=AT)))

    threads = [in_thread(ending), in_thread(acting)]
    assert held.wait(PATIENCE)
    threads[1].join(A_MOMENT)
    assert codes == []
    go_on.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert codes == ["hat_ended"]
