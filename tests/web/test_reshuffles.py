"""Mutasi through the pages: hand in, look, decide, print, withdraw; and who is told nothing."""

from datetime import datetime
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Appointment, Reshuffle
from tests import people
from tests.accounts.reshuffle.offices import (
    FIRST,
    Office,
    decided,
    line,
    office,
    prepared,
    ring,
    round_about,
    sits,
    table,
)
from tests.clock import Clock
from tests.instructions.orders import order_to
from tests.memos import reading
from tests.people import AT, delegate
from tests.web.visits import browser, post, statements, status, text

pytestmark = pytest.mark.django_db

SECRET = "Kalimatrahasia"


@pytest.fixture
def world(db: None) -> Office:
    return office()


def swap(world: Office) -> tuple[str, str]:
    cast = world.cast
    return (
        line(cast.camat_pelawan, leaves=cast.camat_pelawan, enters=cast.camat_limun),
        line(cast.camat_limun, leaves=cast.camat_limun, enters=cast.camat_pelawan),
    )


def hand_in(world: Office, data: bytes, **more: object):
    client = browser(world.clerk.person)
    file = SimpleUploadedFile("mutasi.csv", data)
    return post(client, reverse("web:reshuffle_new"), world.clerk, berkas=file, **more)


def page_of(reshuffle: Reshuffle, name: str = "reshuffle", *more: object) -> str:
    return reverse(f"web:{name}", args=[reshuffle.public_id, *more])


def sheet(reshuffle: Reshuffle, member: people.Member) -> str:
    return page_of(reshuffle, "handover", member.position.public_id)


def test_a_file_is_looked_at_decided_and_printed(world: Office) -> None:
    order_to(world.cast.camat_pelawan, giver=world.cast.bupati, text=SECRET)
    answer = hand_in(world, table(*swap(world)))
    made = Reshuffle.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, page_of(made))
    client = browser(world.clerk.person)
    shown = text(client.get(page_of(made)))
    for said in (
        "SK 821.2/145/BKPSDM",
        "Ahmad Fauzi",
        "1 diterima",
        "1 Desember 2026",
        "Tetapkan untuk 2 orang",
    ):
        assert said in shown, said
    assert SECRET not in shown
    assert Appointment.objects.filter(starts_on=FIRST).count() == 0
    answer = post(
        client, page_of(made, "reshuffle_verb", "decide"), world.clerk, versi=made.version
    )
    assert answer.status_code == 303
    assert sits(world.cast.camat_limun, FIRST) == [("Ahmad Fauzi", "definitif")]
    shown = text(client.get(page_of(made)))
    assert "Cetak semua serah terima" in shown
    assert "1 diterima" in shown
    pdf = client.get(page_of(made, "reshuffle_sheets")).content
    pages = reading.lines(pdf)
    assert [page[2:4] for page in pages] == [
        ["MEMORI SERAH TERIMA JABATAN", "Camat Limun"],
        ["MEMORI SERAH TERIMA JABATAN", "Camat Pelawan"],
    ]
    assert SECRET not in " ".join(" ".join(page) for page in pages)
    listed = text(client.get(reverse("web:reshuffles")))
    assert "Ditetapkan, berlaku 1 Desember 2026" in listed


def test_every_fault_is_listed_with_its_place_and_nothing_is_kept(world: Office) -> None:
    cast = world.cast
    answer = hand_in(
        world,
        table(
            line(cast.camat_pelawan, leaves=cast.camat_limun),
            line(cast.camat_limun, enters=cast.asisten),
        ),
    )
    assert answer.status_code == 422
    shown = text(answer)
    assert "3 kesalahan" in shown
    assert "Baris 2" in shown
    assert "Ahmad Fauzi tidak memegang jabatan ini pada 30 November 2026." in shown
    assert "Masih dipegang Nurbaiti sejak 1 Januari 2026" in shown
    assert not Reshuffle.objects.exists()


def test_a_day_that_has_come_is_said_before_the_last_tap(world: Office) -> None:
    made = prepared(world, *swap(world), on=AT.date())
    shown = text(browser(world.clerk.person).get(page_of(made)))
    assert "jabatan berganti seketika dan mutasi ini tidak dapat ditarik lagi" in shown


def test_no_file_and_too_large_a_file_are_refused_in_words(world: Office, settings) -> None:
    assert "Pilih berkas CSV atau XLSX" in text(hand_in(world, b""))
    settings.UPLOAD_MAX_BYTES = 2**20
    assert hand_in(world, b"x" * (2**20 + 1)).status_code == 413


