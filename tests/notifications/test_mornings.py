"""The morning digest: whom it tells, what it says, and that it comes once."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from accounts import absences
from accounts.absences import Away
from accounts.models import Capacity
from config.management.commands.worker import Worker
from instructions import actions
from instructions.models import Seen
from notifications import words
from notifications.models import Delivery, Digest, Morning, Notice
from notifications.mornings import digest
from tests.instructions.orders import TEXT, order_to, share_of
from tests.notifications.phones import Phones
from tests.people import AT, TODAY, Cast, actor, appoint, cast
from tests.races import race
from tests.statements import counted
from workflow.verify import verify

pytestmark = pytest.mark.django_db
SEVEN = AT.replace(hour=7, minute=0)
EVE = SEVEN - timedelta(hours=14)


@pytest.fixture
def people(phone: Phones) -> Cast:
    return cast()


def told() -> dict[str, Delivery]:
    """The digest's deliveries by name."""
    rows = Delivery.objects.filter(entry__verb="digest").select_related(*words.JOINED)
    return {row.person.name: row for row in rows}


def said(row: Delivery, at: datetime = SEVEN) -> str:
    made = words.messages([row], at=at)[row.pk]
    return f"{made.title}\n{made.body}"


def test_each_person_with_something_open_is_told_once_at_seven(people: Cast) -> None:
    order = order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, at=EVE)
    share = share_of(order, people.camat_limun)
    Seen.objects.create(assignment=share, person=people.camat_limun.person, channel="web", at=EVE)
    assert digest.run(at=SEVEN - timedelta(minutes=1)) == (0, True)
    assert digest.run(at=SEVEN)[1]
    rows = told()
    assert {people.bupati.person.name, "Ahmad Fauzi", "Rosmawati"} <= rows.keys()
    assert people.camat_singkut.person.name not in rows
    assert "2 belum menjawab (1 sudah membaca)" in said(rows[people.bupati.person.name])
    camat = said(rows["Ahmad Fauzi"])
    assert "1 perlu dijawab" in camat
    assert f"{order.reference} · Periksa titik rawan banjir" in camat
    assert Notice.objects.filter(
        position=people.camat_pelawan.position, entry__verb="digest"
    ).exists()
    before = Delivery.objects.count()
    assert digest.run(at=SEVEN + timedelta(minutes=5)) == (0, True)
    assert Delivery.objects.count() == before


def test_nobody_with_nothing_open_gets_a_message(people: Cast) -> None:
    assert digest.run(at=SEVEN) == (0, True)
    assert not Delivery.objects.exists()
    assert not Digest.objects.exists()


def test_a_late_start_tells_the_same_morning_and_an_afternoon_does_not(people: Cast) -> None:
    order_to(people.camat_pelawan, giver=people.bupati, at=EVE)
    assert digest.run(at=SEVEN.replace(hour=12)) == (0, True)
    assert not Delivery.objects.exists()
    assert digest.run(at=SEVEN.replace(hour=11, minute=59))[0] > 0


def test_a_holiday_has_no_morning_and_monday_tells_of_friday(people: Cast) -> None:
    order = order_to(people.camat_pelawan, giver=people.bupati, at=EVE)
    friday = SEVEN + timedelta(days=3, hours=5)
    share = str(share_of(order, people.camat_pelawan).public_id)
    actions.report(share, actor=actor(people.camat_pelawan.person), note="Sudah.", at=friday)
    actions.accept(share, actor=actor(people.bupati.person), at=friday)
    assert digest.run(at=SEVEN + timedelta(days=5)) == (0, True)  # Sunday
    assert not Morning.objects.exists()
    digest.run(at=SEVEN + timedelta(days=6))
    assert "1 baru selesai" in said(told()[people.bupati.person.name])


def test_above_biasa_only_the_reference_leaves(people: Cast) -> None:
    order = order_to(people.camat_pelawan, giver=people.bupati, classification="rahasia", at=EVE)
    digest.run(at=SEVEN)
    words_said = said(told()["Ahmad Fauzi"])
    assert order.reference in words_said
    assert "banjir" not in words_said
    assert people.ajudan.person.name not in told()  # lent hats do not count what is Rahasia


def test_an_aide_counts_no_order_between_two_only(people: Cast) -> None:
    order_to(people.camat_pelawan, giver=people.bupati, only_me=True, at=EVE)
    order_to(people.camat_limun, people.camat_singkut, giver=people.bupati, at=EVE)
    digest.run(at=SEVEN)
    assert "3 belum menjawab" in said(told()[people.bupati.person.name])
    assert "2 belum menjawab" in said(told()[people.ajudan.person.name])
    assert TEXT[:20] not in said(told()[people.ajudan.person.name])


def test_one_person_with_two_hats_is_told_once_and_both_are_named(people: Cast) -> None:
    appoint(people.camat_limun.person, people.camat_singkut.position, capacity=Capacity.PLT)
    people.camat_singkut.person.appointments.filter(capacity="definitif").update(
        ends_on=TODAY - timedelta(days=1)
    )
    order_to(people.camat_limun, people.camat_singkut, giver=people.bupati, at=EVE)
    digest.run(at=SEVEN)
    rows = Delivery.objects.filter(entry__verb="digest", person=people.camat_limun.person)
    body = said(rows.select_related(*words.JOINED).get())
    assert "Camat Limun:" in body
    assert "Plt. Camat Singkut:" in body


