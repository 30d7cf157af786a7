"""Quiet hours of messages, and piket: who is told when the offices are closed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from accounts import oncall
from accounts.models import Unit
from accounts.oncall import NewShift
from instructions import actions
from instructions.models import Instruction
from notifications import sending
from notifications.models import Delivery, Notice
from tests.api.calls import app
from tests.instructions.orders import order_to, share_of
from tests.notifications.phones import Phones
from tests.people import AT, WIB, Cast, Member, actor, cast
from tests.statements import counted
from tests.web.visits import browser, status, text, url_of
from workflow import outbox

pytestmark = pytest.mark.django_db


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in November 2026; the 24th is a Tuesday, the 27th a Friday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=WIB)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def to_camats(people: Cast, moment: datetime, urgency: str, **fields: Any) -> Instruction:
    """The bupati's order to two camats, told."""
    order = order_to(
        people.camat_pelawan, people.camat_limun,
        giver=people.bupati, at=moment, urgency=urgency, **fields,
    )  # fmt: skip
    outbox.drain(at=moment)
    return order


def due(member: Member) -> list[datetime | None]:
    """When what somebody is told is sent."""
    rows = Delivery.objects.filter(person=member.person).order_by("pk")
    return [row.due_at.astimezone(WIB) if row.due_at else None for row in rows]


@pytest.mark.parametrize(
    ("given", "urgency", "sent"),
    [
        (at(24, 12, 15), "biasa", at(24, 12, 15)),  # a break disturbs nobody
        (at(24, 19), "biasa", at(25, 7, 30)),
        (at(27, 17), "biasa", at(30, 7, 30)),
        (at(24, 19), "segera", at(24, 19)),
        (at(24, 23), "segera", at(25, 6)),
        (at(28, 23), "segera", at(29, 6)),
        (at(28, 3), "sangat_segera", at(28, 3)),
    ],
)
def test_an_order_is_sent_within_the_hours_of_its_urgency_and_rings_at_once(
    people: Cast, phone: Phones, given: datetime, urgency: str, sent: datetime
) -> None:
    order = to_camats(people, given, urgency)
    assert due(people.camat_pelawan) == [sent]
    share = share_of(order, people.camat_pelawan)
    bell = Notice.objects.get(position=share.position, entry__subject_id=share.pk)
    assert bell.at == given


def test_a_comment_at_eleven_in_the_evening_waits_for_the_morning(
    people: Cast, phone: Phones
) -> None:
    order = to_camats(people, AT, "segera")
    sending.send_due(at=AT)
    key = str(share_of(order, people.camat_pelawan).public_id)
    night = at(24, 23)
    actions.comment(key, actor=actor(people.bupati.person), at=night, note="Bawa pompa.")
    outbox.drain(at=night)
    assert due(people.camat_pelawan)[-1] == at(25, 6)
    phone.sent.clear()
    sending.send_due(at=night)
    assert phone.got(people.camat_pelawan) == []
    sending.send_due(at=at(25, 6))
    assert len(phone.got(people.camat_pelawan)) == 1


def test_an_office_may_do_without_quiet_hours(
    people: Cast, phone: Phones, settings: LazySettings
) -> None:
    settings.QUIET_HOURS = False
    to_camats(people, at(28, 3), "biasa")
    assert due(people.camat_pelawan) == [at(28, 3)]


# --- Piket -----------------------------------------------------------------------------------------


def on_call(people: Cast, members: Iterable[Member], start: datetime) -> None:
    """Plan a night for the kecamatan of Pelawan."""
    unit = Unit.objects.get(code="15.03.05")
    shifts = [NewShift(one.person.public_id, start, start + timedelta(hours=15)) for one in members]
    oncall.plan(unit.public_id, shifts, actor=actor(people.camat_pelawan.person), at=AT)


def test_at_night_whoever_is_on_call_is_asked_to_pass_on_and_learns_no_more(
    people: Cast, phone: Phones
) -> None:
    on_call(people, [people.sekcam_pelawan], at(24, 16))
    night = at(24, 22)
    order = to_camats(people, night, "sangat_segera")
    sending.send_due(at=night)
    (message,) = phone.got(people.sekcam_pelawan)
    assert message.title == "Ada perintah Sangat segera untuk Camat Pelawan: mohon disampaikan"
    assert order.reference in message.body
    assert order.text not in message.body
    assert (message.buttons, message.share) == ((), None)
    assert str(order.public_id) not in message.link
    share = share_of(order, people.camat_pelawan)
    assert str(share.public_id) not in message.link
    assert len(phone.got(people.camat_pelawan)) == 1
    secretary = browser(people.sekcam_pelawan.person)
    assert status(secretary, url_of(order)) == status(secretary, url_of(share)) == 404
    bell = secretary.get("/pemberitahuan/")
    assert "Ada perintah untuk Camat Pelawan: mohon disampaikan" in text(bell)
    assert str(share.public_id) not in bell.content.decode()
    (row,) = app(people.sekcam_pelawan).get("notices").data["results"]
    assert (row["id"], row["sentence"]) == (None, "diminta menyampaikan perintah")


def test_in_office_hours_and_for_plain_orders_nobody_on_call_is_told(
    people: Cast, phone: Phones
) -> None:
    on_call(people, [people.sekcam_pelawan], AT)
    to_camats(people, AT, "sangat_segera")
    to_camats(people, at(24, 20), "biasa")
    assert due(people.sekcam_pelawan) == []


def test_segera_asks_whoever_is_on_call_when_it_is_told(people: Cast, phone: Phones) -> None:
    on_call(people, [people.sekcam_pelawan], at(24, 16))
    to_camats(people, at(24, 20), "segera")
    assert due(people.sekcam_pelawan) == [at(24, 20)]
    to_camats(people, at(24, 23), "segera")  # told at 06.00, when the shift still runs
    assert due(people.sekcam_pelawan) == [at(24, 20), at(25, 6)]


def test_of_an_order_between_two_or_a_secret_nobody_on_call_is_told(
    people: Cast, phone: Phones
) -> None:
    on_call(people, [people.sekcam_pelawan], at(24, 16))
    night = at(24, 22)
    order_to(people.camat_pelawan, giver=people.bupati, at=night, urgency="sangat_segera")
    outbox.drain(at=night)
    to_camats(people, night, "sangat_segera", classification="rahasia", only_me=False)
    assert due(people.sekcam_pelawan) == []


def test_a_recipient_on_call_is_told_once_and_an_answer_makes_the_rest_moot(
    people: Cast, phone: Phones
) -> None:
    on_call(people, [people.camat_pelawan, people.sekcam_pelawan], at(24, 16))
    night = at(24, 22)
    order = to_camats(people, night, "sangat_segera")
    assert due(people.camat_pelawan) == [night]
    key = str(share_of(order, people.camat_pelawan).public_id)
    actions.acknowledge(key, actor=actor(people.camat_pelawan.person), at=night)
    outbox.drain(at=night)
    sending.send_due(at=night)
    assert phone.got(people.sekcam_pelawan) == []


def test_routing_costs_three_statements_however_many_recipients(
    people: Cast, phone: Phones
) -> None:
    on_call(people, [people.sekcam_pelawan], at(24, 16))
    members = [people.camat_pelawan, people.camat_limun, people.camat_singkut, people.sekda]

    def cost(some: list[Member]) -> int:
        night = at(24, 22)
        order_to(*some, giver=people.bupati, at=night, urgency="sangat_segera", only_me=False)
        with counted() as found:
            outbox.drain(at=night)
        return found.count

    assert cost(members[:1]) == cost(members)
