"""An envelope from the giver's tap to the proof that came back, and everything that comes between."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from files import intake, signatures
from instructions import actions as orders
from instructions import timeline
from instructions.hand_delivery import actions, offers
from instructions.hand_delivery.actions import AtTheDoor
from instructions.models import HandDelivery
from notifications.models import Delivery, Notice
from notifications.words import JOINED, messages
from tests.files.samples import picture
from tests.instructions.carried import ADDRESS, LATER, carried, climb, courier, give, silent_order
from tests.instructions.orders import order_to, share_of
from tests.people import AT, Cast, Member, actor, cast
from workflow import outbox
from workflow.refusals import Refused
from workflow.verify import verify

pytestmark = pytest.mark.django_db

SOON = LATER + timedelta(minutes=40)


@pytest.fixture
def people(db: None, settings: LazySettings) -> Cast:
    """The small regency, past its days of trial."""
    settings.LADDER_TRIAL_DAYS = 0
    return cast()


@pytest.fixture
def carrier(people: Cast) -> Member:
    return courier(people)


def code_of(error: "pytest.ExceptionInfo[Refused]") -> str:
    return error.value.refusal.code


def at_the_door(outcome: str = "staf", receiver: str = "Nurhayati", **more: object) -> AtTheDoor:
    return AtTheDoor(outcome=outcome, receiver=receiver, **more)  # type: ignore[arg-type]


def png() -> bytes:
    return picture((600, 200), decoder="PNG")


def test_the_giver_orders_the_courier_goes_and_the_outcome_comes_back(
    people: Cast, carrier: Member
) -> None:
    row = carried(people, carrier)
    assert row.status == "ordered"
    acting = actor(carrier.person)
    actions.take(str(row.public_id), actor=acting, at=LATER + timedelta(minutes=5))
    signed = signatures.receive(png(), person_id=carrier.person.pk, at=SOON)
    met = at_the_door(signature=[signed.public_id])
    actions.record(str(row.public_id), met, actor=acting, at=SOON)
    row.refresh_from_db()
    assert (row.status, row.outcome, row.receiver) == ("delivered", "staf", "Nurhayati")
    assert row.handed_at == row.ended_at == SOON
    assert row.signature is not None
    assert row.signature.media_type == "image/jpeg"
    assert row.photo is None
    share = share_of(row.instruction, people.camat_pelawan)
    assert share.status == "sent"
    assert share.answered_at is None
    lines = timeline.of_share(orders_share(people, row), actor=actor(people.bupati.person, at=SOON))
    assert [(line.who, line.sentence) for line in lines[:3]] == [
        ("Petugas Ekspedisi", "disampaikan langsung: diterima staf"),
        ("Petugas Ekspedisi", "berangkat mengantar"),
        ("Bupati Sarolangun", "meminta perintah diantar langsung"),
    ]
    assert not verify().faults


def orders_share(people: Cast, row: HandDelivery):
    rows = type(row.share).visible_to(actor(people.bupati.person))
    return rows.get(pk=row.share_id)


def test_it_is_not_offered_before_two_reminders_nor_before_the_giver_was_told(
    people: Cast, carrier: Member
) -> None:
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, urgency="sangat_segera"
    )
    share = share_of(order, people.camat_pelawan)
    assert share.answer_by is not None
    climb(until=share.answer_by)
    with pytest.raises(Refused) as early:
        give(share, people.bupati, carrier.position, at=share.answer_by)
    assert code_of(early) == "not_reminded_twice"
    assert "belum diingatkan dua kali" in str(early.value.refusal.sentence)
    twice = share.answer_by + (share.answer_by - AT) / 2
    climb(until=twice)
    with pytest.raises(Refused) as climbing:
        give(share, people.bupati, carrier.position, at=twice)
    assert code_of(climbing) == "ladder_still_climbs"
    climb()
    assert give(share, people.bupati, carrier.position).status == "ordered"


def test_a_ladder_on_trial_holds_back_the_machine_and_not_the_giver(
    people: Cast, carrier: Member, settings: LazySettings
) -> None:
    settings.LADDER_TRIAL_DAYS = 30
    assert carried(people, carrier).status == "ordered"


def test_an_order_between_two_may_be_carried_for_the_courier_reads_nothing(
    people: Cast, carrier: Member
) -> None:
    order = order_to(people.camat_pelawan, giver=people.bupati, urgency="sangat_segera")
    assert order.only_me
    climb()
    assert carried(people, carrier, order=order).status == "ordered"


def test_a_request_is_carried_but_no_explanation_is_demanded(people: Cast, carrier: Member) -> None:
    order = silent_order(people, giver=people.kadis_kesehatan)
    share = share_of(order, people.camat_pelawan)
    assert share.is_coordination
    offered = offers.for_shares([share])[share.pk]
    assert offered.by_hand is None
    assert offered.explanation is offers.REQUEST_ONLY
    assert give(share, people.kadis_kesehatan, carrier.position).status == "ordered"


def test_two_taps_are_one_delivery_and_a_second_hand_is_told(people: Cast, carrier: Member) -> None:
    order = silent_order(people, controller=str(people.asisten.position.public_id))
    first = carried(people, carrier, order=order)
    assert carried(people, carrier, order=order).pk == first.pk
    share = share_of(order, people.camat_pelawan)
    with pytest.raises(Refused) as second:
        give(share, people.asisten, carrier.position)
    assert code_of(second) == "delivery_under_way"
    assert HandDelivery.objects.count() == 1


def test_recording_twice_is_once(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    acting = actor(carrier.person)
    signed = signatures.receive(png(), person_id=carrier.person.pk, at=SOON)
    met = at_the_door(signature=[signed.public_id])
    assert not actions.record(str(row.public_id), met, actor=acting, at=SOON).repeated
    assert actions.record(str(row.public_id), met, actor=acting, at=SOON).repeated


def test_the_answer_comes_while_the_courier_is_under_way(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    acting = actor(carrier.person)
    share = share_of(row.instruction, people.camat_pelawan)
    orders.acknowledge(str(share.public_id), actor=actor(people.camat_pelawan.person), at=SOON)
    with pytest.raises(Refused) as needless:
        actions.take(str(row.public_id), actor=acting, at=SOON)
    assert code_of(needless) == "not_needed"
    assert "menjawab" not in str(needless.value.refusal.sentence)
    assert actions.lapse(at=SOON) == 1
    assert actions.lapse(at=SOON) == 0
    row.refresh_from_db()
    assert row.status == "lapsed"
    while outbox.drain(at=SOON):
        pass
    assert Notice.objects.filter(position=carrier.position, entry__verb="lapse").exists()
    # The courier stood at the door already: what happened there is kept.
    met = at_the_door("sendiri", "Ahmad Fauzi")
    actions.record(str(row.public_id), met, actor=acting, at=SOON)
    row.refresh_from_db()
    assert row.status == "delivered"
    assert not verify().faults


def test_a_revoked_share_needs_no_courier(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    share = share_of(row.instruction, people.camat_pelawan)
    orders.revoke_share(
        str(share.public_id), actor=actor(people.bupati.person), at=SOON, reason="Batal."
    )
    assert actions.lapse(at=SOON) == 1


def test_the_giver_calls_the_courier_back_and_may_send_another(
    people: Cast, carrier: Member
) -> None:
    row = carried(people, carrier)
    done = actions.cancel(
        str(row.public_id), actor=actor(people.bupati.person), at=SOON, reason="Sudah ditelepon."
    )
    assert done.subject.status == "cancelled"
    with pytest.raises(Refused) as late:
        actions.record(str(row.public_id), at_the_door(), actor=actor(carrier.person), at=SOON)
    assert code_of(late) == "not_now"
    share = share_of(row.instruction, people.camat_pelawan)
    assert give(share, people.bupati, carrier.position, at=SOON).pk != row.pk


@pytest.mark.parametrize(
    ("met", "code"),
    [
        ({"outcome": "terbang"}, "unknown_outcome"),
        ({"outcome": "staf", "receiver": " "}, "receiver_required"),
        ({"outcome": "menolak", "receiver": ""}, "receiver_required"),
        ({"receiver": "x" * 121}, "receiver_too_long"),
        ({"handed_at": AT}, "handed_before_ordered"),
        ({"handed_at": SOON + timedelta(minutes=1)}, "handed_ahead"),
    ],
)
def test_what_cannot_have_happened_at_the_door_is_refused(
    people: Cast, carrier: Member, met: dict[str, object], code: str
) -> None:
    row = carried(people, carrier)
    with pytest.raises(Refused) as wrong:
        actions.record(
            str(row.public_id), at_the_door(**met), actor=actor(carrier.person), at=SOON  # type: ignore[arg-type]
        )  # fmt: skip
    assert code_of(wrong) == code
    assert wrong.value.refusal.kind.value == 422
    row.refresh_from_db()
    assert row.status == "ordered"


def test_nobody_was_there_and_that_needs_no_name(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    met = at_the_door("tidak_di_tempat", "")
    actions.record(str(row.public_id), met, actor=actor(carrier.person), at=SOON)
    row.refresh_from_db()
    assert (row.status, row.receiver) == ("not_delivered", "")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * 5_000_000, "signature_too_large"),
        (b"%PDF-1.7 no picture", "signature_not_png"),
        (b"\x89PNG\r\n\x1a\nhalf", "image_damaged"),
    ],
)
def test_a_signature_is_a_small_png(people: Cast, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as wrong:
        signatures.receive(data, person_id=people.stranger.person.pk, at=SOON)
    assert code_of(wrong) == code


def test_a_sound_is_no_photo_and_another_persons_upload_is_unknown(
    people: Cast, carrier: Member
) -> None:
    row = carried(people, carrier)
    acting = actor(carrier.person)
    theirs = signatures.receive(png(), person_id=people.stranger.person.pk, at=SOON)
    met = at_the_door(photo=[theirs.public_id])
    with pytest.raises(Refused) as wrong:
        actions.record(str(row.public_id), met, actor=acting, at=SOON)
    assert code_of(wrong) == "unknown_upload"
    assert intake.claim([theirs.public_id], person_id=people.stranger.person.pk, at=SOON)


def test_only_the_carrier_records_and_only_who_carries_can_be_sent(
    people: Cast, carrier: Member
) -> None:
    row = carried(people, carrier)
    with pytest.raises(Refused) as other:
        actions.record(
            str(row.public_id), at_the_door(), actor=actor(people.bupati.person), at=SOON
        )
    assert code_of(other) == "not_yours"
    for who in (people.camat_limun, people.stranger, people.camat_pelawan):
        with pytest.raises(Refused) as hidden:
            actions.take(str(row.public_id), actor=actor(who.person), at=SOON)
        assert code_of(hidden) == "not_found"
    share = share_of(row.instruction, people.camat_limun)
    with pytest.raises(Refused) as nobody:
        give(share, people.bupati, people.stranger.position)
    assert code_of(nobody) == "unknown_carrier"
    with pytest.raises(Refused) as foreign:
        give(share, people.camat_pelawan, carrier.position)
    assert code_of(foreign) == "not_found"


def test_the_carriers_message_says_nothing_of_the_order(people: Cast, carrier: Member) -> None:
    carrier.person.email = "petugas@sigap.example"
    carrier.person.save()
    row = carried(people, carrier)
    while outbox.drain(at=LATER):
        pass
    rows = Delivery.objects.filter(position=carrier.position).select_related(*JOINED)
    sent = messages(list(rows), at=LATER)
    assert len(sent) == 1
    message = next(iter(sent.values()))
    said = f"{message.title} {message.body} {message.reference}"
    assert message.title == "Ada sampul yang perlu diantar"
    assert str(row.public_id) in message.link
    for secret in (row.instruction.text, row.instruction.reference, "Bupati", "Pelawan"):
        assert secret not in said


def test_the_giver_is_told_what_came_of_it(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    actions.record(str(row.public_id), at_the_door(), actor=actor(carrier.person), at=SOON)
    while outbox.drain(at=SOON):
        pass
    rows = Delivery.objects.filter(entry__verb="record").select_related(*JOINED)
    said = {one.title for one in messages(list(rows), at=SOON).values()}
    assert said == {"Disampaikan langsung: diterima staf"}
    assert set(rows.values_list("position", flat=True)) >= {people.bupati.position.pk}


@pytest.mark.parametrize(
    "facts",
    [
        {"outcome": "staf", "receiver": ""},
        {"outcome": "menolak", "receiver": "Budi"},
        {"outcome": ""},
        {"handed_at": None},
        {"ended_at": None},
        {"status": "entah"},
    ],
)
def test_the_database_holds_the_rules(
    people: Cast, carrier: Member, facts: dict[str, object]
) -> None:
    row = carried(people, carrier)
    actions.record(str(row.public_id), at_the_door(), actor=actor(carrier.person), at=SOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandDelivery.objects.filter(pk=row.pk).update(**facts)


def test_the_database_holds_one_open_delivery_per_share(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    twin = HandDelivery(
        public_id=UUID(int=7), share=row.share, instruction=row.instruction,
        carrier=row.carrier, ordered_at=LATER, moved_at=LATER,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        HandDelivery.objects.bulk_create([twin])


def test_the_address_is_where_the_recipient_works(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    seen = HandDelivery.visible_to(actor(carrier.person)).get(pk=row.pk)
    assert seen.share.position.unit.address == ADDRESS
