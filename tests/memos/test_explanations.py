"""Permintaan penjelasan: drafted from the record at a tap, for people to sign; never sent."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from instructions import actions as orders
from instructions.hand_delivery import actions as by_hand
from instructions.hand_delivery.actions import AtTheDoor
from instructions.models import Instruction
from memos import actions, explanations
from memos.models import Memo
from notifications.models import Notice
from tests.instructions.carried import LATER, carried, climb, courier, silent_order
from tests.instructions.orders import order_to, share_of
from tests.memos.memos import CODE, register
from tests.people import AT, Cast, actor, cast
from workflow import outbox
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None, settings: LazySettings) -> Cast:
    """The small regency, past its days of trial."""
    settings.LADDER_TRIAL_DAYS = 0
    return cast()


def code_of(error: "pytest.ExceptionInfo[Refused]") -> str:
    return error.value.refusal.code


def test_it_tells_what_is_on_record_and_no_more(people: Cast) -> None:
    order = silent_order(people)
    share = share_of(order, people.camat_pelawan)
    carrier = courier(people)
    row = carried(people, carrier, order=order)
    met = AtTheDoor(outcome="staf", receiver="Nurhayati")
    soon = LATER + timedelta(minutes=20)
    by_hand.record(str(row.public_id), met, actor=actor(carrier.person), at=soon)
    done = explanations.draft(str(share.public_id), actor=actor(people.bupati.person), at=soon)
    memo = done.subject
    assert (memo.status, memo.memo_type) == ("draft", "penjelasan")
    assert memo.signer == people.sekda.position
    assert memo.to_lines == ["Camat Pelawan"]
    assert memo.copies == ["Bupati Sarolangun"]
    assert memo.hal == f"Permintaan Penjelasan atas Perintah {order.reference}"
    assert memo.body == (
        f"Sehubungan dengan Perintah Bupati {order.reference} tanggal 24 November 2026 pukul "
        "14.05 WIB, yang sampai saat ini belum dijawab, dengan ini disampaikan catatan sebagai "
        "berikut:\n\n"
        "1. Batas waktu menjawab adalah tanggal 24 November 2026 pukul 14.35 WIB dan batas waktu "
        "penyelesaian tanggal 24 November 2026 pukul 20.05 WIB.\n"
        "2. Pengingat telah disampaikan 2 kali, yaitu tanggal 24 November 2026 pukul 14.35 WIB; "
        "tanggal 24 November 2026 pukul 14.43 WIB.\n"
        "3. Bantuan telah diminta kepada Sekretaris Kecamatan Pelawan pada tanggal 24 November "
        "2026 pukul 14.50 WIB; Sekretaris Daerah pada tanggal 24 November 2026 pukul 15.05 WIB.\n"
        "4. Lembar perintah telah diantar langsung pada tanggal 24 November 2026 pukul 15.55 WIB "
        "dengan hasil: diterima staf.\n\n" + explanations.CLOSING
    )
    assert order.text not in memo.body


def test_two_taps_are_one_draft_and_another_hand_is_shown_it(people: Cast) -> None:
    order = silent_order(people, controller=str(people.asisten.position.public_id))
    key = str(share_of(order, people.camat_pelawan).public_id)
    giver = actor(people.bupati.person)
    first = explanations.draft(key, actor=giver, at=LATER)
    assert explanations.draft(key, actor=giver, at=LATER).subject.pk == first.subject.pk
    with pytest.raises(Refused) as other:
        explanations.draft(key, actor=actor(people.asisten.person), at=LATER)
    assert code_of(other) == "memo_exists"
    second = share_of(order, people.camat_limun)
    explanations.draft(str(second.public_id), actor=giver, at=LATER)
    assert Memo.objects.count() == 2


def test_it_is_refused_while_the_ladder_climbs_after_an_answer_and_of_a_request(
    people: Cast,
) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    share = share_of(order, people.camat_pelawan)
    giver = actor(people.bupati.person)
    with pytest.raises(Refused) as early:
        explanations.draft(str(share.public_id), actor=giver, at=AT)
    assert code_of(early) == "not_reminded_twice"
    answering = actor(people.camat_pelawan.person)
    orders.acknowledge(str(share.public_id), actor=answering, at=AT)
    with pytest.raises(Refused) as answered:
        explanations.draft(str(share.public_id), actor=giver, at=AT)
    assert code_of(answered) == "already_answered"
    asked = silent_order(people, giver=people.kadis_kesehatan)
    key = str(share_of(asked, people.camat_pelawan).public_id)
    with pytest.raises(Refused) as request:
        explanations.draft(key, actor=actor(people.kadis_kesehatan.person), at=LATER)
    assert code_of(request) == "only_a_request"
    with pytest.raises(Refused) as own:
        explanations.draft(key, actor=answering, at=LATER)
    assert code_of(own) == "not_found"


def test_the_one_it_is_about_does_not_sign_it(people: Cast) -> None:
    order = silent_order_to_sekda(people)
    key = str(share_of(order, people.sekda).public_id)
    with pytest.raises(Refused) as signer:
        explanations.draft(key, actor=actor(people.bupati.person), at=LATER)
    assert code_of(signer) == "no_signer"


def silent_order_to_sekda(people: Cast) -> Instruction:
    made = order_to(people.sekda, people.camat_limun, giver=people.bupati, urgency="sangat_segera")
    climb()
    return made


def test_its_number_is_no_written_basis_of_the_order(people: Cast) -> None:
    register()
    order = silent_order(people)
    share = share_of(order, people.camat_pelawan)
    done = explanations.draft(str(share.public_id), actor=actor(people.bupati.person), at=LATER)
    desk = actor(people.kabag_umum.person)
    key = str(done.subject.public_id)
    actions.edit(key, actions.Words(classification_code=CODE), actor=desk, at=LATER)
    actions.approve(key, actor=actor(people.sekda.person), at=LATER)
    numbered = actions.number(key, actor=desk, at=LATER).subject
    assert numbered.number_text
    assert not order.memos.bases().exists()
    made = actions.formalise(str(order.public_id), actor=actor(people.bupati.person), at=LATER)
    assert made.subject.memo_type == "nota_dinas"


def test_the_database_keeps_an_explanation_to_one_share(people: Cast) -> None:
    order = silent_order(people)
    share = share_of(order, people.camat_pelawan)
    done = explanations.draft(str(share.public_id), actor=actor(people.bupati.person), at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Memo.objects.filter(pk=done.subject.pk).update(share=None)


def test_between_two_the_desk_reads_it_once_the_givers_side_released_it(people: Cast) -> None:
    order = order_to(people.camat_pelawan, giver=people.bupati, urgency="sangat_segera")
    climb()
    assert order.only_me
    share = share_of(order, people.camat_pelawan)
    memo = explanations.draft(
        str(share.public_id), actor=actor(people.bupati.person), at=LATER
    ).subject

    def readers() -> set[str]:
        everybody = ("bupati", "sekda", "kabag_umum", "camat_pelawan", "camat_limun", "asisten")
        return {
            who
            for who in everybody
            if Memo.visible_to(actor(getattr(people, who).person)).filter(pk=memo.pk).exists()
        }

    desk = actor(people.kabag_umum.person)
    assert readers() == {"bupati", "sekda"}  # whoever gave it, and whoever is to sign it
    with pytest.raises(Refused) as refused:
        actions.edit(str(memo.public_id), actions.Words(hal="Lain"), actor=desk, at=LATER)
    assert code_of(refused) == "not_found"
    while outbox.drain(at=LATER):
        pass
    assert not Notice.objects.filter(position=people.kabag_umum.position).exists()
    actions.release(str(memo.public_id), actor=actor(people.bupati.person), at=LATER)
    assert readers() == {"bupati", "sekda", "kabag_umum"}
    while outbox.drain(at=LATER):
        pass
    assert Notice.objects.filter(position=people.kabag_umum.position).count() == 1
    register()
    key = str(memo.public_id)
    actions.edit(key, actions.Words(classification_code=CODE), actor=desk, at=LATER)
    actions.approve(key, actor=actor(people.sekda.person), at=LATER)
    assert actions.number(key, actor=desk, at=LATER).subject.status == "numbered"


def test_of_an_order_to_several_the_desk_reads_it_at_once(people: Cast) -> None:
    share = share_of(silent_order(people), people.camat_pelawan)
    memo = explanations.draft(
        str(share.public_id), actor=actor(people.bupati.person), at=LATER
    ).subject
    assert Memo.visible_to(actor(people.kabag_umum.person)).filter(pk=memo.pk).exists()
