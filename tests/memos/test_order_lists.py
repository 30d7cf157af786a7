"""The register as a file: exactly what one may see, and nothing a spreadsheet would run."""

import io
import logging
from datetime import timedelta
from typing import Any

import openpyxl
import pikepdf
import pytest

from instructions import actions, register, search
from instructions.register import Register
from instructions.search import Filter
from memos import order_lists
from memos.order_lists import Format, export
from tests.instructions.orders import order_to, share_of
from tests.memos import reading
from tests.people import AT, Cast, Member, actor, cast
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)


def text_of(pdf: bytes) -> str:
    """All words of a PDF, page after page."""
    return " ".join(word.text for word in reading.words(pdf))


def story() -> Cast:
    """The bupati's order to two camat, one of whom answered; one secret; the sekda's, for paper."""
    people = cast()
    plain = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, text="Periksa.")
    order_to(people.camat_pelawan, giver=people.bupati, classification="rahasia", text="Selidiki.")
    order_to(people.camat_singkut, giver=people.sekda, needs_paper=True, text="Naskah.",
             controller=str(people.asisten.position.public_id))  # fmt: skip
    key = str(share_of(plain, people.camat_pelawan).public_id)
    actions.report(key, actor=actor(people.camat_pelawan.person), at=AT, note="Sudah.")
    actions.accept(key, actor=actor(people.bupati.person), at=AT + timedelta(hours=1))
    return people


# Who, and the lines of their register: order, recipient, status, hours late a month later.
PELAWAN_DONE = ("P-0001/2026", "Camat Pelawan", "Laporan diterima", None)
LIMUN_SILENT = ("P-0001/2026", "Camat Limun", "Belum menjawab", 698)
SECRET = ("P-0002/2026", "Camat Pelawan", "Belum menjawab", 698)
SINGKUT = ("P-0003/2026", "Camat Singkut", "Belum menjawab", 698)
OF_THE_DESK = ("P-0003/2026", "Camat Singkut", "Berjalan", None)
SEEN: dict[str, list[tuple[Any, ...]]] = {
    "bupati": [SECRET, LIMUN_SILENT, PELAWAN_DONE],
    "ajudan": [LIMUN_SILENT, PELAWAN_DONE],
    "sekda": [SINGKUT],
    "asisten": [SINGKUT],
    "kabag_umum": [OF_THE_DESK],
    "camat_pelawan": [SECRET, PELAWAN_DONE],
    "camat_limun": [LIMUN_SILENT],
    "camat_singkut": [SINGKUT],
    "wakil": [],
    "stranger": [],
}


@pytest.mark.parametrize("who", SEEN)
def test_each_register_holds_what_its_reader_may_see(who):
    people = story()
    rows = exported(getattr(people, who))[1:]
    found = [(row[0], row[3], row[7], row[12]) for row in rows]
    assert found == SEEN[who]


def sheet_of(data: bytes) -> Any:
    """The one sheet of a workbook."""
    return openpyxl.load_workbook(io.BytesIO(data)).active


def exported(member: Member, **asked) -> list[tuple]:
    """The rows of the spreadsheet, head first."""
    wanted = search.search(Filter(**asked), actor=actor(member.person), at=LATER)
    made = export(wanted, kind=Format.XLSX)
    return list(sheet_of(made.data).iter_rows(values_only=True))


def test_the_columns_and_a_line_read_back():
    people = story()
    head, *rows = exported(people.bupati, state="completed")
    assert head == (
        "Nomor", "Tanggal", "Pemberi", "Penerima", "Isi", "Urgensi", "Sifat", "Status",
        "Jawab sebelum", "Dijawab", "Selesai sebelum", "Diterima selesai", "Terlambat (jam)",
    )  # fmt: skip
    [row] = rows
    assert row[:8] == (
        "P-0001/2026", AT.replace(tzinfo=None), "Bupati Sarolangun", "Camat Pelawan", "Periksa.",
        "Biasa", "Biasa", "Laporan diterima",
    )  # fmt: skip
    assert row[9] == AT.replace(tzinfo=None)
    assert row[11] == (AT + timedelta(hours=1)).replace(tzinfo=None)
    assert row[12] is None


