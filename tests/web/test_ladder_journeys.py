"""Silence and answers over whole days, on the pages people see: no sleeping, time by argument."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.urls import reverse

from instructions import actions
from instructions.models import HandDelivery, Instruction, Step
from tests.api.calls import address, app
from tests.clock import Clock
from tests.instructions.carried import ADDRESS, courier
from tests.instructions.figured import of_own
from tests.instructions.ladder.travels import climbed, play, work
from tests.instructions.orders import order_to, share_of
from tests.notifications.fixtures import phone, using
from tests.notifications.phones import Phones
from tests.people import WIB, Cast, Member, actor, cast
from tests.web.visits import browser, post, text, url_of
from workflow.models import Entry
from workflow.verify import verify

__all__ = ["phone", "using"]
pytestmark = pytest.mark.django_db


def at(hour: int, minute: int = 0, *, day: int = 24) -> datetime:
    """A moment in November 2026; the 24th is a Tuesday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=WIB)


@pytest.fixture
def people(db: None, settings: LazySettings) -> Cast:
    """The small regency, past its days of trial."""
    settings.LADDER_TRIAL_DAYS = 0
    return cast()


def read(response: Any) -> str:
    """What stands on a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def ordered(people: Cast, moment: datetime, **fields: Any) -> Instruction:
    """The bupati's order to two camats, told at once."""
    order = order_to(
        people.camat_pelawan, people.camat_limun, giver=people.bupati, at=moment, **fields
    )
    work(moment)
    return order


def verbs(phone: Phones, who: Member) -> list[str]:
    return [one.verb for one in phone.got(who)]


# --- "Siap" given at 14.05 without signal, received at 17.30 --------------------------------------


def test_siap_given_offline_is_taken_as_given_and_what_climbed_meanwhile_is_cancelled(
    people: Cast, phone: Phones, clock: Clock
) -> None:
    order = ordered(people, at(13), urgency="segera")
    share = share_of(order, people.camat_pelawan)
    play(at(17, 29))
    assert climbed(order, people.camat_pelawan) == [
        ("answer_due", "24 15.00"), ("answer_again", "24 15.30"),
        ("answer_office", "24 16.00"), ("answer_superior", "24 17.00"),
    ]  # fmt: skip
    clock.at = at(17, 30)
    camat, key = app(people.camat_pelawan), str(uuid4())
    said = {"X_Device_Time": "2026-11-24T14:05:00+07:00", "Idempotency_Key": key}
    first = camat.post(address(share, "acknowledge"), **said)
    again = camat.post(address(share, "acknowledge"), **said)
    assert (first.status_code, again.status_code) == (200, 200), first.content
    entry = Entry.objects.get(kind="assignment", subject_id=share.pk, verb="acknowledge")
    assert (entry.at, entry.device_at) == (at(17, 30), at(14, 5))
    play(at(21))
    # Nothing more climbs for this one; the other, who stays silent, is told of on time.
    assert climbed(order, people.camat_pelawan)[-1] == ("answer_superior", "24 17.00")
    assert climbed(order, people.camat_limun)[-1] == ("answer_giver", "24 18.00")
    # Whoever was asked for help about this one hears that nothing is to be done any more.
    assert verbs(phone, people.sekcam_pelawan) == ["ask_office", "recall"]
    assert verbs(phone, people.sekda) == ["ask_superior", "recall"]
    assert verbs(phone, people.camat_pelawan) == ["send", "remind_recipient", "remind_recipient"]
    assert not verify().faults


def test_the_givers_page_says_when_it_was_given_and_figures_count_by_the_device(
    people: Cast, phone: Phones, clock: Clock
) -> None:
    order = ordered(people, at(13), urgency="segera")
    share = share_of(order, people.camat_pelawan)
    play(at(17, 29))
    clock.at = at(17, 30)
    app(people.camat_pelawan).post(
        address(share, "acknowledge"), X_Device_Time="2026-11-24T14:05:00+07:00"
    )
    work(at(17, 30))
    clock.at = at(17, 31)
    giver = browser(people.bupati.person)
    page = read(giver.get(url_of(share)))
    said = "siap melaksanakan (dilakukan 14.05 menurut perangkat, baru sampai)"
    assert f"17.30 Camat Pelawan {said}" in page
    cancelled = "(dibatalkan: ternyata sudah dijawab lebih dulu)"
    assert f"17.00 Atasan dimintai bantuan: belum dijawab {cancelled}" in page
    assert f"16.00 Sekretaris dimintai bantuan: belum dijawab {cancelled}" in page
    whole = read(giver.get(url_of(order)))
    assert said in whole
    assert "Membatalkan pemberitahuan: sudah dijawab lebih dulu" in whole
    assert "Terlambat" not in page
    # The recipient reads the same of the answer, and nothing of what was asked about them.
    own = read(browser(people.camat_pelawan.person).get(url_of(share)))
    assert "dilakukan 14.05 menurut perangkat" in own
    assert "dimintai bantuan" not in own
    told = app(people.bupati).get(address(share, "timeline")).data["results"]
    [line] = [one for one in told if one["verb"] == "acknowledge"]
    assert (line["at"], line["device_at"]) == (
        "2026-11-24T17:30:00+07:00", "2026-11-24T14:05:00+07:00",
    )  # fmt: skip
    # An hour and five minutes, as the device says, and not four hours and a half.
    assert of_own(people.camat_pelawan, at=at(17, 31)).answer == timedelta(minutes=65)


