"""Every input of every write, given what it is not: a refusal or a cleaned value, never a 500."""

from typing import Any

import pytest

from api.inputs import MemoWords, OrderIn
from api.verbs import MEMO_VERBS, ORDER_VERBS, SHARE_VERBS
from tests.api.calls import address, app
from tests.instructions.orders import share_at
from tests.memos.memos import memo_at, register
from tests.people import cast

pytestmark = pytest.mark.django_db

NONSENSE: list[Any] = [
    None, True, 0, -1, 10**30, 1.5, "", " ", "\x00", "\ud800", "\u202e\u200b", "x" * 5000, [], {},
    [[]], [{}], [None], ["\x00"], {"a": []}, {"\x00": "\ud800"}, "2026-11-24", "9999-12-31T23:59:59-12:00",
    "00000000-0000-0000-0000-000000000000",
]  # fmt: skip


def no_fault(caller, method, path, form):
    for name in form().fields:
        for value in NONSENSE:
            answer = caller.send(method, path, {name: value})
            assert answer.status_code < 500, (path, name, value)
            if answer.status_code >= 400:
                assert answer.data["code"], (path, name, value)


def test_no_input_of_a_share_can_be_given_so_that_it_breaks():
    people = cast()
    share = share_at("in_progress", people)
    camat, bupati = app(people.camat_pelawan), app(people.bupati)
    for verb in SHARE_VERBS:
        giver = verb.name in {"answer", "accept", "return", "remind", "revoke"}
        no_fault(bupati if giver else camat, "POST", address(share, verb.name), verb.takes)


def test_no_input_of_an_order_can_be_given_so_that_it_breaks():
    people = cast()
    bupati = app(people.bupati)
    no_fault(bupati, "POST", "instructions", OrderIn)
    draft = bupati.post("instructions", {"draft": True, "text": "Konsep"}).data["id"]
    no_fault(bupati, "PATCH", f"instructions/{draft}", OrderIn)
    order = share_at("sent", people).instruction
    for verb in ORDER_VERBS:
        no_fault(bupati, "POST", address(order, verb.name), verb.takes)


def test_no_input_of_a_memo_can_be_given_so_that_it_breaks():
    people = cast()
    register()
    memo = f"memos/{memo_at('draft', people).public_id}"
    umum = app(people.kabag_umum)
    no_fault(umum, "PATCH", memo, MemoWords)
    for verb in MEMO_VERBS:
        no_fault(umum, "POST", f"{memo}/{verb.name}", verb.takes)
