"""From a silence to a signature on glass: the bupati taps, the courier delivers, the outcome is seen."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from instructions.models import HandDelivery
from tests.instructions.carried import climb, courier
from tests.instructions.orders import order_to
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def draw(page: Page) -> None:
    """A line across the glass."""
    glass = page.locator("[data-signature-glass]")
    glass.scroll_into_view_if_needed()
    box = glass.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 90)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 30 + step * 22, box["y"] + 90 + (40 if step % 2 else -30))
    page.mouse.up()


def test_a_silent_camat_gets_an_envelope(
    people: Cast, open_page: Any, looks: Looks, settings: LazySettings
) -> None:
    settings.LADDER_TRIAL_DAYS = 0
    carrier = courier(people)
    carrier.person.phone = "+6281200000911"
    carrier.person.save()
    order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati,
        urgency="sangat_segera", at=AT - timedelta(hours=3),
    )  # fmt: skip
    climb(AT - timedelta(minutes=90))

    giver = open_page()
    sign_in(giver, people.bupati)
    giver.goto("/belum-menjawab/")
    looks.at(giver, "daftar-belum-menjawab-tawaran")
    giver.get_by_role("link", name="Minta penjelasan").last.click()
    expect(giver.get_by_role("heading", name="Langkah berikutnya")).to_be_visible()
    looks.at(giver, "bagian-langkah-berikutnya")
    giver.get_by_role("link", name="Antar langsung").click()
    looks.at(giver, "antar-langsung")
    giver.get_by_role("button", name="Minta diantar").click()
    expect(giver.get_by_role("button", name="Cetak lembar antar")).to_be_visible()
    looks.at(giver, "antaran-pemberi")

    hand = open_page()
    sign_in(hand, carrier)
    hand.goto("/antaran/")
    looks.at(hand, "antaran-daftar")
    hand.get_by_role("link", name="Camat Pelawan").click()
    looks.at(hand, "antaran-tugas")
    hand.get_by_role("radio", name="Diterima staf").check()
    hand.get_by_label("Nama yang ditemui").fill("Nurhayati")
    draw(hand)
    looks.at(hand, "antaran-tanda-tangan")
    hand.get_by_role("button", name="Catat hasil").click()
    expect(hand.get_by_text("Disampaikan langsung: diterima staf")).to_be_visible()
    looks.at(hand, "antaran-selesai")
    assert HandDelivery.objects.get().signature is not None
