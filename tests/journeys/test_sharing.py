"""On a phone: the text for the group, what its link shows a stranger, and a Telegram code."""

from typing import Any

from playwright.sync_api import expect

from tests.instructions.orders import order_to
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_handing import opened
from tests.journeys.test_main_job import sign_in
from tests.people import PASSWORD, Cast


def test_the_bupati_shares_an_order_and_a_stranger_sees_numbers(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    order = order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut, giver=people.bupati
    )
    page = opened(open_page, people.bupati, order)
    page.get_by_role("link", name="Tindakan lain").first.click()
    page.get_by_role("link", name="Bagikan ke grup").click()
    expect(page.get_by_label("Teks untuk grup")).to_be_visible()
    looks.at(page, "bagikan")
    link = page.get_by_role("link", name="Buka WhatsApp").get_attribute("href")
    assert link is not None
    assert link.startswith("https://wa.me/?text=P-")

    stranger = open_page()
    stranger.goto(f"/p/{order.reference}")
    expect(stranger.get_by_text("0 dari 3 sudah menjawab")).to_be_visible()
    looks.at(stranger, "tautan-grup")
    stranger.get_by_role("link", name="Masuk dan buka perintah").click()
    stranger.get_by_label("NIP, nomor ponsel, atau surel").fill(people.camat_limun.person.nip or "")
    stranger.get_by_label("Kata sandi").fill(PASSWORD)
    stranger.get_by_role("button", name="Masuk", exact=True).click()
    expect(stranger.get_by_text(order.reference).first).to_be_visible()

    stranger.goto("/p/P-9999/2026")
    looks.at(stranger, "tautan-kosong")
    desk = open_page(DESK)
    desk.goto(f"/p/{order.reference}")
    looks.at(desk, "tautan-meja")
    plain = open_page(javascript=False)
    plain.goto(f"/p/{order.reference}")
    expect(plain.get_by_text("0 dari 3 sudah menjawab")).to_be_visible()
    assert looks.wrong == []


def test_a_code_for_telegram(open_page: Any, people: Cast, looks: Looks, settings: Any) -> None:
    settings.TELEGRAM_TOKEN, settings.TELEGRAM_BOT = "1:only-for-tests", "sigap_uji_bot"
    page = open_page()
    sign_in(page, people.bupati)
    page.goto("/akun/")
    page.get_by_role("link", name="Hubungkan Telegram").click()
    looks.at(page, "telegram")
    page.get_by_role("button", name="Buat kode").click()
    expect(page.get_by_text("Kirim kode ini ke @sigap_uji_bot")).to_be_visible()
    looks.at(page, "telegram-kode")
    assert looks.wrong == []
