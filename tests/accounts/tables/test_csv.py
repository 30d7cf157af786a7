"""CSV files as offices make them: every separator, every encoding, every slip named."""

import codecs
from datetime import date

import pytest

from tests.accounts.tables.books import found, read_all

PLAIN = "nip,nama,mulai\n197904102005011904,Ahmad Fauzi,31-12-2024\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_from_the_headings(separator: str) -> None:
    rows, faults = read_all(PLAIN.replace(",", separator))
    assert found(faults) == []
    assert [row.text("nama") for row in rows] == ["Ahmad Fauzi"]
    assert rows[0].nip("nip") == "197904102005011904"
    assert rows[0].date("mulai") == date(2024, 12, 31)


def test_a_heading_with_commas_in_it_does_not_mislead() -> None:
    rows, _faults = read_all("NIP;Nama (lengkap, tanpa gelar, sesuai SK)\n;Ahmad Fauzi\n")
    assert rows[0].text("nama") == "Ahmad Fauzi"


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        b"sep=,\r\n" + PLAIN.encode(),
        b"# petunjuk, bukan isi\n" + PLAIN.encode(),
        b"\n\n" + PLAIN.encode(),
    ],
    ids=["bom", "utf-16", "utf-16-be", "crlf", "cr", "sep=", "notes", "blank lines"],
)
def test_every_honest_way_to_save_it_reads_the_same(data: bytes) -> None:
    rows, faults = read_all(data)
    assert found(faults) == []
    assert [(row.nip("nip"), row.text("nama")) for row in rows] == [
        ("197904102005011904", "Ahmad Fauzi")
    ]


def test_bytes_that_are_no_utf8_are_named_cell_by_cell() -> None:
    text = "nip,nama,kode\n,José,a\n,Siti,b\n,André,caf\xe9\n"
    _rows, faults = read_all(text.encode("cp1252"))
    assert found(faults) == [
        (2, "nama", "not_utf8"),
        (4, "nama", "not_utf8"),
        (4, "kode", "not_utf8"),
    ]
    assert next(fault.value for fault in faults) == "Jos\\xe9"
    assert "UTF-8" in next(iter(faults)).reason


def test_letters_lost_by_an_earlier_program_are_named() -> None:
    _rows, faults = read_all("nama,kode\nJos�,a\n")
    assert found(faults) == [(2, "nama", "lost_letters")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"  \r\n ", "empty_file"),
        (PLAIN.encode("utf-16-le"), "unknown_encoding"),
        (PLAIN.encode("utf-32"), "unknown_encoding"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old_excel"),
    ],
)
def test_what_is_no_table_says_so(data: bytes, code: str) -> None:
    rows, faults = read_all(data)
    assert (rows, found(faults)) == ([], [(0, "", code)])


def test_too_large_a_file_is_not_read(settings) -> None:
    settings.UPLOAD_MAX_BYTES = 2**20
    _rows, faults = read_all(PLAIN + "x" * 2**20)
    assert found(faults) == [(0, "", "too_large")]
    assert "1 MB" in next(iter(faults)).reason


def test_headings_are_read_in_any_case_and_by_their_other_names() -> None:
    rows, faults = read_all("No.; NIP Pegawai ;NAMA_LENGKAP;TMT\n1;;Siti;1 Agustus 2025\n")
    assert found(faults) == []
    assert (rows[0].text("nama"), rows[0].date("mulai")) == ("Siti", date(2025, 8, 1))


def test_unknown_doubled_and_missing_headings_are_named() -> None:
    _rows, faults = read_all("nip,NIP Pegawai,shio\n,,kuda\n")
    assert found(faults) == [
        (1, "NIP Pegawai", "same_column_twice"),
        (1, "shio", "unknown_column"),
        (1, "nama", "missing_column"),
    ]


def test_a_title_above_the_headings_is_named_and_the_rest_still_read() -> None:
    rows, faults = read_all("DAFTAR PEGAWAI\nTahun 2026\nnip,nama\n123,Siti\n")
    rows[0].nip("nip")
    assert found(faults) == [
        (1, "", "above_headings"),
        (2, "", "above_headings"),
        (4, "nip", "nip_digits"),
    ]


