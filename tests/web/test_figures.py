"""The pages of figures: what they say, to whom, and what they refuse to be asked."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse

from instructions.figures.summary import Figure, Line, Point
from tests.instructions.figured import answered, done, sent, when
from tests.people import cast
from tests.web.visits import browser, statements, text
from web import figures, words

pytestmark = pytest.mark.django_db

MINE, GIVEN = "/angka/", "/angka/diberikan/"


def read(html: str) -> str:
    """The words of a page's content."""
    body = html.partition("<main")[2].partition(">")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_an_official_reads_how_long_she_takes_and_takes_the_evidence_along():
    people = cast()
    done(people.bupati, people.camat_limun, at=when(23, 8), until=when(23, 11))
    limun = browser(people.camat_limun.person)
    page = read(text(limun.get(MINE)))
    assert "Biasanya menjawab dalam 3 jam dari 1 jawaban" in page
    assert "November 2026 1 perintah selesai" in page
    pdf = limun.get("/angka/bukti.pdf?bulan=2026-11")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-1.7")
    assert 'filename="bukti-2026-11.pdf"' in pdf["Content-Disposition"]
    book = limun.get("/angka/bukti.xlsx?bulan=2026-11")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    assert sheet["B7"].value == "P-0001/2026"


def test_a_giver_reads_units_and_then_positions_but_no_names():
    people = cast()
    done(people.bupati, people.camat_limun, at=when(23, 8), until=when(23, 9))
    sent(people.bupati, people.camat_pelawan, when(23, 8))
    bupati = browser(people.bupati.person)
    units = read(text(bupati.get(GIVEN)))
    assert units.index("Kecamatan Limun") < units.index("Kecamatan Pelawan")
    assert "1 berjalan, 1 di antaranya terlambat" in units
    positions = read(text(bupati.get(GIVEN, {"menurut": "jabatan", "hari": "90"})))
    assert "Camat Pelawan · Kecamatan Pelawan" in positions
    for page in (units, positions):
        assert people.camat_limun.person.name not in page
        assert people.camat_pelawan.person.name not in page


def test_whoever_gave_nothing_reads_so_and_an_aide_gets_no_recap():
    people = cast()
    sent(people.bupati, people.camat_pelawan, when(23, 8))
    for who in (people.kabag_umum, people.camat_limun, people.ajudan):
        page = read(text(browser(who.person).get(GIVEN)))
        assert "Belum ada perintah yang diberikan" in page
        assert "Kecamatan Pelawan" not in page
    aide = browser(people.ajudan.person)
    assert "Rekap" not in read(text(aide.get(GIVEN)))
    refused = aide.get("/angka/rekap.pdf")
    assert refused.status_code == 403
    assert "Rekap hanya untuk pemberi perintah sendiri" in text(refused)


def test_the_recap_is_of_the_last_whole_week_or_of_the_one_named():
    bupati = browser(cast().bupati.person)
    for query, monday in (("", "2026-11-16"), ("?minggu=2026-11-24", "2026-11-23")):
        answer = bupati.get(f"/angka/rekap.pdf{query}")
        assert f'filename="rekap-{monday}.pdf"' in answer["Content-Disposition"]


@pytest.mark.parametrize("nonsense", ["", "x", "0", "-1", "2026-13", "9999-12", "٢٠٢٦-١١", "1e9"])
def test_nonsense_in_an_address_gets_the_usual_page(nonsense):
    people = cast()
    client = browser(people.camat_limun.person)
    for name, field in (
        ("figures", "hari"), ("figures_given", "hari"), ("figures_given", "menurut"),
        ("figures_recap", "minggu"), ("evidence_pdf", "bulan"), ("evidence_xlsx", "bulan"),
    ):  # fmt: skip
        assert client.get(reverse(f"web:{name}"), {field: nonsense}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_pages_take_the_same_statements_for_few_and_for_many():
    people = cast()
    bupati, camat = browser(people.bupati.person), browser(people.camat_limun.person)
    costs = []
    for count in (1, 6):
        for hour in range(count):
            key = sent(people.bupati, people.camat_limun, when(23, 8))
            answered(key, people.camat_limun, when(23, 9 + hour))
        costs.append((statements(bupati, GIVEN), statements(camat, MINE)))
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 16


# --- Drawing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "kurang dari 1 menit"), (29, "kurang dari 1 menit"), (47 * 60, "47 menit"),
        (2 * 3600, "2 jam"), (3.5 * 3600, "3,5 jam"), (40 * 3600, "40 jam"),
        (7199, "2 jam"),
    ],
)  # fmt: skip
def test_counted_time_is_told_in_minutes_and_hours_never_in_days(seconds, told):
    assert words.counted(timedelta(seconds=seconds)) == told


def figure(hours: float | None) -> Figure:
    took = None if hours is None else timedelta(hours=hours)
    return Figure(1, 0 if hours is None else 1, took, 0, None, 0, 0, 0)


def test_the_longest_bar_is_full_and_the_others_are_parts_of_it():
    rows = figures.rows([Line(str(n), f"Unit {n}", figure(n)) for n in (1, 2, 4)])
    assert [row.measures[0].width for row in rows] == [25, 50, 100]
    assert [row.measures[1].value for row in rows] == ["–"] * 3
    assert figures.rows([Line("1", "Unit", figure(0))])[0].measures[0].width == 0


def test_the_line_of_weeks_leaves_out_weeks_without_answers():
    start = date(2026, 9, 7)
    weeks = [Point(start + timedelta(weeks=n), figure(took)) for n, took in enumerate((2, None, 4))]
    drawn = figures.trend(weeks)
    assert drawn is not None
    assert drawn.dots == ((0.0, 20.0), (100.0, 0.0))
    assert [(week.name, week.value, week.count) for week in drawn.weeks] == [
        ("7 Sep", "2 jam", 1), ("14 Sep", "–", 0), ("21 Sep", "4 jam", 1),
    ]  # fmt: skip
    assert figures.trend(weeks[:2]) is None
    zeros = [Point(start, figure(0))] * 2
    assert figures.trend(zeros) is not None
