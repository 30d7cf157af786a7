"""A formal memo from the first word to its voiding: desk, two parafs, signature, a stranger's check."""

import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from memos.models import Memo
from memos.signing import demo_ca
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_drafting import editor
from tests.journeys.test_main_job import sign_in
from tests.journeys.test_memo_course import opened, sure, tap
from tests.memos.memos import CODE, register
from tests.memos.signing import desk as signatures
from tests.memos.signing.desk import PASSPHRASE
from tests.people import AT, Cast
from tests.web.visits import url_of

pytestmark = pytest.mark.django_db(transaction=True)

HAL = "Kesiapsiagaan Menghadapi Banjir"
ASKED = "Cantumkan nomor surat BMKG pada alinea pertama."


@pytest.fixture
def certificate(people: Cast, settings: Any, tmp_path: Path) -> None:
    """The sekda may sign with an example certificate of this machine."""
    settings.SIGNING, settings.SIGNING_LEVEL = "local", "B-B"
    settings.SIGNING_KEYS = tmp_path / "signing"
    settings.SIGNING_TRUST = signatures.trusting(tmp_path / "trust")
    who = people.sekda.person
    file = tmp_path / "signing" / "people" / f"{who.public_id}.p12"
    demo_ca.issue(signatures.authority(), file, name=who.full_name, passphrase=PASSPHRASE, at=AT)


def test_draft_two_parafs_return_repair_sign_verify_by_qr_and_void(
    open_page: Any, people: Cast, looks: Looks, certificate: None, tmp_path: Path
) -> None:
    register(opening=44)
    desk = open_page(DESK)
    sign_in(desk, people.kabag_umum)
    _write(desk, people, looks)
    memo = Memo.objects.get()
    _ask_for_parafs(desk, looks)

    asisten = opened(open_page, people.asisten, memo)
    looks.at(asisten, "resmi-3-paraf-pertama")
    tap(asisten, "Bubuhkan paraf")
    expect(asisten.get_by_text("Bubuhkan paraf: tercatat").first).to_be_visible()
    health = opened(open_page, people.kadis_kesehatan, memo)
    tap(health, "Mohon diperbaiki")
    sheet = health.locator("dialog[open]")
    sheet.get_by_label("Yang perlu diperbaiki").fill(ASKED)
    looks.at(health, "resmi-4-mohon-diperbaiki")
    sure(health, "Mohon diperbaiki")

    _repair(desk, memo, looks)
    for reader in (asisten, health):
        reader.goto(url_of(memo))
        tap(reader, "Bubuhkan paraf")
        expect(reader.get_by_text("Bubuhkan paraf: tercatat").first).to_be_visible()
    looks.at(health, "resmi-6-paraf-lengkap")

    desk.goto(url_of(memo))
    looks.at(desk, "resmi-7-siap-diberi-nomor")
    tap(desk, "Beri nomor")
    sure(desk, "Beri nomor")
    expect(desk.get_by_text("45/300.2.3").first).to_be_visible()
    _sign(open_page(), people, looks)

    paper = _paper(desk, memo)
    assert "Signature is Valid" in signatures.pdfsig(paper, tmp_path)
    desk.goto(url_of(memo))
    looks.at(desk, "resmi-9-ditandatangani")
    stranger = open_page()
    stranger.goto(_path_in_qr(paper, tmp_path))
    expect(stranger.get_by_role("heading", name="Tercatat dan ditandatangani")).to_be_visible()
    looks.at(stranger, "resmi-10-periksa-berlaku")

    tap(desk, "Batalkan naskah")
    desk.locator("dialog[open]").get_by_label("Alasan").fill("Salah alamat; diganti naskah baru.")
    looks.at(desk, "resmi-11-batalkan")
    sure(desk, "Batalkan naskah")
    expect(desk.locator(".langkah")).to_contain_text("Dibatalkan")
    looks.at(desk, "resmi-12-dibatalkan")
    stranger.reload()
    expect(stranger.get_by_role("heading", name="Naskah ini sudah dibatalkan")).to_be_visible()
    looks.at(stranger, "resmi-13-periksa-dibatalkan")
    assert looks.wrong == []


