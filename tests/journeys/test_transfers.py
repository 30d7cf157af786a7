"""The desk hands a month's papers over, and searches among memos."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.memos.memos import register
from tests.memos.signed import signed
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_desk_hands_papers_over_and_finds_one(
    people: Cast, open_page: Any, looks: Looks
) -> None:
    register()
    memo = signed(people)
    phone = open_page()
    sign_in(phone, people.kabag_umum)
    phone.goto("/naskah/")
    phone.get_by_role("link", name="Penyerahan ke arsip").click()
    looks.at(phone, "penyerahan")
    phone.get_by_label("Tanggal naskah sejak").fill("2026-11-24")
    phone.get_by_label("Sampai").fill("2026-11-24")
    phone.get_by_role("button", name="Hitung").click()
    looks.at(phone, "penyerahan-hitung")
    phone.get_by_role("button", name="Serahkan 1 naskah").click()
    expect(phone.get_by_text("tercatat")).to_be_visible()
    looks.at(phone, "penyerahan-tercatat")
    with phone.expect_download() as download:
        phone.get_by_text("ZIP").last.click()
    assert download.value.suggested_filename.endswith(".zip")

    phone.goto("/cari/?q=apel")
    looks.at(phone, "cari")
    phone.get_by_role("link", name="Cari dan saring naskah").click()
    looks.at(phone, "cari-naskah-kosong")
    phone.goto(f"/cari/naskah/?q={memo.number_text}&keadaan=signed")
    expect(phone.get_by_text(memo.hal)).to_be_visible()
    looks.at(phone, "cari-naskah")
