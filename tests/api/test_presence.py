"""Being away and lending by the API: who may say so, who learns why, and what follows."""

from uuid import uuid4

import pytest

from accounts.models import Absence, Appointment, Delegation, Position, Unit
from tests.api.calls import app
from tests.people import cast
from tests.statements import counted

pytestmark = pytest.mark.django_db
AWAY = {"why": "sakit", "starts_on": "2026-11-25", "ends_on": "2026-11-27"}


def test_a_camat_is_away_and_who_stands_in_is_not_told_why():
    people = cast()
    camat, sekcam = app(people.camat_pelawan), app(people.sekcam_pelawan)
    key = str(uuid4())
    body = {**AWAY, "substitute": str(people.sekcam_pelawan.person.public_id)}
    made = camat.post("absences", body, Idempotency_Key=key)
    assert made.status_code == 201, made.content
    assert camat.post("absences", body, Idempotency_Key=key).content == made.content
    assert (made.data["own"], made.data["why"]) == (True, "sakit")
    assert {one["verb"] for one in made.data["available_actions"]} == {"shorten", "cancel"}
    assert Appointment.objects.filter(capacity="plh").count() == 1
    [seen] = sekcam.get("absences").data["results"]
    assert (seen["id"], seen["own"], seen["why"]) == (made.data["id"], False, None)
    assert app(people.stranger).get("absences").data["results"] == []
    path = made["Location"].removeprefix("/api/v1/")
    assert app(people.stranger).get(path).status_code == 404
    refused = sekcam.post(f"{path}/cancel")
    assert (refused.status_code, refused.data["code"]) == (403, "not_yours")
    shorter = camat.post(f"{path}/shorten", {"ends_on": "2026-11-26"}, If_Match=made["ETag"])
    assert (shorter.status_code, shorter.data["ends_on"]) == (200, "2026-11-26")
    stale = camat.post(f"{path}/cancel", If_Match=made["ETag"])
    assert (stale.status_code, stale.data["code"]) == (412, "stale")
    assert camat.post(f"{path}/cancel").data["status"] == "cancelled"
    assert not Appointment.objects.filter(capacity="plh").exists()


def test_an_administrator_writes_down_who_of_the_unit_is_ill():
    people = cast()
    setda = Unit.objects.get(code="setda")
    Position.objects.filter(pk=people.kabag_umum.position.pk).update(administers=setda)
    desk = app(people.kabag_umum)
    sekda = str(people.sekda.person.public_id)
    made = desk.post("absences", {**AWAY, "starts_on": "2026-11-20", "person": sekda})
    assert (made.status_code, made.data["why"]) == (201, "sakit")
    assert desk.get("absences").data["results"][0]["person"]["id"] == sekda
    camat = str(people.camat_limun.person.public_id)
    other = desk.post("absences", {**AWAY, "person": camat})
    assert (other.status_code, other.data["code"]) == (403, "not_yours")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"why": "bosan"}, "invalid_input"),
        ({"ends_on": "2026-11-24"}, "ends_before_start"),
        ({"starts_on": "2026-11-20"}, "day_has_passed"),
        ({"substitute": str(uuid4())}, "unknown_substitute"),
        ({"decree": "x" * 81}, "invalid_input"),
    ],
)
def test_nonsense_registers_no_absence(change, code):
    people = cast()
    refused = app(people.camat_limun).post("absences", {**AWAY, **change})
    assert (refused.status_code, refused.data["code"]) == (422, code)
    assert not Absence.objects.exists()


def test_absences_cost_the_same_however_many():
    people = cast()
    camat, costs = app(people.camat_limun), []
    for day in (10, 12, 14):
        days = {"starts_on": f"2026-12-{day}", "ends_on": f"2026-12-{day + 1}"}
        assert camat.post("absences", {**AWAY, **days}).status_code == 201
        with counted() as cost:
            camat.get("absences")
        costs.append(cost.count)
    assert costs[0] == costs[-1]
    first = camat.get("absences", limit=2).data
    rest = camat.get("absences", limit=2, cursor=first["next"]).data
    assert (len(first["results"]), len(rest["results"]), rest["next"]) == (2, 1, None)


def test_a_position_is_lent_and_taken_back():
    people = cast()
    camat, sekcam = app(people.camat_pelawan), app(people.sekcam_pelawan)
    person = str(people.sekcam_pelawan.person.public_id)
    lent = camat.post("delegations", {"person": person, "verbs": ["progress", "report"]})
    assert lent.status_code == 201, lent.content
    assert lent.data["verbs"] == ["progress", "report"]
    twice = camat.post("delegations", {"person": person})
    assert (twice.status_code, twice.data["code"]) == (422, "already_lent")
    assert camat.get("delegations").data["given"] == [lent.data]
    assert sekcam.get("delegations").data["got"] == [lent.data]
    assert sekcam.post("delegations/end", {"person": person}).status_code == 404
    assert camat.post("delegations/end", {"person": person}).data == {"ended": 1}
    assert not Delegation.objects.filter(person=people.sekcam_pelawan.person).exists()
    bad = camat.post("delegations", {"person": person, "verbs": ["fly"]})
    assert bad.data["errors"][0]["pointer"] == "/verbs/0"
