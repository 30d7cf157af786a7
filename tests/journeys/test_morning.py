"""The morning on a phone: what waits, who is silent, and the message switched off."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from instructions import actions
from instructions.models import Seen
from tests.instructions.orders import order_to, share_of
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import AT, Cast, actor

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_giver_and_a_recipient_begin_their_day(
    people: Cast, open_page: Any, looks: Looks
) -> None:
    eve = AT - timedelta(hours=22)
    order = order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut,
        giver=people.bupati, at=eve,
    )  # fmt: skip
    limun = share_of(order, people.camat_limun)
    Seen.objects.create(assignment=limun, person=people.camat_limun.person, channel="web", at=eve)
    singkut = str(share_of(order, people.camat_singkut).public_id)
    who = actor(people.camat_singkut.person)
    actions.report(singkut, actor=who, note="Sudah diperiksa, 14 rumah.", at=eve)

    giver = open_page()
    sign_in(giver, people.bupati)
    looks.at(giver, "beranda-dengan-pagi")
    giver.get_by_role("link", name="Ringkasan pagi").click()
    expect(giver.get_by_role("heading", name="Ringkasan pagi")).to_be_visible()
    looks.at(giver, "pagi-pemberi")

    recipient = open_page()
    sign_in(recipient, people.camat_pelawan)
    recipient.goto("/pagi/")
    looks.at(recipient, "pagi-penerima")
    recipient.goto("/akun/pemberitahuan/")
    recipient.get_by_role("button", name="Matikan Ringkasan pagi").click()
    expect(recipient.get_by_role("button", name="Nyalakan Ringkasan pagi")).to_be_visible()
    looks.at(recipient, "saluran-dengan-pagi")

    idle = open_page()
    sign_in(idle, people.kadis_kesehatan)
    idle.goto("/pagi/")
    expect(idle.get_by_text("Tidak ada yang menunggu pagi ini")).to_be_visible()
    looks.at(idle, "pagi-kosong")
