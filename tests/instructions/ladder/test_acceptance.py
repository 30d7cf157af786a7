"""Acceptance by the clock: three working days after a report that nobody gave back."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from files import intake
from instructions import actions
from instructions.actions import cascades
from instructions.ladder import acceptance
from instructions.ladder.acceptance import accept_due
from instructions.models import Assignment, Instruction
from notifications.models import Delivery, Notice
from tests.files.samples import picture
from tests.instructions.orders import order_to, share_of
from tests.people import AT, WIB, Cast, Member, actor, cast
from tests.statements import counted
from tests.web.visits import browser, text, url_of
from workflow import outbox
from workflow.models import Entry
from workflow.verify import verify

pytestmark = pytest.mark.django_db
# The report comes on Tuesday the 24th; Wednesday, Thursday and Friday are the three days.
CLOSE = datetime(2026, 11, 27, 16, 30, tzinfo=WIB)


@pytest.fixture
def people(db: None) -> Cast:
    """The small regency, in its days of trial: acceptance does not depend on them."""
    return cast()


def reported(people: Cast, *others: Member, at: datetime = AT, **fields: Any) -> Assignment:
    """The bupati's order, reported by the camat of Pelawan; `others` have not reported."""
    order = order_to(people.camat_pelawan, *others, giver=people.bupati, at=at, **fields)
    share = share_of(order, people.camat_pelawan)
    report(share, people.camat_pelawan, at=at)
    share.refresh_from_db()
    return share


def report(share: Assignment, by: Member, *, at: datetime = AT) -> None:
    """It is done, says the recipient."""
    actions.report(str(share.public_id), actor=actor(by.person), at=at, note="Sudah diperiksa.")


def test_a_report_counts_as_accepted_at_the_close_of_the_third_working_day(people: Cast) -> None:
    share = reported(people)
    assert share.accept_by == CLOSE
    assert accept_due(at=CLOSE - timedelta(minutes=1)) == 0
    assert accept_due(at=CLOSE) == 1
    assert accept_due(at=CLOSE + timedelta(days=1)) == 0
    after = Assignment.objects.get(pk=share.pk)
    assert (after.status, after.settled_at) == ("completed", CLOSE)
    assert after.accept_by is None
    order = Instruction.objects.get(pk=share.instruction_id)
    assert order.status == "completed"
    entry = Entry.objects.get(kind="assignment", subject_id=share.pk, verb="accept")
    assert (entry.person_id, entry.position_id, entry.channel) == (None, None, "worker")
    assert verify().faults == []


def test_days_off_do_not_count(people: Cast) -> None:
    eve = datetime(2026, 12, 23, 14, 30, tzinfo=WIB)  # the 24th is worked, the 25th is not
    assert reported(people, at=eve).accept_by == datetime(2026, 12, 29, 16, 0, tzinfo=WIB)


@pytest.mark.parametrize("urgency", ["segera", "sangat_segera"])
def test_what_is_urgent_is_accepted_by_a_human_alone(people: Cast, urgency: str) -> None:
    share = reported(people, urgency=urgency)
    assert (share.status, share.accept_by) == ("reported", None)
    assert accept_due(at=AT + timedelta(days=60)) == 0


def test_demanded_evidence_is_looked_at_by_a_human(people: Cast) -> None:
    order = order_to(people.camat_pelawan, giver=people.bupati, evidence_demanded=True)
    share, who = share_of(order, people.camat_pelawan), actor(people.camat_pelawan.person)
    upload = intake.receive(
        io.BytesIO(picture()), name="foto.jpg", person_id=people.camat_pelawan.person.pk, at=AT
    )
    key, files = str(share.public_id), [upload.public_id]
    actions.report(key, actor=who, at=AT, note="Sudah.", attachments=files)
    share.refresh_from_db()
    assert (share.status, share.accept_by) == ("reported", None)
    assert accept_due(at=AT + timedelta(days=60)) == 0


