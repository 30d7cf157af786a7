"""A reshuffle decided in advance takes effect on its day: swaps, chains, vacancies, stand-ins."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest

from accounts.actors import actor_of
from accounts.hats import hats_of
from accounts.models import Absence, Appointment, Capacity, Reshuffle
from accounts.reshuffle import actions
from tests import people
from tests.accounts.reshuffle.offices import (
    EVE,
    FIRST,
    Office,
    decided,
    everything,
    line,
    office,
    prepared,
    ring,
    round_about,
    sits,
    table,
)
from tests.people import AT, Member, actor
from tests.statements import counted
from workflow.models import Entry
from workflow.refusals import Refused
from workflow.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Office:
    return office()


def titles(member: Member, on: date) -> list[str]:
    return [hat.title for hat in hats_of(member.person, on=on)]


def test_two_camat_swap_on_the_day_and_nothing_changes_before_it(world: Office) -> None:
    pelawan, limun = world.cast.camat_pelawan, world.cast.camat_limun
    decided(
        world,
        line(pelawan, leaves=pelawan, enters=limun),
        line(limun, leaves=limun, enters=pelawan),
    )
    assert (titles(pelawan, EVE), titles(pelawan, FIRST)) == (["Camat Pelawan"], ["Camat Limun"])
    assert (titles(limun, EVE), titles(limun, FIRST)) == (["Camat Limun"], ["Camat Pelawan"])
    new = Appointment.objects.get(person=pelawan.person, starts_on=FIRST)
    assert (new.capacity, new.ends_on, new.decree) == ("definitif", None, "821.2/145/BKPSDM")


def test_a_chain_moves_up_and_the_last_post_falls_vacant(world: Office) -> None:
    cast = world.cast
    decided(
        world,
        line(cast.sekcam_pelawan, leaves=cast.sekcam_pelawan, enters=cast.camat_pelawan),
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.kadis_kesehatan),
        line(cast.kadis_kesehatan, leaves=cast.kadis_kesehatan, note="pensiun"),
    )
    assert sits(cast.kadis_kesehatan, FIRST) == [("Ahmad Fauzi", "definitif")]
    assert sits(cast.camat_pelawan, FIRST) == [("Hendra Saputra", "definitif")]
    assert sits(cast.sekcam_pelawan, FIRST) == []
    assert titles(cast.kadis_kesehatan, FIRST) == []
    assert titles(cast.kadis_kesehatan, EVE) == ["Kepala Dinas Kesehatan"]


def test_plt_ends_on_the_eve_when_a_definitive_holder_comes(world: Office) -> None:
    cast = world.cast
    lost = people.position("Camat Bathin VIII", unit=people.unit(parent=cast.bupati.position.unit))
    vacant = Member(cast.sekcam_pelawan.person, lost)
    people.appoint(cast.camat_limun.person, lost, capacity=Capacity.PLT)
    decided(world, line(cast.sekcam_pelawan, leaves=cast.sekcam_pelawan, enters=vacant))
    assert sits(vacant, EVE) == [("Rosmawati", "plt")]
    assert sits(vacant, FIRST) == [("Hendra Saputra", "definitif")]
    assert titles(cast.camat_limun, FIRST) == ["Camat Limun"]


def test_plt_becomes_definitive_in_the_same_post(world: Office) -> None:
    cast = world.cast
    post = people.position("Camat Pauh", unit=people.unit("Pauh", parent=cast.bupati.position.unit))
    pauh = Member(cast.sekcam_pelawan.person, post)
    people.appoint(cast.sekcam_pelawan.person, post, capacity=Capacity.PLT)
    decided(
        world,
        line(cast.sekcam_pelawan, leaves=cast.sekcam_pelawan, enters=pauh),
    )
    assert set(titles(cast.sekcam_pelawan, EVE)) == {
        "Plt. Camat Pauh",
        "Sekretaris Kecamatan Pelawan",
    }
    assert titles(cast.sekcam_pelawan, FIRST) == ["Camat Pauh"]


def test_a_second_post_as_plt_is_kept_when_the_first_changes(world: Office) -> None:
    cast = world.cast
    post = people.position("Camat Pauh", unit=people.unit("Pauh", parent=cast.bupati.position.unit))
    people.appoint(cast.camat_pelawan.person, post, capacity=Capacity.PLT)
    decided(
        world,
        line(cast.camat_limun, leaves=cast.camat_limun),
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun),
    )
    assert set(titles(cast.camat_pelawan, FIRST)) == {"Plt. Camat Pauh", "Camat Limun"}


def test_a_vacated_post_gets_a_plt_who_keeps_their_own(world: Office) -> None:
    cast = world.cast
    decided(
        world,
        line(cast.camat_pelawan, leaves=cast.camat_pelawan),
        line(cast.sekcam_pelawan, enters=cast.camat_pelawan, capacity="Plt."),
    )
    assert sits(cast.camat_pelawan, FIRST) == [("Hendra Saputra", "plt")]
    assert "Sekretaris Kecamatan Pelawan" in titles(cast.sekcam_pelawan, FIRST)


def absence(world: Office, starts_on: date, ends_on: date) -> Absence:
    """The camat of Pelawan is away; the secretary of the kecamatan stands in."""
    cast = world.cast
    away = Absence.objects.create(
        person=cast.camat_pelawan.person, why="cuti", moved_at=AT, substitute=cast.sekcam_pelawan.person,
        starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    Appointment.objects.create(
        person=cast.sekcam_pelawan.person, position=cast.camat_pelawan.position, absence=away,
        capacity=Capacity.PLH, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    return away


@pytest.mark.parametrize(
    ("starts_on", "left"),
    [(date(2026, 11, 20), 1), (date(2026, 12, 5), 0)],
    ids=["away over the day", "away only later"],
)
def test_a_plh_never_stands_in_for_somebody_who_left(
    world: Office, starts_on: date, left: int
) -> None:
    cast = world.cast
    absence(world, starts_on, date(2026, 12, 10))
    before = everything()
    made = decided(
        world,
        line(cast.camat_pelawan, leaves=cast.camat_pelawan),
        line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_pelawan),
    )
    for day in (FIRST, date(2026, 12, 6)):
        assert sits(cast.camat_pelawan, day) == [("Rosmawati", "definitif")]
    assert Appointment.objects.filter(capacity=Capacity.PLH).count() == left
    actions.withdraw(str(made.public_id), actor=actor(world.clerk.person), at=AT, reason="Salah.")
    assert everything() == before


def test_withdrawn_before_its_day_everything_is_exactly_as_it_was(world: Office) -> None:
    cast = world.cast
    absence(world, date(2026, 12, 5), date(2026, 12, 10))
    before = everything()
    made = decided(
        world,
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun),
        line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_pelawan),
        line(cast.kadis_kesehatan, leaves=cast.kadis_kesehatan),
    )
    assert everything() != before
    clerk = actor(world.clerk.person)
    actions.withdraw(str(made.public_id), actor=clerk, at=AT, reason="SK diperbaiki.")
    assert everything() == before
    verbs = Entry.objects.filter(kind="reshuffle").order_by("n").values_list("verb", flat=True)
    assert list(verbs) == ["prepare", "decide", "withdraw"]
    assert verify(models={"reshuffle": Reshuffle}).is_clean


def test_once_in_force_it_cannot_be_withdrawn(world: Office) -> None:
    pelawan = world.cast.camat_pelawan
    made = decided(world, line(pelawan, leaves=pelawan))
    morning = datetime(2026, 12, 1, 0, 0, tzinfo=people.WIB)
    for at, code in ((morning, "already_in_force"), (morning - timedelta(minutes=1), None)):
        clerk = actor(world.clerk.person, at=at)
        try:
            actions.withdraw(str(made.public_id), actor=clerk, at=at, reason="Terlambat.")
            found = None
        except Refused as refused:
            found = refused.refusal.code
        assert found == code


def test_a_later_decree_builds_on_an_earlier_one_which_then_stands(world: Office) -> None:
    cast = world.cast
    first = decided(
        world,
        line(cast.camat_limun, leaves=cast.camat_limun),
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun),
    )
    second = decided(
        world,
        line(cast.camat_singkut, leaves=cast.camat_singkut),
        line(cast.camat_pelawan, leaves=cast.camat_limun, enters=cast.camat_singkut),
        decree="821.2/150/BKPSDM", on=date(2026, 12, 15),
    )  # fmt: skip
    assert [titles(cast.camat_pelawan, day) for day in (EVE, FIRST, date(2026, 12, 15))] == [
        ["Camat Pelawan"], ["Camat Limun"], ["Camat Singkut"],
    ]  # fmt: skip
    clerk = actor(world.clerk.person)
    with pytest.raises(Refused) as refused:
        actions.withdraw(str(first.public_id), actor=clerk, at=AT, reason="Salah.")
    assert refused.value.refusal.code == "changed_since"
    actions.withdraw(str(second.public_id), actor=clerk, at=AT, reason="Salah.")
    actions.withdraw(str(first.public_id), actor=clerk, at=AT, reason="Salah.")
    assert titles(cast.camat_pelawan, date(2026, 12, 15)) == ["Camat Pelawan"]


def test_a_post_given_to_another_since_is_not_given_back(world: Office) -> None:
    cast = world.cast
    made = decided(world, line(cast.camat_pelawan, leaves=cast.camat_pelawan))
    people.appoint(people.person("Baru"), cast.camat_pelawan.position, starts_on=date(2026, 12, 20))
    before = everything()
    with pytest.raises(Refused) as refused:
        actions.withdraw(
            str(made.public_id), actor=actor(world.clerk.person), at=AT, reason="Salah."
        )
    assert refused.value.refusal.code == "changed_since"
    assert everything() == before


def test_an_effective_date_in_the_past_is_in_force_at_once(world: Office) -> None:
    cast = world.cast
    decided(
        world,
        line(cast.camat_limun, leaves=cast.camat_limun),
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun),
        on=date(2026, 11, 16),
    )
    assert titles(cast.camat_pelawan, AT.date()) == ["Camat Limun"]
    assert titles(cast.camat_pelawan, date(2026, 11, 15)) == ["Camat Pelawan"]


def test_what_no_longer_fits_when_it_is_decided_changes_nothing(world: Office) -> None:
    cast = world.cast
    made = prepared(
        world,
        line(cast.camat_limun, leaves=cast.camat_limun),
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun),
    )
    Appointment.objects.filter(person=cast.camat_pelawan.person).update(ends_on=date(2026, 11, 25))
    before, entries = everything(), Entry.objects.count()
    with pytest.raises(Refused) as refused:
        actions.decide(str(made.public_id), actor=actor(world.clerk.person), at=AT)
    assert refused.value.refusal.code == "reshuffle_does_not_fit"
    assert "Baris 3: Ahmad Fauzi tidak memegang jabatan ini" in str(refused.value.refusal.sentence)
    assert (everything(), Entry.objects.count()) == (before, entries)
    made.refresh_from_db()
    assert made.status == "prepared"


def test_deciding_twice_is_deciding_once(world: Office) -> None:
    made = decided(world, line(world.cast.camat_pelawan, leaves=world.cast.camat_pelawan))
    before = everything()
    done = actions.decide(str(made.public_id), actor=actor(world.clerk.person), at=AT)
    assert done.repeated
    assert everything() == before


def test_the_same_file_again_is_the_same_reshuffle_and_other_rows_are_refused(
    world: Office,
) -> None:
    cast = world.cast
    first = prepared(world, line(cast.camat_pelawan, leaves=cast.camat_pelawan))
    again = prepared(
        world, line(cast.camat_pelawan, leaves=cast.camat_pelawan), decree="821.2/145/bkpsdm"
    )
    assert (again, Reshuffle.objects.count()) == (first, 1)
    with pytest.raises(Refused) as refused:
        prepared(world, line(cast.camat_limun, leaves=cast.camat_limun))
    assert refused.value.refusal.code == "decree_taken"
    actions.withdraw(
        str(first.public_id), actor=actor(world.clerk.person), at=AT, reason="Diperbaiki."
    )
    assert prepared(world, line(cast.camat_limun, leaves=cast.camat_limun)) != first


def test_nobody_but_the_administrator_of_the_whole_regency_knows_of_it(world: Office) -> None:
    cast = world.cast
    made = prepared(world, line(cast.camat_pelawan, leaves=cast.camat_pelawan))
    smaller = people.member(
        "Kasubbag Umum", unit=cast.camat_pelawan.position.unit,
        administers=cast.camat_pelawan.position.unit,
    )  # fmt: skip
    people.delegate(cast.ajudan.person, world.clerk.position, verbs=["decide", "withdraw"])
    for somebody in (cast.camat_pelawan, cast.sekda, cast.bupati, cast.ajudan, smaller):
        who = actor(somebody.person)
        assert not Reshuffle.visible_to(who).exists()
        for act in (actions.decide, partial(actions.withdraw, reason="Salah.")):
            with pytest.raises(Refused) as refused:
                act(str(made.public_id), actor=who, at=AT)
            assert refused.value.refusal.code == "not_found"
        with pytest.raises(Refused):
            actions.office_of(who)


def test_an_act_whose_hat_ended_meanwhile_is_refused(world: Office) -> None:
    cast = world.cast
    decided(world, line(cast.camat_pelawan, leaves=cast.camat_pelawan))
    morning = datetime(2026, 12, 1, 0, 0, 1, tzinfo=people.WIB)
    camat = actor_of(cast.camat_pelawan.person, at=morning, channel="web")
    with pytest.raises(Refused) as refused:
        camat.wearing(str(cast.camat_pelawan.position.public_id))
    assert refused.value.refusal.code == "hat_ended"


@pytest.mark.parametrize("count", [2, 60])
def test_a_reshuffle_costs_the_same_for_two_and_for_sixty(world: Office, count: int) -> None:
    members = ring(count, world)
    lines = round_about(members)
    clerk = actor(world.clerk.person)
    with counted() as looked:
        reading = actions.look_at(table(*lines), "mutasi.csv", actor=clerk)
    assert reading.decree is not None
    with counted() as kept:
        made = actions.prepare(reading.decree, actor=clerk, at=AT)
    with counted() as written:
        actions.decide(str(made.public_id), actor=clerk, at=AT)
    with counted() as restored:
        actions.withdraw(str(made.public_id), actor=clerk, at=AT, reason="Salah.")
    assert (looked.count, kept.count, written.count, restored.count) == (5, 4, 12, 13), (
        f"{looked}\n\n{kept}\n\n{written}\n\n{restored}"
    )


def test_sixty_in_a_ring_all_stand_one_further_on_the_day(world: Office) -> None:
    members = ring(60, world)
    decided(world, *round_about(members))
    for n, member in enumerate(members):
        assert [hat.position for hat in hats_of(member.person, on=EVE)] == [member.position]
        assert [h.position for h in hats_of(member.person, on=FIRST)] == [members[n - 1].position]
