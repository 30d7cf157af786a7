"""The report of the days of trial: who reads it, what it counts, and what it keeps back."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models import Min

from instructions.ladder import clock
from instructions.models import Assignment, Instruction
from tests.instructions.orders import order_to
from tests.people import AT, Cast, cast
from tests.web.visits import browser, statements, status, text
from workflow import outbox

pytestmark = pytest.mark.django_db
PAGE = "/masa-percobaan/"
GIVEN = AT - timedelta(hours=3)


@pytest.fixture
def people(db: None, settings: LazySettings) -> Cast:
    """The small regency in its days of trial."""
    settings.LADDER_TRIAL_DAYS = 30
    return cast()


def silence(people: Cast, **fields: Any) -> Instruction:
    """An order of the bupati that two camats left unanswered to the last rung."""
    order = order_to(
        people.camat_pelawan, people.camat_limun,
        giver=people.bupati, urgency="sangat_segera", at=GIVEN,
        only_me=False, **fields,
    )  # fmt: skip
    last = GIVEN + timedelta(minutes=90)
    for _tick in range(30):
        moment = Assignment.objects.aggregate(next=Min("look_at"))["next"]
        if moment is None or moment > last:
            break
        clock.tick(at=moment)
    while outbox.drain(at=last):
        pass
    return order


def test_the_leaders_read_what_would_have_been_sent(people: Cast) -> None:
    order = silence(people)
    shown = text(browser(people.bupati.person).get(PAGE))
    assert "Masa percobaan berjalan sampai 24 Desember 2026" in shown
    assert "Atasan dimintai bantuan: belum dijawab" in shown
    assert "Kecamatan Pelawan" in shown
    assert "23 November 2026" in shown  # the week begins on Monday
    assert f"{order.reference}, tentang Camat Pelawan" in shown


def test_the_sekda_reads_the_numbers_and_no_example_of_what_is_not_theirs(people: Cast) -> None:
    order = silence(people)
    shown = text(browser(people.sekda.person).get(PAGE))
    assert "Kecamatan Pelawan" in shown
    assert order.reference not in shown


def test_what_is_secret_is_not_even_counted(people: Cast) -> None:
    silence(people, classification="rahasia")
    assert "Belum ada yang dicatat" in text(browser(people.sekda.person).get(PAGE))
    assert "Belum ada yang dicatat" in text(browser(people.bupati.person).get(PAGE))


def test_nobody_else_finds_it_and_the_menu_leads_those_who_do(people: Cast) -> None:
    assert status(browser(people.camat_pelawan.person), PAGE) == 404
    assert status(browser(people.ajudan.person), PAGE) == 404
    assert PAGE in browser(people.kabag_umum.person).get("/lainnya/").content.decode()
    assert PAGE not in browser(people.camat_pelawan.person).get("/lainnya/").content.decode()


def test_the_page_costs_the_same_however_much_was_rehearsed(people: Cast) -> None:
    silence(people)
    bupati = browser(people.bupati.person)
    before = statements(bupati, PAGE)
    silence(people)
    assert statements(bupati, PAGE) == before