def test_lines_count_as_an_editor_counts_them() -> None:
    rows, faults = read_all('nama,kode\n"Siti\nAminah",a\n\nBudi,b\n,c\n')
    assert [row.line for row in rows] == [2, 5, 6]
    assert [row.text("nama") for row in rows] == ["Siti Aminah", "Budi", None]
    assert found(faults) == [(6, "nama", "empty_cell")]


def test_a_quote_out_of_place_is_named_and_the_next_line_read() -> None:
    rows, faults = read_all('nama,kode\n"Siti "Aminah"",a\nBudi,b\n"Rahmat,c\n')
    assert [row.text("nama") for row in rows] == ["Budi"]
    assert found(faults) == [(2, "", "bad_quotes"), (4, "", "bad_quotes")]


def test_a_row_longer_than_the_headings_is_named() -> None:
    _rows, faults = read_all("nama,kode\nFauzi, S.H., M.Si,a\nSiti,b,,\n")
    assert found(faults) == [(2, "", "extra_cells")]


def test_headings_without_rows_say_so() -> None:
    _rows, faults = read_all("nama,kode\n")
    assert found(faults) == [(1, "", "no_rows")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.97904E+17", "digits_lost"),
        ("1,97904E+17", "digits_lost"),
        ("19790410200501190", "nip_digits"),
        ("ada", "nip_digits"),
    ],
)
def test_a_broken_nip_says_how(text: str, code: str) -> None:
    rows, faults = read_all(f"nip;nama\n{text};Siti\n")
    assert rows[0].nip("nip") is None
    assert rows[0].nip("nip") is None
    assert found(faults) == [(2, "nip", code)]


@pytest.mark.parametrize("text", ["19790410 200501 1 904", "'197904102005011904"])
def test_a_nip_as_it_is_printed_is_read(text: str) -> None:
    rows, _faults = read_all(f"nip;nama\n{text};Siti\n")
    assert rows[0].nip("nip") == "197904102005011904"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-12-31", date(2024, 12, 31)),
        ("2024-12-31 00:00:00", date(2024, 12, 31)),
        ("31/12/2024", date(2024, 12, 31)),
        ("1.2.2024", date(2024, 2, 1)),
        ("31 Desember 2024", date(2024, 12, 31)),
        ("17 agustus 2024", date(2024, 8, 17)),
        ("12/31/2024", None),
        ("30-02-2024", None),
        ("1/2/24", None),
        ("01-01-0001", None),
        ("5 Foo 2024", None),
        ("besok", None),
    ],
)
def test_days_are_read_with_the_day_first(text: str, day: date | None) -> None:
    rows, faults = read_all(f"nama;mulai\nSiti;{text}\n")
    assert rows[0].date("mulai") == day
    assert found(faults) == ([] if day else [(2, "mulai", "date_unreadable")])


def test_other_values_say_what_is_wrong_with_them() -> None:
    head = "nama,kode,urutan,nip\n"
    rows, faults = read_all(head + "Siti,0812-3456-7890,12,\nBudi,telepon,-1,\nAli,ali@,1e9,\n")
    assert (rows[0].phone("kode"), rows[0].number("urutan"), rows[0].nip("nip")) == (
        "+6281234567890",
        12,
        None,
    )
    assert rows[0].choice("nama", {"siti": "s"}) == "s"
    assert (rows[1].phone("kode"), rows[1].number("urutan")) == (None, None)
    assert (rows[2].email("kode"), rows[2].number("urutan")) == (None, None)
    assert rows[2].choice("nama", {"siti": "s"}) is None
    assert rows[1].text("nama", longest=3) is None
    assert sorted(code for _line, _column, code in found(faults)) == [
        "email_unreadable",
        "number_unreadable",
        "number_unreadable",
        "phone_unreadable",
        "too_long",
        "unknown_choice",
    ]


def test_a_phone_without_its_first_zero_is_still_that_phone() -> None:
    rows, _faults = read_all("nama,kode\nSiti,81234567890\nBudi,8.12346E+11\n")
    assert rows[0].phone("kode") == "+6281234567890"
    assert rows[1].phone("kode") is None
