"""The organisation comes in at a desk; the same pages on a phone."""

from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from accounts.models import OrganisationImport, Position
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import Cast

HEAD = "kode;nama;jenis;induk;wilayah"
GOOD = f"""{HEAD}
15.03.05;Kecamatan Pelawan;kecamatan;15.03;rawan banjir
15.03.05.2001;Desa Contoh Satu;desa;15.03.05;
15.03.05.2002;Desa Contoh Dua;desa;15.03.05;
"""
BAD = (
    f"""{HEAD}
15.03.05;Kecamatan Pelawan;kecamatan;15.03.05.2001;
15.03.05.2001;Desa Contoh Satu;desa;15.03.05;
15.03.05.2001;Desa Kembar;desa;15.03.05;
15.03.05.2002;Desa Jos""".encode()
    + b"\xe9"
    + b""";desa;15.03.99;
15.03.05.2003;;kampung;Kecamatan Limun;
"""
)


def csv(data: bytes) -> FilePayload:
    """A file as a chooser gives it."""
    return {"name": "unit.csv", "mimeType": "text/csv", "buffer": data}


def hand_in(page: Page, data: bytes) -> None:
    """Choose a file and have it looked over."""
    page.locator("input[type=file]").set_input_files(csv(data))
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.get_by_role("heading", name="Hasil pemeriksaan")).to_be_visible()


@pytest.mark.parametrize("size", [None, DESK], ids=["phone", "desk"])
def test_lists_are_looked_over_mended_and_saved(
    open_page: Any, people: Cast, looks: Looks, size: dict[str, int] | None
) -> None:
    width = "meja" if size else "ponsel"
    Position.objects.filter(pk=people.kabag_umum.position.pk).update(
        administers=people.bupati.position.unit
    )
    page = open_page(size)
    sign_in(page, people.kabag_umum)
    page.goto("/lainnya/")
    page.get_by_role("link", name="Organisasi").click()
    looks.at(page, f"organisasi-{width}")
    page.get_by_role("link", name="Impor dari Excel atau CSV").click()
    looks.at(page, f"organisasi-impor-{width}")
    hand_in(page, BAD)
    expect(page.get_by_role("cell", name="unit, baris 4")).to_be_visible()
    looks.at(page, f"organisasi-kesalahan-{width}")
    page.get_by_role("link", name="Unggah berkas lain").click()
    hand_in(page, GOOD.encode())
    looks.at(page, f"organisasi-perubahan-{width}")
    page.get_by_role("button", name="Simpan 2 baru, 1 berubah").click()
    expect(page.locator("header.kop")).to_contain_text("Impor organisasi: tercatat")
    looks.at(page, f"organisasi-sesudah-{width}")
    assert OrganisationImport.objects.get().person == people.kabag_umum.person
    assert not looks.wrong, "\n".join(looks.wrong)


def test_it_works_without_script(open_page: Any, people: Cast) -> None:
    Position.objects.filter(pk=people.kabag_umum.position.pk).update(
        administers=people.bupati.position.unit
    )
    page = open_page(DESK, javascript=False)
    sign_in(page, people.kabag_umum)
    page.goto("/organisasi/impor/")
    hand_in(page, GOOD.encode())
    page.get_by_role("button", name="Simpan 2 baru, 1 berubah").click()
    assert OrganisationImport.objects.count() == 1
