"""Cari: the field, the filter, the chips, the files, and references in texts."""

import io
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.template import Context, Template
from django.urls import reverse

from accounts.models import Appointment
from instructions import actions
from memos import order_lists
from memos.order_lists import Format
from tests.instructions.orders import order_to, share_of
from tests.memos.memos import memo_at, register
from tests.people import AT, actor, cast
from tests.web.test_budgets import many_shares
from tests.web.visits import browser, statements, text, url_of
from workflow import outbox

pytestmark = pytest.mark.django_db


def drained() -> None:
    while outbox.drain(at=AT + timedelta(days=9), limit=500):
        pass


@pytest.mark.parametrize(
    "typed",
    ["P-0001/2026", "p-1", "1/2026", "0001", "p 0001 2026", "\u201cP-1/2026\u201d", "P-0001"],
)
def test_a_reference_in_the_field_opens_the_order(typed):
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    for reader in (people.camat_pelawan, people.bupati):
        answer = browser(reader.person).get("/cari/", {"q": typed})
        assert (answer.status_code, answer["Location"]) == (302, url_of(order))
    for other in (people.stranger, people.camat_limun, people.administrator):
        answer = browser(other.person).get("/cari/", {"q": typed})
        assert answer.status_code == 200
        assert url_of(order) not in text(answer)


@pytest.mark.parametrize(
    ("q", "found"),
    [("rawan banjir", True), ("laporan", True), ("melaporkan", True), ("BUPATI", True), ("1", True),
     ("P-0001/2025", False), ("P-0002", False), ("gempa", False), ("%", False)],
)  # fmt: skip
def test_search_finds_by_words(q, found):
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    drained()
    page = text(browser(people.camat_pelawan.person).get("/cari/", {"q": q}))
    assert (url_of(order) in page) == found
    assert url_of(order) not in text(browser(people.stranger.person).get("/cari/", {"q": q}))


def test_one_number_in_two_years_is_shown_and_not_opened():
    people = cast()
    Appointment.objects.filter(person=people.bupati.person).update(starts_on=date(2025, 2, 20))
    old = order_to(
        people.camat_limun, giver=people.bupati, at=datetime(2025, 3, 3, 9, tzinfo=AT.tzinfo)
    )
    new = order_to(people.camat_limun, giver=people.bupati)
    page = text(browser(people.bupati.person).get("/cari/", {"q": "0001"}))
    assert page.index(url_of(new)) < page.index(url_of(old))


def test_a_mere_number_shows_the_order_of_that_number_before_those_with_it_in_their_words():
    people = cast()
    called = order_to(people.camat_limun, giver=people.bupati)
    order_with = order_to(people.camat_limun, giver=people.bupati, text="Periksa 1 jembatan.")
    drained()
    page = text(browser(people.bupati.person).get("/cari/", {"q": "1"}))
    assert page.index(url_of(called)) < page.index(url_of(order_with))


def test_a_secret_order_is_found_by_no_word_and_opened_by_its_parties_alone():
    people = cast()
    secret = order_to(people.camat_pelawan, giver=people.bupati, classification="rahasia")
    drained()
    for reader in (people.bupati, people.camat_pelawan, people.ajudan, people.kabag_umum):
        client = browser(reader.person)
        for q in ("banjir", "rumah", "bupati"):
            assert url_of(secret) not in text(client.get("/cari/", {"q": q})), (reader, q)
        party = reader in (people.bupati, people.camat_pelawan)
        opened = client.get("/cari/", {"q": secret.reference})
        assert (opened.status_code == 302) == party
        assert client.get(f"/perintah/{secret.reference}/").status_code == (302 if party else 404)
        # In a plain list it stands for whom it is.
        assert (url_of(secret) in text(client.get("/cari/"))) == party


def test_a_secret_memo_is_found_by_its_whole_number_alone():
    people = cast()
    register()
    memo = memo_at("numbered", people)
    type(memo).objects.filter(pk=memo.pk).update(security="rahasia")
    bupati = browser(people.bupati.person)
    assert url_of(memo) not in text(bupati.get("/cari/", {"q": memo.hal.split()[0]}))
    assert url_of(memo) in text(bupati.get("/cari/", {"q": memo.number_text}))


# --- Filters ---------------------------------------------------------------------------------------


