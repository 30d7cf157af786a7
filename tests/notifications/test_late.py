"""What changed between the queueing of a delivery and its sending, and receipts before their message."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accounts import absences
from accounts.absences import Away
from accounts.models import Appointment, Delegation
from instructions import actions
from notifications import sending
from notifications.channels import Later, Sent
from notifications.models import Delivery
from notifications.unreached import unreached
from tests.instructions.orders import order_to, share_of
from tests.notifications.fixtures import phone, using
from tests.notifications.phones import Phones
from tests.people import AT, WIB, Cast, Member, actor, appoint, cast, person
from tests.statements import counted
from workflow import outbox

__all__ = ["phone", "using"]
pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 11, 24, 19, 0, tzinfo=WIB)
MORNING = datetime(2026, 11, 25, 7, 30, tzinfo=WIB)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def ordered(people: Cast, at: datetime, **fields: Any) -> None:
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, at=at, **fields)
    outbox.drain(at=at)


# --- A hat that ended -----------------------------------------------------------------------------


def test_whoever_lost_the_seat_overnight_is_told_nothing_and_the_successor_is(
    people: Cast, phone: Phones
) -> None:
    ordered(people, EVENING)
    seat = people.camat_pelawan.position
    Appointment.objects.filter(position=seat).update(ends_on=date(2026, 11, 24))
    successor = person("Camat Baru Contoh", phone="+628000000555")
    appoint(successor, seat, starts_on=date(2026, 11, 25))
    for minutes in range(3):
        sending.send_due(at=MORNING + timedelta(minutes=minutes))
    assert phone.got(people.camat_pelawan) == []
    assert [one.verb for one in phone.got(Member(successor, seat))] == ["send"]
    assert [one.verb for one in phone.got(people.camat_limun)] == ["send"]
    row = Delivery.objects.get(person=people.camat_pelawan.person)
    assert (row.status, row.last_error) == ("failed", "hat ended")
    # The share reached somebody who acts there, so that nobody is asked to pass it on.
    order = row.instruction
    assert order is not None
    share = share_of(order, people.camat_pelawan)
    assert unreached([share], at=MORNING + timedelta(hours=1)) == set()


def test_a_leave_that_began_overnight_sends_what_waits_to_the_stand_in(
    people: Cast, phone: Phones
) -> None:
    ordered(people, EVENING)
    away = Away(
        "cuti", date(2026, 11, 25), date(2026, 11, 27),
        substitute=people.sekcam_pelawan.person.public_id,
    )  # fmt: skip
    absences.register(away, actor=actor(people.camat_pelawan.person, at=EVENING), at=EVENING)
    for minutes in range(2):
        sending.send_due(at=MORNING + timedelta(minutes=minutes))
    assert phone.got(people.camat_pelawan) == []
    assert [one.verb for one in phone.got(people.sekcam_pelawan)] == ["send"]


def test_a_seat_that_fell_vacant_is_played_by_whoever_stands_above(
    people: Cast, phone: Phones
) -> None:
    ordered(people, EVENING)
    seat = people.camat_pelawan.position
    Appointment.objects.filter(position=seat).update(ends_on=date(2026, 11, 24))
    for minutes in range(2):
        sending.send_due(at=MORNING + timedelta(minutes=minutes))
    assert phone.got(people.camat_pelawan) == []
    assert [one.verb for one in phone.got(people.sekda)] == ["send"]


def test_a_failed_delivery_follows_the_hat_and_goes_on_by_no_other_channel(
    people: Cast, using: Callable[..., None]
) -> None:
    one, two = Phones("one", answer=lambda _message: Later("busy")), Phones("two")
    using(one, two)
    ordered(people, AT)
    sending.send_due(at=AT)
    seat = people.camat_pelawan.position
    Appointment.objects.filter(position=seat).update(ends_on=date(2026, 11, 23))
    successor = person("Camat Baru Contoh", phone="+628000000555")
    appoint(successor, seat, starts_on=date(2026, 11, 24))
    one.answer = lambda message: Sent(f"id-{message.delivery}")
    for minutes in range(1, 4):
        sending.send_due(at=AT + timedelta(minutes=minutes))
    assert len(one.got(people.camat_pelawan)) == 1
    assert two.got(people.camat_pelawan) == []
    assert len(one.got(Member(successor, seat))) == 1


def test_an_aide_whose_loan_ended_is_told_nothing_and_nobody_instead(
    people: Cast, phone: Phones
) -> None:
    ordered(people, EVENING)
    order = Delivery.objects.all()[0].instruction
    assert order is not None
    key = str(share_of(order, people.camat_pelawan).public_id)
    camat = actor(people.camat_pelawan.person, at=EVENING)
    actions.ask(key, actor=camat, at=EVENING, question="Termasuk desa?")
    outbox.drain(at=EVENING)
    aides = Delivery.objects.filter(delegated=True, status="queued")
    assert aides.exists(), "somebody's aide is told"
    told = set(aides.values_list("person_id", flat=True))
    Delegation.objects.filter(person__in=told).update(ends_on=date(2026, 11, 24))
    before = Delivery.objects.count()
    sending.send_due(at=MORNING)
    assert not [one for one in phone.sent if one.person_id in told]
    assert Delivery.objects.count() == before


def test_asking_who_still_acts_costs_the_same_for_many(people: Cast, phone: Phones) -> None:
    members = [people.camat_pelawan, people.camat_limun, people.camat_singkut, people.sekda]

    def cost(count: int) -> int:
        order_to(*members[:count], giver=people.bupati)
        outbox.drain(at=AT)
        with counted() as found:
            assert sending.send_due(at=AT) == count
        return found.count

    assert cost(1) == cost(4)


# --- Quiet hours of what waits --------------------------------------------------------------------


def last_minute(urgency: str) -> datetime:
    """A moment a second before the quiet hours of an urgency."""
    hour = {"biasa": 16, "segera": 21, "sangat_segera": 21}[urgency]
    return datetime(2026, 11, 24, hour, 0, tzinfo=WIB) - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("urgency", "opens"),
    [
        ("biasa", MORNING),
        ("segera", datetime(2026, 11, 25, 6, 0, tzinfo=WIB)),
        ("sangat_segera", None),
    ],
)
def test_a_try_that_fails_before_the_quiet_hours_is_not_repeated_in_them(
    people: Cast, using: Callable[..., None], urgency: str, opens: datetime | None
) -> None:
    busy = Phones(answer=lambda _message: Later("busy"))
    using(busy)
    at = last_minute(urgency)
    ordered(people, at, urgency=urgency)
    sending.send_due(at=at)
    row = Delivery.objects.filter(channel="phone", status="queued")[0]
    assert row.attempts == 1
    assert row.due_at is not None
    if opens is None:
        assert at < row.due_at < at + timedelta(minutes=1)
    else:
        assert row.due_at == opens


def test_a_worker_that_stood_still_wakes_nobody_at_night(people: Cast, phone: Phones) -> None:
    ordered(people, AT)
    ordered(people, AT, urgency="sangat_segera")
    night = datetime(2026, 11, 24, 23, 0, tzinfo=WIB)
    sending.send_due(at=night)
    assert {one.person_id for one in phone.sent} == {
        people.camat_pelawan.person.pk, people.camat_limun.person.pk,
    }  # fmt: skip
    assert len(phone.sent) == 2, "the most urgent alone"
    sending.send_due(at=MORNING)
    assert len(phone.sent) == 4
