"""Beranda, the bell, search and the menu: what they count and where they lead."""

from datetime import timedelta

import pytest
from django.urls import reverse

from instructions import actions
from instructions.models import Assignment
from notifications.models import Notice
from tests.instructions.orders import order_to, share_at, share_of
from tests.memos.memos import memo_at, register
from tests.people import AT, Member, actor, cast
from tests.web.test_budgets import many_shares
from tests.web.visits import browser, post, statements, text, url_of
from workflow import outbox

pytestmark = pytest.mark.django_db


def number(page: str, words: str) -> int:
    """The figure that stands before the words."""
    before = page.split(f"<span>{words}</span>", maxsplit=1)[0]
    return int(before.rsplit("<b>", 1)[1].split("</b>")[0])


def test_the_four_numbers_say_how_the_giver_stands(clock):
    people = cast()
    order = order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut, giver=people.bupati
    )
    pelawan, limun, singkut = (
        str(share_of(order, one).public_id)
        for one in (people.camat_pelawan, people.camat_limun, people.camat_singkut)
    )
    actions.see(pelawan, actor=actor(people.camat_pelawan.person), at=AT)
    actions.report(limun, actor=actor(people.camat_limun.person), at=AT, note="Selesai.")
    actions.accept(limun, actor=actor(people.bupati.person), at=AT)
    actions.ask(singkut, actor=actor(people.camat_singkut.person), at=AT, question="Yang mana?")
    bupati = browser(people.bupati.person)
    page = text(bupati.get("/"))
    assert number(page, "Belum menjawab") == 1
    assert number(page, "di antaranya sudah dibaca") == 1
    assert number(page, "Terlambat") == 0
    assert number(page, "Selesai kemarin") == 0
    assert "1 menunggu Bapak" in page
    assert "1 mohon arahan" in page
    assert "2 dari 3 penerima menjawab" in page
    clock.at = AT + timedelta(days=1)
    page = text(bupati.get("/"))
    assert number(page, "Terlambat") == 1
    assert number(page, "Selesai kemarin") == 1


def test_each_number_leads_to_its_own_orders():
    people = cast()
    silent = order_to(people.camat_pelawan, giver=people.bupati, text="Yang diam.")
    asked = order_to(people.camat_limun, giver=people.bupati, text="Yang bertanya.")
    key = str(share_of(asked, people.camat_limun).public_id)
    actions.ask(key, actor=actor(people.camat_limun.person), at=AT, question="Apa?")
    bupati = browser(people.bupati.person)
    page = text(bupati.get("/?saring=belum"))
    assert url_of(silent) in page
    assert url_of(asked) not in page
    page = text(bupati.get("/?saring=giliran"))
    assert url_of(share_of(asked, people.camat_limun)) in page
    assert url_of(share_of(silent, people.camat_pelawan)) not in page
    assert bupati.get("/?saring=kemarin").status_code == 200


def test_the_next_answer_is_given_without_opening_and_then_the_desk_is_clear():
    people = cast()
    share = share_at("sent", people)
    camat = browser(people.camat_pelawan.person)
    page = text(camat.get("/"))
    assert "Giliran saya · 1 perlu dijawab" in page
    assert share.instruction.text in page
    assert url_of(share, "acknowledge") in page
    post(camat, url_of(share, "acknowledge"), people.camat_pelawan)
    page = text(camat.get("/"))
    assert "Semua sudah dijawab" in page
    assert "Sedang dikerjakan" in page
    assert "giliran-pita" not in page
    assert "Lapor foto" in page


def test_a_photo_is_reported_by_choosing_the_order_first():
    people = cast()
    share = share_at("in_progress", people)
    page = text(browser(people.camat_pelawan.person).get("/?saring=lapor"))
    assert "Pilih perintah yang dilaporkan" in page
    assert reverse("web:report", args=[share.public_id]) in page


def test_for_information_is_not_somebodys_turn():
    people = cast()
    roles = {people.camat_limun.position.title: "untuk_diketahui"}
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, roles=roles)
    page = text(browser(people.camat_limun.person).get("/"))
    assert "Untuk diketahui" in page
    assert "Siap, laksanakan" not in page


def test_every_open_order_is_reached_page_by_page():
    people = cast()
    many_shares(people, 60)
    camat = browser(people.camat_pelawan.person)
    url, seen = "/", set()
    for _page in range(4):
        page = text(camat.get(url))
        seen |= {one.split("/")[0] for one in page.split('href="/bagian/')[1:]}
        if "Muat lagi" not in page:
            break
        url = "/" + page.split('class="lagi"><a class="tombol" href="')[1].split('"')[0]
    assert len(seen) == Assignment.objects.count()


