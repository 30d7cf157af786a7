"""Handing an order on: down the line, over to somebody else, and back up as a report."""

import io
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import PositionKind, UnitKind
from files import intake
from instructions import actions
from instructions.addressing import Recipient
from instructions.models import Assignment, Instruction, Mode
from tests.files.samples import picture
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, Member, actor, cast, member, unit
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def key_of(order: Instruction, holder: Member) -> str:
    return str(share_of(order, holder).public_id)


def at_position(holder: Member, role: str = "pelaksana") -> Recipient:
    return Recipient(str(holder.position.public_id), role)


def hand_down(order: Instruction, by: Member, *to: Member, **more: Any) -> Assignment:
    recipients = [at_position(one) for one in to]
    done = actions.pass_down(
        key_of(order, by), actor=actor(by.person), at=AT, recipients=recipients, **more
    )
    return done.subject


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def kasi_of(people: Cast, title: str = "Kepala Seksi Trantib Pelawan") -> Member:
    return member(
        title,
        unit=people.camat_pelawan.position.unit,
        kind=PositionKind.SUPERVISOR,
        superior=people.camat_pelawan.position,
        rank=80,
    )


# --- Down ------------------------------------------------------------------------------------------


def test_camat_hands_down_and_answers_for_it_to_the_bupati() -> None:
    people = cast()
    kasi, staff = kasi_of(people), kasi_of(people, "Kepala Seksi Pelayanan Pelawan")
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    hand_down(order, people.camat_pelawan, kasi, staff, note="Bagi dua wilayah.")
    below = share_of(order, kasi)
    assert (below.giver, below.parent, below.depth) == (
        people.camat_pelawan.position,
        share_of(order, people.camat_pelawan),
        2,
    )
    assert below.finish_by == order.finish_by
    # The sekcam keeps the office's work together: told, and asked nothing.
    informed = share_of(order, people.sekcam_pelawan)
    assert (informed.role, informed.finish_by) == ("untuk_diketahui", None)
    actions.report(key_of(order, kasi), actor=actor(kasi.person), at=AT, note="Empat pos jaga.")
    with refused("not_yours"):  # the bupati reads it, and does not judge what the camat asked for
        actions.accept(key_of(order, kasi), actor=actor(people.bupati.person), at=AT)
    actions.accept(key_of(order, kasi), actor=actor(people.camat_pelawan.person), at=AT)
    assert Instruction.objects.get(pk=order.pk).status == "issued"


def test_a_report_takes_along_the_words_and_photos_of_those_below() -> None:
    people = cast()
    kasi = kasi_of(people)
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, evidence_demanded=True
    )
    hand_down(order, people.camat_pelawan, kasi)
    photo = intake.receive(io.BytesIO(picture()), name="pos.jpg", person_id=kasi.person.pk, at=AT)
    actions.report(
        key_of(order, kasi),
        actor=actor(kasi.person),
        at=AT,
        note="Empat pos jaga.",
        attachments=[photo.public_id],
    )
    key, camat = key_of(order, people.camat_pelawan), actor(people.camat_pelawan.person)
    with refused("evidence_required"):
        actions.report(key, actor=camat, at=AT, note="Selesai.", reason="Kasi menyusul.")
    with refused("reason_required"):
        actions.report(key, actor=camat, at=AT, note="Selesai.", adopts=[key_of(order, kasi)])
    done = actions.report(
        key,
        actor=camat,
        at=AT,
        note="Selesai.",
        adopts=[key_of(order, kasi)],
        reason="Kasi menyusul.",
    )
    assert done.entry is not None
    words = {content.field: content.body for content in done.entry.contents.all()}
    assert words["adopted"] == "Kepala Seksi Trantib Pelawan: Empat pos jaga."
    assert [kept.blob_id for kept in done.subject.attachments.all()] == [photo.blob_id]
    with refused("unknown_report"):
        actions.report(key, actor=camat, at=AT, note="Lagi.", adopts=[key])


def test_nobody_is_handed_one_order_twice_whichever_way_it_comes() -> None:
    people = cast()
    kasi = kasi_of(people)
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    hand_down(order, people.camat_pelawan, kasi)
    with refused("already_holds_it"):
        hand_down(order, people.camat_pelawan, kasi)
    with refused("already_holds_it"):
        actions.add_recipients(
            str(order.public_id),
            actor=actor(people.bupati.person),
            at=AT,
            recipients=[at_position(kasi)],
            reason="Langsung saja.",
        )
    assert order.assignments.filter(position=kasi.position).count() == 1


