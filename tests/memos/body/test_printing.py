"""A body with headings, marks, lists and tables on paper, measured as memos.md draws it."""

import itertools
import re
from typing import Any

import pytest

from memos.body import HTML, as_text, blocks, words_of
from memos.body.allow import cleaned
from memos.paper import DEFAULT
from memos.pdf import render_html, to_pdf
from tests.memos import reading
from tests.memos.sheets import memo

TABLE = """<table><tr><th>No.</th><th>Uraian</th><th>Jumlah</th></tr>
<tr><td>1</td><td>Bronjong kawat</td><td>Rp84.500.000,00</td></tr>
<tr><td>2</td><td>Pipa saluran</td><td>Rp500.000,00</td></tr>
<tr><td colspan="2">Jumlah</td><td>Rp85.000.000,00</td></tr></table>"""
LONG = "Penanganan sementara memerlukan bronjong dan tanah timbunan pilihan bagi semua ruas. "


def printed(html: str, **facts: Any) -> bytes:
    """The PDF of a memo with this body."""
    return to_pdf(render_html(memo(body=blocks(cleaned(html, HTML), HTML), **facts)))


def test_lists_are_numbered_as_on_official_paper() -> None:
    html = "<ol><li>{}</li></ol>"
    inner = "empat"
    for word in ("tiga", "dua", "satu"):
        inner = word + html.format(inner)
    pdf = printed(
        html.format(inner) + "<ol><li>lagi</li><li>terus</li></ol><ul><li>butir</li></ul>"
    )
    text = "\n".join(reading.lines(pdf)[0])
    for line in ("1. satu", "a. dua", "1) tiga", "a) empat", "2. terus", "• butir"):
        assert line in text
    lefts = [reading.place(pdf, word).left for word in ("satu", "dua", "tiga", "empat")]
    assert [round(b - a, 1) for a, b in itertools.pairwise(lefts)] == [8.0, 8.0, 8.0]


def test_marks_print_in_their_own_faces_and_dates_stay_whole() -> None:
    html = render_html(
        memo(
            body=blocks(
                "<p>Rapat <strong>24</strong> November 2026 atas <em>P-</em>0412/2026 &lt;b&gt;</p>",
                HTML,
            )
        )
    )
    assert "<strong>24</strong>\u00a0November\u00a02026" in html
    assert '<span class="whole"><em>P-</em>0412/2026</span>' in html
    assert "&lt;b&gt;" in html
    fonts = reading.opened(printed("<p>a <b>b</b> <i>c</i> <u>d</u></p>"))
    names = {
        str(font.BaseFont).split("+")[-1]
        for page in fonts.pages
        for font in page.Resources.Font.as_dict().values()
    }
    assert any("Italic" in name or "Oblique" in name for name in names), names


def test_a_table_keeps_its_widths_and_sets_figures_right() -> None:
    pdf = printed(TABLE)
    number, head = reading.place(pdf, "No."), reading.place(pdf, "Uraian")
    assert 30 < number.left < number.right < 41  # 11 mm from the margin
    assert head.left > 41
    sums = [word for word in reading.words(pdf) if word.text.startswith("Rp8")]
    assert [round(word.right, 1) for word in sums] == [pytest.approx(190 - 1.6, abs=0.4)] * 2


def test_a_table_over_two_pages_repeats_its_head_and_splits_no_row() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>Awal{n} {LONG}Akhir{n}</td></tr>" for n in range(1, 41))
    pdf = printed(f"<p>Pembuka</p><table><tr><th>No.</th><th>Uraian</th></tr>{rows}</table>")
    pages = reading.lines(pdf)
    assert len(pages) > 2
    where = {word.text: word.page for word in reading.words(pdf)}
    assert all(where[f"Awal{n}"] == where[f"Akhir{n}"] for n in range(1, 41))
    for number, page in enumerate(pages[1:], start=2):
        assert "No. Uraian" in page[1]
        first = int(re.search(r"Awal(\d+)", "\n".join(page))[1])  # type: ignore[index]
        assert pages[number - 2][-1] == f"{first} ..."


def test_headings_stay_with_what_they_head_and_the_signature_takes_the_last_row() -> None:
    for lines in range(24, 34):
        pdf = printed(
            f"<p>{'Baris satu.<br>' * lines}</p><h2>Kepalanya</h2><p>Isinya {LONG * 3}</p>{TABLE}"
        )
        words = {word.text: word.page for word in reading.words(pdf)}
        assert words["Kepalanya"] == words["Isinya"]
        assert words["Rp85.000.000,00"] == words["Pertakusuma,"]


@pytest.mark.parametrize(
    "html",
    [
        f"<table><tr><td>{LONG * 120}</td><td>samping</td></tr></table>",
        f"<ol><li>satu{TABLE}<p>sesudah</p></li></ol>",
        "<table><tr><td rowspan=3>a</td><td>b</td></tr><tr></tr><tr><td>c</td></tr></table>",
        "<table><tr><td><ol><li>x<ol><li>y</li></ol></li></ol></td><td>z</td></tr></table>",
        "<table><tr>" + "<td>kata</td>" * 16 + "</tr></table>",
    ],
)
def test_no_word_of_a_body_is_lost_on_the_way_to_paper(html: str) -> None:
    body = blocks(cleaned(html, HTML), HTML)
    pdf = to_pdf(render_html(memo(body=body)))
    inside = [
        word.text
        for word in reading.words(pdf)
        if 25 < word.top < 297 - DEFAULT.margin_bottom and 29 < word.left < 190.5
    ]
    for word in set(words_of(body)):
        assert inside.count(word) >= words_of(body).count(word), word


def test_the_body_is_also_plain_text_for_whoever_gets_it_as_an_order() -> None:
    html = (
        "<p>Dengan ini:</p><ol><li><p>Periksa <strong>tanggul</strong></p>"
        "<ol><li><p>hulu</p></li></ol></li><li><p>Lapor</p></li></ol>"
        "<table><tr><th>Desa</th><th>KK</th></tr><tr><td>Limun</td><td>12</td></tr></table>"
    )
    assert as_text(blocks(html, "html")) == (
        "Dengan ini:\n\n1. Periksa tanggul\n   a. hulu\n2. Lapor\n\nDesa | KK\nLimun | 12"
    )
