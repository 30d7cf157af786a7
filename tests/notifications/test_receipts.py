"""Receipts move a delivery forwards or not at all; whoever dealt with it is told no more."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from instructions import actions
from notifications import receipts, sending
from notifications.actions import mark_read, opened
from notifications.channels.in_app import fetched
from notifications.lifecycle import LEASE
from notifications.models import Delivery
from tests.instructions.orders import order_to, share_of
from tests.notifications.phones import Phones
from tests.people import AT, Cast, actor, cast
from tests.statements import counted
from workflow import outbox

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(minutes=5)


def sent(people: Cast) -> Delivery:
    """An order to the camat of Pelawan that went out."""
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    sending.send_due(at=AT)
    return Delivery.objects.get()


def test_receipts_move_a_delivery_forwards_and_never_back(phone: Phones) -> None:
    row = sent(cast())
    said = [
        receipts.record("phone", row.provider_id, status, at=LATER)
        for status in ("sent", "delivered", "delivered", "read", "delivered", "sent", "failed")
    ]
    row.refresh_from_db()
    assert said == [False, True, False, True, False, False, False]
    assert (row.status, row.delivered_at, row.read_at) == ("read", LATER, LATER)
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("channel", "provider_id", "status"),
    [("phone", "strange", "read"), ("other", "", "read"), ("phone", "", "failed"), ("x", "y", "z" * 99)],
)  # fmt: skip
def test_what_is_not_known_changes_nothing(
    phone: Phones, channel: str, provider_id: str, status: str
) -> None:
    row = sent(cast())
    assert not receipts.record(channel, provider_id, status, at=LATER)
    row.refresh_from_db()
    assert row.status == "sent"


def test_a_late_no_goes_to_the_next_channel_once(using: Callable[..., None]) -> None:
    one, two = Phones("one"), Phones("two")
    using(one, two)
    row = sent(cast())
    assert receipts.record("one", row.provider_id, "failed", at=LATER, why="131026")
    assert not receipts.record("one", row.provider_id, "failed", at=LATER, why="131026")
    assert list(Delivery.objects.order_by("pk").values_list("channel", "status", "last_error")) == [
        ("one", "failed", "131026"),
        ("two", "queued", ""),
    ]


def test_an_answer_anywhere_silences_what_is_queued_and_reads_what_was_sent(
    phone: Phones,
) -> None:
    people = cast()
    row = sent(people)
    share = row.assignment
    assert share is not None
    actions.remind(str(share.public_id), actor=actor(people.bupati.person), at=LATER)
    outbox.drain(at=LATER)
    actions.acknowledge(str(share.public_id), actor=actor(people.camat_pelawan.person), at=LATER)
    outbox.drain(at=LATER)
    found = {row.entry.verb: row.status for row in Delivery.objects.select_related("entry")}
    assert found == {"send": "read", "remind": "silenced"}
    assert sending.send_due(at=LATER) == 0


def test_having_it_on_screen_silences_the_readers_own_deliveries_in_one_statement(
    phone: Phones,
) -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    share = share_of(order, people.camat_pelawan)
    with counted() as found:
        assert opened(share.pk, actor=actor(people.camat_pelawan.person), at=LATER) == 1
    assert found.count == 3  # two of them read the hats
    left = Delivery.objects.get(status="queued")
    assert left.person == people.camat_limun.person


def test_reading_the_bell_silences_ones_own_deliveries(phone: Phones) -> None:
    people = cast()
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    mark_read(actor=actor(people.camat_pelawan.person), at=LATER)
    found = dict(Delivery.objects.values_list("person__name", "status"))
    assert found == {"Ahmad Fauzi": "silenced", "Rosmawati": "queued"}


def test_the_bell_has_arrived_when_it_is_fetched(using: Callable[..., None]) -> None:
    people = cast()
    using()
    row = sent(people)
    who = people.camat_pelawan.person.pk
    assert fetched(people.camat_limun.person.pk, at=LATER) == 0
    assert (fetched(who, at=LATER), fetched(who, at=LATER)) == (1, 0)
    row.refresh_from_db()
    assert (row.status, row.delivered_at) == ("delivered", LATER)


def claimed(people: Cast) -> Delivery:
    """An order that a sender had taken to its provider when it was killed."""
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    (row,) = sending.claim("phone", at=AT, limit=50)
    return row


def test_a_receipt_that_overtakes_what_it_is_about_is_known_by_what_the_message_carried(
    phone: Phones,
) -> None:
    row = claimed(cast())
    assert receipts.record("phone", "its-id", "delivered", at=LATER, delivery=row.public_id)
    row.refresh_from_db()
    assert (row.status, row.provider_id, row.delivered_at) == ("delivered", "its-id", LATER)
    assert sending.send_due(at=AT + LEASE) == 0  # it is there, and is not sent again


def test_a_first_try_that_arrives_after_a_second_was_made_has_arrived(phone: Phones) -> None:
    row = sent(cast())
    assert receipts.record("phone", "first-id", "read", at=LATER, delivery=row.public_id)
    named = row.provider_id
    row.refresh_from_db()
    assert (row.status, row.provider_id) == ("read", named)


def test_a_first_try_that_fails_after_a_second_was_made_says_nothing(phone: Phones) -> None:
    row = sent(cast())
    assert not receipts.record("phone", "first-id", "failed", at=LATER, delivery=row.public_id)
    row.refresh_from_db()
    assert row.status == "sent"


def test_another_channels_receipt_touches_no_delivery(phone: Phones) -> None:
    row = claimed(cast())
    assert not receipts.record("other", "its-id", "delivered", at=LATER, delivery=row.public_id)
    row.refresh_from_db()
    assert row.status == "sending"
