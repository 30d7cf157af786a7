"""What a row of each type becomes on paper, and what numbering freezes of it."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Appointment, Capacity
from memos import final, sheets
from memos.details import cleaned
from memos.models import Memo, MemoType
from memos.paper import Instruksi, Kop, LeaderKop, LembarDisposisi, NotaDinas, Penugasan
from tests.memos.memos import CODE, memo_at, register
from tests.people import AT, TODAY, Cast, Member, cast

pytestmark = pytest.mark.django_db


def typed(
    memo_type: str,
    people: Cast,
    *,
    signer: Member | None = None,
    details: dict[str, Any] | None = None,
    **fields: Any,
) -> Memo:
    """A draft of this type, in memory."""
    register()
    memo = memo_at("draft", people)
    memo.memo_type = memo_type
    memo.signer = memo.from_position = (signer or people.sekda).position
    memo.details = cleaned(memo_type, details or {})
    for name, value in fields.items():
        setattr(memo, name, value)
    return memo


def ordered(people: Cast) -> dict[str, Any]:
    """The details of a surat perintah to the holder of a post and to a person."""
    return {
        "dasar": ["Undang-Undang Nomor 24 Tahun 2007"],
        "untuk": ["Mengaktifkan pos lapangan", "Melaporkan keadaan"],
        "positions": [str(people.camat_limun.position.public_id)],
        "people": [str(people.asisten.person.public_id)],
    }


def test_a_surat_perintah_of_the_bupati_names_whom_it_sends() -> None:
    people = cast()
    memo = typed("surat_perintah", people, signer=people.bupati, details=ordered(people))
    paper = sheets.sheet(memo, on=TODAY)
    assert isinstance(paper, Penugasan)
    assert paper.kop == LeaderKop("BUPATI SAROLANGUN")
    assert (paper.heading, paper.verb, paper.place) == (
        "SURAT PERINTAH", "MEMERINTAHKAN", "Sarolangun",
    )  # fmt: skip
    limun, asisten = paper.people
    assert limun.title == people.camat_limun.position.title
    assert limun.name == people.camat_limun.person.name
    assert asisten.title == people.asisten.position.title
    assert len(asisten.nip.split(" ")) == 4
    assert paper.signature.titles[0].text == "BUPATI SAROLANGUN,"


def test_a_surat_tugas_of_many_lists_them_in_a_lampiran() -> None:
    people = cast()
    members = [people.sekda, people.asisten, people.camat_limun, people.camat_pelawan]
    keys = [str(member.position.public_id) for member in members]
    others = [str(member.person.public_id) for member in (*members, people.kabag_umum)]
    details = ordered(people) | {"positions": keys, "people": others}
    paper = sheets.sheet(typed("surat_tugas", people, details=details), on=TODAY)
    assert isinstance(paper, Penugasan)
    assert (paper.heading, paper.verb) == ("SURAT TUGAS", "MENUGASKAN")
    assert paper.listed
    assert len(paper.annexes[0].people) == 9


def test_who_stands_in_is_named_as_such_and_an_empty_post_stays_nameless() -> None:
    people = cast()
    post = people.camat_limun.position
    Appointment.objects.filter(position=post).delete()
    memo = typed("surat_perintah", people, signer=people.bupati, details=ordered(people))
    paper = sheets.sheet(memo, on=TODAY)
    assert isinstance(paper, Penugasan)
    assert (paper.people[0].name, paper.people[0].title) == ("", post.title)
    Appointment.objects.create(
        person=people.camat_pelawan.person, position=post, capacity=Capacity.PLT, starts_on=TODAY
    )
    paper = sheets.sheet(memo, on=TODAY)
    assert isinstance(paper, Penugasan)
    assert paper.people[0].title == f"Plt. {post.title}"


def test_an_instruksi_says_whose_it_is_and_from_when_it_holds() -> None:
    people = cast()
    details = {"about": ["Kesiapsiagaan banjir"], "dictums": ["Camat mendata warga."]}
    memo = typed("instruksi", people, signer=people.bupati, details=details)
    paper = sheets.sheet(memo, on=TODAY)
    assert isinstance(paper, Instruksi)
    assert paper.heading == "INSTRUKSI BUPATI SAROLANGUN"
    assert paper.about == ("KESIAPSIAGAAN BANJIR",)
    assert [point.marker for point in paper.labelled] == ["KESATU", "KEDUA"]
    assert paper.labelled[-1].text == "Instruksi Bupati ini mulai berlaku pada tanggal dikeluarkan."
    assert paper.signature.names == (people.bupati.person.name.upper(),)


def test_a_memo_has_its_own_title_and_rows() -> None:
    paper = sheets.sheet(typed("memo", cast()), on=TODAY)
    assert isinstance(paper, NotaDinas)
    assert paper.heading == "MEMO"
    assert paper.order is not None


def test_a_disposisi_of_the_bupati_lies_under_the_kop_of_the_setda() -> None:
    people = cast()
    details = {
        "letter": {"from": "Forum Kepala Desa", "agenda": "1187", "dated": "2026-11-19"},
        "positions": [
            str(people.camat_limun.position.public_id), str(people.asisten.position.public_id),
        ],
        "asks": ["proses"],
        "finish_by": "2026-11-27T16:00:00+07:00",
    }  # fmt: skip
    memo = typed("disposisi", people, signer=people.bupati, details=details, urgency="segera")
    paper = sheets.sheet(memo, on=TODAY)
    assert isinstance(paper, LembarDisposisi)
    assert isinstance(paper.kop, Kop)
    assert paper.kop.unit_lines == ("SEKRETARIAT DAERAH",)
    assert [tick.text for tick in paper.forwarded[:2]] == [
        f"{people.camat_limun.position.title} (koordinator)", people.asisten.position.title,
    ]  # fmt: skip
    assert [tick.text for tick in paper.asks if tick.on] == ["Proses lebih lanjut"]
    assert [tick.text for tick in paper.sifat if tick.on] == ["Segera"]
    assert paper.letter_date == "19 November 2026"
    assert paper.finish_by == "Jumat, 27 November 2026, 16.00 WIB"
    assert memo.order is not None
    assert paper.reference == memo.order.reference


def test_it_is_signed_for_the_bupati_through_the_sekda() -> None:
    people = cast()
    memo = typed("surat_tugas", people, signer=people.asisten, details=ordered(people))
    memo.behalf, memo.through = people.bupati.position, people.sekda.position
    lines = sheets.sheet(memo, on=TODAY).signature.text()
    assert lines[:3] == ["a.n. BUPATI SAROLANGUN", "Sekretaris Daerah", "u.b."]
    paper = sheets.sheet(memo, on=TODAY)
    assert isinstance(paper.kop, Kop)


def test_numbering_freezes_whom_it_sends_and_for_whom_it_is_signed() -> None:
    people = cast()
    memo = typed("surat_perintah", people, details=ordered(people))
    memo.behalf = people.bupati.position
    memo.frozen = sheets.freeze(memo, on=TODAY)
    Appointment.objects.all().delete()
    paper = sheets.sheet(memo, on=date(2027, 3, 1))
    assert isinstance(paper, Penugasan)
    assert paper.people[0].name == people.camat_limun.person.name
    assert paper.signature.text()[0] == "a.n. BUPATI SAROLANGUN"


def test_a_sheet_frozen_by_the_version_before_still_prints() -> None:
    people = cast()
    register()
    memo = memo_at("numbered", people)
    memo.frozen = {key: memo.frozen[key] for key in ("signer", "dari", "kop")}
    assert sheets.sheet(memo, on=TODAY).signature.text()[0] == "Sekretaris Daerah,"


def test_the_final_sheet_keeps_the_version_of_its_types_template() -> None:
    people = cast()
    register()
    issue = final.issue_of(memo_at("numbered", people), at=AT)
    assert issue.template_version == sheets.TEMPLATE_VERSIONS["nota_dinas"]
    assert set(sheets.TEMPLATE_VERSIONS) == set(MemoType.values)
    assert issue.number_text == f"1/{CODE}/2026"


def test_annexes_are_counted_where_nobody_says_how_many() -> None:
    people = cast()
    memo = typed("nota_dinas", people, details={"annexes": [{"title": "Daftar", "body": "Isi."}]})
    paper = sheets.sheet(memo, on=TODAY)
    assert isinstance(paper, NotaDinas)
    assert (paper.lampiran, paper.annexes[0].title) == ("1 (satu) berkas", "Daftar")