@pytest.mark.parametrize(
    "claimed",
    ["2026-11-24T17:31:00+07:00", "2026-11-24T12:59:00+07:00", "2026-11-01T08:00:00Z",
     "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"],
)  # fmt: skip
def test_a_claim_that_cannot_be_counts_as_not_made(
    people: Cast, phone: Phones, clock: Clock, claimed: str
) -> None:
    order = ordered(people, at(13), urgency="segera")
    share = share_of(order, people.camat_pelawan)
    play(at(17, 29))
    clock.at = at(17, 30)
    done = app(people.camat_pelawan).post(address(share, "acknowledge"), X_Device_Time=claimed)
    assert done.status_code == 200, done.content
    work(at(17, 30))
    entry = Entry.objects.get(kind="assignment", subject_id=share.pk, verb="acknowledge")
    assert entry.device_at is None
    assert not Step.objects.filter(recalled_at__isnull=False).exists()


@pytest.mark.parametrize("claimed", ["kemarin", "2026-11-24", "2026-11-24T14:05:00", "2026-13-40"])
def test_a_claim_nobody_can_read_is_refused(people: Cast, clock: Clock, claimed: str) -> None:
    share = share_of(order_to(people.camat_pelawan, giver=people.bupati), people.camat_pelawan)
    done = app(people.camat_pelawan).post(address(share, "acknowledge"), X_Device_Time=claimed)
    assert (done.status_code, done.data["code"]) == (422, "bad_device_time")
    assert share_of(share.instruction, people.camat_pelawan).status == "sent"


# --- The policy is edited under way ----------------------------------------------------------------


def policy(**changed: str) -> Mapping[str, Any]:
    """The form of the office page, with the times of the installation, but for `changed`."""
    fields: dict[str, Any] = {}
    for urgency, counts in (("biasa", "office"), ("segera", "waking"), ("sangat_segera", "always")):
        fields[f"counts_{urgency}"] = counts
        for name, hours in (("answer", "2"), ("finish", "9"), ("giver", "4")):
            fields[f"{name}_{urgency}_jam"] = hours
            fields[f"{name}_{urgency}_menit"] = "0"
    return {**fields, **changed}


def test_a_policy_edited_under_way_leaves_what_was_given_and_holds_for_what_comes(
    people: Cast, phone: Phones, clock: Clock
) -> None:
    before = ordered(people, at(13), urgency="segera")
    play(at(15, 10))
    clock.at = at(15, 10)
    desk = browser(people.administrator.person)
    edited = policy(answer_segera_jam="1", counts_segera="always")
    assert post(desk, reverse("web:worktime_policy"), **edited).status_code == 303
    after = ordered(people, at(15, 30), urgency="segera")
    play(at(23, day=24))
    assert climbed(before, people.camat_pelawan) == [
        ("answer_due", "24 15.00"), ("answer_again", "24 15.30"), ("answer_office", "24 16.00"),
        ("answer_superior", "24 17.00"), ("answer_giver", "24 18.00"),
    ]  # fmt: skip
    assert climbed(after, people.camat_pelawan) == [
        ("answer_due", "24 16.30"), ("answer_again", "24 16.45"), ("answer_office", "24 17.00"),
        ("answer_superior", "24 17.30"), ("answer_giver", "24 18.00"),
    ]  # fmt: skip
    assert after.ladder["counts"] == "always"
    assert before.ladder["counts"] == "waking"


# --- Answers between rungs, and rungs up to the door ----------------------------------------------


