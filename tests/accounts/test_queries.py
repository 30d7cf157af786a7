"""Searching positions for the composer, the recipient lists, and the tree."""

import pytest

from accounts.queries import search_positions, seats_of
from tests import people

pytestmark = pytest.mark.django_db
TODAY = people.TODAY


def found(text: str, **options: int) -> list[str]:
    return [seat.title for seat in search_positions(text, on=TODAY, **options)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "camat",
            ["Camat Limun", "Camat Pelawan", "Camat Singkut", "Sekretaris Kecamatan Pelawan"],
        ),
        ("CAMAT pelawan", ["Camat Pelawan", "Sekretaris Kecamatan Pelawan"]),
        ("pelawan fauzi", ["Camat Pelawan"]),
        ("  rosma ", ["Camat Limun"]),
        ("bagian umum", ["Kepala Bagian Umum"]),
        ("100%", []),
        ("\x00\u202eLimun", ["Camat Limun"]),
        ("tidak ada", []),
    ],
)
def test_every_word_is_looked_for_in_title_unit_and_holder(text: str, titles: list[str]) -> None:
    people.cast()
    assert found(text) == titles


def test_empty_search_lists_by_rank() -> None:
    people.cast()
    assert found("", limit=3) == [
        "Bupati Sarolangun",
        "Wakil Bupati Sarolangun",
        "Sekretaris Daerah",
    ]


def test_former_holder_is_not_found() -> None:
    cast = people.cast()
    people.appoint(
        people.person("Mantan Camat"),
        cast.camat_limun.position,
        starts_on=people.START.replace(year=2020),
        ends_on=people.START.replace(year=2021),
    )
    assert found("mantan") == []


def test_vacant_position_is_found_and_marked() -> None:
    people.position("Camat Air Hitam")
    (seat,) = search_positions("hitam", on=TODAY)
    assert (seat.is_vacant, seat.person, seat.title) == (True, None, "Camat Air Hitam")


def test_closed_position_is_not_found() -> None:
    people.position("Camat Air Hitam", is_active=False)
    assert found("hitam") == []


@pytest.mark.parametrize("more", [0, 50])
def test_search_costs_two_statements_for_any_number(more: int, django_assert_num_queries) -> None:
    people.cast()
    for n in range(more):
        people.member(f"Kepala Seksi {n}")
    with django_assert_num_queries(2):
        for seat in search_positions("kepala", limit=60, on=TODAY):
            assert seat.position.unit.name
            assert seat.person is not None


def test_seats_keep_the_order_asked_for(django_assert_num_queries) -> None:
    cast = people.cast()
    wanted = [cast.stranger.position, cast.bupati.position, cast.sekda.position]
    with django_assert_num_queries(1):
        assert [seat.position for seat in seats_of(wanted, on=TODAY)] == wanted
