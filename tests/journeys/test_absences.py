"""Going on leave from a phone: a substitute takes over, answers, and the holder comes back."""

from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Absence, Delegation, Position
from instructions.models import Assignment
from tests.instructions.orders import order_to, share_of
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import Cast
from tests.web.visits import url_of


def registers_leave(page: Page, looks: Looks) -> None:
    """From the menu to the recorded absence."""
    page.get_by_role("link", name="Lainnya").click()
    looks.at(page, "k1-lainnya")
    page.get_by_role("link", name="Ketidakhadiran").click()
    looks.at(page, "k2-tidak-ada")
    page.get_by_role("link", name="Catat ketidakhadiran").click()
    page.get_by_label("Dinas luar").check()
    page.get_by_label("Hari terakhir").fill(page.get_by_label("Hari pertama").input_value())
    page.get_by_label("Pengganti (Plh.)").select_option(
        label="Hendra Saputra · Sekretaris Kecamatan Pelawan"
    )
    looks.at(page, "k3-catat")
    page.get_by_role("button", name="Catat ketidakhadiran").click()
    expect(page.get_by_role("link", name="Dinas luar")).to_be_visible()
    looks.at(page, "k4-tercatat")


def test_camat_goes_on_leave_and_the_plh_answers(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    camat, plh = open_page(), open_page()
    sign_in(camat, people.camat_pelawan)
    registers_leave(camat, looks)
    order = order_to(people.camat_pelawan, giver=people.bupati, at=timezone.now())
    share = share_of(order, people.camat_pelawan)
    sign_in(plh, people.sekcam_pelawan)
    plh.goto(url_of(share))
    plh.get_by_role("button", name="Siap, laksanakan").click()
    expect(plh.locator("header.kop")).to_be_visible()
    plh.goto("/kehadiran/")
    expect(plh.get_by_text("Saya menggantikan")).to_be_visible()
    looks.at(plh, "k5-menggantikan")
    assert Assignment.objects.get(pk=share.pk).status == "acknowledged"
    camat.get_by_role("link", name="Dinas luar").click()
    looks.at(camat, "k6-satu")
    camat.get_by_role("button", name="Batalkan ketidakhadiran").click()
    expect(camat.get_by_text("Tidak ada yang berhalangan")).to_be_visible()
    assert Absence.objects.get().status == "cancelled"
    assert looks.wrong == []


def test_sekda_lends_to_a_secretary_without_script_and_takes_it_back(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    page = open_page(javascript=False)
    sign_in(page, people.sekda)
    page.goto("/pelimpahan/")
    page.get_by_role("link", name="Limpahkan wewenang").click()
    page.get_by_label("Cari nama atau jabatan").fill("umum")
    page.get_by_role("button", name="Cari").click()
    page.get_by_label("Yusnidar").check()
    page.get_by_label("Menerima laporan").check()
    page.get_by_role("button", name="Limpahkan wewenang").click()
    expect(page.get_by_text("Saya limpahkan")).to_be_visible()
    page.get_by_text("Akhiri", exact=True).click()
    page.get_by_role("button", name="Akhiri pelimpahan kepada Yusnidar").click()
    expect(page.get_by_text("Belum ada wewenang")).to_be_visible()
    assert not Delegation.objects.filter(principal=people.sekda.position).exists()


def test_pages_of_lending_and_of_an_administrator_look_right(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    Position.objects.filter(pk=people.sekda.position.pk).update(
        administers=people.bupati.position.unit
    )
    for size, name in ((None, "hp"), (DESK, "meja")):
        page = open_page(size)
        sign_in(page, people.sekda)
        page.goto("/pelimpahan/baru/")
        looks.at(page, f"p1-limpahkan-{name}")
        page.get_by_label("Nurbaiti").check()
        page.get_by_role("button", name="Limpahkan wewenang").click()
        page.get_by_text("Akhiri", exact=True).first.click()
        looks.at(page, f"p2-daftar-{name}")
        page.get_by_role("button", name="Akhiri pelimpahan kepada Nurbaiti").click()
        page.goto("/kehadiran/baru/?q=camat")
        looks.at(page, f"k7-orang-lain-{name}")
    assert looks.wrong == []
