"""Sending: each delivery once, a failing channel to the next, a hanging one in nobody's way."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from instructions import actions
from notifications import outcomes, sending, words
from notifications.channels import Later, Message, Outcome, Sent, Unreachable
from notifications.lifecycle import LEASE, MOST_TRIES
from notifications.models import Delivery
from notifications.outcomes import Try, record
from tests.instructions.orders import order_to, share_of
from tests.notifications.phones import Phones
from tests.people import AT, Cast, actor, cast
from tests.statements import counted
from workflow import outbox

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def issued(people: Cast, **fields: Any) -> Delivery:
    """An order to the camat of Pelawan, and its queued delivery."""
    order_to(people.camat_pelawan, giver=people.bupati, **fields)
    outbox.drain(at=AT)
    return Delivery.objects.get()


def rows() -> list[tuple[str, str]]:
    return list(Delivery.objects.order_by("pk").values_list("channel", "status"))


def test_what_is_due_is_sent_once(phone: Phones) -> None:
    row = issued(cast())
    assert sending.send_due(at=AT) == 1
    assert sending.send_due(at=AT) == 0
    row.refresh_from_db()
    assert (row.status, row.attempts, row.retries, row.sent_at) == ("sent", 1, 0, AT)
    assert row.provider_id == f"id-{row.public_id}"
    assert len(phone.sent) == 1


def test_what_cannot_be_taken_now_is_tried_again_later_and_later(phone: Phones) -> None:
    phone.answer = lambda _: Later("busy")
    row = issued(cast())
    waits = []
    at = AT
    for _ in range(MOST_TRIES):
        sending.send_due(at=at)
        row.refresh_from_db()
        assert (row.status, row.last_error) == ("queued", "busy")
        assert row.due_at is not None
        waits.append((row.due_at - at).total_seconds())
        at = row.due_at
    assert 6 < waits[0] < 14 < waits[2] < 56
    assert sending.send_due(at=at - SECOND) == 0


def test_a_provider_that_names_a_time_is_left_alone_until_then(phone: Phones) -> None:
    people = cast()
    phone.answer = lambda _: Later("429", seconds=60)
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    sending.send_due(at=AT)
    order_to(people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    assert sending.send_due(at=AT + 59 * SECOND) == 0
    assert sending.send_due(at=AT + 61 * SECOND) >= 1


def test_a_dead_address_goes_to_the_next_channel_and_then_to_the_bell(
    using: Callable[..., None],
) -> None:
    one, two = Phones("one"), Phones("two")
    one.answer = lambda _: Unreachable("gone")
    two.answer = lambda _: Unreachable("gone too")
    using(one, two)
    issued(cast())
    sending.send_due(at=AT)
    sending.send_due(at=AT)
    assert rows() == [("one", "failed"), ("two", "failed"), ("in_app", "sent")]
    assert Delivery.objects.get(channel="one").last_error == "gone"


def test_a_channel_that_keeps_failing_gives_way_to_the_next(using: Callable[..., None]) -> None:
    one, two = Phones("one"), Phones("two")
    one.answer = lambda _: Later("500")
    using(one, two)
    row = issued(cast())
    for _ in range(MOST_TRIES):
        row.refresh_from_db()
        assert row.due_at is not None
        sending.send_due(at=row.due_at)
    assert rows() == [("one", "failed"), ("two", "queued")]


def test_the_only_channel_is_tried_on_while_the_bell_is_rung_too(phone: Phones) -> None:
    phone.answer = lambda _: Later("500")
    row = issued(cast())
    for _ in range(MOST_TRIES + 1):
        row.refresh_from_db()
        assert row.due_at is not None
        sending.send_due(at=row.due_at)
    assert rows() == [("phone", "queued"), ("in_app", "sent")]
    sending.send_due(at=AT + timedelta(hours=25))
    assert rows() == [("phone", "failed"), ("in_app", "sent")]


def test_whoever_was_killed_while_sending_leaves_a_retry(phone: Phones) -> None:
    row = issued(cast())
    assert sending.claim("phone", at=AT, limit=50)
    assert sending.send_due(at=AT + LEASE - SECOND) == 0
    assert sending.send_due(at=AT + LEASE) == 1
    row.refresh_from_db()
    assert (row.status, row.attempts, row.retries) == ("sent", 2, 1)


def test_a_sender_slower_than_its_lease_undoes_nothing(phone: Phones) -> None:
    row = issued(cast())
    slow = sending.claim("phone", at=AT, limit=50)
    sending.send_due(at=AT + LEASE)
    late = [(Try.of(one), Unreachable("too late")) for one in slow]
    record(late, at=AT + LEASE)
    row.refresh_from_db()
    assert row.status == "sent"


def test_a_row_without_words_is_pushed_forward_and_stops_nobody(
    phone: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = cast()
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    bad = Delivery.objects.get(person=people.camat_limun.person)
    whole = words._message

    def poisoned(row: Delivery, *given: object) -> Message:
        if row.pk == bad.pk:
            raise RuntimeError("x\x00")
        return whole(row, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(words, "_message", poisoned)
    assert sending.send_due(at=AT) == 2
    bad.refresh_from_db()
    assert (bad.status, bad.attempts) == ("queued", 1)
    assert bad.last_error.startswith("RuntimeError")
    assert len(phone.got(people.camat_pelawan)) == 1


def test_a_hanging_channel_delays_no_other(
    using: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.3)
    let_go = threading.Event()
    slow, quick = Phones("slow"), Phones("quick")
    people = cast()
    slow.people, quick.people = {people.camat_pelawan.person.pk}, {people.camat_limun.person.pk}

    def hang(_: Message) -> Outcome:
        let_go.wait(20)
        return Sent()

    slow.answer = hang
    using(slow, quick)
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    assert sending.send_due(at=AT) == 1
    assert set(rows()) == {("slow", "sending"), ("quick", "sent")}
    let_go.set()
    assert sending.finish(at=AT) == 1
    assert set(rows()) == {("slow", "sent"), ("quick", "sent")}


def test_what_was_answered_before_it_was_sent_is_dropped(phone: Phones) -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    key = str(share_of(order, people.camat_pelawan).public_id)
    actions.acknowledge(key, actor=actor(people.camat_pelawan.person), at=AT)
    sending.send_due(at=AT)
    assert phone.sent == []
    assert rows() == [("phone", "silenced")]


def test_statements_do_not_grow_with_the_deliveries(phone: Phones) -> None:
    people = cast()
    members = [people.camat_pelawan, people.camat_limun, people.camat_singkut, people.sekda]

    def cost(count: int) -> int:
        order_to(*members[:count], giver=people.bupati)
        outbox.drain(at=AT)
        with counted() as found:
            assert sending.send_due(at=AT) == count
        return found.count

    assert cost(1) == cost(4) <= 8


def test_an_empty_pass_asks_once(phone: Phones) -> None:
    with counted() as found:
        assert sending.send_due(at=AT) == 0
    assert found.count == 1


def test_a_provider_that_names_two_messages_alike_loses_none(phone: Phones) -> None:
    people = cast()
    phone.answer = lambda _: Sent("same\x00id")
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    assert sending.send_due(at=AT) == 2
    assert sending.send_due(at=AT + LEASE) == 0
    assert sorted(Delivery.objects.values_list("status", "provider_id")) == [
        ("sent", ""),
        ("sent", "sameid"),
    ]


def test_what_a_provider_said_outlives_a_database_that_is_away(
    phone: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = issued(cast())

    def away(*_: object, **__: object) -> int:
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(outcomes, "record", away)
        with pytest.raises(OperationalError):
            sending.send_due(at=AT)
    assert sending.send_due(at=AT) == 1
    row.refresh_from_db()
    assert (row.status, row.retries, len(phone.sent)) == ("sent", 0, 1)
