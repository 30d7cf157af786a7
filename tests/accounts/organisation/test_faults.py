"""A damaged organisation: every fault named with table, line and column, nothing written."""

import tracemalloc

import pytest

from accounts.models import Appointment, OrganisationImport, Person, Position, Unit
from accounts.organisation import importing, papers
from accounts.organisation.nouns import LISTS, Noun
from tests.accounts.organisation.lists import (
    ALL,
    APPOINTMENTS,
    PEOPLE,
    POSITIONS,
    TODAY,
    UNITS,
    bring_in,
    check,
    counts,
    files,
    found,
    lines,
)
from tests.accounts.tables.books import Rows, workbook

pytestmark = pytest.mark.django_db


def reasons(given) -> list[str]:
    return [each.reason for each in check(given).faults]


def test_codes_given_twice_and_parents_unknown_are_named() -> None:
    rows = (
        UNITS
        + "SETDA;Setda Lagi;sekretariat daerah;77;;;;\nx;X;dinas;99;;;;\ny;Y;dinas;Kecamatan Hulu;;;;\n"
    )
    report = check({"unit.csv": rows})
    assert found(report) == [
        ("unit", 7, "kode", "code_twice"),
        ("unit", 8, "induk", "unknown_unit"),
        ("unit", 9, "induk", "unknown_unit"),
    ]
    assert "baris 3 (unit)" in report.faults[0].reason
    assert "kodenya: 77.01" in report.faults[2].reason


def test_a_circle_of_units_is_named_with_its_chain() -> None:
    rows = UNITS + "a;A;dinas;c;;;;\nb;B;bagian;a;;;;\nc;C;bagian;b;;;;\nd;D;dinas;d;;;;\n"
    report = check({"unit.csv": rows})
    assert found(report) == [
        ("unit", 7, "induk", "units_in_a_circle"),
        ("unit", 10, "induk", "units_in_a_circle"),
    ]
    assert "a → c → b → a" in report.faults[0].reason
    assert "d → d" in report.faults[1].reason


def test_a_circle_that_the_file_closes_through_the_database_is_named() -> None:
    bring_in({"unit.csv": UNITS})
    row = lines("kode;nama;jenis;induk", "77.01;Kecamatan Hulu;kecamatan;77.01.2001")
    report = check({"unit.csv": row})
    assert found(report) == [("unit", 2, "induk", "units_in_a_circle")]
    assert "77.01 → 77.01.2001 → 77.01" in report.faults[0].reason


def test_a_second_root_is_named() -> None:
    rows = UNITS + "lain;Dinas Lain;dinas;;;;;\n"
    assert found(check({"unit.csv": rows})) == [("unit", 7, "induk", "second_root")]
    bring_in({"unit.csv": UNITS})
    row = lines("kode;nama;jenis;induk", "lain;Dinas Lain;dinas;")
    assert found(check({"unit.csv": row})) == [("unit", 2, "induk", "second_root")]


def test_a_tree_too_deep_for_its_paths_is_named() -> None:
    rows = [f"u{n};U {n};dinas;u{n - 1}" for n in range(1, 22)]
    text = lines("kode;nama;jenis;induk", "u0;U 0;kabupaten;", *rows)
    assert found(check({"unit.csv": text})) == [
        ("unit", 22, "induk", "units_too_deep"),
        ("unit", 23, "induk", "units_too_deep"),
    ]


def test_superiors_unknown_ambiguous_and_own_are_named() -> None:
    head = "unit;jabatan;jenis;atasan;unit_atasan"
    rows = lines(
        head,
        "77;Bupati Contoh;bupati;;",
        "setda;Staf;staf;Bupati Contoh;",
        "77.01;Staf;staf;Bupati Contoh;",
        "umum;Kepala;kabag;Tidak Ada;",
        "77.01.2001;Kades;kades;Kepala;setda",
        "umum;Pesuruh;staf;Staf;",
        "77;Juru Tulis;staf;Staf;",
        "77;Penjaga;staf;Staf;77.01",
        "77;Sendiri;staf;Sendiri;",
        "77;Lain;staf;Bupati Contoh;tidak-ada",
    )
    report = check({"unit.csv": UNITS, "jabatan.csv": rows})
    assert found(report) == [
        ("jabatan", 5, "atasan", "unknown_superior"),
        ("jabatan", 6, "atasan", "unknown_superior"),
        ("jabatan", 8, "atasan", "superior_ambiguous"),
        ("jabatan", 10, "atasan", "own_superior"),
        ("jabatan", 11, "unit_atasan", "unknown_unit"),
    ]
    assert "77.01, setda" in report.faults[2].reason


