"""A hundred at once: real threads, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests.api.calls import Api, address, app
from tests.instructions.orders import order_to, share_of
from tests.people import cast
from tests.races import race
from workflow.models import Entry, Request

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 100


def at_once(call: Callable[[int], Any]) -> list[Any]:
    """The results of `call(0)` to `call(99)`, begun together."""
    gate = Barrier(MANY, timeout=60)

    def one(n: int) -> Any:
        try:
            gate.wait()
            return call(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY), timeout=120))


def acknowledging(key: Callable[[int], str]) -> tuple[list[Any], int]:
    """The answers to a hundred acknowledges of one share, and the share's id."""
    people = cast()
    order = order_to(people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_limun)
    headers = app(people.camat_limun).headers
    path = address(share, "acknowledge")

    def call(n: int) -> Any:
        caller = Api()
        caller.headers = headers
        return caller.post(path, Idempotency_Key=key(n))

    return at_once(call), share.pk


def test_a_hundred_taps_with_one_key_are_one_act_and_one_answer():
    answers, share = acknowledging(lambda _n: "ketuk")
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == MANY - 1
    assert Entry.objects.filter(subject_id=share, verb="acknowledge").count() == 1
    assert Request.objects.count() == 1


def test_a_hundred_taps_with_keys_of_their_own_are_one_act_and_the_current_state():
    answers, share = acknowledging(lambda n: f"ketuk-{n}")
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.data["status"] for answer in answers} == {"acknowledged"}
    assert Entry.objects.filter(subject_id=share, verb="acknowledge").count() == 1


def test_two_who_change_different_fields_of_a_draft_do_not_undo_each_other():
    bupati = app(cast().bupati)
    for _ in range(20):
        path = f"instructions/{bupati.post('instructions', {'draft': True}).data['id']}"
        changes = ({"text": "Periksa drainase."}, {"urgency": "segera"})
        answers: list[Any] = race(
            *(partial(bupati.send, "PATCH", path, change) for change in changes)
        )
        draft = bupati.get(path).data
        for change, answer in zip(changes, answers, strict=True):
            if answer.status_code == 200:
                assert draft.items() >= change.items()
            else:
                assert answer.data["code"] == "stale"