def test_the_same_key_with_another_file_is_not_taken_for_the_first(world: Office) -> None:
    key = "0197a2b0-0000-7000-8000-000000000001"
    first = hand_in(world, table(*swap(world)), kunci=key)
    again = hand_in(world, table(*swap(world)), kunci=key)
    assert first["Location"] == again["Location"]
    other = hand_in(world, table(swap(world)[0], swap(world)[1], decree="9/X"), kunci=key)
    assert other.status_code == 422
    assert Reshuffle.objects.count() == 1


def test_what_no_longer_fits_is_said_on_the_page(world: Office) -> None:
    made = prepared(world, *swap(world))
    gone = Appointment.objects.filter(person=world.cast.camat_limun.person)
    gone.update(ends_on=AT.date())
    client = browser(world.clerk.person)
    shown = text(client.get(page_of(made)))
    assert "keadaan berubah sejak disiapkan" in shown
    assert "Baris 3" in shown
    answer = post(
        client, page_of(made, "reshuffle_verb", "decide"), world.clerk, versi=made.version
    )
    assert answer.status_code == 303
    assert "SK 821.2/145/BKPSDM tidak cocok lagi" in text(client.get(page_of(made)))


def test_withdrawing_asks_why_and_restores(world: Office) -> None:
    made = decided(world, *swap(world))
    client = browser(world.clerk.person)
    url = page_of(made, "reshuffle_verb", "withdraw")
    assert post(client, url, world.clerk).status_code in {303, 422}
    assert Reshuffle.objects.get().status == "decided"
    assert post(client, url, world.clerk, reason="SK diperbaiki.").status_code == 303
    shown = text(client.get(page_of(made)))
    assert "Mutasi ini ditarik" in shown
    assert "SK diperbaiki." in shown
    assert sits(world.cast.camat_limun, FIRST) == [("Rosmawati", "definitif")]
    assert status(client, page_of(made, "reshuffle_sheets")) == 404


def test_the_preview_shows_all_that_is_touched(world: Office) -> None:
    cast = world.cast
    aide = people.person("Ajudan Camat")
    delegate(aide, cast.camat_singkut.position)
    delegate(cast.camat_pelawan.person, cast.bupati.position)
    browser(cast.camat_pelawan.person)
    browser(cast.camat_pelawan.person)
    people.appoint(cast.sekcam_pelawan.person, cast.camat_limun.position, capacity="plt")
    made = prepared(
        world,
        *swap(world),
        line(cast.camat_singkut, leaves=cast.camat_singkut, note="pensiun"),
        line(cast.sekcam_pelawan, enters=cast.kadis_kesehatan, capacity="Plt."),
    )
    shown = text(browser(world.clerk.person).get(page_of(made)))
    for said in (
        "Masih ada pejabatnya: Desi Marlina",
        "sementara dijalankan atasan: Sekretaris Daerah (Mukhtar Efendi)",
        "Plt. Camat Limun",
        "Ajudan Camat",
        "Pelimpahan tanpa pejabat",
        "Pelimpahan kepada orang yang pindah",
        "2 perangkat",
        "pensiun",
        "tetap Sekretaris Kecamatan Pelawan",
    ):
        assert said in shown, said


MORNING = datetime(2026, 12, 1, 7, 0, tzinfo=people.WIB)


def words_of(response) -> str:
    return " ".join(" ".join(page) for page in reading.lines(response.content))


def test_the_sheet_is_for_the_old_holder_the_new_one_and_the_superior(
    world: Office, clock: Clock
) -> None:
    cast = world.cast
    order_to(cast.camat_pelawan, giver=cast.bupati, text=SECRET)
    made = decided(world, *swap(world))
    url = sheet(made, cast.camat_pelawan)
    old, new = browser(cast.camat_pelawan.person), browser(cast.camat_limun.person)
    assert SECRET in words_of(old.get(url))
    assert status(new, url) == 404
    above = words_of(browser(cast.sekda.person).get(url))
    assert SECRET not in above
    assert "Selain itu ada 1 perintah yang hanya dapat dibaca pejabat jabatan ini." in above
    clock.at = MORNING
    assert SECRET in words_of(new.get(url))
    assert SECRET not in words_of(old.get(url))
    for stranger in (cast.bupati, cast.stranger, cast.ajudan, cast.sekcam_pelawan, world.clerk):
        assert status(browser(stranger.person), url) == 404