def test_whoever_is_on_leave_is_left_alone_and_the_stand_in_told(people: Cast) -> None:
    deputy = people.sekcam_pelawan.person
    away = Away("cuti", TODAY, TODAY, substitute=deputy.public_id)
    order_to(people.camat_pelawan, giver=people.bupati, at=EVE)
    absences.register(away, actor=actor(people.camat_pelawan.person), at=EVE)
    digest.run(at=SEVEN)
    assert "Ahmad Fauzi" not in told()
    assert "Plh. Camat Pelawan" in Digest.objects.get(person=deputy).hats[0]["title"]


def test_it_can_be_switched_off_and_on_again(people: Cast) -> None:
    order_to(people.camat_pelawan, giver=people.bupati, at=EVE)
    digest.switch(people.camat_pelawan.person, on=False)
    digest.switch(people.camat_pelawan.person, on=False)
    digest.run(at=SEVEN)
    assert "Ahmad Fauzi" not in told()
    digest.switch(people.camat_pelawan.person, on=True)
    digest.run(at=SEVEN + timedelta(days=1))
    assert "Ahmad Fauzi" in told()


def test_the_database_refuses_a_second_digest_of_a_morning(people: Cast) -> None:
    order_to(people.camat_pelawan, giver=people.bupati, at=EVE)
    digest.run(at=SEVEN)
    row = Digest.objects.first()
    assert row is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(morning=row.morning, person=row.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Morning.objects.create(day=row.morning.day, moved_at=SEVEN)


def test_a_crash_between_batches_leaves_the_rest_to_the_next_pass(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_to(people.camat_pelawan, people.camat_limun, giver=people.bupati, at=EVE)
    monkeypatch.setattr(digest, "BATCH", 1)
    stops = iter([False, True])
    made, complete = digest.run(at=SEVEN, stopping=lambda: next(stops))
    assert (made, complete) == (1, False)
    assert digest.run(at=SEVEN + timedelta(minutes=1))[1]
    names = list(
        Delivery.objects.filter(entry__verb="digest").values_list("person__name", flat=True)
    )
    assert len(names) == len(set(names)) >= 3


def test_the_worker_tells_the_morning_and_sends_it(people: Cast, phone: Phones) -> None:
    order_to(people.camat_pelawan, giver=people.bupati, at=EVE)
    worker = Worker()
    for minute in range(3):
        worker.one_pass(at=SEVEN + timedelta(minutes=minute))
    sent = [one for one in phone.sent if one.verb == "digest"]
    assert len(sent) == len({one.person_id for one in sent}) >= 2
    assert all(one.link.endswith("/pagi/") for one in sent)


def test_statements_do_not_depend_on_how_many_are_told(people: Cast) -> None:
    order_to(people.camat_pelawan, giver=people.bupati, at=EVE)
    with counted() as few:
        digest.run(at=SEVEN)
    for _number in range(4):
        order_to(
            people.camat_pelawan, people.camat_limun, people.camat_singkut,
            people.kadis_kesehatan, giver=people.bupati, at=EVE,
        )  # fmt: skip
    with counted() as many:
        digest.run(at=SEVEN + timedelta(days=1))
    assert many.count == few.count, f"{few}\n\n{many}"


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_tell_everybody_once(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    order_to(
        people.camat_pelawan, people.camat_limun, people.camat_singkut, people.kadis_kesehatan,
        giver=people.bupati, at=EVE,
    )  # fmt: skip
    monkeypatch.setattr(digest, "BATCH", 1)
    for came in race(*[lambda: digest.run(at=SEVEN)] * 3):
        assert isinstance(came, tuple), came
    digest.run(at=SEVEN + timedelta(minutes=1))  # whoever met another worker comes again
    told_once = list(Digest.objects.values_list("person_id", flat=True))
    assert len(told_once) == len(set(told_once)) == len(told()) >= 5
    assert Delivery.objects.filter(entry__verb="digest").count() == len(told_once)
    assert Morning.objects.get().done_at is not None


def test_a_morning_verifies_in_the_ledger(
    people: Cast, settings: LazySettings, tmp_path: Path
) -> None:
    settings.SEALS_DIR = tmp_path / "seals"
    order_to(people.camat_pelawan, giver=people.bupati, at=EVE)
    digest.run(at=SEVEN)
    faults = [one for one in verify().faults if one.kind == "morning"]
    assert faults == []
    assert Morning.objects.get().version == 1


def test_old_digests_are_forgotten_and_their_messages_still_worded(people: Cast) -> None:
    order_to(people.camat_pelawan, giver=people.bupati, at=EVE)
    digest.run(at=SEVEN)
    assert digest.purge(at=SEVEN + timedelta(days=30)) == 0
    assert digest.purge(at=SEVEN + timedelta(days=31)) >= 2
    assert said(told()["Ahmad Fauzi"]).startswith("Ringkasan pagi\n")
