"""Rekap mingguan and bukti dukung, read back as a person would read them."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from accounts.models import Person
from files.xlsx import Column, xlsx
from instructions.figures.evidence import Proof
from instructions.figures.recap import Ordered, Recap
from instructions.figures.summary import Figure, Line, week
from memos import reports
from tests.instructions.figured import acting, when
from tests.memos.reading import lines, opened
from tests.people import WIB, cast

NOVEMBER = date(2026, 11, 1)


def figure(*numbers: int) -> Figure:
    ordered, answered, finished, is_open, late = numbers
    hour = timedelta(hours=1)
    return Figure(ordered, answered, hour, finished, hour, is_open, late, 0)


RECAP = Recap(
    week(date(2026, 11, 18)),
    when(23, 7),
    total=figure(3, 2, 1, 2, 1),
    units=[
        Line("1", "Dinas Kesehatan", figure(1, 0, 0, 1, 1)),
        Line("2", "Kecamatan Limun", figure(2, 2, 1, 1, 0)),
    ],
    orders=[
        Ordered("P-0001/2026", when(17, 8), "Bersihkan drainase. <b>=1+1</b>", 2, 2, 1),
        Ordered("P-0002/2026", when(18, 8), "", 1, 0, 0),
    ],
    more=0,
)
PROOF = Proof(
    "k", "P-0001/2026", "Bupati Sarolangun", "Camat Limun", "Bersihkan drainase.", "",
    when(17, 9), when(18, 10), when(18, 11), "Bupati Sarolangun", 3,
)  # fmt: skip


@pytest.mark.django_db
def test_a_recap_reads_as_it_will_be_read_out():
    actor = acting(cast().bupati, when(23, 7))
    pdf = reports.recap_pdf(RECAP, actor=actor)
    (page,) = lines(pdf)
    assert page[:5] == [
        "PEMERINTAH KABUPATEN SAROLANGUN",
        "REKAP MINGGUAN PERINTAH",
        "Senin, 16 November 2026 s.d. Minggu, 22 November 2026",
        "Yth. Bapak Bupati Sarolangun",
        "Dalam minggu ini diberikan 2 perintah kepada 3 penerima. Masuk 2 jawaban, dan 1 laporan diterima. Saat",
    ]
    assert "Dinas Kesehatan 1 0 0 1 1" in page
    assert "Kecamatan Limun 2 2 1 1 0" in page
    assert "Jumlah 3 2 1 2 1" in page
    assert any("(isi tidak dimuat)" in line and line.startswith("P-0002/2026") for line in page)
    assert any("<b>=1+1</b>" in line for line in page)
    assert page[-1] == "Dicetak dari Sigap Senin, 23 November 2026 pukul 07.00 WIB Halaman 1 dari 1"
    assert pdf == reports.recap_pdf(RECAP, actor=actor)
    assert opened(pdf).Root.MarkInfo.Marked


@pytest.mark.django_db
def test_a_week_without_orders_says_so():
    empty = replace(RECAP, units=[], orders=[], total=figure(0, 0, 0, 0, 0))
    (page,) = lines(reports.recap_pdf(empty, actor=acting(cast().bupati, when(23, 7))))
    assert "Tidak ada perintah yang diberikan atau berjalan dalam minggu ini." in page


def evidence(*proofs: Proof) -> list[list[str]]:
    who = Person(name="Rosmawati", nip="198002202006042905", title_after="S.STP.")
    return lines(reports.evidence_pdf(proofs, person=who, month=NOVEMBER, at=when(24, 14)))


def test_evidence_names_the_person_the_order_and_the_three_times():
    classified = replace(PROOF, text="", withheld="Terbatas", acknowledged_at=None, accepted_by="")
    (page,) = evidence(PROOF, replace(classified, reference="P-0002/2026"))
    whole = "\n".join(page)
    for words in (
        "BUKTI DUKUNG PELAKSANAAN PERINTAH", "Bulan November 2026",
        "Nama : Rosmawati, S.STP.", "NIP : 198002202006042905", "Jabatan : Camat Limun",
        "laporannya: 2", "Bersihkan drainase.", "17/11/2026", "18/11/2026 11.00",
        "P-0002/2026", "(isi tidak dimuat: sifat Terbatas)",
    ):  # fmt: skip
        assert words in whole, words


def test_a_month_without_work_prints_too_and_long_lists_repeat_their_head():
    (page,) = evidence()
    assert "Tidak ada perintah yang laporannya diterima dalam bulan ini." in page
    pages = evidence(*(replace(PROOF, reference=f"P-{n:04d}/2026") for n in range(60)))
    assert len(pages) > 1
    assert all(any(line.startswith("No Nomor") for line in page) for page in pages[:-1])


# --- Workbooks -----------------------------------------------------------------------------------


def sheet_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


@pytest.mark.parametrize(
    "words", ["=1+1", '=HYPERLINK("http://x")', "+62812", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0"]
)
def test_what_looks_like_a_formula_is_text(words):
    data = xlsx("Uji", [Column("Kata", 20)], [[words]])
    cell = sheet_of(data)["A2"]
    assert (cell.value, cell.data_type) == (words, "s")
    assert cell.quotePrefix
    with ZipFile(io.BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_workbook_keeps_numbers_moments_and_long_or_broken_words():
    at = datetime(2026, 11, 24, 14, 5, 6, 7, tzinfo=WIB)
    rows: list[list[Any]] = [[1, at, None, "a\x00b\x0bc", "x" * 40_000]]
    sheet = sheet_of(xlsx("Judul yang sangat panjang sekali ini", [Column("A", 5)] * 5, rows))
    values = [cell.value for cell in sheet[2]]
    assert values[:4] == [1, datetime(2026, 11, 24, 14, 5, 6), None, "abc"]  # noqa: DTZ001 - no zones
    assert len(values[4]) == 32_767
    assert sheet.freeze_panes == "A2"


def test_evidence_as_a_workbook_has_the_words_in_full_and_no_formula():
    long = "=" + "Periksa titik rawan banjir. " * 60
    data = reports.evidence_xlsx(
        [replace(PROOF, text=long)],
        person=Person(name="Rosmawati"), month=NOVEMBER, at=when(24, 14),
    )  # fmt: skip
    sheet = sheet_of(data)
    assert [cell.value for cell in sheet[6]][:5] == [
        "No.", "Nomor", "Pemberi perintah", "Sebagai", "Perintah",
    ]  # fmt: skip
    assert sheet["E7"].value == long.strip()
    assert sheet["E7"].data_type == "s"
    assert sheet["H7"].value == datetime(2026, 11, 18, 11)  # noqa: DTZ001 - a workbook has no zones
    assert sheet["J7"].value == 3
    assert sheet["C3"].value == "-"
