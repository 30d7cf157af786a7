"""Lists: what is in them, in which order, and cursors that new rows do not disturb."""

import pytest

from accounts.models import RecipientList
from tests.api.calls import address, app
from tests.instructions.orders import TEXT, order_to, share_at, share_of
from tests.people import appoint, cast

pytestmark = pytest.mark.django_db


def walk(caller, path, *, between=lambda: None, **query):
    """All results of a list, page by page."""
    found, cursor = [], ""
    for _page in range(30):
        page = caller.get(path, cursor=cursor, **query).data
        found += page["results"]
        if page["next"] is None:
            return found
        cursor = page["next"]
        between()
    raise AssertionError("the list does not end")


def test_the_inbox_is_in_order_of_turn_and_stays_so_while_new_orders_come_in():
    people = cast()
    states = ("completed", "reported", "in_progress", "sent", "acknowledged", "sent")
    shares = [str(share_at(state, people).public_id) for state in states]
    done, reported, working, sent, ready, newest = shares
    camat = app(people.camat_pelawan)

    def another():
        order_to(people.camat_pelawan, giver=people.bupati)

    found = walk(camat, "assignments", limit=2, between=another)
    assert [one["id"] for one in found] == [newest, sent, ready, working, reported, done]


def test_the_inbox_is_filtered_by_turn_status_and_lateness(clock):
    people = cast()
    by_state = {
        state: str(share_at(state, people).public_id)
        for state in ("sent", "in_progress", "reported", "completed")
    }
    camat = app(people.camat_pelawan)

    def ids(caller=camat, **query):
        return {one["id"] for one in caller.get("assignments", **query).data["results"]}

    assert ids(turn="mine") == {by_state["sent"], by_state["in_progress"]}
    assert ids(turn="giver") == {by_state["reported"]}
    assert ids(turn="nobody") == {by_state["completed"]}
    assert ids(status="sent") == {by_state["sent"]}
    assert ids(late="true") == set()
    assert ids(late="false") == set(by_state.values())
    clock.at = clock.at.replace(day=26)
    assert ids(late="true") == {by_state["sent"]}
    bupati = app(people.bupati)
    assert ids(bupati) == set()
    assert ids(bupati, role="given", turn="mine") == {by_state["reported"]}


def test_orders_are_listed_for_giver_and_recipient_and_counted_for_the_giver_alone():
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.sekda)
    older = order_to(people.sekda, giver=people.bupati, urgency="segera")
    sekda = app(people.sekda)
    found = [one["id"] for one in sekda.get("instructions").data["results"]]
    assert found == [str(older.public_id), str(order.public_id)]
    [given] = sekda.get("instructions", role="given").data["results"]
    assert given["counts"] == {"total": 2, "answered": 0, "waiting": 0, "open": 2}
    [received] = sekda.get("instructions", role="received").data["results"]
    assert received["id"] == str(older.public_id)
    assert received["counts"] is None
    assert len(sekda.get("instructions", urgency="segera").data["results"]) == 1
    assert sekda.get("instructions", status="revoked").data["results"] == []


def test_the_board_is_whole_for_the_giver_and_ones_own_row_for_a_recipient():
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    camat = app(people.camat_pelawan)
    camat.post(address(share_of(order, people.camat_pelawan), "seen"))
    rows = app(people.bupati).get(address(order, "assignments")).data["results"]
    assert {(one["position"]["title"], one["mark"]) for one in rows} == {
        ("Camat Pelawan", "read"),
        ("Camat Limun", "unopened"),
    }
    assert {one["holder"] for one in rows} == {"Ahmad Fauzi", "Rosmawati"}
    [own] = camat.get(address(order, "assignments")).data["results"]
    assert own["position"]["title"] == "Camat Pelawan"


def test_nobody_sees_a_share_a_history_or_a_file_that_is_not_theirs():
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_pelawan)
    for other in (people.stranger, people.administrator, people.camat_singkut, people.wakil):
        caller = app(other)
        for path in (
            address(order), address(order, "timeline"), address(order, "assignments"),
            address(share), address(share, "timeline"),
        ):  # fmt: skip
            assert caller.get(path).status_code == 404, path
        assert caller.get("assignments").data["results"] == []
        assert caller.get("instructions").data["results"] == []
        assert caller.get("changes").data["results"] == []
    limun = app(people.camat_limun)
    assert limun.get(address(order)).status_code == 200
    assert limun.get(address(share)).status_code == 404
    assert limun.get(address(share, "timeline")).status_code == 404


