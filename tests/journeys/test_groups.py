"""Composing with groups in a browser: who is reached, with which role, and what to know first."""

import re
from typing import Any

from playwright.sync_api import expect

from accounts.groups import members
from accounts.models import Appointment, PositionKind, RecipientList, Unit
from instructions.models import Assignment, Instruction
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import Cast, position


def camats(people: Cast) -> RecipientList:
    """All camats by rule; one post is vacant, Pelawan's too."""
    position(
        "Camat Mandiangin Timur",
        kind=PositionKind.DISTRICT_HEAD,
        rank=40,
        superior=people.sekda.position,
    )
    Appointment.objects.filter(position=people.camat_pelawan.position).delete()
    return RecipientList.objects.create(
        name="Semua camat", noun="camat", by_rule=True, position_kinds=["camat"]
    )


def test_a_group_is_looked_at_before_sending_and_one_is_left_out(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    camats(people)
    page = open_page()
    sign_in(page, people.bupati)
    page.goto("/perintah/baru/")
    page.get_by_label("Isi perintah").fill("Periksa tanggul di kecamatan masing-masing.")
    page.get_by_role("checkbox", name="Semua camat").check()
    expect(page.get_by_role("button", name="Kirim ke 4 camat")).to_be_visible()
    looks.at(page, "perintah-dengan-daftar")
    page.get_by_text("2 penerima kosong atau berhalangan").click()
    expect(page.locator(".perlu-tahu")).to_contain_text("Camat Mandiangin Timur kosong")
    looks.at(page, "perintah-perlu-tahu")
    page.get_by_role("button", name="Tambah Sekretaris Kecamatan Pelawan").click()
    expect(page.get_by_role("button", name="Kirim ke 5 penerima")).to_be_visible()

    page.get_by_role("button", name="5 penerima", exact=True).click()
    page.get_by_label("Camat Mandiangin Timur").select_option(label="Tidak dikirimi")
    page.get_by_label("Camat Limun").select_option(label="Koordinator")
    page.get_by_label("Camat Singkut").select_option(label="Koordinator")
    expect(page.get_by_label("Camat Limun")).to_have_value("")
    page.get_by_role("combobox", name="Sekretaris Kecamatan Pelawan").select_option(
        label="Untuk diketahui"
    )
    looks.at(page, "perintah-penerima")
    page.get_by_role("button", name="Selesai memilih").click()
    expect(page.get_by_text("4 penerima, 1 tidak dikirimi")).to_be_visible()

    page.get_by_text("Pilihan lain", exact=True).click()
    page.get_by_label("Sifat").select_option(label="Terbatas")
    page.get_by_role("checkbox", name=re.compile("Daftar tertutup")).check()
    looks.at(page, "perintah-pilihan-lain")
    page.get_by_role("button", name="Kirim ke 4 penerima").click()
    expect(page).to_have_url(re.compile(r"/perintah/[0-9a-f-]{36}/$"))

    order = Instruction.objects.get()
    assert order.classification == "terbatas"
    roles = Assignment.objects.order_by("position__title").values_list("position__title", "role")
    assert list(roles) == [
        ("Camat Limun", "pelaksana"),
        ("Camat Pelawan", "pelaksana"),
        ("Camat Singkut", "koordinator"),
        ("Sekretaris Kecamatan Pelawan", "untuk_diketahui"),
    ]
    assert not looks.wrong, "\n".join(looks.wrong)


def test_what_was_chosen_comes_back_with_the_draft_on_the_device(
    open_page: Any, people: Cast
) -> None:
    camats(people)
    page = open_page()
    sign_in(page, people.bupati)
    page.goto("/perintah/baru/")
    page.get_by_role("checkbox", name="Semua camat").check()
    page.get_by_role("button", name="4 penerima", exact=True).click()
    page.get_by_label("Camat Mandiangin Timur").select_option(label="Tidak dikirimi")
    page.get_by_role("button", name="Selesai memilih").click()
    page.get_by_text("Pilihan lain", exact=True).click()
    page.get_by_label("Sifat").select_option(label="Rahasia")
    page.get_by_label("Isi perintah").fill("Rahasia.")
    expect(page.get_by_text("Draf tersimpan")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Kirim ke 3 camat")).to_be_visible()
    expect(page.get_by_label("Sifat")).to_have_value("rahasia")


def test_without_script_the_list_is_brought_up_to_date_by_a_button(
    open_page: Any, people: Cast
) -> None:
    camats(people)
    page = open_page(javascript=False)
    sign_in(page, people.bupati)
    page.goto("/perintah/baru/")
    page.get_by_label("Isi perintah").fill("Periksa tanggul.")
    page.get_by_role("checkbox", name="Semua camat").check()
    page.get_by_role("button", name="belum ada penerima").click()
    page.get_by_role("button", name="Perbarui penerima").click()
    page.get_by_label("Camat Limun").select_option(label="Tidak dikirimi")
    page.get_by_role("button", name="Perbarui penerima").click()
    page.get_by_role("button", name="Selesai memilih").click()
    page.get_by_role("button", name="Kirim ke 3 camat").click()
    expect(page).to_have_url(re.compile(r"/perintah/[0-9a-f-]{36}/$"))
    titles = Assignment.objects.order_by("pk").values_list("position__title", flat=True)
    assert sorted(titles) == ["Camat Mandiangin Timur", "Camat Pelawan", "Camat Singkut"]


def test_the_secretariat_writes_a_rule_and_sees_at_once_whom_it_reaches(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    Unit.objects.filter(code__in=["15.03.05", "15.03.02"]).update(regions=["rawan banjir"])
    page = open_page()
    sign_in(page, people.kabag_umum)
    page.goto("/lainnya/")
    page.get_by_role("link", name="Daftar penerima").click()
    looks.at(page, "daftar-kosong")
    page.get_by_role("link", name="Daftar baru").click()
    page.get_by_label("Nama daftar").fill("Camat rawan banjir")
    page.get_by_role("radio", name=re.compile("Daftar kabupaten")).check()
    page.get_by_text("Jenis jabatan", exact=True).click()
    page.get_by_role("checkbox", name="Camat", exact=True).check()
    expect(page.get_by_text("3 jabatan", exact=True)).to_be_visible()
    page.get_by_label("Unit bertanda wilayah").select_option(label="rawan banjir")
    expect(page.get_by_text("2 jabatan", exact=True)).to_be_visible()
    page.get_by_text("Cari jabatan").first.click()
    page.get_by_role("searchbox").fill("kesehatan")
    page.get_by_role("checkbox", name="Kepala Dinas Kesehatan").check()
    expect(page.get_by_text("3 jabatan", exact=True)).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("Camat Limun")).check()
    expect(page.get_by_text("2 jabatan, 1 dikecualikan")).to_be_visible()
    looks.at(page, "daftar-baru")
    page.get_by_role("button", name="Simpan daftar").click()
    expect(page.get_by_role("heading", name="Camat rawan banjir")).to_be_visible()
    looks.at(page, "daftar-ubah")
    group = RecipientList.objects.get()
    assert [one.title for one in members(group)] == ["Kepala Dinas Kesehatan", "Camat Pelawan"]

    giver = open_page(DESK)
    sign_in(giver, people.bupati)
    giver.goto("/daftar/")
    looks.at(giver, "daftar-meja")
    giver.get_by_role("link", name=re.compile("Camat rawan banjir")).click()
    expect(giver.get_by_text("Camat Pelawan")).to_be_visible()
    looks.at(giver, "daftar-lihat-meja")
    giver.goto("/perintah/baru/")
    giver.get_by_role("checkbox", name="Camat rawan banjir").check()
    expect(giver.get_by_role("button", name="Kirim ke 2 penerima")).to_be_visible()
    giver.get_by_role("button", name="2 penerima", exact=True).click()
    looks.at(giver, "perintah-meja")
    assert not looks.wrong, "\n".join(looks.wrong)
