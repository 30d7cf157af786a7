"""Cards in the field: printed by clerks, used on phones, through the real pages and nothing else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from accounts.access import codes
from accounts.models import Access, Person, Session
from tests.accounts.offices import PIN, activated, card_for, key, office, people
from tests.memos.reading import lines
from tests.people import AT, PASSWORD, Member, unit
from tests.statements import NOT_WORK, counted
from tests.web.visits import browser, post, statements, status, text
from workflow.models import Entry, Request

pytestmark = pytest.mark.django_db

CODE = re.compile(r"\b(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}\b")
UNIT = re.compile(r'href="(/kantor/unit/[^"]+)" data-row>\s*<span class="judul-baris">([^<]*)')
KEY = re.compile(r'name="kunci" value="([^"]+)"')


def codes_in(pdf: bytes) -> list[str]:
    """The codes a clerk would cut out."""
    return CODE.findall("\n".join(line for page in lines(pdf) for line in page))


SERVER = Client().handler


class Visitor:
    """A browser that counts its requests."""

    def __init__(self, requests: list[str]) -> None:
        self.client, self.requests = Client(), requests
        self.client.handler = SERVER  # which looks through all static files when it starts

    def get(self, url: str) -> Any:
        self.requests.append(f"GET {url}")
        return self.client.get(url)

    def post(self, url: str, **fields: str) -> Any:
        self.requests.append(f"POST {url}")
        return self.client.post(url, fields)


class Tally:
    """Counts statements and keeps none of them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 0 if sql.upper().startswith(NOT_WORK) else 1
        return execute(sql, params, many, context)


def print_all(clerk: Visitor, unit_url: str) -> bytes:
    """Open a unit and press its one filled button; the PDF."""
    page = text(clerk.get(unit_url))
    found = KEY.search(page)
    assert found
    assert 'name="semua"' in page
    answer = clerk.post(
        "/kantor/kartu/", kunci=found[1], unit=unit_url.rstrip("/").rpartition("/")[2], semua="1"
    )
    assert answer["Content-Type"] == "application/pdf", answer.content[:300]
    return answer.content


def use(card: str, requests: list[str]) -> Visitor:
    """Scan a card, choose a PIN, skip the passkey: three requests."""
    phone = Visitor(requests)
    page = phone.get(f"/aktivasi/?kode={card.replace('-', '')}")
    assert "Buat PIN" in text(page)
    done = phone.post("/aktivasi/", kode=card, pin=PIN, pin2=PIN)
    assert done.status_code == 303, done.content[:2000]
    assert phone.get(done["Location"]).status_code == 200
    return phone


def test_two_clerks_bring_four_hundred_people_in_on_one_day() -> None:
    desks = [office(f"Wilayah {n}", staff=0) for n in range(2)]
    staff = [
        people(unit(f"{desk.unit.name}, dinas {n}", parent=desk.unit), 50)
        for desk in desks
        for n in range(4)
    ]
    requests: list[str] = []
    phones = []
    tally = Tally()
    with connection.execute_wrapper(tally):
        for desk in desks:
            clerk = Visitor(requests)
            login = {"login": desk.clerk.person.username, "password": PASSWORD}
            assert clerk.post("/masuk/", **login).status_code == 303
            page = text(clerk.get("/kantor/"))
            below = [url for url, name in UNIT.findall(page) if "dinas" in name]
            assert len(below) == 4
            for unit_url in below:
                cards = codes_in(print_all(clerk, unit_url))
                assert len(set(cards)) == 50
                phones += [use(card, requests) for card in cards]
    everybody = [one for office_ in staff for one in office_]
    assert len(phones) == Access.objects.filter(status="active").count() == len(everybody) == 400
    assert Session.objects.filter(person__in=everybody).count() == 400
    assert len(requests) == 2 * (2 + 4 * 2) + 400 * 3
    assert tally.count / 400 < 90
    assert not mail.outbox
    assert not Request.objects.exclude(body=b"").exists()  # no file with codes is kept
    home = phones[-1].client.get("/")
    assert home.status_code == 200
    assert Entry.objects.filter(verb="activate").count() == 400


def test_an_activation_costs_the_same_on_the_last_day_as_on_the_first() -> None:
    there = office(staff=2)
    first, second = (card_for(who, there.clerk) for who in there.staff)

    def cost(card: str) -> tuple[int, int]:
        phone = Client()
        with counted() as looked:
            phone.get("/aktivasi/", {"kode": card})
        with counted() as used:
            done = phone.post("/aktivasi/", {"kode": card, "pin": PIN, "pin2": PIN})
        assert done.status_code == 303
        return looked.count, used.count

    before = cost(first)
    people(there.unit, 40)
    assert cost(second) == before
    assert before[0] <= 12
    assert before[1] <= 45


def test_the_desk_costs_the_same_for_three_people_as_for_fifty() -> None:
    few, many = office(staff=3), office("Dinas Besar", staff=49)
    counts = []
    for there in (few, many):
        clerk = browser(there.clerk.person)
        url = f"/kantor/unit/{there.unit.public_id}/"
        counts.append([statements(clerk, one) for one in ("/kantor/", url, "/kantor/?q=pegawai")])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 14


