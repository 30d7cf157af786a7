"""The main job as the domain sees it, and what each step leaves in the ledger."""

import io

import pytest

from files import intake
from instructions import actions
from instructions.models import Instruction
from tests.files.samples import picture
from tests.instructions.orders import order_to, share_of
from tests.people import AT, actor, cast
from workflow.models import Content, Entry
from workflow.refusals import Refused


@pytest.mark.django_db
def test_an_order_goes_from_issue_to_acceptance_and_closes_itself() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    assert order.reference == "P-0001/2026"
    key = str(share_of(order, people.camat_pelawan).public_id)
    camat, bupati = actor(people.camat_pelawan.person), actor(people.bupati.person)

    actions.see(key, actor=camat, at=AT)
    actions.acknowledge(key, actor=camat, at=AT)
    actions.report(key, actor=camat, at=AT, note="Selesai, 14 rumah.")
    actions.accept(key, actor=bupati, at=AT)

    share = share_of(order, people.camat_pelawan)
    assert share.status == "completed"
    assert share.finish_by is None
    assert Instruction.objects.get(pk=order.pk).status == "completed"
    timeline = Entry.objects.filter(root_kind="instruction", root_id=order.pk)
    assert [entry.verb for entry in timeline.order_by("id")] == [
        "issue", "send", "acknowledge", "report", "accept", "close",
    ]  # fmt: skip
    assert Content.objects.get(field="note").body == "Selesai, 14 rumah."


@pytest.mark.django_db
def test_repeating_ones_own_verb_is_success_and_leaves_one_entry() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    camat = actor(people.camat_pelawan.person)
    first = actions.acknowledge(key, actor=camat, at=AT)
    again = actions.acknowledge(key, actor=camat, at=AT)
    assert not first.repeated
    assert again.repeated
    assert again.subject.version == first.subject.version
    assert Entry.objects.filter(kind="assignment", verb="acknowledge").count() == 1


@pytest.mark.django_db
def test_a_stranger_is_told_nothing() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    with pytest.raises(Refused) as refused:
        actions.acknowledge(key, actor=actor(people.stranger.person), at=AT)
    assert refused.value.refusal.code == "not_found"


@pytest.mark.django_db
def test_the_giver_cannot_acknowledge_for_the_camat() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    with pytest.raises(Refused) as refused:
        actions.acknowledge(key, actor=actor(people.bupati.person), at=AT)
    assert refused.value.refusal.code == "not_yours"


@pytest.mark.django_db
def test_a_report_sent_twice_with_its_photo_is_one_report() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    camat = actor(people.camat_pelawan.person)
    photo = intake.receive(
        io.BytesIO(picture()), name="foto.jpg", person_id=people.camat_pelawan.person.pk, at=AT
    )
    first, again = (
        actions.report(key, actor=camat, at=AT, note="Selesai.", attachments=[photo.public_id])
        for _ in range(2)
    )
    assert (first.repeated, again.repeated) == (False, True)
    assert order.attachments.count() == 1


@pytest.mark.django_db
def test_where_evidence_is_demanded_words_alone_are_no_report() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati, evidence_demanded=True)
    key = str(share_of(order, people.camat_pelawan).public_id)
    with pytest.raises(Refused) as refused:
        actions.report(key, actor=actor(people.camat_pelawan.person), at=AT, note="Selesai.")
    assert refused.value.refusal.code == "evidence_required"
