"""The profile of memos over the API: read with its sources and adopted by its keepers alone."""

from datetime import timedelta

import pytest

from memos.profiles import fields
from memos.profiles.models import ProfileVersion
from tests.api.calls import app
from tests.memos.profiles.profiles import BASIS, adopted, keeper
from tests.people import TODAY, cast
from tests.statements import counted

pytestmark = pytest.mark.django_db
VERSIONS = "memo-profile/versions"


def desk_of(people):
    keeper(people)
    return app(people.kabag_umum)


def body(day=TODAY, **values):
    return {"values": values, "effective_on": day.isoformat(), "basis": BASIS}


def value(answer, name):
    return next(one for one in answer.data["values"] if one["name"] == name)


def test_the_built_in_profile_says_whence_each_value_is():
    seen = desk_of(cast()).get("memo-profile")
    assert seen.status_code == 200, seen.content
    assert (seen.data["version"], seen.data["effective_on"], seen.data["basis"]) == (0, None, None)
    margin = value(seen, "margin_left")
    assert "Permendagri" in margin["source"]
    assert (margin["own"], margin["value"]) == (False, margin["default"])
    assert len(seen.data["values"]) == len(fields.catalogue())


def test_a_keeper_adopts_a_value_and_what_was_not_sent_stays():
    desk = desk_of(cast())
    first = desk.get("memo-profile")
    made = desk.send("POST", VERSIONS, body(paper="f4_215"), If_Match=first["ETag"])
    again = desk.send("POST", VERSIONS, body(margin_left=32), If_Match=made["ETag"])
    assert (again.status_code, again.data["basis"]) == (201, BASIS), again.content
    assert value(again, "paper")["own"] is True
    assert (value(again, "margin_left")["value"], value(again, "margin_left")["source"]) == (
        32,
        BASIS,
    )
    late = desk.send("POST", VERSIONS, body(margin_left=33), If_Match=first["ETag"])
    assert (late.status_code, late.data["code"]) == (412, "stale")
    rows = desk.get(VERSIONS).data["results"]
    assert [one["changed"] for one in rows] == [["margin_left"], ["paper"]]
    assert rows[0]["adopted_by"]


def test_a_version_of_tomorrow_waits():
    desk = desk_of(cast())
    made = desk.post(VERSIONS, body(TODAY + timedelta(days=1), margin_left=32))
    assert value(made, "margin_left")["own"] is False
    assert [one["label"] for one in made.data["waiting"]] == ["profil-1"]


def test_who_keeps_no_profile_neither_reads_nor_changes_it():
    people = cast()
    camat = app(people.camat_pelawan)
    for answer in (
        camat.get("memo-profile"), camat.get(VERSIONS), camat.post(VERSIONS, body(margin_left=32)),
    ):  # fmt: skip
        assert (answer.status_code, answer.data["code"]) == (403, "not_keeper")
    assert not ProfileVersion.objects.exists()


@pytest.mark.parametrize("nonsense", [None, True, [], {}, "x", -1, [[1]], {"a": [None]}, 1e300])
def test_a_value_that_makes_no_sense_is_named_and_never_breaks(nonsense):
    desk = desk_of(cast())
    for spec in fields.catalogue():
        fields.checked({spec.name: nonsense})
    answer = desk.post(VERSIONS, body(margin_left=nonsense))
    assert answer.status_code == 422
    assert answer.data["errors"][0]["pointer"] == "/values/margin_left"


def test_an_unknown_value_and_a_day_gone_by_are_refused():
    desk = desk_of(cast())
    unknown = desk.post(VERSIONS, body(huruf=3))
    assert unknown.data["code"] == "unknown_value"
    past = desk.post(VERSIONS, body(TODAY - timedelta(days=1), margin_left=32))
    assert past.data["code"] == "effective_in_the_past"
    unfounded = {**body(margin_left=32), "basis": " "}
    assert desk.post(VERSIONS, unfounded).data["code"] == "basis_required"


def test_statements_of_the_history_do_not_grow_with_it():
    people = cast()
    desk = desk_of(people)
    for n in range(3):
        adopted(people, margin_left=31 + n)
    with counted() as few:
        desk.get(VERSIONS, limit=1)
    for n in range(5):
        adopted(people, margin_left=34 + n / 2)
    with counted() as many:
        assert len(desk.get(VERSIONS, limit=5).data["results"]) == 5
    assert many.count == few.count, many
