"""Footer, QR and box of an electronic signature; the marks of class and copy; hostile words."""

import socket
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import segno

from memos.paper import BoxForm, Footer, FooterKind, LeaderKop, Sheet, parse_body
from memos.paper import SecurityMark as Mark
from memos.pdf import render_html, to_pdf
from memos.signature import SignatureBlock
from tests.memos import matrix, papers, reading
from tests.memos.sheets import memo

BSRE = "Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara"
DPI = 200
HOSTILE = (
    "<script>alert(1)</script> {{ settings.SECRET_KEY }} {% include 'x' %} "
    '<img src="file:///etc/passwd"> <link rel=attachment href=http://127.0.0.1:9/x> '
    "</style><style>@import url(http://127.0.0.1:9/x)</style> a\u202eb"
)


def printed(sheet: Sheet) -> bytes:
    return to_pdf(render_html(sheet))


def text(pdf: bytes) -> str:
    return " ".join(line for page in reading.lines(pdf) for line in page)


def test_the_footer_stands_on_every_page_at_the_lower_edge() -> None:
    pdf = printed(papers.signed())
    pages = reading.lines(pdf)
    assert len(pages) == 4
    for number, lines in enumerate(pages, start=1):
        assert any(line.startswith("Dokumen ini telah ditandatangani") for line in lines)
        first = reading.place(pdf, "Dokumen", page=number, last=True)
        assert first.left == pytest.approx(51.5, abs=0.4)
        body = [w for w in reading.words(pdf) if w.page == number and w.top < 297 - 38]
        assert all(word.top + word.height < 297 - 37 for word in body)


def test_the_footer_takes_no_room_where_there_is_none() -> None:
    assert len(reading.lines(printed(papers.signed(footer=None, annexes=())))) == 2
    assert text(printed(memo())).count("Dokumen ini") == 0


@pytest.mark.parametrize(
    ("kind", "said", "unsaid"),
    [
        (FooterKind.EXAMPLE, "sertifikat ini bukan diterbitkan oleh BSrE", "UU Nomor 11"),
        (FooterKind.BSRE, f"diterbitkan oleh {BSRE}.", "contoh"),
        (FooterKind.UNSIGNED, "tanpa tanda tangan elektronik", "telah ditandatangani"),
    ],
)
def test_the_footer_says_what_really_happened(kind: FooterKind, said: str, unsaid: str) -> None:
    found = reading.stream(printed(memo(footer=papers.footer(kind))))
    assert said in found
    assert unsaid not in found
    assert f"memasukkan kode {papers.CODE} pada https://sigap.sarolangun.example/v." in found
    assert ("Pasal 5 ayat (1)" in found) is (kind is FooterKind.BSRE)


def test_the_qr_code_has_four_white_modules_around_it() -> None:
    foot = papers.footer()
    (picture,) = matrix.pictures(printed(memo(footer=foot)), dpi=DPI)
    n = len(segno.make(foot.url, error="m", micro=False, boost_error=False).matrix)
    quiet = 4 * foot.qr_size / n * 0.9  # the line over the footer begins where the four end
    scale = picture.width / 210
    top = 297 - 6.5 - foot.qr_size
    gray = picture.convert("L")
    for box in (
        (30 - quiet, top, 29.8, 297 - 6.5),
        (30, 297 - 6.3, 48, 297 - 6.5 + quiet),
        (48.2, top, 48 + quiet, 297 - 6.5),
        (30, top - quiet, 48, top - 0.2),
    ):
        inside = gray.crop(tuple(round(edge * scale) for edge in box))  # type: ignore[arg-type]
        assert inside.getextrema() == (255, 255)


def test_box_a_stands_in_the_gap_and_says_by_which_certificate() -> None:
    pdf = printed(memo(box=papers.box(), footer=papers.footer()))
    page = reading.lines(pdf)[0]
    at = page.index("Ditandatangani secara elektronik")
    assert page[at : at + 3] == [
        "Ditandatangani secara elektronik", "24 November 2026, 09.20 WIB",
        "Sertifikat contoh, bukan BSrE",
    ]  # fmt: skip
    assert page[at - 1] == "Sekretaris Daerah,"
    by_bsre = text(printed(memo(box=papers.box(kind=FooterKind.BSRE))))
    assert "Sertifikat elektronik BSrE" in by_bsre
    assert "contoh" not in by_bsre