def test_lateness_is_in_whole_hours_of_the_deadline_that_was_missed_first():
    people = story()
    share = share_of(order_to(people.camat_limun, giver=people.bupati), people.camat_limun)
    assert share.answer_by is not None
    for late, hours in ((timedelta(minutes=1), 1), (timedelta(hours=5, minutes=59), 5)):
        at = share.answer_by + late
        wanted = search.search(
            Filter(reference="P-0004/2026"), actor=actor(people.bupati.person), at=at
        )
        [line] = Register(wanted)
        assert line.late == hours
    on_time = search.search(
        Filter(reference="P-0004/2026"), actor=actor(people.bupati.person), at=share.answer_by
    )
    assert [line.late for line in Register(on_time)] == [None]


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+62811", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "\t=1"],
)
def test_no_words_are_ever_a_formula(words):
    people = cast()
    order_to(people.camat_limun, giver=people.bupati, text=words)
    wanted = search.search(Filter(), actor=actor(people.bupati.person), at=AT)
    sheet = sheet_of(export(wanted, kind=Format.XLSX).data)
    cell = sheet["E2"]
    assert cell.value == words.strip()
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_the_printed_register_says_what_was_asked_and_marks_secrets():
    people = story()
    wanted = search.search(
        Filter(role="given", urgency="biasa"), actor=actor(people.bupati.person), at=LATER
    )
    made = export(wanted, kind=Format.PDF)
    assert made.media_type == "application/pdf"
    words = " ".join(text_of(made.data).split())
    for said in (
        "DAFTAR PERINTAH", "Saya beri", "P-0001/2026", "Selidiki.", "RAHASIA", "Camat Limun",
        "3 baris", "untuk Bupati Sarolangun",
    ):  # fmt: skip
        assert said in words, words
    with pikepdf.open(io.BytesIO(made.data)) as file:
        box = [float(side) for side in file.pages[0].mediabox]
    assert box[2] > box[3]
    aide = search.search(Filter(), actor=actor(people.ajudan.person), at=LATER)
    assert "RAHASIA" not in text_of(export(aide, kind=Format.PDF).data)


def test_markup_in_words_is_printed_as_words():
    people = cast()
    order_to(
        people.camat_limun, giver=people.bupati, text="<b>tebal</b> <img src=file:///etc/passwd>"
    )
    wanted = search.search(Filter(), actor=actor(people.bupati.person), at=AT)
    assert "<b>tebal</b>" in text_of(export(wanted, kind=Format.PDF).data)


def test_an_order_of_many_pages_is_printed_whole():
    people = cast()
    text = " ".join(f"kalimat{number}" for number in range(370))
    order_to(people.camat_limun, giver=people.bupati, text=text)
    wanted = search.search(Filter(), actor=actor(people.bupati.person), at=AT)
    words = text_of(export(wanted, kind=Format.PDF).data)
    assert "kalimat0" in words
    assert "kalimat369" in words


@pytest.mark.parametrize("kind", Format)
def test_too_many_lines_are_refused_with_the_limit(kind, monkeypatch):
    people = story()
    monkeypatch.setattr(order_lists, "MOST_LINES", {Format.XLSX: 2, Format.PDF: 2})
    wanted = search.search(Filter(), actor=actor(people.bupati.person), at=AT)
    with pytest.raises(Refused) as refused:
        export(wanted, kind=kind)
    assert refused.value.refusal.code == "export_too_large"
    assert "Ada 3 baris, paling banyak 2" in str(refused.value.refusal.sentence)


@pytest.mark.parametrize("more", [0, 30])
def test_an_export_takes_four_statements_however_many_lines(more, django_assert_num_queries):
    people = story()
    for number in range(more):
        order_to(
            people.camat_pelawan, people.camat_limun, giver=people.bupati, text=f"Ke-{number}."
        )
    wanted = search.search(Filter(), actor=actor(people.bupati.person), at=AT)
    with django_assert_num_queries(4):
        assert len(list(Register(wanted))) + 0 * Register(wanted).count() == 3 + 2 * more


def test_lines_stand_newest_order_first_and_by_rank(monkeypatch):
    people = story()
    order_to(people.camat_limun, people.kadis_kesehatan, giver=people.bupati)
    monkeypatch.setattr(register, "CHUNK", 1)
    wanted = search.search(Filter(), actor=actor(people.bupati.person), at=AT)
    found = [(line.reference, line.recipient) for line in Register(wanted)]
    assert found == [
        ("P-0004/2026", "Kepala Dinas Kesehatan"),
        ("P-0004/2026", "Camat Limun"),
        ("P-0002/2026", "Camat Pelawan"),
        ("P-0001/2026", "Camat Limun"),
        ("P-0001/2026", "Camat Pelawan"),
    ]


def test_an_export_is_a_line_in_the_log_without_what_was_searched_for(caplog):
    people = story()
    wanted = search.search(
        Filter(q="P-0001/2026", role="given"), actor=actor(people.bupati.person), at=AT
    )
    with caplog.at_level(logging.INFO, logger="sigap.export"):
        export(wanted, kind=Format.XLSX)
    [line] = [record for record in caplog.records if record.name == "sigap.export"]
    assert line.person == people.bupati.person.pk
    assert (line.format, line.lines, line.asked) == ("xlsx", 2, ["q", "role"])
    assert "0001" not in str(line.__dict__)
