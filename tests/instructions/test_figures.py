"""How long it took, worked out by hand on the calendar of November 2026.

Biasa counts 08.00-16.00 on weekdays, Segera 06.00-21.00 every day, Sangat segera always.
"""

from datetime import date, datetime, timedelta

import pytest

from accounts.hats import AIDE_VERBS
from accounts.models import Appointment, Capacity
from instructions import actions
from instructions.clock import meter
from instructions.figures import summary
from tests.instructions.figured import (
    accepted,
    answered,
    away,
    done,
    of_giver,
    of_own,
    reported,
    sent,
    when,
)
from tests.instructions.orders import order_to
from tests.instructions.worktimes import eight_to_four
from tests.people import AT, WIB, Member, actor, appoint, cast, delegate, member, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def round_hours(db: None) -> None:
    """The sums of these stories are done with office hours from 08.00 to 16.00."""
    eight_to_four()


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


# --- The meter -----------------------------------------------------------------------------------


def by_the_minute(urgency: str, start: datetime, end: datetime) -> int:
    """Seconds that count, found by looking at every minute: slow, and nothing like the meter."""
    seconds, at = 0, start
    while at < end:
        new_year = (at.month, at.day) == (1, 1)
        weekend, hour = at.isoweekday() > 5 or new_year, at.hour
        counts = {
            "biasa": not weekend and 8 <= hour < 16,
            "segera": 6 <= hour < 21,
            "sangat_segera": True,
        }[urgency]
        seconds += 60 * counts
        at += timedelta(minutes=1)
    return seconds


@pytest.mark.parametrize("urgency", ["biasa", "segera", "sangat_segera"])
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (when(20, 15), when(23, 9)),
        (when(21, 3), when(22, 23)),
        (when(16, 7, 59), when(16, 16, 1)),
        (when(30, 23, month=12), datetime(2027, 1, 4, 10, tzinfo=WIB)),
        (when(16, 12), when(16, 12)),
    ],
)
def test_the_meter_counts_what_a_look_at_every_minute_counts(urgency, start, end):
    read = meter(urgency)
    assert round(read(end) - read(start)) == by_the_minute(urgency, start, end)


# --- Stories -------------------------------------------------------------------------------------


def test_a_weekend_does_not_look_like_slowness():
    people = cast()
    key = sent(people.bupati, people.camat_pelawan, when(20, 15))  # Friday
    answered(key, people.camat_pelawan, when(23, 9))  # 1 on Friday, 1 on Monday
    reported(key, people.camat_pelawan, when(24, 10))  # 1 + 8 + 2
    accepted(key, people.bupati, when(24, 13))
    for seen in (of_giver(people.bupati), of_own(people.camat_pelawan)):
        assert (seen.ordered, seen.answered, seen.finished) == (1, 1, 1)
        assert (seen.answer, seen.finish) == (hours(2), hours(11))
        assert (seen.open, seen.late, seen.waiting) == (0, 0, 0)


def test_an_urgent_order_counts_its_own_hours():
    people = cast()
    friday, sunday = when(20, 20), when(22, 7)
    key = sent(people.bupati, people.camat_pelawan, friday, urgency="segera")
    answered(key, people.camat_pelawan, sunday)  # 1 on Friday, 15 on Saturday, 1 on Sunday
    assert of_giver(people.bupati).answer == hours(17)


def test_days_of_absence_count_only_where_somebody_stands_in():
    people = cast()
    away(people.camat_pelawan, 17, 18)
    away(people.camat_limun, 17, 18, substitute=people.sekcam_pelawan)
    for camat in (people.camat_pelawan, people.camat_limun):
        answered(sent(people.bupati, camat, when(16, 8)), camat, when(19, 9))
    lines = summary.given(actor(people.bupati.person), at=AT).positions
    assert {line.name: line.figure.answer for line in lines} == {
        "Camat Pelawan": hours(8 + 1),
        "Camat Limun": hours(8 + 8 + 8 + 1),
    }
    # Her own figure is of the time she was there, whoever stood in.
    assert of_own(people.camat_limun).answer == hours(8 + 1)


