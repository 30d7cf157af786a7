"""Memos of every type, begun and written on the pages, from nothing to a number."""

import pytest

from memos import actions
from memos.models import Memo, MemoType
from tests.api.calls import app
from tests.memos.memos import CODE, register
from tests.people import AT, Cast, Member, actor, cast
from tests.web.visits import browser, post, text, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    """The small regency with a book of numbers."""
    made = cast()
    register()
    return made


def begun(member: Member, memo_type: str) -> Memo:
    """A new memo of this type, as the page begins it."""
    answer = post(browser(member.person), "/naskah/baru/", member, memo_type=memo_type)
    assert answer.status_code == 303, answer.content
    return Memo.objects.latest("pk")


def written(member: Member, memo: Memo, **fields: str) -> object:
    """The editor's form with these fields, the others as the page shows them."""
    given = {
        "hal": "Pemeriksaan Tanggul Sungai Batang Asai",
        "urgency": memo.urgency,
        "expects": memo.expects,
        "signing": memo.signing,
        "classification_code": CODE,
        "versi": str(memo.version),
        **fields,
    }
    return post(browser(member.person), url_of(memo, "edit"), member, **given)


def test_the_list_offers_every_type_but_those_that_come_of_something_else(people: Cast) -> None:
    page = text(browser(people.kabag_umum.person).get("/naskah/"))
    for one in MemoType:
        offered = f'value="{one.value}"' in page
        assert offered == (one not in {MemoType.EXPLANATION, MemoType.DISPOSITION}), one


def test_a_surat_tugas_names_persons_by_nip_and_is_numbered(people: Cast) -> None:
    desk, sekda = people.kabag_umum, people.sekda
    memo = begun(desk, "surat_tugas")
    assert 'name="body"' not in text(browser(desk.person).get(url_of(memo)))
    camat = people.camat_limun.person
    answer = written(
        desk, memo, signer="Sekretaris Daerah", from_position="Sekretaris Daerah",
        dasar="Perintah Bupati P-0001/2026\nSurat BPBD", untuk="Memeriksa tanggul\nMelapor",
        people=f"{camat.nip}\n{people.camat_pelawan.person.name}",
    )  # fmt: skip
    assert answer.status_code == 303, answer.content  # type: ignore[attr-defined]
    memo.refresh_from_db()
    assert memo.details["people"] == [
        str(camat.public_id), str(people.camat_pelawan.person.public_id),
    ]  # fmt: skip
    assert memo.details["untuk"] == ["Memeriksa tanggul", "Melapor"]
    shown = text(browser(desk.person).get(url_of(memo)))
    assert str(camat.nip) in shown
    key = str(memo.public_id)
    actions.approve(key, actor=actor(sekda.person), at=AT)
    actions.number(key, actor=actor(desk.person), at=AT)
    assert actions.pdf_for_reading(key, actor(desk.person), AT).startswith(b"%PDF")


def test_nobody_is_named_who_does_not_exist(people: Cast) -> None:
    memo = begun(people.kabag_umum, "surat_tugas")
    answer = written(people.kabag_umum, memo, people="Orang Yang Tidak Ada", untuk="Pergi")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    page = text(answer)
    assert "tidak ada satu orang" in page
    assert "Pergi" in page


def test_an_instruksi_is_the_bupatis_and_a_nota_dinas_is_not(people: Cast) -> None:
    desk = people.kabag_umum
    instruction = begun(desk, "instruksi")
    assert instruction.signer == people.bupati.position
    memo = begun(desk, "nota_dinas")
    answer = written(desk, memo, signer="Bupati Sarolangun", to_lines="Camat Limun", body="Isi.")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "pilih Sekda" in text(answer)


def test_on_behalf_names_somebody_else_and_the_app_sees_it(people: Cast) -> None:
    desk = people.kabag_umum
    memo = begun(desk, "surat_perintah")
    api = app(desk)
    sekda, bupati = people.sekda.position, people.bupati.position
    itself = {"signer": str(sekda.public_id), "behalf": str(sekda.public_id)}
    refused = api.send("PATCH", f"memos/{memo.public_id}", itself)
    assert refused.data["errors"][0]["code"] == "signs_for_itself"
    alone = api.send("PATCH", f"memos/{memo.public_id}", {"through": str(bupati.public_id)})
    assert alone.data["errors"][0]["code"] == "through_nobody"
    good = api.send(
        "PATCH",
        f"memos/{memo.public_id}",
        {
            "signer": str(sekda.public_id),
            "behalf": str(bupati.public_id),
            "details": {"dasar": ["Perda 5/2016"], "untuk": ["Berangkat"], "place": "Limun"},
        },
    )
    assert good.status_code == 200, good.content
    assert good.data["behalf"]["title"] == "Bupati Sarolangun"
    assert good.data["details"]["place"] == "Limun"
    odd = api.send("PATCH", f"memos/{memo.public_id}", {"details": {"dictums": ["Satu"]}})
    assert (odd.status_code, odd.data["errors"][0]["code"]) == (422, "unknown_detail")
