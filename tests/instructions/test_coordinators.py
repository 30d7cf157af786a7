"""One leads: a second coordinator is refused in words, whichever way it would come about."""

from typing import Any

import pytest

from accounts.models import PositionKind
from instructions import actions
from instructions.addressing import Recipient
from instructions.models import Assignment, Instruction
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, Member, actor, cast, member
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db
LEADS = "koordinator"


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def add(order: Instruction, by: Member, to: Member, role: str = LEADS) -> None:
    actions.add_recipients(
        str(order.public_id), actor=actor(by.person), at=AT, reason="Ikut.",
        recipients=[Recipient(str(to.position.public_id), role)],
    )  # fmt: skip


def finish(share: Assignment, giver: Member, holder: Member) -> str:
    """Report and accept a share; its key."""
    key = str(share.public_id)
    actions.report(key, actor=actor(holder.person), at=AT, note="Selesai.")
    actions.accept(key, actor=actor(giver.person), at=AT)
    return key


def led(people: Cast) -> Instruction:
    """An order of the bupati that the camat of Pelawan leads."""
    to = (people.camat_pelawan, people.camat_limun)
    return order_to(*to, giver=people.bupati, roles={"Camat Pelawan": LEADS})


def test_a_second_coordinator_joins_only_once_the_first_no_longer_leads() -> None:
    people = cast()
    order = led(people)
    with refused("two_coordinators"):
        add(order, people.bupati, people.camat_singkut)
    assert order.assignments.count() == 2
    key = str(share_of(order, people.camat_pelawan).public_id)
    actions.revoke_share(key, actor=actor(people.bupati.person), at=AT, reason="Sakit.")
    add(order, people.bupati, people.camat_singkut)
    assert share_of(order, people.camat_singkut).role == LEADS


def test_who_handed_down_to_a_coordinator_names_no_second_one_and_others_may() -> None:
    people = cast()
    first, second = (
        member(
            f"Kepala Seksi {n}", unit=people.camat_pelawan.position.unit, rank=80,
            kind=PositionKind.SUPERVISOR, superior=people.camat_pelawan.position,
        )
        for n in (1, 2)
    )  # fmt: skip
    order = led(people)
    key, camat = str(share_of(order, people.camat_pelawan).public_id), people.camat_pelawan
    # The order itself is led by the camat; those the camat hands it to have a coordinator too.
    for kasi, role, code in ((first, LEADS, ""), (second, LEADS, "two_coordinators"),
                             (second, "pelaksana", "")):  # fmt: skip
        to = [Recipient(str(kasi.position.public_id), role)]
        if code:
            with refused(code):
                actions.pass_down(key, actor=actor(camat.person), at=AT, recipients=to)
        else:
            actions.pass_down(key, actor=actor(camat.person), at=AT, recipients=to)
    assert [share_of(order, kasi).role for kasi in (first, second)] == [LEADS, "pelaksana"]


def test_a_coordinator_who_is_done_does_not_lead_again_beside_another() -> None:
    people = cast()
    order = led(people)
    key = finish(share_of(order, people.camat_pelawan), people.bupati, people.camat_pelawan)
    add(order, people.bupati, people.camat_singkut)
    bupati = actor(people.bupati.person)
    with refused("two_coordinators"):
        actions.rework(key, actor=bupati, at=AT, reason="Belum semua.")
    other = str(share_of(order, people.camat_singkut).public_id)
    actions.close(str(order.public_id), actor=bupati, at=AT, reason="Cukup.")
    with refused("two_coordinators"):
        actions.reopen(
            str(order.public_id), actor=bupati, at=AT, shares=[key, other], reason="Belum semua."
        )
    assert Instruction.objects.get(pk=order.pk).status == "completed"
    actions.reopen(str(order.public_id), actor=bupati, at=AT, shares=[other], reason="Belum semua.")
    assert share_of(order, people.camat_singkut).status == "in_progress"


def test_one_position_is_not_sent_back_to_work_on_two_parts_of_an_order() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    finish(share_of(order, people.camat_pelawan), people.bupati, people.camat_pelawan)
    add(order, people.bupati, people.camat_pelawan, "pelaksana")
    bupati = actor(people.bupati.person)
    actions.close(str(order.public_id), actor=bupati, at=AT, reason="Cukup.")
    both = [
        str(share.public_id) for share in order.assignments.filter(
            position=people.camat_pelawan.position
        )
    ]  # fmt: skip
    assert len(both) == 2
    with refused("position_named_twice"):
        actions.reopen(str(order.public_id), actor=bupati, at=AT, shares=both, reason="Ulang.")
    actions.reopen(str(order.public_id), actor=bupati, at=AT, shares=both[1:], reason="Ulang.")
    assert Instruction.objects.get(pk=order.pk).status == "issued"
