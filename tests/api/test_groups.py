"""Groups over the API: whom they reach, in pages, and keeping them."""

from uuid import uuid4

import pytest

from accounts import groups
from accounts.models import PositionKind, RecipientList, Unit
from instructions.models import Assignment, Instruction
from tests.api.calls import app
from tests.instructions.orders import TEXT
from tests.people import AT, cast, position
from tests.statements import counted

pytestmark = pytest.mark.django_db

RULE = {"position_kinds": ["camat"], "region": "Rawan Banjir"}


def flooded(*codes):
    Unit.objects.filter(code__in=codes).update(regions=["rawan banjir"])


def camats(**fields):
    fields = {"name": "Semua camat", "noun": "camat", **fields}
    return RecipientList.objects.create(by_rule=True, position_kinds=["camat"], **fields)


def test_the_secretariat_makes_a_group_by_rule_and_an_order_reaches_it():
    people = cast()
    flooded("15.03.05", "15.03.02")
    desk, bupati = app(people.kabag_umum), app(people.bupati)
    pelawan = str(people.camat_pelawan.position.public_id)
    made = desk.post(
        "groups",
        {
            "name": "Camat rawan banjir",
            "noun": "camat",
            "rule": RULE,
            "positions": [str(people.kadis_kesehatan.position.public_id)],
            "left_out": [str(people.camat_limun.position.public_id)],
            "own": False,
        },
    )
    assert made.status_code == 201, made.content
    assert made["Location"] == f"/api/v1/groups/{made.data['id']}"
    assert made.data["rule"]["region"] == "rawan banjir"
    detail = bupati.get(f"groups/{made.data['id']}").data
    assert [one["title"] for one in detail["positions"]] == [
        "Kepala Dinas Kesehatan",
        "Camat Pelawan",
    ]
    assert (detail["size"], detail["owner"], detail["editable"]) == (2, None, False)
    assert [one["title"] for one in detail["left_out"]] == ["Camat Limun"]
    order = bupati.post(
        "instructions", {"text": TEXT, "lists": [made.data["id"]], "left_out": [pelawan]}
    )
    assert order.data["addressed_to"] == ["Kepala Dinas Kesehatan"]
    assert Assignment.objects.get().position == people.kadis_kesehatan.position
    [row] = bupati.get("groups").data["results"]
    assert row["last_used_at"] is not None
    assert app(people.sekda).get("groups").data["results"][0]["last_used_at"] is None


def test_members_come_in_pages_with_holders_and_vacancies():
    people = cast()
    position("Camat Pauh", kind=PositionKind.DISTRICT_HEAD, rank=50)
    group = camats()
    bupati = app(people.bupati)
    first = bupati.get(f"groups/{group.public_id}", limit=3).data
    assert first["size"] == 4
    assert [one["holder"] for one in first["positions"]] == [
        "Rosmawati",
        "Ahmad Fauzi",
        "Slamet Riyadi",
    ]
    second = bupati.get(f"groups/{group.public_id}", limit=3, cursor=first["next"]).data
    assert [(one["title"], one["vacant"]) for one in second["positions"]] == [("Camat Pauh", True)]
    assert second["next"] is None
    assert bupati.get(f"groups/{group.public_id}", cursor="x").status_code == 422


def test_the_giver_is_not_counted_among_the_camats():
    people = cast()
    group = camats()
    camat = app(people.camat_limun)
    assert [row["size"] for row in camat.get("groups").data["results"]] == [2]
    assert camat.get(f"groups/{group.public_id}").data["size"] == 2


def test_last_used_comes_first_per_position():
    people = cast()
    first, second = camats(rank=1), camats(name="Camat lagi", rank=2)
    groups.note_use([second], giver=people.bupati.position, at=AT)
    names = [row["name"] for row in app(people.bupati).get("groups").data["results"]]
    assert names == ["Camat lagi", "Semua camat"]
    names = [row["name"] for row in app(people.sekda).get("groups").data["results"]]
    assert names == ["Semua camat", "Camat lagi"]
    assert first.public_id != second.public_id


