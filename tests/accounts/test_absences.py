"""Being away, and who stands in: registered, shortened, cancelled, and what the database refuses."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts import absences
from accounts.absences import Away
from accounts.hats import hats_of, holders
from accounts.models import Absence, Appointment, Person, Position
from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Assignment
from notifications.models import Notice
from tests import people
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, TODAY, Cast, Member, actor
from tests.races import race
from tests.statements import counted
from workflow import outbox
from workflow.models import Entry
from workflow.refusals import Refused
from workflow.verify import verify

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def day(n: int) -> date:
    """The date `n` days from today."""
    return TODAY + n * DAY


def later(n: int) -> Any:
    """The moment `n` days from now."""
    return AT + n * DAY


def away(
    member: Member, first: int = 0, last: int = 4, *, by: Member | None = None, **fields: Any
) -> Absence:
    """Register an absence from day `first` to day `last`, by the person or by somebody else."""
    acting = actor((by or member).person)
    if by is not None:
        fields["person"] = member.person.public_id
    if "substitute" in fields:
        fields["substitute"] = fields["substitute"].person.public_id
    fields.setdefault("why", "cuti")
    given = Away(starts_on=day(first), ends_on=day(last), **fields)
    return absences.register(given, actor=acting, at=AT)


def refusal(act: Any, *arguments: Any, **named: Any) -> str:
    """The code with which something is refused; nothing is written."""
    before = (Entry.objects.count(), Appointment.objects.count(), Absence.objects.count())
    with pytest.raises(Refused) as caught:
        act(*arguments, **named)
    assert (
        Entry.objects.count(), Appointment.objects.count(), Absence.objects.count()
    ) == before  # fmt: skip
    return caught.value.refusal.code


def acting(member: Member, n: int = 0) -> list[str]:
    """Who holds the member's position on day `n`, who acts first."""
    return [f"{r.capacity} {r.person.name}" for r in holders(member.position, on=day(n))]


def test_substitute_is_plh_through_the_last_day_and_no_longer() -> None:
    cast = people.cast()
    away(cast.camat_pelawan, 1, 3, substitute=cast.sekcam_pelawan, decree="800/12/2026")
    tetap, plh = "definitif Ahmad Fauzi", "plh Hendra Saputra"
    assert acting(cast.camat_pelawan, 0) == [tetap]
    assert acting(cast.camat_pelawan, 1) == acting(cast.camat_pelawan, 3) == [plh, tetap]
    assert acting(cast.camat_pelawan, 4) == [tetap]
    assert Appointment.objects.get(capacity="plh").decree == "800/12/2026"


def test_every_position_the_person_was_appointed_to_gets_a_plh_but_not_the_acted_ones() -> None:
    cast = people.cast()
    for title, capacity in (("Kadis A", "pj"), ("Kadis B", "plt"), ("Kadis C", "definitif")):
        people.appoint(cast.camat_limun.person, people.position(title), capacity=capacity)
    ended = people.position("Kadis D")
    people.appoint(cast.camat_limun.person, ended, ends_on=day(1))
    away(cast.camat_limun, 0, 4, substitute=cast.camat_pelawan)
    rows = Appointment.objects.filter(capacity="plh").order_by("position__title")
    assert [(row.position.title, row.starts_on, row.ends_on) for row in rows] == [
        ("Camat Limun", day(0), day(4)),
        ("Kadis A", day(0), day(4)),
        ("Kadis C", day(0), day(4)),
        ("Kadis D", day(0), day(1)),
    ]


