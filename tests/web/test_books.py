"""The pages of books, codes and letters: what they show, whom they let do what, at which cost."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Unit
from instructions import actions as orders
from instructions.models import Assignment, Instruction
from memos import actions
from memos.books import reading
from memos.books.models import Bookkeeping, ReservedNumber
from memos.letters.models import IncomingLetter
from memos.models import ClassificationCode, Register
from tests.files.samples import picture
from tests.memos import reading as pdfs
from tests.memos.letters import agenda, disposed, letter
from tests.memos.memos import CODE, memo_at, register
from tests.people import AT, Cast, actor, cast
from tests.web.visits import browser, post, statements, text
from workflow.models import Entry

pytestmark = pytest.mark.django_db


def story(people: Cast) -> Register:
    """A book with a number, a reserved one, an inserted one; an agenda with a disposed letter."""
    book = register(opening=44)
    desk = browser(people.kabag_umum.person)
    memo = memo_at("numbered", people)
    assert memo.number_text == f"45/{CODE}/2026"
    url = reverse("web:book_reserve", args=[book.public_id])
    assert post(desk, url, count="2", reason="Rapat malam").status_code == 303
    late = memo_at("approved", people)
    head, later = actor(people.kabag_umum.person), AT + timedelta(days=1)
    actions.insert_number(
        str(late.public_id), actor=head, at=later, day=AT.date(), reason="Tertinggal."
    )
    row = letter(people)
    came = disposed(row, people, people.camat_pelawan, people.camat_limun)
    share = Assignment.objects.get(instruction=came.order, position=people.camat_pelawan.position)
    orders.see(str(share.public_id), actor=actor(people.camat_pelawan.person), at=AT)
    letter(people, security="rahasia", hal="Perkara X")
    return book


# --- Books -------------------------------------------------------------------------------------


def test_the_register_shows_numbers_and_what_explains_the_rest() -> None:
    people = cast()
    book = story(people)
    page = text(browser(people.kabag_umum.person).get(reverse("web:book", args=[book.public_id])))
    for words in (f"45/{CODE}/2026", f"47.a/{CODE}/2026", "sisipan: Tertinggal.", "Rapat malam",
                  "Nomor terakhir 47.", "Melanjutkan nomor 44: Buku 2026."):  # fmt: skip
        assert words in page
    assert reading.unexplained(book, 2026) == []
    empty = text(
        browser(people.kabag_umum.person).get(
            reverse("web:book", args=[book.public_id]) + "?tahun=2025&bulan=3"
        )
    )
    assert "Tidak ada baris" in empty


def test_the_agenda_hides_what_is_secret_and_the_expedition_says_who_received() -> None:
    people = cast()
    story(people)
    desk = browser(people.kabag_umum.person)
    book = Register.objects.get(purpose="agenda")
    page = text(desk.get(reverse("web:book", args=[book.public_id])))
    assert "Permohonan Data Tanggul" in page
    assert "Camat Pelawan" in page
    assert "Camat Limun" in page
    assert "2/2026" in page
    assert "Perkara X" not in page
    found = text(desk.get(reverse("web:book", args=[book.public_id]) + "?q=Perkara"))
    assert "2/2026" not in found
    sent = text(desk.get(reverse("web:expedition")))
    assert "diterima 24 Nov 2026 14.05 oleh Ahmad Fauzi" in sent
    assert "belum diterima" in sent
    assert "Agenda 1/2026" in sent
    assert f"45/{CODE}/2026" not in sent  # it has a number and was not sent


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_books_as_files(kind: str) -> None:
    people = cast()
    book = story(people)
    desk = browser(people.kabag_umum.person)
    agenda_book = Register.objects.get(purpose="agenda")
    urls = {
        reverse("web:book_file", args=[book.public_id, kind]): ["45/300.2.3/2026", "Rapat malam"],
        reverse("web:book_file", args=[agenda_book.public_id, kind]): ["PR.02/117/2026"],
        reverse("web:expedition_file", args=[kind]): ["Ahmad Fauzi"],
    }
    for url, wanted in urls.items():
        answer = desk.get(url + "?tahun=2026&bulan=11")
        assert answer.status_code == 200
        if kind == "pdf":
            said = " ".join(word.text for word in pdfs.words(answer.content))
            said = said.replace("- ", "-")
        else:
            sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
            assert sheet is not None
            said = " ".join(str(c) for row in sheet.iter_rows(values_only=True) for c in row if c)
        for words in wanted:
            assert words.replace(" ", "") in said.replace(" ", "")
        assert "PerkaraX" not in said.replace(" ", "")


def test_a_page_of_a_book_costs_the_same_however_long_it_is() -> None:
    people = cast()
    story(people)
    desk = browser(people.kabag_umum.person)
    agenda_book = Register.objects.get(purpose="agenda")
    urls = [reverse("web:book", args=[agenda_book.public_id]), reverse("web:expedition"),
            reverse("web:letters"), reverse("web:books")]  # fmt: skip
    before = [statements(desk, url) for url in urls]
    for _ in range(4):
        disposed(letter(people), people, people.camat_pelawan, people.camat_singkut)
    assert [statements(desk, url) for url in urls] == before


def test_a_book_is_opened_changed_and_closed_on_its_pages() -> None:
    people = cast()
    desk = browser(people.kabag_umum.person)
    setda = str(Unit.objects.get(code="setda").public_id)
    fields: dict[str, Any] = {
        "name": "Surat Perintah", "unit": setda, "purpose": "memos", "source": "internal",
        "types": ["nota_dinas"], "pattern": "{number}/{nomor}/{year}", "daily_reserve": "3",
        "opening": "12", "basis": "",
    }  # fmt: skip
    refused = post(desk, reverse("web:new_book"), **fields)
    assert (refused.status_code, "nomor tidak dikenal" in text(refused)) == (422, True)
    fields["pattern"] = "{code}/{number}/{year}"
    assert "Sebutkan dasar" in text(post(desk, reverse("web:new_book"), **fields))
    fields["basis"] = "Buku 2026"
    assert post(desk, reverse("web:new_book"), **fields).status_code == 303
    book = Register.objects.get()
    assert (book.pattern, book.daily_reserve, book.years.get().last) == (fields["pattern"], 3, 12)
    change = reverse("web:book_change", args=[book.public_id])
    version = str(Bookkeeping.objects.get().version)
    fields |= {"is_active": "tidak", "versi": version}
    assert post(desk, change, **fields).status_code == 303
    book.refresh_from_db()
    assert not book.is_active
    assert post(desk, change, **{**fields, "is_active": "ya"}).status_code == 412
    assert [e.verb for e in Entry.objects.filter(kind="bookkeeping").order_by("n")] == [
        "establish", "open_register", "change_register",
    ]  # fmt: skip
    assert "mengubah buku" in text(desk.get(reverse("web:books")))


def test_a_new_book_without_a_pattern_takes_that_of_its_first_type() -> None:
    people = cast()
    desk = browser(people.kabag_umum.person)
    fields: dict[str, Any] = {
        "name": "Surat Perintah", "unit": str(Unit.objects.get(code="setda").public_id),
        "purpose": "memos", "source": "internal", "types": ["surat_perintah"], "pattern": "",
        "daily_reserve": "3",
    }  # fmt: skip
    assert 'value="{number}/{code}/{year}"' not in text(desk.get(reverse("web:new_book")))
    assert post(desk, reverse("web:new_book"), **fields).status_code == 303
    assert Register.objects.get().pattern == "{code}/{number}/{year}"


def test_a_number_that_nothing_explains_is_shown_on_the_page_of_its_book() -> None:
    people = cast()
    book = story(people)
    url, desk = reverse("web:book", args=[book.public_id]), browser(people.kabag_umum.person)
    assert "Nomor tanpa naskah" not in text(desk.get(url))
    year = book.years.get()
    year.last += 2  # as only a hand in the database could
    year.save()
    said = f"Nomor tanpa naskah dan tanpa cadangan: {year.last - 1}, {year.last}."
    assert said in text(desk.get(url))


def test_a_reserved_number_is_chosen_on_the_memos_page() -> None:
    people = cast()
    book = register()
    desk = browser(people.kabag_umum.person)
    url = reverse("web:book_reserve", args=[book.public_id])
    full = post(desk, url, count="9", reason="Banyak")
    assert (full.status_code, "Kuota cadangan" in text(full)) == (422, True)
    post(desk, url, count="1", reason="Rapat malam")
    kept = ReservedNumber.objects.get()
    memo = memo_at("approved", people)
    page = text(desk.get(reverse("web:memo", args=[memo.public_id])))
    assert f'value="{kept.public_id}"' in page
    number = reverse("web:memo_verb", args=[memo.public_id, "number"])
    assert post(desk, number, reserved=str(kept.public_id)).status_code == 303
    memo.refresh_from_db()
    assert memo.number_text == f"1/{CODE}/2026"


# --- Codes -------------------------------------------------------------------------------------


def upload(name: str, data: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode(), "text/plain")


def test_codes_come_in_after_a_dry_run() -> None:
    people = cast()
    ClassificationCode.objects.create(code="300", name="Keamanan")
    ClassificationCode.objects.create(code="999", name="Lama")
    desk = browser(people.kabag_umum.person)
    data = "300\tKetertiban\n300.2\tBencana\n"
    came = post(desk, reverse("web:codes_import"), berkas=upload("kode.tsv", data))
    assert came.status_code == 303
    page = text(desk.get(came["Location"]))
    assert "1 kode baru, 1 berubah, 0 tetap; 1 tidak ada di berkas" in page
    assert "Keamanan → Ketertiban" in page
    assert ClassificationCode.objects.count() == 2
    digest = page.split('name="digest" value="')[1][:64]
    assert post(desk, came["Location"], digest="0" * 64).status_code == 409
    assert post(desk, came["Location"], digest=digest).status_code == 303
    names = dict(ClassificationCode.objects.values_list("code", "name"))
    assert names == {"300": "Ketertiban", "300.2": "Bencana", "999": "Lama"}
    entry = Entry.objects.get(verb="import_codes")
    assert (entry.facts["codes"], entry.facts["files"]) == (2, ["kode.tsv"])


def test_retention_comes_with_headings_and_faults_hold_everything() -> None:
    people = cast()
    desk = browser(people.kabag_umum.person)
    wrong = "kode;nama;aktif;inaktif;nasib\n300.2;Bencana;2;tiga;bakar\nabc;X;;;\n300.2;Dua;;;\n"
    came = post(desk, reverse("web:codes_import"), berkas=upload("kode.csv", wrong))
    page = text(desk.get(came["Location"]))
    assert "4 kesalahan" in page
    assert "baris 2" in page
    assert 'name="digest"' not in page
    right = "kode;nama;aktif;inaktif;nasib\n300.2;Bencana;2;3;Dinilai kembali\n300.3;Lain;;;\n"
    came = post(desk, reverse("web:codes_import"), berkas=upload("kode.csv", right))
    page = text(desk.get(came["Location"]))
    digest = page.split('name="digest" value="')[1][:64]
    post(desk, came["Location"], digest=digest)
    row = ClassificationCode.objects.get(code="300.2")
    assert (row.active_years, row.inactive_years, row.fate) == (2, 3, "dinilai")
    assert "aktif 2 tahun, inaktif 3 tahun, dinilai kembali" in text(desk.get(reverse("web:codes")))


def test_the_memos_field_completes_from_the_api_and_without_script_says_what_is_near() -> None:
    people = cast()
    register()
    memo = memo_at("draft", people)
    desk = browser(people.kabag_umum.person)
    page = text(desk.get(reverse("web:memo", args=[memo.public_id])))
    assert f'data-suggest="{reverse("api:classification-codes")}"' in page
    found = desk.get(reverse("api:classification-codes") + "?search=kesiap&limit=12")
    assert found.json()["results"] == [{"code": CODE, "name": "Kesiapsiagaan"}]
    edit = reverse("web:memo_verb", args=[memo.public_id, "edit"])
    refused = post(desk, edit, classification_code="kesiap", hal="X", urgency="biasa")
    assert f"Mungkin: {CODE} Kesiapsiagaan." in text(refused)


# --- Letters -----------------------------------------------------------------------------------


def test_a_letter_is_recorded_disposed_and_read_on_its_pages() -> None:
    people = cast()
    agenda()
    desk, bupati = browser(people.kabag_umum.person), browser(people.bupati.person)
    new = reverse("web:new_letter")
    assert "Bupati Sarolangun" in text(desk.get(new))
    fields: dict[str, Any] = {
        "addressee": str(people.bupati.position.public_id), "sender": "Balai Sungai",
        "number": "PR.02/1", "dated": "2026-11-20", "received_on": "2026-11-24", "hal": "",
        "urgency": "segera", "security": "biasa",
        "scan": SimpleUploadedFile("surat.jpg", picture(), "image/jpeg"),
    }  # fmt: skip
    refused = post(desk, new, **fields)
    assert (refused.status_code, "PR.02/1" in text(refused)) == (422, True)
    fields |= {"hal": "Data tanggul", "scan": SimpleUploadedFile("surat.jpg", picture())}
    came = post(desk, new, **fields)
    row = IncomingLetter.objects.get()
    url = reverse("web:letter", args=[row.public_id])
    assert (came.status_code, came["Location"]) == (303, url)
    assert "Giliran saya" in text(bupati.get(reverse("web:letters")))
    scan: Any = bupati.get(reverse("web:letter_scan", args=[row.public_id]))
    assert b"".join(scan.streaming_content)[:2] == b"\xff\xd8"
    form = reverse("web:letter_form", args=[row.public_id]) + "?untuk=dispose"
    assert form.replace("&", "&amp;") in text(bupati.get(url))
    assert "Sekretaris Daerah" in text(bupati.get(form))
    verb = reverse("web:letter_verb", args=[row.public_id, "dispose"])
    searched = post(bupati, verb, q="Pelawan", search="1", requests=["proses"], note="Segera.")
    assert "Camat Pelawan" in text(searched)
    assert "Segera." in text(searched)
    nothing = post(bupati, verb, recipients=[str(people.camat_pelawan.position.public_id)])
    assert "Centang yang diminta" in text(nothing)
    done = post(
        bupati, verb, recipients=[str(people.camat_pelawan.position.public_id)],
        requests=["proses"], note="Segera.",
    )  # fmt: skip
    assert (done.status_code, done["Location"]) == (303, url)
    order = Instruction.objects.get()
    assert (order.form, order.urgency) == ("formal", "segera")
    for reader in (bupati, desk, browser(people.camat_pelawan.person)):
        page = text(reader.get(url))
        assert "Camat Pelawan" in page
        assert order.reference in page
    away = post(desk, reverse("web:letter_verb", args=[row.public_id, "file"]), reason="Map 3")
    assert away.status_code == 303
    assert "mengarsipkan surat" in text(desk.get(url))


def test_a_wrong_record_is_corrected_with_a_reason() -> None:
    people = cast()
    row = letter(people)
    desk = browser(people.kabag_umum.person)
    form = reverse("web:letter_form", args=[row.public_id]) + "?untuk=correct"
    assert row.hal in text(desk.get(form))
    verb = reverse("web:letter_verb", args=[row.public_id, "correct"])
    fields: dict[str, Any] = {
        "addressee": str(people.sekda.position.public_id), "sender": row.sender,
        "number": row.number, "dated": "2026-11-20", "received_on": "2026-11-24",
        "hal": "Data lain", "urgency": "biasa", "security": "biasa",
    }  # fmt: skip
    assert post(desk, verb, **fields).status_code == 422
    assert post(desk, verb, **fields, reason="Salah alamat").status_code == 303
    row.refresh_from_db()
    assert (row.hal, row.addressee) == ("Data lain", people.sekda.position)
