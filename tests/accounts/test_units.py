"""The tree of units: paths stay right when units are made and moved."""

import pytest

from accounts.models import Unit, UnitKind
from accounts.units import create_units, in_subtree, move_unit, subtree
from tests import people
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def names(top: Unit) -> list[str]:
    return [unit.name for unit in subtree(top)]


@pytest.fixture
def tree() -> dict[str, Unit]:
    regency = people.unit("Kabupaten", kind=UnitKind.REGENCY)
    setda = people.unit("Setda", parent=regency)
    return {
        "regency": regency,
        "setda": setda,
        "umum": people.unit("Bagian Umum", parent=setda),
        "district": people.unit("Kecamatan", parent=regency),
    }


def test_subtree_is_the_unit_and_all_below_in_tree_order(tree: dict[str, Unit]) -> None:
    assert names(tree["regency"]) == ["Kabupaten", "Setda", "Bagian Umum", "Kecamatan"]
    assert names(tree["setda"]) == ["Setda", "Bagian Umum"]
    assert names(tree["umum"]) == ["Bagian Umum"]
    assert in_subtree(tree["umum"], tree["regency"])
    assert not in_subtree(tree["regency"], tree["umum"])


def test_unit_whose_id_begins_alike_is_not_in_the_subtree() -> None:
    create_units((Unit(code=f"u{n}", name=f"u{n}", kind="agency"), None) for n in range(25))
    for unit in Unit.objects.all():
        assert names(unit) == [unit.name]


def test_whole_tree_is_saved_in_two_statements(django_assert_num_queries) -> None:
    rows: list[tuple[Unit, str | None]] = [(Unit(code="0", name="0", kind="regency"), None)]
    rows += [
        (Unit(code=str(n), name=str(n), kind="agency"), str((n - 1) // 3)) for n in range(1, 40)
    ]
    with django_assert_num_queries(2 + 2):  # and one BEGIN or SAVEPOINT, with its end
        made = create_units(rows)
    assert names(made["0"])[0] == "0"
    assert len(names(made["0"])) == 40
    assert set(names(made["1"])) == {"1", *"456", *map(str, range(13, 22))}


def test_moved_unit_takes_everything_below_along(tree: dict[str, Unit]) -> None:
    move_unit(tree["setda"], to=tree["district"])
    assert names(tree["regency"]) == ["Kabupaten", "Kecamatan", "Setda", "Bagian Umum"]
    district = Unit.objects.get(name="Kecamatan")
    assert names(district) == ["Kecamatan", "Setda", "Bagian Umum"]
    assert Unit.objects.get(name="Setda").parent == district


def test_unit_can_become_a_root(tree: dict[str, Unit]) -> None:
    move_unit(tree["setda"], to=None)
    assert names(tree["regency"]) == ["Kabupaten", "Kecamatan"]
    assert names(Unit.objects.get(name="Setda")) == ["Setda", "Bagian Umum"]


@pytest.mark.parametrize("place", ["setda", "umum"])
def test_unit_cannot_move_below_itself(tree: dict[str, Unit], place: str) -> None:
    with pytest.raises(Refused) as refused:
        move_unit(tree["setda"], to=tree[place])
    assert refused.value.refusal.code == "unit_under_itself"
    assert names(tree["regency"]) == ["Kabupaten", "Setda", "Bagian Umum", "Kecamatan"]
