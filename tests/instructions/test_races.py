"""Many at once, on real connections: nothing lost, nothing doubled, nobody stuck."""

from functools import partial

import pytest

from accounts.models import Appointment, Person, Position
from instructions import actions, issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Assignment, Instruction, ReferenceCounter
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, START, actor, cast, unit
from tests.races import crowd, race
from workflow.door import Done
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 200


def test_two_last_accepts_close_the_order_exactly_once_two_hundred_times() -> None:
    people = cast()
    bupati = actor(people.bupati.person)
    camats = (people.camat_pelawan, people.camat_limun)
    for round_ in range(ROUNDS):
        order = order_to(*camats, giver=people.bupati)
        keys = [str(share_of(order, camat).public_id) for camat in camats]
        for key, camat in zip(keys, camats, strict=True):
            actions.report(key, actor=actor(camat.person), at=AT, note="Selesai.")
        came = race(*(partial(actions.accept, key, actor=bupati, at=AT) for key in keys))
        assert all(isinstance(done, Done) for done in came), (round_, came)
        closes = Entry.objects.filter(kind="instruction", subject_id=order.pk, verb="close")
        assert closes.count() == 1, round_
        assert Instruction.objects.get(pk=order.pk).status == "completed"


def test_accept_against_return_has_exactly_one_winner() -> None:
    people = cast()
    bupati, asisten = actor(people.bupati.person), actor(people.asisten.person)
    for round_ in range(25):
        order = order_to(
            people.camat_pelawan,
            people.camat_limun,
            giver=people.bupati,
            controller=str(people.asisten.position.public_id),
        )
        key = str(share_of(order, people.camat_pelawan).public_id)
        actions.report(key, actor=actor(people.camat_pelawan.person), at=AT, note="Selesai.")
        came = race(
            partial(actions.accept, key, actor=bupati, at=AT),
            partial(actions.return_, key, actor=asisten, at=AT, reason="Kurang foto."),
        )
        winners = [done for done in came if isinstance(done, Done)]
        losers = [error.refusal.code for error in came if isinstance(error, Refused)]
        assert (len(winners), losers) == (1, ["not_now"]), (round_, came)
        share = share_of(order, people.camat_pelawan)
        verbs = Entry.objects.filter(kind="assignment", subject_id=share.pk).order_by("n")
        assert verbs.last().verb in {"accept", "return"}  # type: ignore[union-attr]
        assert verbs.count() == share.version == 3


def test_five_hundred_people_answer_one_order_at_once() -> None:
    people = cast()
    home = unit("Kabupaten Ramai")
    posts = Position.objects.bulk_create(
        Position(unit=home, title=f"Kepala Seksi {i}", kind="kasi", rank=80) for i in range(500)
    )
    staff = Person.objects.bulk_create(
        Person(username=f"kasi{i}", name=f"Pejabat {i}") for i in range(500)
    )
    Appointment.objects.bulk_create(
        Appointment(person=person, position=post, starts_on=START)
        for person, post in zip(staff, posts, strict=True)
    )
    order = issuing.issue(
        Order(text=TEXT, recipients=tuple(Recipient(str(post.public_id)) for post in posts)),
        actor=actor(people.bupati.person),
        at=AT,
    )
    keys = dict(
        Assignment.objects.filter(instruction=order).values_list("position_id", "public_id")
    )
    came = crowd(
        [
            partial(actions.acknowledge, str(keys[post.pk]), actor=actor(person), at=AT)
            for person, post in zip(staff, posts, strict=True)
        ],
        at_once=40,
    )
    assert [done for done in came if not isinstance(done, Done)] == []
    assert Assignment.objects.filter(instruction=order, status="acknowledged").count() == 500
    assert Entry.objects.filter(root_id=order.pk, verb="acknowledge").count() == 500


def test_references_are_given_without_gap_or_double() -> None:
    people = cast()
    recipient = Recipient(str(people.camat_pelawan.position.public_id))
    order = Order(text=TEXT, recipients=(recipient,))
    givers = [people.bupati, people.sekda, people.camat_limun, people.kadis_kesehatan]
    race(*(partial(issuing.issue, order, actor=actor(g.person), at=AT) for g in givers * 5))
    numbers = Instruction.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 21))


def test_a_draft_given_twice_at_once_is_one_order_and_takes_one_number() -> None:
    people = cast()
    bupati = actor(people.bupati.person)
    to = (Recipient(str(people.camat_pelawan.position.public_id)),)
    for _ in range(10):
        draft = issuing.save_draft(Order(text=TEXT, recipients=to), actor=bupati, at=AT)
        give = partial(issuing.issue_draft, str(draft.public_id), actor=bupati, at=AT)
        assert [came.pk for came in race(give, give) if isinstance(came, Instruction)] == (
            [draft.pk] * 2
        )
    assert ReferenceCounter.objects.get().last == Assignment.objects.count() == 10


def test_a_draft_edited_while_it_is_given_goes_as_one_of_both_and_never_as_a_mixture() -> None:
    people = cast()
    bupati = actor(people.bupati.person)
    words = {
        member.position.pk: Order(
            text=member.position.title, recipients=(Recipient(str(member.position.public_id)),)
        )
        for member in (people.camat_pelawan, people.camat_limun)
    }
    before, after = words.values()
    for round_ in range(25):
        key = str(issuing.save_draft(before, actor=bupati, at=AT).public_id)
        race(
            partial(issuing.issue_draft, key, actor=bupati, at=AT),
            partial(issuing.edit_draft, key, after, actor=bupati, at=AT),
        )
        share = Assignment.objects.select_related("instruction").get(instruction__public_id=key)
        assert share.instruction.text == words[share.position_id].text, round_
