"""The courier's pages and the giver's, walked without script, and what the courier must not see."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Appointment
from instructions import actions as orders
from instructions.models import HandDelivery
from memos.models import Memo
from tests.clock import Clock
from tests.files.samples import photo_with_gps, picture
from tests.instructions.carried import ADDRESS, LATER, carried, courier, give, silent_order
from tests.instructions.orders import share_of
from tests.people import TODAY, Cast, Member, actor, cast
from tests.web.visits import browser, post, statements, status, text, url_of

YESTERDAY = TODAY - timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None, settings: LazySettings) -> Cast:
    """The small regency, past its days of trial."""
    settings.LADDER_TRIAL_DAYS = 0
    return cast()


@pytest.fixture(autouse=True)
def _later(clock: Clock) -> None:
    """Requests come when the ladder has been climbed."""
    clock.at = LATER


@pytest.fixture
def carrier(people: Cast) -> Member:
    return courier(people)


def page_of(row: HandDelivery, part: str = "") -> str:
    return reverse(f"web:delivery{part}", args=[row.public_id])


def test_from_the_list_of_the_silent_to_the_outcome_on_the_givers_page(
    people: Cast, carrier: Member
) -> None:
    order = silent_order(people)
    share = share_of(order, people.camat_pelawan)
    giver = browser(people.bupati.person)
    form = reverse("web:send_by_hand", args=[share.public_id])
    assert f'href="{form}"' in text(giver.get(reverse("web:silent")))
    assert f'href="{form}"' in text(giver.get(url_of(share)))
    shown = text(giver.get(form))
    assert ADDRESS in shown
    assert f'value="{carrier.position.public_id}" required checked' in shown
    sent = post(giver, form, people.bupati, carrier=carrier.position.public_id)
    row = HandDelivery.objects.get()
    assert sent.headers["Location"] == page_of(row)
    hand = browser(carrier.person)
    listed = text(hand.get(reverse("web:deliveries")))
    assert "Camat Pelawan" in listed
    assert ADDRESS in listed
    assert post(hand, reverse("web:delivery_verb", args=[row.public_id, "take"])).status_code == 303
    signed = SimpleUploadedFile("t.png", picture((600, 200), decoder="PNG"), "image/png")
    proof = SimpleUploadedFile("bukti.jpg", photo_with_gps(), "image/jpeg")
    done = post(
        hand, page_of(row, "_record"),
        outcome="staf", receiver="Nurhayati", signature=signed, photo=proof,
    )  # fmt: skip
    assert done.status_code == 303, text(done)
    row.refresh_from_db()
    assert (row.status, row.outcome) == ("delivered", "staf")
    shown = text(giver.get(page_of(row)))
    assert "Disampaikan langsung: diterima staf" in shown
    assert "Nurhayati" in shown
    for part in ("_signature", "_photo"):
        response = giver.get(page_of(row, part))
        data = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert data.startswith(b"\xff\xd8")
        assert b"Exif" not in data
        assert status(browser(people.camat_pelawan.person), page_of(row, part)) == 404
    assert "disampaikan langsung: diterima staf" in text(giver.get(url_of(share)))


def test_the_carrier_reads_addressee_and_address_and_nothing_else(
    people: Cast, carrier: Member
) -> None:
    row = carried(people, carrier)
    hand = browser(carrier.person)
    order = row.instruction
    for address in (page_of(row), reverse("web:deliveries"), reverse("web:notices")):
        shown = text(hand.get(address))
        for kept in (order.text, order.reference, "Bupati", "banjir"):
            assert kept not in shown, (address, kept)
    assert ADDRESS in text(hand.get(page_of(row)))
    assert people.camat_pelawan.person.full_name in text(hand.get(page_of(row)))
    share = share_of(order, people.camat_pelawan)
    for subject in (order, share):
        assert status(hand, url_of(subject)) == 404
    assert status(hand, reverse("web:reference", args=[order.reference])) == 404
    assert status(hand, reverse("web:send_by_hand", args=[share.public_id])) == 404
    assert post(hand, page_of(row, "_print")).status_code == 403


def test_whoever_has_no_part_finds_nothing(people: Cast, carrier: Member) -> None:
    row = carried(people, carrier)
    for who in (people.stranger, people.camat_pelawan, people.camat_limun, people.sekda):
        assert status(browser(who.person), page_of(row)) == 404, who.position
        assert "Camat Pelawan" not in text(browser(who.person).get(reverse("web:deliveries")))


def test_the_answer_comes_first_and_the_carrier_is_told_no_more_than_that(
    people: Cast, carrier: Member
) -> None:
    row = carried(people, carrier)
    key = str(share_of(row.instruction, people.camat_pelawan).public_id)
    orders.acknowledge(key, actor=actor(people.camat_pelawan.person), at=LATER)
    shown = text(browser(carrier.person).get(page_of(row)))
    assert "Tidak perlu diantar lagi." in shown
    assert "menjawab" not in shown
    assert "Saya antar" not in shown


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"outcome": ""}, "Pilih hasil penyampaian."),
        ({"outcome": "terbang"}, "Pilih hasil penyampaian."),
        ({"outcome": "staf"}, "Tulis nama orang yang ditemui."),
        (
            {"outcome": "staf", "receiver": "Nur", "handed_at": "2026-11-20T08:00"},
            "Waktu penyampaian tidak boleh sebelum antaran diminta.",
        ),
    ],
)
def test_a_wrong_outcome_keeps_what_was_typed(
    people: Cast, carrier: Member, given: dict[str, Any], sentence: str
) -> None:
    row = carried(people, carrier)
    answer = post(browser(carrier.person), page_of(row, "_record"), **given)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert f'value="{given.get("receiver", "")}"' in text(answer)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * 5_000_000, "Gambar tanda tangan terlalu besar."),
        (b"GIF89a", "Tanda tangan harus berupa gambar PNG."),
    ],
)
def test_a_wrong_signature_is_refused(
    people: Cast, carrier: Member, data: bytes, sentence: str
) -> None:
    row = carried(people, carrier)
    file = SimpleUploadedFile("tanda.png", data, "image/png")
    answer = post(
        browser(carrier.person), page_of(row, "_record"),
        outcome="staf", receiver="Nur", signature=file,
    )  # fmt: skip
    assert answer.status_code == 422
    assert sentence in text(answer)
    row.refresh_from_db()
    assert row.status == "ordered"


def test_the_same_tap_twice_is_one_delivery(people: Cast, carrier: Member) -> None:
    share = share_of(silent_order(people), people.camat_pelawan)
    giver = browser(people.bupati.person)
    form = reverse("web:send_by_hand", args=[share.public_id])
    given: dict[str, Any] = {
        "carrier": carrier.position.public_id,
        "kunci": "0190d3a0-0000-7000-8000-000000000001",
    }
    first = post(giver, form, people.bupati, **given)
    again = post(giver, form, people.bupati, **given)
    assert first.headers["Location"] == again.headers["Location"]
    assert HandDelivery.objects.count() == 1


def test_the_sheet_is_printed_by_the_givers_side_and_the_desk_and_on_record(
    people: Cast, carrier: Member
) -> None:
    row = carried(people, carrier)
    for who in (people.bupati, people.kabag_umum):
        answer = post(browser(who.person), page_of(row, "_print"))
        assert answer.content.startswith(b"%PDF")
    row.refresh_from_db()
    assert row.printed_at == LATER
    assert row.version == 3


def test_a_permintaan_penjelasan_is_drafted_and_not_sent(people: Cast, carrier: Member) -> None:
    share = share_of(silent_order(people), people.camat_pelawan)
    giver = browser(people.bupati.person)
    answer = post(giver, reverse("web:ask_explanation", args=[share.public_id]), people.bupati)
    memo = Memo.objects.get()
    assert answer.headers["Location"] == reverse("web:memo", args=[memo.public_id])
    assert memo.status == "draft"
    assert "Permintaan Penjelasan atas Perintah" in text(giver.get(url_of(memo)))


def test_the_list_costs_the_same_however_long(people: Cast, carrier: Member) -> None:
    hand = browser(carrier.person)
    carried(people, carrier)
    hand.get(reverse("web:deliveries"))  # what the bell held has arrived
    few = statements(hand, reverse("web:deliveries"))
    order = silent_order(people)
    for who in (people.camat_pelawan, people.camat_limun):
        give(share_of(order, who), people.bupati, carrier.position)
    hand.get(reverse("web:deliveries"))
    assert statements(hand, reverse("web:deliveries")) == few


def test_a_courier_of_the_secretariat_is_no_desk_and_plays_no_vacant_position(
    people: Cast, carrier: Member
) -> None:
    share = share_of(silent_order(people), people.camat_pelawan)
    post(
        browser(people.bupati.person),
        reverse("web:ask_explanation", args=[share.public_id]), people.bupati,
    )  # fmt: skip
    memo = Memo.objects.get()
    assert status(browser(people.kabag_umum.person), url_of(memo)) == 200
    assert status(browser(carrier.person), url_of(memo)) == 404
    Appointment.objects.filter(position=people.bupati.position).update(ends_on=YESTERDAY)
    assert [hat.title for hat in actor(carrier.person).hats] == ["Petugas Ekspedisi"]