def test_orders_of_that_time_reach_the_plh_and_the_absent_goes_on_seeing() -> None:
    cast = people.cast()
    away(cast.camat_pelawan, substitute=cast.sekcam_pelawan)
    share = share_of(order_to(cast.camat_pelawan, giver=cast.bupati), cast.camat_pelawan)
    outbox.drain(at=AT)
    plh, absent = actor(cast.sekcam_pelawan.person), actor(cast.camat_pelawan.person)
    for reader in (plh, absent):
        assert Assignment.visible_to(reader).get() == share
        assert Notice.objects.visible_to(reader).count() == 1
    done = actions.acknowledge(str(share.public_id), actor=plh, at=AT)
    assert done.hat is not None
    assert done.hat.title == "Plh. Camat Pelawan"
    assert done.entry is not None
    assert done.entry.person_id == cast.sekcam_pelawan.person.pk


def test_plh_gives_orders_in_the_position_s_name() -> None:
    cast = people.cast()
    away(cast.camat_pelawan, substitute=cast.sekcam_pelawan)
    plh = actor(cast.sekcam_pelawan.person)
    order = Order(text=TEXT, recipients=(Recipient(str(cast.stranger.position.public_id)),))
    assert refusal(issuing.issue, order, actor=plh, at=AT) == "choose_hat"
    named = plh.wearing(str(cast.camat_pelawan.position.public_id))
    assert issuing.issue(order, actor=named, at=AT).giver == cast.camat_pelawan.position


def test_coming_back_earlier_ends_the_plh_at_once() -> None:
    cast = people.cast()
    absence = away(cast.camat_pelawan, 0, 9, substitute=cast.sekcam_pelawan)
    key = str(absence.public_id)
    plh = actor(cast.sekcam_pelawan.person, at=later(3))
    share = share_of(order_to(cast.camat_pelawan, giver=cast.bupati), cast.camat_pelawan)
    camat = actor(cast.camat_pelawan.person)
    absences.shorten(key, actor=camat, at=later(3), ends_on=day(2))
    assert acting(cast.camat_pelawan, 2)[0] == "plh Hendra Saputra"
    assert acting(cast.camat_pelawan, 3) == ["definitif Ahmad Fauzi"]
    code = refusal(actions.acknowledge, str(share.public_id), actor=plh, at=later(3))
    assert code == "hat_ended"


@pytest.mark.parametrize(
    ("on", "last", "code"),
    [
        (3, 2, ""),  # yesterday was the last day: back at work today
        (3, 3, ""),
        (3, 1, "day_has_passed"),
        (3, 9, "not_earlier"),
        (3, 12, "not_earlier"),
        (10, 8, "absence_is_over"),
        (-1, -2, "day_has_passed"),  # before its first day
    ],
)
def test_an_absence_is_shortened_to_yesterday_at_the_earliest(
    on: int, last: int, code: str
) -> None:
    cast = people.cast()
    absence = away(cast.camat_pelawan, 0, 9, substitute=cast.sekcam_pelawan)
    shorten = partial(
        absences.shorten, str(absence.public_id), actor=actor(cast.camat_pelawan.person),
        at=later(on), ends_on=day(last),
    )  # fmt: skip
    if code:
        assert refusal(shorten) == code
    else:
        assert shorten().subject.ends_on == day(last)


def test_cancelling_takes_the_plh_away_and_frees_the_days() -> None:
    cast = people.cast()
    absence = away(cast.camat_pelawan, 2, 4, substitute=cast.sekcam_pelawan)
    camat = actor(cast.camat_pelawan.person)
    absences.cancel(str(absence.public_id), actor=camat, at=AT)
    assert not Appointment.objects.filter(capacity="plh").exists()
    again = absences.cancel(str(absence.public_id), actor=camat, at=AT)
    assert again.repeated
    away(cast.camat_pelawan, 2, 4)
    assert Absence.objects.count() == 2


def test_what_is_running_since_yesterday_is_shortened_and_not_cancelled() -> None:
    cast = people.cast()
    absence = away(cast.camat_pelawan, 0, 4)
    cancel = partial(
        absences.cancel, str(absence.public_id), actor=actor(cast.camat_pelawan.person)
    )
    assert refusal(cancel, at=later(1)) == "absence_has_begun"
    assert cancel(at=AT).subject.status == "cancelled"


