"""The main job in a browser: an order from a phone, an answer, proof, and a printed memo."""

import io
import re
import subprocess
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from accounts.models import RecipientList
from instructions.models import Assignment, Instruction
from memos.models import Memo
from tests.instructions.orders import order_to
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.memos.memos import CODE, register
from tests.people import PASSWORD, Cast, Member
from tests.web.visits import url_of
from workflow.models import Entry

TEXT = (
    "Periksa titik rawan banjir di kecamatan masing-masing. Laporkan rumah terdampak dan "
    "kebutuhan mendesak, dengan foto."
)
REPORT = "Tiga titik tergenang. 14 rumah terdampak, tidak ada korban."


def sign_in(page: Page, member: Member) -> None:
    """Through the page, as people do."""
    page.goto("/")
    page.get_by_label("NIP, nomor ponsel, atau surel").fill(
        member.person.nip or member.person.phone or ""
    )
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.locator("header.kop")).to_contain_text(member.position.title)


def photo() -> FilePayload:
    """A picture as a phone's chooser gives it."""
    out = io.BytesIO()
    Image.effect_noise((1200, 900), 60).convert("RGB").save(out, "JPEG")
    return {"name": "banjir.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_an_order_is_given_answered_proved_accepted_and_printed(
    open_page: Any, people: Cast, looks: Looks, tmp_path: Path
) -> None:
    register(opening=44)
    everyone = RecipientList.objects.create(name="Semua camat", noun="camat")
    everyone.positions.set([people.camat_pelawan.position, people.camat_limun.position])

    bupati = open_page()
    sign_in(bupati, people.bupati)
    give(bupati, looks)

    camat = open_page()
    sign_in(camat, people.camat_pelawan)
    answer_and_report(camat, looks)

    accept(bupati, looks)

    desk = open_page(DESK)
    sign_in(desk, people.kabag_umum)
    make_paper(desk, looks, tmp_path)

    pages_of_everybody(camat, looks)
    assert not looks.wrong, "\n".join(looks.wrong)


def give(page: Page, looks: Looks) -> None:
    """The regent gives an order to two camats with a group, in one form."""
    looks.at(page, "beranda-kosong")
    page.get_by_role("link", name="Perintah baru").click()
    page.get_by_label("Isi perintah").fill(TEXT)
    page.get_by_role("checkbox", name="Semua camat").check()
    page.get_by_role("radio", name=re.compile("^Segera")).check()
    expect(page.get_by_role("button", name="Kirim ke 2 camat")).to_be_visible()
    page.get_by_role("checkbox", name="Bukti foto wajib").check()
    page.get_by_role("checkbox", name=re.compile("Siapkan naskah")).check()
    looks.at(page, "perintah-cepat")
    page.get_by_role("button", name="Kirim ke 2 camat").dblclick()
    expect(page).to_have_url(re.compile(r"/perintah/[0-9a-f-]{36}/$"))
    expect(page.get_by_text("Belum dibuka").first).to_be_visible()
    assert Instruction.objects.count() == 1
    looks.at(page, "papan-baru")
    page.go_back()
    expect(page.get_by_label("Isi perintah")).to_have_value("")
    page.go_forward()


def answer_and_report(page: Page, looks: Looks) -> None:
    """The camat opens, answers Siap, says when, and reports with a photo."""
    looks.at(page, "giliran-saya")
    page.get_by_role("link", name="Buka").click()
    expect(page.get_by_text(TEXT)).to_be_visible()
    with page.expect_response(lambda response: response.url.endswith("/dibaca/")) as told:
        pass
    assert told.value.status == 204
    looks.at(page, "perintah-penerima")
    page.get_by_role("button", name="Jawaban lain").click()
    looks.at(page, "jawaban-lain")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Siap, laksanakan").dblclick()
    expect(page.locator(".catatan")).to_contain_text("Siap, laksanakan")
    assert Entry.objects.filter(verb="acknowledge").count() == 1
    looks.at(page, "sesudah-siap")
    page.locator(".kepingan button").first.click()
    expect(page.locator(".catatan")).to_contain_text("selesai")
    page.get_by_role("link", name="Laporkan").click()
    page.get_by_label("Keterangan").fill(REPORT)
    page.locator("[data-photos-input]").set_input_files([photo()])
    expect(page.locator("[data-photos-tiles] img")).to_be_visible()
    looks.at(page, "laporan")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.locator(".catatan")).to_contain_text("Dilaporkan")
    expect(page.locator(".riwayat img")).to_be_visible()
    looks.at(page, "sesudah-laporan")


