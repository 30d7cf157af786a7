"""Deliveries by hand over the API: ordered, taken, recorded, cancelled, each once."""

import base64
from uuid import uuid4

import pytest
from django.conf import LazySettings

from instructions.models import HandDelivery
from tests.api.calls import address, app
from tests.clock import Clock
from tests.files.samples import picture
from tests.instructions.carried import ADDRESS, LATER, carried, courier, silent_order
from tests.instructions.orders import order_to, share_of
from tests.people import Cast, Member, cast
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
