"""Chronologies and surat tugas over HTTP."""

from datetime import timedelta
from pathlib import Path

import pytest

from instructions import actions
from instructions.models import Inspection
from tests.api.calls import address, app
from tests.api.forms import against
from tests.clock import Clock
from tests.instructions.orders import order_to, share_of
from tests.instructions.oversight import inspectorate, mandate, registered
from tests.people import AT, actor, cast
from tests.statements import counted
from workflow import sealing
from workflow.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seals(settings, tmp_path: Path) -> Path:
    """A folder of seals for each test."""
    settings.SEALS_DIR = tmp_path / "seals"
    return settings.SEALS_DIR


def story(people):
    """Given two hours ago, asked about an hour ago, sealed half an hour ago."""
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, at=AT - timedelta(hours=2)
    )
    key = str(share_of(order, people.camat_pelawan).public_id)
    camat = actor(people.camat_pelawan.person)
    actions.ask(key, actor=camat, at=AT - timedelta(hours=1), question="Termasuk hulu?")
    sealing.seal(at=AT - timedelta(minutes=30))
    return order


def test_the_giver_reads_who_knew_what_when():
    people = cast()
    order = story(people)
    answer = app(people.bupati).get(address(order, "chronology"))
    against(answer, "Chronology")
    assert [one["verb"] for one in answer.data["results"]] == ["issue", "send", "send", "ask"]
    assert answer.data["footing"] == "giver"
    assert answer.data["results"][-1]["words"][0]["body"] == "Termasuk hulu?"
    assert [one["whole"] for one in answer.data["proofs"]] == [True, True, True]
    assert all(one["seal"]["genuine"] for one in answer.data["proofs"])
    before = (AT - timedelta(minutes=90)).isoformat()
    earlier = app(people.bupati).get(address(order, "chronology"), as_of=before)
    assert [one["verb"] for one in earlier.data["results"]] == ["issue", "send", "send"]
    assert {one["status"] for one in earlier.data["standings"]} == {"sent"}


def test_a_recipient_reads_its_own_share():
    people = cast()
    answer = app(people.camat_limun).get(address(story(people), "chronology"))
    assert answer.data["footing"] == "own_share"
    assert [one["verb"] for one in answer.data["results"]] == ["issue", "send"]
    assert [one["who"] for one in answer.data["knowers"]] == ["Rosmawati"]


def test_pages_follow_each_other():
    people = cast()
    order = story(people)
    verbs, cursor = [], ""
    for _ in range(9):
        page = app(people.bupati).get(address(order, "chronology"), limit=1, cursor=cursor)
        verbs += [one["verb"] for one in page.data["results"]]
        cursor = page.data["next"] or ""
        if not cursor:
            break
    assert verbs == ["issue", "send", "send", "ask"]


def test_my_chronology():
    people = cast()
    story(people)
    answer = app(people.camat_pelawan).get("me/chronology")
    against(answer, "ChronologyWindow")
    assert [one["verb"] for one in answer.data["results"]] == ["send", "ask"]


@pytest.mark.parametrize(
    "query", [{"as_of": "kemarin"}, {"as_of": "2026-11-24T10:00:00"}, {"cursor": "x"}]
)
def test_nonsense_is_refused(query):
    people = cast()
    order = story(people)
    assert app(people.bupati).get(address(order, "chronology"), **query).status_code == 422
    assert app(people.bupati).get("me/chronology", **query).status_code == 422


def test_a_surat_tugas_from_registering_to_its_end(clock: Clock):
    people = cast()
    order = story(people)
    office = inspectorate()
    desk, inspector = app(people.kabag_umum), app(office.inspector)
    asked = mandate(office.inspector)
    made = desk.post(
        "inspections",
        {
            "number": asked.number, "dated": "2026-11-20", "basis": asked.basis,
            "starts_on": "2026-11-23", "ends_on": "2026-11-27",
            "inspectors": list(asked.inspectors), "issued_from": "2026-11-01",
            "issued_to": "2026-11-30", "people": ["Ahmad Fauzi"],
        },
    )  # fmt: skip
    assert made.status_code == 201
    against(made, "InspectionDetail")
    here = f"inspections/{made.data['id']}"
    assert made.headers["Location"].endswith(here)
    against(inspector.get("inspections"), "InspectionList")
    against(inspector.get(here), "InspectionDetail")
    scope = inspector.get(f"{here}/scope")
    against(scope, "CoveredList")
    assert [one["id"] for one in scope.data["results"]] == [str(order.public_id)]
    assert desk.get(f"{here}/scope").status_code == 403
    opened = inspector.post(f"{here}/look", {"instruction": str(order.public_id)})
    against(opened, "Opened")
    assert len(opened.data["chronology"]["results"]) == 4
    read_on = inspector.get(f"{here}/reading", look=opened.data["look"], limit=2)
    assert len(read_on.data["chronology"]["results"]) == 2
    window = inspector.post(f"{here}/look", {"since": (AT - timedelta(days=3)).isoformat()})
    against(window, "Opened")
    assert len(window.data["window"]["results"]) == 4
    looks = app(people.bupati).get(f"{here}/looks")
    against(looks, "InspectionLookList")
    assert [one["who"] for one in looks.data["results"]] == ["Marzuki", "Marzuki"]
    assert Entry.objects.filter(verb="look").count() == 2
    clock.at = AT + timedelta(minutes=15)
    assert inspector.get(f"{here}/reading", look=opened.data["look"]).status_code == 409
    more = desk.post(f"{here}/extend", {"ends_on": "2026-12-04", "reason": "700/2"})
    assert more.data["ends_on"] == "2026-12-04"
    ended = app(people.bupati).post(f"{here}/end", {"reason": "Cukup."})
    assert (ended.data["status"], ended.data["in_force"]) == ("ended", False)
    assert inspector.post(f"{here}/look", {}).status_code == 409
    assert inspector.get(f"{here}/scope").status_code == 409


def test_a_repeated_look_is_one_look():
    people = cast()
    order = story(people)
    office = inspectorate()
    row = registered(people, office.inspector)
    inspector = app(office.inspector)
    given = {"instruction": str(order.public_id)}
    answers = [
        inspector.post(f"inspections/{row.public_id}/look", given, Idempotency_Key="satu")
        for _ in range(2)
    ]
    assert answers[0].content == answers[1].content
    assert Entry.objects.filter(verb="look").count() == 1


def test_strangers_find_no_surat_tugas():
    people = cast()
    office = inspectorate()
    row = registered(people, office.inspector)
    for one in (people.camat_limun, office.auditor, people.ajudan, people.administrator):
        assert app(one).get(f"inspections/{row.public_id}").status_code == 404
        assert app(one).post(f"inspections/{row.public_id}/look", {}).status_code == 404
        assert app(one).get("inspections").data["results"] == []
    assert app(people.camat_limun).post("inspections", {}).status_code == 422
    assert Inspection.objects.count() == 1


def test_a_list_of_surat_tugas_costs_the_same_for_one_and_for_twenty():
    people = cast()
    office = inspectorate()
    costs = []
    for numbers in (range(1), range(1, 20)):
        for n in numbers:
            registered(people, office.inspector, number=f"700/{n}/2026")
        inspector = app(office.inspector)
        with counted() as cost:
            inspector.get("inspections")
        costs.append(cost.count)
    assert costs[0] == costs[1] <= 9
