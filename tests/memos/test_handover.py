"""Memori serah terima: who hands what to whom, as a person with the sheet in hand reads it."""

from datetime import timedelta

import pytest

from accounts.reshuffle import writing
from accounts.reshuffle.handovers import aides_of, handovers_of
from accounts.reshuffle.preview import plan_shown
from instructions import actions
from instructions.handover import Load, work_of
from memos import handover
from tests.accounts.reshuffle.offices import Office, decided, line, office
from tests.instructions.orders import order_to, share_of
from tests.instructions.test_handover import MORNING
from tests.memos import reading
from tests.people import AT, actor, delegate, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Office:
    made = office()
    camat = made.cast.camat_pelawan.person
    camat.title_after, camat.grade_name, camat.grade = "S.STP., M.Si.", "Pembina", "IV/a"
    camat.save()
    return made


def sheets(world: Office, *rows: str, numbers: bool = False) -> list[handover.Sheet]:
    made = decided(world, *rows)
    lines = writing.rows_of(made)
    found = handovers_of(made, lines, plan_shown(made, lines))
    aides = aides_of([each.post for each in found], on=made.effective_on)
    reader = actor(world.cast.camat_pelawan.person)
    return [
        handover.sheet_of(
            each,
            at=AT,
            work=None if numbers else work_of(each.post, actor=reader, before=MORNING),
            load=Load(7, 3, 1, 2) if numbers else None,
            aides=aides[each.post.pk],
        )
        for each in found
    ]


def words(made: list[handover.Sheet]) -> list[list[str]]:
    return reading.lines(handover.to_pdf(made, title="Memori serah terima"))


def test_the_sheet_says_from_whom_to_whom_and_what_is_open(world: Office) -> None:
    cast = world.cast
    order = order_to(cast.camat_pelawan, giver=cast.bupati)
    actions.acknowledge(
        str(share_of(order, cast.camat_pelawan).public_id),
        actor=actor(cast.camat_pelawan.person), at=AT, promised_at=AT + timedelta(days=1),
    )  # fmt: skip
    order_to(cast.sekcam_pelawan, giver=cast.camat_pelawan, text="Siapkan data rumah terdampak.")
    made = sheets(
        world,
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun),
        line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_pelawan),
    )
    (pelawan,) = [each for each in made if each.post == "Camat Pelawan"]
    text = " ".join(" ".join(page) for page in words([pelawan]))
    for said in (
        "PEMERINTAH KABUPATEN SAROLANGUN KECAMATAN PELAWAN",
        "MEMORI SERAH TERIMA JABATAN Camat Pelawan",
        "Berdasarkan Keputusan Nomor 821.2/145/BKPSDM tanggal 20 November 2026",
        "Yang menyerahkan : Ahmad Fauzi, S.STP., M.Si., Camat Pelawan",
        "Yang menerima : Rosmawati, Camat Pelawan",
        "NIP 19790410 200501 1 904",
        "NIP 19800220 200604 2 905",
        order.reference,
        "Bupati Sarolangun",
        "Dijanjikan:",
        "25 November 2026,",
        "Siapkan data rumah",
    ):
        assert said in text, (said, text)
    assert pelawan.witness.title == "Sekretaris Daerah"
    assert pelawan.witness.names == ("Mukhtar Efendi",)  # sekda: no NIP, Pasal 44


def test_a_vacant_post_is_handed_to_the_superior_and_another_witnesses(world: Office) -> None:
    cast = world.cast
    (sheet,) = sheets(world, line(cast.camat_pelawan, leaves=cast.camat_pelawan))
    assert (sheet.taker.title, sheet.taker.label) == ("Sekretaris Daerah", "selaku atasan")
    assert sheet.witness.title == "Bupati Sarolangun"


def test_a_secret_order_is_listed_without_its_words(world: Office) -> None:
    cast = world.cast
    order_to(cast.camat_pelawan, giver=cast.bupati, classification="rahasia", text="Operasi malam.")
    (sheet,) = sheets(world, line(cast.camat_pelawan, leaves=cast.camat_pelawan))
    assert [row.words for row in sheet.received] == [handover.UNPRINTED]


def test_for_the_administrator_there_are_numbers_and_no_word(world: Office) -> None:
    cast = world.cast
    order_to(cast.camat_pelawan, giver=cast.bupati, text="Kalimat yang tidak boleh tercetak.")
    made = sheets(world, line(cast.camat_pelawan, leaves=cast.camat_pelawan), numbers=True)
    (page,) = words(made)
    text = " ".join(page)
    assert "7 perintah, di antaranya 3 dengan waktu selesai yang dijanjikan dan 1 sudah" in text
    assert "Kalimat" not in text


def test_many_sheets_are_one_file_each_with_its_own_letterhead_and_numbers(world: Office) -> None:
    cast = world.cast
    aide = person("Ajudan Camat")
    delegate(aide, cast.camat_pelawan.position)
    for n in range(14):
        order_to(cast.camat_pelawan, giver=cast.bupati, text=f"Perintah ke-{n}. " + "Kata " * 60)
    made = sheets(
        world,
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun),
        line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_pelawan),
    )
    pdf = handover.to_pdf(made, title="Semua")
    pages = reading.lines(pdf)
    heads = [n for n, page in enumerate(pages) if page[0] == "PEMERINTAH KABUPATEN SAROLANGUN"]
    assert len(heads) == 2
    numbers = [page[0].replace(" ", "") for n, page in enumerate(pages) if n not in heads]
    assert numbers[:2] == ["-2-", "-3-"]
    assert "1. Ajudan Camat, sejak 1 Januari 2026" in [line for page in pages for line in page]
    assert reading.opened(pdf).Root.Lang == "id"
    assert pdf == handover.to_pdf(made, title="Semua")
