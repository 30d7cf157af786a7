"""The ladder of what did not arrive: asked once, of whoever keeps the unit's papers, never above."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from accounts.models import Appointment, Position
from instructions import actions
from instructions.ladder import clock
from instructions.models import Assignment, Climb, Instruction, Step
from notifications import receipts, sending, undelivered
from notifications.channels import Message, Outcome, Sent, Unreachable
from notifications.models import Delivery, Watch
from notifications.unreached import PATIENCE, unreached
from tests.instructions.orders import order_to, share_of
from tests.notifications.phones import Phones
from tests.people import AT, Cast, actor, cast
from tests.statements import counted
from tests.web.visits import browser, status, text, url_of
from workflow import outbox
from workflow.verify import verify

pytestmark = pytest.mark.django_db
SOON = AT + timedelta(minutes=16)


@pytest.fixture
def people(db: None, settings: LazySettings) -> Cast:
    """The small regency, past its days of trial."""
    settings.LADDER_TRIAL_DAYS = 0
    return cast()


@pytest.fixture
def lost(people: Cast, using: Callable[..., None]) -> Phones:
    """A phone that reaches everybody but the camat of Pelawan."""
    made, gone = Phones(), people.camat_pelawan.person.pk

    def answer(message: Message) -> Outcome:
        if message.person_id == gone:
            return Unreachable("number does not exist")
        return Sent(f"id-{message.delivery}")

    made.answer = answer
    using(made)
    return made


def to_camats(people: Cast, **fields: Any) -> Instruction:
    """The bupati's order to two camats, told and tried."""
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, **fields)
    pass_on()
    return order


def pass_on(at: datetime = AT) -> None:
    """One worker's pass, and what it left for the next."""
    for _ in range(2):
        outbox.drain(at=at)
        sending.send_due(at=at)


def climb(at: datetime) -> int:
    """What a worker does: the ladder, then the ladder of what did not arrive."""
    clock.tick(at=at)
    return undelivered.climb(at=at)


def asked(share: Assignment) -> list[tuple[str, str, int | None]]:
    """Outcome, why it was skipped, and who was told, of the rung of what did not arrive."""
    rows = Step.objects.filter(share=share, rung="undelivered")
    return list(rows.values_list("outcome", "skip", "told"))


def test_a_phone_never_reached_is_passed_on_by_the_units_secretary_once(
    people: Cast, lost: Phones
) -> None:
    order = to_camats(people)
    pelawan, limun = (share_of(order, who) for who in (people.camat_pelawan, people.camat_limun))
    for minutes in range(16, 90, 7):
        climb(at=AT + timedelta(minutes=minutes))
    office = people.sekcam_pelawan
    assert asked(pelawan) == [("climbed", "", office.position.pk)]
    assert asked(limun) == []
    assert Climb.objects.count() == 1
    pass_on(SOON)
    (message,) = lost.got(office)
    assert message.title == "Belum sampai kepada Camat Pelawan: mohon disampaikan"
    assert order.text not in message.body
    assert lost.got(people.sekda) == []
    assert verify().faults == []


def test_whoever_is_asked_may_read_it_and_the_bell_leads_there(people: Cast, lost: Phones) -> None:
    order = to_camats(people)
    secretary = browser(people.sekcam_pelawan.person)
    assert status(secretary, url_of(order)) == 404
    climb(at=SOON)
    pass_on(SOON)
    bell = secretary.get("/pemberitahuan/")
    assert "Belum sampai kepada Camat Pelawan" in text(bell)
    assert f'href="{url_of(order)}"' in bell.content.decode()
    assert status(secretary, url_of(order)) == 200


def test_the_giver_sees_it_and_the_other_recipient_learns_nothing(
    people: Cast, lost: Phones
) -> None:
    order = to_camats(people)
    climb(at=SOON)
    pass_on(SOON)
    assert "Belum sampai" in text(browser(people.bupati.person).get(url_of(order)))
    assert "Belum sampai" not in text(browser(people.camat_limun.person).get(url_of(order)))


def test_an_order_between_two_is_passed_on_by_nobody(people: Cast, lost: Phones) -> None:
    order = order_to(people.camat_pelawan, giver=people.bupati)
    pass_on()
    climb(at=SOON)
    share = share_of(order, people.camat_pelawan)
    assert asked(share) == [("skipped", "only_me", None)]
    assert unreached([share], at=SOON) == {share.pk}


