"""Orders follow the post: the successor sees and acts from the day on, the predecessor no longer."""

from datetime import datetime, timedelta

import pytest

from accounts.actors import Actor
from accounts.models import Person
from instructions import actions, handover
from instructions.models import Assignment, Instruction
from tests import people
from tests.accounts.reshuffle.offices import Office, decided, line, office, ring, round_about
from tests.instructions.orders import order_to, share_of
from tests.people import AT, actor
from tests.statements import counted
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 30, 23, 59, tzinfo=people.WIB)
MORNING = datetime(2026, 12, 1, 0, 0, tzinfo=people.WIB)


@pytest.fixture
def world(db: None) -> Office:
    return office()


def swapped(world: Office) -> tuple[Instruction, Assignment]:
    """An order to the camat of Pelawan, who changes places with the camat of Limun."""
    cast = world.cast
    order = order_to(cast.camat_pelawan, giver=cast.bupati)
    decided(
        world,
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun),
        line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_pelawan),
    )
    return order, share_of(order, cast.camat_pelawan)


def sees(person: Person, share: Assignment, at: datetime) -> tuple[bool, bool]:
    who = actor(person, at=at)
    orders = Instruction.visible_to(who).filter(pk=share.instruction_id)
    return orders.exists(), Assignment.visible_to(who).filter(pk=share.pk).exists()


def test_at_midnight_the_order_changes_hands_and_nothing_is_written(world: Office) -> None:
    order, share = swapped(world)
    old, new = world.cast.camat_pelawan.person, world.cast.camat_limun.person
    entries = Entry.objects.exclude(kind="reshuffle").count()
    assert (sees(old, share, NIGHT), sees(new, share, NIGHT)) == ((True, True), (False, False))
    assert (sees(old, share, MORNING), sees(new, share, MORNING)) == ((False, False), (True, True))
    assert Entry.objects.exclude(kind="reshuffle").count() == entries
    assert share_of(order, world.cast.camat_pelawan).position == world.cast.camat_pelawan.position


def test_the_successor_answers_and_the_predecessor_is_told_it_is_not_there(world: Office) -> None:
    order, share = swapped(world)
    cast, key = world.cast, str(share.public_id)
    with pytest.raises(Refused) as refused:
        actions.acknowledge(key, actor=actor(cast.camat_pelawan.person, at=MORNING), at=MORNING)
    assert refused.value.refusal.code == "not_found"
    done = actions.acknowledge(key, actor=actor(cast.camat_limun.person, at=MORNING), at=MORNING)
    assert done.hat is not None
    assert done.hat.title == "Camat Pelawan"
    last = Entry.objects.filter(kind="assignment", subject_id=share.pk).order_by("-n")[0]
    assert (last.person_id, last.position_id) == (cast.camat_limun.person.pk, share.position_id)
    reported = actions.report(
        key, actor=actor(cast.camat_limun.person, at=MORNING), at=MORNING, note="Sudah."
    )
    assert reported.subject.status == "reported"
    assert order.assignments.count() == 1


def test_before_the_day_the_predecessor_still_answers(world: Office) -> None:
    _order, share = swapped(world)
    cast, key = world.cast, str(share.public_id)
    with pytest.raises(Refused):
        actions.acknowledge(key, actor=actor(cast.camat_limun.person, at=NIGHT), at=NIGHT)
    actions.acknowledge(key, actor=actor(cast.camat_pelawan.person, at=NIGHT), at=NIGHT)


def test_a_giver_who_moves_leaves_the_decisions_to_the_successor(world: Office) -> None:
    cast = world.cast
    order = order_to(cast.camat_pelawan, giver=cast.kadis_kesehatan)
    key = str(share_of(order, cast.camat_pelawan).public_id)
    actions.report(key, actor=actor(cast.camat_pelawan.person), at=AT, note="Selesai.")
    decided(
        world,
        line(cast.kadis_kesehatan, leaves=cast.kadis_kesehatan),
        line(cast.camat_singkut, leaves=cast.camat_singkut, enters=cast.kadis_kesehatan),
    )
    with pytest.raises(Refused):
        actions.accept(key, actor=actor(cast.kadis_kesehatan.person, at=MORNING), at=MORNING)
    actions.accept(key, actor=actor(cast.camat_singkut.person, at=MORNING), at=MORNING)


def test_the_load_counts_open_work_and_says_no_word_of_it(world: Office) -> None:
    cast = world.cast
    for _each in range(2):
        order = order_to(cast.camat_pelawan, cast.camat_limun, giver=cast.bupati)
    share = share_of(order, cast.camat_pelawan)
    actions.acknowledge(
        str(share.public_id), actor=actor(cast.camat_pelawan.person), at=AT,
        promised_at=AT + timedelta(days=1),
    )  # fmt: skip
    order_to(
        cast.camat_limun, cast.camat_singkut, giver=cast.bupati,
        roles={"Camat Limun": "untuk_diketahui"},
    )  # fmt: skip
    order_to(cast.sekcam_pelawan, giver=cast.camat_pelawan)
    ids = [m.position.pk for m in (cast.camat_pelawan, cast.camat_limun, cast.bupati, cast.sekda)]
    with counted() as found:
        loads = handover.loads(ids, at=AT + timedelta(days=30))
    assert found.count == 3
    assert loads[cast.camat_pelawan.position.pk] == handover.Load(2, 1, 2, 1)
    assert loads[cast.camat_limun.position.pk] == handover.Load(2, 0, 2, 0)
    assert loads[cast.bupati.position.pk] == handover.Load(0, 0, 0, 3)
    assert cast.sekda.position.pk not in loads


def work(world: Office, reader: Actor, *, before: datetime = MORNING) -> handover.Work:
    return handover.work_of(world.cast.camat_pelawan.position, actor=reader, before=before)


def test_the_list_has_what_its_reader_may_see_and_counts_the_rest(world: Office) -> None:
    cast = world.cast
    order_to(cast.camat_pelawan, giver=cast.bupati)
    order_to(cast.camat_pelawan, giver=cast.sekda, classification="rahasia")
    order_to(cast.sekcam_pelawan, giver=cast.camat_pelawan)
    order_to(cast.camat_pelawan, giver=cast.bupati, at=MORNING)
    camat, sekda = actor(cast.camat_pelawan.person), actor(cast.sekda.person)
    for reader, size in (
        (camat, (2, 1, 0)),
        (sekda, (1, 0, 2)),
        (actor(cast.wakil.person), (0, 0, 3)),
    ):
        with counted() as found:
            seen = work(world, reader)
        assert (len(seen.received), len(seen.given), seen.hidden) == size
        assert found.count == 4
    given = work(world, camat).given[0]
    assert (given.open_shares, given.total) == (1, 1)  # type: ignore[attr-defined]


def test_sixty_with_open_work_are_counted_in_as_many_statements_as_two(world: Office) -> None:
    members = ring(60, world)
    order_to(*members, giver=world.cast.bupati)
    decided(world, *round_about(members))
    with counted() as found:
        loads = handover.loads([m.position.pk for m in members], at=AT)
    assert found.count == 3
    assert {load.received for load in loads.values()} == {1}
    for n, member in enumerate(members):
        who = actor(member.person, at=MORNING)
        (share,) = Assignment.objects.addressed_to(who)
        assert share.position == members[n - 1].position
