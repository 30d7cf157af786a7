"""A file with faults saves nothing, and every fault is named with its line, column and reason."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from accounts.models import Capacity, Reshuffle
from accounts.reshuffle import actions
from accounts.reshuffle.rows import MOST_ROWS
from tests import people
from tests.accounts.reshuffle.offices import (
    DECREE,
    FIRST,
    HEADINGS,
    Office,
    decided,
    faults_in,
    faults_of,
    line,
    office,
    ring,
    round_about,
    table,
)
from tests.people import Member, actor

pytestmark = pytest.mark.django_db

RAW = ";;;{nip};{nama};{dari_unit};{dari_jabatan};{ke_unit};{ke_jabatan};{sebagai};"


@pytest.fixture
def world(db: None) -> Office:
    return office()


def raw(world: Office, **cells: str) -> str:
    """A row from its cells; what is not given says that the camat of Pelawan leaves."""
    camat = world.cast.camat_pelawan
    sound = {
        "nip": camat.person.nip, "nama": "", "dari_unit": "Kecamatan Pelawan",
        "dari_jabatan": "Camat Pelawan", "ke_unit": "", "ke_jabatan": "", "sebagai": "",
    }  # fmt: skip
    return RAW.format(**{**sound, **cells})


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"nip": ""}, "nip", "empty_cell"),
        ({"nip": "1979"}, "nip", "nip_digits"),
        ({"nip": "1,97904E+17"}, "nip", "digits_lost"),
        ({"nip": "199001012015011001"}, "nip", "unknown_nip"),
        ({"nama": "Rosmawati"}, "nama", "name_differs"),
        ({"dari_unit": "Kecamatan Entah"}, "dari_unit", "unknown_unit"),
        ({"dari_unit": ""}, "dari_unit", "empty_cell"),
        ({"dari_jabatan": ""}, "dari_jabatan", "empty_cell"),
        ({"dari_jabatan": "Camat Limun"}, "dari_jabatan", "unknown_post"),
        ({"dari_unit": "", "dari_jabatan": ""}, "ke_jabatan", "goes_nowhere"),
        ({"dari_unit": "15.03.02", "dari_jabatan": "Camat Limun"}, "dari_jabatan", "not_in_office"),
        ({"sebagai": "definitif"}, "sebagai", "capacity_without_post"),
        ({"sebagai": "raja"}, "sebagai", "unknown_choice"),
        (
            {"ke_unit": "Kecamatan Limun", "ke_jabatan": "Camat Limun", "sebagai": "Plh."},
            "sebagai",
            "plh_by_decree",
        ),
        ({"ke_unit": "Kecamatan Limun", "ke_jabatan": "Camat Limun"}, "ke_jabatan", "post_is_held"),
    ],
)
def test_a_damaged_cell_is_named(
    world: Office, cells: dict[str, str], column: str, code: str
) -> None:
    sound = line(world.cast.camat_singkut, leaves=world.cast.camat_singkut)
    assert faults_of(world, sound, raw(world, **cells)) == [(3, column, code)]
    assert not Reshuffle.objects.exists()


def test_a_name_with_titles_is_the_same_name(world: Office) -> None:
    assert faults_of(world, raw(world, nama="Drs. H. AHMAD FAUZI, M.Si.")) == []


def test_rows_that_contradict_each_other_or_what_is_there(world: Office) -> None:
    cast = world.cast
    assert faults_of(
        world,
        line(cast.camat_pelawan, leaves=cast.camat_limun, enters=cast.camat_singkut),
        line(cast.kadis_kesehatan, enters=cast.asisten),
        line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_limun),
        line(cast.sekcam_pelawan, leaves=cast.sekcam_pelawan, enters=cast.camat_singkut),
    ) == [
        (2, "dari_jabatan", "not_in_office"),
        (2, "ke_jabatan", "post_is_held"),
        (2, "dari_jabatan", "still_in_office"),
        (3, "ke_jabatan", "post_is_held"),
        (3, "dari_jabatan", "still_in_office"),
        (5, "ke_jabatan", "said_twice"),
        (5, "ke_jabatan", "post_is_held"),
    ]


def test_the_reason_says_who_is_in_the_way(world: Office) -> None:
    cast = world.cast
    row = line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun)
    (fault,) = faults_in(world, table(row))
    assert (
        fault.reason
        == "Masih dipegang Rosmawati sejak 1 Januari 2026; ia belum dipindahkan dari sini."
    )


def test_one_file_is_one_decree_with_dates_that_belong_together(world: Office) -> None:
    cast = world.cast
    rows = [line(m, leaves=m) for m in (cast.camat_pelawan, cast.camat_limun)]
    other = rows[1].replace(";;;", "9/X;21-11-2026;02-12-2026;", 1)
    assert faults_of(world, rows[0], other) == [
        (3, "nomor_sk", "decree_differs"),
        (3, "tanggal_sk", "decree_differs"),
        (3, "tanggal_berlaku", "decree_differs"),
    ]
    same = rows[1].replace(";;;", f"{DECREE};20-11-2026;{FIRST:%d-%m-%Y};", 1)
    assert faults_of(world, rows[0], same) == []
    assert faults_of(world, rows[0], on=date(2036, 12, 1)) == [
        (2, "tanggal_berlaku", "dates_far_apart")
    ]
    assert faults_of(world, rows[0], decree="", dated="") == [
        (2, "nomor_sk", "empty_cell"),
        (2, "tanggal_sk", "empty_cell"),
    ]


def test_what_another_decree_has_settled_is_not_crossed(world: Office) -> None:
    cast = world.cast
    later = date(2026, 12, 15)
    decided(
        world,
        line(cast.kadis_kesehatan, leaves=cast.kadis_kesehatan),
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.kadis_kesehatan),
        line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_pelawan),
        decree="821.2/9/BKPSDM", on=later,
    )  # fmt: skip
    assert faults_of(
        world, line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_singkut)
    ) == [
        (2, "dari_jabatan", "set_by_another_decree"),
        (2, "ke_jabatan", "post_is_held"),
        (2, "dari_jabatan", "still_in_office"),
        (2, "nip", "moves_again_later"),
    ]
    pauh = Member(cast.sekcam_pelawan.person, cast.camat_pelawan.position)
    rows = line(cast.sekcam_pelawan, leaves=cast.sekcam_pelawan, enters=pauh)
    codes = [code for _line, _column, code in faults_of(world, rows)]
    assert codes == ["post_is_held", "taken_from_a_later_day"]


def test_a_plt_beside_a_holder_is_remarked_and_two_newcomers_are_refused(world: Office) -> None:
    cast = world.cast
    beside = line(cast.camat_limun, enters=cast.camat_pelawan, capacity="Plt.")
    assert faults_of(world, beside) == []
    newcomer = line(cast.sekcam_pelawan, leaves=cast.sekcam_pelawan, enters=cast.camat_pelawan)
    away = line(cast.camat_pelawan, leaves=cast.camat_pelawan)
    assert faults_of(world, away, beside, newcomer) == [(4, "ke_jabatan", "said_twice")]


def test_units_of_one_name_are_told_apart_by_code_or_by_the_post(world: Office) -> None:
    root = world.cast.bupati.position.unit
    twins = [people.unit("Sekretariat", parent=root, code=f"sek-{n}") for n in "ab"]
    for unit in twins:
        people.position("Kasubbag Umum", unit=unit)
    only = people.position("Kasubbag Keuangan", unit=twins[0])
    goes = {"ke_unit": "sekretariat", "ke_jabatan": "Kasubbag Umum"}
    assert faults_of(world, raw(world, **goes)) == [(2, "ke_unit", "unit_ambiguous")]
    assert faults_of(world, raw(world, **{**goes, "ke_unit": "SEK-B"})) == []
    assert faults_of(world, raw(world, **{**goes, "ke_jabatan": only.title})) == []


def test_posts_outside_the_regency_and_closed_ones_are_not_entered(world: Office) -> None:
    people.position("Kapolres", unit=people.unit("Polres"))
    closed = people.position(
        "Camat Lama", unit=world.cast.camat_limun.position.unit, is_active=False
    )
    goes = {"ke_unit": "Polres", "ke_jabatan": "Kapolres"}
    assert faults_of(world, raw(world, **goes)) == [(2, "ke_unit", "unknown_unit")]
    goes = {"ke_unit": "Kecamatan Limun", "ke_jabatan": closed.title}
    assert faults_of(world, raw(world, **goes)) == [(2, "ke_jabatan", "post_closed")]


def test_whoever_cannot_sign_in_any_more_may_only_leave(world: Office) -> None:
    person = world.cast.camat_pelawan.person
    person.is_active = False
    person.save()
    assert faults_of(world, raw(world)) == []
    goes = {"ke_unit": "Setda", "ke_jabatan": "Asisten Administrasi Umum"}
    assert (2, "nip", "person_inactive") in faults_of(world, raw(world, **goes))


def test_a_workbook_says_the_same_as_a_csv(world: Office) -> None:
    cast = world.cast
    camat = cast.camat_pelawan
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS.split(";"))
    sheet.append(
        [DECREE, date(2026, 11, 20), FIRST, camat.person.nip, "", "Kecamatan Pelawan",
         "Camat Pelawan", "Kecamatan Limun", "Camat Limun", "Plt", ""]
    )  # fmt: skip
    saved = io.BytesIO()
    book.save(saved)
    reading = actions.look_at(saved.getvalue(), "mutasi.xlsx", actor=actor(world.clerk.person))
    assert reading.faults == ()
    assert reading.decree is not None
    (row,) = reading.decree.rows
    assert (row.to_position, row.capacity) == (cast.camat_limun.position, Capacity.PLT)
    book.create_sheet("Lampiran").append(["x"])
    saved = io.BytesIO()
    book.save(saved)
    codes = [fault.code for fault in faults_in(world, saved.getvalue())]
    assert codes == ["several_sheets"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7", "not_a_table"),
        (HEADINGS.encode(), "no_rows"),
        (b"nip;nama\n1;2", "missing_column"),
        (b"\xff\xfe\x00", "no_rows"),
    ],
)
def test_what_is_no_such_table_is_said_so(world: Office, data: bytes, code: str) -> None:
    assert code in {fault.code for fault in faults_in(world, data)}


def test_more_rows_than_any_decree_has_are_refused(world: Office) -> None:
    rows = [raw(world)] * (MOST_ROWS + 2)
    codes = [fault.code for fault in faults_in(world, table(*rows))]
    assert codes == ["too_many_rows"]


def test_sixty_rows_with_one_fault_save_nothing(world: Office) -> None:
    members = ring(60, world)
    rows = round_about(members)
    rows[30] = line(members[30], leaves=members[31], enters=members[29])
    found = faults_of(world, *rows)
    assert (32, "dari_jabatan", "not_in_office") in found
    assert {number for number, _column, _code in found} <= {31, 32, 33}
    assert not Reshuffle.objects.exists()
