"""What a memo's row becomes on paper: letterhead, head, signature block, mark."""

from datetime import date

import pytest
from django.utils import translation

from accounts.models import Appointment, Capacity, UnitKind
from memos import numbering, sheets
from memos.models import Memo
from memos.paper import NUMBER_GAP, Kop, NotaDinas, SecurityMark
from tests.memos.memos import CODE, memo_at, register
from tests.people import TODAY, Member, cast, member, unit

pytestmark = pytest.mark.django_db


def nota(memo: Memo, *, on: date = TODAY, draft: bool = True) -> NotaDinas:
    """Its paper, which must be a nota dinas."""
    paper = sheets.sheet(memo, on=on, draft=draft)
    assert isinstance(paper, NotaDinas)
    return paper


def kop(paper: NotaDinas) -> Kop:
    """Its letterhead, which must be a unit's."""
    assert isinstance(paper.kop, Kop)
    return paper.kop


def signed_by(memo: Memo, member: Member) -> Memo:
    """The same memo with another signer, in memory."""
    memo.signer = memo.from_position = member.position
    return memo


def test_the_sekda_prints_gelar_and_no_nip() -> None:
    people = cast()
    people.sekda.person.title_after = "M.Si."
    people.sekda.person.save()
    people.sekda.position.unit.address = "Kompleks Perkantoran"
    people.sekda.position.unit.save()
    register()
    paper = nota(memo_at("draft", people, urgency="sangat_segera"), on=TODAY)
    assert paper.signature.text() == ["Sekretaris Daerah,", "Mukhtar Efendi, M.Si."]
    assert kop(paper).government == "PEMERINTAH KABUPATEN SAROLANGUN"
    assert (kop(paper).unit_lines, kop(paper).address_lines) == (
        ("SEKRETARIAT DAERAH",), ("Kompleks Perkantoran",),
    )  # fmt: skip
    assert (paper.dari, paper.sifat, paper.lampiran) == ("Sekretaris Daerah", "Sangat Segera", "-")
    assert paper.nomor == f"{NUMBER_GAP}/{CODE}/2026"
    assert (paper.tanggal, paper.draft, paper.security_mark) == (None, True, None)


def test_a_camat_prints_nip_under_the_kecamatans_letterhead() -> None:
    people = cast()
    register()
    paper = nota(signed_by(memo_at("draft", people), people.camat_pelawan), on=TODAY)
    assert kop(paper).unit_lines == ("KECAMATAN PELAWAN",)
    assert paper.signature.text()[-1] == "NIP 19790410 200501 1 904"


def test_a_bagian_writes_under_setda_and_a_kelurahan_under_its_kecamatan() -> None:
    people = cast()
    register()
    memo = memo_at("draft", people)
    assert kop(nota(signed_by(memo, people.kabag_umum), on=TODAY)).unit_lines == (
        "SEKRETARIAT DAERAH",
    )
    ward = unit("Kelurahan Sukasari", kind=UnitKind.WARD, parent=people.camat_pelawan.position.unit)
    lurah = member("Lurah Sukasari", unit=ward)
    assert kop(nota(signed_by(memo, lurah), on=TODAY)).unit_lines == (
        "KECAMATAN PELAWAN", "KELURAHAN SUKASARI",
    )  # fmt: skip


def test_a_long_unit_name_breaks_at_its_sense() -> None:
    people = cast()
    register()
    works = member("Kepala Dinas", unit=unit("Dinas Pekerjaan Umum dan Penataan Ruang"))
    paper = nota(signed_by(memo_at("draft", people), works), on=TODAY)
    assert kop(paper).unit_lines == ("DINAS PEKERJAAN UMUM", "DAN PENATAAN RUANG")


def test_a_stand_in_signs_in_the_absence_of_the_holder() -> None:
    people = cast()
    register()
    Appointment.objects.create(
        person=people.asisten.person,
        position=people.camat_pelawan.position,
        capacity=Capacity.PLH,
        starts_on=TODAY,
        ends_on=TODAY,
    )
    memo = signed_by(memo_at("draft", people), people.camat_pelawan)
    assert nota(memo, on=TODAY).signature.text()[:2] == ["Plh. Camat Pelawan,", "Nurbaiti"]
    tomorrow = date(2026, 11, 25)
    assert nota(memo, on=tomorrow).signature.text()[:2] == ["Camat Pelawan,", "Ahmad Fauzi"]


def test_an_empty_post_prints_a_draft_without_a_name() -> None:
    people = cast()
    register()
    memo = memo_at("draft", people)
    Appointment.objects.filter(position=people.sekda.position).delete()
    assert nota(memo, on=TODAY).signature.text() == ["Sekretaris Daerah,", ""]


def test_a_numbered_sheet_says_what_was_true_that_day() -> None:
    people = cast()
    register()
    memo = memo_at("numbered", people)
    Appointment.objects.filter(position=people.sekda.position).delete()
    people.sekda.position.unit.name = "Sekretariat Baru"
    people.sekda.position.unit.save()
    paper = nota(Memo.objects.get(pk=memo.pk), on=date(2027, 3, 1), draft=False)
    assert paper.signature.text() == ["Sekretaris Daerah,", "Mukhtar Efendi"]
    assert kop(paper).unit_lines == ("SEKRETARIAT DAERAH",)
    assert (paper.nomor, paper.tanggal, paper.draft) == (f"1/{CODE}/2026", TODAY, False)


@pytest.mark.parametrize(
    ("security", "mark"),
    [
        ("terbatas", SecurityMark.TERBATAS),
        ("rahasia", SecurityMark.RAHASIA),
        ("sangat_rahasia", SecurityMark.SANGAT_RAHASIA),
    ],
)
def test_the_class_is_marked(security: str, mark: SecurityMark) -> None:
    people = cast()
    register()
    memo = memo_at("draft", people)
    memo.security = security
    assert nota(memo, on=TODAY).security_mark is mark


def test_the_words_on_paper_are_indonesian_whatever_the_page_speaks() -> None:
    people = cast()
    register()
    memo = memo_at("draft", people, urgency="segera")
    with translation.override("en"):
        assert nota(memo, on=TODAY).sifat == "Segera"
    assert numbering.blank(memo, on=TODAY).endswith("/2026")