def test_box_b_holds_title_and_name() -> None:
    pdf = printed(papers.signed(box=papers.box(form=BoxForm.AROUND)))
    found = reading.stream(pdf)
    at = found.index("dengan sertifikat contoh, bukan BSrE, oleh:")
    assert at < found.index("dan Penataan Ruang,", at) < found.index("Budiman Adikarsa", at)
    assert 190 - 78 + 13 < reading.place(pdf, "Budiman", page=2).left < 140
    assert all(word.right < 190.5 for word in reading.words(pdf))


@pytest.mark.parametrize("kind", matrix.TYPES)
def test_the_class_is_printed_on_every_type_above_the_letterhead(kind: str) -> None:
    pdf = printed(replace(matrix.sheet(kind, "sekda"), security_mark=Mark.RAHASIA))
    mark = reading.place(pdf, "RAHASIA")
    title = reading.place(pdf, "PEMERINTAH")
    assert mark.top + mark.height < title.top + 1.5
    assert mark.left < title.left


@pytest.mark.parametrize("kind", matrix.TYPES)
def test_a_draft_of_every_type_says_konsep_and_leaves_room_for_the_number(kind: str) -> None:
    draft = replace(
        matrix.sheet(kind, "sekda"), draft=True, tanggal=None, nomor="\u2003\u2003\u2003/2026"
    )
    pdf = printed(draft)
    huge = "".join(word.text for word in reading.words(pdf) if word.height > 20 and word.page == 1)
    assert sorted(huge) == sorted("KONSEP")
    file = reading.opened(pdf)
    assert str(file.docinfo["/Title"]).startswith("Konsep ")
    assert "24 November 2026" not in reading.lines(pdf)[-1][-8:]


def test_the_states_emblem_is_a_labelled_place_until_the_regency_brings_its_own() -> None:
    assert "TEMPAT LAMBANG NEGARA BUPATI SAROLANGUN" in text(printed(papers.command()))
    own = LeaderKop("BUPATI SAROLANGUN", emblem=papers.PUPR.emblem)
    assert "TEMPAT" not in text(printed(papers.command(kop=own)))


# --- Hostile words ----------------------------------------------------------------------------------


@pytest.fixture
def no_calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The addresses that rendering tried to connect to."""
    tried: list[Any] = []

    def refuse(_: socket.socket, address: Any) -> None:
        tried.append(address)
        raise OSError(address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


def hostile(make: Callable[..., Sheet], words: str) -> Sheet:
    """A paper of this type with such words in every field of text, also in lists."""
    sheet = make()
    kept = {"heading", "verb", "template", "language", "order", "qr"}
    changes: dict[str, Any] = {}
    for name in sheet.__dataclass_fields__:
        value = getattr(sheet, name)
        if name in kept or not value:
            continue
        if isinstance(value, str):
            changes[name] = words
        elif isinstance(value, tuple) and isinstance(value[0], str):
            changes[name] = (words, words)
    changes["signature"] = SignatureBlock(titles=sheet.signature.titles, names=(words[:60],))
    changes["annexes"] = (
        replace(papers.signed().annexes[0], title=words, blocks=parse_body(words)),
    )
    changes["footer"] = Footer(kind=FooterKind.UNSIGNED, url=papers.URL, code=words[:20])
    changes["file_copy"] = papers.file_copy().file_copy
    return replace(sheet, **changes)


@pytest.mark.parametrize("kind", matrix.TYPES)
def test_hostile_words_are_printed_as_words_in_every_template(
    kind: str, no_calls: list[Any]
) -> None:
    html = render_html(hostile(matrix.TYPES[kind][0], HOSTILE))
    assert "<script" not in html.lower()
    assert "<link" not in html
    pdf = to_pdf(html)
    found = reading.stream(pdf)
    assert "{{ settings.SECRET_KEY }}" in found
    assert "root:" not in found
    assert not reading.opened(pdf).attachments
    assert no_calls == []


@pytest.mark.parametrize("kind", matrix.TYPES)
def test_words_without_end_stay_on_the_paper_of_every_type(kind: str) -> None:
    started = time.process_time()
    pdf = printed(replace(hostile(matrix.TYPES[kind][0], "a" * 300), file_copy=None))
    assert time.process_time() - started < 20
    edge = 148 if kind == "disposisi" else 210
    assert all(word.right < edge for word in reading.words(pdf))
