"""Printed without a number, signed by pen, then numbered and scanned in one act."""

from datetime import timedelta

import pytest

from accounts.models import Appointment
from files.models import Upload
from memos import actions, final
from memos.actions import Words
from memos.models import Memo, MemoIssue, RegisterNumber, RegisterYear
from memos.verification import code_of
from tests.memos.course import memo_before, scan_of
from tests.memos.memos import CODE, memo_at, register
from tests.memos.test_life import says_konsep, text_of
from tests.people import AT, Cast, actor, appoint, cast, person
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db
NEXT_DAY = AT + timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    made = cast()
    register(opening=44)
    return made


def test_the_print_before_the_number_leaves_its_room_and_says_no_konsep(people: Cast) -> None:
    key = str(memo_at("approved", people).public_id)
    desk = actor(people.kabag_umum.person)
    printed = actions.print_for_signing(key, actor=desk, at=AT)
    assert not says_konsep(printed.pdf)
    said = text_of(printed.pdf)
    assert f"/{CODE}/2026" in said
    assert "45/" not in said
    assert "24 November 2026" not in said.split("Hal")[0]
    assert not RegisterNumber.objects.exists()
    assert says_konsep(actions.pdf_for_reading(key, desk, AT))


def test_number_and_scan_come_in_one_act(people: Cast) -> None:
    memo = memo_before("printed_first", people)
    desk = actor(people.kabag_umum.person)
    upload = scan_of(memo, people.kabag_umum)
    done = actions.number_and_scan(
        str(memo.public_id), actor=desk, at=AT, attachments=[upload.public_id]
    )
    memo = Memo.objects.get()
    assert (memo.status, memo.number_text) == ("signed", f"45/{CODE}/2026")
    assert memo.numbered_at == memo.signed_at == AT
    assert memo.signed_issue.sha256 == upload.blob.sha256
    assert memo.signed_issue.signer_name == memo.frozen["signer"]["name"]
    assert RegisterNumber.objects.get().memo == memo
    assert code_of(memo)
    assert final.issue_of(memo, at=AT) == MemoIssue.objects.get()
    assert done.entry is not None
    assert {done.entry.facts["number"], done.entry.facts["sha256"]} == {45, upload.blob.sha256}


def test_a_repeat_takes_no_second_number(people: Cast) -> None:
    memo = memo_before("printed_first", people)
    desk, key = actor(people.kabag_umum.person), str(memo.public_id)
    upload = scan_of(memo, people.kabag_umum)
    for _ in range(2):
        done = actions.number_and_scan(key, actor=desk, at=AT, attachments=[upload.public_id])
    assert done.repeated
    assert RegisterYear.objects.get().last == 45
    assert Entry.objects.filter(verb="number_and_scan").count() == 1


def test_a_refused_scan_gives_the_number_back(people: Cast) -> None:
    memo = memo_before("printed_first", people)
    desk, key = actor(people.kabag_umum.person), str(memo.public_id)
    with pytest.raises(Refused) as refused:
        actions.number_and_scan(key, actor=desk, at=AT)
    assert refused.value.refusal.code == "attachments_required"
    scan = [scan_of(memo, people.kabag_umum).public_id]
    with pytest.raises(Refused) as refused:
        actions.number_and_scan(key, actor=desk, at=AT, attachments=scan, typed="99")
    assert refused.value.refusal.code == "number_counted_here"
    assert RegisterYear.objects.get().last == 44
    assert Upload.objects.filter(public_id=scan[0]).exists()
    assert Memo.objects.get().status == "approved"


def test_without_the_print_there_is_nothing_to_scan(people: Cast) -> None:
    memo = memo_at("approved", people)
    desk = actor(people.kabag_umum.person)
    upload = scan_of(memo, people.kabag_umum)
    key = str(memo.public_id)
    with pytest.raises(Refused) as refused:
        actions.number_and_scan(key, actor=desk, at=AT, attachments=[upload.public_id])
    assert refused.value.refusal.code == "not_printed"


def test_a_change_after_the_print_asks_for_a_new_one(people: Cast) -> None:
    memo = memo_before("printed_first", people)
    desk, key = actor(people.kabag_umum.person), str(memo.public_id)
    actions.edit(key, Words(hal="Hal yang Lain"), actor=desk, at=AT)
    actions.approve(key, actor=actor(people.sekda.person), at=AT)
    memo = Memo.objects.get()
    assert memo.printed_at is None
    upload = scan_of(memo, people.kabag_umum)
    with pytest.raises(Refused) as refused:
        actions.number_and_scan(key, actor=desk, at=AT, attachments=[upload.public_id])
    assert refused.value.refusal.code == "not_printed"


def test_a_sheet_made_from_older_words_is_not_recorded_as_the_print(people: Cast) -> None:
    memo = memo_at("approved", people)
    desk, key = actor(people.kabag_umum.person), str(memo.public_id)
    sheet = final.for_ink(memo, at=AT)
    actions.edit(key, Words(hal="Hal yang Lain"), actor=desk, at=AT)
    actions.approve(key, actor=actor(people.sekda.person), at=AT)
    with pytest.raises(Refused) as refused:
        actions.print_for_signing(key, actor=desk, at=AT, sheet=sheet)
    assert refused.value.refusal.code == "stale"
    assert Memo.objects.get().printed_at is None


def test_the_sheet_names_who_signed_on_the_day_of_the_print(people: Cast) -> None:
    memo = memo_before("printed_first", people)
    upload = scan_of(memo, people.kabag_umum)
    Appointment.objects.filter(position=people.sekda.position).update(ends_on=AT.date())
    appoint(person("Hasan Basri"), people.sekda.position, starts_on=NEXT_DAY.date())
    desk = actor(people.kabag_umum.person, at=NEXT_DAY)
    actions.number_and_scan(
        str(memo.public_id), actor=desk, at=NEXT_DAY, attachments=[upload.public_id]
    )
    memo = Memo.objects.get()
    assert memo.frozen["signer"]["name"] == people.sekda.person.name
    assert memo.dated == NEXT_DAY.date()


def test_the_desk_may_still_number_first_and_scan_later(people: Cast) -> None:
    memo = memo_before("printed_first", people)
    desk, key = actor(people.kabag_umum.person), str(memo.public_id)
    memo = actions.number(key, actor=desk, at=AT).subject
    upload = scan_of(memo, people.kabag_umum)
    actions.scan(key, actor=desk, at=AT, attachments=[upload.public_id])
    assert Memo.objects.get().status == "signed"


def test_an_electronic_memo_is_not_printed_for_the_ink(people: Cast) -> None:
    memo = memo_at("approved", people)
    Memo.objects.filter(pk=memo.pk).update(signing="electronic")
    desk = actor(people.kabag_umum.person)
    with pytest.raises(Refused) as refused:
        actions.print_for_signing(str(memo.public_id), actor=desk, at=AT)
    assert refused.value.refusal.code == "signed_electronically"
