"""Groups by rule: who is in them, who may use and keep them, what they cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts import group_edits, groups
from accounts.group_edits import GroupGiven
from accounts.models import GroupUse, Position, PositionKind, RecipientList, Unit, UnitKind
from accounts.units import create_unit
from tests import people
from tests.people import AT, Cast, actor
from tests.statements import counted
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """The small regency; Pelawan and Limun flood, and Pelawan has two villages."""
    made = people.cast()
    mark("15.03.05", "pesisir", "rawan banjir")
    mark("15.03.02", "rawan banjir")
    pelawan = Unit.objects.get(code="15.03.05")
    for name, marks in (("Batu Putih", ["rawan banjir"]), ("Lubuk Sepuh", [])):
        village = create_unit(
            name=f"Desa {name}", kind=UnitKind.VILLAGE, code=name, parent=pelawan, regions=marks
        )
        people.position(
            f"Kepala Desa {name}", unit=village, kind=PositionKind.VILLAGE_HEAD, rank=90
        )
    return made


def mark(code: str, *marks: str) -> None:
    Unit.objects.filter(code=code).update(regions=sorted(marks))


def made(**fields: Any) -> RecipientList:
    """A group of the regency by rule."""
    fields.setdefault("name", "Kelompok")
    rule = {"position_kinds", "unit_kinds", "within", "region"} & set(fields)
    return RecipientList.objects.create(noun="camat", by_rule=bool(rule), **fields)


def titles(group: RecipientList) -> list[str]:
    return [position.title for position in groups.members(group)]


def key(thing: Any) -> str:
    return str(thing.public_id)


# --- Rules -----------------------------------------------------------------------------------------

CAMATS = ["Camat Limun", "Camat Pelawan", "Camat Singkut"]
KADES = ["Kepala Desa Batu Putih", "Kepala Desa Lubuk Sepuh"]


def test_each_condition_by_itself(cast: Cast) -> None:
    pelawan = Unit.objects.get(code="15.03.05")
    assert titles(made(name="a", position_kinds=["camat"])) == CAMATS
    assert titles(made(name="b", position_kinds=["camat", "kades"])) == CAMATS + KADES
    assert titles(made(name="c", unit_kinds=["village"])) == KADES
    assert titles(made(name="d", within=pelawan)) == [
        "Camat Pelawan",
        "Sekretaris Kecamatan Pelawan",
        *KADES,
    ]
    assert titles(made(name="e", region="rawan banjir")) == [
        "Camat Limun",
        "Camat Pelawan",
        "Sekretaris Kecamatan Pelawan",
        "Kepala Desa Batu Putih",
    ]
    assert titles(made(name="f", region="rawan")) == []


def test_all_conditions_hold_together(cast: Cast) -> None:
    pelawan = Unit.objects.get(code="15.03.05")
    group = made(position_kinds=["camat", "kades"], within=pelawan, region="rawan banjir")
    assert titles(group) == ["Camat Pelawan", "Kepala Desa Batu Putih"]
    narrower = made(
        name="Desa", position_kinds=["camat", "kades"], within=pelawan, unit_kinds=["village"]
    )
    assert titles(narrower) == KADES


@pytest.mark.parametrize("odd", ["garis “pantai”", 'pulau "besar"', "100%_", "hulu\\hilir"])
def test_a_mark_is_found_whole_whatever_its_letters(cast: Cast, odd: str) -> None:
    mark("15.03.09", odd, "x")
    mark("15.03.02", odd + "n")
    assert titles(made(position_kinds=["camat"], region=odd)) == ["Camat Singkut"]


def test_positions_on_top_of_a_rule_and_left_out_of_it(cast: Cast) -> None:
    group = made(position_kinds=["camat"])
    group.positions.add(cast.kadis_kesehatan.position, cast.camat_limun.position)
    group.left_out.add(cast.camat_singkut.position)
    assert titles(group) == ["Kepala Dinas Kesehatan", "Camat Limun", "Camat Pelawan"]


def test_a_deactivated_position_leaves_and_a_new_one_is_in(cast: Cast) -> None:
    group = made(position_kinds=["camat"])
    group.positions.add(cast.kadis_kesehatan.position)
    gone = [cast.camat_limun.position.pk, cast.kadis_kesehatan.position.pk]
    Position.objects.filter(pk__in=gone).update(is_active=False)
    people.position("Camat Pauh", kind=PositionKind.DISTRICT_HEAD, rank=40)
    assert titles(group) == ["Camat Pauh", "Camat Pelawan", "Camat Singkut"]


def test_two_groups_that_overlap_reach_nobody_twice_and_never_the_giver(cast: Cast) -> None:
    camat = made(name="Semua camat", position_kinds=["camat"])
    flood = made(name="Banjir", region="rawan banjir", formal_name="Daerah rawan banjir")
    found = groups.resolve(
        [key(camat), key(flood)],
        [key(cast.camat_limun.position), key(cast.sekda.position)],
        giver=cast.camat_pelawan.position,
    )
    assert [one.title for one in found.positions] == [
        "Sekretaris Daerah",
        "Camat Limun",
        "Camat Singkut",
        "Sekretaris Kecamatan Pelawan",
        "Kepala Desa Batu Putih",
    ]
    assert sorted(found.names) == ["Daerah rawan banjir", "Sekretaris Daerah", "Semua camat"]
    assert found.noun == ""


def test_a_group_less_some_is_named_by_titles_and_keeps_its_noun(cast: Cast) -> None:
    camat = made(name="Semua camat", position_kinds=["camat"])
    limun = key(cast.camat_limun.position)
    found = groups.resolve([key(camat)], giver=cast.bupati.position, left_out=[limun])
    assert found.names == ["Camat Pelawan", "Camat Singkut"]
    assert found.noun == "camat"
    both = groups.resolve([key(camat)], [limun], giver=cast.bupati.position, left_out=[limun])
    assert both.names == ["Semua camat"]
    assert len(both.positions) == 3


def test_a_group_of_nobody_refuses_and_says_its_name(cast: Cast) -> None:
    group = made(name="Kecamatan pegunungan", position_kinds=["camat"], region="pegunungan")
    with pytest.raises(Refused) as refused:
        groups.resolve([key(group)], giver=cast.bupati.position)
    assert refused.value.refusal.code == "group_is_empty"
    assert "Kecamatan pegunungan" in str(refused.value.refusal.sentence)


def test_a_group_of_the_giver_alone_is_a_group_of_nobody(cast: Cast) -> None:
    group = made(position_kinds=["bupati"])
    with pytest.raises(Refused, match="group_is_empty"):
        groups.resolve([key(group)], giver=cast.bupati.position)


def test_someone_elses_own_group_is_unknown_to_an_order(cast: Cast) -> None:
    own = made(position_kinds=["camat"], owner=cast.sekda.position)
    assert groups.resolve([key(own)], giver=cast.sekda.position).positions
    with pytest.raises(Refused, match="unknown_recipient"):
        groups.resolve([key(own)], giver=cast.bupati.position)


# --- The list --------------------------------------------------------------------------------------


def test_last_used_comes_first_and_each_tells_its_true_size(cast: Cast) -> None:
    camat = made(name="Semua camat", position_kinds=["camat"], rank=1)
    kades = made(name="Semua kades", position_kinds=["kades"], rank=2)
    flood = made(name="Rawan banjir", region="rawan banjir", rank=3)
    bupati, limun = cast.bupati, cast.camat_limun
    groups.note_use([flood], giver=bupati.position, at=AT - timedelta(days=2))
    groups.note_use([kades], giver=bupati.position, at=AT - timedelta(days=1))
    groups.note_use([camat], giver=limun.position, at=AT)
    found = groups.listed(actor(bupati.person), giver=bupati.position)
    assert [(one.name, one.size) for one in found] == [
        ("Semua kades", 2),
        ("Rawan banjir", 4),
        ("Semua camat", 3),
    ]
    groups.note_use([camat, flood], giver=bupati.position, at=AT)
    found = groups.listed(actor(bupati.person), giver=bupati.position)
    assert [one.name for one in found] == ["Semua camat", "Rawan banjir", "Semua kades"]
    assert GroupUse.objects.filter(position=bupati.position).count() == 3
    theirs = groups.listed(actor(limun.person), giver=limun.position)
    assert [(one.name, one.size) for one in theirs][:1] == [("Semua camat", 2)]


@pytest.mark.parametrize("many", [1, 40])
def test_statements_do_not_grow_with_groups_or_positions(cast: Cast, many: int) -> None:
    for n in range(many):
        made(name=f"Kelompok {n}", position_kinds=["camat"], rank=n)
        people.position(f"Camat Contoh {n}", kind=PositionKind.DISTRICT_HEAD, rank=40)
    bupati = actor(cast.bupati.person)
    with counted() as listing:
        rows = groups.listed(bupati, giver=cast.bupati.position)
    assert {row.size for row in rows} == {3 + many}
    with counted() as resolving:
        found = groups.resolve([key(row) for row in rows], giver=cast.bupati.position)
    assert len(found.positions) == 3 + many
    with counted() as noting:
        groups.note_use(found.groups, giver=cast.bupati.position, at=AT)
    assert (listing.count, resolving.count, noting.count) == (2, 2, 1)


# --- Keeping ---------------------------------------------------------------------------------------


def refusal(given: GroupGiven, who: people.Member) -> str:
    with pytest.raises(Refused) as refused:
        group_edits.create(given, actor=actor(who.person))
    return refused.value.refusal.code


def test_a_position_keeps_its_own_groups_and_nobody_else_sees_them(cast: Cast) -> None:
    sekda, bupati = actor(cast.sekda.person), actor(cast.bupati.person)
    given = GroupGiven("Tim inti", positions=(key(cast.asisten.position),))
    own = group_edits.create(given, actor=sekda)
    assert own.owner == cast.sekda.position
    assert titles(own) == ["Asisten Administrasi Umum"]
    assert not groups.visible_to(bupati).exists()
    for act in (
        lambda: group_edits.change(own.public_id, given, actor=bupati),
        lambda: group_edits.delete(own.public_id, actor=bupati),
    ):
        with pytest.raises(Refused, match="not_found"):
            act()
    wider = GroupGiven("Tim inti", noun="camat", position_kinds=("camat",))
    group_edits.change(own.public_id, wider, actor=sekda)
    own = RecipientList.objects.get()
    assert (own.noun, own.by_rule, titles(own)) == ("camat", True, CAMATS)
    groups.note_use([own], giver=cast.sekda.position, at=AT)
    group_edits.delete(own.public_id, actor=sekda)
    assert not RecipientList.objects.exists()


def test_groups_of_the_regency_are_kept_by_the_secretariat_and_its_administrators(
    cast: Cast,
) -> None:
    given = GroupGiven("Semua camat", position_kinds=("camat",), own=False)
    for who in (cast.bupati, cast.ajudan, cast.camat_limun, cast.stranger):
        assert refusal(given, who) == "not_yours"
    group = group_edits.create(given, actor=actor(cast.kabag_umum.person))
    for who, may in ((cast.kabag_umum, True), (cast.sekda, False)):
        assert bool(group_edits.keepers(group, actor(who.person))) is may
    district, root = Unit.objects.get(code="15.03.05"), Unit.objects.get(code="15.03")
    for unit, may in ((district, False), (root, True)):
        Position.objects.filter(pk=cast.stranger.position.pk).update(administers=unit)
        assert bool(group_edits.keepers(group, actor(cast.stranger.person))) is may


def test_an_aide_uses_the_principals_groups_and_keeps_none(cast: Cast) -> None:
    own = group_edits.create(
        GroupGiven("Tim inti", positions=(key(cast.sekda.position),)),
        actor=actor(cast.bupati.person),
    )
    aide = actor(cast.ajudan.person)
    assert [one.name for one in groups.listed(aide, giver=cast.bupati.position)] == ["Tim inti"]
    assert not group_edits.keepers(own, aide)
    with pytest.raises(Refused, match="not_yours"):
        group_edits.delete(own.public_id, actor=aide)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " \u200b "}, "name_required"),
        ({"name": "x" * 81}, "name_too_long"),
        ({"noun": "x" * 41}, "noun_too_long"),
        ({"position_kinds": ("gubernur",)}, "unknown_kind"),
        ({"unit_kinds": ("provinsi",)}, "unknown_kind"),
        ({"within": "0190c9a0-0000-7000-8000-000000000000"}, "unknown_unit"),
        ({"positions": ("0190c9a0-0000-7000-8000-000000000000",)}, "unknown_position"),
        ({"left_out": ("0190c9a0-0000-7000-8000-000000000000",)}, "unknown_position"),
        ({"position_kinds": ()}, "group_without_rule_or_members"),
    ],
)
def test_what_is_no_group_is_refused(cast: Cast, wrong: dict[str, Any], code: str) -> None:
    fields = {"name": "Semua camat", "position_kinds": ("camat",), **wrong}
    assert refusal(GroupGiven(**fields), cast.sekda) == code
    assert not RecipientList.objects.exists()


def test_a_name_is_taken_once_per_keeper(cast: Cast) -> None:
    given = GroupGiven("Semua camat", position_kinds=("camat",))
    group_edits.create(given, actor=actor(cast.sekda.person))
    assert refusal(given, cast.sekda) == "name_taken"
    group_edits.create(given, actor=actor(cast.bupati.person))
    shared = GroupGiven("Semua camat", position_kinds=("camat",), own=False)
    group_edits.create(shared, actor=actor(cast.kabag_umum.person))
    assert refusal(shared, cast.kabag_umum) == "name_taken"


def test_somebody_with_two_positions_says_whose_group_it_is(cast: Cast) -> None:
    people.appoint(cast.sekda.person, cast.camat_limun.position, capacity="plt")
    given = GroupGiven("Tim inti", position_kinds=("camat",))
    assert refusal(given, cast.sekda) == "choose_hat"
    both = actor(cast.sekda.person).wearing(key(cast.camat_limun.position))
    assert group_edits.create(given, actor=both).owner == cast.camat_limun.position


def test_there_is_an_end_to_groups(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_edits, "MOST_GROUPS", 1)
    group_edits.create(GroupGiven("A", position_kinds=("camat",)), actor=actor(cast.sekda.person))
    assert refusal(GroupGiven("B", position_kinds=("camat",)), cast.sekda) == "too_many_groups"


def test_the_database_refuses_a_rule_without_conditions(cast: Cast) -> None:
    everybody = RecipientList(name="Semua", noun="orang", by_rule=True)
    hidden = RecipientList(name="Semua", noun="orang", by_rule=False, position_kinds=["camat"])
    for wrong in (everybody, hidden):
        with (
            pytest.raises(IntegrityError, match="group_rule_has_a_condition"),
            transaction.atomic(),
        ):
            wrong.save()