@pytest.mark.parametrize(
    ("first", "last", "why", "code"),
    [
        (-1, 2, "cuti", "day_has_passed"),
        (3, 2, "cuti", "ends_before_start"),
        (0, 400, "cuti", "too_long"),
        (400, 401, "cuti", "too_far_ahead"),
        (0, 1, "bolos", "unknown_why"),
    ],
)
def test_days_and_reason_make_sense(first: int, last: int, why: str, code: str) -> None:
    cast = people.cast()
    assert refusal(away, cast.camat_limun, first, last, why=why) == code


@pytest.mark.parametrize(("first", "last"), [(0, 0), (4, 8), (-3, 9), (2, 3)])
def test_one_person_is_not_away_twice_at_a_time(first: int, last: int) -> None:
    cast = people.cast()
    away(cast.camat_limun, 0, 4)
    if first >= 0:
        assert refusal(away, cast.camat_limun, first, last) == "absences_overlap"
    row = Absence(
        person=cast.camat_limun.person, why="cuti", starts_on=day(first), ends_on=day(last),
        moved_at=AT,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="absences_overlap"), transaction.atomic():
        Absence.objects.bulk_create([row])


def test_neighbouring_days_and_other_people_do_not_overlap() -> None:
    cast = people.cast()
    away(cast.camat_limun, 0, 4)
    away(cast.camat_limun, 5, 9)
    away(cast.camat_pelawan, 0, 9)
    assert Absence.objects.count() == 3


def test_database_refuses_moving_one_absence_over_another() -> None:
    cast = people.cast()
    away(cast.camat_limun, 0, 4)
    later_one = away(cast.camat_limun, 5, 9)
    with pytest.raises(IntegrityError, match="absences_overlap"), transaction.atomic():
        Absence.objects.filter(pk=later_one.pk).update(starts_on=day(4))


def test_substitute_is_somebody_else_active_and_there() -> None:
    cast = people.cast()
    limun = partial(away, cast.camat_limun, 0, 4)
    assert refusal(limun, substitute=cast.camat_limun) == "same_person"
    away(cast.camat_pelawan, 4, 6)
    assert refusal(limun, substitute=cast.camat_pelawan) == "substitute_absent"
    Person.objects.filter(pk=cast.camat_singkut.person.pk).update(is_active=False)
    assert refusal(limun, substitute=cast.camat_singkut) == "unknown_substitute"
    away(cast.camat_limun, 0, 3, substitute=cast.camat_pelawan)


def administrator(cast: Cast, member: Member) -> None:
    """The member administers the unit of the camat of Pelawan."""
    Position.objects.filter(pk=member.position.pk).update(
        administers=cast.camat_pelawan.position.unit
    )


def test_unit_administrator_registers_for_the_unit_s_people_and_nobody_else_s() -> None:
    cast = people.cast()
    administrator(cast, cast.sekcam_pelawan)
    desk = cast.sekcam_pelawan
    absence = away(cast.camat_pelawan, -3, 4, by=desk, substitute=desk)
    entry = Entry.objects.get(kind="absence", subject_id=absence.pk)
    assert (entry.person_id, entry.position_id) == (desk.person.pk, desk.position.pk)
    assert refusal(away, cast.camat_limun, 0, 4, by=desk) == "not_yours"
    for other in (cast.sekda, cast.camat_limun, cast.ajudan, cast.administrator):
        code = refusal(away, cast.sekcam_pelawan, 0, 4, by=other)
        assert code == "not_yours", other


def test_what_began_earlier_is_on_record_but_nobody_stood_in() -> None:
    cast = people.cast()
    administrator(cast, cast.sekcam_pelawan)
    away(cast.camat_pelawan, -3, 4, by=cast.sekcam_pelawan, substitute=cast.sekcam_pelawan)
    assert Absence.objects.get().starts_on == day(-3)
    assert Appointment.objects.get(capacity="plh").starts_on == TODAY
    code = refusal(away, cast.camat_pelawan, -20, -15, by=cast.sekcam_pelawan)
    assert code == "day_has_passed"


