"""More than one page: where it breaks, and what stands at the edges."""

import re

import pytest

from memos.paper import DEFAULT, parse_body
from memos.pdf import render_html, to_pdf
from memos.signature import block
from tests.memos import reading
from tests.memos.sheets import CAMAT, CLOSING, memo, points

SHORT = "Kalimat pendek satu baris."


def printed(body: str) -> bytes:
    return to_pdf(render_html(memo(body=parse_body(body), signature=block(CAMAT))))


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    return printed(points(8))


def test_the_kop_is_on_the_first_page_only(two_pages: bytes) -> None:
    first, second = reading.lines(two_pages)
    assert "SEKRETARIAT DAERAH" in first
    assert "SEKRETARIAT DAERAH" not in second


def test_pages_are_numbered_from_the_second_on(two_pages: bytes) -> None:
    dashes = [word for word in reading.words(two_pages) if word.text == "-" and word.top < 20]
    assert {word.page for word in dashes} == {2}
    number = reading.place(two_pages, "2", page=2)
    assert (number.left + number.right) / 2 == pytest.approx(110, abs=0.2)
    assert number.top == pytest.approx(DEFAULT.page_number_top, abs=1)


def test_the_next_pages_first_word_stands_under_the_text_at_the_right() -> None:
    pdf = printed("Pembuka:\n" + "\n".join(f"{n}. {SHORT}" for n in range(1, 22)))
    first, second = reading.lines(pdf)
    number = second[1].split()[0]
    assert second[1] == f"{number} {SHORT}"
    assert first[-1] == f"{number} Kalimat ..."
    dots = reading.place(pdf, "...")
    assert dots.right == pytest.approx(190, abs=0.5)
    assert 297 - DEFAULT.margin_bottom < dots.top < 297 - DEFAULT.margin_bottom + 8


def test_a_paragraph_that_runs_over_is_joined_by_its_own_word() -> None:
    first, second = reading.lines(printed(" ".join([SHORT] * 120)))
    assert first[-1] == f"{second[1].split()[0].rstrip('.')} ..."


def test_a_list_of_sixty_addressees_runs_over_with_everything() -> None:
    yth = tuple(f"Kepala Dinas Contoh {number}" for number in range(1, 61))
    pages = reading.lines(to_pdf(render_html(memo(yth=yth, draft=True))))
    text = "\n".join(line for page in pages for line in page)
    assert all(f"{number}. Kepala Dinas Contoh {number}\n" in text for number in range(1, 61))
    assert re.fullmatch(r"(\d+)\. Kepala \.\.\.", pages[0][-1])


def test_a_body_a_little_too_long_is_tightened_rather_than_begin_a_page() -> None:
    bodies = [points(count, SHORT) for count in range(8, 16)]
    sheets = [render_html(memo(body=parse_body(body), signature=block(CAMAT))) for body in bodies]
    loose = DEFAULT.line_height * DEFAULT.size
    pitches = []
    for html in sheets:
        pdf = to_pdf(html)
        if len(reading.lines(pdf)) == 1:
            second, third = (reading.place(pdf, number).top for number in ("2.", "3."))
            pitches.append((third - second - DEFAULT.item_gap) * reading.MM)
    assert pitches[0] == pytest.approx(loose, abs=0.05)
    assert pitches[-1] == pytest.approx(DEFAULT.line_height_tight * DEFAULT.size, abs=0.05)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("\n\n".join([SHORT] * 21), id="short paragraphs"),
        pytest.param(
            "Pembuka sebagai berikut:\n" + "\n".join(f"{n}. {SHORT}" for n in range(1, 22)),
            id="a list at the end",
        ),
        pytest.param(
            "1. Rincian:\n" + "\n".join(f"{chr(96 + n)}. {SHORT}" for n in range(1, 22)),
            id="a list within a list at the end",
        ),
        pytest.param(" ".join([SHORT] * 72), id="one long paragraph"),
        pytest.param(points(5), id="points and a closing"),
    ],
)
def test_the_signature_takes_two_lines_of_the_body_with_it(body: str) -> None:
    pages = reading.lines(printed(body))
    assert len(pages) == 2
    signed = pages[1].index("Camat Limun,")
    assert pages[1][0] in {"- 2 -", "-2-"}
    assert signed >= 3
    assert pages[1][-1] == "NIP 19850717 200712 2 901"


def test_what_introduces_a_list_stays_with_its_first_point() -> None:
    for count in range(26, 32):
        filler = "\n\n".join([SHORT] * count)
        body = f"{filler}\n\nKami laporkan hal-hal sebagai berikut:\n1. {SHORT}\n2. {SHORT}\n\n{CLOSING}"
        for page in reading.lines(printed(body)):
            text = [line for line in page if not line.endswith("...")]
            assert not text[-1].endswith("berikut:"), count
