"""Deliveries by hand over the API: ordered, taken, recorded, cancelled, each once."""

import base64
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings

from instructions.models import HandDelivery
from tests.api.calls import Api, address, app
from tests.api.settled import until_settled
from tests.clock import Clock
from tests.files.samples import picture
from tests.instructions.carried import ADDRESS, LATER, carried, courier, give, silent_order
from tests.instructions.orders import order_to, share_of
from tests.people import Cast, Member, cast
from tests.statements import counted
from workflow.models import Entry

pytestmark = pytest.mark.django_db
PNG = base64.b64encode(picture((600, 200), decoder="PNG")).decode()


@pytest.fixture
def people(db: None, settings: LazySettings) -> Cast:
    """The small regency, past its days of trial."""
    settings.LADDER_TRIAL_DAYS = 0
    return cast()


@pytest.fixture(autouse=True)
def _later(clock: Clock) -> None:
    clock.at = LATER


@pytest.fixture
def carrier(people: Cast) -> Member:
    return courier(people)


def test_the_giver_asks_what_is_offered_and_orders_it_once(people: Cast, carrier: Member) -> None:
    share = share_of(silent_order(people), people.camat_pelawan)
    giver = app(people.bupati)
    offered = giver.get(address(share, "offers")).data
    assert offered["by_hand"] is None
    assert offered["explanation"] is None
    assert [one["id"] for one in offered["carriers"]] == [str(carrier.position.public_id)]
    body = {"assignment": str(share.public_id), "carrier": str(carrier.position.public_id)}
    key = str(uuid4())
    first = giver.post("hand-deliveries", body, Idempotency_Key=key)
    again = giver.post("hand-deliveries", body, Idempotency_Key=key)
    third = giver.post("hand-deliveries", body)
    assert (first.status_code, again.status_code, third.status_code) == (201, 201, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.data["id"] == again.data["id"] == third.data["id"]
    assert first.data["reference"] == share.instruction.reference
    assert first.data["assignment"] == str(share.public_id)
    assert HandDelivery.objects.count() == 1
    assert app(people.camat_pelawan).get(address(share, "offers")).status_code == 404


def test_too_early_says_why(people: Cast, carrier: Member) -> None:
    order = order_to(people.camat_pelawan, giver=people.bupati, at=LATER)
    share = share_of(order, people.camat_pelawan)
    body = {"assignment": str(share.public_id), "carrier": str(carrier.position.public_id)}
    answer = app(people.bupati).post("hand-deliveries", body)
    assert answer.status_code == 409
    assert answer.data["code"] == "not_reminded_twice"


def test_the_carrier_takes_and_records_and_reads_only_the_envelope(
    people: Cast, carrier: Member
) -> None:
    row = carried(people, carrier)
    hand, path = app(carrier), f"hand-deliveries/{row.public_id}"
    listed = hand.get("hand-deliveries")
    assert [one["id"] for one in listed.data["results"]] == [str(row.public_id)]
    seen = hand.get(path)
    assert seen.data["addressee"] == {
        "title": "Camat Pelawan", "name": people.camat_pelawan.person.full_name,
        "unit": "Kecamatan Pelawan", "address": ADDRESS,
    }  # fmt: skip
    assert seen.data["reference"] is seen.data["assignment"] is None
    raw = seen.content.decode() + listed.content.decode()
    for kept in (row.instruction.text, row.instruction.reference, "Bupati"):
        assert kept not in raw
    for subject in (row.instruction, row.share):
        assert hand.get(address(subject)).status_code == 404
    assert hand.post(f"{path}/print").status_code == 403
    taken = hand.post(f"{path}/take", If_Match=seen.headers["ETag"])
    assert taken.data["status"] == "taken"
    met = {"outcome": "keluarga", "receiver": "Siti", "signature": PNG}
    done = hand.post(f"{path}/record", met)
    assert done.status_code == 200, done.content
    assert (done.data["status"], done.data["outcome"]) == ("delivered", "keluarga")
    assert hand.post(f"{path}/record", met).status_code == 200
    verbs = list(Entry.objects.filter(kind="hand_delivery").values_list("verb", flat=True))
    assert verbs == ["order", "take", "record"]
    told = app(people.bupati).get(path).data
    assert told["receiver"] == "Siti"
    picture_ = app(people.bupati).get(f"{path}/signature")
    assert picture_.status_code == 200
    assert app(people.bupati).get(f"{path}/photo").status_code == 404


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"outcome": "terbang"}, "/outcome"),
        ({"outcome": "staf"}, "/receiver"),
        ({"outcome": "staf", "receiver": "Siti", "signature": "bukan base64!"}, "/signature"),
        ({"outcome": "staf", "receiver": "Siti", "signature": "R0lGODlh"}, "/signature"),
        ({"outcome": "staf", "receiver": "Siti", "signature": "A" * 600_000}, "/signature"),
        ({"outcome": "staf", "receiver": "Siti", "handed_at": "2026-11-20T08:00:00+07:00"},
         "/handed_at"),
        ({"outcome": "staf", "receiver": "Siti", "photo": "x"}, "/photo"),
    ],
)  # fmt: skip
def test_what_cannot_have_happened_is_422(
    people: Cast, carrier: Member, given: dict[str, str], pointer: str
) -> None:
    row = carried(people, carrier)
    answer = app(carrier).post(f"hand-deliveries/{row.public_id}/record", given)
    assert answer.status_code == 422, answer.content
    assert [one["pointer"] for one in answer.data["errors"]] == [pointer]


