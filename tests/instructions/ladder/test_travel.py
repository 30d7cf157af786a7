"""Time travel with no sleeping: the eve of a long holiday, and what changes under way."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from accounts import absences
from accounts.absences import Away
from accounts.models import Appointment
from instructions.models import Instruction
from tests.instructions.ladder.travels import climbed, play, work
from tests.instructions.orders import order_to
from tests.notifications.fixtures import phone, using
from tests.notifications.phones import Phones
from tests.people import WIB, Cast, Member, actor, appoint, cast, person

__all__ = ["phone", "using"]
pytestmark = pytest.mark.django_db

# Wednesday; Thursday is worked, Friday is Christmas, then the weekend.
EVE = datetime(2026, 12, 23, 15, 0, tzinfo=WIB)
LAST = datetime(2026, 12, 31, 23, 0, tzinfo=WIB)


@pytest.fixture
def people(db: None, settings: LazySettings) -> Cast:
    """The small regency, past its days of trial."""
    settings.LADDER_TRIAL_DAYS = 0
    return cast()


def given(people: Cast, **fields: Any) -> Instruction:
    """The bupati's order to two camats on the eve."""
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, at=EVE, **fields
    )
    work(EVE)
    return order


@pytest.mark.parametrize(
    ("urgency", "wanted"),
    [
        (
            "biasa",
            [
                ("answer_due", "24 13.30"), ("answer_again", "24 15.00"),
                ("answer_office", "28 08.00"), ("answer_superior", "28 11.00"),
                ("answer_giver", "28 15.00"),
            ],
        ),
        (
            "segera",
            [
                ("answer_due", "23 17.00"), ("answer_again", "23 17.30"),
                ("answer_office", "23 18.00"), ("answer_superior", "23 19.00"),
                ("answer_giver", "23 20.00"),
            ],
        ),
        (
            "sangat_segera",
            [
                ("answer_due", "23 15.30"), ("answer_again", "23 15.38"),
                ("answer_office", "23 15.45"), ("answer_superior", "23 16.00"),
                ("answer_giver", "23 16.15"),
            ],
        ),
    ],
)  # fmt: skip
def test_on_the_eve_of_a_long_holiday_each_urgency_keeps_its_hours(
    people: Cast, phone: Phones, urgency: str, wanted: list[tuple[str, str]]
) -> None:
    order = given(people, urgency=urgency)
    play(LAST)
    assert climbed(order, people.camat_pelawan) == wanted
    # Each reached person had each rung once, with the order itself.
    assert [one.verb for one in phone.got(people.camat_pelawan)] == [
        "send", "remind_recipient", "remind_recipient",
    ]  # fmt: skip
    assert [one.verb for one in phone.got(people.sekcam_pelawan)] == ["ask_office"]
    assert [one.verb for one in phone.got(people.sekda)] == ["ask_superior"]
    assert [one.verb for one in phone.got(people.bupati)] == ["tell_giver"]


def test_what_is_said_on_the_holiday_waits_for_monday(people: Cast, phone: Phones) -> None:
    holiday = datetime(2026, 12, 25, 10, 0, tzinfo=WIB)
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, at=holiday)
    work(holiday)
    assert phone.sent == []
    play(datetime(2026, 12, 28, 7, 29, tzinfo=WIB))
    assert phone.sent == []
    play(datetime(2026, 12, 28, 7, 30, tzinfo=WIB))
    assert [one.verb for one in phone.got(people.camat_pelawan)] == ["send"]


def test_an_absence_that_begins_under_way_sends_the_next_rung_to_the_stand_in(
    people: Cast, phone: Phones
) -> None:
    given(people)
    stand_in = people.sekcam_pelawan
    away = Away(
        "cuti", date(2026, 12, 24), date(2026, 12, 31), substitute=stand_in.person.public_id
    )
    absences.register(away, actor=actor(people.camat_pelawan.person, at=EVE), at=EVE)
    play(datetime(2026, 12, 24, 14, 0, tzinfo=WIB))
    assert [one.verb for one in phone.got(people.camat_pelawan)] == ["send"]
    assert [one.verb for one in phone.got(stand_in)] == ["remind_recipient"]


def test_an_appointment_that_begins_under_way_has_the_next_rung(
    people: Cast, phone: Phones
) -> None:
    given(people)
    seat = people.camat_pelawan.position
    Appointment.objects.filter(position=seat).update(ends_on=date(2026, 12, 23))
    successor = person("Camat Baru Contoh", phone="+628000000555")
    appoint(successor, seat, starts_on=date(2026, 12, 24))
    play(datetime(2026, 12, 24, 14, 0, tzinfo=WIB))
    assert [one.verb for one in phone.got(people.camat_pelawan)] == ["send"]
    assert [one.verb for one in phone.got(Member(successor, seat))] == ["remind_recipient"]


def test_a_phone_that_stays_silent_is_worked_once_by_any_number_of_passes(
    people: Cast, phone: Phones
) -> None:
    given(people)
    play(datetime(2026, 12, 24, 14, 0, tzinfo=WIB))
    before = len(phone.sent)
    for minutes in range(5):
        work(datetime(2026, 12, 24, 14, 0, tzinfo=WIB) + timedelta(minutes=minutes))
    assert len(phone.sent) == before
