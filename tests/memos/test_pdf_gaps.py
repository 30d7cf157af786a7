"""A justified line that would be pulled apart is left ragged instead."""

from itertools import pairwise

from memos import pdf
from memos.paper import DEFAULT, parse_body
from tests.memos.reading import words
from tests.memos.sheets import memo

SPACE_MM = DEFAULT.size * 0.278 * 25.4 / 72
# The date and the hour stay whole, so the first line breaks early and justifying would tear it.
TORN = "Laporan disampaikan paling lambat hari Rabu, 25 November 2026, pukul 11.14 WIB."
EVEN = (
    "Rapat koordinasi telah dilaksanakan bersama perangkat daerah terkait dan menyepakati dua pos "
    "lapangan yang dijaga bergantian sampai puncak hujan berlalu."
)


def widest_gap(body: str) -> float:
    """The widest gap between two words of one line of the body, in spaces."""
    page = words(pdf.to_pdf(pdf.render_html(memo(body=parse_body(body)))))
    start = next(i for i, word in enumerate(page) if word.text in {"Laporan", "Rapat"})
    row = [word for word in page[start:] if abs(word.top - page[start].top) < 1]
    return max((after.left - before.right) / SPACE_MM for before, after in pairwise(row))


def test_a_torn_line_is_left_ragged() -> None:
    assert widest_gap(f"Hal sebagai berikut:\n1. {TORN}\n2. Selesai.") < DEFAULT.widest_gap


def test_an_even_line_is_still_justified() -> None:
    assert 1.02 < widest_gap(EVEN) < DEFAULT.widest_gap
