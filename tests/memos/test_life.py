"""The life of a memo: editing, approving, numbering, the one print, and what comes of mishaps."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import TestCase

from accounts.models import Appointment
from files.models import Blob
from memos import actions, final
from memos.actions import Words
from memos.models import Memo, MemoIssue, RegisterNumber
from memos.queries import OVER, TO_NUMBER, TO_PRINT, TO_WRITE, WAITING
from tests.memos.memos import CODE, memo_at, register
from tests.memos.reading import lines, words
from tests.people import AT, Cast, actor, cast
from workflow.door import offers
from workflow.models import Content, Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    return "\n".join(line for page in lines(pdf) for line in page)


def says_konsep(pdf: bytes) -> bool:
    """Whether the word stands across the page, letter by letter in giant type."""
    return sorted(word.text for word in words(pdf) if word.height > 15) == sorted("KONSEP")


def edit_refusal(people: Cast, **given: object) -> tuple[str, str]:
    memo = memo_at("draft", people)
    with pytest.raises(Refused) as refused:
        actions.edit(
            str(memo.public_id),
            Words(**given),  # type: ignore[arg-type]
            actor=actor(people.kabag_umum.person),
            at=AT,
        )
    return refused.value.refusal.field, refused.value.refusal.code


def test_an_edit_changes_what_is_given_and_nothing_else() -> None:
    people = cast()
    register()
    memo = memo_at("draft", people)
    given = Words(
        hal="  Pemeriksaan   Titik Rawan\u202e Banjir ",
        to_lines=["Camat Pelawan", " ", "Camat Limun"],
        urgency="sangat_segera",
        body="Satu.\r\n\r\n\r\n\r\nDua.\x00",
        from_position=str(people.asisten.position.public_id),
        signer=str(people.asisten.position.public_id),
    )
    actions.edit(str(memo.public_id), given, actor=actor(people.kabag_umum.person), at=AT)
    after = Memo.objects.get(pk=memo.pk)
    assert after.hal == "Pemeriksaan Titik Rawan Banjir"
    assert after.to_lines == ["Camat Pelawan", "Camat Limun"]
    assert after.body == "Satu.\n\nDua."
    assert (after.urgency, after.signer) == ("sangat_segera", people.asisten.position)
    assert (after.copies, after.classification_code) == (memo.copies, memo.classification_code)
    entry = Entry.objects.filter(kind="memo", verb="edit").latest("id")
    assert entry.facts["fields"] == [
        "body", "from_position", "hal", "signer", "to_lines", "urgency",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("hal", "x" * 201, "hal_too_long"),
        ("to_lines", ["x" * 201], "to_lines_too_long"),
        ("copies", ["Camat"] * 61, "too_many_lines"),
        ("body", "x" * 20_001, "body_too_long"),
        ("urgency", "kilat", "unknown_urgency"),
        ("classification_code", "999.9", "unknown_classification_code"),
        ("from_position", "bukan-uuid", "unknown_position"),
        ("signer", "018f0000-0000-7000-8000-000000000000", "unknown_position"),
    ],
)
def test_an_edit_refuses_what_does_not_fit(field: str, value: object, code: str) -> None:
    people = cast()
    register()
    assert edit_refusal(people, **{field: value}) == (field, code)


def test_the_bupati_cannot_sign_a_nota_dinas() -> None:
    people = cast()
    register()
    key = str(people.bupati.position.public_id)
    assert edit_refusal(people, signer=key) == ("signer", "signer_not_for_type")


def test_an_edit_voids_the_approval() -> None:
    people = cast()
    register()
    memo = memo_at("approved", people)
    desk = actor(people.kabag_umum.person)
    assert memo.approved_at is not None
    done = actions.edit(str(memo.public_id), Words(hal="Lain"), actor=desk, at=AT)
    assert (done.subject.status, done.subject.approved_at) == ("draft", None)
    with pytest.raises(Refused) as refused:
        actions.number(str(memo.public_id), actor=desk, at=AT)
    assert refused.value.refusal.code == "not_now"
    assert not RegisterNumber.objects.exists()


def test_a_stale_edit_is_refused() -> None:
    people = cast()
    register()
    memo = memo_at("draft", people)
    with pytest.raises(Refused) as refused:
        actions.edit(
            str(memo.public_id),
            Words(hal="Lama"),
            actor=actor(people.kabag_umum.person),
            at=AT,
            if_version=memo.version - 1,
        )
    assert refused.value.refusal.code == "stale"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Words(hal=""), "hal_required"),
        (Words(to_lines=[]), "to_lines_required"),
        (Words(body=" \n "), "body_required"),
        (Words(classification_code=""), "classification_code_required"),
    ],
)
def test_an_incomplete_memo_is_not_approved(given: Words, code: str) -> None:
    people = cast()
    register()
    key = str(memo_at("draft", people).public_id)
    actions.edit(key, given, actor=actor(people.kabag_umum.person), at=AT)
    sekda = actor(people.sekda.person)
    with pytest.raises(Refused) as refused:
        actions.approve(key, actor=sekda, at=AT)
    assert refused.value.refusal.code == code
    shown = {o.move.verb: o.refusal for o in offers(Memo.objects.get(), actor=sekda, at=AT)}
    assert shown["approve"] is not None
    assert shown["approve"].code == code


def test_a_vacant_signer_stops_approval_and_number() -> None:
    people = cast()
    register()
    draft, approved = memo_at("draft", people), memo_at("approved", people)
    desk = actor(people.kabag_umum.person)
    Appointment.objects.filter(position=people.sekda.position).update(ends_on=date(2026, 11, 23))
    for act, memo in ((actions.approve, draft), (actions.number, approved)):
        with pytest.raises(Refused) as refused:
            act(str(memo.public_id), actor=desk, at=AT)
        assert refused.value.refusal.code == "signer_vacant"
    assert not RegisterNumber.objects.exists()


def test_withdrawing_needs_a_reason_and_keeps_it() -> None:
    people = cast()
    register()
    key = str(memo_at("approved", people).public_id)
    desk = actor(people.kabag_umum.person)
    with pytest.raises(Refused) as refused:
        actions.withdraw(key, actor=desk, at=AT, reason="  ")
    assert refused.value.refusal.code == "reason_required"
    actions.withdraw(key, actor=desk, at=AT, reason="Cukup lisan.")
    assert Content.objects.get(field="reason").body == "Cukup lisan."


def test_a_draft_and_a_numbered_memo_read_konsep_and_only_the_print_does_not() -> None:
    people = cast()
    register(opening=44)
    memo = memo_at("approved", people)
    key, desk = str(memo.public_id), actor(people.kabag_umum.person)
    before = actions.pdf_for_reading(key, desk, AT)
    assert says_konsep(before)
    assert "45/" not in text_of(before)
    assert not Blob.objects.exists()
    actions.number(key, actor=desk, at=AT)
    numbered = actions.pdf_for_reading(key, desk, AT)
    assert says_konsep(numbered)
    assert f"45/{CODE}/2026" in text_of(numbered)
    printed = actions.print_for_signing(key, actor=desk, at=AT)
    sheet = text_of(printed.pdf)
    for said in ("NOTA DINAS", "Yth.", f"45/{CODE}/2026", "P-0001/2026", "24 November 2026"):
        assert said in sheet
    assert not says_konsep(printed.pdf)
    assert printed.done.entry is not None
    assert printed.done.entry.facts["sha256"] == MemoIssue.objects.get().sha256


def test_a_stranger_cannot_read_the_pdf() -> None:
    people = cast()
    register()
    key = str(memo_at("draft", people).public_id)
    for member in (people.stranger, people.camat_pelawan):
        with pytest.raises(Refused) as refused:
            actions.pdf_for_reading(key, actor(member.person), AT)
        assert refused.value.refusal.code == "not_found"


def test_a_second_print_needs_a_reason_and_gives_the_same_bytes() -> None:
    people = cast()
    register()
    key = str(memo_at("numbered", people).public_id)
    desk = actor(people.kabag_umum.person)
    first = actions.print_for_signing(key, actor=desk, at=AT)
    with pytest.raises(Refused) as refused:
        actions.print_for_signing(key, actor=desk, at=AT)
    assert (refused.value.refusal.code, refused.value.refusal.field) == (
        "already_printed", "reason",
    )  # fmt: skip
    again = actions.print_for_signing(key, actor=desk, at=AT, reason="Kertas macet.")
    assert again.pdf == first.pdf
    assert Entry.objects.filter(verb="print_for_signing").count() == 2


def test_the_sheet_is_made_after_the_commit() -> None:
    people = cast()
    register()
    memo = memo_at("approved", people)
    desk = actor(people.kabag_umum.person)
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.number(str(memo.public_id), actor=desk, at=AT)
        assert not MemoIssue.objects.exists()
    issue = MemoIssue.objects.get(memo=memo)
    assert (issue.number_text, issue.signer_name) == (f"1/{CODE}/2026", "Mukhtar Efendi")
    assert final.bytes_of(issue).startswith(b"%PDF")


def test_a_crash_between_number_and_sheet_is_mended_by_the_next_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = cast()
    register()
    memo = memo_at("approved", people)
    key, desk = str(memo.public_id), actor(people.kabag_umum.person)

    def fail(*_args: object, **_kwargs: object) -> bytes:
        message = "no power"
        raise RuntimeError(message)

    with TestCase.captureOnCommitCallbacks() as work:
        done = actions.number(key, actor=desk, at=AT)
    with monkeypatch.context() as patch:
        patch.setattr("memos.pdf.to_pdf", fail)
        with pytest.raises(RuntimeError):
            work[0]()
    assert done.subject.number_text == f"1/{CODE}/2026"
    assert not MemoIssue.objects.exists()
    # Meanwhile another person holds the post: the sheet still says who signed for that number.
    Appointment.objects.filter(position=people.sekda.position).update(person=people.asisten.person)
    actions.pdf_for_reading(key, desk, AT)
    assert MemoIssue.objects.get().signer_name == "Mukhtar Efendi"
    actions.pdf_for_reading(key, desk, AT)
    assert MemoIssue.objects.count() == RegisterNumber.objects.count() == 1


@pytest.mark.parametrize("table", ["memos_memoissue", "memos_registernumber"])
@pytest.mark.parametrize("change", ["UPDATE {} SET at = at", "DELETE FROM {}"])
def test_numbers_and_final_sheets_cannot_be_changed(table: str, change: str) -> None:
    people = cast()
    register()
    final.issue_of(memo_at("numbered", people), at=AT)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table))


def test_the_database_refuses_a_number_without_a_date() -> None:
    people = cast()
    register()
    memo = memo_at("draft", people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Memo.objects.filter(pk=memo.pk).update(number_text="7/x/2026")


def test_the_desk_sees_its_turn_first() -> None:
    people = cast()
    register()
    made = {status: memo_at(status, people) for status in ("withdrawn", "numbered", "draft", "approved")}  # fmt: skip
    printed = memo_at("numbered", people)
    desk, sekda = actor(people.kabag_umum.person), actor(people.sekda.person)
    actions.print_for_signing(str(printed.public_id), actor=desk, at=AT)
    groups = [(memo.pk, memo.group) for memo in Memo.objects.by_turn(desk)]
    assert groups == [
        (made["draft"].pk, TO_WRITE),
        (made["approved"].pk, TO_NUMBER),
        (made["numbered"].pk, TO_PRINT),
        (printed.pk, WAITING),
        (made["withdrawn"].pk, OVER),
    ]
    theirs = {memo.pk: memo.group for memo in Memo.objects.by_turn(sekda)}
    assert theirs[made["draft"].pk] == TO_WRITE
    assert theirs[made["approved"].pk] == theirs[made["numbered"].pk] == WAITING
    assert not Memo.objects.by_turn(actor(people.stranger.person)).exists()
