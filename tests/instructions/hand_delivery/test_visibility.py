"""The matrix of docs/visibility.md on deliveries by hand, cell by cell."""

import json

import pytest

from api.views.hand_deliveries import HandDeliveryItem
from instructions.hand_delivery import actions
from instructions.hand_delivery.actions import AtTheDoor
from instructions.models import HandDelivery, Instruction
from tests.instructions.carried import ADDRESS, as_silent, courier, give
from tests.instructions.orders import order_to, share_of
from tests.instructions.test_visibility import table
from tests.people import AT, Cast, Member, Outsider, actor, cast

pytestmark = pytest.mark.django_db
SECRET_TOO = {"carrier", "giver", "pengendali"}


def told(row: HandDelivery, reader: Member | Outsider) -> str:
    """Everything the API says of it to this reader, as text; empty where it says nothing."""
    who = actor(reader.person)
    found = HandDelivery.visible_to(who).filter(pk=row.pk).first()
    if found is None:
        return ""
    view = HandDeliveryItem()
    view.actor = who
    view.request = type("Request", (), {"at": AT})()
    return json.dumps(view.word(found))


def everybody(people: Cast, carrier: Member) -> dict[str, Member | Outsider]:
    return {
        "carrier": carrier, "giver": people.bupati, "pengendali": people.asisten,
        "giver's aide": people.ajudan, "recipient": people.camat_pelawan,
        "other recipient": people.camat_limun, "desk": people.kabag_umum,
        "superior": people.sekda, "administrator": people.administrator,
        "stranger": people.stranger,
    }  # fmt: skip


@pytest.mark.parametrize("classification", ["biasa", "terbatas", "rahasia", "sangat_rahasia"])
def test_everybody_reads_what_the_page_says(classification: str) -> None:
    people = cast()
    carrier = courier(people)
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati,
        controller=str(people.asisten.position.public_id), classification=classification,
    )  # fmt: skip
    row = give(
        as_silent(share_of(order, people.camat_pelawan)), people.bupati, carrier.position, at=AT
    )
    met = AtTheDoor(outcome="staf", receiver="Nurhayati")
    actions.record(str(row.public_id), met, actor=actor(carrier.person), at=AT)
    readers = everybody(people, carrier)
    for who, cells in table("Antaran"):
        said = told(row, readers[who])
        sees = Instruction.visible_to(actor(readers[who].person)).filter(pk=order.pk).exists()
        got = {
            "envelope": ADDRESS in said,
            "outcome": "Nurhayati" in said,
            "reference": order.reference in said,
        }
        assert order.text not in said
        if who == "carrier":
            assert "Bupati" not in said
        if order.is_secret and who not in SECRET_TOO:
            assert not any(got.values()), who
            continue
        marks = {name: "+" if fact else "." for name, fact in got.items()}
        assert {**marks, "order": "+" if sees else "."} == cells, who