def _write(desk: Page, people: Cast, looks: Looks) -> None:
    """The desk begins a memo of the sekda and writes it in the editor."""
    desk.goto("/naskah/")
    desk.get_by_role("button", name="Naskah baru").click()
    desk.get_by_label("Yth.").fill(people.camat_pelawan.position.title)
    desk.get_by_label("Dari", exact=True).fill(people.sekda.position.title)
    desk.get_by_label("Penanda tangan", exact=True).fill(people.sekda.position.title)
    desk.locator("label.sel", has_text="Pelaksanaan").click()
    desk.get_by_label("Hal", exact=True).fill(HAL)
    desk.locator("label.sel", has_text="Elektronik").click()
    desk.get_by_label("Klasifikasi").fill(CODE)
    editor(desk).click()
    editor(desk).press_sequentially("Siapkan posko banjir di kecamatan Saudara.")
    looks.at(desk, "resmi-1-menulis")
    desk.get_by_role("button", name="Simpan konsep").click()
    expect(desk.locator('[data-banner="success"]')).to_be_visible()


def _ask_for_parafs(desk: Page, looks: Looks) -> None:
    tap(desk, "Atur paraf")
    sheet = desk.locator("dialog[open]")
    sheet.get_by_label("Paraf koordinasi").fill("Kepala Dinas Kesehatan")
    looks.at(desk, "resmi-2-atur-paraf")
    sure(desk, "Atur paraf")
    tap(desk, "Ajukan untuk diparaf")
    sure(desk, "Ajukan untuk diparaf")
    expect(desk.get_by_text("belum memaraf")).to_have_count(2)


def _repair(desk: Page, memo: Memo, looks: Looks) -> None:
    """The words asked for are put in; no paraf of the words before is left."""
    desk.goto(url_of(memo))
    expect(desk.get_by_text(ASKED)).to_be_visible()
    expect(desk.get_by_text("belum memaraf")).to_have_count(2)
    editor(desk).click()
    desk.keyboard.press("Control+End")
    editor(desk).press_sequentially(" Dasar: Surat BMKG Nomor ME.01/204/2026.")
    looks.at(desk, "resmi-5-diperbaiki")
    desk.get_by_role("button", name="Simpan konsep").click()
    expect(desk.locator('[data-banner="success"]')).to_be_visible()
    tap(desk, "Ajukan untuk diparaf")
    sure(desk, "Ajukan untuk diparaf")
    expect(desk.get_by_text("Ajukan untuk diparaf: tercatat").first).to_be_visible()


def _sign(phone: Page, people: Cast, looks: Looks) -> None:
    sign_in(phone, people.sekda)
    phone.goto("/naskah/")
    phone.get_by_role("link", name=HAL).first.click()
    tap(phone, "Tanda tangani")
    phone.get_by_label("Passphrase").fill(PASSPHRASE)
    looks.at(phone, "resmi-8-tanda-tangan")
    phone.get_by_role("button", name="Tanda tangani yang dipilih").click()
    expect(phone.get_by_text("1 dari 1 naskah")).to_be_visible()


def _paper(desk: Page, memo: Memo) -> bytes:
    """What the desk prints: the page as poppler draws it, as the printer would."""
    answer = desk.request.get(f"{url_of(memo)}pdf/")
    assert answer.ok, answer.status
    return answer.body()


def _path_in_qr(pdf: bytes, folder: Path) -> str:
    """Where the one QR on the first printed page leads."""
    file = folder / "cetak.pdf"
    file.write_bytes(pdf)
    drawn = ["pdftoppm", "-r", "200", "-f", "1", "-l", "1", "-png", "-singlefile"]
    subprocess.run([*drawn, str(file), str(folder / "cetak")], timeout=60, check=True)
    with Image.open(folder / "cetak.png") as page:
        found = zxingcpp.read_barcodes(page)
    assert len(found) == 1
    path = urlsplit(found[0].text).path
    assert path.startswith("/v/")
    return path
