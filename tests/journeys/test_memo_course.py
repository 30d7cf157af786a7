"""A memo's whole course in a browser: parafs and a return on phones, ink at the desk, dispatch."""

from typing import Any

from playwright.sync_api import Page, expect

from memos import final
from memos.models import Memo
from tests.instructions.orders import share_of
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.memos.course import begun
from tests.memos.memos import register
from tests.people import AT, Cast, Member
from tests.web.visits import url_of


def opened(open_page: Any, member: Member, where: Any, size: dict[str, int] | None = None) -> Page:
    page: Page = open_page(size)
    sign_in(page, member)
    page.goto(url_of(where))
    return page


def tap(page: Page, verb: str) -> None:
    """Press a verb's button, and again in the sheet that asks about it."""
    button = page.get_by_role("button", name=verb, exact=True)
    if not button.first.is_visible():
        page.get_by_role("button", name="Tindakan lain").last.click()
    button.last.click()


def sure(page: Page, verb: str) -> None:
    page.locator("dialog[open]").get_by_role("button", name=verb, exact=True).click()


def test_two_parafs_a_return_and_a_repair_then_ink_and_dispatch(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    register()
    memo = begun(people, people.camat_limun, by=people.sekcam_pelawan)
    drafter = opened(open_page, people.sekcam_pelawan, memo)
    tap(drafter, "Atur paraf")
    sheet = drafter.locator("dialog[open]")
    expect(sheet.get_by_label("Paraf hierarki")).to_have_value("Camat Pelawan")
    search = sheet.get_by_label("Cari jabatan atau nama").nth(1)
    search.press_sequentially("Dinas Kesehatan")
    expect(search.locator("+ datalist option").first).to_be_attached()
    looks.at(drafter, "naskah-cari-jabatan")
    search.fill("Kepala Dinas Kesehatan")  # what choosing from the list does
    expect(sheet.get_by_label("Paraf koordinasi")).to_have_value("Kepala Dinas Kesehatan")
    expect(search).to_have_value("")
    looks.at(drafter, "naskah-atur-paraf")
    sure(drafter, "Atur paraf")
    tap(drafter, "Ajukan untuk diparaf")
    sure(drafter, "Ajukan untuk diparaf")
    expect(drafter.get_by_text("belum memaraf").first).to_be_visible()
    looks.at(drafter, "naskah-diparaf")

    camat = opened(open_page, people.camat_pelawan, memo)
    looks.at(camat, "naskah-minta-paraf")
    tap(camat, "Bubuhkan paraf")
    expect(camat.get_by_text("Bubuhkan paraf: tercatat").first).to_be_visible()

    health = opened(open_page, people.kadis_kesehatan, memo)
    tap(health, "Mohon diperbaiki")
    health.locator("dialog[open]").get_by_label("Yang perlu diperbaiki").fill("Dasarnya kurang.")
    sure(health, "Mohon diperbaiki")
    drafter.reload()
    expect(drafter.get_by_text("Dasarnya kurang.")).to_be_visible()
    tap(drafter, "Ajukan untuk diparaf")
    sure(drafter, "Ajukan untuk diparaf")
    for reader in (camat, health):
        reader.goto(url_of(memo))
        tap(reader, "Bubuhkan paraf")
    expect(health.get_by_text("Bubuhkan paraf: tercatat").first).to_be_visible()

    desk = opened(open_page, people.kabag_umum, memo, DESK)
    looks.at(desk, "meja-naskah-disetujui")
    tap(desk, "Beri nomor")
    sure(desk, "Beri nomor")
    expect(desk.get_by_role("button", name="Cetak untuk ditandatangani").first).to_be_visible()
    row = Memo.objects.get()
    paper = final.bytes_of(final.issue_of(row, at=AT))
    form: dict[str, str | float | bool] = {"csrfmiddlewaretoken": csrf(desk)}
    desk.request.post(f"{url_of(memo)}print_for_signing/", form=form, headers=origin(desk))
    desk.goto(url_of(memo))
    tap(desk, "Unggah naskah bertanda tangan")
    asked = desk.locator("dialog[open]")
    asked.locator("input[type=file]").set_input_files(
        {"name": "pindai.pdf", "mimeType": "application/pdf", "buffer": paper}
    )
    looks.at(desk, "meja-naskah-pindai")
    sure(desk, "Unggah naskah bertanda tangan")
    tap(desk, "Kirim naskah")
    sure(desk, "Kirim naskah")
    expect(desk.get_by_text("0 dari 1 sudah menjawab").first).to_be_visible()
    looks.at(desk, "meja-naskah-terkirim")

    row.refresh_from_db()
    assert row.order is not None
    limun = opened(open_page, people.camat_limun, share_of(row.order, people.camat_limun))
    looks.at(limun, "perintah-tertulis")
    limun.get_by_role("link", name="Naskah dasar perintah ini").click()
    expect(limun.locator("dd", has_text=row.number_text)).to_be_visible()
    expect(limun.get_by_text("sudah menjawab")).to_have_count(0)
    looks.at(limun, "naskah-diterima")
    assert looks.wrong == []


def csrf(page: Page) -> str:
    value = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    assert value
    return value


def origin(page: Page) -> dict[str, str]:
    return {"Referer": page.url}
