"""Signing in and out, with and without script, in a browser."""

from typing import Any

from playwright.sync_api import expect

from instructions.models import Assignment, Seen
from tests.instructions.orders import order_to, share_of
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import Cast


def test_a_wrong_password_is_said_on_the_page(open_page: Any, people: Cast, looks: Looks) -> None:
    page = open_page()
    page.goto("/naskah/")
    looks.at(page, "masuk")
    page.get_by_label("NIP, nomor ponsel, atau surel").fill(people.camat_limun.person.nip or "")
    page.get_by_label("Kata sandi").fill("salah")
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Data masuk tidak cocok")
    looks.at(page, "masuk-salah")
    assert not looks.wrong, "\n".join(looks.wrong)


def test_the_whole_answer_works_without_script(open_page: Any, people: Cast) -> None:
    order = order_to(people.camat_limun, giver=people.bupati)
    page = open_page(javascript=False)
    sign_in(page, people.camat_limun)
    page.get_by_role("link", name="Buka").click()
    assert Seen.objects.count() == 1
    page.get_by_role("button", name="Jawaban lain").click()
    page.locator("#lain").get_by_role("button", name="Beri catatan").click()
    page.locator("#aksi-comment textarea").fill("Segera kami periksa.")
    page.locator("#aksi-comment").get_by_role("button", name="Beri catatan").click()
    expect(page.locator(".riwayat")).to_contain_text("Segera kami periksa.")
    page.get_by_role("button", name="Siap, laksanakan").click()
    expect(page.locator(".catatan")).to_contain_text("Siap, laksanakan")
    assert Assignment.objects.get(pk=share_of(order, people.camat_limun).pk).status == (
        "acknowledged"
    )


def test_a_refused_order_keeps_its_words_on_the_phone(open_page: Any, people: Cast) -> None:
    page = open_page()
    sign_in(page, people.bupati)
    page.goto("/perintah/baru/")
    page.get_by_label("Isi perintah").fill("Periksa tanggul sekarang.")
    page.get_by_role("button", name="Kirim perintah").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih paling sedikit satu penerima")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Isi perintah")).to_have_value("Periksa tanggul sekarang.")
    page.get_by_text("Penerima lain").click()
    page.get_by_role("searchbox").fill("limun")
    page.locator("[data-results] label").first.click()
    page.get_by_role("button", name="Kirim ke 1 penerima").click()
    expect(page.get_by_text("Belum dibuka").first).to_be_visible()
