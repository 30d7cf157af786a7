"""A stranger with a paper in hand: the code under the QR, a wrong file, the right one."""

from typing import Any

import pytest
from playwright.sync_api import FilePayload, expect

from memos import final
from memos.verification import code_of, codes
from tests.journeys.looks import Looks
from tests.memos.memos import memo_at, register
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_stranger_checks_a_paper(people: Cast, open_page: Any, looks: Looks) -> None:
    register()
    memo = memo_at("numbered", people)
    code = code_of(memo)
    sheet = final.bytes_of(final.issue_of(memo, at=AT))

    phone = open_page()
    phone.goto("/v/")
    looks.at(phone, "periksa")
    phone.get_by_label("Kode di bawah QR").fill("salah")
    phone.get_by_role("button", name="Periksa kode").click()
    expect(phone.get_by_role("alert")).to_contain_text("10 huruf dan angka")
    looks.at(phone, "periksa-salah-ketik")
    phone.get_by_label("Kode di bawah QR").fill(codes.spoken(code).lower())
    phone.get_by_role("button", name="Periksa kode").click()
    expect(phone.get_by_text(memo.number_text).first).to_be_visible()
    looks.at(phone, "periksa-kode")

    choose(phone, sheet + b"\n")
    expect(phone.get_by_role("heading", name="Berkas ini tidak dikenal")).to_be_visible()
    looks.at(phone, "periksa-berkas-lain")
    choose(phone, sheet)
    expect(phone.get_by_role("heading", name="Berkas ini asli, belum")).to_be_visible()
    looks.at(phone, "periksa-berkas-asli")

    phone.goto("/v/BCDFGHJKMN")
    expect(phone.get_by_role("heading", name="Kode ini tidak menampilkan apa pun")).to_be_visible()
    looks.at(phone, "periksa-tidak-dikenal")


def choose(phone: Any, data: bytes) -> None:
    phone.get_by_label("Berkas PDF naskah").set_input_files(
        FilePayload(name="surat.pdf", mimeType="application/pdf", buffer=data)
    )
    phone.get_by_role("button", name="Periksa berkas").click()