def test_only_ones_own_line_and_ones_own_villages_are_handed_an_order() -> None:
    people = cast()
    place = unit(
        "Desa Lubuk Sepuh", kind=UnitKind.VILLAGE, parent=people.camat_pelawan.position.unit
    )
    kades = member("Kepala Desa Lubuk Sepuh", unit=place, kind=PositionKind.VILLAGE_HEAD, rank=90)
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    for stranger in (people.camat_singkut, people.stranger, people.bupati, people.camat_pelawan):
        with refused("not_below"):
            hand_down(order, people.camat_pelawan, stranger)
    hand_down(order, people.camat_pelawan, kades)
    assert share_of(order, kades).mode == Mode.COORDINATION
    actions.decline(
        key_of(order, kades), actor=actor(kades.person), at=AT, reason="Menunggu musyawarah desa."
    )
    assert share_of(order, kades).status == "declined"


def test_four_levels_are_the_deepest_and_dates_lie_within_each_other() -> None:
    people = cast()
    line = [people.camat_pelawan]
    for level in range(2, 6):
        line.append(
            member(
                f"Tingkat {level}",
                unit=line[0].position.unit,
                kind=PositionKind.STAFF,
                superior=line[-1].position,
                rank=80 + level,
            )
        )
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    assert order.finish_by is not None
    sooner = order.finish_by - timedelta(hours=1)
    with refused("later_than_own"):
        hand_down(order, line[0], line[1], finish_by=order.finish_by + timedelta(hours=1))
    hand_down(order, line[0], line[1], finish_by=sooner)
    with refused("later_than_own"):
        hand_down(order, line[1], line[2], finish_by=order.finish_by)
    hand_down(order, line[1], line[2])
    hand_down(order, line[2], line[3])
    assert share_of(order, line[3]).finish_by == sooner
    with refused("too_deep"):
        hand_down(order, line[3], line[4])
    # Every one above reads it, and the one beside does not.
    for reader in (*line[:4], people.bupati):
        assert Assignment.visible_to(actor(reader.person)).filter(position=line[3].position)
    for reader in (people.camat_limun, people.sekda):
        assert not Assignment.visible_to(actor(reader.person)).filter(position=line[3].position)


def test_closing_an_order_closes_grandchildren_against_nobody() -> None:
    people = cast()
    kasi = kasi_of(people)
    staff = member(
        "Staf Trantib",
        unit=kasi.position.unit,
        kind=PositionKind.STAFF,
        superior=kasi.position,
        rank=99,
    )
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    hand_down(order, people.camat_pelawan, kasi)
    hand_down(order, kasi, staff)
    bupati = actor(people.bupati.person)
    actions.close(str(order.public_id), actor=bupati, at=AT, reason="Cukup.")
    left = set(order.assignments.values_list("status", "settled_at", "finish_by"))
    assert left == {("closed", AT, None)}


def test_settling_a_share_closes_what_it_handed_down() -> None:
    people = cast()
    kasi = kasi_of(people)
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    hand_down(order, people.camat_pelawan, kasi)
    key, camat = key_of(order, people.camat_pelawan), actor(people.camat_pelawan.person)
    actions.report(key, actor=camat, at=AT, note="Selesai.", reason="Cukup dari camat.")
    actions.accept(key, actor=actor(people.bupati.person), at=AT)
    assert share_of(order, kasi).status == "closed"
    # Back to work goes the part above first: below it nobody could accept.
    with refused("part_above_is_over"):
        actions.rework(key_of(order, kasi), actor=camat, at=AT, reason="Ulang.")
    actions.rework(key, actor=actor(people.bupati.person), at=AT, reason="Belum semua.")
    actions.rework(key_of(order, kasi), actor=camat, at=AT, reason="Ulang.")
    assert share_of(order, kasi).status == "in_progress"


# --- Over ------------------------------------------------------------------------------------------


def propose(order: Instruction, by: Member, to: Member) -> Assignment:
    return actions.propose_redirect(
        key_of(order, by),
        actor=actor(by.person),
        at=AT,
        reason="Bukan urusan kami.",
        target=str(to.position.public_id),
    ).subject


