"""Positions with time: who holds them, who acts, and what the database itself refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.hats import AIDE_VERBS, Hat, hats_of, holders, titled
from accounts.models import Appointment, Capacity, Position, PositionKind
from tests import people
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db

TODAY = people.TODAY
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def titles(hats: tuple[Hat, ...]) -> list[str]:
    return [hat.title for hat in hats]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "refused"),
    [
        (date(2026, 6, 1), None, True),
        (date(2026, 6, 30), date(2026, 7, 31), True),
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2025, 1, 1), None, True),
        (date(2026, 7, 1), None, False),
        (date(2025, 1, 1), date(2025, 12, 31), False),
    ],
)
def test_database_refuses_two_definitive_holders_of_one_day(
    starts_on: date, ends_on: date | None, refused: bool
) -> None:
    camat = people.position("Camat Pauh", kind=PositionKind.DISTRICT_HEAD)
    first, second = people.person("Pertama"), people.person("Kedua")
    people.appoint(first, camat, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    row = Appointment(person=second, position=camat, starts_on=starts_on, ends_on=ends_on)
    if refused:
        with (
            pytest.raises(IntegrityError, match="definitive_holders_overlap"),
            transaction.atomic(),
        ):
            row.save()
        with pytest.raises(ValidationError, match="sudah dipegang secara definitif oleh Pertama"):
            row.full_clean()
    else:
        row.full_clean()
        row.save()


def test_database_refuses_an_overlap_that_comes_by_moving_a_date_or_in_bulk() -> None:
    camat = people.position("Camat Pauh")
    people.appoint(people.person(), camat, ends_on=date(2026, 6, 30))
    later = people.appoint(people.person(), camat, starts_on=date(2026, 7, 1))
    with pytest.raises(IntegrityError, match="definitive_holders_overlap"), transaction.atomic():
        Appointment.objects.filter(pk=later.pk).update(starts_on=date(2026, 6, 30))
    rows = [Appointment(person=people.person(), position=camat, starts_on=TODAY) for _ in "ab"]
    with pytest.raises(IntegrityError, match="definitive_holders_overlap"), transaction.atomic():
        Appointment.objects.bulk_create(rows)


def test_plt_and_plh_may_stand_beside_a_definitive_holder() -> None:
    camat = people.position("Camat Pauh")
    for capacity in (Capacity.DEFINITIVE, Capacity.PLT, Capacity.PLH, Capacity.PLH):
        people.appoint(people.person(), camat, capacity=capacity)
    assert Appointment.objects.filter(position=camat).count() == 4


def test_running_plh_acts_before_the_holder_and_the_holder_before_plt() -> None:
    camat = people.position("Camat Pauh")
    for capacity in (Capacity.PLT, Capacity.DEFINITIVE, Capacity.PLH):
        people.appoint(people.person(str(capacity)), camat, capacity=capacity)
    assert [row.person.name for row in holders(camat, on=TODAY)] == ["plh", "definitif", "plt"]


def test_plh_of_last_week_does_not_act_today() -> None:
    camat = people.position("Camat Pauh")
    people.appoint(people.person("Tetap"), camat)
    people.appoint(people.person("Pengganti"), camat, capacity=Capacity.PLH, ends_on=YESTERDAY)
    assert [row.person.name for row in holders(camat, on=TODAY)] == ["Tetap"]
    assert [row.person.name for row in holders(camat, on=YESTERDAY)] == ["Pengganti", "Tetap"]


def test_hat_lasts_through_its_last_day_and_not_beyond() -> None:
    person = people.person()
    for title, starts_on, ends_on in (
        ("Berakhir kemarin", people.START, YESTERDAY),
        ("Berakhir hari ini", people.START, TODAY),
        ("Mulai hari ini", TODAY, None),
        ("Mulai besok", TOMORROW, None),
    ):
        people.appoint(person, people.position(title), starts_on=starts_on, ends_on=ends_on)
    assert titles(hats_of(person, on=TODAY)) == ["Berakhir hari ini", "Mulai hari ini"]


def test_hats_stand_in_order_of_rank_and_say_their_capacity() -> None:
    person = people.person()
    people.appoint(person, people.position("Camat Mandiangin", rank=40))
    acting = people.position("Camat Mandiangin Timur", rank=41)
    people.appoint(person, acting, capacity=Capacity.PLT)
    held, plt = hats_of(person, on=TODAY)
    assert (held.title, held.is_acting) == ("Camat Mandiangin", False)
    assert (plt.title, plt.is_acting) == ("Plt. Camat Mandiangin Timur", True)


def test_closed_position_is_no_hat() -> None:
    member = people.member("Kepala Bagian Lama", is_active=False)
    assert hats_of(member.person, on=TODAY) == ()


def test_aide_has_the_lent_hat_with_its_verbs_only() -> None:
    cast = people.cast()
    (hat,) = hats_of(cast.ajudan.person, on=TODAY)
    assert (hat.position, hat.title) == (cast.bupati.position, "Untuk Bupati Sarolangun")
    assert all(hat.allows(verb) for verb in AIDE_VERBS)
    assert not any(hat.allows(verb) for verb in ("accept", "return", "sign"))


def test_position_both_held_and_lent_counts_as_held() -> None:
    member = people.member()
    people.delegate(member.person, member.position)
    (hat,) = hats_of(member.person, on=TODAY)
    assert hat.verbs is None


def test_hats_cost_two_statements(django_assert_num_queries) -> None:
    cast = people.cast()
    with django_assert_num_queries(2):
        hats = hats_of(cast.camat_pelawan.person, on=TODAY)
        assert hats[0].position.unit.name == "Kecamatan Pelawan"


def test_actor_wears_a_hat_that_is_theirs_and_no_other() -> None:
    cast = people.cast()
    actor = people.actor(cast.camat_pelawan.person)
    worn = actor.wearing(str(cast.camat_pelawan.position.public_id))
    assert worn.hat is not None
    assert worn.hat.position == cast.camat_pelawan.position
    for wrong in (str(cast.bupati.position.public_id), "bukan-uuid", ""):
        with pytest.raises(Refused) as refused:
            actor.wearing(wrong)
        assert refused.value.refusal.code == "hat_ended"


def test_administrator_has_no_hat() -> None:
    assert people.actor(people.cast().administrator.person).hats == ()


def test_line_of_command_cannot_run_in_a_circle() -> None:
    cast = people.cast()
    sekda = cast.sekda.position
    sekda.superior = cast.sekcam_pelawan.position
    with pytest.raises(ValidationError, match="berada di bawah jabatan"):
        sekda.full_clean()


def test_camat_stands_below_the_bupati_through_the_sekda() -> None:
    cast = people.cast()
    camat = Position.objects.get(pk=cast.camat_limun.position.pk)
    assert camat.superior == cast.sekda.position
    assert camat.superior.superior == cast.bupati.position


@pytest.mark.parametrize(
    ("capacity", "words"),
    [("definitif", "Camat Limun"), ("pj", "Pj. Camat Limun"), ("plh", "Plh. Camat Limun")],
)
def test_title_says_the_capacity(capacity: str, words: str) -> None:
    assert titled(capacity, "Camat Limun") == words
