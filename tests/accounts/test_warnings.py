"""What a giver is told of the chosen positions before sending."""

from datetime import timedelta

import pytest

from accounts.absences import Away, register
from accounts.models import Absence, Appointment, PositionKind
from accounts.warnings import warnings_for
from tests import people
from tests.people import AT, TODAY, Cast, Member, actor

pytestmark = pytest.mark.django_db


def vacate(*members: Member) -> None:
    """Nobody holds these positions any more."""
    Appointment.objects.filter(position__in=[each.position for each in members]).delete()


def told(*members: Member) -> list[tuple[str, str, str]]:
    """Code, position and offer of every warning."""
    found = warnings_for([each.position for each in members], on=TODAY)
    return [(w.code, w.position.title, w.offer.title if w.offer else "") for w in found]


def test_people_who_are_there_are_no_matter_for_a_warning() -> None:
    cast = people.cast()
    assert told(cast.camat_pelawan, cast.sekda, cast.bupati) == []


def test_vacant_position_names_the_superior_and_offers_the_unit_s_secretary() -> None:
    cast = people.cast()
    vacate(cast.camat_pelawan)
    (warning,) = warnings_for([cast.camat_pelawan.position], on=TODAY)
    assert warning.sentence == (
        "Camat Pelawan kosong. Perintah diterima atasannya: Sekretaris Daerah."
    )
    assert warning.offer == cast.sekcam_pelawan.position


def test_vacancy_climbs_over_vacancies() -> None:
    cast = people.cast()
    vacate(cast.camat_limun, cast.sekda)
    (warning,) = warnings_for([cast.camat_limun.position], on=TODAY)
    assert (warning.code, warning.offer) == ("vacant", None)
    assert warning.sentence.endswith("Bupati Sarolangun.")


def test_vacancy_below_nobody_says_so() -> None:
    cast = people.cast()
    vacate(cast.camat_limun, cast.sekda, cast.bupati)
    assert told(cast.camat_limun) == [("nobody", "Camat Limun", "")]


def test_closed_superior_does_not_receive() -> None:
    cast = people.cast()
    vacate(cast.camat_limun)
    cast.sekda.position.is_active = False
    cast.sekda.position.save()
    (warning,) = warnings_for([cast.camat_limun.position], on=TODAY)
    assert warning.sentence.endswith("Bupati Sarolangun.")


def away(member: Member) -> Absence:
    """The holder is away this week and nobody stands in."""
    until = TODAY + timedelta(days=5)
    return register(Away("sakit", TODAY, until), actor=actor(member.person), at=AT)


def test_absent_holder_without_substitute_offers_the_secretary_else_the_superior() -> None:
    cast = people.cast()
    away(cast.camat_pelawan)
    away(cast.camat_limun)
    assert told(cast.camat_pelawan, cast.camat_limun) == [
        ("absent", "Camat Pelawan", "Sekretaris Kecamatan Pelawan"),
        ("absent", "Camat Limun", "Sekretaris Daerah"),
    ]


def test_why_somebody_is_away_is_not_told() -> None:
    cast = people.cast()
    away(cast.camat_limun)
    (warning,) = warnings_for([cast.camat_limun.position], on=TODAY)
    assert warning.sentence == (
        "Camat Limun berhalangan sampai 29 November 2026 dan belum ada penggantinya."
    )


def test_nobody_is_offered_who_is_chosen_already_or_away() -> None:
    cast = people.cast()
    away(cast.camat_pelawan)
    assert told(cast.camat_pelawan, cast.sekcam_pelawan)[0][2] == ""
    away(cast.sekcam_pelawan)
    assert told(cast.camat_pelawan)[0][2] == "Sekretaris Daerah"


def test_running_plh_is_named() -> None:
    cast = people.cast()
    people.appoint(cast.sekcam_pelawan.person, cast.camat_pelawan.position, capacity="plh")
    (warning,) = warnings_for([cast.camat_pelawan.position], on=TODAY)
    assert (warning.code, warning.offer) == ("stood_in", None)
    assert warning.sentence == (
        "Camat Pelawan berhalangan. Perintah diterima Plh. Camat Pelawan, Hendra Saputra."
    )


def crowd(cast: Cast, more: int) -> list[Member]:
    """Many agencies: vacant, absent, and with a secretary."""
    made = []
    for n in range(more):
        head = people.member(f"Kepala Dinas {n}", superior=cast.sekda.position)
        people.member(
            f"Sekretaris Dinas {n}", unit=head.position.unit, kind=PositionKind.AGENCY_SECRETARY
        )
        if n % 2:
            vacate(head)
        else:
            away(head)
        made.append(head)
    return made


@pytest.mark.parametrize("more", [2, 30])
def test_any_number_costs_seven_statements(more: int, django_assert_num_queries) -> None:
    positions = [each.position for each in crowd(people.cast(), more)]
    with django_assert_num_queries(7):
        found = warnings_for(positions, on=TODAY)
    assert len(found) == more
    assert all(warning.offer for warning in found)
