"""The one door: in which order it asks, and that there is no other way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_fsm import TransitionNotAllowed

from instructions.lifecycle import ASSIGNMENT
from instructions.models import Assignment, Instruction
from tests.people import AT, actor, delegate, position
from tests.races import race
from tests.workflow.conftest import Story, tell_story
from workflow import door, ledger
from workflow.door import Deed
from workflow.models import Content, Entry, LostUpdate, Outbox, guard_version
from workflow.refusals import Refused


def fresh(subject: Assignment) -> Assignment:
    return Assignment.objects.select_related("instruction").get(pk=subject.pk)


def refused(verb: str, subject: Assignment, who: Any, **kwargs: Any) -> str:
    before = (Entry.objects.count(), Outbox.objects.count(), fresh(subject).version)
    with pytest.raises(Refused) as caught:
        door.act(Assignment, str(subject.public_id), verb, actor=who, at=AT, **kwargs)
    assert (Entry.objects.count(), Outbox.objects.count(), fresh(subject).version) == before
    return caught.value.refusal.code


def test_a_stranger_learns_nothing_whatever_the_moment(story: Story):
    stranger = actor(story.people.stranger.person)
    for verb in ("acknowledge", "accept", "report"):
        assert refused(verb, story.share, stranger) == "not_found"
        assert refused(verb, story.share, stranger, if_version=1) == "not_found"


def test_who_may_is_asked_before_whether_it_can_be_done(story: Story):
    """The share is reported: acknowledging is the wrong moment, and not the bupati's in any case."""
    bupati = actor(story.people.bupati.person)
    assert refused("acknowledge", story.share, bupati) == "not_yours"
    assert refused("acknowledge", story.share, bupati, if_version=1) == "not_yours"


def test_a_stale_page_is_told_before_the_moment_and_the_input(story: Story):
    camat = actor(story.people.camat_limun.person)
    assert refused("report", story.other, camat, if_version=9) == "stale"
    assert (
        refused("accept", story.share, actor(story.people.bupati.person), if_version=1) == "stale"
    )
    assert refused("return", story.share, actor(story.people.bupati.person)) == "reason_required"


def test_the_moment_is_asked_before_the_input(story: Story):
    assert refused("return", story.other, actor(story.people.bupati.person)) == "not_now"


def test_several_fitting_hats_and_none_named_asks_which(story: Story):
    person = story.people.bupati.person
    controller = position("Penjabat Contoh")
    Instruction.objects.filter(pk=story.order.pk).update(controller=controller)
    delegate(person, controller, verbs=["accept"])
    with pytest.raises(Refused) as caught:
        door.act(Assignment, str(story.share.public_id), "accept", actor=actor(person), at=AT)
    refusal = caught.value.refusal
    assert refusal.code == "choose_hat"
    keys = {str(story.people.bupati.position.public_id), str(controller.public_id)}
    assert {choice.key for choice in refusal.choices} == keys
    hatted = actor(person).wearing(str(controller.public_id))
    done = door.act(Assignment, str(story.share.public_id), "accept", actor=hatted, at=AT)
    assert done.entry is not None
    assert (done.entry.position_id, done.entry.delegated) == (controller.pk, True)


def test_the_aide_is_refused_what_was_not_lent_and_told_so(story: Story):
    aide = actor(story.people.ajudan.person)
    assert refused("accept", story.share, aide) == "not_yours"


def test_an_act_leaves_status_version_entry_words_and_work_together(story: Story):
    camat = actor(story.people.camat_limun.person)
    work = Outbox.objects.count()
    deed = Deed(contents={"question": "Kapan?"}, facts={"x": 1})
    done = door.act(Assignment, str(story.other.public_id), "ask", actor=camat, at=AT, deed=deed)
    share = fresh(story.other)
    entry = done.entry
    assert entry is not None
    assert (share.status, share.version, share.head) == ("clarifying", 2, entry.hash)
    assert (entry.source, entry.target, entry.prev) == ("sent", "clarifying", story.other.head)
    assert entry.facts["x"] == 1
    assert Content.objects.get(entry=entry).body == "Kapan?"
    assert "Kapan?" not in str(entry.facts)
    assert Outbox.objects.count() == work + 1


def test_a_subjects_time_never_goes_back(story: Story):
    bupati, early = actor(story.people.bupati.person), AT - timedelta(days=3)
    done = door.act(Assignment, str(story.share.public_id), "accept", actor=bupati, at=early)
    assert done.entry is not None
    assert done.entry.at == done.subject.settled_at == AT


def test_a_transition_called_outside_the_door_is_not_allowed(story: Story):
    share = fresh(story.other)
    with pytest.raises(TransitionNotAllowed):
        share.acknowledge(at=AT)
    assert share.status == "sent"


def test_a_status_cannot_be_assigned(story: Story):
    share = fresh(story.other)
    with pytest.raises(AttributeError):
        share.status = "completed"


def test_the_database_refuses_a_status_it_does_not_know(story: Story):
    rows = Assignment.objects.filter(pk=story.other.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status="done")


def test_a_row_that_changed_since_it_was_read_is_never_overwritten(story: Story):
    mine, other = fresh(story.other), fresh(story.other)
    for share in (mine, other):
        guard_version(share, share.version)
        share.version += 1
    mine.save()
    with pytest.raises(LostUpdate):
        other.save()