def test_looking_at_a_card_uses_nothing_up_and_names_nobody() -> None:
    there = office()
    who = there.staff[0]
    card = card_for(who, there.clerk)
    before = Entry.objects.count()
    for _ in range(3):
        page = Client().get("/aktivasi/", {"kode": card})
        assert page.status_code == 200
        assert who.name not in text(page)
        assert (who.nip or "") not in text(page)
        assert "Pelaksana" in text(page)
        assert page["Cache-Control"] == "private, no-store"
    assert Client().head("/aktivasi/", {"kode": card}).status_code == 200
    assert Entry.objects.count() == before
    assert Access.objects.get(person=who).status == "issued"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "Kode pada kartu"),
        ("K7QF", "12 huruf dan angka"),
        ("<script>", "12 huruf dan angka"),
        ("\x00" * 12, "12 huruf dan angka"),
        ("a wrong one", "tidak berlaku"),
    ],
)
def test_a_code_that_is_none_is_said_in_words(given: str, said: str) -> None:
    code = codes.new_code() if given == "a wrong one" else given
    for answer in (
        Client().get("/aktivasi/", {"kode": code}),
        Client().post("/aktivasi/", {"kode": code, "pin": PIN, "pin2": PIN}),
    ):
        assert answer.status_code in {200, 422}
        assert said in text(answer)
        assert "<script>" not in text(answer)


def test_used_expired_and_replaced_cards_are_refused_on_the_page(clock: Any) -> None:
    there = office()
    used = card_for(there.staff[0], there.clerk)
    use(used, [])
    late = card_for(there.staff[1], there.clerk)
    old = card_for(there.staff[2], there.clerk)
    card_for(there.staff[2], there.clerk)
    assert "sudah dipakai" in text(Client().get("/aktivasi/", {"kode": used}))
    assert "tidak berlaku" in text(Client().get("/aktivasi/", {"kode": old}))
    clock.at = AT + timedelta(days=7)
    refused = Client().post("/aktivasi/", {"kode": late, "pin": PIN, "pin2": PIN})
    assert refused.status_code == 422
    assert "lewat masa berlakunya" in text(refused)


def test_somebody_elses_card_signs_its_own_person_in_and_says_so_first() -> None:
    there = office()
    mine = activated(there.staff[0], there.clerk)
    card = card_for(there.staff[1], there.clerk)
    phone = browser(mine)
    assert f"{mine.full_name} sedang masuk" in text(phone.get("/aktivasi/", {"kode": card}))
    phone.post("/aktivasi/", {"kode": card, "pin": "390172", "pin2": "390172"})
    assert phone.session["_auth_user_id"] == str(there.staff[1].pk)
    mine.refresh_from_db()
    assert mine.check_password(PIN)


def test_a_simple_pin_is_refused_beside_its_field_and_the_card_still_works() -> None:
    there = office()
    card = card_for(there.staff[0], there.clerk)
    phone = Client()
    for pin, again, said in (
        ("123456", "123456", "mudah ditebak"),
        (PIN, "390172", "tidak sama"),
        ("12", "12", "enam angka"),
    ):
        answer = phone.post("/aktivasi/", {"kode": card, "pin": pin, "pin2": again})
        assert answer.status_code == 422
        assert said in text(answer)
        assert f'value="{pin}"' not in text(answer)
    assert phone.post("/aktivasi/", {"kode": card, "pin": PIN, "pin2": PIN}).status_code == 303


def test_guessing_codes_by_the_hundred_is_stopped_and_an_office_of_slips_is_not() -> None:
    there = office()
    card = card_for(there.staff[0], there.clerk)
    phone = Client()
    slip = card[:-1] + ("2" if card[-1] != "2" else "3")
    for _ in range(130):
        assert phone.get("/aktivasi/", {"kode": slip}).status_code == 422
    for _ in range(120):
        assert phone.get("/aktivasi/", {"kode": codes.new_code()}).status_code == 422
    stopped = phone.get("/aktivasi/", {"kode": codes.new_code()})
    assert stopped.status_code == 429
    assert stopped["Retry-After"] == "300"


def test_printing_twice_with_one_form_gives_no_second_file_and_says_why() -> None:
    there = office()
    clerk = Visitor([])
    clerk.client.force_login(there.clerk.person)
    url = f"/kantor/unit/{there.unit.public_id}/"
    page = text(clerk.get(url))
    found = KEY.search(page)
    assert found
    sent = {"kunci": found[1], "orang": key(there.staff[0]), "unit": str(there.unit.public_id)}
    first = clerk.post("/kantor/kartu/", **sent)
    again = clerk.post("/kantor/kartu/", **sent)
    assert first["Content-Type"] == "application/pdf"
    assert again.status_code == 409
    assert "sudah dicetak" in text(again)
    (code,) = codes_in(first.content)
    use(code, [])


