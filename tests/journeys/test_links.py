"""A link out of an SMS on a phone: the card, a wrong PIN, the one order, and another phone."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.instructions.orders import order_to, share_of
from tests.journeys.looks import Looks
from tests.notifications.linked import linked
from tests.people import PASSWORD, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_camat_answers_from_the_link_of_an_sms(
    people: Cast, open_page: Any, looks: Looks
) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_pelawan)
    token = linked(share, people.camat_pelawan)

    phone = open_page()
    phone.goto(f"/l/{token}")
    expect(phone.get_by_role("heading", name="Pesan untuk Anda")).to_be_visible()
    looks.at(phone, "tautan")
    phone.get_by_label("PIN atau kata sandi").fill("123987")
    phone.get_by_role("button", name="Buka perintah").click()
    expect(phone.get_by_role("alert")).to_contain_text("PIN tidak cocok")
    looks.at(phone, "tautan-salah")
    phone.get_by_label("PIN atau kata sandi").fill(PASSWORD)
    phone.get_by_role("button", name="Buka perintah").click()
    expect(phone.get_by_text("Dibuka lewat tautan sebagai Camat Pelawan")).to_be_visible()
    looks.at(phone, "tautan-perintah")
    phone.get_by_role("button", name="Siap, laksanakan").click()
    expect(phone.get_by_text("tercatat")).to_be_visible()
    looks.at(phone, "tautan-siap")

    other = open_page()
    other.goto(f"/l/{token}")
    expect(other.get_by_text("sudah dibuka di perangkat lain")).to_be_visible()
    looks.at(other, "tautan-perangkat-lain")
    other.get_by_role("link", name="Masuk seperti biasa").click()
    expect(other.get_by_role("heading", name="Masuk")).to_be_visible()