def test_a_refresh_brings_the_status_and_leaves_the_protection_on(story: Story):
    share = fresh(story.other)
    camat = actor(story.people.camat_limun.person)
    door.act(Assignment, str(share.public_id), "acknowledge", actor=camat, at=AT)
    with CaptureQueriesContext(connection) as queries:
        share.refresh_from_db()
        assert share.status == "acknowledged"
    assert len(queries) == 1  # status and version are of one moment
    with pytest.raises(AttributeError):
        share.status = "completed"


def test_a_refresh_of_a_deleted_row_leaves_the_protection_on(story: Story):
    ghost, living = fresh(story.other), fresh(story.share)
    Assignment.objects.filter(pk=ghost.pk).delete()
    with pytest.raises(Assignment.DoesNotExist):
        ghost.refresh_from_db()
    for share in (ghost, living):
        with pytest.raises(AttributeError):
            share.status = "completed"


def test_a_refresh_of_other_columns_leaves_the_status_as_it_was_read(story: Story):
    share = fresh(story.other)
    share.refresh_from_db(fields=["version"])
    assert share.status == "sent"
    with pytest.raises(AttributeError):
        share.status = "completed"


@pytest.mark.django_db(transaction=True)
def test_eight_threads_that_refresh_never_open_a_gap_in_the_protection():
    story = tell_story()

    def refresh() -> int:
        share, let_through = fresh(story.other), 0
        for _ in range(60):
            share.refresh_from_db()
            try:
                share.status = "completed"
            except AttributeError:
                continue
            let_through += 1
        return let_through

    assert race(*[refresh] * 8) == [0] * 8


def test_many_rows_move_together_and_each_is_judged_by_itself(story: Story):
    """Pelawan has reported and cannot be reminded; Limun is silent and can."""
    bupati = actor(story.people.bupati.person)
    rows = Assignment.objects.filter(instruction=story.order).select_related("instruction")
    with transaction.atomic():
        done = door.act_many(rows, "remind", actor=bupati, hat=bupati.hats[0], at=AT)
    assert [share.pk for share in done.moved] == [story.other.pk]
    assert [(share.pk, refusal.code) for share, refusal in done.refused] == [
        (story.share.pk, "not_now")
    ]
    assert fresh(story.other).version == 2
    assert fresh(story.share).version == 5


def test_many_rows_cost_the_same_statements_as_one(story: Story, django_assert_num_queries):
    bupati = actor(story.people.bupati.person)
    shares = [
        Assignment(
            instruction=story.order,
            giver=story.order.giver,
            position=position(f"Camat Contoh {n}"),
            moved_at=AT,
        )
        for n in range(40)
    ]
    with transaction.atomic():
        entries = door.create_many(shares, "send", actor=bupati, hat=bupati.hats[0], at=AT)
    assert len(entries) == 40
    assert {entry.n for entry in entries} == {1}
    rows = Assignment.objects.filter(pk__in=[s.pk for s in shares]).select_related("instruction")
    with django_assert_num_queries(4):  # read and lock, update, entries, work
        done = door.act_many(rows, "remind", actor=bupati, hat=bupati.hats[0], at=AT)
    assert len(done.moved) == 40


def test_nothing_to_create_costs_nothing(story: Story, django_assert_num_queries):
    bupati = actor(story.people.bupati.person)
    empty: list[Assignment] = []
    with django_assert_num_queries(0):
        assert door.create_many(empty, "send", actor=bupati, hat=None, at=AT) == []


def test_a_bulk_update_that_misses_a_row_fails_as_a_whole(story: Story, monkeypatch):
    bupati = actor(story.people.bupati.person)
    monkeypatch.setattr(type(Assignment.objects.all()), "bulk_update", lambda *_: 0)
    monkeypatch.setattr(type(Assignment._default_manager), "bulk_update", lambda *_: 0)
    rows = Assignment.objects.filter(pk=story.other.pk).select_related("instruction")
    with pytest.raises(LostUpdate), transaction.atomic():
        door.act_many(rows, "remind", actor=bupati, hat=bupati.hats[0], at=AT)
    assert len(story.chain(story.other)) == 1


def test_the_buttons_are_those_the_door_would_let_through(story: Story):
    camat = actor(story.people.camat_pelawan.person)
    offers = {o.move.verb: o.refusal for o in door.offers(fresh(story.share), actor=camat, at=AT)}
    assert offers.keys() == {
        move.verb
        for move in ASSIGNMENT.moves
        if move.offered and "recipient" in move.who and move.verb != "decline"  # it is an order
    }
    assert offers["withdraw_report"] is None
    assert offers["acknowledge"] is not None


def test_short_words_cannot_be_guessed_from_their_hash(story: Story):
    same = {ledger.hash_of_content("Ya.", ledger.new_salt()) for _ in range(20)}
    assert len(same) == 20


@pytest.mark.django_db(transaction=True)
def test_a_failed_act_leaves_nothing_behind(monkeypatch):
    story = tell_story()
    monkeypatch.setattr(ledger, "write", lambda _: 1 / 0)
    bupati = actor(story.people.bupati.person)
    with pytest.raises(ZeroDivisionError):
        door.act(Assignment, str(story.share.public_id), "accept", actor=bupati, at=AT)
    assert fresh(story.share).status == "reported"
    assert fresh(story.share).version == 5
    assert connection.in_atomic_block is False
