"""Kronologi and pemeriksaan in a browser: the giver on a phone, the desk and the inspector at theirs."""

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from instructions import actions
from instructions.models import Inspection, Instruction
from tests.instructions.orders import order_to, share_of
from tests.instructions.oversight import Inspectorate, inspectorate
from tests.journeys.conftest import DESK
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import Cast, actor
from tests.web.visits import url_of
from workflow.models import Entry


def lively(people: Cast) -> Instruction:
    """An order of two hours ago, read, asked about and answered."""
    now = timezone.now()
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, at=now - timedelta(hours=2)
    )
    key = str(share_of(order, people.camat_pelawan).public_id)
    camat, bupati = (
        actor(one.person, at=now, channel="web") for one in (people.camat_pelawan, people.bupati)
    )
    actions.see(key, actor=camat, at=now - timedelta(minutes=100))
    actions.ask(
        key, actor=camat, at=now - timedelta(minutes=90), question="Termasuk desa di hulu sungai?"
    )
    actions.answer(key, actor=bupati, at=now - timedelta(minutes=70), answer="Termasuk, semuanya.")
    return order


def test_who_knew_what_when(open_page: Any, people: Cast, looks: Looks) -> None:
    order = lively(people)
    office = inspectorate()
    own(open_page(), people, order, looks)
    registered_at_the_desk(open_page(DESK), people, office, looks)
    inspected(open_page(), office, looks)
    ended(open_page(DESK), people, looks)
    assert not looks.wrong, "\n".join(looks.wrong)


def own(page: Page, people: Cast, order: Instruction, looks: Looks) -> None:
    """The giver goes from the order's "other acts" to its chronology, and prints it."""
    sign_in(page, people.bupati)
    page.goto(url_of(order))
    page.get_by_role("link", name="Tindakan lain").first.click()
    page.get_by_role("link", name="Kronologi").click()
    expect(page.get_by_text("mohon arahan")).to_be_visible()
    looks.at(page, "kronologi")
    earlier = timezone.localtime(timezone.now() - timedelta(minutes=110))
    page.get_by_text("Lihat keadaan saat lain").click()
    page.get_by_label("Sampai saat").fill(earlier.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Lihat keadaan saat itu").click()
    expect(page.get_by_text("mohon arahan")).to_have_count(0)
    with page.expect_response(re.compile("/kronologi/cetak/")) as answer:
        page.get_by_role("button", name="Cetak PDF").click()
    assert answer.value.status == 303
    page.goto("/lainnya/")
    page.get_by_role("link", name="Kronologi saya").click()
    looks.at(page, "kronologi-saya")


def registered_at_the_desk(page: Page, people: Cast, office: Inspectorate, looks: Looks) -> None:
    """The secretariat enters a surat tugas."""
    sign_in(page, people.kabag_umum)
    page.goto("/lainnya/")
    page.get_by_role("link", name="Pemeriksaan").click()
    looks.at(page, "pemeriksaan-kosong-meja")
    page.get_by_role("link", name="Daftarkan surat tugas").click()
    looks.at(page, "surat-tugas-baru-meja")
    today = timezone.localdate(timezone.now())
    page.get_by_label("Nomor surat tugas").fill("700.1.1/12/2026")
    page.get_by_label("Dasar").fill("Program Kerja Pengawasan Tahunan 2026")
    for label, day in (
        ("Tanggal surat tugas", today), ("Berlaku dari", today),
        ("Berlaku sampai", today + timedelta(days=5)),
        ("Perintah yang diberikan dari", today - timedelta(days=1)),
        ("Perintah yang diberikan sampai", today),
    ):  # fmt: skip
        page.get_by_label(label).fill(day.isoformat())
    page.get_by_role("checkbox", name=office.inspector.position.title, exact=True).check()
    page.get_by_role("button", name="Daftarkan surat tugas").click()
    expect(page.get_by_text("Belum ada yang dibuka")).to_be_visible()
    looks.at(page, "surat-tugas-meja")


def inspected(page: Page, office: Inspectorate, looks: Looks) -> None:
    """The inspector opens an order, and one person's acts."""
    sign_in(page, office.inspector)
    page.goto("/pemeriksaan/")
    looks.at(page, "pemeriksaan")
    page.get_by_role("link", name="700.1.1/12/2026").click()
    looks.at(page, "surat-tugas")
    page.get_by_role("button", name="Buka kronologi P-").click()
    expect(page.get_by_text("Termasuk desa di hulu sungai?")).to_be_visible()
    looks.at(page, "kronologi-pemeriksa")
    page.get_by_role("link", name="Kembali").click()
    page.get_by_label("Orang: NIP atau nama").fill("Ahmad Fauzi")
    page.get_by_role("button", name="Buka kronologi", exact=True).click()
    expect(page.get_by_role("heading", name="Kronologi pemeriksaan")).to_be_visible()
    looks.at(page, "kronologi-orang")
    assert Entry.objects.filter(verb="look").count() == 2


def ended(page: Page, people: Cast, looks: Looks) -> None:
    """The regent reads who looked, and ends it."""
    sign_in(page, people.bupati)
    row = Inspection.objects.get()
    page.goto(f"/pemeriksaan/{row.public_id}/")
    expect(page.get_by_text("Marzuki").first).to_be_visible()
    looks.at(page, "surat-tugas-dibuka-meja")
    page.get_by_role("link", name="Tindakan lain").first.click()
    page.get_by_role("button", name="Akhiri surat tugas").click()
    page.get_by_label("Alasan").fill("Pemeriksaan selesai.")
    looks.at(page, "surat-tugas-akhiri-meja")
    page.get_by_role("dialog").get_by_role("button", name="Akhiri surat tugas").click()
    expect(page.get_by_text("Diakhiri")).to_be_visible()
