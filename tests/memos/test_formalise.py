"""From an order to the first draft: who may, what it says, and doing it twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import Position, RecipientList
from instructions import actions as orders
from instructions import issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Instruction
from memos import actions, drafting
from memos.models import Memo
from memos.queries import orders_awaiting_paper
from tests.instructions.orders import TEXT, order_to
from tests.memos.memos import clerk, memo_at, order_for_paper, register
from tests.people import AT, Member, actor, cast
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def formalise(order: Instruction, by: Member) -> actions.MemoDone:
    return actions.formalise(str(order.public_id), actor=actor(by.person), at=AT)


def refused_code(order: Instruction, by: Member) -> str:
    with pytest.raises(Refused) as refused:
        formalise(order, by)
    return refused.value.refusal.code


def test_the_draft_cites_the_order_and_keeps_its_words() -> None:
    people = cast()
    camats = RecipientList.objects.create(
        name="Semua camat", noun="camat", formal_name="Para Camat se-Kabupaten Sarolangun"
    )
    camats.positions.set([people.camat_pelawan.position, people.camat_limun.position])
    text = "Periksa titik rawan banjir.\n\n- Laporkan 14 rumah; sertakan foto!\n3. Jangan tunda"
    informed = Recipient(str(people.kadis_kesehatan.position.public_id), "untuk_diketahui")
    order = issuing.issue(
        Order(
            text=text,
            lists=(str(camats.public_id),),
            recipients=(informed,),
            urgency="segera",
            needs_paper=True,
            answer_by=AT + timedelta(hours=1),
            finish_by=AT.replace(day=25, hour=10, minute=0),
        ),
        actor=actor(people.bupati.person),
        at=AT,
    )
    memo = formalise(order, people.kabag_umum).subject
    assert memo.body == (
        "Menindaklanjuti Perintah Bupati P-0001/2026 tanggal 24 November 2026 pukul 14.05 WIB, "
        "dengan ini disampaikan hal-hal sebagai berikut:\n\n"
        "1. Periksa titik rawan banjir.\n"
        "2. Laporkan 14 rumah; sertakan foto!\n"
        "3. Jangan tunda\n"
        "4. Laporan disampaikan paling lambat hari Rabu, 25 November 2026, pukul 10.00 WIB.\n\n"
        "Demikian untuk dilaksanakan dengan penuh tanggung jawab."
    )
    assert memo.to_lines == ["Para Camat se-Kabupaten Sarolangun"]
    assert memo.copies == ["Kepala Dinas Kesehatan", "Bupati Sarolangun"]
    assert memo.signer == memo.from_position == people.sekda.position
    assert memo.drafter == people.kabag_umum.position
    assert (memo.hal, memo.urgency, memo.status) == (
        "Periksa Titik Rawan Banjir", "segera", "draft",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hal"),
    [
        (TEXT, "Periksa Titik Rawan Banjir di Kecamatan Masing-Masing"),
        ("siapkan apel dan", "Siapkan Apel"),
        ("Rapat BPBD pukul 10.00 WIB di posko", "Rapat BPBD Pukul 10.00 WIB di Posko"),
        ("satu dua tiga empat lima enam tujuh delapan dan sepuluh", "Satu Dua Tiga Empat Lima Enam Tujuh Delapan"),
        ("a" * 4000, "A" + "a" * 199),
        ("...", ""),
    ],
)  # fmt: skip
def test_the_subject_is_made_of_the_first_words(text: str, hal: str) -> None:
    assert drafting.hal_of(text) == hal


def test_a_camats_own_order_is_the_camats_own_memo() -> None:
    people = cast()
    order = order_to(people.sekcam_pelawan, giver=people.camat_pelawan)
    memo = formalise(order, people.camat_pelawan).subject
    assert memo.signer == people.camat_pelawan.position
    assert memo.copies == []
    assert "Menindaklanjuti Perintah Camat Pelawan P-0001/2026" in memo.body


def test_the_entry_stands_in_the_orders_timeline() -> None:
    people = cast()
    order = order_for_paper(people)
    formalise(order, people.kabag_umum)
    timeline = Entry.objects.filter(root_kind="instruction", root_id=order.pk).order_by("id")
    assert [entry.verb for entry in timeline][-1] == "draft"


def test_the_giver_asks_for_paper_by_drafting_it() -> None:
    people = cast()
    order = order_for_paper(people, needs_paper=False)
    formalise(order, people.bupati)
    order.refresh_from_db()
    assert order.needs_paper
    verbs = Entry.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["prepare_memo", "draft"]


def test_the_aide_may_draft_for_the_giver() -> None:
    people = cast()
    done = formalise(order_for_paper(people), people.ajudan)
    assert done.entry is not None
    assert done.entry.delegated


def test_doing_it_twice_gives_the_same_memo_as_success() -> None:
    people = cast()
    order = order_for_paper(people)
    first, again = (formalise(order, people.kabag_umum) for _ in range(2))
    assert again.subject == first.subject
    assert again.repeated
    assert Memo.objects.count() == 1


def test_another_person_is_told_which_memo_there_is() -> None:
    people = cast()
    order = order_for_paper(people)
    memo = formalise(order, people.kabag_umum).subject
    with pytest.raises(Refused) as refused:
        formalise(order, clerk())
    assert refused.value.refusal.code == "memo_exists"
    assert [choice.key for choice in refused.value.refusal.choices] == [str(memo.public_id)]


def test_a_withdrawn_memo_makes_room_for_another() -> None:
    people = cast()
    register()
    memo = memo_at("withdrawn", people)
    assert memo.order is not None
    assert formalise(memo.order, people.bupati).subject != memo


def test_a_chosen_id_that_is_taken_is_a_refusal() -> None:
    people = cast()
    taken = uuid4()
    desk = actor(people.kabag_umum.person)
    first, second = order_for_paper(people), order_for_paper(people)
    actions.formalise(str(first.public_id), actor=desk, at=AT, public_id=taken)
    with pytest.raises(Refused) as refused:
        actions.formalise(str(second.public_id), actor=desk, at=AT, public_id=taken)
    assert refused.value.refusal.code == "id_taken"


def test_nobody_else_may_and_nobody_hears_of_what_they_cannot_see() -> None:
    people = cast()
    asked = order_for_paper(people)
    assert refused_code(asked, people.camat_pelawan) == "not_yours"
    assert refused_code(asked, people.stranger) == "not_found"
    not_asked = order_for_paper(people, needs_paper=False)
    assert refused_code(not_asked, people.kabag_umum) == "not_found"


def test_the_desk_as_recipient_waits_until_it_is_asked() -> None:
    people = cast()
    order = order_to(people.kabag_umum, giver=people.bupati)
    assert refused_code(order, people.kabag_umum) == "paper_not_asked"


def test_a_secret_order_is_not_for_the_desk_but_for_its_giver() -> None:
    people = cast()
    order = order_for_paper(people, classification="rahasia")
    assert refused_code(order, people.kabag_umum) == "not_found"
    assert refused_code(order, people.ajudan) == "not_found"
    assert list(orders_awaiting_paper(actor(people.kabag_umum.person))) == []
    memo = formalise(order, people.bupati).subject
    for member, sees in ((people.kabag_umum, False), (people.ajudan, False), (people.sekda, True)):
        assert Memo.visible_to(actor(member.person)).filter(pk=memo.pk).exists() is sees


def test_a_revoked_or_unsent_order_is_not_put_on_paper() -> None:
    people = cast()
    bupati = actor(people.bupati.person)
    revoked = order_for_paper(people)
    orders.revoke(str(revoked.public_id), actor=bupati, at=AT, reason="Keliru.")
    assert refused_code(revoked, people.bupati) == "order_not_in_force"
    camat = Recipient(str(people.camat_pelawan.position.public_id))
    draft = issuing.save_draft(Order(text=TEXT, recipients=(camat,)), actor=bupati, at=AT)
    assert refused_code(draft, people.bupati) == "order_not_in_force"


def test_without_a_sekda_the_bupatis_order_finds_no_signer() -> None:
    people = cast()
    order = order_for_paper(people)
    Position.objects.filter(kind="sekda").update(is_active=False)
    assert refused_code(order, people.bupati) == "no_signer"
    assert not Memo.objects.exists()


def test_orders_wait_for_paper_until_they_have_a_live_memo() -> None:
    people = cast()
    order = order_for_paper(people)
    order_for_paper(people, needs_paper=False)
    desk, bupati = actor(people.kabag_umum.person), actor(people.bupati.person)
    assert list(orders_awaiting_paper(desk)) == list(orders_awaiting_paper(bupati)) == [order]
    assert list(orders_awaiting_paper(actor(people.camat_pelawan.person))) == []
    formalise(order, people.kabag_umum)
    assert list(orders_awaiting_paper(desk)) == list(orders_awaiting_paper(bupati)) == []
