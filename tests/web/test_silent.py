"""Daftar belum menjawab: who is on it for whom, and what it says of each."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db.models import Min
from django.urls import reverse

from instructions import actions
from instructions.ladder import clock
from instructions.models import Assignment, Instruction
from tests.instructions.orders import order_to, share_of
from tests.people import AT as NOW
from tests.people import Cast, actor, cast
from tests.web.visits import browser, statements, status, text, url_of
from workflow import outbox

pytestmark = pytest.mark.django_db
LIST = "/belum-menjawab/"
# Pages are opened at NOW; the orders are older, and everything about them has happened.
AT = NOW - timedelta(hours=3)


@pytest.fixture
def people(db: None, settings: LazySettings) -> Cast:
    """The small regency, past its days of trial."""
    settings.LADDER_TRIAL_DAYS = 0
    return cast()


def to_two_camats(people: Cast) -> Instruction:
    """The bupati's order to two camats, most urgent."""
    return order_to(
        people.camat_pelawan, people.camat_limun,
        giver=people.bupati, urgency="sangat_segera", at=AT,
    )  # fmt: skip


def play_an_hour() -> None:
    """The ladder of an order that is most urgent, climbed to its end an hour and a half later."""
    last = AT + timedelta(minutes=90)
    for _tick in range(30):
        moment = Assignment.objects.aggregate(next=Min("look_at"))["next"]
        if moment is None or moment > last:
            break
        clock.tick(at=moment)
    while outbox.drain(at=last):
        pass


def test_the_giver_sees_who_is_silent_what_was_done_and_a_number_to_call(people: Cast) -> None:
    order = to_two_camats(people)
    share = share_of(order, people.camat_limun)
    actions.acknowledge(str(share.public_id), actor=actor(people.camat_limun.person), at=AT)
    people.camat_pelawan.person.phone = "+6281200000904"
    people.camat_pelawan.person.save()
    play_an_hour()
    page = browser(people.bupati.person).get(LIST)
    shown = text(page)
    assert f"{order.reference} ·" in shown
    assert "Camat Pelawan" in shown
    assert "Camat Limun" not in shown
    assert "diingatkan 2 kali; sekretaris diberi tahu; atasan diberi tahu" in shown
    assert "tel:+6281200000904" in page.content.decode()


def test_whoever_is_asked_for_help_is_led_to_the_list_and_may_read_that_part(people: Cast) -> None:
    order = to_two_camats(people)
    share = share_of(order, people.camat_pelawan)
    sekda = browser(people.sekda.person)
    assert status(sekda, url_of(share)) == 404
    play_an_hour()
    bell = sekda.get(reverse("web:notices"))
    assert "Mohon bantu: 2 jabatan di bawah Anda belum menjawab" in text(bell)
    assert f'href="{LIST}"' in bell.content.decode()
    assert "Camat Pelawan" in text(sekda.get(LIST))
    assert status(sekda, url_of(share)) == 200
    assert status(sekda, url_of(order)) == 200


def test_a_secretary_sees_their_own_head_alone_and_a_stranger_nobody(people: Cast) -> None:
    to_two_camats(people)
    play_an_hour()
    seen = text(browser(people.sekcam_pelawan.person).get(LIST))
    assert "Camat Pelawan" in seen
    assert "Camat Limun" not in seen
    assert "Tidak ada yang melewati" in text(browser(people.stranger.person).get(LIST))


def test_a_reminded_recipient_is_led_to_the_order_and_is_not_on_the_own_list(people: Cast) -> None:
    order = to_two_camats(people)
    play_an_hour()
    camat = browser(people.camat_pelawan.person)
    bell = camat.get(reverse("web:notices"))
    assert "Perintah ini menunggu jawaban Anda" in text(bell)
    assert url_of(order) in bell.content.decode()
    assert "Tidak ada yang melewati" in text(camat.get(LIST))


def test_an_answer_takes_one_off_the_list(people: Cast) -> None:
    order = to_two_camats(people)
    play_an_hour()
    for member in (people.camat_pelawan, people.camat_limun):
        key = str(share_of(order, member).public_id)
        actions.acknowledge(key, actor=actor(member.person), at=AT + timedelta(hours=2))
    assert "Tidak ada yang melewati" in text(browser(people.bupati.person).get(LIST))


def test_the_list_costs_the_same_for_two_orders_and_for_twelve(people: Cast) -> None:
    def cost(orders: int) -> int:
        for _order in range(orders):
            to_two_camats(people)
        play_an_hour()
        return statements(browser(people.bupati.person), LIST)

    assert cost(2) == cost(10)


def test_the_chronology_of_a_silent_order_tells_of_the_ladder(people: Cast) -> None:
    order = to_two_camats(people)
    play_an_hour()
    page = browser(people.bupati.person).get(reverse("web:chronology", args=[order.public_id]))
    assert page.status_code == 200
    assert "mengingatkan penerima" in text(page)