def test_a_report_taken_back_or_returned_begins_anew(people: Cast) -> None:
    share = reported(people)
    key, camat, bupati = (
        str(share.public_id), actor(people.camat_pelawan.person), actor(people.bupati.person),
    )  # fmt: skip
    actions.withdraw_report(key, actor=camat, at=AT)
    assert accept_due(at=CLOSE) == 0
    report(share, people.camat_pelawan)
    actions.return_(key, actor=bupati, at=AT, reason="Tambahkan foto.")
    assert accept_due(at=CLOSE) == 0
    later = AT + timedelta(days=2)
    report(share, people.camat_pelawan, at=later)
    assert accept_due(at=CLOSE) == 0
    assert accept_due(at=datetime(2026, 12, 1, 16, 0, tzinfo=WIB)) == 1


def test_a_pause_moves_the_moment_and_a_resume_takes_back_what_was_not_used(people: Cast) -> None:
    share = reported(people)
    key, bupati = str(share.public_id), actor(people.bupati.person)
    actions.pause(key, actor=bupati, at=AT, until=AT + timedelta(days=7), reason="Menunggu DPRD.")
    assert accept_due(at=CLOSE) == 0
    actions.resume(key, actor=bupati, at=AT + timedelta(days=1))
    assert accept_due(at=CLOSE) == 0
    assert accept_due(at=CLOSE + timedelta(days=1)) == 1


def test_what_lies_below_is_closed_and_the_order_stays_open_for_the_others(people: Cast) -> None:
    share = reported(people, people.camat_limun)
    assert accept_due(at=CLOSE) == 1
    limun = share_of(share.instruction, people.camat_limun)
    assert limun.status == "sent"
    assert Instruction.objects.get(pk=share.instruction_id).status == "issued"


def test_both_sides_hear_of_it_and_only_the_recipient_is_woken(people: Cast) -> None:
    share = reported(people)
    accept_due(at=CLOSE)
    while outbox.drain(at=CLOSE):
        pass
    entry = Entry.objects.get(kind="assignment", subject_id=share.pk, verb="accept")
    told = set(Notice.objects.filter(entry=entry).values_list("position", flat=True))
    assert told == {people.camat_pelawan.position.pk, people.bupati.position.pk}
    woken = set(Delivery.objects.filter(entry=entry).values_list("person", flat=True))
    assert woken == {people.camat_pelawan.person.pk}
    bell = text(browser(people.bupati.person).get("/pemberitahuan/"))
    assert "Laporan diterima otomatis" in bell
    page = text(browser(people.bupati.person).get(url_of(share)))
    assert "laporan diterima otomatis: tiga hari kerja tidak dikembalikan" in page.lower()


def test_the_giver_reads_beforehand_when_it_will_be(people: Cast) -> None:
    page = text(browser(people.bupati.person).get(url_of(reported(people))))
    assert "Diterima otomatis Jumat 16.30 bila tidak dikembalikan" in page


def test_one_that_fails_is_put_off_and_stops_nobody(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = reported(people), reported(people)
    real = cascades.after_settling

    def fails(order: Instruction, *args: object, **named: object) -> None:
        if order.pk == bad.instruction_id:
            raise RuntimeError
        real(order, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(cascades, "after_settling", fails)
    assert accept_due(at=CLOSE) == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.status, good.status) == ("reported", "completed")
    assert bad.accept_by == CLOSE + acceptance.AFTER_A_FAULT


def test_the_database_keeps_the_moment_to_reports(people: Cast) -> None:
    share = reported(people, people.camat_limun)
    limun = Assignment.objects.filter(pk=share_of(share.instruction, people.camat_limun).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        limun.update(accept_by=CLOSE)


def test_nothing_due_costs_one_statement(people: Cast) -> None:
    reported(people)
    with counted() as found:
        accept_due(at=AT)
    assert found.count == 1
