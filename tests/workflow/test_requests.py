"""The same key gives the same bytes again, and the work is done once."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.people import AT
from tests.races import race
from workflow import requests
from workflow.models import Request
from workflow.refusals import NOT_FOUND, Refused
from workflow.requests import Answer, fingerprint, once

PRINT = fingerprint("POST", "/api/v1/x", "hat", b"{}")
ANSWER = Answer(201, '{"apa":"é","n":1}'.encode(), {"ETag": '"7"'})


def ask(work, *, key="k-1", print_=PRINT, person_id=1) -> Answer:
    return once(person_id=person_id, key=key, print_=print_, at=AT, work=work)


class Work:
    """Counts how often it was done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> Answer:
        self.done += 1
        return ANSWER


@pytest.mark.django_db
def test_a_repeat_gets_the_same_bytes_and_nothing_is_done_again():
    work = Work()
    first, again = ask(work), ask(work)
    assert work.done == 1
    assert not first.replayed
    assert again.replayed
    assert (again.status, again.body, again.headers) == (201, ANSWER.body, {"ETag": '"7"'})


@pytest.mark.django_db
def test_another_person_or_another_key_is_another_request():
    work = Work()
    ask(work)
    ask(work, person_id=2)
    ask(work, key="k-2")
    assert work.done == 3


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_refused():
    work = Work()
    ask(work)
    with pytest.raises(Refused) as caught:
        ask(work, print_=fingerprint("POST", "/api/v1/x", "hat", b"{ }"))
    assert (caught.value.refusal.code, caught.value.refusal.kind.value) == ("key_reused", 422)
    assert work.done == 1


@pytest.mark.django_db
def test_a_key_too_long_is_refused_before_anything_is_done():
    with pytest.raises(Refused) as caught:
        ask(Work(), key="k" * 81)
    assert caught.value.refusal.code == "key_too_long"
    assert not Request.objects.exists()


@pytest.mark.django_db
def test_a_refusal_is_not_remembered_so_that_the_client_may_try_again():
    def refuse() -> Answer:
        raise Refused(NOT_FOUND)

    with pytest.raises(Refused):
        ask(refuse)
    assert not Request.objects.exists()
    assert not ask(Work()).replayed


@pytest.mark.django_db(transaction=True)
def test_a_twin_waits_and_then_gets_the_same_bytes():
    work = Work()
    results = race(*[lambda: ask(work)] * 8)
    answers = [result for result in results if isinstance(result, Answer)]
    assert (work.done, len(answers)) == (1, 8), results
    assert {(a.status, a.body) for a in answers} == {(201, ANSWER.body)}
    assert sorted(a.replayed for a in answers) == [False] + [True] * 7


@pytest.mark.django_db(transaction=True)
def test_when_the_first_is_refused_its_waiting_twin_does_the_work():
    """Whoever comes first is refused and leaves nothing; one of the others does it, once."""
    calls: list[int] = []

    def work() -> Answer:
        calls.append(1)
        if len(calls) == 1:
            raise Refused(NOT_FOUND)
        return ANSWER

    results = race(*[lambda: ask(work)] * 4)
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert len(calls) == 2
    assert Request.objects.count() == 1


@pytest.mark.django_db
def test_answers_are_forgotten_after_their_time_a_batch_at_a_go(settings):
    settings.REQUEST_KEEP_DAYS = 7
    for n in range(5):
        ask(Work(), key=f"k-{n}")
    week = AT + timedelta(days=7)
    assert requests.purge(at=week) == 0
    later = week + timedelta(seconds=1)
    assert [requests.purge(at=later, batch=3) for _ in range(3)] == [3, 2, 0]


def test_what_makes_two_requests_the_same_leaves_no_room_between_its_parts():
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint("a", b"b") == fingerprint(b"a", "b")


@pytest.mark.django_db
def test_a_crash_inside_leaves_no_half_answer():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ask(lambda: 1 / 0)
    assert not Request.objects.exists()
    assert connection.is_usable()
