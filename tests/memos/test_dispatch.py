"""Sending a memo: the order that it gives, the order that it comes to carry, and voiding it."""

from datetime import timedelta

import pytest

from accounts.models import RecipientList
from instructions import actions as orders
from instructions import issuing
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Assignment, Instruction
from memos import actions, consumers
from memos.actions import Words
from memos.models import Memo
from tests.memos.course import begun, sign_in_ink, signed, walked
from tests.memos.memos import CODE, memo_at, register
from tests.people import AT, Cast, Member, actor, cast
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def dispatched(memo: Memo, people: Cast) -> Memo:
    done = actions.dispatch(str(memo.public_id), actor=actor(people.kabag_umum.person), at=AT)
    return done.subject


def shares(order: Instruction | None) -> dict[str, tuple[str, str]]:
    """Role and state of each root share, by title."""
    assert order is not None
    rows = order.assignments.roots().select_related("position")
    return {one.position.title: (one.role, one.status) for one in rows}


def share_of(order: Instruction | None, member: Member) -> Assignment:
    assert order is not None
    return order.assignments.get(position=member.position)


def test_a_memo_that_expects_execution_gives_a_written_order() -> None:
    people = cast()
    register()
    memo = begun(people, people.camat_pelawan, people.camat_limun, copies=(people.kadis_kesehatan,))
    memo = walked(memo, people, "dispatched")
    order = memo.order
    assert order is not None
    assert (order.form, order.status, order.giver) == ("formal", "issued", people.sekda.position)
    assert order.text.startswith("Kesiapsiagaan Menghadapi Banjir\n\nSiapkan posko")
    assert shares(order) == {
        "Camat Pelawan": ("pelaksana", "sent"),
        "Camat Limun": ("pelaksana", "sent"),
        "Kepala Dinas Kesehatan": ("untuk_diketahui", "sent"),
    }
    assert memo.began_order
    assert share_of(order, people.camat_limun).answer_by > AT  # type: ignore[operator]


def test_order_and_dispatch_come_together_or_not_at_all() -> None:
    people = cast()
    register()
    memo = walked(begun(people, people.camat_pelawan), people, "signed")
    with pytest.raises(Refused) as refused:
        actions.dispatch(
            str(memo.public_id),
            actor=actor(people.kabag_umum.person),
            at=AT,
            finish_by=AT - timedelta(hours=1),
        )
    assert refused.value.refusal.code == "deadline_in_the_past"
    assert not Instruction.objects.exists()
    assert Memo.objects.get().status == "signed"


def test_dispatching_twice_gives_one_order() -> None:
    people = cast()
    register()
    memo = walked(begun(people, people.camat_pelawan), people, "dispatched")
    again = actions.dispatch(str(memo.public_id), actor=actor(people.kabag_umum.person), at=AT)
    assert again.repeated
    assert Instruction.objects.count() == 1


def test_a_memo_to_be_known_runs_no_clock() -> None:
    people = cast()
    register()
    memo = begun(people, people.camat_pelawan, expects="information")
    memo = walked(memo, people, "dispatched")
    assert memo.order is None
    assert not Assignment.objects.exists()
    assert Memo.visible_to(actor(people.camat_pelawan.person)).filter(pk=memo.pk).exists()
    assert not Memo.visible_to(actor(people.camat_limun.person)).filter(pk=memo.pk).exists()


def test_nobody_reads_a_memo_that_was_not_sent_yet() -> None:
    people = cast()
    register()
    memo = walked(begun(people, people.camat_pelawan), people, "signed")
    assert not Memo.visible_to(actor(people.camat_pelawan.person)).filter(pk=memo.pk).exists()


def test_an_address_that_is_no_post_cannot_be_ordered() -> None:
    people = cast()
    register()
    memo = begun(people, people.camat_pelawan)
    lines = Words(to_lines=["Camat Pelawan", "Saudara sekalian"])
    actions.edit(str(memo.public_id), lines, actor=actor(people.kabag_umum.person), at=AT)
    memo = walked(memo, people, "signed")
    with pytest.raises(Refused) as refused:
        dispatched(memo, people)
    assert refused.value.refusal.code == "addressee_unknown"


def test_without_a_signed_scan_nothing_goes_out() -> None:
    people = cast()
    register()
    memo = memo_at("numbered", people)
    with pytest.raises(Refused) as refused:
        dispatched(memo, people)
    assert refused.value.refusal.code == "not_now"


def test_an_order_that_was_there_first_keeps_its_answers_and_gets_its_basis() -> None:
    people = cast()
    register()
    memo = signed(people)
    order = memo.order
    pelawan = actor(people.camat_pelawan.person)
    orders.acknowledge(str(share_of(order, people.camat_pelawan).public_id), actor=pelawan, at=AT)
    memo = dispatched(memo, people)
    assert memo.order == order
    assert not memo.began_order
    fresh = Instruction.objects.get()
    assert fresh.form == "formal"
    assert shares(fresh) == {
        "Camat Pelawan": ("pelaksana", "acknowledged"),
        "Camat Limun": ("pelaksana", "sent"),
    }


def test_whom_the_memo_adds_gets_a_share_and_whom_it_drops_is_revoked() -> None:
    people = cast()
    register()
    memo = memo_at("draft", people)
    lines = Words(to_lines=["Camat Pelawan", "Kepala Dinas Kesehatan"])
    actions.edit(str(memo.public_id), lines, actor=actor(people.kabag_umum.person), at=AT)
    memo = dispatched(walked(memo, people, "signed"), people)
    assert shares(memo.order) == {
        "Camat Pelawan": ("pelaksana", "sent"),
        "Camat Limun": ("pelaksana", "revoked"),
        "Kepala Dinas Kesehatan": ("pelaksana", "sent"),
    }
    limun = share_of(memo.order, people.camat_limun)
    revoked = Entry.objects.get(kind="assignment", subject_id=limun.pk, verb="revoke")
    assert revoked.facts["memo"] == str(memo.public_id)
    assert memo.number_text in (revoked.contents.get().body or "")


