"""Words without end and references without a gap, in every narrow column: on the paper, and soon."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from memos.paper import Annex, FileCopy, Paraf, PersonLine, Sheet, Tick
from memos.pdf import render_html, to_pdf
from memos.signature import SignatureBlock, TitleLine
from tests.memos import papers, reading
from tests.memos.sheets import memo

NIP = "19701204 199603 1 901"
LETTERS = "pertanggungjawaban" * 12
REFERENCE = "/".join(["ABCDEFGHIJKLMNOPQR1"] * 5)
GLUED = "Kepala\u00a0" * 20
MOST = 20  # seconds of one core, many times what it takes


def signature(word: str) -> SignatureBlock:
    return SignatureBlock(titles=(TitleLine(word),), names=(word,))


def head(word: str) -> Sheet:
    return memo(
        yth=(word, word), dari=word, tembusan=(word,), nomor=word, sifat=word, hal=word,
        signature=signature(word),
    )  # fmt: skip


def initials(word: str) -> Sheet:
    rows = (Paraf(word, papers.SIGNED_AT), Paraf(word))
    return memo(file_copy=FileCopy(hierarchy=rows, coordination=rows[:1]))


def duties(word: str) -> Sheet:
    person = PersonLine(word, word, NIP, word)
    return papers.command(
        dasar=(word, word), untuk=(word, word), people=(person, person), tembusan=(word, word),
        annexes=(Annex(title=word, people=(person, person)),),
    )  # fmt: skip


def dictums(word: str) -> Sheet:
    return papers.instruksi(
        kepada=(word, word), dictums=(word, word), about=(word,), tembusan=(word,)
    )


def kop(word: str) -> Sheet:
    lines = replace(papers.PUPR, government=word, unit_lines=(word, word), address_lines=(word,))
    return memo(kop=lines)


def slip(word: str) -> Sheet:
    return papers.slip(
        letter_from=word, letter_number=word, letter_date=word, agenda=word, reference=word,
        forwarded=(Tick(word), Tick(word)), asks=(Tick(word), Tick(word)),
        hal="Hal", note="Catatan", finish_by=word, signature=signature("Bupati"),
    )  # fmt: skip


@pytest.mark.parametrize("word", [LETTERS, REFERENCE, GLUED], ids=["letters", "reference", "glued"])
@pytest.mark.parametrize("make", [head, initials, duties, dictums, kop, slip])
def test_a_word_without_end_stays_between_the_margins(
    make: Callable[[str], Sheet], word: str
) -> None:
    started = time.process_time()
    pdf = to_pdf(render_html(make(word)))
    assert time.process_time() - started < MOST
    left, right = (14, 138) if make is slip else (30, 190)
    for found in reading.words(pdf):
        if "Lembar" not in found.text:
            assert left - 0.5 <= found.left, found
            assert found.right <= right + 0.5, found


@pytest.mark.parametrize("word", [LETTERS, REFERENCE, GLUED], ids=["letters", "reference", "glued"])
def test_no_cell_of_a_disposisi_runs_into_the_next(word: str) -> None:
    middle = 14 + 62
    first = [found for found in reading.words(to_pdf(render_html(slip(word)))) if found.page == 1]
    kop_ends = 40  # its lines are centred over both columns
    crossing = [w for w in first if w.top > kop_ends and w.left < middle - 0.5 < w.right - 1]
    assert [w.text for w in crossing if w.text not in {"Hal", "Catatan", "Catatan:"}] == []


def test_the_table_of_initials_keeps_its_columns() -> None:
    pdf = to_pdf(
        render_html(memo(file_copy=FileCopy(hierarchy=(Paraf(LETTERS, papers.SIGNED_AT),))))
    )
    pieces = [w for w in reading.words(pdf) if "tanggungjawab" in w.text and w.height < 4]
    assert pieces
    assert all(w.right - w.left < 38 for w in pieces)


def test_six_thousand_letters_in_a_narrow_column_take_seconds_not_minutes() -> None:
    started = time.process_time()
    to_pdf(render_html(memo(file_copy=FileCopy(hierarchy=(Paraf("y" * 6000),)))))
    assert time.process_time() - started < MOST
