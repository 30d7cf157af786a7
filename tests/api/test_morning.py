"""The morning for an app: numbers of the caller's hats, and of nobody else's."""

from datetime import timedelta

import pytest

from notifications.mornings import digest
from tests.api.calls import app
from tests.instructions.orders import order_to
from tests.people import AT, cast

pytestmark = pytest.mark.django_db


def test_the_morning_is_of_the_callers_hats_alone() -> None:
    people = cast()
    order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, at=AT - timedelta(hours=22)
    )
    told = app(people.bupati).get("morning").data
    assert told["day"] == "2026-11-24"
    assert [(hat["title"], hat["silent"], hat["to_answer"]) for hat in told["hats"]] == [
        ("Bupati Sarolangun", 2, 0)
    ]
    own = app(people.camat_pelawan).get("morning").data["hats"]
    assert [(hat["title"], hat["to_answer"], hat["silent"]) for hat in own] == [
        ("Camat Pelawan", 1, 0)
    ]
    assert app(people.stranger).get("morning").data["hats"] == []


def test_the_digest_is_switched_off_and_on_and_only_ones_own() -> None:
    people = cast()
    mine, others = app(people.bupati), app(people.camat_pelawan)
    assert mine.get("me/digest").data == {"on": True}
    off = mine.send("PUT", "me/digest", {"on": False}, Idempotency_Key="mati")
    again = mine.send("PUT", "me/digest", {"on": False}, Idempotency_Key="mati")
    assert (off.status_code, off.data, again.data) == (200, {"on": False}, {"on": False})
    assert mine.get("me/digest").data == {"on": False}
    assert not digest.is_on(people.bupati.person)
    assert others.get("me/digest").data == {"on": True}
    assert mine.send("PUT", "me/digest", {"on": True}).data == {"on": True}
    assert digest.is_on(people.bupati.person)


@pytest.mark.parametrize("body", [{}, {"on": "mungkin"}, {"on": None}, {"on": [1]}, [True]])
def test_what_is_no_switch_is_refused(body: object) -> None:
    people = cast()
    answer = app(people.bupati).send("PUT", "me/digest", body)
    assert answer.status_code in {400, 422}
    assert digest.is_on(people.bupati.person)
