from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from memos import wording

NBSP = "\u00a0"
EVENING = datetime(2026, 11, 22, 12, 42, tzinfo=UTC)


def test_dates_are_written_out() -> None:
    assert wording.long_date(date(2026, 11, 24)) == "24 November 2026"
    assert wording.long_date(date(2027, 3, 1)) == "1 Maret 2027"
    assert wording.weekday_date(date(2026, 11, 24)) == "Selasa, 24 November 2026"
    assert wording.weekday_date(date(2026, 11, 27)) == "Jumat, 27 November 2026"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Jakarta", "19.42 WIB"),
        ("Asia/Pontianak", "19.42 WIB"),
        ("Asia/Makassar", "20.42 WITA"),
        ("Asia/Jayapura", "21.42 WIT"),
    ],
)
def test_a_time_names_its_indonesian_zone(zone: str, shown: str) -> None:
    assert wording.clock(EVENING, zone=ZoneInfo(zone)) == shown


def test_a_time_is_the_regencys_unless_said_otherwise() -> None:
    assert wording.clock(EVENING) == "19.42 WIB"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "Rp0,00"),
        (950, "Rp950,00"),
        (84_500_000, "Rp84.500.000,00"),
        (1_234_567_890_123, "Rp1.234.567.890.123,00"),
        (-5_000, "-Rp5.000,00"),
    ],
)
def test_sums_of_money(amount: int, shown: str) -> None:
    assert wording.rupiah(amount) == shown


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (7, "tujuh"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (15, "lima belas"),
        (20, "dua puluh"),
        (48, "empat puluh delapan"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (215, "dua ratus lima belas"),
        (1_000, "seribu"),
        (1_100, "seribu seratus"),
        (2_026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (84_500_000, "delapan puluh empat juta lima ratus ribu"),
        (2_000_000_001, "dua miliar satu"),
        (3 * 10**12, "tiga triliun"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert wording.spelled(number) == words


@pytest.mark.parametrize("number", [-1, 10**15])
def test_a_number_no_memo_holds_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="cannot be spelled"):
        wording.spelled(number)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("laporan kesiapan desa menghadapi banjir", "Laporan Kesiapan Desa Menghadapi Banjir"),
        ("usul perbaikan dan biaya untuk BPBD", "Usul Perbaikan dan Biaya untuk BPBD"),
        ("untuk diketahui di kecamatan", "Untuk Diketahui di Kecamatan"),
        ("hal-hal yang e-Kinerja perlukan", "Hal-Hal yang e-Kinerja Perlukan"),
        ("", ""),
    ],
)
def test_a_subject_is_in_title_case_with_small_function_words(typed: str, shown: str) -> None:
    assert wording.title_case_hal(typed) == shown


def test_cleaning_drops_what_is_invisible_and_no_word() -> None:
    typed = "satu\x00 dua\u202e tiga\ufeff\tempat\r\nlima\ud800  enam \x1b"
    assert wording.clean(typed) == "satu dua tiga empat\nlima enam"
    assert wording.clean("é") == "é"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Camat Limun", ("Camat Limun",)),
        (
            "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
            ("Kepala Dinas Pekerjaan Umum", "dan Penataan Ruang"),
        ),
        (
            "Asisten Pemerintahan dan\nKesejahteraan Rakyat",
            ("Asisten Pemerintahan dan", "Kesejahteraan Rakyat"),
        ),
        (
            "Kepala Bagian Administrasi Pembangunan Setda",
            ("Kepala Bagian Administrasi", "Pembangunan Setda"),
        ),
        ("x" * 50, ("x" * 50,)),
        ("", ()),
    ],
)
def test_a_long_title_breaks_at_a_sense_unit(title: str, lines: tuple[str, ...]) -> None:
    assert wording.sense_lines(title, limit=36) == lines


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("sejak 24 November 2026 di sini berada", ["24 November 2026"]),
        ("dari 25 s.d. 27 November 2026 setiap pagi", ["25 s.d. 27 November 2026"]),
        ("rapat pukul 19.42 WIB dilaksanakan", ["pukul 19.42 WIB"]),
        ("sampai dengan 06.00 WITA berikutnya", ["06.00 WITA"]),
        ("sebesar Rp 84.500.000,00 dari anggaran", ["Rp 84.500.000,00"]),
        ("hujan 100 mm per hari berturut", ["100 mm"]),
        ("sebanyak 1.204 kepala keluarga terdampak", ["1.204 kepala"]),
        ("menurut Pasal 5 ayat (1) huruf a peraturan", ["Pasal 5", "ayat (1)", "huruf a"]),
        ("tercantum dalam Lampiran II nota dinas", ["Lampiran II"]),
        ("Nomor 23 Tahun 2014 tentang pemerintahan", ["Nomor 23", "Tahun 2014"]),
        ("pegawai NIP 19850717 200712 2 901 tersebut", ["NIP 19850717 200712 2 901"]),
        (
            "oleh Dr. H. Tarmizi Wijayasena, S.E., M.M. sendiri",
            ["Dr. H. Tarmizi", "Wijayasena, S.E., M.M."],
        ),
        ("perhatian Bapak, kami ucapkan terima kasih.", ["terima kasih."]),
        ("dan seluruh anggaran tahun ini", ["tahun ini"]),
    ],
)
def test_what_belongs_together_stays_on_a_line(text: str, kept: list[str]) -> None:
    together = wording.keep_together(text)
    for part in kept:
        assert part.replace(" ", NBSP) in together
    assert together.replace(NBSP, " ") == text
    assert " " in together


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ((), ()),
        (("satu",), ("satu.",)),
        (("satu", "dua"), ("satu; dan", "dua.")),
        (("satu;", "dua; dan", "tiga."), ("satu;", "dua; dan", "tiga.")),
        (("satu,", "", " dua ", "tiga"), ("satu;", "dua; dan", "tiga.")),
        (("Budi, S.T.", "Sari, M.Si."), ("Budi, S.T.; dan", "Sari, M.Si.")),
    ],
)
def test_points_of_one_sentence_end_as_the_field_ends_them(
    typed: tuple[str, ...], printed: tuple[str, ...]
) -> None:
    assert wording.enumerated(typed) == printed


def test_points_that_are_only_listed_need_no_dan() -> None:
    assert wording.enumerated(("satu", "dua"), joined=False) == ("satu;", "dua.")


@pytest.mark.parametrize(("number", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (49, "XLIX")])
def test_annexes_have_roman_numbers(number: int, letters: str) -> None:
    assert wording.roman(number) == letters


def test_what_has_no_roman_form_is_refused() -> None:
    with pytest.raises(ValueError, match="Roman"):
        wording.roman(0)


@pytest.mark.parametrize(
    ("number", "name"), [(1, "kesatu"), (10, "kesepuluh"), (11, "kesebelas"), (12, "kedua belas")]
)
def test_dictums_have_names(number: int, name: str) -> None:
    assert wording.ordinal(number) == name