def test_who_asked_for_a_written_basis_has_it_with_the_dispatch_and_not_before() -> None:
    people = cast()
    register()
    memo = memo_at("draft", people)
    share = share_of(memo.order, people.camat_limun)
    orders.request_formal(
        str(share.public_id), actor=actor(people.camat_limun.person), at=AT, reason="Dasar hukum."
    )
    memo = walked(memo, people, "dispatched")
    for entry in Entry.objects.filter(kind="memo").order_by("id"):
        if entry.verb != "dispatch":
            assert not consumers.wants(entry)
            continue
        share.refresh_from_db()
        assert share.awaits_memo
        consumers.handle(entry, AT)
    share.refresh_from_db()
    assert not share.awaits_memo
    assert share.finish_by is not None


def test_voiding_revokes_the_order_that_the_memo_began() -> None:
    people = cast()
    register()
    memo = walked(begun(people, people.camat_pelawan), people, "dispatched")
    void(memo, people)
    order = Instruction.objects.get()
    assert (order.status, shares(order)["Camat Pelawan"][1]) == ("revoked", "revoked")
    assert Memo.objects.get().number_text == memo.number_text


def void(memo: Memo, people: Cast) -> None:
    actions.void(str(memo.public_id), actor=actor(people.sekda.person), at=AT, reason="Keliru.")


def test_voiding_leaves_the_order_that_was_there_before_without_its_basis() -> None:
    people = cast()
    register()
    memo = dispatched(signed(people), people)
    void(memo, people)
    order = Instruction.objects.get()
    assert (order.status, order.form) == ("issued", "informal")
    assert {state for _role, state in shares(order).values()} == {"sent"}


def test_a_new_memo_may_follow_a_voided_one() -> None:
    people = cast()
    register()
    memo = dispatched(signed(people), people)
    void(memo, people)
    order = Instruction.objects.get()
    new = actions.formalise(str(order.public_id), actor=actor(people.kabag_umum.person), at=AT)
    assert new.subject.pk != memo.pk


def test_a_memo_is_filed_when_its_order_is_over() -> None:
    people = cast()
    register()
    desk = actor(people.kabag_umum.person)
    memo = walked(begun(people, people.camat_pelawan), people, "dispatched")
    with pytest.raises(Refused) as refused:
        actions.archive(str(memo.public_id), actor=desk, at=AT)
    assert refused.value.refusal.code == "order_is_running"
    order = Instruction.objects.get()
    orders.close(str(order.public_id), actor=actor(people.sekda.person), at=AT, reason="Cukup.")
    assert actions.archive(str(memo.public_id), actor=desk, at=AT).subject.status == "archived"


def test_an_explanation_goes_out_without_touching_the_order_it_asks_about() -> None:
    people = cast()
    register()
    memo = signed(people)
    order = memo.order
    assert order is not None
    before = Instruction.objects.get().version
    asked = Memo.objects.filter(pk=memo.pk)
    asked.update(share=share_of(order, people.camat_limun), memo_type="penjelasan")
    dispatched(memo, people)
    assert Instruction.objects.get().version == before


def test_the_recipients_staff_may_read_what_their_work_rests_on() -> None:
    people = cast()
    register()
    memo = walked(begun(people, people.camat_pelawan), people, "dispatched")
    below = Recipient(str(people.sekcam_pelawan.position.public_id))
    orders.pass_down(
        str(share_of(memo.order, people.camat_pelawan).public_id),
        actor=actor(people.camat_pelawan.person), at=AT, recipients=[below],
    )  # fmt: skip
    assert Memo.visible_to(actor(people.sekcam_pelawan.person)).filter(pk=memo.pk).exists()


def test_one_scan_signs_and_a_second_try_changes_nothing() -> None:
    people = cast()
    register()
    memo = sign_in_ink(memo_at("numbered", people), people)
    issue = memo.signed_issue
    assert (issue.signing, issue.signer_name) == ("wet", people.sekda.person.name)
    assert (
        actions.pdf_for_reading(str(memo.public_id), actor(people.sekda.person), AT)[:4] == b"%PDF"
    )


def test_a_group_that_the_memo_no_longer_names_is_dropped_whole() -> None:
    people = cast()
    register()
    camats = RecipientList.objects.create(name="Semua camat", formal_name="Para Camat")
    camats.positions.set([people.camat_pelawan.position, people.camat_limun.position])
    health = RecipientList.objects.create(name="Kesehatan", formal_name="Jajaran Kesehatan")
    health.positions.set([people.kadis_kesehatan.position])
    order = issuing.issue(
        Order(
            text="Siapkan posko.",
            lists=(str(camats.public_id), str(health.public_id)),
            needs_paper=True,
        ),
        actor=actor(people.bupati.person),
        at=AT,
    )
    desk = actor(people.kabag_umum.person)
    memo = actions.formalise(str(order.public_id), actor=desk, at=AT).subject
    assert set(memo.to_lines) == {"Para Camat", "Jajaran Kesehatan"}
    new = Words(to_lines=["Para Camat"], classification_code=CODE)
    memo = actions.edit(str(memo.public_id), new, actor=desk, at=AT).subject
    dispatched(walked(memo, people, "signed"), people)
    assert {title: state for title, (_role, state) in shares(order).items()} == {
        "Camat Pelawan": "sent",
        "Camat Limun": "sent",
        "Kepala Dinas Kesehatan": "revoked",
    }
