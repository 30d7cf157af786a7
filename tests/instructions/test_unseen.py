"""What people must not learn: drafts, what was said to one recipient, and what is secret."""

import pytest

from instructions import actions, issuing, timeline
from instructions.addressing import Recipient
from instructions.issuing import Order
from instructions.models import Instruction
from tests.api.calls import app
from tests.instructions.orders import TEXT, order_to, share_of
from tests.people import AT, Cast, Member, actor, cast, delegate
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def draft_by(giver: Member, people: Cast, **fields: object) -> Instruction:
    to = Recipient(str(people.camat_pelawan.position.public_id))
    order = Order(text=TEXT, recipients=(to,), **fields)  # type: ignore[arg-type]
    return issuing.save_draft(order, actor=actor(giver.person), at=AT)


def sees(member: Member, order: Instruction) -> bool:
    return Instruction.visible_to(actor(member.person)).filter(pk=order.pk).exists()


def verbs_read_by(member: Member, order: Instruction) -> list[str]:
    return sorted(line.verb for line in timeline.of_order(order, actor=actor(member.person)))


def refused(order: Order, member: Member) -> str:
    with pytest.raises(Refused) as refusal:
        issuing.issue(order, actor=actor(member.person), at=AT)
    return refusal.value.refusal.code


def test_a_draft_is_its_givers_alone_kept_or_dropped() -> None:
    people = cast()
    sekda = str(people.sekda.position.public_id)
    draft = draft_by(people.bupati, people, needs_paper=True, controller=sekda)
    assert [sees(m, draft) for m in (people.bupati, people.ajudan)] == [True, True]
    assert [sees(m, draft) for m in (people.kabag_umum, people.sekda)] == [False, False]
    actions.revoke(str(draft.public_id), actor=actor(people.bupati.person), at=AT)
    assert [sees(m, draft) for m in (people.kabag_umum, people.sekda)] == [False, False]


def test_what_the_giver_says_to_one_recipient_is_not_read_by_another() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    key = str(share_of(order, people.camat_pelawan).public_id)
    actions.comment(key, actor=actor(people.bupati.person), at=AT, note="Belum dijawab?")
    actions.comment(key, actor=actor(people.camat_pelawan.person), at=AT, note="Segera.")
    assert verbs_read_by(people.camat_pelawan, order) == ["comment", "comment", "issue"]
    assert verbs_read_by(people.camat_limun, order) == ["comment", "issue"]


def test_the_desk_reads_the_order_and_not_what_recipients_say() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, giver=people.bupati, needs_paper=True)
    key = str(share_of(order, people.camat_pelawan).public_id)
    actions.progress(key, actor=actor(people.camat_pelawan.person), at=AT, note="Satu titik.")
    assert verbs_read_by(people.kabag_umum, order) == ["issue"]


def test_a_recipient_who_is_anothers_aide_learns_nothing_of_that_secret_share() -> None:
    people = cast()
    delegate(people.camat_limun.person, people.camat_pelawan.position)
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, classification="rahasia"
    )
    key = str(share_of(order, people.camat_pelawan).public_id)
    actions.report(key, actor=actor(people.camat_pelawan.person), at=AT, note="Selesai.")
    assert verbs_read_by(people.camat_limun, order) == ["issue"]
    rows = app(people.camat_limun).get(f"instructions/{order.public_id}/assignments").data
    assert [row["position"]["title"] for row in rows["results"]] == ["Camat Limun"]


def test_an_aide_neither_gives_nor_keeps_nor_makes_a_secret_order() -> None:
    people = cast()
    to = (Recipient(str(people.camat_pelawan.position.public_id)),)
    secret = Order(text=TEXT, recipients=to, classification="rahasia")
    plain = draft_by(people.bupati, people)
    aide = actor(people.ajudan.person)
    assert refused(secret, people.ajudan) == "secret_is_not_lent"
    with pytest.raises(Refused, match="secret_is_not_lent"):
        issuing.save_draft(secret, actor=aide, at=AT)
    with pytest.raises(Refused, match="secret_is_not_lent"):
        issuing.edit_draft(str(plain.public_id), secret, actor=aide, at=AT)
    assert Instruction.objects.get().classification == "biasa"


def test_an_order_that_leaves_nobody_to_do_it_is_refused_even_when_it_names_the_giver() -> None:
    people = cast()
    giver, knows = (str(m.position.public_id) for m in (people.bupati, people.camat_pelawan))
    order = Order(text=TEXT, recipients=(Recipient(giver), Recipient(knows, "untuk_diketahui")))
    assert refused(order, people.bupati) == "nobody_to_do_it"