def test_above_ordinary_the_request_says_nothing_of_it(people: Cast, lost: Phones) -> None:
    order = to_camats(people, classification="terbatas")
    Instruction.objects.filter(pk=order.pk).update(only_me=False)
    climb(at=SOON)
    pass_on(SOON)
    (message,) = lost.got(people.sekcam_pelawan)
    assert "Pelawan" not in message.title
    assert "rawan banjir" not in message.title + message.body


def test_where_the_secretarys_seat_is_empty_the_superior_is_not_asked_instead(
    people: Cast, lost: Phones
) -> None:
    Appointment.objects.filter(position=people.sekcam_pelawan.position).delete()
    order = to_camats(people)
    climb(at=SOON)
    assert asked(share_of(order, people.camat_pelawan)) == [("skipped", "nobody", None)]


def test_with_nobody_to_tell_it_did_not_arrive_at_once(people: Cast, lost: Phones) -> None:
    person = people.camat_pelawan.person
    person.is_active = False
    person.save()
    order = to_camats(people)
    share = share_of(order, people.camat_pelawan)
    assert unreached([share], at=AT) == {share.pk}
    climb(at=AT)
    assert asked(share) == [("climbed", "", people.sekcam_pelawan.position.pk)]


def test_who_was_reached_late_who_read_and_who_answered_are_asked_about_no_more(
    people: Cast, using: Callable[..., None]
) -> None:
    using()
    order = order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut, giver=people.bupati
    )
    pass_on()
    pelawan, limun, singkut = (
        share_of(order, who)
        for who in (people.camat_pelawan, people.camat_limun, people.camat_singkut)
    )
    actions.acknowledge(str(pelawan.public_id), actor=actor(people.camat_pelawan.person), at=AT)
    actions.see(str(limun.public_id), actor=actor(people.camat_limun.person), at=AT)
    assert climb(at=AT + PATIENCE) == 3
    assert (asked(pelawan), asked(limun)) == ([], [])
    assert asked(singkut) == [("skipped", "nobody", None)]  # Singkut has no secretary here
    assert not Watch.objects.filter(look_at__isnull=False).exists()


def test_a_provider_that_could_not_bring_it_after_all_starts_the_climb(
    people: Cast, phone: Phones
) -> None:
    order = to_camats(people)
    share = share_of(order, people.camat_pelawan)
    climb(at=SOON)
    assert asked(share) == []
    row = Delivery.objects.get(assignment=share)
    later = SOON + timedelta(hours=1)
    receipts.record(row.channel, row.provider_id, "failed", at=later)
    climb(at=later)
    assert [each[0] for each in asked(share)] == ["climbed"]


def test_in_quiet_hours_nobody_is_asked(people: Cast, lost: Phones) -> None:
    order = to_camats(people)
    share = share_of(order, people.camat_pelawan)
    night = AT.replace(hour=23)
    climb(at=night)
    assert asked(share) == []
    climb(at=AT.replace(day=25, hour=7, minute=30))
    assert [each[0] for each in asked(share)] == ["climbed"]


def test_in_the_trial_it_is_recorded_and_nobody_is_asked(
    people: Cast, lost: Phones, settings: LazySettings
) -> None:
    settings.LADDER_TRIAL_DAYS = 30
    order = to_camats(people)
    climb(at=SOON)
    pass_on(SOON)
    assert [each[0] for each in asked(share_of(order, people.camat_pelawan))] == ["rehearsed"]
    assert lost.got(people.sekcam_pelawan) == []


def test_a_look_costs_as_many_statements_for_many_as_for_two(
    people: Cast, using: Callable[..., None]
) -> None:
    using()

    def cost(orders: int) -> int:
        for _ in range(orders):
            order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
        outbox.drain(at=AT)
        with counted() as found:
            assert undelivered.look(at=AT + PATIENCE) == orders * 2
        return found.count

    assert cost(1) == cost(6) <= 14
    with counted() as idle:
        undelivered.look(at=AT + PATIENCE)
    assert idle.count == 1


def test_whoever_stands_in_for_the_unreached_is_not_asked_to_reach_themselves(
    people: Cast, using: Callable[..., None]
) -> None:
    using()
    camat = Position.objects.get(pk=people.camat_pelawan.position.pk)
    Appointment.objects.filter(position=camat).update(person=people.sekcam_pelawan.person)
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    climb(at=AT + PATIENCE)
    assert asked(share_of(order, people.camat_pelawan)) == [("skipped", "nobody", None)]
