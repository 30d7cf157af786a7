"""The text for a group and the page behind its link: numbers for strangers, never names or words."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from instructions import actions
from instructions.models import Seen
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, actor, cast
from tests.web.visits import browser, statements, text
from workflow.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return cast()


@pytest.fixture
def order(people):
    made = order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut, giver=people.bupati
    )
    share = share_of(made, people.camat_limun)
    actions.acknowledge(str(share.public_id), actor=actor(people.camat_limun.person), at=AT)
    return made


def link(order):
    return f"/p/{order.reference}"


def share_url(order):
    return reverse("web:share", args=[order.public_id])


def test_the_giver_gets_a_text_without_names(order, people, settings):
    settings.BASE_URL = "https://sigap.example.go.id/"
    page = text(browser(people.bupati.person).get(share_url(order)))
    shown = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert shown is not None
    lines = shown[1].split("\n")
    assert lines == [
        order.reference,
        "Periksa titik rawan banjir di kecamatan masing-masing",
        f"Dijawab paling lambat: {lines[2].partition(': ')[2]}",
        "1 dari 3 sudah menjawab",
        f"https://sigap.example.go.id/p/{order.reference}",
    ]
    assert "https://wa.me/?text=P-" in page
    for member in (people.camat_pelawan, people.camat_limun, people.camat_singkut):
        assert member.person.name not in page
        assert member.position.title not in shown[1]


def test_the_board_offers_it(order, people):
    page = text(browser(people.bupati.person).get(reverse("web:order", args=[order.public_id])))
    assert share_url(order) in page


def test_a_classified_order_is_shared_without_its_title(people):
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati,
        classification="terbatas", only_me=False,
    )  # fmt: skip
    page = text(browser(people.bupati.person).get(share_url(order)))
    assert order.reference in page
    assert "titik rawan" not in page


def test_an_order_between_two_is_not_for_a_group(people):
    order = order_to(people.camat_pelawan, giver=people.bupati)
    client = browser(people.bupati.person)
    assert client.get(share_url(order)).status_code == 404
    assert "Bagikan ke grup" not in text(client.get(reverse("web:order", args=[order.public_id])))
    assert Client().get(link(order)).status_code == 404


def test_an_order_to_a_closed_list_is_not_for_a_group(people):
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, closed_list=True
    )
    client = browser(people.bupati.person)
    assert client.get(share_url(order)).status_code == 404
    assert "Bagikan ke grup" not in text(client.get(reverse("web:order", args=[order.public_id])))
    assert Client().get(link(order)).status_code == 404


@pytest.mark.parametrize("who", ["camat_pelawan", "stranger", "sekda"])
def test_nobody_but_the_givers_side_gets_the_text(order, people, who):
    assert browser(getattr(people, who).person).get(share_url(order)).status_code == 404


def test_a_stranger_sees_numbers_and_nothing_else(order, people):
    answer = Client().get(link(order))
    page = text(answer)
    assert answer.status_code == 200
    assert "1 dari 3 sudah menjawab" in page
    assert TEXT.split(".", maxsplit=1)[0] not in page
    for member in (people.bupati, people.camat_pelawan, people.camat_limun):
        assert member.person.name not in page
        assert member.position.title not in page
    assert f"/masuk/?next={link(order)}" in page
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in answer["Cache-Control"]


def test_looking_changes_nothing(order, people):
    before = Entry.objects.count()
    for client in (Client(), browser(people.stranger.person), browser(people.bupati.person)):
        client.get(link(order))
        client.head(link(order))
    assert (Entry.objects.count(), Seen.objects.count()) == (before, 0)
    assert Client().post(link(order)).status_code == 405


@pytest.mark.parametrize("classification", ["terbatas", "rahasia", "sangat_rahasia"])
def test_above_biasa_the_link_tells_no_more_than_one_that_leads_nowhere(people, classification):
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati,
        classification=classification, only_me=False,
    )  # fmt: skip
    secret, nowhere = Client().get(link(order)), Client().get("/p/P-9999/2026")
    assert (secret.status_code, nowhere.status_code) == (404, 404)
    assert text(secret).replace(order.reference, "") == text(nowhere).replace("P-9999/2026", "")


def test_a_revoked_order_tells_nothing(order, people):
    actions.revoke(
        str(order.public_id), actor=actor(people.bupati.person), at=AT, reason="Sudah ditangani."
    )
    assert Client().get(link(order)).status_code == 404


@pytest.mark.parametrize(
    "agent", ["WhatsApp/2.23.20.0", "TelegramBot (like TwitterBot)", "facebookexternalhit/1.1"]
)
def test_a_robot_gets_a_card_without_content_and_asks_no_database(
    order, agent, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = Client().get(link(order), headers={"User-Agent": agent})
    page = text(answer)
    assert 'property="og:title" content="Sigap"' in page
    assert order.reference not in page
    assert "sudah menjawab" not in page


@pytest.mark.parametrize("who", ["bupati", "camat_pelawan", "ajudan"])
def test_whoever_may_see_the_order_is_led_to_it(order, people, who):
    answer = browser(getattr(people, who).person).get(link(order))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("web:order", args=[order.public_id])


def test_whoever_may_not_sees_the_numbers_as_any_stranger(order, people):
    page = text(browser(people.stranger.person).get(link(order)))
    assert "1 dari 3 sudah menjawab" in page


def test_reading_all_numbers_of_a_year_is_stopped(order, monkeypatch):
    monkeypatch.setattr("web.views.sharing.LOOKS", {"look": "2/m/ip"})
    client = Client()
    answers = [client.get(link(order)).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_the_text_costs_the_same_for_three_and_for_five(order, people):
    client = browser(people.bupati.person)
    small = statements(client, share_url(order))
    large = order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut, people.kadis_kesehatan,
        people.asisten, giver=people.bupati,
    )  # fmt: skip
    assert statements(client, share_url(large)) == small
