"""The on-call roster: who plans it, who is on duty when, and a month from the clipboard."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from accounts import oncall
from accounts.models import OnCall, Position, Unit
from accounts.oncall import NewShift
from accounts.oncall_lines import shifts_in
from tests.people import AT, WIB, Cast, Member, actor, cast
from tests.races import race
from tests.statements import counted
from workflow.models import Entry
from workflow.refusals import Refused
from workflow.verify import verify

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 24, 16, tzinfo=WIB)
NIGHT = timedelta(hours=15, minutes=30)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def pelawan() -> Unit:
    return Unit.objects.get(code="15.03.05")


def shift(member: Member, starts_at: datetime = EVENING, lasts: timedelta = NIGHT) -> NewShift:
    return NewShift(member.person.public_id, starts_at, starts_at + lasts)


def planned(by: Member, *shifts: NewShift) -> list[OnCall]:
    return oncall.plan(pelawan().public_id, shifts, actor=actor(by.person), at=AT)


def code(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code


# --- Who is on duty ---------------------------------------------------------------------------


def test_on_duty_from_the_first_minute_up_to_the_last(people: Cast) -> None:
    planned(people.camat_pelawan, shift(people.sekcam_pelawan))
    unit, who = pelawan().pk, people.sekcam_pelawan.person.pk
    minute = timedelta(minutes=1)
    assert oncall.on_duty([unit], EVENING - minute) == {}
    assert oncall.on_duty([unit], EVENING) == {unit: [who]}
    assert oncall.on_duty([unit], EVENING + NIGHT - minute) == {unit: [who]}
    assert oncall.on_duty([unit], EVENING + NIGHT) == {}


def test_one_statement_for_all_units_and_two_may_share_a_night(people: Cast) -> None:
    planned(people.camat_pelawan, shift(people.sekcam_pelawan), shift(people.camat_pelawan))
    with counted() as cost:
        found = oncall.on_duty(list(Unit.objects.values_list("pk", flat=True)), EVENING)
    assert cost.count == 2  # one is the test's own list
    assert found == {
        pelawan().pk: [people.sekcam_pelawan.person.pk, people.camat_pelawan.person.pk]
    }


def test_who_left_the_service_is_not_rung(people: Cast) -> None:
    planned(people.camat_pelawan, shift(people.sekcam_pelawan))
    type(people.sekcam_pelawan.person).objects.filter(pk=people.sekcam_pelawan.person.pk).update(
        is_active=False
    )
    assert oncall.on_duty([pelawan().pk], EVENING) == {}


# --- Who plans --------------------------------------------------------------------------------


def test_head_secretary_and_administrator_plan_and_are_on_record(people: Cast) -> None:
    regency = Unit.objects.get(code="15.03")
    Position.objects.filter(pk=people.kabag_umum.position.pk).update(administers=regency)
    by = (people.camat_pelawan, people.sekcam_pelawan, people.kabag_umum)
    for number, member in enumerate(by):
        (row,) = planned(member, shift(people.sekcam_pelawan, EVENING + number * timedelta(days=1)))
        assert row.noted_by == member.person
    entries = Entry.objects.filter(kind="oncall", verb="plan").order_by("pk")
    assert [entry.position_id for entry in entries] == [one.position.pk for one in by]
    assert verify().faults == []


@pytest.mark.parametrize("who", ["camat_limun", "stranger", "ajudan", "sekda", "asisten"])
def test_others_do_not_learn_of_it(people: Cast, who: str) -> None:
    member = getattr(people, who)
    assert code(partial(planned, member, shift(people.sekcam_pelawan))) == "not_found"
    (row,) = planned(people.camat_pelawan, shift(people.sekcam_pelawan))
    key = str(row.public_id)
    assert code(partial(oncall.cancel, key, actor=actor(member.person), at=AT)) == "not_found"


def test_who_is_on_call_sees_it_and_does_not_cancel_it(people: Cast) -> None:
    Position.objects.filter(pk=people.sekcam_pelawan.position.pk).update(kind="staf")
    (row,) = planned(people.camat_pelawan, shift(people.sekcam_pelawan))
    mine = actor(people.sekcam_pelawan.person)
    assert OnCall.visible_to(mine).get() == row
    assert code(partial(oncall.cancel, row.public_id, actor=mine, at=AT)) == "not_yours"


def test_a_cancelled_shift_rings_nobody_and_stays_on_record(people: Cast) -> None:
    (row,) = planned(people.camat_pelawan, shift(people.sekcam_pelawan))
    oncall.cancel(row.public_id, actor=actor(people.sekcam_pelawan.person), at=AT)
    assert oncall.on_duty([pelawan().pk], EVENING) == {}
    assert OnCall.objects.get().status == "cancelled"
    planned(people.camat_pelawan, shift(people.sekcam_pelawan))


# --- What is refused --------------------------------------------------------------------------


def test_shifts_that_make_no_sense(people: Cast) -> None:
    who, by = people.sekcam_pelawan, people.camat_pelawan
    hour = timedelta(hours=1)
    for shifts, said in (
        ([], "no_shifts"),
        ([shift(who, lasts=timedelta(0))], "ends_before_start"),
        ([shift(who, lasts=timedelta(days=8))], "too_long"),
        ([shift(who, AT - 2 * hour, hour)], "shift_is_over"),
        ([shift(who, AT + timedelta(days=401))], "too_far_ahead"),
        ([shift(people.camat_limun)], "unknown_person"),
        ([shift(who), shift(who, EVENING + hour)], "shifts_overlap"),
        ([shift(who, EVENING + n * NIGHT) for n in range(201)], "too_many_shifts"),
    ):
        assert code(partial(planned, by, *shifts)) == said
    assert not OnCall.objects.exists()


def test_nobody_is_planned_twice_for_the_same_night(people: Cast) -> None:
    planned(people.camat_pelawan, shift(people.sekcam_pelawan))
    again = partial(planned, people.camat_pelawan, shift(people.sekcam_pelawan))
    assert code(again) == "shifts_overlap"
    planned(people.camat_pelawan, shift(people.sekcam_pelawan, EVENING + NIGHT))


def test_the_database_refuses_a_shift_that_ends_before_it_starts(people: Cast) -> None:
    (row,) = planned(people.camat_pelawan, shift(people.sekcam_pelawan))
    with pytest.raises(IntegrityError), transaction.atomic():
        OnCall.objects.filter(pk=row.pk).update(ends_at=EVENING)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_plan_the_same_night_one_is_told() -> None:
    people = cast()
    work = [
        partial(planned, by, shift(people.sekcam_pelawan))
        for by in (people.camat_pelawan, people.sekcam_pelawan)
    ]
    came = race(*work)
    assert sorted(type(one).__name__ for one in came) == ["Refused", "list"], came
    assert OnCall.objects.count() == 1


# --- A month from the clipboard ---------------------------------------------------------------


def test_a_month_is_pasted_in_two_statements_or_so(people: Cast) -> None:
    nip = people.sekcam_pelawan.person.nip
    text = "\n".join(f"{day}-12-2026; {nip}; 16.00; 07.30" for day in range(1, 32))
    found = shifts_in(text, unit=pelawan(), at=AT)
    first, last = found[0], found[-1]
    assert (first.starts_at, first.ends_at) == (
        datetime(2026, 12, 1, 16, tzinfo=WIB), datetime(2026, 12, 2, 7, 30, tzinfo=WIB),
    )  # fmt: skip
    assert last.ends_at == datetime(2027, 1, 1, 7, 30, tzinfo=WIB)
    costs = []
    for some in (found[:2], found[2:]):
        with counted() as cost:
            planned(people.camat_pelawan, *some)
        costs.append(cost.count)
    assert costs[0] == costs[1]
    assert OnCall.objects.count() == 31


def test_a_day_shift_ends_the_same_day_and_tabs_are_read(people: Cast) -> None:
    text = f"5 Desember 2026\t{people.camat_pelawan.person.nip}\t8.00\t20:00"
    (one,) = shifts_in(text, unit=pelawan(), at=AT)
    assert one.ends_at - one.starts_at == timedelta(hours=12)


def test_every_line_that_cannot_be_read_is_named(people: Cast) -> None:
    nip = people.camat_limun.person.nip
    text = (
        f"5-12-2026; abc; 16.00; 07.30\n5-12-2026; {nip}; 16.00; 07.30\n5-12-2026; {nip}; 25.00; 1"
    )
    with pytest.raises(Refused) as refused:
        shifts_in(text, unit=pelawan(), at=AT)
    sentence = str(refused.value.refusal.sentence)
    assert "Baris 1: “abc” bukan NIP atau nomor ponsel" in sentence
    assert "Baris 3: jam “25.00” tidak terbaca" in sentence
    assert f"Baris 2: {nip} tidak memegang jabatan di unit ini" in sentence
