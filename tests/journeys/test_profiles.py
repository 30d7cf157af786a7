"""The profile of memos on the pages: read with its sources, changed by a Perbup, seen on paper first."""

from typing import Any

from playwright.sync_api import expect

from memos.profiles.models import ProfileVersion
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.memos.profiles.pictures import shield
from tests.memos.profiles.profiles import keeper
from tests.people import Cast


def test_the_office_adopts_what_its_perbup_says(open_page: Any, people: Cast, looks: Looks) -> None:
    keeper(people)
    for size, name in ((None, "hp"), (DESK, "meja")):
        page = open_page(size)
        sign_in(page, people.kabag_umum)
        page.goto("/lainnya/")
        page.get_by_role("link", name="Profil naskah").click()
        expect(page.get_by_text("Nilai yang berlaku")).to_be_visible()
        looks.at(page, f"n1-profil-{name}")
        page.get_by_text("Kertas dan batas tepi").click()
        looks.at(page, f"n2-nilai-{name}")
        page.get_by_role("link", name="Ubah profil").click()
        page.get_by_text("Kertas dan batas tepi").click()
        page.get_by_label("Kertas", exact=True).select_option("f4_215")
        page.get_by_label("Batas kiri", exact=True).fill("99")
        page.get_by_text("Yang boleh menerbitkan").click()
        page.get_by_label("Dasar").fill("Perbup Sarolangun 12/2026 Ps. 9")
        looks.at(page, f"n3-ubah-{name}")
        page.get_by_role("button", name="Tetapkan profil").click()
        expect(page.get_by_text("Isi angka antara 20 dan 50 mm.")).to_be_visible()
        looks.at(page, f"n4-ditolak-{name}")
        page.get_by_label("Batas kiri", exact=True).fill("35")
        page.get_by_role("button", name="Lihat contoh dahulu").click()
        expect(page.get_by_text("Belum disimpan.")).to_be_visible()
        looks.at(page, f"n5-contoh-{name}")
        assert not ProfileVersion.objects.exists()
    page.get_by_role("link", name="Kembali mengubah").click()
    page.get_by_role("button", name="Tetapkan profil").click()
    expect(page.get_by_text("menetapkan profil-1")).to_be_visible()
    looks.at(page, "n6-riwayat")
    assert ProfileVersion.objects.get().values["margin_left"] == 35
    assert looks.wrong == []


def test_the_office_hangs_its_own_drawing_in_the_kop(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    keeper(people)
    page = open_page()
    sign_in(page, people.kabag_umum)
    page.goto("/naskah/profil/")
    page.get_by_role("link", name="Ganti lambang").click()
    looks.at(page, "n7-lambang")
    chosen = {"name": "lambang.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    page.get_by_label("Lambang daerah", exact=True).set_input_files(chosen)
    page.get_by_label("Dasar").fill("Perda Sarolangun 3/2026")
    page.get_by_role("button", name="Tetapkan lambang").click()
    expect(page.get_by_text("Lambang harus berupa gambar PNG atau JPEG.")).to_be_visible()
    looks.at(page, "n8-lambang-ditolak")
    chosen = {"name": "lambang.png", "mimeType": "image/png", "buffer": shield()}
    page.get_by_label("Lambang daerah", exact=True).set_input_files(chosen)
    page.get_by_role("button", name="Tetapkan lambang").click()
    expect(page.get_by_role("img", name="Lambang daerah yang sekarang")).to_be_visible()
    expect(page.get_by_text("Yang berubah: Lambang daerah.")).to_be_visible()
    looks.at(page, "n9-lambang-terpasang")
    assert looks.wrong == []
