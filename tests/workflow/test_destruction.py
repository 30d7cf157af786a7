"""Words can lawfully go; the chain stays whole and tells when, by whom and on what ground."""

import pytest

from instructions.models import Assignment, Instruction
from tests.people import AT, actor
from tests.workflow.conftest import Story
from tests.workflow.test_verify import named
from workflow.destruction import NothingToDestroy, OnRow, destroy
from workflow.models import Content, Outbox
from workflow.verify import verify

BASIS = "uu27-2022-ps44"


def destroy_note(story: Story, **kwargs):
    return destroy(
        Content.objects.get(field="note"),
        **{"actor": actor(story.people.kabag_umum.person), "at": AT, "basis": BASIS, **kwargs},
    )


def test_destroyed_words_keep_the_chain_valid(story: Story):
    status = story.chain()[-1].target
    entry = destroy_note(story)
    content = Content.objects.get(field="note")
    assert (content.body, content.salt, content.destroyed_at) == (None, None, AT)
    assert (entry.verb, entry.n) == ("destroy", 6)
    assert entry.facts == {"entry": 5, "field": "note", "basis": BASIS}
    assert entry.person_id == story.people.kabag_umum.person.pk
    share = Assignment.objects.get(pk=story.share.pk)
    assert (share.version, share.status) == (6, status)
    assert verify().is_clean


def test_the_words_of_an_order_can_be_destroyed_on_its_row(story: Story):
    order = Instruction.objects.get(pk=story.order.pk)
    entry = destroy(
        OnRow(order, "text"),
        actor=actor(story.people.kabag_umum.person),
        at=AT,
        basis=BASIS,
    )
    assert entry.facts == {"entry": 1, "field": "text", "basis": BASIS}
    gone = Instruction.objects.get(pk=order.pk)
    assert (gone.text, gone.text_salt, gone.status) == ("", "", "issued")
    assert verify().is_clean
    with pytest.raises(NothingToDestroy):
        destroy(OnRow(gone, "text"), actor=actor(story.people.bupati.person), at=AT, basis=BASIS)


def test_words_that_came_back_after_their_destruction_are_named(story: Story):
    kept = Content.objects.get(field="note")
    destroy_note(story)
    order = Instruction.objects.get(pk=story.order.pk)
    destroy(OnRow(order, "text"), actor=actor(story.people.bupati.person), at=AT, basis=BASIS)
    kept.save()
    Instruction.objects.filter(pk=order.pk).update(text=story.order.text)
    assert named(verify()) == [
        ("content_back", "assignment", 5),
        ("content_back", "instruction", 1),
    ]


def test_nobody_is_told_and_nothing_is_destroyed_twice(story: Story):
    work = Outbox.objects.count()
    destroy_note(story)
    with pytest.raises(NothingToDestroy):
        destroy_note(story)
    assert Outbox.objects.count() == work
    assert len(story.chain()) == 6
    assert verify().is_clean


@pytest.mark.parametrize("basis", ["", "permintaan Ibu Rosmawati", "a" * 41, "ps44\n"])
def test_the_ground_is_a_code_that_can_hold_nothing_personal(story: Story, basis: str):
    with pytest.raises(ValueError, match="basis"):
        destroy_note(story, basis=basis)
    assert Content.objects.get(field="note").body
