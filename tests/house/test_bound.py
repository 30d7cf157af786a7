"""Every address of the product, walked by a device that has one order open by a link.

There it is the order's recipient; at every other address it is nobody, and answered as nobody is.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from instructions.models import Assignment
from tests.house.test_matrix import World, address, call, rows, verdict, world
from tests.notifications.linked import opened_by
from tests.people import Member
from web.bound import ANSWERS
from workflow.models import Entry

__all__ = ["world"]

pytestmark = pytest.mark.django_db

ITS_OWN = {"web:assignment", "web:report", "web:seen", "web:attachment", "web:thumbnail"}
VERB = "web:assignment_verb"


@pytest.mark.parametrize(
    ("method", "name", "verb", "cells"), list(rows()), ids=lambda value: str(value)[:40]
)
def test_a_bound_device_is_let_in_to_its_order_alone(
    method: str, name: str, verb: str, cells: list[str], world: World
) -> None:
    share = Assignment.objects.get(public_id=world.keys["assignment"])
    member = world.people["R"]
    assert isinstance(member, Member)
    client = opened_by(Client(), share, member)
    url = address(name, verb, world.keys)
    with transaction.atomic():
        before = Entry.objects.count()
        found = verdict(call(method, name, url, client, {}, world.given))
        inside = name in ITS_OWN or (name == VERB and verb in ANSWERS)
        assert found == ("+" if inside else cells[0])
        if not inside:
            assert Entry.objects.count() == before
        transaction.set_rollback(True)


def test_a_bound_device_sees_no_other_order_even_of_its_own_hat(world: World) -> None:
    from tests.instructions.orders import order_to, share_of

    recipient, giver = world.people["R"], world.people["G"]
    assert isinstance(recipient, Member)
    assert isinstance(giver, Member)
    other = share_of(order_to(recipient, giver=giver, text="Yang lain."), recipient)
    share = Assignment.objects.get(public_id=world.keys["assignment"])
    client = opened_by(Client(), share, recipient)
    for path in ("", "laporan/"):
        answer: Any = client.get(f"/bagian/{other.public_id}/{path}")
        assert answer.status_code == 302
        assert "/masuk/" in answer["Location"]
    client.post(f"/bagian/{other.public_id}/acknowledge/", {"kunci": "k" * 36})
    other.refresh_from_db()
    assert other.status == "sent"