def test_a_circle_in_the_line_of_command_is_named_with_its_chain() -> None:
    rows = POSITIONS.replace("Bupati Contoh;bupati;;", "Bupati Contoh;bupati;Camat Hulu;")
    report = check({"unit.csv": UNITS, "jabatan.csv": rows})
    assert found(report) == [("jabatan", 2, "atasan", "command_in_a_circle")]
    assert (
        "Bupati Contoh → Camat Hulu → Sekretaris Daerah → Bupati Contoh" in report.faults[0].reason
    )


def test_a_position_twice_retired_or_in_no_unit_is_named() -> None:
    bring_in(ALL)
    Position.objects.filter(title="Camat Hulu").update(is_active=False)
    rows = POSITIONS + "UMUM;kepala bagian umum;kabag;;;\ntidak;Kepala Seksi;kasi;;;\n"
    assert found(check({"jabatan.csv": rows})) == [
        ("jabatan", 5, "jabatan", "position_inactive"),
        ("jabatan", 7, "jabatan", "position_twice"),
        ("jabatan", 8, "unit", "unknown_unit"),
    ]


def test_a_nip_twice_in_the_file_is_named_wherever_it_stands() -> None:
    again = "197001012000011001;Orang Lain;;;Ibu;;;;\n19700101 200001 1 001;Lagi;;;Ibu;;;;\n"
    report = check({"orang.csv": PEOPLE + again})
    assert found(report) == [("orang", 7, "nip", "nip_twice"), ("orang", 8, "nip", "nip_twice")]
    assert "baris 3" in report.faults[0].reason
    two = check(
        {
            "orang-a.csv": PEOPLE,
            "orang-b.csv": lines("nip;nama;sapaan", again.split(";;;", maxsplit=1)[0] + ";Ibu"),
        }
    )
    assert found(two) == [("orang-b", 2, "nip", "nip_twice")]
    assert "(orang-a)" in two.faults[0].reason


def test_a_nip_of_somebody_else_in_the_database_is_named() -> None:
    bring_in(ALL)
    report = check(
        {"orang.csv": lines("nip;nama;sapaan", "197001012000011001;Zulkifli Yusra;Bapak")}
    )
    assert found(report) == [("orang", 2, "nip", "nip_of_another")]
    assert "Siti Aminah" in report.faults[0].reason
    spelled = lines("nip;nama;sapaan", "197001012000011001;Sitti Aminah;Ibu")
    assert counts(check({"orang.csv": spelled}))["orang"][1] == 1


def test_a_phone_or_address_that_is_taken_is_named() -> None:
    bring_in(ALL)
    head = "nip;nama;sapaan;ponsel;surel"
    rows = lines(
        head,
        "199901012020011001;Baru Satu;Ibu;081200000002;",
        "199901012020011002;Baru Dua;Ibu;;SITI@contoh.example",
        "199901012020011003;Baru Tiga;Ibu;081211111111;tiga@contoh.example",
        "199901012020011004;Baru Empat;Ibu;0812-1111-1111;tiga@contoh.example",
        ";Orang Asing;Ibu;081200000005;",
    )
    assert found(check({"orang.csv": rows})) == [
        ("orang", 2, "ponsel", "ponsel_taken"),
        ("orang", 3, "surel", "surel_taken"),
        ("orang", 5, "ponsel", "ponsel_twice"),
        ("orang", 5, "surel", "surel_twice"),
        ("orang", 6, "ponsel", "ponsel_of_another"),
    ]


def test_a_person_without_nip_and_phone_or_sapaan_is_named() -> None:
    rows = lines("nip;nama;ponsel", ";Tanpa Apa-apa;", "199901012020011001;Tanpa Sapaan;")
    assert found(check({"orang.csv": rows})) == [
        ("orang", 2, "nip", "nip_or_phone"),
        ("orang", 3, "sapaan", "sapaan_missing"),
    ]


def test_appointments_of_unknown_people_and_positions_are_named() -> None:
    rows = lines(
        "nip;ponsel;unit;jabatan;sebagai;mulai;sampai",
        "199901012020011009;;setda;Sekretaris Daerah;;02-01-2020;03-01-2020",
        ";081299999999;setda;Sekretaris Daerah;;02-01-2020;03-01-2020",
        "197001012000011001;;setda;Sekretaris Camat;;02-01-2020;03-01-2020",
        "197001012000011001;;tidak;Sekretaris Daerah;;02-01-2020;03-01-2020",
        "197001012000011001;;setda;Sekretaris Daerah;;02-01-2020;01-01-2020",
        "197001012000011001;;setda;Sekretaris Daerah;raja;02-01-2020;03-01-2020",
        "197001012000011001;;setda;Sekretaris Daerah;;;",
        ";;setda;Sekretaris Daerah;;02-01-2020;03-01-2020",
        "197001012000011001;;setda;Sekretaris Daerah;;02-01-2020;03-01-2020",
        "197001012000011001;;setda;SEKRETARIS DAERAH;definitif;2/1/2020;",
    )
    report = check(ALL | {"penugasan.csv": rows})
    assert found(report) == [
        ("penugasan", 2, "nip", "unknown_person"),
        ("penugasan", 3, "ponsel", "unknown_person"),
        ("penugasan", 4, "jabatan", "unknown_position"),
        ("penugasan", 5, "unit", "unknown_unit"),
        ("penugasan", 6, "sampai", "ends_before_start"),
        ("penugasan", 7, "sebagai", "unknown_choice"),
        ("penugasan", 8, "mulai", "empty_cell"),
        ("penugasan", 9, "nip", "nip_or_phone"),
        ("penugasan", 11, "jabatan", "appointment_twice"),
    ]