def test_the_filter_is_kept_in_the_address_and_taken_back_chip_by_chip():
    people = cast()
    late = order_to(people.camat_limun, giver=people.bupati, urgency="segera")
    other = order_to(people.camat_pelawan, giver=people.bupati)
    client = browser(people.bupati.person)
    asked = {"peran": "given", "urgensi": "segera", "sejak": "2026-11-24",
             "pihak": f"posisi-{people.camat_limun.position.public_id}"}  # fmt: skip
    page = text(client.get("/cari/", asked))
    assert url_of(late) in page
    assert url_of(other) not in page
    for words in ("Saya beri", "Segera", "Camat Limun", "Sejak 24 Nov 2026"):
        assert words in page
    assert 'type="hidden" name="urgensi" value="segera"' in page
    without = client.get("/cari/", {"peran": "given"})
    assert url_of(other) in text(without)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"perintah": "issued"}, True), ({"perintah": "completed"}, False),
        ({"jawaban": "reported"}, True), ({"jawaban": "sent"}, False),
        ({"giliran": "giver"}, True), ({"giliran": "nobody"}, False),
        ({"terlambat": "tidak"}, True), ({"terlambat": "ya"}, False),
        ({"urgensi": "biasa"}, True), ({"urgensi": "segera"}, False),
        ({"sifat": "biasa"}, True), ({"sifat": "terbatas"}, False),
        ({"bentuk": "informal"}, True), ({"bentuk": "formal"}, False),
        ({"peran": "given"}, True), ({"peran": "received"}, False),
        ({"sampai": "2026-11-24"}, True), ({"sampai": "2026-11-23"}, False),
        ({"q": "banjir", "urgensi": "biasa"}, True), ({"q": "gempa", "urgensi": "biasa"}, False),
    ],
)  # fmt: skip
def test_every_question_of_the_form(query, found):
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    actions.report(key, actor=actor(people.camat_pelawan.person), at=AT, note="Sudah.")
    drained()
    page = text(browser(people.bupati.person).get("/cari/", query))
    assert (url_of(order) in page) == found


