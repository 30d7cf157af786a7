"""The bupati reads how his orders stand, a camat reads her own and takes the evidence along."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.instructions.figured import answered, done, sent, when
from tests.instructions.orders import order_to
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def past(people: Cast) -> None:
    """Eight weeks of orders to four positions, some answered quickly, some not, some open."""
    four = (
        people.camat_pelawan, people.camat_limun, people.camat_singkut, people.kadis_kesehatan,
    )  # fmt: skip
    for week in range(8):
        for number, one in enumerate(four[: 4 if week % 2 else 2]):
            at = when(16, 8) - timedelta(weeks=week)
            done(people.bupati, one, at=at, until=at + timedelta(hours=1 + (week * 2 + number) % 7))
    order_to(people.camat_pelawan, people.camat_singkut, giver=people.bupati, at=when(20, 9))
    answered(sent(people.bupati, people.camat_limun, when(23, 9)), people.camat_limun, when(23, 11))


def test_figures_on_a_phone_and_at_a_desk(people: Cast, open_page: Any, looks: Looks) -> None:
    past(people)
    phone = open_page()
    sign_in(phone, people.camat_pelawan)
    phone.goto("/angka/")
    expect(phone.get_by_role("heading", name="Angka saya")).to_be_visible()
    looks.at(phone, "angka-saya")
    phone.get_by_text("Angka tiap minggu").first.click()
    phone.get_by_text("Bagaimana dihitung").click()
    looks.at(phone, "angka-saya-buka")
    with phone.expect_download() as got:
        phone.get_by_role("link", name="Bukti dukung November 2026, XLSX").click()
    assert got.value.suggested_filename == "bukti-2026-11.xlsx"

    desk = open_page(DESK)
    sign_in(desk, people.bupati)
    desk.goto("/lainnya/")
    looks.at(desk, "lainnya-meja")
    desk.get_by_role("link", name="Angka perintah").click()
    looks.at(desk, "angka-perintah-meja")

    handheld = open_page()
    sign_in(handheld, people.bupati)
    handheld.goto("/angka/diberikan/")
    handheld.get_by_role("link", name="90 hari").click()
    handheld.get_by_role("link", name="Menurut jabatan").click()
    expect(handheld.get_by_role("heading", name="Camat Pelawan")).to_be_visible()
    looks.at(handheld, "angka-perintah")
    handheld.get_by_text("Lihat sebagai tabel").click()
    looks.at(handheld, "angka-perintah-tabel")
    assert not looks.wrong, "\n".join(looks.wrong)