def test_two_definitive_holders_at_once_are_named_within_and_against_the_database() -> None:
    head = "nip;unit;jabatan;mulai;sampai"
    both = lines(
        head,
        "197001012000011001;setda;Sekretaris Daerah;02-01-2024;",
        "197101012000012002;setda;Sekretaris Daerah;01-06-2026;",
    )
    report = check(ALL | {"penugasan.csv": both})
    assert found(report) == [("penugasan", 3, "jabatan", "definitive_holders_overlap")]
    assert "Siti Aminah (penugasan 2), 02-01-2024 sampai …" in report.faults[0].reason
    bring_in(ALL)
    one = lines(head, "197101012000012002;setda;Sekretaris Daerah;01-06-2023;")
    report = check({"penugasan.csv": one})
    assert found(report) == [("penugasan", 2, "jabatan", "definitive_holders_overlap")]
    assert "Siti Aminah, 02-01-2024" in report.faults[0].reason


def test_one_fault_in_one_table_does_not_drag_others_along() -> None:
    """A position whose unit is wrong is named once, not again by whoever is appointed to it."""
    broken = ALL | {
        "jabatan.csv": POSITIONS.replace("77.01;Camat Hulu", "77.99;Camat Hulu"),
        "orang.csv": PEOPLE.replace("0812-0000-0005", "telepon"),
    }
    assert found(check(broken)) == [
        ("jabatan", 5, "unit", "unknown_unit"),
        ("orang", 6, "ponsel", "phone_unreadable"),
        ("penugasan", 6, "ponsel", "unknown_person"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("unit.csv", UNITS.replace("Jalan Satu", "Jalan Café").encode("cp1252"), "not_utf8"),
        ("unit.csv", UNITS.encode("utf-16-le"), "unknown_encoding"),
        ("unit.csv", "kode;nama;jenis;induk\n", "no_rows"),
        ("unit.csv", "a;b\n1;2\n", "unknown_column"),
        ("apa.csv", "a;b\n1;2\n", "unknown_table"),
        ("apa.xlsx", b"PK\x03\x04rusak", "file_damaged"),
        ("apa.xlsx", b"", "empty_file"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_named(name, data, code) -> None:
    assert code in {each.code for each in check({name: data}).faults}


def test_a_byte_order_mark_and_commas_are_no_fault() -> None:
    commas = "\ufeff" + POSITIONS.replace(";", ",")
    assert check({"unit.csv": "\ufeff" + UNITS, "jabatan.csv": commas}).faults == ()


def test_a_list_is_recognised_by_its_headings_where_its_name_says_nothing() -> None:
    named = {f"export ({n}).csv": text for n, text in enumerate(ALL.values())}
    assert counts(check(named)) == counts(check(ALL))


def test_a_workbook_may_leave_sheets_blank() -> None:
    rows = [line.split(";") for line in UNITS.strip().splitlines()]
    data = workbook(
        {"Unit": rows, "Jabatan": [["unit", "jabatan", "jenis", "atasan"]], "Sheet3": [[]]}
    )
    assert counts(check({"organisasi.xlsx": data})) == {"unit": (5, 0, 0, 0)}


def test_sheets_of_several_workbooks_are_called_by_their_file() -> None:
    bad = workbook({"Unit": [["kode", "nama", "jenis", "induk"], ["a", "", "dinas", "zz"]]})
    report = check({"a.xlsx": bad, "b.xlsx": bad})
    assert {each.sheet for each in report.faults} == {"a: Unit", "b: Unit"}


def test_merged_cells_and_a_destroyed_nip_are_named_in_a_workbook() -> None:
    def merge(made) -> None:
        made["Orang"].merge_cells("B2:B3")

    rows: Rows = [["nip", "nama", "sapaan"], [197001012000011001, "Siti", "Ibu"], ["", "", "Ibu"]]
    sheets: dict[str, Rows] = {"Orang": rows}
    report = check({"o.xlsx": workbook(sheets, touch=merge)})
    assert found(report) == [
        ("Orang", 2, "", "merged_cells"),
        ("Orang", 2, "nip", "digits_lost"),
        ("Orang", 3, "nama", "empty_cell"),
        ("Orang", 3, "nip", "nip_or_phone"),
    ]


def test_too_many_regions_are_named() -> None:
    marks = ",".join(f"tanda {n}" for n in range(20))
    rows = lines("kode;nama;jenis;induk;wilayah", f"77;Kabupaten;kabupaten;;{marks}")
    assert found(check({"unit.csv": rows})) == [("unit", 2, "wilayah", "regions_too_many")]


@pytest.mark.parametrize("noun", list(Noun))
def test_an_empty_list_from_us_is_read_back_without_a_fault_but_being_empty(noun) -> None:
    blank = papers.blank_csv(noun)
    assert [each.code for each in check({f"{noun.value}.csv": blank}).faults] == ["no_rows"]
    example = ";".join(column.example for column in LISTS[noun].columns)
    assert "unknown_column" not in {
        each.code for each in check({"a.csv": blank + example.encode()}).faults
    }


def test_our_own_workbook_is_read_back() -> None:
    assert [each.code for each in check({"organisasi.xlsx": papers.blank_workbook()}).faults] == [
        "no_rows"
    ]


def test_the_downloads_hold_every_fault_and_no_formula() -> None:
    report = check({"unit.csv": UNITS + "=1+1;X;dinas;-2;;;;\n"})
    text = papers.faults_csv(report.faults).decode("utf-8-sig")
    assert "unit;7;induk;'-2;" in text
    changes = papers.changes_csv(check(ALL).changes).decode("utf-8-sig")
    assert len(changes.splitlines()) == 21


def test_twenty_thousand_damaged_rows_are_all_named_in_bounded_memory() -> None:
    """Every third NIP twice, every fifth name missing, a circle through everything; nothing written."""
    head = "kode;nama;jenis;induk"
    units = lines(
        head, "k0;K 0;kabupaten;k4999", *(f"k{n};K {n};dinas;k{n - 1}" for n in range(1, 5_000))
    )
    people = lines(
        "nip;nama;sapaan;ponsel",
        *(
            f"{'197001012000011001' if n % 3 == 0 else f'19800101{n:010d}'};{'' if n % 5 == 0 else f'Orang {n}'};Ibu;"
            for n in range(15_000)
        ),
    )
    given = {"unit.csv": units, "orang.csv": people}
    tracemalloc.start()
    report = importing.check(importing.read_files(files(given)), on=TODAY)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    codes = [each.code for each in report.faults]
    assert codes.count("nip_twice") == 4_999
    assert codes.count("empty_cell") == 3_000
    assert codes.count("units_in_a_circle") == 1
    assert len(codes) == 8_000
    assert peak < 48 * 2**20, f"{peak / 2**20:.0f} MiB"
    bring_in(given)
    assert not any(
        model.objects.exists()
        for model in (Unit, Position, Person, Appointment, OrganisationImport)
    )


def test_twenty_thousand_good_rows_come_in_by_hundreds() -> None:
    from tests.statements import counted

    people = lines(
        "nip;nama;sapaan;ponsel",
        *(f"19800101{n:010d};Orang {n};Ibu;0812{n:08d}" for n in range(20_000)),
    )
    with counted() as statements:
        report = bring_in({"orang.csv": people})
    assert counts(report) == {"orang": (20_000, 0, 0, 0)}
    assert statements.count < 400
    with counted() as again:
        assert bring_in({"orang.csv": people}).writes == 0
    assert again.count < 10


def test_appointments_that_overlap_in_three_are_each_named() -> None:
    head = "nip;unit;jabatan;mulai;sampai"
    rows = lines(
        head,
        "197001012000011001;setda;Sekretaris Daerah;02-01-2020;",
        "197101012000012002;setda;Sekretaris Daerah;02-01-2021;03-01-2021",
        "197201012000011003;setda;Sekretaris Daerah;02-01-2022;",
    )
    assert [each[1] for each in found(check(ALL | {"penugasan.csv": rows}))] == [3, 4]


def test_the_given_lists_are_themselves_without_fault() -> None:
    assert check(ALL).faults == ()
    assert APPOINTMENTS.count("\n") == 6


def test_twenty_thousand_rows_wrong_in_the_worst_way_end_soon() -> None:
    """A chain 10,000 units deep and 10,000 parents unknown cost steps by the row, not by its square."""
    deep = [f"u{n};U {n};dinas;u{n - 1}" for n in range(1, 10_000)]
    lost = [f"l{n};L {n};dinas;tidak {n}" for n in range(10_000)]
    text = lines("kode;nama;jenis;induk", "u0;U 0;kabupaten;", *deep, *lost)
    codes = [each.code for each in check({"unit.csv": text}).faults]
    assert (codes.count("units_too_deep"), codes.count("unknown_unit")) == (9_980, 10_000)
