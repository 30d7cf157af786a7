"""Writing a naskah in a browser: the editor, what is pasted, what is kept, and the paper beside it."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from memos.body.models import TextTemplate, WorkingCopy
from memos.models import Memo
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.memos.memos import memo_at, register
from tests.people import Cast
from tests.web.visits import url_of

CLIPBOARD = Path(__file__).parent / "clipboard"
PASTE = """(node, html) => {
  const given = new DataTransfer();
  given.setData("text/html", html);
  given.setData("text/plain", "teks");
  node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true }));
}"""


def editor(page: Page) -> Any:
    """The box the words are written in."""
    return page.get_by_role("textbox", name="Isi naskah")


def emptied(page: Page) -> Any:
    """The box, with nothing in it and the cursor there."""
    box = editor(page)
    box.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    return box


def state(page: Page) -> Any:
    """What the page says of the copy that is kept."""
    return page.locator("[data-state]")


def test_a_naskah_is_written_pasted_kept_and_saved_on_a_phone(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    register()
    memo = memo_at("draft", people)
    page = open_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    sign_in(page, people.kabag_umum)
    page.goto(url_of(memo))
    box = emptied(page)

    box.press_sequentially("Mohon ")
    page.get_by_role("button", name="Tebal").click()
    box.press_sequentially("segera")
    page.get_by_role("button", name="Tebal").click()
    box.press_sequentially(":")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Daftar bernomor").click()
    box.press_sequentially("satu")
    page.keyboard.press("Enter")
    box.press_sequentially("anak")
    page.get_by_role("button", name="Turunkan tingkat").click()
    expect(page.get_by_role("button", name="Daftar bernomor")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(state(page)).to_contain_text("Tersimpan sementara")
    looks.at(page, "naskah-penyunting")
    kept = WorkingCopy.objects.get(memo=memo)
    words = (
        "<p>Mohon <strong>segera</strong>:</p>"
        "<ol><li><p>satu</p><ol><li><p>anak</p></li></ol></li></ol>"
    )
    assert kept.html == words
    assert Memo.objects.get().body_format == "text"

    page.reload()
    expect(editor(page)).to_contain_text("segera")
    expect(state(page)).to_contain_text("belum disimpan")
    page.get_by_role("button", name="Simpan konsep").click()
    expect(page.locator('[data-banner="success"]')).to_be_visible()
    memo = Memo.objects.get()
    assert (memo.body, memo.body_format) == (words, "html")
    assert not WorkingCopy.objects.exists()
    assert looks.wrong == []
    assert errors == []


def test_words_from_word_and_libreoffice_come_in_clean(open_page: Any, people: Cast) -> None:
    register()
    memo = memo_at("draft", people)
    page = open_page()
    sign_in(page, people.kabag_umum)
    page.goto(url_of(memo))
    box = emptied(page)
    box.evaluate(PASTE, (CLIPBOARD / "word.html").read_text())
    expect(state(page)).to_contain_text("Tersimpan sementara")
    assert WorkingCopy.objects.get().html == (
        "<h2>Dasar pelaksanaan</h2>"
        "<p>Rapat tanggal <strong>24 November 2026</strong> memutuskan <em>dua pos</em>, "
        "<u>segera</u>:</p>"
        "<ol><li><p>Pos di Batang Asai</p><ol><li><p>petugas pagi</p></li>"
        "<li><p>petugas malam</p></li></ol></li><li><p>Pos di Limun</p></li></ol>"
        "<ul><li><p>butir lepas</p></li></ul>"
        "<table><tbody><tr><td><p><strong>No.</strong></p></td>"
        "<td><p><strong>Uraian</strong></p></td></tr>"
        "<tr><td><p>1</p></td><td><p>Bronjong kawat</p></td></tr></tbody></table>"
        "<p>tautan</p>"
    )
    emptied(page)
    with page.expect_response(re.compile("/salinan/")):
        box.evaluate(PASTE, (CLIPBOARD / "libreoffice.html").read_text())
    assert WorkingCopy.objects.get().html == (
        "<p>Rapat <strong>pagi</strong> dan <strong><em>malam</em></strong></p>"
        '<ol start="3"><li><p>butir tiga</p><ol><li><p>anak butir</p></li></ol></li></ol>'
    )


def test_two_screens_that_differ_are_both_shown_and_nothing_is_lost(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    register()
    memo = memo_at("draft", people)
    one, two = open_page(), open_page()
    for page in (one, two):
        sign_in(page, people.kabag_umum)
        page.goto(url_of(memo))
    emptied(one).press_sequentially("dari ponsel")
    expect(state(one)).to_contain_text("Tersimpan sementara")
    emptied(two).press_sequentially("dari komputer")
    expect(two.locator("[data-theirs]")).to_contain_text("dari ponsel")
    expect(editor(two)).to_contain_text("dari komputer")
    looks.at(two, "naskah-dua-layar")
    two.get_by_role("button", name="Pakai isi di layar ini").click()
    expect(state(two)).to_contain_text("Tersimpan sementara")
    assert WorkingCopy.objects.get().html == "<p>dari komputer</p>"
    assert looks.wrong == []


def test_without_a_connection_words_stay_on_the_device_and_go_later(
    open_page: Any, people: Cast
) -> None:
    register()
    memo = memo_at("draft", people)
    page = open_page()
    sign_in(page, people.kabag_umum)
    page.goto(url_of(memo))
    page.route("**/salinan/", lambda route: route.abort())
    emptied(page).press_sequentially("tanpa sinyal")
    expect(state(page)).to_contain_text("Tidak terhubung")
    page.unroute("**/salinan/")
    page.reload()
    expect(editor(page)).to_contain_text("tanpa sinyal")
    expect(state(page)).to_contain_text("Tersimpan sementara")
    assert WorkingCopy.objects.get().html == "<p>tanpa sinyal</p>"


def test_the_desk_sees_the_paper_beside_the_words_and_starts_from_a_text(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    register()
    memo = memo_at("draft", people)
    page = open_page(DESK)
    sign_in(page, people.kabag_umum)
    page.goto("/naskah/teks/baru/")
    page.get_by_label("Nama", exact=True).fill("Penutup")
    box = page.get_by_role("textbox", name="Isi teks")
    box.click()
    box.press_sequentially("Demikian untuk menjadi perhatian.")
    page.get_by_label("Untuk semua unit").check()
    looks.at(page, "teks-baru")
    page.get_by_role("button", name="Simpan teks").click()
    expect(page.get_by_role("link", name=re.compile("Penutup"))).to_be_visible()
    looks.at(page, "teks-daftar")
    assert TextTemplate.objects.get().html == "<p>Demikian untuk menjadi perhatian.</p>"

    page.goto(url_of(memo))
    emptied(page)
    page.get_by_label("Teks tersimpan").select_option(label="Penutup")
    page.get_by_role("button", name="Sisipkan").click()
    expect(editor(page)).to_contain_text("Demikian untuk menjadi perhatian.")
    page.get_by_role("button", name="Tabel", exact=True).click()
    page.keyboard.type("No.")
    page.keyboard.press("Tab")
    page.keyboard.type("Uraian")
    looks.at(page, "naskah-penyunting-meja")
    with page.expect_response(re.compile("/pratinjau/")) as answer:
        page.get_by_role("button", name="Pratinjau isi ini").click()
    assert answer.value.status == 200
    assert answer.value.headers["content-type"] == "application/pdf"
    assert len(page.context.pages) == 1
    assert Memo.objects.get().body_format == "text"
    expect(page.get_by_role("button", name="Simpan konsep")).to_be_enabled()
    assert looks.wrong == []


def test_without_scripts_the_textarea_saves_plain_words(open_page: Any, people: Cast) -> None:
    register()
    memo = memo_at("draft", people)
    page = open_page(javascript=False)
    sign_in(page, people.kabag_umum)
    page.goto(url_of(memo))
    page.get_by_label("Isi", exact=True).fill("Satu.\n\n1. dua\n2. tiga")
    page.get_by_role("button", name="Simpan konsep").click()
    memo = Memo.objects.get()
    assert (memo.body, memo.body_format) == ("Satu.\n\n1. dua\n2. tiga", "text")
