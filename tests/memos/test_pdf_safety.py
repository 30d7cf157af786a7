"""Text is typed by people: nothing in it may run, reach a file or the network, or stop the press."""

import socket
import threading
import time
from dataclasses import replace
from typing import Any

import pytest

from files.press import OwnFilesOnly
from memos.paper import DEFAULT, Emblem, parse_body
from memos.pdf import render_html, to_pdf
from tests.memos import reading
from tests.memos.sheets import SETDA, memo, points

HOSTILE = (
    "<script>alert(1)</script> {{ settings.SECRET_KEY }} {% include 'x' %} "
    '<img src="file:///etc/passwd"> <link rel=attachment href=file:///etc/passwd> '
    "</style><style>@import url(http://127.0.0.1:9/x)</style> &lt; a\u202eb\x00c\ud800d"
)


@pytest.fixture
def no_calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The addresses that rendering tried to connect to."""
    tried: list[Any] = []

    def refuse(_: socket.socket, address: Any) -> None:
        tried.append(address)
        raise OSError(address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


def test_hostile_text_is_printed_as_text(no_calls: list[Any]) -> None:
    body = parse_body(HOSTILE)
    html = render_html(memo(body=body, hal=HOSTILE, dari=HOSTILE, nomor=HOSTILE, author=HOSTILE))
    assert "<script" not in html
    pdf = to_pdf(html)
    text = " ".join(line for page in reading.lines(pdf) for line in page)
    assert text.count("<script>alert(1)</script> {{ settings.SECRET_KEY }}") == 4
    assert "root:" not in text
    assert "&lt; abcd" in text
    assert not reading.opened(pdf).attachments
    assert no_calls == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x",
        "https://example.com/x",
        "ftp://example.com/x",
        "font:../paper.py",
        "font:OFL.txt",
        "FILE:///etc/passwd",
    ],
)
def test_only_our_fonts_and_inline_data_can_be_opened(address: str, no_calls: list[Any]) -> None:
    with pytest.raises(ValueError, match="disallowed protocol"):
        OwnFilesOnly().fetch(address)
    assert no_calls == []


def test_an_uploaded_emblem_cannot_pull_in_other_files(no_calls: list[Any]) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        b'<image href="file:///etc/passwd" width="9" height="9"/>'
        b'<image href="http://127.0.0.1:9/x" width="9" height="9"/></svg>'
    )
    kop = replace(SETDA, emblem=Emblem(svg, "image/svg+xml", "Lambang"))
    assert len(reading.lines(to_pdf(render_html(memo(kop=kop))))) == 1
    assert no_calls == []


def test_an_emblem_that_is_no_picture_leaves_its_place_empty() -> None:
    kop = replace(SETDA, emblem=Emblem(b"bukan gambar", "image/png", "Lambang"))
    assert "SEKRETARIAT DAERAH" in reading.lines(to_pdf(render_html(memo(kop=kop))))[0]


def test_a_word_without_end_stays_on_the_paper_and_does_not_stop_the_press() -> None:
    started = time.process_time()
    pdf = to_pdf(render_html(memo(body=parse_body("a" * 8_000), hal="b" * 300)))
    assert time.process_time() - started < 20
    words = reading.words(pdf)
    assert all(word.right < 190.5 for word in words)
    text = "".join(word.text for word in words if 25 < word.top < 297 - DEFAULT.margin_bottom)
    assert text.count("a" * 50) * 50 + 49 >= 8_000


def test_an_empty_memo_is_still_a_page() -> None:
    empty = memo(yth=("",), dari="", nomor="", hal="", body=())
    assert len(reading.lines(to_pdf(render_html(empty)))) == 1


def test_two_threads_print_what_one_alone_prints() -> None:
    sheets = [render_html(memo()), render_html(memo(body=parse_body(points(8)), draft=True))]
    alone = [to_pdf(html) for html in sheets]
    together: list[list[bytes]] = [[], []]

    def press(mine: int) -> None:
        for _ in range(3):
            together[mine].append(to_pdf(sheets[mine]))

    threads = [threading.Thread(target=press, args=(mine,)) for mine in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert together == [[alone[0]] * 3, [alone[1]] * 3]
