"""Who hears the bell, and that it rings once."""

import pytest

from instructions import actions
from notifications.actions import mark_read
from notifications.models import Notice
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Member, actor, cast, delegate
from workflow import outbox
from workflow.models import Outbox

pytestmark = pytest.mark.django_db


def bells(member: Member) -> list[str]:
    """Verbs a position was told of, oldest first."""
    rows = Notice.objects.filter(position=member.position).order_by("id")
    return [row.entry.verb for row in rows.select_related("entry")]


def test_an_order_rings_at_each_recipient_and_not_at_the_giver() -> None:
    people = cast()
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    assert bells(people.camat_pelawan) == bells(people.camat_limun) == ["send"]
    assert bells(people.bupati) == []


def test_an_answer_rings_at_the_giver_and_at_nobody_elses() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    actions.acknowledge(key, actor=actor(people.camat_pelawan.person), at=AT)
    outbox.drain(at=AT)
    assert bells(people.bupati) == ["acknowledge"]
    assert bells(people.camat_limun) == ["send"]


def test_the_end_of_an_order_rings_once_per_recipient() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    actions.revoke(str(order.public_id), actor=actor(people.bupati.person), at=AT, reason="Batal.")
    outbox.drain(at=AT)
    assert bells(people.camat_pelawan) == ["send", "revoke"]


def test_asking_for_paper_rings_at_the_secretariat() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    actions.prepare_memo(str(order.public_id), actor=actor(people.bupati.person), at=AT)
    outbox.drain(at=AT)
    assert bells(people.kabag_umum) == ["prepare_memo"]


def test_draining_again_rings_nowhere() -> None:
    people = cast()
    order_to(people.camat_pelawan, giver=people.bupati)
    outbox.drain(at=AT)
    Outbox.objects.update(done_at=None)
    outbox.drain(at=AT)
    assert bells(people.camat_pelawan) == ["send"]


def test_opening_the_bell_reads_ones_own_notices_only() -> None:
    people = cast()
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    assert mark_read(actor=actor(people.camat_pelawan.person), at=AT) == 1
    assert Notice.objects.filter(read_at=None).get().position == people.camat_limun.position


def test_what_is_secret_rings_at_no_desk_and_is_shown_to_no_aide() -> None:
    people = cast()
    delegate(people.ajudan.person, people.camat_pelawan.position)
    order = order_to(people.camat_pelawan, giver=people.sekda, classification="rahasia")
    order_to(people.camat_pelawan, giver=people.sekda)
    actions.prepare_memo(str(order.public_id), actor=actor(people.sekda.person), at=AT)
    outbox.drain(at=AT)
    assert bells(people.kabag_umum) == []
    aide, camat = actor(people.ajudan.person), actor(people.camat_pelawan.person)
    assert Notice.objects.visible_to(aide).count() == mark_read(actor=aide, at=AT) == 1
    assert Notice.objects.visible_to(camat).count() == 2
    assert mark_read(actor=camat, at=AT) == 1