@pytest.mark.parametrize(
    "query",
    [
        {"urgensi": "kilat"}, {"pihak": "posisi-x"}, {"unit": "x"}, {"sejak": "kemarin"},
        {"sejak": "0001-01-01"}, {"pihak": "orang-0196b4b0-0000-7000-8000-000000000000"},
        {"sejak": "2026-02-01", "sampai": "2026-01-01"}, {"perintah": "draft"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_on_a_page(query):
    client = browser(cast().bupati.person)
    for path in ("/cari/", "/cari/saring/", "/cari/ekspor.pdf"):
        answer = client.get(path, query)
        assert answer.status_code == 422
        assert "<h1>" in text(answer)


def test_somebody_is_looked_for_and_chosen_without_a_script():
    people = cast()
    order = order_to(people.camat_limun, giver=people.bupati)
    client = browser(people.bupati.person, scripted=False)
    sent_back = client.get("/cari/", {"siapa": "limun", "pihak": "", "peran": "given"})
    assert sent_back.status_code == 302
    form = text(client.get(sent_back["Location"].partition("#")[0]))
    value = f"posisi-{people.camat_limun.position.public_id}"
    assert value in form
    assert f"orang-{people.camat_limun.person.public_id}" in form
    chosen = client.get("/cari/", {"siapa": "limun", "dicari": "limun", "pihak": value})
    assert url_of(order) in text(chosen)
    anybody = client.get("/cari/", {"siapa": "limun", "dicari": "limun", "pihak": ""})
    assert anybody.status_code == 200


def test_beranda_leads_to_the_filter_of_each_list():
    people = cast()
    order = order_to(people.camat_limun, giver=people.bupati)
    actions.acknowledge(
        str(share_of(order, people.camat_limun).public_id),
        actor=actor(people.camat_limun.person),
        at=AT,
    )
    assert "/cari/saring/?peran=given&amp;perintah=issued" in text(
        browser(people.bupati.person).get("/")
    )
    camat = text(browser(people.camat_limun.person).get("/"))
    assert "/cari/saring/?peran=received&amp;giliran=recipient" in camat


def test_a_long_list_is_read_in_pages_by_reference():
    people = cast()
    orders = [order_to(people.camat_limun, giver=people.bupati) for _each in range(27)]
    client = browser(people.bupati.person)
    first = text(client.get("/cari/", {"peran": "given"}))
    assert "<span>27</span>" in first
    assert url_of(orders[2]) in first
    assert url_of(orders[1]) not in first
    assert "sesudah=2026.3" in first
    second = text(client.get("/cari/", {"peran": "given", "sesudah": "2026.3"}))
    assert url_of(orders[1]) in second
    assert url_of(orders[2]) not in second
    for nonsense in ("x", "2026", "2026.x", "9" * 40, "²026.1"):
        assert client.get("/cari/", {"sesudah": nonsense}).status_code == 200


# --- Files -----------------------------------------------------------------------------------------


def test_the_file_holds_what_the_page_shows():
    people = cast()
    order_to(people.camat_limun, people.camat_pelawan, giver=people.bupati)
    order_to(people.camat_pelawan, giver=people.bupati, urgency="segera")
    page = text(browser(people.bupati.person).get("/cari/", {"urgensi": "segera"}))
    assert "/cari/ekspor.xlsx?urgensi=segera" in page
    assert "/cari/ekspor.pdf?urgensi=segera" in page
    answer = browser(people.camat_pelawan.person).get("/cari/ekspor.xlsx")
    sheet: Any = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert [(row[0], row[3]) for row in rows[1:]] == [
        ("P-0002/2026", "Camat Pelawan"), ("P-0001/2026", "Camat Pelawan"),
    ]  # fmt: skip
    printed = browser(people.bupati.person).get("/cari/ekspor.pdf")
    assert printed.content.startswith(b"%PDF")
    assert printed["Cache-Control"] == "private, no-store"


def test_too_large_a_file_leads_back_to_the_list_with_the_sentence(monkeypatch):
    people = cast()
    order_to(people.camat_limun, people.camat_pelawan, giver=people.bupati)
    monkeypatch.setattr(order_lists, "MOST_LINES", {Format.XLSX: 1, Format.PDF: 1})
    client = browser(people.bupati.person)
    answer = client.get("/cari/ekspor.xlsx", {"peran": "given"}, follow=True)
    assert answer.redirect_chain == [("/cari/?peran=given", 303)]
    assert "Ada 2 baris, paling banyak 1" in text(answer)


# --- References in texts ---------------------------------------------------------------------------


def test_a_reference_in_the_words_is_a_link_and_its_page_decides():
    people = cast()
    first = order_to(people.camat_pelawan, giver=people.bupati)
    second = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati,
                      text="Lanjutan P-0001/2026.")  # fmt: skip
    link = reverse("web:reference", args=["P-0001/2026"])
    share = share_of(second, people.camat_pelawan)
    actions.comment(str(share.public_id), actor=actor(people.camat_pelawan.person), at=AT,
                    note="Lihat P-0001/2026 <b>")  # fmt: skip
    page = text(browser(people.camat_pelawan.person).get(url_of(share)))
    assert page.count(f'<a href="{link}">P-0001/2026</a>') == 2
    assert "&lt;b&gt;" in page
    opened = browser(people.camat_pelawan.person).get(link)
    assert (opened.status_code, opened["Location"]) == (302, url_of(first))
    assert browser(people.camat_limun.person).get(link).status_code == 404


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("P-1/2026", '<a href="/perintah/P-1/2026/">P-1/2026</a>'),
        ("(P-0412/2026).", '(<a href="/perintah/P-0412/2026/">P-0412/2026</a>).'),
        ("XP-0412/2026 P-0412/20267 P-0412/2026/1", "XP-0412/2026 P-0412/20267 P-0412/2026/1"),
        (
            '"><script>P-0412/2026',
            '&quot;&gt;&lt;script&gt;<a href="/perintah/P-0412/2026/">P-0412/2026</a>',
        ),
    ],
)
def test_only_a_whole_reference_becomes_a_link_and_all_else_is_escaped(words, drawn):
    template = Template("{% load sigap %}{{ words|references }}")
    assert template.render(Context({"words": words})) == drawn


# --- Budgets ---------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [10, 10_000])
def test_cari_takes_the_same_statements_for_ten_and_ten_thousand(count):
    people = cast()
    many_shares(people, count)
    client = browser(people.bupati.person)
    unit = str(people.camat_pelawan.position.unit.public_id)
    who = f"posisi-{people.camat_pelawan.position.public_id}"
    found = [
        statements(client, url)
        for url in (
            "/cari/", "/cari/?q=perintah", f"/cari/?q=perintah&unit={unit}&pihak={who}&terlambat=ya",
            f"/cari/saring/?unit={unit}&pihak={who}&siapa=camat",
        )
    ]  # fmt: skip
    assert found == [7, 8, 9, 10]