def test_waiting_for_direction_and_for_acceptance_is_the_givers_time():
    people = cast()
    camat, bupati = people.camat_pelawan, people.bupati
    key = sent(bupati, camat, when(16, 8))
    actions.ask(key, actor=actor(camat.person), at=when(16, 10), question="Semua desa?")  # 2
    actions.answer(key, actor=actor(bupati.person), at=when(18, 10), answer="Ya.")
    reported(key, camat, when(18, 12))  # 2
    actions.return_(key, actor=actor(bupati.person), at=when(19, 8), reason="Foto kurang.")
    reported(key, camat, when(19, 9))  # 1
    accepted(key, bupati, when(23, 9))
    seen = of_giver(bupati)
    assert (seen.answer, seen.finish) == (hours(2), hours(5))


def test_what_is_closed_from_above_counts_against_nobody():
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, at=when(2, 8))
    actions.close(
        str(order.public_id), actor=actor(people.bupati.person), at=when(24, 8), reason="Cukup."
    )
    seen = of_giver(people.bupati)
    assert (seen.ordered, seen.answered, seen.finished) == (2, 0, 0)
    assert (seen.answer, seen.finish, seen.open, seen.late) == (None, None, 0, 0)


def test_who_orders_himself_has_no_figures_of_it():
    people = cast()
    Appointment.objects.filter(position=people.camat_singkut.position).delete()
    appoint(people.sekda.person, people.camat_singkut.position, capacity=Capacity.PLT)
    plt = Member(people.sekda.person, people.camat_singkut.position)
    key = sent(people.sekda, plt, when(16, 8))
    assert of_giver(people.sekda).open == 0
    answered(key, plt, when(16, 9))
    reported(key, plt, when(16, 10))
    accepted(key, people.sekda, when(16, 11))
    for seen in (of_giver(people.sekda), of_own(people.sekda)):
        assert (seen.ordered, seen.answered, seen.finished) == (0, 0, 0)


def test_who_controls_an_order_and_accepts_his_own_work_has_no_figures_of_it():
    people = cast()
    Appointment.objects.filter(position=people.camat_singkut.position).delete()
    appoint(people.sekda.person, people.camat_singkut.position, capacity=Capacity.PLT)
    plt = Member(people.sekda.person, people.camat_singkut.position)
    sekda = str(people.sekda.position.public_id)
    key = sent(people.bupati, plt, when(16, 8), controller=sekda)
    answered(key, plt, when(16, 9))
    assert of_giver(people.bupati).answered == 1
    reported(key, plt, when(16, 10))
    accepted(key, people.sekda, when(16, 11))
    assert of_giver(people.bupati).answered == 0


def test_a_copy_for_information_has_no_figures():
    people = cast()
    order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, at=when(16, 8),
        roles={"Camat Limun": "untuk_diketahui"},
    )  # fmt: skip
    assert of_giver(people.bupati).ordered == 1
    assert of_own(people.camat_limun).open == 0


def test_figures_follow_the_person_and_work_follows_the_position():
    people = cast()
    before, bupati = people.camat_pelawan, people.bupati
    key = sent(bupati, before, when(16, 8))
    Appointment.objects.filter(person=before.person).update(ends_on=date(2026, 11, 17))
    after = Member(person("Siti Aminah"), before.position)
    appoint(after.person, after.position, starts_on=date(2026, 11, 18))
    answered(key, after, when(18, 10))
    assert of_giver(bupati).answer == hours(8 + 8 + 2)
    assert of_own(after).answer == hours(2)
    assert of_own(after).ordered == 0
    gone = of_own(before)
    assert (gone.ordered, gone.answered, gone.open) == (1, 0, 0)


def test_what_an_aide_does_for_a_position_is_its_holders():
    people = cast()
    aide = member("Staf Camat Pelawan")
    delegate(
        aide.person, people.camat_pelawan.position, verbs=[*AIDE_VERBS, "acknowledge", "report"]
    )
    key = sent(people.bupati, people.camat_pelawan, when(16, 8))
    answered(key, Member(aide.person, people.camat_pelawan.position), when(16, 9))
    assert of_own(people.camat_pelawan).answer == hours(1)
    assert of_own(aide).answered == 0


# --- Late ----------------------------------------------------------------------------------------


