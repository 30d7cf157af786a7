"""A card in a browser on a phone: code, PIN, passkey, devices; and the clerk's desk that printed it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Access, Session
from tests.accounts.offices import PIN, Office, activated, card_for, office
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.people import PASSWORD, Cast


@pytest.fixture
def there(people: Cast) -> Office:
    """An office of three who never signed in."""
    return office("Kecamatan Pauh")


@pytest.fixture
def fingerprint() -> Any:
    """Gives a page's browser a phone lock that always says yes."""

    def give(page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )

    return give


def enter(page: Page, login: str, secret: str) -> None:
    """Sign in with what one types."""
    page.goto("/masuk/")
    page.get_by_label("NIP, nomor ponsel, atau surel").fill(login)
    page.get_by_label("PIN atau kata sandi").fill(secret)
    page.get_by_role("button", name="Masuk", exact=True).click()


def test_a_card_becomes_a_pin_on_a_phone(open_page: Any, there: Office, looks: Looks) -> None:
    who = there.staff[0]
    code = card_for(who, there.clerk)
    page = open_page()
    page.goto("/masuk/")
    page.get_by_role("link", name="Punya kartu aktivasi").click()
    looks.at(page, "aktivasi-kode")
    page.get_by_label("Kode pada kartu").fill("K7QF-2MWX-9HTT")
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks.at(page, "aktivasi-kode-salah")
    page.get_by_label("Kode pada kartu").fill(code.lower())
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("heading", name="Buat PIN")).to_be_visible()
    looks.at(page, "aktivasi-pin")
    page.get_by_label("PIN, enam angka").fill("123456")
    page.get_by_label("Ulangi PIN").fill("123456")
    page.get_by_role("button", name="Aktifkan dan masuk").click()
    expect(page.get_by_role("alert")).to_contain_text("mudah ditebak")
    looks.at(page, "aktivasi-pin-salah")
    page.get_by_label("PIN, enam angka").fill(PIN)
    page.get_by_label("Ulangi PIN").fill(PIN)
    page.get_by_role("button", name="Aktifkan dan masuk").click()
    expect(page.get_by_role("heading", name=re.compile("Akun aktif"))).to_be_visible()
    looks.at(page, "aktivasi-kunci-sandi")
    page.get_by_role("link", name="Nanti saja").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.goto("/akun/")
    expect(page.get_by_text("perangkat ini")).to_be_visible()
    looks.at(page, "akun")
    page.goto("/akun/pin/")
    looks.at(page, "akun-pin")
    assert Access.objects.get(person=who).status == "active"
    assert not looks.wrong, "\n".join(looks.wrong)


def test_a_card_works_without_script(open_page: Any, there: Office) -> None:
    page = open_page(javascript=False)
    page.goto(f"/aktivasi/?kode={card_for(there.staff[0], there.clerk)}")
    page.get_by_label("PIN, enam angka").fill(PIN)
    page.get_by_label("Ulangi PIN").fill(PIN)
    page.get_by_role("button", name="Aktifkan dan masuk").click()
    expect(page.get_by_text("tidak mendukung kunci sandi")).to_be_visible()
    page.get_by_role("link", name="Nanti saja").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))


def test_a_fingerprint_takes_the_place_of_the_pin(
    open_page: Any, there: Office, fingerprint: Any
) -> None:
    page = open_page()
    fingerprint(page)
    page.goto(f"/aktivasi/?kode={card_for(there.staff[0], there.clerk)}")
    page.get_by_label("PIN, enam angka").fill(PIN)
    page.get_by_label("Ulangi PIN").fill(PIN)
    page.get_by_role("button", name="Aktifkan dan masuk").click()
    page.get_by_role("button", name="Pasang di perangkat ini").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.goto("/akun/")
    expect(page.get_by_text("memasang kunci sandi")).to_be_visible()
    page.goto("/keluar/")
    page.get_by_role("button", name="Keluar").click()
    expect(page).to_have_url(re.compile(r"/masuk/"))
    page.get_by_role("button", name="Masuk dengan sidik jari atau wajah").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    assert Session.objects.filter(person=there.staff[0]).count() == 1
    page.goto("/akun/")
    page.get_by_role("button", name=re.compile("^Hapus")).click()
    expect(page.get_by_text("menghapus kunci sandi")).to_be_visible()
    page.goto("/keluar/")
    page.get_by_role("button", name="Keluar").click()
    page.get_by_role("button", name="Masuk dengan sidik jari atau wajah").click()
    expect(page.get_by_role("alert").first).to_contain_text("tidak diterima")


def test_a_clerk_prints_cards_and_a_lost_phone_is_out_before_the_call_ends(
    open_page: Any, there: Office, looks: Looks
) -> None:
    lost = activated(there.staff[0], there.clerk)
    card_for(there.staff[1], there.clerk)
    phone = open_page()
    enter(phone, lost.nip or "", PIN)
    desk = open_page(DESK)
    enter(desk, there.clerk.person.username, PASSWORD)
    desk.goto("/kantor/")
    looks.at(desk, "kantor")
    desk.get_by_role("link", name="Kecamatan Pauh").click()
    looks.at(desk, "kantor-unit")
    with desk.expect_download() as download:
        desk.get_by_role("button", name=re.compile("^Cetak 1 kartu")).click()
    assert download.value.suggested_filename.startswith("kartu-kecamatan-pauh-")
    desk.get_by_role("link", name=lost.name).click()
    looks.at(desk, "kantor-orang")
    desk.get_by_role("button", name="Keluarkan semua perangkat").first.click()
    desk.locator("#aksi-sign_out").get_by_role("button", name="Keluarkan semua perangkat").click()
    expect(desk.get_by_text("mengeluarkan semua perangkat")).to_be_visible()
    phone.goto("/")
    expect(phone).to_have_url(re.compile(r"/masuk/"))
    small = open_page()
    enter(small, there.clerk.person.username, PASSWORD)
    small.goto("/kantor/")
    looks.at(small, "kantor-ponsel")
    small.get_by_role("link", name="Kecamatan Pauh").click()
    looks.at(small, "kantor-unit-ponsel")
    small.get_by_role("link", name=lost.name).click()
    looks.at(small, "kantor-orang-ponsel")
    assert not looks.wrong, "\n".join(looks.wrong)
