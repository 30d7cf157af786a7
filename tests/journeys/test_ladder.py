"""Silence on a phone: the bupati sees who is silent, the sekda is asked for help and reads that part."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models import Min
from playwright.sync_api import expect

from instructions.ladder import clock
from instructions.models import Assignment
from tests.instructions.orders import order_to
from tests.journeys.looks import Looks
from tests.journeys.test_main_job import sign_in
from tests.people import AT, Cast
from workflow import outbox

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_is_silent_and_who_is_asked_for_help(
    people: Cast, open_page: Any, looks: Looks, settings: LazySettings
) -> None:
    settings.LADDER_TRIAL_DAYS = 0
    given = AT - timedelta(hours=3)
    people.camat_limun.person.phone = "+6281200000905"
    people.camat_limun.person.save()
    order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut, giver=people.bupati,
        urgency="sangat_segera", at=given,
    )  # fmt: skip
    last = AT - timedelta(minutes=90)
    for _tick in range(30):
        moment = Assignment.objects.aggregate(next=Min("look_at"))["next"]
        if moment is None or moment > last:
            break
        clock.tick(at=moment)
    while outbox.drain(at=last):
        pass

    giver = open_page()
    sign_in(giver, people.bupati)
    giver.goto("/pemberitahuan/")
    looks.at(giver, "pemberitahuan-tangga")
    giver.get_by_role("link", name="3 penerima belum menjawab").click()
    expect(giver.get_by_role("heading", name="Daftar belum menjawab")).to_be_visible()
    expect(giver.get_by_role("link", name="Telepon Camat Limun")).to_be_visible()
    looks.at(giver, "daftar-belum-menjawab")

    helper = open_page()
    sign_in(helper, people.sekda)
    helper.goto("/belum-menjawab/")
    helper.get_by_role("link", name="Camat Pelawan").click()
    looks.at(helper, "bagian-dimintai-bantuan")


def test_what_the_ladder_would_have_sent_in_its_trial(
    people: Cast, open_page: Any, looks: Looks, settings: LazySettings
) -> None:
    settings.LADDER_TRIAL_DAYS = 30
    order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati,
        urgency="sangat_segera", at=AT - timedelta(hours=3),
    )  # fmt: skip
    for _tick in range(30):
        moment = Assignment.objects.aggregate(next=Min("look_at"))["next"]
        if moment is None or moment > AT - timedelta(minutes=90):
            break
        clock.tick(at=moment)
    page = open_page()
    sign_in(page, people.bupati)
    page.goto("/masa-percobaan/")
    expect(page.get_by_role("heading", name="Contoh terbaru")).to_be_visible()
    looks.at(page, "masa-percobaan")
