"""The printed chronology, read back as text."""

import subprocess
from pathlib import Path

import pytest
from django.utils import translation

from instructions import chronology
from instructions.models import Assignment
from memos import chronology_sheet
from memos.chronology_sheet import Printing
from tests.instructions.orders import order_to
from tests.instructions.test_chronology import lively, minutes
from tests.memos.reading import lines
from tests.people import Cast, actor, cast
from tests.workflow.attack import change
from workflow import destruction, sealing
from workflow.models import Content, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seals(settings, tmp_path: Path) -> Path:
    """A folder of seals for each test."""
    settings.SEALS_DIR = tmp_path / "seals"
    return settings.SEALS_DIR


def printing(people: Cast) -> Printing:
    """By the regent himself, an hour and a half later."""
    return Printing(
        "H. Zulkarnain Datuk Rajo", "Bupati Sarolangun", people.bupati.position, minutes(90),
        "sebagai pemberi perintah",
    )  # fmt: skip


def printed(people: Cast, order, as_of=None) -> bytes:
    with chronology_sheet.indonesian():
        told = chronology.of_order(order, as_of=as_of or minutes(60))
        return chronology_sheet.to_pdf(chronology_sheet.of_order(told, printing(people)))


def flat(pdf: bytes) -> str:
    """All words of all pages in reading order, spaces as one."""
    done = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60
    )
    return " ".join(done.stdout.decode().split())


def test_the_paper_says_what_when_by_whom_how_and_where_it_ends():
    people = cast()
    order = lively(people)
    sealing.seal(at=minutes(70))
    pdf = printed(people, order)
    text = flat(pdf)
    for words in (
        "KRONOLOGI PERINTAH P-0001/2026",
        "sebagaimana tercatat sampai Selasa, 24 November 2026 pukul 15.05 WIB",
        "SEKRETARIAT DAERAH",
        "H. Zulkarnain Datuk Rajo, Bupati Sarolangun, Selasa, 24 November 2026 pukul 15.35 WIB",
        "sebagai pemberi perintah",
        "Ahmad Fauzi Camat Pelawan",
        "melaporkan selesai",
        "15.05.00",
        "aplikasi ponsel, identitas kuat",
        "menurut perangkat 24 November 2026, 14.50",
        "Yang ditanyakan: Termasuk desa yang belum banjir?",
        "Berkas banjir.jpg",
        "manage.py verify_ledger",
        "Bagian Camat Pelawan 4 catatan utuh",
        "(berkas 2026-11.jsonl, baris",
        "halaman 1 dari 2",
    ):
        assert words in text, words
    assert "TIDAK UTUH" not in text
    head = Assignment.objects.get(position=people.camat_pelawan.position).head
    assert chronology_sheet.grouped(head) in text


def test_as_of_an_earlier_moment_the_paper_knows_no_more():
    people = cast()
    text = flat(printed(people, lively(people), minutes(8)))
    assert "mohon arahan" not in text
    assert "Camat Pelawan Belum menjawab" in text
    assert "4 catatan, 3 di antaranya sesudah saat itu" in text


def test_an_altered_entry_is_named_at_its_line_and_in_the_proof():
    people = cast()
    order = lively(people)
    change(Entry.objects.get(verb="answer"), position_id=people.wakil.position.pk)
    text = flat(printed(people, order))
    assert "Perhatian: ada 1 hal pada catatan ini yang tidak lagi terbukti." in text
    assert "Tidak terbukti: Isi catatan ini diubah setelah ditulis." in text
    assert "Bagian Camat Pelawan 4 catatan TIDAK UTUH" in text
    assert "Catatan 3: Isi catatan ini diubah setelah ditulis." in text


def test_destroyed_words_leave_a_line_that_says_so():
    people = cast()
    order = lively(people)
    destruction.destroy(
        Content.objects.get(field="question"),
        actor=actor(people.administrator.person, channel="shell"),
        at=minutes(80),
        basis="uu27-2022-ps44",
    )
    text = flat(printed(people, order))
    assert "isi dihapus menurut ketentuan uu27-2022-ps44 pada 24 November 2026" in text
    assert "desa yang belum banjir" not in text
    assert "TIDAK UTUH" not in text


def test_what_people_typed_cannot_become_part_of_the_paper():
    people = cast()
    text = "</p><script>alert(1)</script><img src='file:///etc/passwd'> @page"
    order = order_to(people.camat_pelawan, giver=people.bupati, text=text)
    assert "<script>alert(1)</script>" in flat(printed(people, order))


def test_a_secret_order_is_marked_on_every_page():
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati, classification="rahasia")
    pages = lines(printed(people, order))
    assert all(page[0] == "RAHASIA" for page in pages)


def test_a_reader_of_english_gets_the_same_paper():
    people = cast()
    order = lively(people)
    with translation.override("en"):
        assert "melaporkan selesai" in flat(printed(people, order))


def test_the_acts_of_one_person_are_printed_with_the_reference_of_each_order():
    people = cast()
    lively(people)
    with chronology_sheet.indonesian():
        page = chronology.of_person(
            actor(people.camat_pelawan.person), since=minutes(-60), as_of=minutes(60)
        )
        sheet = chronology_sheet.of_window(page, printing(people))
        text = flat(chronology_sheet.to_pdf(sheet))
    assert "Tentang : Ahmad Fauzi" in text.replace("\n", " ") or "Ahmad Fauzi" in text
    assert "P-0001/2026: mohon arahan" in text
