"""A mutasi through a real browser: at desk width, where it is done, and on a phone, where it works."""

from pathlib import Path

import pytest

from accounts.models import Reshuffle
from tests.accounts.reshuffle.offices import line, office_for, table
from tests.instructions.orders import order_to
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.looks import Looks
from tests.people import PASSWORD, Cast, delegate, person

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page, login: str) -> None:
    page.goto("/masuk/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_reshuffle_is_handed_in_decided_and_withdrawn(
    open_page, people: Cast, looks: Looks, tmp_path: Path, size: dict[str, int]
) -> None:
    world = office_for(people)
    clerk = world.clerk.person
    clerk.nip = "198001012005012911"
    clerk.save()
    delegate(person("Ajudan Camat Singkut"), people.camat_singkut.position)
    order_to(people.camat_pelawan, people.camat_singkut, giver=people.bupati)
    swap = (
        line(people.camat_pelawan, leaves=people.camat_pelawan, enters=people.camat_limun),
        line(people.camat_limun, leaves=people.camat_limun, enters=people.camat_pelawan),
        line(people.camat_singkut, leaves=people.camat_singkut, note="pensiun"),
        line(people.sekcam_pelawan, enters=people.kadis_kesehatan, capacity="Plt."),
    )
    bad = tmp_path / "salah.csv"
    bad.write_bytes(table(swap[0], line(people.kadis_kesehatan, enters=people.asisten)))
    good = tmp_path / "mutasi.csv"
    good.write_bytes(table(*swap))
    name = "meja" if size is DESK else "ponsel"

    page = open_page(size if size is DESK else None)
    sign_in(page, clerk.nip)
    page.goto("/lainnya/")
    page.click("text=Mutasi jabatan")
    looks.at(page, f"mutasi-{name}-1-kosong")
    page.click("text=Mutasi baru")
    looks.at(page, f"mutasi-{name}-2-berkas")
    page.set_input_files("[name=berkas]", bad)
    page.click("text=Periksa berkas")
    page.wait_for_selector("text=kesalahan")
    looks.at(page, f"mutasi-{name}-3-kesalahan")
    page.set_input_files("[name=berkas]", good)
    page.click("text=Periksa berkas")
    page.wait_for_selector("text=Perpindahan")
    looks.at(page, f"mutasi-{name}-4-pratinjau")
    page.click(".dok >> text=Tetapkan untuk 4 orang")
    looks.at(page, f"mutasi-{name}-5-tanya")
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector("text=Cetak semua serah terima")
    assert Reshuffle.objects.get().status == "decided"
    looks.at(page, f"mutasi-{name}-6-ditetapkan")
    page.goto("/mutasi/")
    looks.at(page, f"mutasi-{name}-7-daftar")
    page.click("text=821.2/145/BKPSDM")
    page.click(".dok >> text=Tindakan lain")
    page.click("#lain >> text=Tarik mutasi")
    page.fill("dialog[open] textarea", "SK diperbaiki.")
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector("text=Mutasi ini ditarik")
    looks.at(page, f"mutasi-{name}-8-ditarik")
    assert looks.wrong == []
