"""Versions of the profile: who adopts them, which one holds, what is refused, what stays for ever."""

from dataclasses import fields as fields_of
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from memos import profiles
from memos.paper import DEFAULT, HeadField, Profile, Sifat
from memos.profiles import fields, look, reading
from memos.profiles.editing import adopt
from memos.profiles.models import LetterProfile, ProfileVersion
from tests.memos.profiles.profiles import BASIS, adopted, keeper
from tests.people import AT, TODAY, Cast, actor, cast
from tests.races import race
from tests.statements import counted
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def refused(people: Cast, **given: Any) -> str:
    facts: dict[str, Any] = {"effective_on": TODAY, "basis": BASIS, **given}
    values = facts.pop("values", {"margin_left": 35})
    with pytest.raises(Refused) as raised:
        adopt(values, actor=facts.pop("actor", None) or keeper(people), at=AT, **facts)
    return f"{raised.value.refusal.code} {raised.value.refusal.field}".strip()


def test_until_somebody_adopts_one_the_built_in_profile_holds() -> None:
    assert profiles.current(on=TODAY) is DEFAULT
    assert profiles.version(DEFAULT.version) is DEFAULT


def test_a_version_holds_from_its_day_on_and_says_who_made_it(people: Cast) -> None:
    adopted(people, on=TOMORROW, paper="f4_215", sifat="both", head_order=[
        "Yth.", "Dari", "Nomor", "Tanggal", "Hal",
    ])  # fmt: skip
    assert profiles.current(on=TODAY) is DEFAULT
    new = profiles.current(on=TOMORROW)
    assert (new.version, new.paper_width, new.paper_height) == ("profil-1", 215, 330)
    assert new.sifat is Sifat.BOTH
    assert new.head_order[2] is HeadField.NOMOR
    row = ProfileVersion.objects.get()
    assert (row.made_by, row.position) == (people.kabag_umum.person, people.kabag_umum.position)
    assert (row.basis, row.at, row.label) == (BASIS, AT, "profil-1")
    entry = Entry.objects.get(kind="profile", verb="adopt")
    assert entry.facts["fields"] == ["head_order", "paper", "sifat"]


def test_only_what_differs_from_the_default_is_kept(people: Cast) -> None:
    adopted(people, margin_left=30, margin_right=25.0, size=12)
    assert ProfileVersion.objects.get().values == {"margin_right": 25}


def test_a_correction_of_today_does_not_undo_what_was_set_for_tomorrow(people: Cast) -> None:
    adopted(people, on=TOMORROW, margin_left=40)
    adopted(people, margin_left=35)
    assert profiles.current(on=TODAY).margin_left == 35
    assert profiles.current(on=TOMORROW).margin_left == 40
    adopted(people, on=TOMORROW, margin_left=41)
    assert profiles.current(on=TOMORROW + timedelta(days=90)).version == "profil-3"
    assert profiles.version("profil-1").margin_left == 40


def test_it_costs_one_statement_and_follows_at_once(people: Cast) -> None:
    adopted(people, margin_left=35)
    profiles.current(on=TODAY)
    with counted() as statements:
        assert profiles.current(on=TODAY).margin_left == 35
    assert statements.count == 1
    adopted(people, margin_left=36)
    assert profiles.current(on=TODAY).margin_left == 36


def test_what_was_rolled_back_is_forgotten(people: Cast) -> None:
    adopted(people, margin_left=35)
    with transaction.atomic():
        adopted(people, margin_left=44)
        assert profiles.current(on=TODAY).margin_left == 44
        transaction.set_rollback(True)
    assert profiles.current(on=TODAY).margin_left == 35
    adopted(people, margin_left=45)
    assert profiles.current(on=TODAY).margin_left == 45


@pytest.mark.parametrize("who", ["camat_pelawan", "sekda", "ajudan", "stranger"])
def test_nobody_else_may(people: Cast, who: str) -> None:
    outsider = actor(getattr(people, who).person)
    assert refused(people, actor=outsider) == "not_keeper"
    assert not LetterProfile.objects.exists()