def test_redirect_goes_to_whoever_it_should_have_gone_to() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    propose(order, people.camat_pelawan, people.kadis_kesehatan)
    actions.confirm_redirect(
        key_of(order, people.camat_pelawan), actor=actor(people.bupati.person), at=AT
    )
    new = share_of(order, people.kadis_kesehatan)
    assert (new.status, new.giver, new.parent, new.mode) == (
        "sent",
        people.bupati.position,
        None,
        Mode.ORDER,
    )
    # It is one of the parts that the order waits for.
    for one in (people.camat_limun, people.kadis_kesehatan):
        key = key_of(order, one)
        assert Instruction.objects.get(pk=order.pk).status == "issued"
        actions.report(key, actor=actor(one.person), at=AT, note="Selesai.")
        actions.accept(key, actor=actor(people.bupati.person), at=AT)
    assert Instruction.objects.get(pk=order.pk).status == "completed"


def test_redirect_onto_somebody_who_already_holds_the_order_links_them() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    propose(order, people.camat_pelawan, people.camat_limun)
    actions.confirm_redirect(
        key_of(order, people.camat_pelawan), actor=actor(people.bupati.person), at=AT
    )
    assert order.assignments.filter(position=people.camat_limun.position).count() == 1
    assert share_of(order, people.camat_pelawan).target == people.camat_limun.position


def test_redirect_onto_somebody_below_gives_them_a_part_of_their_own() -> None:
    people = cast()
    kasi = kasi_of(people)
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    hand_down(order, people.camat_pelawan, kasi)
    propose(order, people.camat_pelawan, kasi)
    actions.confirm_redirect(
        key_of(order, people.camat_pelawan), actor=actor(people.bupati.person), at=AT
    )
    parts = order.assignments.filter(position=kasi.position).order_by("pk")
    assert [(part.status, part.depth) for part in parts] == [("closed", 2), ("sent", 1)]


def test_redirect_onto_somebody_who_was_only_to_know_makes_it_their_work() -> None:
    people = cast()
    order = order_to(
        people.camat_pelawan,
        people.camat_limun,
        giver=people.bupati,
        roles={"Camat Limun": "untuk_diketahui"},
    )
    propose(order, people.camat_pelawan, people.camat_limun)
    actions.confirm_redirect(
        key_of(order, people.camat_pelawan), actor=actor(people.bupati.person), at=AT
    )
    parts = order.assignments.filter(position=people.camat_limun.position).order_by("pk")
    assert [(part.status, part.role) for part in parts] == [
        ("closed", "untuk_diketahui"),
        ("sent", "pelaksana"),
    ]


def test_redirect_is_refused_onto_giver_self_ancestor_vacant_outsider_and_back() -> None:
    people = cast()
    kasi = kasi_of(people)
    empty = member("Camat Air Hitam", kind=PositionKind.DISTRICT_HEAD, rank=40)
    empty.position.appointments.all().delete()
    dandim = member("Komandan Kodim", kind=PositionKind.PARTNER, rank=5)
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.sekda)
    hand_down(order, people.camat_pelawan, kasi)
    for by, to, code in (
        (people.camat_limun, people.sekda, "target_has_a_part"),
        (people.camat_limun, people.camat_limun, "target_has_a_part"),
        (kasi, people.camat_pelawan, "target_has_a_part"),
        (people.camat_limun, empty, "target_vacant"),
        (people.camat_limun, dandim, "target_outside"),
    ):
        with refused(code):
            propose(order, by, to)
    propose(order, people.camat_pelawan, people.camat_limun)
    with refused("target_passed_it_on"):
        propose(order, people.camat_limun, people.camat_pelawan)


def test_the_most_urgent_order_is_redirected_at_once() -> None:
    people = cast()
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, urgency="sangat_segera"
    )
    assert propose(order, people.camat_pelawan, people.kadis_kesehatan).status == "redirected"
    assert share_of(order, people.kadis_kesehatan).status == "sent"


def test_a_target_that_became_vacant_is_not_given_the_order_and_the_giver_may_refuse() -> None:
    people = cast()
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati)
    propose(order, people.camat_pelawan, people.kadis_kesehatan)
    people.kadis_kesehatan.position.appointments.all().delete()
    key, bupati = key_of(order, people.camat_pelawan), actor(people.bupati.person)
    with refused("target_vacant"):
        actions.confirm_redirect(key, actor=bupati, at=AT)
    assert share_of(order, people.camat_pelawan).status == "redirect_proposed"
    actions.refuse_redirect(key, actor=bupati, at=AT, reason="Tetap Camat.")
    assert share_of(order, people.camat_pelawan).status == "sent"
