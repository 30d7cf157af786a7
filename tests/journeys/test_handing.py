"""On a phone: an order is handed down, redirected, and a written basis is asked for."""

from typing import Any

from playwright.sync_api import Page, expect

from instructions.models import Assignment, Instruction
from tests.instructions.orders import order_to, share_of
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import Cast, Member
from tests.web.visits import url_of


def more(page: Page, verb: str) -> None:
    """Open what else can be done, and choose."""
    page.get_by_role("button", name="Jawaban lain").or_(
        page.get_by_role("button", name="Tindakan lain")
    ).last.click()
    page.get_by_role("link", name=verb).or_(page.get_by_role("button", name=verb)).last.click()


def opened(open_page: Any, member: Member, where: Assignment | Instruction) -> Page:
    page: Page = open_page()
    sign_in(page, member)
    page.goto(url_of(where))
    return page


def test_a_camat_hands_an_order_down_and_the_secretary_reports_up(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    page = opened(open_page, people.camat_pelawan, share_of(order, people.camat_pelawan))
    more(page, "Teruskan ke bawah")
    role = page.get_by_label("Peran Sekretaris Kecamatan Pelawan")
    expect(role).to_be_hidden()  # asked only of who is chosen
    looks.at(page, "teruskan")
    page.get_by_role("checkbox", name="Sekretaris Kecamatan Pelawan").check()
    role.select_option(label="Koordinator")
    page.get_by_label("Arahan").fill("Bagi dua wilayah.")
    looks.at(page, "teruskan-dipilih")
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("heading", name="Belum menjawab")).to_be_visible()
    looks.at(page, "diteruskan")
    below = share_of(order, people.sekcam_pelawan)
    assert (below.role, below.giver) == ("koordinator", people.camat_pelawan.position)

    secretary = opened(open_page, people.sekcam_pelawan, below)
    secretary.get_by_role("button", name="Siap, laksanakan").click()
    secretary.get_by_role("link", name="Laporkan selesai").click()
    secretary.get_by_label("Keterangan").fill("Empat pos jaga.")
    secretary.get_by_role("button", name="Kirim laporan").click()
    expect(secretary.get_by_text("Dilaporkan", exact=True).first).to_be_visible()

    page.goto(f"{url_of(share_of(order, people.camat_pelawan))}laporan/?untuk=report")
    page.get_by_role("checkbox", name="Sekretaris Kecamatan Pelawan").check()
    looks.at(page, "laporan-dari-bawah")
    page.get_by_label("Keterangan").fill("Selesai di dua wilayah.")
    page.get_by_label("Alasan melapor").fill("Laporan bawah sudah lengkap.")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("Empat pos jaga.").first).to_be_visible()
    assert looks.wrong == []


def test_an_order_for_the_wrong_office_is_redirected(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    page = opened(open_page, people.camat_pelawan, share_of(order, people.camat_pelawan))
    more(page, "Mohon dialihkan")
    page.get_by_label("Cari jabatan atau nama").fill("kesehatan")
    page.get_by_label("Alasan").fill("Urusan kesehatan.")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_label("Alasan")).to_have_value("Urusan kesehatan.")
    page.get_by_role("radio", name="Kepala Dinas Kesehatan").check()
    looks.at(page, "alihkan")
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_text("Mohon dialihkan").first).to_be_visible()

    giver = opened(open_page, people.bupati, share_of(order, people.camat_pelawan))
    looks.at(giver, "setujui-pengalihan")
    giver.get_by_role("button", name="Setujui pengalihan").click()
    expect(giver.get_by_text("Dialihkan", exact=True).first).to_be_visible()
    assert share_of(order, people.kadis_kesehatan).status == "sent"
    assert looks.wrong == []


def test_a_written_basis_is_asked_for_and_the_desk_has_it_on_its_list(
    open_page: Any, people: Cast, looks: Looks
) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    page = opened(open_page, people.camat_pelawan, share_of(order, people.camat_pelawan))
    more(page, "Mohon dasar tertulis")
    page.get_by_role("dialog").get_by_label("Alasan").fill("Untuk SPJ.")
    looks.at(page, "dasar-tertulis")
    page.get_by_role("dialog").get_by_role("button", name="Mohon dasar tertulis").click()
    expect(page.get_by_text("Untuk SPJ.").first).to_be_visible()
    assert share_of(order, people.camat_pelawan).awaits_memo
    desk: Page = open_page()
    sign_in(desk, people.kabag_umum)
    desk.goto("/naskah/")
    expect(desk.get_by_text("Periksa titik rawan banjir").first).to_be_visible()
    looks.at(desk, "naskah-dimohon")
    assert looks.wrong == []
