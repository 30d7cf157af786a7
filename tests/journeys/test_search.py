"""Cari on a phone and at a desk: filter, find somebody, open a reference, save the list."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from instructions import actions
from tests.instructions.orders import order_to, share_of
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import Cast, actor
from workflow import outbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def orders(people: Cast) -> list[Any]:
    """Nine orders of the bupati over nine days; every third is reported by Pelawan."""
    now = timezone.now()
    made = []
    for number in range(9):
        at = now - timedelta(days=9 - number)
        order = order_to(
            people.camat_pelawan,
            *([people.camat_limun] if number % 2 else []),
            giver=people.bupati,
            at=at,
            urgency=("biasa", "segera", "sangat_segera")[number % 3],
            text=f"Pelaksanaan pemeriksaan titik rawan banjir tahap {number}. Lanjutan P-0001/{at.year}.",
        )
        if number % 3 == 0:
            key = str(share_of(order, people.camat_pelawan).public_id)
            when = at + timedelta(hours=1)
            actions.report(
                key, actor=actor(people.camat_pelawan.person, at=when), at=when, note="Sudah."
            )
        made.append(order)
    while outbox.drain(at=now, limit=500):
        pass
    return made


def test_a_bupati_narrows_his_list_on_the_phone(
    orders: list[Any], people: Cast, open_page: Any, looks: Looks
) -> None:
    page = open_page()
    sign_in(page, people.bupati)
    looks.at(page, "cari-beranda")
    page.get_by_role("link", name="Saring Perintah berjalan").click()
    page.wait_for_url("**/saring/**")
    looks.at(page, "cari-saring")
    page.get_by_role("radio", name="Segera", exact=True).check()
    page.get_by_label("Cari jabatan atau nama").fill("limun")
    page.get_by_role("button", name="Cari", exact=True).click()
    looks.at(page, "cari-saring-siapa")
    page.get_by_text("Camat Limun", exact=True).click()
    page.get_by_role("button", name="Tampilkan").click()
    looks.at(page, "cari-hasil")
    expect(page.get_by_role("link", name="Hapus saringan: Segera")).to_be_visible()
    expect(page.get_by_role("link", name="tahap 1")).to_be_visible()
    expect(page.get_by_role("link", name="tahap 4")).to_have_count(0)
    page.get_by_role("link", name="Hapus saringan: Segera").click()
    expect(page.get_by_role("link", name="tahap 3")).to_be_visible()
    page.get_by_role("link", name="Hapus semua saringan").click()
    expect(page.get_by_role("link", name="tahap 4")).to_be_visible()
    page.get_by_label("Nomor perintah atau kata").fill("laksana")
    page.get_by_role("button", name="Cari").click()
    page.wait_for_url("**laksana**")
    looks.at(page, "cari-kata")
    with page.expect_download() as saved:
        page.get_by_role("link", name="XLSX").click()
    assert saved.value.suggested_filename.endswith(".xlsx")
    page.get_by_label("Nomor perintah atau kata").fill("zebra")
    page.keyboard.press("Enter")
    page.wait_for_url("**zebra**")
    looks.at(page, "cari-kosong")
    assert looks.wrong == []


def test_a_camat_types_a_reference_and_follows_one_in_the_words(
    orders: list[Any], people: Cast, open_page: Any, looks: Looks
) -> None:
    page = open_page(DESK)
    sign_in(page, people.camat_pelawan)
    page.goto("/cari/saring/")
    looks.at(page, "cari-saring-meja")
    page.goto("/cari/?peran=received&terlambat=ya")
    looks.at(page, "cari-hasil-meja")
    page.get_by_label("Nomor perintah atau kata").fill(orders[4].reference.replace("-00", " "))
    page.keyboard.press("Enter")
    page.wait_for_url("**/bagian/**")
    looks.at(page, "cari-dibuka")
    page.locator("main").get_by_role("link", name=orders[0].reference).click()
    page.wait_for_url("**/bagian/**")
    expect(page.get_by_role("heading", name=orders[0].reference).last).to_be_visible()
    assert looks.wrong == []


def test_the_form_works_without_a_script(orders: list[Any], people: Cast, open_page: Any) -> None:
    page = open_page(javascript=False)
    sign_in(page, people.bupati)
    page.goto("/cari/saring/")
    page.get_by_label("Cari jabatan atau nama").fill("limun")
    page.get_by_role("button", name="Tampilkan").click()
    page.get_by_text("Camat Limun", exact=True).click()
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_role("link", name="tahap 7")).to_be_visible()
    expect(page.get_by_role("link", name="tahap 8")).to_have_count(0)