def test_a_signature_of_five_megabytes_is_not_read(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    met = {"outcome": "staf", "receiver": "Siti", "signature": "A" * 5_000_000}
    answer = app(carrier).post(f"hand-deliveries/{row.public_id}/record", met)
    assert answer.status_code in {413, 422}


def test_the_giver_cancels_and_prints(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    giver, path = app(people.bupati), f"hand-deliveries/{row.public_id}"
    printed = giver.post(f"{path}/print")
    assert printed.content.startswith(b"%PDF")
    done = giver.post(f"{path}/cancel", {"reason": "Sudah ditelepon."})
    assert done.data["status"] == "cancelled"
    assert app(carrier).post(f"{path}/take").status_code == 409
    assert app(people.stranger).post(f"{path}/cancel").status_code == 404
    assert app(carrier).post(f"{path}/cancel").status_code == 403


# --- The change feed -------------------------------------------------------------------------------


def carried_in(api: Api, cursor: str = "") -> tuple[list[dict[str, Any]], str]:
    """The items of deliveries by hand after a cursor, and where to go on."""
    until_settled()
    told = api.get("changes", cursor=cursor).data
    return [one for one in told["results"] if one["kind"] == "hand_delivery"], told["next"]


@pytest.mark.django_db(transaction=True)
def test_whoever_may_see_a_delivery_hears_of_it_in_the_feed(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    hand, giver = app(carrier), app(people.bupati)
    [mine], place = carried_in(hand)
    assert (mine["id"], mine["verb"]) == (str(row.public_id), "order")
    assert mine["item"] == hand.get(f"hand-deliveries/{row.public_id}").data
    assert mine["item"]["reference"] is mine["item"]["assignment"] is None
    assert row.instruction.reference not in json.dumps(mine)
    [theirs], _next = carried_in(giver)
    assert theirs["item"]["reference"] == row.instruction.reference
    assert len(carried_in(app(people.kabag_umum))[0]) == 1
    for nobody in (people.camat_pelawan, people.camat_limun, people.stranger):
        assert carried_in(app(nobody))[0] == []
    assert carried_in(hand, place)[0] == []
    hand.post(f"hand-deliveries/{row.public_id}/take")
    [taken], place = carried_in(hand, place)
    assert (taken["verb"], taken["version"], taken["item"]["status"]) == ("take", 2, "taken")
    met = {"outcome": "staf", "receiver": "Siti"}
    hand.post(f"hand-deliveries/{row.public_id}/record", met)
    [done], _place = carried_in(hand, place)
    assert (done["verb"], done["item"]["outcome"]) == ("record", "staf")


def test_an_outcome_recorded_without_signal_counts_from_the_door(
    people: Cast, carrier: Member, clock: Clock
) -> None:
    row = carried(people, carrier)
    path = f"hand-deliveries/{row.public_id}/record"
    clock.at = LATER + timedelta(hours=2)
    at_the_door = (LATER + timedelta(minutes=25)).isoformat()
    met = {"outcome": "keluarga", "receiver": "Siti", "signature": PNG}
    first, again = (
        app(carrier).post(path, met, X_Device_Time=at_the_door, Idempotency_Key="di-pintu")
        for _try in range(2)
    )
    assert (first.status_code, again.status_code) == (200, 200), first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    row.refresh_from_db()
    assert row.handed_at == LATER + timedelta(minutes=25)
    entry = Entry.objects.get(kind="hand_delivery", verb="record")
    assert (entry.at, entry.device_at) == (clock.at, row.handed_at)


@pytest.mark.django_db(transaction=True)
def test_a_feed_of_many_deliveries_costs_what_one_costs(people: Cast, carrier: Member) -> None:
    hand = app(carrier)
    costs = []
    for _more in range(2):
        order = silent_order(people)
        give(share_of(order, people.camat_pelawan), people.bupati, carrier.position)
        until_settled()
        hand.get("changes")
        with counted() as found:
            hand.get("changes")
        costs.append(found.count)
        give(share_of(order, people.camat_limun), people.bupati, carrier.position)
    assert costs[0] == costs[1]