def test_late_is_unanswered_past_the_deadline_as_on_the_board():
    people = cast()
    sent(people.bupati, people.camat_pelawan, when(16, 8))  # to be answered by 14.00
    assert of_giver(people.bupati, at=when(16, 13, 59)).late == 0
    assert of_giver(people.bupati, at=when(16, 14, 1)).late == 1
    assert of_own(people.camat_pelawan, at=when(16, 14, 1)).late == 1


def test_days_of_absence_before_a_deadline_are_given_back_after_it():
    people = cast()
    away(people.camat_pelawan, 16, 17)
    sent(people.bupati, people.camat_pelawan, when(16, 8))  # six hours, all of them away
    assert of_giver(people.bupati, at=when(18, 13)).late == 0
    assert of_giver(people.bupati, at=when(18, 15)).late == 1


def test_time_a_question_waited_is_given_back():
    people = cast()
    camat, bupati = people.camat_pelawan, people.bupati
    key = sent(bupati, camat, when(16, 8))  # forty hours: to be done by Friday 16.00
    actions.ask(key, actor=actor(camat.person), at=when(16, 9), question="Semua desa?")
    assert of_giver(bupati, at=when(23, 9)).late == 0
    assert of_giver(bupati, at=when(23, 9)).waiting == 1
    actions.answer(key, actor=actor(bupati.person), at=when(20, 16), answer="Ya.")  # 39 hours later
    assert of_giver(bupati, at=when(27, 14)).late == 0  # 38 of 39 given back
    assert of_giver(bupati, at=when(27, 15, 30)).late == 1


def test_a_successor_is_not_late_with_what_was_late_already():
    people = cast()
    sent(people.bupati, people.camat_pelawan, when(2, 8))
    Appointment.objects.filter(person=people.camat_pelawan.person).update(
        ends_on=date(2026, 11, 23)
    )
    after = Member(person("Siti Aminah"), people.camat_pelawan.position)
    appoint(after.person, after.position, starts_on=date(2026, 11, 24))
    assert of_giver(people.bupati, at=when(24, 10)).late == 1
    assert (of_own(after, at=when(24, 10)).open, of_own(after, at=when(24, 10)).late) == (1, 0)
    assert of_own(after, at=when(24, 15)).late == 1  # seven hours of six


# --- Medians, weeks, months, units ---------------------------------------------------------------


def test_medians_are_of_what_happened_in_the_window():
    people = cast()
    for taken in (1, 2, 6):
        done(people.bupati, people.camat_pelawan, at=when(16, 8), until=when(16, 8 + taken))
    done(people.bupati, people.camat_pelawan, at=when(1, 8, month=10), until=when(1, 15, month=10))
    seen = of_own(people.camat_pelawan)
    assert (seen.answered, seen.answer) == (3, hours(2))
    wide = of_own(people.camat_pelawan, days=90)
    assert (wide.answered, wide.answer) == (4, hours(4))
    shown = summary.mine(actor(people.camat_pelawan.person), at=AT)
    assert [point.starts_on for point in shown.months[:2]] == [date(2026, 11, 1), date(2026, 10, 1)]
    assert [point.figure.answered for point in shown.months] == [3, 1, 0, 0, 0, 0]
    weeks = {point.starts_on: point.figure.answered for point in shown.weeks}
    assert len(weeks) == 12
    assert (weeks[date(2026, 11, 16)], weeks[date(2026, 9, 28)]) == (3, 1)


def test_units_and_positions_stand_by_name_and_never_by_speed():
    people = cast()
    for camat, hour in ((people.camat_singkut, 9), (people.camat_pelawan, 15)):
        done(people.bupati, camat, at=when(16, 8), until=when(16, hour))
    sent(people.bupati, people.kadis_kesehatan, when(23, 8))
    shown = summary.given(actor(people.bupati.person), at=AT)
    assert [line.name for line in shown.positions] == [
        "Camat Pelawan", "Camat Singkut", "Kepala Dinas Kesehatan",
    ]  # fmt: skip
    assert [line.name for line in shown.units] == [
        "Dinas Kesehatan", "Kecamatan Pelawan", "Kecamatan Singkut",
    ]  # fmt: skip
    assert [line.figure.open for line in shown.units] == [1, 0, 0]
    assert shown.total.answer == hours(4)
