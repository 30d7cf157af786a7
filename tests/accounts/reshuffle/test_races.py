"""Two reshuffles decided at the same moment: one of them sees what the other did."""

from functools import partial

import pytest

from accounts.models import Appointment, Capacity, Reshuffle
from accounts.reshuffle import actions
from tests.accounts.reshuffle.offices import Office, decided, everything, line, office, prepared
from tests.people import AT, actor
from tests.races import race
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> Office:
    return office()


def deciding(world: Office, reshuffle: Reshuffle):
    clerk = actor(world.clerk.person)
    return partial(actions.decide, str(reshuffle.public_id), actor=clerk, at=AT)


def code(outcome: object) -> str:
    return outcome.refusal.code if isinstance(outcome, Refused) else type(outcome).__name__


def test_one_post_is_given_to_one_of_two(world: Office) -> None:
    cast = world.cast
    vacant = line(cast.camat_singkut, leaves=cast.camat_singkut)
    decided(world, vacant, decree="1/A")
    first = prepared(
        world, line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_singkut),
        decree="2/A",
    )  # fmt: skip
    second = prepared(
        world, line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_singkut),
        decree="3/A",
    )  # fmt: skip
    outcomes = race(deciding(world, first), deciding(world, second))
    assert sorted(code(one) for one in outcomes) == ["Done", "reshuffle_does_not_fit"]
    rows = Appointment.objects.filter(
        position=cast.camat_singkut.position, ends_on=None, capacity=Capacity.DEFINITIVE
    )
    assert rows.count() == 1


def test_one_person_is_not_sent_to_two_posts(world: Office) -> None:
    cast = world.cast
    decided(
        world,
        line(cast.camat_singkut, leaves=cast.camat_singkut),
        line(cast.camat_limun, leaves=cast.camat_limun),
        line(cast.camat_pelawan, leaves=cast.camat_pelawan),
        decree="1/A",
    )
    first = prepared(world, line(cast.camat_pelawan, enters=cast.camat_singkut), decree="2/A")
    second = prepared(world, line(cast.camat_pelawan, enters=cast.camat_limun), decree="3/A")
    outcomes = race(deciding(world, first), deciding(world, second))
    assert sorted(code(one) for one in outcomes) == ["Done", "reshuffle_does_not_fit"]
    assert Appointment.objects.filter(person=cast.camat_pelawan.person, ends_on=None).count() == 1


def test_deciding_twice_at_once_writes_once(world: Office) -> None:
    cast = world.cast
    made = prepared(
        world,
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun),
        line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_pelawan),
    )
    outcomes = race(deciding(world, made), deciding(world, made))
    assert [code(one) for one in outcomes] == ["Done", "Done"]
    assert Appointment.objects.filter(position=cast.camat_limun.position).count() == 2
    assert Entry.objects.filter(kind="reshuffle", verb="decide").count() == 1


def test_the_same_file_sent_twice_at_once_is_one_reshuffle(world: Office) -> None:
    from tests.accounts.reshuffle.offices import table

    cast = world.cast
    data = table(line(cast.camat_pelawan, leaves=cast.camat_pelawan))

    def send() -> Reshuffle:
        clerk = actor(world.clerk.person)
        decree = actions.look_at(data, "mutasi.csv", actor=clerk).decree
        assert decree is not None
        return actions.prepare(decree, actor=clerk, at=AT)

    first, second = race(send, send)
    assert first == second
    assert Reshuffle.objects.count() == 1


def test_withdrawing_while_a_later_decree_is_decided_leaves_one_truth(world: Office) -> None:
    cast = world.cast
    before = everything()
    first = decided(world, line(cast.camat_pelawan, leaves=cast.camat_pelawan), decree="1/A")
    second = prepared(
        world, line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_pelawan),
        decree="2/A",
    )  # fmt: skip
    clerk = actor(world.clerk.person)
    withdraw = partial(actions.withdraw, str(first.public_id), actor=clerk, at=AT, reason="Salah.")
    outcomes = [code(one) for one in race(withdraw, deciding(world, second))]
    assert outcomes in (["Done", "reshuffle_does_not_fit"], ["changed_since", "Done"])
    if outcomes[0] == "Done":
        assert everything() == before