def test_an_aide_sees_the_principals_orders_but_no_secret_ones():
    people = cast()
    plain = order_to(people.camat_limun, giver=people.bupati)
    secret = order_to(people.camat_limun, giver=people.bupati, classification="rahasia")
    aide = app(people.ajudan)
    assert aide.get(address(plain)).status_code == 200
    assert aide.get(address(secret)).status_code == 404
    me = aide.get("me").data
    assert me["hats"][0]["title"] == "Untuk Bupati Sarolangun"
    assert me["hats"][0]["delegated"] is True
    assert "accept" not in me["hats"][0]["verbs"]
    given = aide.post("instructions", {
        "text": TEXT,
        "recipients": [{"position": str(people.camat_limun.position.public_id)}],
    })  # fmt: skip
    assert given.data["conveyed_by_aide"] is True


def test_me_tells_each_hat_what_waits_there():
    people = cast()
    share_at("reported", people)
    share_at("sent", people)
    appoint(people.camat_pelawan.person, people.camat_singkut.position, capacity="plt")
    me = app(people.camat_pelawan).get("me").data
    assert me["name"] == "Ahmad Fauzi"
    assert {one["title"]: one["waiting"] for one in me["hats"]} == {
        "Camat Pelawan": {"to_answer": 1, "to_judge": 0},
        "Plt. Camat Singkut": {"to_answer": 0, "to_judge": 0},
    }
    [hat] = app(people.bupati).get("me").data["hats"]
    assert hat["waiting"] == {"to_answer": 0, "to_judge": 1}


def test_me_tells_the_pengendali_what_waits_for_judgement():
    people = cast()
    sekda = str(people.sekda.position.public_id)
    order = order_to(people.camat_pelawan, giver=people.bupati, controller=sekda)
    app(people.camat_pelawan).post(
        address(share_of(order, people.camat_pelawan), "report"), {"note": "Selesai."}
    )
    for member in (people.bupati, people.sekda):
        [hat] = app(member).get("me").data["hats"]
        assert hat["waiting"] == {"to_answer": 0, "to_judge": 1}


def test_positions_are_found_by_title_unit_and_name_and_walked_in_pages():
    people = cast()
    caller = app(people.bupati)
    [found] = caller.get("positions", search="rosma limun").data["results"]
    assert found["shown_title"] == "Camat Limun"
    assert found["holder"] == "Rosmawati"
    assert found["unit"]["name"] == "Kecamatan Limun"
    assert caller.get("positions", search="\x07%_'").data["results"] == []
    everybody = walk(caller, "positions", limit=3)
    assert len(everybody) == 11
    assert len({one["id"] for one in everybody}) == 11
    assert everybody[0]["title"] == "Bupati Sarolangun"


def test_units_are_told_with_their_parents_first():
    people = cast()
    units = app(people.bupati).get("units").data["results"]
    known = set()
    for unit in units:
        assert unit["parent"] is None or unit["parent"] in known
        known.add(unit["id"])
    assert len(units) == 8


def test_a_group_tells_its_members_and_an_order_can_name_it():
    people = cast()
    group = RecipientList.objects.create(
        name="Semua camat", noun="camat", formal_name="Para Camat se-Kabupaten Sarolangun"
    )
    group.positions.set([people.camat_pelawan.position, people.camat_limun.position])
    bupati = app(people.bupati)
    [row] = bupati.get("groups").data["results"]
    assert (row["id"], row["size"]) == (str(group.public_id), 2)
    detail = bupati.get(f"groups/{group.public_id}").data
    assert {one["title"] for one in detail["positions"]} == {"Camat Pelawan", "Camat Limun"}
    order = bupati.post("instructions", {"text": TEXT, "lists": [row["id"]]}).data
    assert order["counts"]["total"] == 2
    assert order["addressed_to"] == ["Para Camat se-Kabupaten Sarolangun"]


def test_the_times_of_each_urgency_are_told_before_sending():
    people = cast()
    caller = app(people.bupati)
    every = caller.get("deadlines").data["results"]
    assert [one["urgency"] for one in every] == ["biasa", "segera", "sangat_segera"]
    [one] = caller.get("deadlines", urgency="sangat_segera").data["results"]
    assert one["answer_by"] == "2026-11-24T14:35:00+07:00"


def test_the_desk_lists_memos_and_a_camat_none():
    from tests.memos.memos import memo_at, register

    people = cast()
    register()
    memo = memo_at("approved", people)
    [row] = app(people.kabag_umum).get("memos").data["results"]
    assert row["id"] == str(memo.public_id)
    assert row["status_label"] == "disetujui"
    assert app(people.kabag_umum).get("memos", status="draft").data["results"] == []
    camat = app(people.camat_pelawan)
    assert camat.get("memos").data["results"] == []
    assert camat.get(f"memos/{memo.public_id}").status_code == 404
    assert camat.get(f"memos/{memo.public_id}/pdf").status_code == 404
