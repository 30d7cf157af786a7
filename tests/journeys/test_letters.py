"""An incoming letter from the desk to the report: recorded, disposed, answered; and the books of it."""

import io
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import expect

from memos.letters.models import IncomingLetter
from memos.models import ClassificationCode
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.memos.letters import agenda
from tests.memos.memos import memo_at, register
from tests.memos.signing.desk import page as paper
from tests.people import Cast
from tests.web.visits import url_of

NAMES = {"Permohonan Data Tanggul Sungai Batang Asai dan Anak-anak Sungainya"}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_from_the_desk_to_the_report(
    open_page: Any, people: Cast, looks: Looks, size: dict[str, int]
) -> None:
    agenda()
    register(opening=44)
    memo_at("numbered", people)
    kind = "meja" if size is DESK else "hp"
    size_given = size if size is DESK else None
    desk = open_page(size_given)
    sign_in(desk, people.kabag_umum)
    desk.goto("/surat/")
    looks.at(desk, f"s0-kosong-{kind}")
    desk.get_by_role("link", name="Catat surat masuk").click()
    looks.at(desk, f"s1-catat-{kind}")
    desk.get_by_role("radio", name="Bupati Sarolangun", exact=False).first.check()
    desk.get_by_label("Surat dari").fill("Kepala Balai Wilayah Sungai Sumatera VI")
    desk.get_by_label("Nomor surat").fill("PR.02/117/2026")
    desk.get_by_label("Tanggal surat").fill("2026-11-20")
    desk.get_by_label("Hal", exact=True).fill(next(iter(NAMES)))
    scan = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": paper()}
    desk.get_by_label("Pindaian").set_input_files(scan)
    desk.get_by_role("button", name="Catat surat").click()
    expect(desk.get_by_text("Tercatat", exact=True)).to_be_visible()
    looks.at(desk, f"s2-tercatat-{kind}")
    bupati = open_page(size_given)
    sign_in(bupati, people.bupati)
    bupati.goto("/surat/")
    looks.at(bupati, f"s3-daftar-{kind}")
    bupati.get_by_role("link", name=next(iter(NAMES))).click()
    bupati.locator("a[href*='untuk=dispose']").first.click()
    bupati.get_by_placeholder("Cari jabatan atau nama").fill("Pelawan")
    bupati.get_by_role("button", name="Cari", exact=True).click()
    bupati.get_by_role("checkbox", name="Camat Pelawan", exact=False).first.check()
    bupati.get_by_role("checkbox", name="Proses lebih lanjut").check()
    bupati.get_by_label("Catatan").fill("Siapkan data hari ini, laporkan kepada saya.")
    looks.at(bupati, f"s4-disposisi-{kind}")
    bupati.get_by_role("button", name="Kirim disposisi").click()
    expect(bupati.get_by_text("Didisposisi", exact=True)).to_be_visible()
    looks.at(bupati, f"s5-didisposisi-{kind}")
    camat = open_page(size_given)
    sign_in(camat, people.camat_pelawan)
    camat.goto("/")
    expect(camat.get_by_text("Disposisi atas surat").first).to_be_visible()
    looks.at(camat, f"s6-camat-{kind}")
    letter = IncomingLetter.objects.get()
    _sheet_and_scan(bupati, letter)
    _answered(camat, bupati, letter, looks, kind)
    _books(desk, looks, kind)
    assert IncomingLetter.objects.get().status == "disposed"
    assert looks.wrong == []


def _sheet_and_scan(bupati: Any, letter: IncomingLetter) -> None:
    """The letter's page prints the lembar disposisi on A5, and opens the scan."""
    address = f"/surat/{letter.public_id}/"
    bupati.goto(address)
    form = bupati.locator("form", has=bupati.get_by_role("button", name="Cetak lembar disposisi"))
    fields = form.locator("input[type=hidden]").all()
    given = {str(one.get_attribute("name")): one.input_value() for one in fields}
    sheet = bupati.request.post(f"{address}lembar/", form=given, headers={"Referer": bupati.url})
    with pikepdf.open(io.BytesIO(sheet.body())) as pdf:
        width, height = (float(one) for one in pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (420, 595)
    assert bupati.request.get(f"{address}pindaian/").body()[:4] == b"%PDF"


def _answered(camat: Any, bupati: Any, letter: IncomingLetter, looks: Looks, kind: str) -> None:
    """The order that rests on the letter is taken on, reported and accepted; its page says so."""
    order = letter.dispositions.get().order
    share = order.assignments.get()
    address = f"/surat/{letter.public_id}/"
    camat.goto(url_of(share))
    camat.get_by_role("button", name="Siap, laksanakan").first.click()
    expect(camat.locator(".catatan")).to_contain_text("Siap, laksanakan")
    bupati.goto(address)
    expect(bupati.get_by_text("1 dari 1 sudah menjawab")).to_be_visible()
    camat.goto(url_of(share))
    camat.get_by_role("link", name="Laporkan").first.click()
    camat.get_by_label("Keterangan").fill("Data tanggul enam sungai terlampir.")
    camat.get_by_role("button", name="Kirim laporan").click()
    expect(camat.locator(".catatan")).to_contain_text("Dilaporkan")
    bupati.goto(address)
    expect(bupati.get_by_text("1 laporan menunggu diterima")).to_be_visible()
    looks.at(bupati, f"s7-surat-dilaporkan-{kind}")
    bupati.goto(url_of(share))
    bupati.get_by_role("button", name="Laporan diterima").first.click()
    expect(bupati.locator(".catatan")).to_contain_text("Laporan diterima")
    bupati.goto(address)
    expect(bupati.get_by_text("· Selesai")).to_be_visible()
    looks.at(bupati, f"s8-surat-selesai-{kind}")


def _books(desk: Any, looks: Looks, kind: str) -> None:
    desk.goto("/buku/")
    looks.at(desk, f"b1-buku-{kind}")
    desk.get_by_role("link", name="Agenda Surat Masuk").click()
    looks.at(desk, f"b2-agenda-{kind}")
    desk.goto("/buku/ekspedisi/")
    looks.at(desk, f"b3-ekspedisi-{kind}")
    desk.goto("/buku/")
    desk.get_by_role("link", name="Nota Dinas Sekretariat Daerah").click()
    desk.get_by_role("button", name="Cadangkan nomor").first.click()
    desk.get_by_label("Berapa nomor").fill("2")
    desk.get_by_label("Alasan").fill("Rapat malam dengan Forkopimda")
    looks.at(desk, f"b4-cadangan-{kind}")
    desk.locator("dialog button[type=submit]").click()
    expect(desk.get_by_text("Cadangan belum dipakai")).to_be_visible()
    looks.at(desk, f"b5-nomor-{kind}")
    desk.goto("/buku/baru/")
    looks.at(desk, f"b6-buku-baru-{kind}")
    desk.goto("/buku/kode/impor/")
    data = "kode\tnama\taktif\tinaktif\tnasib\n300.2.3\tPencegahan bencana\t2\t3\tpermanen\n"
    file = {"name": "kode.tsv", "mimeType": "text/plain", "buffer": data.encode()}
    desk.set_input_files("#berkas", files=[file])
    looks.at(desk, f"b7-impor-{kind}")
    desk.get_by_role("button", name="Periksa berkas").click()
    looks.at(desk, f"b8-hasil-{kind}")
    desk.get_by_role("button", name="Simpan 1 kode").click()
    expect(desk.get_by_text("aktif 2 tahun, inaktif 3 tahun, permanen")).to_be_visible()
    looks.at(desk, f"b9-kode-{kind}")
    assert ClassificationCode.objects.get().fate == "permanen"
