"""Whatever a decree says, the day after is what a plain list of moves says, and taking it back is exact."""

from random import Random

import pytest

from accounts.models import Appointment, Capacity
from accounts.reshuffle import actions
from tests import people
from tests.accounts.reshuffle.offices import (
    EVE,
    FIRST,
    Office,
    decided,
    everything,
    faults_of,
    line,
    office,
    ring,
    sits,
)
from tests.people import AT, Member, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Office:
    return office()


@pytest.mark.parametrize("seed", range(12))
def test_random_moves_end_where_a_plain_list_says(world: Office, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same moves every time
    members = ring(8, world)
    moving = chance.sample(members, chance.randint(1, 8))
    free = [each for each in moving if chance.random() < 0.8]
    goals = chance.sample(free, len(free))
    goes: dict[int, Member | None] = dict.fromkeys((m.person.pk for m in moving), None)
    for who, goal in zip(chance.sample(moving, len(goals)), goals, strict=True):
        goes[who.person.pk] = goal
    expected = {m.position.pk: m.person.name for m in members if m not in moving}
    for who in moving:
        enters = goes[who.person.pk]
        if enters is not None:
            expected[enters.position.pk] = who.person.name
    before = everything()
    rows = [line(m, leaves=m, enters=goes[m.person.pk]) for m in chance.sample(moving, len(moving))]
    made = decided(world, *rows)
    for member in members:
        name = expected.get(member.position.pk)
        assert sits(member, FIRST) == ([(name, "definitif")] if name else [])
        assert sits(member, EVE) == [(member.person.name, "definitif")]
    actions.withdraw(str(made.public_id), actor=actor(world.clerk.person), at=AT, reason="Salah.")
    assert everything() == before


def test_penjabat_becomes_definitive_and_a_holder_is_confirmed_by_a_new_decree(
    world: Office,
) -> None:
    cast = world.cast
    post = people.position("Camat Pauh", unit=people.unit("Pauh", parent=cast.bupati.position.unit))
    person = people.person("Penjabat", nip="198001012005012955")
    people.appoint(person, post, capacity=Capacity.PJ)
    pauh = Member(person, post)
    assert faults_of(world, line(cast.camat_limun, enters=cast.camat_limun)) == [
        (2, "ke_jabatan", "nothing_changes")
    ]
    decided(
        world,
        line(pauh, leaves=pauh, enters=pauh),
        line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_limun, note="dikukuhkan"),
    )
    assert (sits(pauh, EVE), sits(pauh, FIRST)) == (
        [("Penjabat", "pj")],
        [("Penjabat", "definitif")],
    )
    rows = Appointment.objects.filter(position=cast.camat_limun.position).order_by("starts_on")
    assert [(row.ends_on, row.decree) for row in rows] == [(EVE, ""), (None, "821.2/145/BKPSDM")]