def test_who_has_nothing_is_told_so():
    people = cast()
    assert "Belum ada jabatan" in text(browser(people.administrator.person).get("/"))
    assert "Semua sudah dijawab" in text(browser(people.asisten.person).get("/"))


def bell(member: Member) -> str:
    return text(browser(member.person).get("/pemberitahuan/"))


def test_the_bell_tells_who_did_what_and_leads_there():
    people = cast()
    register()
    memo = memo_at("numbered", people)
    assert memo.order is not None
    share = share_of(memo.order, people.camat_pelawan)
    camat = actor(people.camat_pelawan.person)
    actions.report(str(share.public_id), actor=camat, at=AT, note="Selesai.")
    outbox.drain(at=AT)
    page = bell(people.camat_pelawan)
    assert "Perintah baru dari Bupati Sarolangun" in page
    assert url_of(share) in page
    page = bell(people.bupati)
    assert "Camat Pelawan melaporkan selesai" in page
    assert "P-0001/2026" in page
    assert url_of(memo) in page
    bupati = browser(people.bupati.person)
    unread = Notice.objects.filter(position=people.bupati.position, read_at=None)
    assert f"Pemberitahuan, {unread.count()} baru" in text(bupati.get("/"))
    assert bupati.post("/pemberitahuan/").status_code == 303
    assert not unread.exists()
    assert "baru" not in text(bupati.get("/pemberitahuan/")).split("<main")[1]


def test_the_bell_takes_the_same_for_two_and_for_many():
    people = cast()
    camat = browser(people.camat_pelawan.person)
    counts = set()
    for more in (2, 30):
        for _order in range(more):
            order_to(people.camat_pelawan, giver=people.bupati)
        outbox.drain(at=AT)
        counts.add(statements(camat, "/pemberitahuan/"))
    assert len(counts) == 1
    assert counts.pop() <= 12
    page = text(camat.get("/pemberitahuan/"))
    assert "Muat lagi" in page
    before = page.split("?sebelum=")[1].split('"')[0]
    assert camat.get("/pemberitahuan/", {"sebelum": before}).status_code == 200


def test_large_letters_and_language_are_kept_on_the_device():
    people = cast()
    visitor = browser(people.bupati.person)
    assert visitor.post("/lainnya/", {"huruf": "besar"}).status_code == 303
    assert 'class="besar"' in text(visitor.get("/"))
    visitor.post("/lainnya/", {"huruf": "raksasa", "bahasa": "xx"})
    assert 'class="besar"' in text(visitor.get("/"))
    visitor.post("/lainnya/", {"bahasa": "en"})
    assert '<html lang="en"' in text(visitor.get("/"))


def test_the_composer_finds_positions_and_counts_each_once():
    people = cast()
    bupati = browser(people.bupati.person)
    url = reverse("web:recipients")
    limun = str(people.camat_limun.position.public_id)
    found = bupati.get(url, {"q": "rosmawati", "positions": [limun, limun]}).json()
    assert [one["id"] for one in found["results"]] == [limun]
    assert found["count"] == 1
    assert found["send_label"] == "Kirim ke 1 penerima"
    own = str(people.bupati.position.public_id)
    assert bupati.get(url, {"positions": [own]}).json()["count"] == 0
    page = text(post(bupati, reverse("web:compose"), search="1", q="limun", text="Periksa."))
    assert "Periksa." in page
    assert f'value="{limun}"' in page


def test_the_desk_that_writes_memos_is_not_told_that_all_is_done():
    people = cast()
    order_to(people.camat_pelawan, giver=people.bupati, needs_paper=True)
    page = text(browser(people.kabag_umum.person).get("/"))
    assert "1 naskah menunggu" in page
    assert reverse("web:memos") in page
    assert "Semua sudah dijawab" not in page


def test_the_answer_due_first_stands_first():
    people = cast()
    late, soon = AT + timedelta(days=2), AT + timedelta(hours=1)
    order_to(people.camat_pelawan, giver=people.bupati, text="Yang lekas.", answer_by=soon)
    order_to(people.camat_pelawan, giver=people.sekda, text="Yang nanti.", answer_by=late)
    page = text(browser(people.camat_pelawan.person).get("/"))
    assert page.index("Yang lekas.") < page.index("Yang nanti")


def test_an_accepted_report_leads_on_to_what_still_waits():
    people = cast()
    reported = share_at("reported", people)
    other = order_to(people.camat_limun, giver=people.bupati)
    key = str(share_of(other, people.camat_limun).public_id)
    actions.ask(key, actor=actor(people.camat_limun.person), at=AT, question="Apa?")
    bupati = browser(people.bupati.person)
    assert "menunggu Bapak<" not in text(bupati.get(url_of(reported)))
    post(bupati, url_of(reported, "accept"), people.bupati)
    assert "1 menunggu Bapak<" in text(bupati.get(url_of(reported)))
