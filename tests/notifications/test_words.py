"""What is said to whom: everything of an ordinary order, nothing of any other."""

import pytest

from instructions import actions
from instructions.ladder import words as ladder
from notifications import rules, words
from notifications.channels import Message
from notifications.models import Delivery
from notifications.sending import claim
from tests.instructions.orders import TEXT, order_to, share_of
from tests.notifications.phones import Phones
from tests.people import AT, Member, actor, cast, delegate
from workflow import outbox
from workflow.models import Entry, subject_models

pytestmark = pytest.mark.django_db


def told(member: Member) -> list[Message]:
    """What is queued for somebody, in words."""
    outbox.drain(at=AT)
    rows = [row for row in claim("phone", at=AT, limit=50) if row.person == member.person]
    return list(words.messages(rows, at=AT).values())


def test_an_ordinary_order_says_all_it_takes_to_answer(phone: Phones) -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati, urgency="segera")
    (message,) = told(people.camat_pelawan)
    share = share_of(order, people.camat_pelawan)
    assert message.title == "Perintah baru dari Bupati Sarolangun"
    assert message.body.startswith("Yth. Bapak Camat Pelawan,")
    for part in (
        TEXT,
        order.reference,
        "Mohon dijawab sebelum Selasa, 24 November 2026 pukul 16.05.",
    ):
        assert part in message.body
    assert [one.label for one in message.buttons] == ["Siap", "Mohon arahan", "Lapor"]
    assert message.link == f"http://localhost:8000/bagian/{share.public_id}/"
    assert (message.share, message.urgency, message.ttl) == (share.public_id, "segera", 7200)
    assert len(message.topic) == 22
    assert "Ahmad Fauzi" not in message.body


@pytest.mark.parametrize("kind", ["terbatas", "rahasia", "sangat_rahasia"])
def test_above_ordinary_nothing_of_it_leaves(phone: Phones, kind: str) -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati, classification=kind)
    (message,) = told(people.camat_pelawan)
    assert message.title == "Ada perintah untuk Bapak. Buka Sigap."
    assert message.body == f"Ada perintah untuk Bapak. Buka Sigap.\n\n{order.reference}"
    assert message.buttons == ()


def test_what_was_raised_after_it_was_queued_is_kept_back(phone: Phones) -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    outbox.drain(at=AT)
    actions.reclassify(
        str(order.public_id), actor=actor(people.bupati.person), at=AT,
        classification="rahasia", reason="Menyangkut nama.",
    )  # fmt: skip
    found = told(people.camat_pelawan)
    assert len(found) == 2
    assert not any(TEXT in one.body or "Menyangkut" in one.body for one in found)


def test_a_question_reaches_the_giver_with_its_words(phone: Phones) -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    actions.ask(key, actor=actor(people.camat_pelawan.person), at=AT, question="Desa mana dulu?")
    (message,) = told(people.bupati)
    assert message.title == "Camat Pelawan mohon arahan"
    assert "Desa mana dulu?" in message.body
    assert TEXT not in message.body
    assert message.buttons == ()


def test_an_aide_is_addressed_by_name_with_for_whom(phone: Phones) -> None:
    people = cast()
    delegate(people.ajudan.person, people.camat_pelawan.position)
    order_to(people.camat_pelawan, people.camat_limun, giver=people.sekda)
    (message,) = told(people.ajudan)
    assert message.body.startswith("Yth. Bapak Bayu Pratama, untuk Camat Pelawan,")


def test_a_request_from_outside_the_line_is_worded_as_one(phone: Phones) -> None:
    people = cast()
    order_to(people.camat_pelawan, giver=people.kadis_kesehatan)
    (message,) = told(people.camat_pelawan)
    assert message.title == "Permintaan dari Kepala Dinas Kesehatan"


def test_every_verb_that_tells_somebody_has_its_sentence() -> None:
    telling = {
        (kind, move.verb)
        for kind, model in subject_models().items()
        for move in model.lifecycle.moves
        if rules.tells(Entry(kind=kind, verb=move.verb))
    }
    # What the ladder says depends on its rung: instructions/ladder/words.py.
    climbs = {(kind, verb) for kind, verb in telling if kind == "climb"}
    assert telling - climbs == set(words.SENTENCES)
    facts = {"rung": "answer_due", "told": {"7": [1, 2]}}
    assert len({ladder.sentence(verb, facts, position=7) for _, verb in climbs}) == len(climbs) > 0
    assert {verb for _, verb in telling} >= rules.ONLY_BELL


def test_of_an_order_only_to_know_no_answer_is_asked(phone: Phones) -> None:
    people = cast()
    order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati,
        roles={people.camat_limun.position.title: "untuk_diketahui"},
    )  # fmt: skip
    (message,) = told(people.camat_limun)
    assert message.buttons == ()
    assert "Mohon dijawab" not in message.body
    assert Delivery.objects.count() == 2
