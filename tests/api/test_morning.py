"""The morning for an app: numbers of the caller's hats, and of nobody else's."""

from datetime import timedelta

import pytest

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