def test_an_answer_between_two_rungs_ends_the_climb_for_that_one_alone(
    people: Cast, phone: Phones
) -> None:
    order = ordered(people, at(13), urgency="segera")
    play(at(15, 45))
    share = share_of(order, people.camat_pelawan)
    acting = actor(people.camat_pelawan.person)
    actions.acknowledge(str(share.public_id), actor=acting, at=at(15, 45))
    work(at(15, 45))
    play(at(20))
    assert [rung for rung, _when in climbed(order, people.camat_pelawan)] == [
        "answer_due", "answer_again",
    ]  # fmt: skip
    assert verbs(phone, people.sekcam_pelawan) == []
    [asked] = [one for one in phone.got(people.sekda) if one.verb == "ask_superior"]
    assert asked.title == "Mohon bantu: 1 jabatan di bawah Anda belum menjawab"


def test_every_rung_is_climbed_before_the_courier_is_offered_and_a_human_sends_him(
    people: Cast, phone: Phones, clock: Clock
) -> None:
    carrier = courier(people)
    order = ordered(people, at(13), urgency="segera")
    share = share_of(order, people.camat_pelawan)
    giver, form = browser(people.bupati.person), reverse("web:send_by_hand", args=[share.public_id])
    for moment in (at(15), at(15, 30), at(16), at(17), at(17, 59)):
        play(moment)
        clock.at = moment
        assert form not in text(giver.get(url_of(share)))
    play(at(18))
    assert [rung for rung, _when in climbed(order, people.camat_pelawan)] == [
        "answer_due", "answer_again", "answer_office", "answer_superior", "answer_giver",
    ]  # fmt: skip
    # The machine only offers: however long nobody taps, nobody is sent.
    play(at(20))
    assert not HandDelivery.objects.exists()
    clock.at = at(20)
    assert form in text(giver.get(url_of(share)))
    sent = post(giver, form, people.bupati, carrier=carrier.position.public_id)
    assert sent.status_code == 303
    work(at(20))
    row = HandDelivery.objects.get()
    clock.at = at(20, 5)
    hand = app(carrier)
    assert hand.get(f"hand-deliveries/{row.public_id}").data["addressee"]["address"] == ADDRESS
    assert hand.post(f"hand-deliveries/{row.public_id}/take").status_code == 200
    # At the door there is no signal; the outcome is sent from the road, twice.
    clock.at = at(21, 10)
    met = {"outcome": "sendiri", "receiver": "Camat Pelawan"}
    for _try in range(2):
        done = hand.post(
            f"hand-deliveries/{row.public_id}/record", met,
            X_Device_Time="2026-11-24T20:40:00+07:00", Idempotency_Key="di-pintu",
        )  # fmt: skip
        assert done.status_code == 200, done.content
    work(at(21, 10))
    row.refresh_from_db()
    assert (row.status, row.handed_at, row.ended_at) == ("delivered", at(20, 40), at(21, 10))
    page = read(giver.get(url_of(share)))
    told = "disampaikan langsung: diterima sendiri (dilakukan 20.40 menurut perangkat, baru sampai)"
    assert told in page
    assert share_of(order, people.camat_pelawan).status == "sent"
    play(at(23) + timedelta(days=1))
    assert not verify().faults


# --- A closed list ----------------------------------------------------------------------------------


def test_in_a_closed_list_no_recipient_learns_how_many_there_are(people: Cast) -> None:
    members = (
        people.camat_pelawan, people.camat_limun, people.camat_singkut, people.kadis_kesehatan,
    )  # fmt: skip
    order = order_to(*members, giver=people.bupati, closed_list=True)
    share = share_of(order, people.camat_pelawan)
    told = re.compile(r"\b4 (penerima|jabatan|camat|orang)")
    camat, giver = browser(people.camat_pelawan.person), browser(people.bupati.person)
    for url in (url_of(share), url_of(order), reverse("web:home")):
        assert not told.search(read(camat.get(url, follow=True))), url
    assert "memberi perintah" in read(camat.get(url_of(share)))
    assert told.search(read(giver.get(url_of(order))))
    mine = app(people.camat_pelawan)
    for path in (address(share, "timeline"), address(order, "timeline"), address(order), "changes"):
        raw = mine.get(path).content.decode()
        assert not told.search(raw), path
        assert '"total":4' not in raw, path
    [line] = [
        one
        for one in mine.get(address(order, "timeline")).data["results"]
        if one["verb"] == "issue"
    ]
    assert line["sentence"] == "memberi perintah"