def test_nobody_dates_their_own_absence_back() -> None:
    """Else a late answer could be excused afterwards, by oneself."""
    cast = people.cast()
    administrator(cast, cast.camat_pelawan)
    assert refusal(away, cast.camat_pelawan, -1, 4) == "day_has_passed"
    assert refusal(away, cast.camat_pelawan, -1, 4, by=cast.camat_pelawan) == "day_has_passed"


def test_absence_is_seen_by_its_people_and_changed_by_two_of_them() -> None:
    cast = people.cast()
    administrator(cast, cast.kabag_umum)
    absence = away(cast.camat_pelawan, 1, 9, substitute=cast.sekcam_pelawan)
    cancel = partial(absences.cancel, str(absence.public_id), at=AT)
    assert refusal(cancel, actor=actor(cast.sekcam_pelawan.person)) == "not_yours"
    for other in (cast.sekda, cast.bupati, cast.stranger, cast.administrator):
        assert refusal(cancel, actor=actor(other.person)) == "not_found", other
    assert cancel(actor=actor(cast.kabag_umum.person)).entry is not None


def test_who_holds_no_position_has_nothing_to_be_stood_in_for() -> None:
    cast = people.cast()
    assert refusal(away, cast.ajudan) == "no_position"


def test_everything_is_on_record_and_the_reason_is_not_in_the_ledger() -> None:
    cast = people.cast()
    absence = away(cast.camat_pelawan, 0, 9, why="sakit", substitute=cast.sekcam_pelawan)
    camat = actor(cast.camat_pelawan.person)
    absences.shorten(str(absence.public_id), actor=camat, at=later(1), ends_on=day(1))
    rows = Entry.objects.filter(kind="absence").order_by("n")
    assert [(row.verb, row.facts["ends_on"]) for row in rows] == [
        ("register", day(9).isoformat()),
        ("shorten", day(1).isoformat()),
    ]
    assert "sakit" not in str([row.facts for row in rows])
    assert verify().faults == []


@pytest.mark.django_db(transaction=True)
def test_of_two_overlapping_absences_registered_at_once_one_is_refused() -> None:
    cast = people.cast()
    for n in range(0, 100, 10):
        came = race(
            partial(away, cast.camat_limun, n, n + 5),
            partial(away, cast.camat_limun, n + 3, n + 8),
        )
        codes = [error.refusal.code for error in came if isinstance(error, Refused)]
        assert codes == ["absences_overlap"], came


@pytest.mark.django_db(transaction=True)
def test_of_two_who_name_each_other_as_substitutes_one_is_refused() -> None:
    cast = people.cast()
    for n in range(0, 100, 10):
        came = race(
            partial(away, cast.camat_limun, n, n + 5, substitute=cast.camat_pelawan),
            partial(away, cast.camat_pelawan, n, n + 5, substitute=cast.camat_limun),
        )
        codes = [error.refusal.code for error in came if isinstance(error, Refused)]
        assert codes == ["substitute_absent"], came


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("more", [0, 30])
def test_registering_costs_the_same_for_one_position_and_for_thirty(more: int) -> None:
    cast = people.cast()
    for n in range(more):
        people.appoint(cast.camat_limun.person, people.position(f"Ketua Panitia {n}"))
    camat = actor(cast.camat_limun.person)
    given = Away(
        "cuti", day(0), day(4), substitute=cast.camat_pelawan.person.public_id
    )  # fmt: skip
    with counted() as statements:
        absences.register(given, actor=camat, at=AT)
    assert statements.count == 7, str(statements)
    assert len(hats_of(cast.camat_pelawan.person, on=TODAY)) == more + 2
