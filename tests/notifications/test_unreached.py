"""Belum sampai: seen by the giver alone, and only where nothing is left to be tried."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from instructions import actions
from instructions.models import Assignment
from notifications import receipts, sending
from notifications.channels import Later, Sent, Unreachable
from notifications.models import Delivery
from notifications.unreached import PATIENCE, unreached
from tests.api.calls import address, app
from tests.instructions.orders import order_to, share_of
from tests.notifications.phones import Phones
from tests.people import AT, Cast, actor, cast
from tests.statements import counted
from tests.web.visits import browser, text, url_of
from workflow import outbox

pytestmark = pytest.mark.django_db


def sent_to_two(people: Cast) -> list[Assignment]:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    for _ in range(3):
        sending.send_due(at=AT)
    return [share_of(order, people.camat_pelawan), share_of(order, people.camat_limun)]


def test_whoever_no_channel_reaches_is_unreached_and_the_others_are_not(
    using: Callable[..., None],
) -> None:
    people = cast()
    one, two = Phones("one"), Phones("two", people=set())
    gone = people.camat_pelawan.person.pk
    one.answer = lambda m: Unreachable("gone") if m.person_id == gone else Sent()
    using(one, two)
    pelawan, limun = sent_to_two(people)
    with counted() as found:
        assert unreached([pelawan, limun], at=AT) == {pelawan.pk}
    assert found.count == 1


def test_the_bell_alone_counts_once_nobody_looked_for_a_while(
    using: Callable[..., None],
) -> None:
    people = cast()
    using()
    pelawan, limun = sent_to_two(people)
    assert unreached([pelawan, limun], at=AT) == set()
    browser(people.camat_limun.person).get("/")
    assert unreached([pelawan, limun], at=AT + PATIENCE) == {pelawan.pk}


def test_trying_is_not_yet_failing_and_failing_on_is(phone: Phones) -> None:
    people = cast()
    phone.answer = lambda _: Later("500")
    shares = sent_to_two(people)
    assert unreached(shares, at=AT) == set()
    at = AT
    for _ in range(4):
        at += timedelta(minutes=5)
        sending.send_due(at=at)
    assert unreached(shares, at=at) == {share.pk for share in shares}


def test_an_answer_a_reading_or_a_late_receipt_ends_it(using: Callable[..., None]) -> None:
    people = cast()
    one = Phones("one")
    using(one)
    pelawan, limun = sent_to_two(people)
    for row in Delivery.objects.filter(channel="one"):
        receipts.record("one", row.provider_id, "failed", at=AT)
    assert unreached([pelawan, limun], at=AT) == {pelawan.pk, limun.pk}
    actions.see(str(pelawan.public_id), actor=actor(people.camat_pelawan.person), at=AT)
    late = Delivery.objects.get(channel="one", assignment=limun)
    assert receipts.record("one", late.provider_id, "delivered", at=AT)
    assert unreached([pelawan, limun], at=AT) == set()


def test_the_board_says_so_and_offers_a_call_and_recipients_learn_nothing(
    using: Callable[..., None],
) -> None:
    people = cast()
    one = Phones("one")
    one.answer = lambda _: Unreachable("gone")
    using(one)
    who = people.camat_pelawan.person
    who.phone = "+6281100000001"
    who.save()
    pelawan, _limun = sent_to_two(people)
    page = text(browser(people.bupati.person).get(url_of(pelawan.instruction)))
    assert page.count("Belum sampai") >= 3
    assert "tel:+6281100000001" in page
    giver, camat = app(people.bupati), app(people.camat_pelawan)
    of_order = address(pelawan.instruction, "assignments")
    assert {row["mark"] for row in giver.get(of_order).data["results"]} == {"unreached"}
    assert {row["mark"] for row in camat.get(of_order).data["results"]} == {"unopened"}