def test_someone_elses_own_group_is_not_there():
    people = cast()
    own = camats(owner=people.sekda.position)
    bupati, sekda = app(people.bupati), app(people.sekda)
    assert bupati.get("groups").data["results"] == []
    path = f"groups/{own.public_id}"
    body = {"name": "Punya saya", "rule": {"position_kinds": ["camat"]}}
    assert [bupati.send(m, path, body).status_code for m in ("GET", "PUT", "DELETE")] == [404] * 3
    refused = bupati.post("instructions", {"text": TEXT, "lists": [str(own.public_id)]})
    assert (refused.status_code, refused.data["code"]) == (422, "unknown_recipient")
    assert refused.data["errors"][0]["pointer"] == "/recipients"
    changed = sekda.send("PUT", path, body)
    assert (changed.status_code, changed.data["name"]) == (200, "Punya saya")
    assert sekda.send("DELETE", path).data == {"id": str(own.public_id)}
    assert sekda.get(path).status_code == 404


def test_an_empty_group_refuses_the_order_by_name():
    people = cast()
    group = camats(name="Kecamatan pegunungan", region="pegunungan")
    refused = app(people.bupati).post(
        "instructions", {"text": TEXT, "lists": [str(group.public_id)]}
    )
    assert (refused.status_code, refused.data["code"]) == (422, "group_is_empty")
    assert "Kecamatan pegunungan" in refused.data["detail"]
    assert not Instruction.objects.exists()


def test_the_same_key_makes_one_group():
    people = cast()
    sekda, key = app(people.sekda), str(uuid4())
    body = {"name": "Tim inti", "rule": {"position_kinds": ["camat"]}}
    first = sekda.post("groups", body, Idempotency_Key=key)
    again = sekda.post("groups", body, Idempotency_Key=key)
    assert first.content == again.content
    assert again["Idempotency-Replayed"] == "true"
    taken = sekda.post("groups", body, Idempotency_Key=str(uuid4()))
    assert (taken.status_code, taken.data["code"]) == (422, "name_taken")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "A"},
        {"name": 7},
        {"name": "A", "rule": {"position_kinds": ["gubernur"]}},
        {"name": "A", "rule": {"unit_kinds": "village"}},
        {"name": "A", "rule": {"within": "sini"}},
        {"name": "A", "rule": {"within": str(uuid4())}},
        {"name": "A", "rule": {"region": "x" * 61}},
        {"name": "A", "positions": [str(uuid4())]},
        {"name": "A" * 200, "rule": {"position_kinds": ["camat"]}},
    ],
)
def test_nonsense_makes_no_group(body):
    people = cast()
    refused = app(people.sekda).post("groups", body)
    assert refused.status_code == 422, refused.content
    assert refused.data["errors"]
    assert not RecipientList.objects.exists()


def test_a_draft_keeps_whom_its_groups_leave_out():
    people = cast()
    group, bupati = camats(), app(people.bupati)
    limun = str(people.camat_limun.position.public_id)
    draft = bupati.post(
        "instructions",
        {"text": TEXT, "lists": [str(group.public_id)], "left_out": [limun], "draft": True},
    ).data
    assert draft["draft"]["left_out"] == [limun]
    path = f"instructions/{draft['id']}"
    assert bupati.send("PATCH", path, {"urgency": "segera"}).data["draft"]["left_out"] == [limun]
    assert bupati.post(f"{path}/issue").data["addressed_to"] == ["Camat Pelawan", "Camat Singkut"]


@pytest.mark.parametrize("many", [1, 30])
def test_groups_cost_the_same_however_many(many):
    people = cast()
    for n in range(many):
        camats(name=f"Kelompok {n}")
        position(f"Camat Contoh {n}", kind=PositionKind.DISTRICT_HEAD, rank=50)
    bupati, group = app(people.bupati), RecipientList.objects.all()[0]
    with counted() as listing:
        bupati.get("groups")
    with counted() as one:
        bupati.get(f"groups/{group.public_id}")
    assert listing.count <= 6, str(listing)
    assert one.count <= 10, str(one)


def test_units_tell_the_marks_of_their_place():
    people = cast()
    flooded("15.03.05")
    rows = app(people.bupati).get("units").data["results"]
    assert {r["code"] for r in rows if r["regions"] == ["rawan banjir"]} == {"15.03.05"}
