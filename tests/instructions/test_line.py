"""Who orders whom, who is only asked, and what a cascade costs."""

from typing import Any

import pytest

from accounts.models import Capacity, PositionKind
from instructions import actions
from instructions.models import Assignment, Instruction, Mode
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Member, actor, appoint, cast, member, person
from tests.statements import counted
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def key_of(order: Instruction, holder: Member) -> str:
    return str(share_of(order, holder).public_id)


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def test_outside_the_line_of_command_an_order_is_a_request() -> None:
    people = cast()
    kades = member("Kepala Desa Bukit", kind=PositionKind.VILLAGE_HEAD, rank=90)
    order = order_to(people.camat_pelawan, people.wakil, kades, giver=people.bupati)
    modes = {
        share.position.title: share.mode for share in order.assignments.select_related("position")
    }
    assert modes == {
        "Camat Pelawan": "perintah",
        "Wakil Bupati Sarolangun": "koordinasi",
        "Kepala Desa Bukit": "koordinasi",
    }
    peers = order_to(people.camat_limun, giver=people.camat_pelawan)
    assert share_of(peers, people.camat_limun).mode == Mode.COORDINATION
    asked = order_to(people.camat_limun, giver=people.wakil)
    assert share_of(asked, people.camat_limun).mode == Mode.ORDER


def test_sekda_cannot_order_himself_nor_anybody_above() -> None:
    people = cast()
    with refused("no_recipients"):
        order_to(people.sekda, giver=people.sekda)
    for above in (people.bupati, people.wakil):
        with refused("leader_cannot_be_ordered"):
            order_to(above, giver=people.sekda)
    with refused("leader_cannot_be_ordered"):
        order_to(people.sekda, giver=people.camat_pelawan)


def test_a_plt_of_two_agencies_answers_for_each_in_its_own_hat() -> None:
    people = cast()
    second = member("Kepala Dinas Sosial", superior=people.sekda.position, rank=30)
    second.position.appointments.all().delete()
    appoint(people.kadis_kesehatan.person, second.position, capacity=Capacity.PLT)
    order = order_to(people.kadis_kesehatan, second, giver=people.bupati)
    both = actor(people.kadis_kesehatan.person)
    # Each share has one hat that fits, so none need be named.
    for one in (people.kadis_kesehatan, second):
        actions.acknowledge(key_of(order, one), actor=both, at=AT)
    entries = Entry.objects.filter(verb="acknowledge").order_by("id")
    assert [entry.position_id for entry in entries] == [
        people.kadis_kesehatan.position.pk,
        second.position.pk,
    ]
    with refused("choose_hat"):
        order_to(people.camat_limun, giver=people.kadis_kesehatan)


# --- Cost ------------------------------------------------------------------------------------------


def test_revoking_an_order_costs_the_same_with_five_hundred_below() -> None:
    people = cast()
    costs = {}
    for many in (2, 500):
        order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
        parent = share_of(order, people.camat_pelawan)
        Assignment.objects.bulk_create(
            Assignment(
                instruction=order,
                giver=parent.position,
                parent=parent,
                depth=2,
                moved_at=AT,
                position=member(f"Kasi {many}-{n}", name=person().name).position,
                answer_by=order.answer_by,
                finish_by=order.finish_by,
            )
            for n in range(many)
        )
        key, bupati = str(order.public_id), actor(people.bupati.person)
        with counted() as cost:
            actions.revoke(key, actor=bupati, at=AT, reason="Batal.")
        costs[many] = cost.count
        assert set(order.assignments.values_list("status", flat=True)) == {"revoked"}
    assert costs[500] <= costs[2] + 10  # bulk inserts come in batches on SQLite