def test_the_pdf_holds_the_code_and_the_database_does_not() -> None:
    there = office(staff=9)
    clerk = Visitor([])
    clerk.client.force_login(there.clerk.person)
    pdf = print_all(clerk, f"/kantor/unit/{there.unit.public_id}/")
    printed = codes_in(pdf)
    assert len(printed) == 9
    sheets = lines(pdf)
    assert len(sheets) == 3  # the list, eight cards, one card
    listed = "\n".join(sheets[0])
    assert all(who.name in listed for who in there.staff)
    assert not CODE.search(listed)
    assert "1 Desember 2026" in "\n".join(sheets[1])
    kept = str(list(Access.objects.values()) + list(Entry.objects.values()))
    kept += str(list(Request.objects.values()))
    assert not any(code.replace("-", "") in kept.replace("-", "") for code in printed)


def test_a_clerk_finds_a_person_and_deals_with_a_lost_phone(client: Client) -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    phone, clerk = browser(who), browser(there.clerk.person)
    found = text(clerk.get("/kantor/", {"q": str(who.nip)}))
    assert found.count("/kantor/orang/") == 1
    url = f"/kantor/orang/{who.public_id}/"
    page = text(clerk.get(url))
    assert "Keluarkan semua perangkat" in page
    assert PIN not in page
    desk = Member(there.clerk.person, there.clerk.position)
    assert post(clerk, f"{url}sign_out/", desk).status_code == 303
    assert status(phone, "/") == 302
    assert "mengeluarkan semua perangkat" in text(clerk.get(url))
    assert post(clerk, f"{url}change_number/", desk, phone="x").status_code == 422
    assert post(clerk, f"{url}block/", desk, reason="Pensiun.").status_code == 303
    blocked = text(clerk.get(url))
    assert "Diblokir" in blocked
    assert "Pensiun." in blocked
    assert post(clerk, f"{url}nonsense/", desk).status_code == 404


def test_a_person_is_told_at_the_next_sign_in_what_was_done_and_by_whom() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    clerk = browser(there.clerk.person)
    desk = Member(there.clerk.person, there.clerk.position)
    post(clerk, f"/kantor/orang/{who.public_id}/change_number/", desk, phone="0812 7777 8888")
    phone = Client()
    phone.post("/masuk/", {"login": "081277778888", "password": PIN})
    assert "mengganti nomor ponsel pada akun ini" in text(phone.get("/"))
    own = text(phone.get("/akun/"))
    assert there.clerk.person.name in own
    assert there.clerk.position.title in own
    phone.post("/keluar/")
    phone.post("/masuk/", {"login": "081277778888", "password": PIN})
    assert "pada akun ini" not in text(phone.get("/"))


def test_a_person_changes_the_pin_and_stays_while_other_devices_leave() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    here, other = browser(who), browser(who)
    wrong = here.post("/akun/pin/", {"lama": "999999", "pin": "390172", "pin2": "390172"})
    assert wrong.status_code == 422
    assert "tidak cocok" in text(wrong)
    assert Access.objects.get(person=who).wrong == 1
    simple = here.post("/akun/pin/", {"lama": PIN, "pin": "111111", "pin2": "111111"})
    assert "mudah ditebak" in text(simple)
    changed = here.post("/akun/pin/", {"lama": PIN, "pin": "390172", "pin2": "390172"})
    assert changed.status_code == 303
    assert [status(here, "/akun/"), status(other, "/akun/")] == [200, 302]
    who.refresh_from_db()
    assert who.check_password("390172")


def test_a_person_sees_their_devices_and_signs_one_out() -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    here, phone = (
        Client(),
        Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126"}),
    )
    for one in (here, phone):
        one.post("/masuk/", {"login": who.nip, "password": PIN})
    page = text(here.get("/akun/"))
    assert "Chrome di Android" in page
    handle = Session.objects.get(device__contains="Android").handle
    assert post(browser(there.staff[1]), f"/akun/perangkat/{handle}/").status_code == 404
    assert status(phone, "/") == 200
    assert post(here, f"/akun/perangkat/{handle}/").status_code == 303
    assert [status(here, "/akun/"), status(phone, "/")] == [200, 302]
    phone.post("/masuk/", {"login": who.nip, "password": PIN})
    assert post(here, "/akun/perangkat/").status_code == 303
    assert [status(here, "/akun/"), status(phone, "/")] == [200, 302]


@pytest.mark.parametrize(
    "kind", ["", "x", "{}", "[]", '{"id": 1}', '{"response": {"userHandle": "MQ"}}', "null"]
)
def test_a_passkey_that_is_none_is_refused_in_words(kind: str) -> None:
    there = office()
    who = activated(there.staff[0], there.clerk)
    phone = browser(who)
    phone.post("/akun/kunci-sandi/mulai/")
    for client, url in ((phone, "/akun/kunci-sandi/"), (Client(), "/masuk/kunci-sandi/")):
        answer = client.post(url, {"kredensial": kind})
        assert answer.status_code == 422, (url, kind)
        assert "tidak diterima" in text(answer)
    assert Person.objects.get(pk=who.pk).check_password(PIN)
