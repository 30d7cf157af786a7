"""Working time on the pages: a decree is pasted, a giver reads what it means; a month of piket."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import OnCall, Position, Unit
from instructions.models import DayOff, OfficeHours
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import Cast


def test_the_office_keeps_its_hours_and_days(open_page: Any, people: Cast, looks: Looks) -> None:
    regency = Unit.objects.get(code="15.03")
    Position.objects.filter(pk=people.kabag_umum.position.pk).update(administers=regency)
    for size, name in ((None, "hp"), (DESK, "meja")):
        page = open_page(size)
        sign_in(page, people.kabag_umum)
        page.goto("/lainnya/")
        page.get_by_role("link", name="Waktu kerja").click()
        expect(page.get_by_text("Perintah yang diberi sekarang")).to_be_visible()
        looks.at(page, f"w1-ringkasan-{name}")
        page.get_by_role("link", name="Hari libur").click()
        page.get_by_text("Tempel banyak sekaligus").click()
        page.get_by_label("Satu baris satu hari").fill("24-12-2026; Natal\nlusa; Libur")
        page.get_by_role("button", name="Catat hari").click()
        expect(page.get_by_text("baris 2 (lusa)")).to_be_visible()
        looks.at(page, f"w2-tempel-ditolak-{name}")
        page.goto("/pengaturan/waktu/libur/?tahun=2026")
        looks.at(page, f"w3-hari-{name}")
        page.goto("/pengaturan/waktu/jam/biasa/")
        looks.at(page, f"w4-jam-{name}")
        page.goto("/pengaturan/waktu/batas/")
        looks.at(page, f"w5-batas-{name}")
        page.goto("/pengaturan/waktu/ramadan/")
        looks.at(page, f"w6-ramadan-{name}")
    page.get_by_label("Hari pertama puasa").fill("2027-02-08")
    page.get_by_label("Hari terakhir puasa").fill("2027-03-09")
    page.get_by_role("button", name="Catat Ramadan").click()
    expect(page.get_by_text("8 Februari 2027 sampai 9 Maret 2027").first).to_be_visible()
    page.goto("/pengaturan/waktu/jam/biasa/")
    page.locator("[name=opens_5]").fill("08:00")
    page.locator("[name=closes_5]").fill("12:00")
    page.get_by_role("button", name="Simpan jam kerja").click()
    expect(page.get_by_text("Sabtu 08.00–12.00").first).to_be_visible()
    looks.at(page, "w7-riwayat")
    assert OfficeHours.objects.filter(season="regular").count() == 6
    assert not DayOff.objects.exists()
    assert looks.wrong == []


def test_a_day_is_recorded_without_script(open_page: Any, people: Cast) -> None:
    regency = Unit.objects.get(code="15.03")
    Position.objects.filter(pk=people.kabag_umum.position.pk).update(administers=regency)
    page = open_page(javascript=False)
    sign_in(page, people.kabag_umum)
    page.goto("/pengaturan/waktu/libur/?tahun=2026")
    page.get_by_label("Jenis").select_option("cuti_bersama")
    page.get_by_label("Tanggal").fill("2026-12-24")
    page.get_by_label("Nama").fill("Natal")
    page.get_by_role("button", name="Catat hari").click()
    expect(page.get_by_text("Cuti bersama: Natal")).to_be_visible()
    assert DayOff.objects.get().name == "Natal"


def test_a_camat_plans_the_nights(open_page: Any, people: Cast, looks: Looks) -> None:
    page = open_page()
    sign_in(page, people.camat_pelawan)
    page.goto("/lainnya/")
    page.get_by_role("link", name="Piket").click()
    looks.at(page, "p1-unit")
    page.get_by_role("link", name="Kecamatan Pelawan").click()
    looks.at(page, "p2-kosong")
    start: datetime = timezone.localtime(timezone.now()) + timedelta(days=1)
    page.get_by_label("Orang").select_option(label=people.sekcam_pelawan.person.full_name)
    page.get_by_label("Mulai").fill(f"{start:%Y-%m-%d}T16:00")
    page.get_by_label("Selesai").fill(f"{start + timedelta(days=1):%Y-%m-%d}T07:30")
    page.get_by_role("button", name="Jadwalkan").click()
    expect(page.get_by_text("dijadwalkan oleh Ahmad Fauzi")).to_be_visible()
    looks.at(page, "p3-dijadwalkan")
    assert OnCall.objects.planned().count() == 1
    assert looks.wrong == []


def test_the_composer_says_why(open_page: Any, people: Cast, looks: Looks) -> None:
    page = open_page()
    sign_in(page, people.bupati)
    page.goto("/perintah/baru/")
    expect(page.get_by_text("Harus dijawab sebelum").first).to_be_visible()
    looks.at(page, "w8-perintah")
    assert looks.wrong == []