def test_a_member_of_the_office_who_administers_nobody_may_not(people: Cast) -> None:
    assert refused(people, actor=actor(people.kabag_umum.person)) == "not_keeper"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("size", 9),
        ("margin_left", "tiga puluh"),
        ("margin_left", float("nan")),
        ("margin_left", True),
        ("margin_left", 1e300),
        ("paper", "a3"),
        ("paper", ["a4"]),
        ("sifat", "warna"),
        ("empty_copies", "ya"),
        ("head_order", ["Yth.", "Yth.", "Dari", "Tanggal", "Nomor", "Hal"]),
        ("head_order", ["Yth.", "Dari"]),
        ("head_order", "Yth."),
        ("pattern_nota_dinas", "{number}"),
        ("pattern_nota_dinas", "{number}/{year}\x00"),
        ("unit_patterns", [["setda", "nota_dinas"]]),
        ("unit_patterns", [["tidak-ada", "nota_dinas", "{number}/{year}"]]),
        ("unit_patterns", [["setda", "surat_cinta", "{number}/{year}"]]),
        ("issuers_nota_dinas", ["raja"]),
        ("issuers_nota_dinas", [["bupati"]]),
        ("paraf_units_nota_dinas", ["tidak-ada"]),
        ("paraf_units_nota_dinas", ["umum\x00"]),
    ],
)
def test_a_value_out_of_its_range_is_refused_on_its_field(
    people: Cast, name: str, value: Any
) -> None:
    assert refused(people, values={name: value}) == f"value_refused {name}"
    assert not ProfileVersion.objects.exists()


def test_values_that_do_not_fit_together_are_refused(people: Cast) -> None:
    narrow = {"margin_left": 50, "margin_right": 40}
    assert refused(people, values=narrow) == "value_refused margin_left"
    short = {"signature_left": 110, "margin_left": 40}
    assert refused(people, values=short) == "value_refused signature_left"
    tight = {"line_height": 1.1}
    assert refused(people, values=tight) == "value_refused line_height_tight"
    assert refused(people, values={"emblem_height": 35}) == "value_refused emblem_height"


def test_the_rest_of_what_may_be_wrong(people: Cast) -> None:
    assert refused(people, values={"warna": "biru"}) == "unknown_value warna"
    assert refused(people, basis="  ") == "basis_required basis"
    assert refused(people, basis="x" * 201) == "basis_too_long basis"
    yesterday = TODAY - timedelta(days=1)
    assert refused(people, effective_on=yesterday) == "effective_in_the_past effective_on"
    far = TODAY + timedelta(days=400)
    assert refused(people, effective_on=far) == "effective_too_far effective_on"
    assert refused(people, values={"margin_left": 30}) == "nothing_changed"
    adopted(people, margin_left=35)
    assert refused(people, values={"margin_left": 36}, if_version=1) == "stale"
    assert LetterProfile.objects.get().version == 2


def test_versions_never_change(people: Cast) -> None:
    adopted(people, margin_left=35)
    rows = ProfileVersion.objects.all()
    for change in (lambda: rows.update(basis="lain"), rows.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterProfile(moved_at=AT).save()


@pytest.mark.django_db(transaction=True)
def test_two_first_versions_at_once_are_both_kept() -> None:
    people = cast()
    who = keeper(people)
    day = TODAY

    def adopting(value: int) -> Any:
        values = {"margin_left": value}
        return lambda: adopt(values, effective_on=day, basis=BASIS, actor=who, at=AT)

    answers = race(adopting(31), adopting(32), adopting(33))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    labels = set(ProfileVersion.objects.values_list("label", flat=True))
    assert labels == {"profil-1", "profil-2", "profil-3"}
    assert LetterProfile.objects.get().version == 4
    newest = ProfileVersion.objects.latest("pk")
    assert profiles.current(on=day).version == newest.label


def test_every_value_of_the_built_in_profile_is_within_its_own_rules() -> None:
    given = fields.defaults()
    assert fields.checked(given) == ({}, {})
    assert fields.cleaned(given) == {}


def test_every_value_says_where_it_comes_from() -> None:
    for spec in fields.catalogue():
        assert spec.mark in {"V", "V2", "M", "J"}, spec.name
        assert str(spec.source), spec.name
        assert spec.group in dict(fields.GROUPS), spec.name


# Measured inside one part, of no concern to an office; `paper` stands for the two sizes.
NOT_OFFERED = {
    "version", "paper_width", "paper_height", "colon_width", "value_indent", "prefix_width",
    "person_label", "dictum_label", "dictum_label_long", "title_gap", "section_colon",
    "section_label", "regency_drawing", "state_drawing",
}  # fmt: skip


def test_no_value_of_the_look_is_forgotten() -> None:
    offered = {spec.name for spec in look.LOOK}
    left = {field.name for field in fields_of(Profile)} - offered
    assert left <= NOT_OFFERED


def test_a_version_from_before_a_value_was_dropped_can_still_be_read() -> None:
    built = look.built({"margin_left": 35, "gone": 1}, label="profil-9")
    assert (built.margin_left, built.version) == (35, "profil-9")
    assert reading.labelled("2019.1") is reading.BUILT_IN