def test_an_order_given_after_the_day_is_not_on_the_sheet(world: Office, clock: Clock) -> None:
    cast = world.cast
    made = decided(world, *swap(world))
    order_to(cast.camat_pelawan, giver=cast.bupati, text=SECRET, at=MORNING)
    clock.at = MORNING
    url = sheet(made, cast.camat_pelawan)
    assert SECRET not in words_of(browser(cast.camat_limun.person).get(url))


def test_each_finds_their_sheets_in_the_menu_and_nobody_else_does(world: Office) -> None:
    cast = world.cast
    prepared(world, *swap(world), decree="1/X")
    made = decided(world, *swap(world))
    more, mine = reverse("web:more"), reverse("web:handovers")
    old = browser(cast.camat_pelawan.person)
    assert mine in text(old.get(more))
    assert sheet(made, cast.camat_pelawan) in text(old.get(mine))
    assert sheet(made, cast.camat_limun) not in text(old.get(mine))
    assert text(browser(cast.sekda.person).get(mine)).count("/serah-terima/") >= 2
    outside = browser(cast.stranger.person)
    assert mine not in text(outside.get(more))
    assert "Tidak ada serah terima" in text(outside.get(mine))
    assert reverse("web:reshuffles") in text(browser(world.clerk.person).get(more))
    assert reverse("web:reshuffles") not in text(old.get(more))


def test_a_plt_who_makes_room_finds_the_sheet_too(world: Office) -> None:
    cast = world.cast
    vacant = people.position(
        "Camat Pauh", unit=people.unit("Pauh", parent=cast.bupati.position.unit)
    )
    people.appoint(cast.camat_singkut.person, vacant, capacity="plt")
    pauh = people.Member(cast.sekcam_pelawan.person, vacant)
    made = decided(world, line(cast.sekcam_pelawan, leaves=cast.sekcam_pelawan, enters=pauh))
    singkut = browser(cast.camat_singkut.person)
    assert sheet(made, pauh) in text(singkut.get(reverse("web:handovers")))
    assert status(singkut, sheet(made, pauh)) == 200


def test_the_workbook_to_fill_in_has_the_columns_that_are_read(world: Office, tmp_path) -> None:
    data = browser(world.clerk.person).get(reverse("web:reshuffle_sample")).content
    (tmp_path / "a.xlsx").write_bytes(data)
    rows = load_workbook(tmp_path / "a.xlsx").active
    assert rows is not None
    assert [cell.value for cell in rows[1]][:4] == [
        "nomor_sk",
        "tanggal_sk",
        "tanggal_berlaku",
        "nip",
    ]
    assert rows["D2"].number_format == "@"
    answer = hand_in(world, data)
    assert "judul" not in text(answer).lower()


def test_the_pages_take_as_many_statements_for_sixty_as_for_two(world: Office) -> None:
    small = prepared(world, *swap(world), decree="1/A")
    members = ring(60, world)
    order_to(*members, giver=world.cast.bupati)
    large = prepared(world, *round_about(members), decree="2/A")
    client = browser(world.clerk.person)
    assert statements(client, page_of(small)) == statements(client, page_of(large)) <= 24
    from accounts.reshuffle import actions

    for each in (small, large):
        actions.decide(str(each.public_id), actor=people.actor(world.clerk.person), at=AT)
    assert statements(client, page_of(small)) == statements(client, page_of(large)) <= 24
    assert statements(client, reverse("web:reshuffles")) <= 12
    with patch("memos.handover.to_pdf", return_value=b"%PDF"):
        counts = {statements(client, page_of(each, "reshuffle_sheets")) for each in (small, large)}
    assert len(counts) == 1


def test_long_decrees_are_shown_in_parts(world: Office) -> None:
    members = ring(120, world)
    made = prepared(world, *round_about(members))
    client = browser(world.clerk.person)
    first = text(client.get(page_of(made)))
    assert "Pejabat 99" in first
    assert "Pejabat 119" not in first
    rest = text(client.get(f"{page_of(made)}?mulai=100"))
    assert "Pejabat 119" in rest
    for nonsense in ("x", "-1", "9" * 30, "٣"):
        assert status(client, f"{page_of(made)}?mulai={nonsense}") == 200
