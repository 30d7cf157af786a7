"""Cari naskah: the page, its filters and its pages."""

import pytest

from tests.memos.memos import memo_at, register
from tests.memos.test_search import drained
from tests.people import cast
from tests.web.visits import browser, statements, text, url_of
from web.views import memo_search

URL = "/cari/naskah/"


@pytest.fixture
def people(db):
    there = cast()
    register()
    return there


def test_the_desk_finds_by_number_word_and_filter(people):
    memo = memo_at("numbered", people)
    drained()
    desk = browser(people.kabag_umum.person)
    word = memo.hal.split()[-1]
    for asked in ({"q": memo.number_text}, {"q": word}, {"keadaan": "numbered"}, {}):
        assert url_of(memo) in text(desk.get(URL, asked)), asked
    for asked in ({"q": "gempa"}, {"keadaan": "draft"}, {"sejak": "2026-11-25"}):
        page = text(desk.get(URL, asked))
        assert url_of(memo) not in page, asked
        assert "Tidak ada naskah yang sesuai" in page
    assert url_of(memo) not in text(browser(people.stranger.person).get(URL))


def test_the_search_over_orders_leads_to_it(people):
    memo = memo_at("numbered", people)
    page = text(browser(people.kabag_umum.person).get("/cari/", {"q": memo.number_text}))
    assert url_of(memo) in page
    assert f"{URL}?q=1%2F300.2.3%2F2026" in page


def test_only_the_desk_chooses_among_books(people):
    assert 'name="buku"' in text(browser(people.kabag_umum.person).get(URL))
    assert 'name="buku"' not in text(browser(people.stranger.person).get(URL))


@pytest.mark.parametrize(
    "bad",
    [
        {"jenis": "surat cinta"},
        {"keadaan": "x"},
        {"buku": "x"},
        {"unit": "00000000-0000-7000-8000-000000000000"},
        {"sejak": "kemarin"},
        {"sejak": "2026-11-25", "sampai": "2026-11-24"},
    ],
    ids=str,
)
def test_a_filter_that_cannot_be_read_is_said_so(people, bad):
    answer = browser(people.kabag_umum.person).get(URL, {"q": "apel", **bad})
    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)
    assert 'value="apel"' in text(answer)


def test_pages_follow_one_another_and_cost_the_same(people, monkeypatch):
    monkeypatch.setattr(memo_search, "PAGE", 1)
    first, second = memo_at("draft", people), memo_at("draft", people)
    desk = browser(people.kabag_umum.person)
    page = text(desk.get(URL))
    assert url_of(second) in page
    assert url_of(first) not in page
    assert f"{URL}?mulai=1" in page
    page = text(desk.get(URL, {"mulai": "1"}))
    assert url_of(first) in page
    assert "Muat lagi" not in page
    for odd in ("-1", "x", "9999999999", "\u0665"):
        assert desk.get(URL, {"mulai": odd}).status_code == 200
    few = statements(desk, URL)
    monkeypatch.setattr(memo_search, "PAGE", 25)
    assert statements(desk, URL) == few
