"""Figures of a giver and of an official."""

from datetime import date, timedelta
from typing import Any

from instructions.figures.summary import Figure, Line, Point
from instructions.worktime.rules import Rules
from web import figures
from web.cards import Choice
from web.gallery.story import BUPATI, CAMAT, page

MINUTES = (90, None, 240, 180, 200, 100, 75, 110, 60, 45, 80, 50)


def _figure(answer: int | None, finish: int | None, *, is_open: int = 0, late: int = 0) -> Figure:
    took = [None if each is None else timedelta(minutes=each) for each in (answer, finish)]
    counts = [0 if each is None else 12 for each in took]
    return Figure(12, counts[0], took[0], counts[1], took[1], is_open, late, min(is_open, 1))


WEEKS = [
    Point(date(2026, 9, 7) + timedelta(weeks=week), _figure(minutes, None))
    for week, minutes in enumerate(MINUTES)
]
LINES = [
    Line("1", "Badan Penanggulangan Bencana Daerah", _figure(45, 900, is_open=4, late=1)),
    Line("2", "Dinas Kesehatan", _figure(130, 2400)),
    Line("3", "Kecamatan Pelawan", _figure(None, None, is_open=1)),
]
PERIODS = (
    (Choice("7", "7 hari"), "#"), (Choice("30", "30 hari", on=True), "#"),
    (Choice("90", "90 hari"), "#"), (Choice("365", "1 tahun"), "#"),
)  # fmt: skip
NUMBERS = (
    figures.Standing(5, "Masih berjalan"),
    figures.Standing(1, "Terlambat", "merah"),
    figures.Standing(0, "Menunggu Bapak"),
    figures.Standing(24, "Selesai", "hijau"),
)


def given() -> dict[str, Any]:
    """A giver's figures by unit."""
    shown = figures.Given(
        periods=PERIODS,
        groupings=(
            (Choice("unit", "Menurut unit", on=True), "#"),
            (Choice("jabatan", "Menurut jabatan"), "#"),
        ),
        measures=figures.measures(_figure(75, 1100)),
        numbers=NUMBERS,
        trend=figures.trend(WEEKS),
        rows=figures.rows(LINES),
        row_noun="Unit",
        papers=(("Rekap minggu lalu", "#"), ("Rekap minggu ini", "#")),
        hours=figures.hours(Rules()),
    )
    return page(BUPATI, figures=shown, heads=figures.HEADS)


def mine() -> dict[str, Any]:
    """An official's own figures."""
    months = [
        Point(date(2026, 11, 1), _figure(60, 700)),
        Point(date(2026, 10, 1), _figure(60, None)),
    ]
    shown = figures.Mine(
        periods=PERIODS,
        measures=figures.measures(_figure(75, 1100)),
        numbers=NUMBERS,
        trend=figures.trend(WEEKS),
        months=figures.months(months, pdf="#", xlsx="#"),
        reader="Bapak",
        hours=figures.hours(Rules()),
        given_url="#",
    )
    return page(CAMAT, figures=shown)
