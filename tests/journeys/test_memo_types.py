"""A surat tugas from nothing: chosen, written and looked at on the phone, then at the desk."""

from typing import Any

from playwright.sync_api import expect

from memos.models import Memo
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.memos.memos import CODE, register
from tests.people import Cast
from tests.web.visits import url_of


def test_a_surat_tugas_is_begun_and_written_on_the_phone(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    register()
    camat = people.camat_limun.person
    page = open_page()
    sign_in(page, people.kabag_umum)
    page.goto("/naskah/")
    looks.at(page, "jenis-naskah-daftar")
    page.get_by_label("Jenis naskah").select_option("Surat tugas")
    page.get_by_role("button", name="Naskah baru").click()
    page.wait_for_url("**/naskah/*-*/")
    page.get_by_label("Penanda tangan").fill("Sekretaris Daerah")
    page.get_by_label("Dari").fill("Sekretaris Daerah")
    page.get_by_label("Hal", exact=True).fill("Pemeriksaan Tanggul Sungai Batang Asai")
    page.get_by_label("Klasifikasi").fill(CODE)
    page.get_by_label("Dasar").fill("Perintah Bupati P-0001/2026 tanggal 24 November 2026.")
    page.get_by_label("Kepada").fill(str(camat.nip))
    page.get_by_label("Untuk").fill("Memeriksa tanggul.\nMelaporkan hasilnya.")
    looks.at(page, "surat-tugas-ditulis")
    page.get_by_role("button", name="Simpan konsep").click()
    expect(page.get_by_text("Konsep: tercatat").first).to_be_visible()
    memo = Memo.objects.get()
    assert memo.details["people"] == [str(camat.public_id)]

    desk = open_page(DESK)
    sign_in(desk, people.sekda)
    desk.goto(url_of(memo))
    looks.at(desk, "surat-tugas-meja")