def accept(page: Page, looks: Looks) -> None:
    """The regent sees that it waits for him, looks at the photo, and accepts."""
    page.goto("/")
    expect(page.locator(".giliran-pita")).to_contain_text("1 menunggu Bapak")
    looks.at(page, "beranda-pemberi")
    page.get_by_role("link", name=re.compile("Periksa titik rawan banjir")).click()
    looks.at(page, "papan")
    page.get_by_role("link", name="Kembali").click()
    page.locator(".giliran-pita").click()
    looks.at(page, "menunggu-keputusan")
    page.get_by_role("link", name=re.compile("Camat Pelawan")).click()
    expect(page.get_by_text(REPORT).first).to_be_visible()
    looks.at(page, "penerima-dilaporkan")
    page.get_by_role("button", name="Laporan diterima").click()
    expect(page.locator(".catatan")).to_contain_text("Laporan diterima")
    states = Assignment.objects.order_by("position__title").values_list("status", flat=True)
    assert list(states) == ["sent", "completed"]


def test_a_wide_screen_shows_the_lists_beside_an_order(open_page: Any, people: Cast) -> None:
    first = order_to(people.camat_pelawan, giver=people.bupati, text="Yang pertama.")
    order_to(people.camat_limun, giver=people.bupati, text="Yang kedua.")
    desk = open_page(DESK)
    sign_in(desk, people.bupati)
    desk.goto(url_of(first))
    side = desk.get_by_role("navigation", name="Daftar perintah")
    expect(side.get_by_role("link", name=re.compile("Yang kedua"))).to_be_visible()
    expect(side.locator("[aria-current]")).to_contain_text("Yang pertama")
    phone = open_page()
    sign_in(phone, people.bupati)
    phone.goto(url_of(first))
    expect(phone.get_by_text("Belum dibuka").first).to_be_visible()
    expect(phone.locator("[data-side] [data-row]")).to_have_count(0)


def make_paper(page: Page, looks: Looks, folder: Path) -> None:
    """The desk drafts the nota dinas, has it approved, numbers it and gets the sheet."""
    page.goto("/naskah/")
    looks.at(page, "naskah-daftar")
    page.get_by_role("link", name=re.compile("Periksa titik rawan banjir")).click()
    page.get_by_role("button", name="Buat nota dinas").click()
    expect(page.get_by_label("Hal", exact=True)).to_be_visible()
    page.get_by_label("Klasifikasi").fill(CODE)
    page.get_by_role("button", name="Simpan konsep").click()
    looks.at(page, "naskah-konsep")
    page.get_by_role("button", name="Setujui naskah").click()
    page.locator("dialog[open]").get_by_role("button", name="Setujui naskah").click()
    page.get_by_role("button", name="Beri nomor").click()
    page.locator("dialog[open]").get_by_role("button", name="Beri nomor").click()
    expect(page.get_by_text("45/300.2.3/").first).to_be_visible()
    looks.at(page, "naskah-bernomor")
    memo = Memo.objects.get()
    answer = page.request.get(f"/naskah/{memo.public_id}/pdf/")
    sheet = answer.body()
    assert sheet.startswith(b"%PDF")
    (folder / "naskah.pdf").write_bytes(sheet)
    command = ["pdftotext", "-layout", str(folder / "naskah.pdf"), "-"]
    words = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    for wanted in ("NOTA DINAS", "Yth.", memo.number_text, "P-0001/", "titik rawan banjir"):
        assert wanted in words, wanted


def pages_of_everybody(page: Page, looks: Looks) -> None:
    """The pages around the main job."""
    for path in ("", "jabatan", "pemberitahuan", "cari", "lainnya", "keluar", "tidak-ada"):
        page.goto(f"/{path}/".replace("//", "/"))
        looks.at(page, path or "beranda-penerima")
