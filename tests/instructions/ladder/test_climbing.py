"""Time travel: what the ladder does while people stay silent, and that it does it once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db.models import Min

from instructions import actions
from instructions.ladder import clock, words
from instructions.ladder.audit import audit
from instructions.models import Assignment, Climb, Instruction, Step
from notifications.models import Notice
from tests.instructions.orders import order_to, share_at, share_of
from tests.people import AT, WIB, Cast, actor, cast
from tests.statements import counted
from workflow import outbox
from workflow.models import Entry
from workflow.verify import verify

pytestmark = pytest.mark.django_db


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in November 2026; the 24th is a Tuesday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=WIB)


@pytest.fixture
def people(db: None, settings: LazySettings) -> Cast:
    """The small regency, past its days of trial."""
    settings.LADDER_TRIAL_DAYS = 0
    return cast()


def steps_of(share: Assignment) -> list[tuple[str, str, str, str]]:
    """Rung, outcome, why it was skipped, and when, of every step so far."""
    return [
        (step.rung, step.outcome, step.skip, f"{step.at.astimezone(WIB):%d %H.%M}")
        for step in Step.objects.filter(share=share)
    ]


def play(last: datetime) -> None:
    """Let the clock tick at each moment something is due, until `last`."""
    for _tick in range(60):
        moment = Assignment.objects.aggregate(next=Min("look_at"))["next"]
        if moment is None or moment > last:
            return
        clock.tick(at=moment)
    message = "the ladder does not come to rest"
    raise AssertionError(message)


def test_silence_is_reminded_twice_then_taken_up_the_line(people: Cast) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    play(at(26, 16))
    assert steps_of(share_of(order, people.camat_pelawan)) == [
        ("answer_due", "climbed", "", "25 11.35"),
        ("answer_again", "climbed", "", "25 14.05"),
        ("answer_office", "climbed", "", "25 15.35"),
        ("answer_superior", "climbed", "", "26 10.05"),
        ("answer_giver", "climbed", "", "26 14.05"),
    ]
    told = dict(
        Step.objects.filter(share__position=people.camat_pelawan.position).values_list(
            "rung", "told"
        )
    )
    assert told == {
        "answer_due": people.camat_pelawan.position.pk,
        "answer_again": people.camat_pelawan.position.pk,
        "answer_office": people.sekcam_pelawan.position.pk,
        "answer_superior": people.sekda.position.pk,
        "answer_giver": people.bupati.position.pk,
    }  # fmt: skip


def test_an_answer_between_two_rungs_ends_the_climb_and_the_work_has_its_own(people: Cast) -> None:
    order = order_to(people.camat_pelawan, giver=people.sekda)
    share = share_of(order, people.camat_pelawan)
    play(at(25, 13))
    acting = actor(people.camat_pelawan.person)
    actions.acknowledge(str(share.public_id), actor=acting, at=at(25, 13))
    play(at(30, 16))
    assert [step[0] for step in steps_of(share)] == ["answer_due"]
    share.refresh_from_db()
    assert share.finish_by is not None
    assert share.look_at == share.finish_by


def test_all_who_are_silent_are_one_message_to_their_superior(
    people: Cast,
) -> None:
    camats = [people.camat_pelawan, people.camat_limun, people.camat_singkut]
    order = order_to(*camats, people.kadis_kesehatan, giver=people.bupati)
    share = share_of(order, people.camat_limun)
    acting = actor(people.camat_limun.person)
    actions.acknowledge(str(share.public_id), actor=acting, at=AT + timedelta(hours=1))
    play(at(26, 12))
    climb = Climb.objects.get(instruction=order, rung="answer_superior")
    assert {step.told_id for step in climb.steps.all()} == {people.sekda.position.pk}
    assert climb.steps.count() == 3
    while outbox.drain(at=at(26, 12)):
        pass
    entry = Entry.objects.get(kind=Climb.kind, subject_id=climb.pk)
    assert Notice.objects.filter(position=people.sekda.position, entry=entry).count() == 1
    assert verify().faults == []


def test_each_superior_hears_of_those_below_and_of_no_others(people: Cast) -> None:
    order = order_to(
        people.camat_pelawan, people.camat_limun, people.kabag_umum, giver=people.bupati
    )
    play(at(26, 12))
    entry = Entry.objects.get(kind=Climb.kind, root_id=order.pk, verb="ask_superior")
    said = {
        who: words.sentence(entry.verb, entry.facts, position=getattr(people, who).position.pk)
        for who in ("sekda", "asisten")
    }
    assert said == {
        "sekda": "Mohon bantu: 2 jabatan di bawah Anda belum menjawab",
        "asisten": "Mohon bantu: 1 jabatan di bawah Anda belum menjawab",
    }


def test_batches_of_one_order_still_make_one_message(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut, giver=people.bupati
    )
    due = at(25, 11, 35)
    clock.tick(at=AT)
    assert clock.look(at=due, limit=2) == (2, 0)
    assert clock.climb(at=due) == 0, "one share of the order is still to be looked at"
    assert clock.look(at=due, limit=2) == (1, 0)
    assert clock.climb(at=due) == 1
    assert Climb.objects.get(instruction=order).steps.count() == 3


def test_rungs_at_the_recipient_the_giver_or_above_the_giver_are_passed_over(people: Cast) -> None:
    by_sekda = order_to(people.camat_pelawan, people.camat_limun, giver=people.sekda)
    to_secretary = order_to(
        people.sekcam_pelawan, people.camat_limun, giver=people.camat_pelawan, at=AT
    )
    play(at(26, 16))
    skipped = {
        rung: skip
        for rung, what, skip, _ in steps_of(share_of(by_sekda, people.camat_pelawan))
        if what == "skipped"
    }
    assert skipped == {"answer_superior": "is_giver"}
    skipped = {
        rung: skip
        for rung, what, skip, _ in steps_of(share_of(to_secretary, people.sekcam_pelawan))
        if what == "skipped"
    }
    assert skipped == {"answer_office": "is_recipient", "answer_superior": "is_giver"}


def test_a_pengendali_is_asked_where_the_superior_is_the_giver(people: Cast) -> None:
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.sekda,
        controller=str(people.asisten.position.public_id),
    )  # fmt: skip
    play(at(26, 16))
    step = Step.objects.get(share=share_of(order, people.camat_limun), rung="answer_superior")
    assert step.told_id == people.asisten.position.pk


def test_an_order_to_one_stays_between_two_and_a_request_is_only_reminded(people: Cast) -> None:
    alone = order_to(people.camat_pelawan, giver=people.bupati)
    asked = share_at("requested", people)
    play(at(26, 16))
    for share, why in ((share_of(alone, people.camat_pelawan), "only_me"), (asked, "coordination")):
        skipped = {rung: skip for rung, what, skip, _ in steps_of(share) if what == "skipped"}
        assert skipped == {"answer_office": why, "answer_superior": why}


def test_most_urgent_climbs_at_night_and_the_others_wait_for_the_morning(people: Cast) -> None:
    night = at(24, 22)
    urgent = order_to(
        people.camat_pelawan,
        people.camat_limun,
        giver=people.bupati,
        at=night,
        urgency="sangat_segera",
    )
    normal = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, at=night)
    play(at(25, 5, 55))
    assert [
        (rung, when) for rung, _, _, when in steps_of(share_of(urgent, people.camat_pelawan))
    ] == [
        ("answer_due", "24 22.30"),
        ("answer_again", "24 22.38"),
        ("answer_office", "24 22.45"),
        ("answer_superior", "24 23.00"),
        ("answer_giver", "24 23.15"),
    ]
    assert steps_of(share_of(normal, people.camat_pelawan)) == []


def test_a_clock_that_stood_still_keeps_the_distance_between_its_rungs(people: Cast) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_pelawan)
    clock.tick(at=AT)
    clock.tick(at=at(27, 9))
    assert steps_of(share) == [("answer_due", "climbed", "", "27 09.00")]
    play(at(27, 14))
    assert [(rung, when) for rung, _, _, when in steps_of(share)] == [
        ("answer_due", "27 09.00"),
        ("answer_again", "27 13.00"),
    ]


def test_a_rung_that_falls_due_while_the_clock_stood_still_waits_for_office_hours(
    people: Cast,
) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_pelawan)
    clock.tick(at=AT)
    clock.tick(at=at(25, 23))
    assert steps_of(share) == []
    share.refresh_from_db()
    assert share.look_at == at(26, 7, 30)


def test_a_pause_holds_the_ladder_and_the_new_date_has_rungs_of_its_own(people: Cast) -> None:
    share = share_at("paused", people)
    play(at(27, 11))
    assert steps_of(share) == []
    share.refresh_from_db()
    assert share.look_at == share.answer_by == at(27, 11, 35)


def test_in_the_trial_only_recipients_are_told_and_the_rest_is_recorded(
    people: Cast, settings: LazySettings
) -> None:
    settings.LADDER_TRIAL_DAYS = 30
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    play(at(26, 16))
    outcomes = dict(
        Step.objects.filter(share=share_of(order, people.camat_pelawan)).values_list(
            "rung", "outcome"
        )
    )
    assert outcomes == {
        "answer_due": "climbed", "answer_again": "climbed", "answer_office": "rehearsed",
        "answer_superior": "rehearsed", "answer_giver": "rehearsed",
    }  # fmt: skip
    while outbox.drain(at=at(26, 16)):
        pass
    assert not Notice.objects.filter(position=people.sekda.position).exists()


def test_an_order_keeps_the_ladder_it_was_given_with(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    monkeypatch.setattr("instructions.ladder.rungs._ANSWER", ())
    play(at(25, 14, 30))
    assert [step[0] for step in steps_of(share_of(order, people.camat_pelawan))] == [
        "answer_due", "answer_again",
    ]  # fmt: skip


def test_a_share_that_cannot_be_judged_is_put_off_and_stops_nobody(people: Cast) -> None:
    broken = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    sound = order_to(people.camat_singkut, people.kadis_kesehatan, giver=people.bupati)
    Instruction.objects.filter(pk=broken.pk).update(ladder={"schema": 99, "rungs": []})
    ticked = clock.tick(at=at(25, 11, 35))
    assert (ticked.looked, ticked.faults, ticked.climbed) == (4, 2, 1)
    assert steps_of(share_of(sound, people.camat_singkut))
    late = share_of(broken, people.camat_pelawan)
    assert late.look_at == at(25, 11, 45)


def test_the_audit_finds_and_mends_a_share_that_was_forgotten(people: Cast) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    clock.tick(at=AT)
    assert list(audit(at=AT, mend=False)) == []
    Assignment.objects.filter(position=people.camat_limun.position).update(look_at=None)
    found = list(audit(at=AT, mend=True))
    assert [(fault.reference, fault.mended) for fault in found] == [
        (order.reference, order.answer_by)
    ]
    assert list(audit(at=AT, mend=False)) == []


def test_the_audit_names_a_ladder_it_cannot_read_and_goes_on(people: Cast) -> None:
    broken = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    forgotten = order_to(people.camat_singkut, people.kadis_kesehatan, giver=people.bupati)
    Instruction.objects.filter(pk=broken.pk).update(ladder={"schema": 99, "rungs": []})
    clock.tick(at=AT)
    Assignment.objects.filter(instruction=forgotten).update(look_at=None)
    found = {fault.reference for fault in audit(at=AT, mend=False)}
    assert found == {broken.reference, forgotten.reference}


def test_what_is_over_is_looked_at_no_more(people: Cast) -> None:
    for state in ("completed", "revoked", "closed"):
        assert share_at(state, people).look_at is None


def test_a_tick_costs_as_many_statements_for_fifty_shares_as_for_two(people: Cast) -> None:
    def cost(count: int) -> int:
        order = order_to(people.camat_pelawan, giver=people.bupati)
        kept = share_of(order, people.camat_pelawan)
        Assignment.objects.exclude(pk=kept.pk).update(look_at=None)
        with counted() as statements:
            assert clock.look(at=AT, limit=count)[0] == 1
        return statements.count

    assert cost(2) == cost(50) <= 7


def test_an_answer_given_without_signal_recalls_what_was_climbed_after_it(people: Cast) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_pelawan)
    play(at(26, 10, 30))
    offline = replace(actor(people.camat_pelawan.person), device_at=at(25, 14, 30))
    actions.acknowledge(str(share.public_id), actor=offline, at=at(26, 11))
    clock.tick(at=at(26, 11))
    recalled = Step.objects.filter(share=share, recalled_at__isnull=False)
    assert set(recalled.values_list("rung", flat=True)) == {"answer_office", "answer_superior"}
    while outbox.drain(at=at(26, 11)):
        pass
    entry = Entry.objects.get(kind=Climb.kind, verb="recall")
    told = set(Notice.objects.filter(entry=entry).values_list("position_id", flat=True))
    assert told == {people.sekcam_pelawan.position.pk, people.sekda.position.pk}
    clock.tick(at=at(26, 12))
    assert Entry.objects.filter(kind=Climb.kind, verb="recall").count() == 1


def test_an_answer_that_came_when_it_was_given_recalls_nothing(people: Cast) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_pelawan)
    play(at(26, 10, 30))
    acting = actor(people.camat_pelawan.person)
    actions.acknowledge(str(share.public_id), actor=acting, at=at(26, 11))
    clock.tick(at=at(26, 11))
    assert not Step.objects.filter(recalled_at__isnull=False).exists()
