"""The code on a paper, what it tells a stranger, and what a file tells."""

import io
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from instructions.models import Classification
from memos import final
from memos.models import Memo
from memos.verification import address_of, checks, code_of, codes
from memos.verification.checks import MOST_BYTES, Standing, Verdict
from memos.verification.models import VerificationCode
from tests.memos.memos import memo_at, register
from tests.memos.signed import signed, signed_sheet, unsigned_sheet, voided
from tests.people import AT, cast
from tests.races import race
from tests.statements import counted
from workflow.refusals import Refused


@pytest.fixture
def people(db):
    there = cast()
    register()
    return there


def numbered(people) -> Memo:
    return memo_at("numbered", people)


def sheet(memo: Memo) -> bytes:
    return final.bytes_of(final.issue_of(memo, at=AT))


def raise_class(memo: Memo, security: str = Classification.LIMITED) -> None:
    Memo.objects.filter(pk=memo.pk).update(security=security)


# --- The code --------------------------------------------------------------------------------------


def test_a_memo_gets_its_code_with_its_number(people):
    memo = memo_at("approved", people)
    assert code_of(memo) == address_of(memo) == ""
    assert not VerificationCode.objects.exists()
    code = VerificationCode.objects.get(memo=numbered(people)).code
    assert len(code) == 10
    assert set(code) <= set(codes.ALPHABET)


def test_the_address_is_the_public_one_and_asking_twice_gives_the_same(people, settings):
    settings.BASE_URL = "https://sigap.example.go.id/"
    memo = numbered(people)
    assert address_of(memo) == f"https://sigap.example.go.id/v/{code_of(memo)}"
    assert code_of(memo) == code_of(memo)


def test_a_code_drawn_twice_is_drawn_again(people, monkeypatch):
    first = code_of(numbered(people))
    memo = memo_at("approved", people)
    Memo.objects.filter(pk=memo.pk).update(number_text="", approved_at=AT)
    memo.number_text = "1/300.2.3/2026"
    drawn = iter([first, first, "B" * 10])
    monkeypatch.setattr(codes, "new_code", lambda: next(drawn))
    assert code_of(memo) == "B" * 10


def test_a_code_is_never_changed_and_never_taken_away(people):
    code_of(numbered(people))
    for act in (VerificationCode.objects.all().delete, _change, _replace):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def _change():
    VerificationCode.objects.update(code="B" * 10)


def _replace():
    if connection.vendor != "sqlite":
        VerificationCode.objects.update(code="C" * 10)
    kept = VerificationCode.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "REPLACE INTO memos_verificationcode (id, memo_id, code) VALUES (%s, %s, 'BBBBBBBBBB')",
            [kept.pk, kept.memo_id],
        )


def test_a_code_is_whole(people):
    memo = memo_at("approved", people)
    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationCode.objects.create(memo=memo, code="B" * 9)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("k7qf2-mwx9h", "K7QF2MWX9H"),
        (" K7QF2 MWX9H ", "K7QF2MWX9H"),
        ("K7QF2\u2013MWX9H", "K7QF2MWX9H"),
        ("K7QF2MWX9", None),
        ("K7QF2MWX9O", None),
        ("", None),
    ],
)
def test_a_code_is_read_as_people_type_it(typed, code):
    assert codes.read(typed) == code


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_one_code():
    there = cast()
    register()
    memo = memo_at("approved", there)
    memo.number_text = "1/300.2.3/2026"
    found = race(lambda: code_of(memo), lambda: code_of(memo))
    assert len(set(found)) == 1
    assert VerificationCode.objects.count() == 1


# --- By code ---------------------------------------------------------------------------------------


def test_a_code_tells_the_minimum(people):
    memo = numbered(people)
    facts = checks.by_code(code_of(memo))
    assert facts is not None
    assert facts.number == memo.number_text
    assert facts.memo_type == "Nota dinas"
    assert facts.dated == memo.dated
    assert facts.office == "SEKRETARIAT DAERAH"
    assert facts.title == "Sekretaris Daerah"
    assert facts.standing is Standing.UNSIGNED
    assert memo.hal not in repr(facts)


@pytest.mark.parametrize("security", [c for c in Classification if c != "biasa"])
def test_a_code_above_biasa_answers_as_one_that_was_never_given(people, security):
    memo = numbered(people)
    code = code_of(memo)
    raise_class(memo, security)
    with counted() as hidden:
        assert checks.by_code(code) is None
    with counted() as unknown:
        assert checks.by_code("B" * 10) is None
    assert [sql.replace(code, "B" * 10) for sql in hidden.sql] == unknown.sql
    assert hidden.count == 1


# --- By file ---------------------------------------------------------------------------------------


def test_the_file_itself_is_known_whatever_its_class(people):
    memo = numbered(people)
    data = sheet(memo)
    raise_class(memo, Classification.SECRET)
    found = checks.by_file(io.BytesIO(data), code=code_of(memo))
    assert found.verdict is Verdict.SAME
    assert found.facts is not None
    assert found.facts.number == memo.number_text


def test_one_changed_byte_is_no_paper_of_ours(people):
    data = bytearray(sheet(numbered(people)))
    data[len(data) // 2] ^= 1
    found = checks.by_file(io.BytesIO(bytes(data)))
    assert found.verdict is Verdict.UNKNOWN
    assert found.facts is None


def test_a_file_under_the_code_of_another_paper_is_said_so(people):
    one, other = numbered(people), numbered(people)
    found = checks.by_file(io.BytesIO(sheet(one)), code=code_of(other))
    assert found.verdict is Verdict.ANOTHER
    assert checks.by_file(io.BytesIO(sheet(one)), code="B" * 10).verdict is Verdict.ANOTHER


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_missing"),
        (b"\xff\xd8\xff\xe0 JFIF", "not_a_pdf"),
        (b"%PDF-" + b"0" * MOST_BYTES, "file_too_large"),
    ],
    ids=["empty", "a photo", "too large"],
)
def test_a_file_that_cannot_be_checked_is_refused(people, data, code):
    with pytest.raises(Refused) as refused:
        checks.by_file(io.BytesIO(data))
    assert refused.value.refusal.code == code


@dataclass(frozen=True)
class Signed:
    name: str = "H. Budi"
    signed_at: datetime | None = AT
    intact: bool = True
    trusted: bool = True
    issuer: str = "CA Contoh"


def test_the_signatures_inside_are_handed_on(people, monkeypatch):
    monkeypatch.setattr(checks, "signatures_apart", lambda _data: (Signed(),))
    found = checks.by_file(io.BytesIO(b"%PDF-1.7 of somebody else"))
    assert found.verdict is Verdict.UNKNOWN
    assert [each.name for each in found.signatures] == ["H. Budi"]


def test_the_signed_file_is_the_paper_and_the_sheet_before_it_is_said_to_be_that(people):
    memo = signed(people)
    facts = checks.by_code(code_of(memo))
    assert facts is not None
    assert facts.standing is Standing.SIGNED
    paper = signed_sheet(memo)
    assert checks.by_file(io.BytesIO(paper)).verdict is Verdict.SAME
    earlier = checks.by_file(io.BytesIO(unsigned_sheet(memo)))
    assert earlier.verdict is Verdict.EARLIER


def test_a_voided_paper_is_told_as_one(people):
    facts = checks.by_code(code_of(voided(people)))
    assert facts is not None
    assert facts.standing is Standing.VOIDED


def test_what_is_no_pdf_inside_has_no_signatures(people):
    assert checks.by_file(io.BytesIO(b"%PDF-1.7 nothing follows")).signatures == ()
