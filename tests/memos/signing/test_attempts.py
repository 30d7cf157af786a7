"""Signing memos: one call for many, crashes that lose nothing, and a passphrase that leaves no trace."""

import io
import logging
import traceback
from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from files import intake
from memos import final
from memos.course_rows import SignedIssue
from memos.models import Memo
from memos.signing import attempts, demo_ca
from memos.signing.attempts import may_sign, sign_many
from memos.signing.inspect import signatures_of
from memos.signing.rows import SigningAttempt
from tests.memos.memos import register
from tests.memos.signing.desk import PASSPHRASE, authority, pdfsig
from tests.memos.signing.esign import NIK, PASSWORD, USER, Service, esign_service
from tests.memos.signing.papers import sign, signer, waiting
from tests.people import AT, Cast, actor, cast
from tests.races import race
from workflow.models import Entry
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db
WRONG = "Salah-Sekali-17"
LATER = AT + timedelta(hours=1)
VERSIONS = pytest.mark.parametrize("version", ["bsre-v1", "bsre-v2"])


@pytest.fixture
def people() -> Cast:
    made = cast()
    register()
    return made


@pytest.fixture
def local(signing: Any, people: Cast) -> None:
    """The sekda has a certificate of the example authority."""
    file = Path(signing.SIGNING_KEYS) / "people" / f"{people.sekda.person.public_id}.p12"
    name = people.sekda.person.full_name
    demo_ca.issue(authority(), file, name=name, passphrase=PASSPHRASE, at=AT)


@pytest.fixture
def service(signing: Any, people: Cast) -> Iterator[Service]:
    with esign_service() as running:
        signing.SIGNING = "bsre-v2"
        signing.BSRE_URL, signing.BSRE_USER, signing.BSRE_PASSWORD = running.url, USER, PASSWORD
        signing.BSRE_TIMEOUT = 20
        signer(people)
        yield running


def states() -> list[str]:
    return list(SigningAttempt.objects.order_by("id").values_list("state", flat=True))


@pytest.mark.usefixtures("local")
def test_one_passphrase_signs_many(people: Cast, tmp_path: Path) -> None:
    keys = waiting(people, 3)
    assert may_sign(actor=actor(people.sekda.person), at=AT) is None
    assert sign(people, *keys) == ["", "", ""]
    assert set(Memo.objects.values_list("status", flat=True)) == {"signed"}
    for issue in SignedIssue.objects.select_related("memo__issue", "pdf"):
        signed, page = final.bytes_of(issue), final.bytes_of(issue.memo.issue)  # type: ignore[arg-type]
        assert signed.startswith(page)
        [facts] = signatures_of(signed)
        assert facts.intact
        assert facts.trusted
        assert "Signature is Valid." in pdfsig(signed, tmp_path)
        attempt = SigningAttempt.objects.get(memo=issue.memo)
        assert attempt.state == "done"
        assert (attempt.sha256_before, attempt.sha256_after) == (
            issue.memo.issue.sha256,
            issue.sha256,
        )
        entry = Entry.objects.get(kind="memo", subject_id=issue.memo.pk, verb="sign")
        assert entry.facts["sha256"] == issue.sha256
        assert entry.facts["engine"] == "local"


@pytest.mark.usefixtures("local")
def test_signing_again_is_success_and_no_second_signature(people: Cast) -> None:
    [key] = waiting(people)
    assert sign(people, key) == [""]
    assert sign(people, key) == [""]
    assert states() == ["done"]
    assert Entry.objects.filter(verb="sign").count() == 1


@pytest.mark.usefixtures("local")
def test_each_memo_is_judged_by_itself(people: Cast) -> None:
    good, ink, other = waiting(people, 3)
    Memo.objects.filter(public_id=ink).update(signing="wet")
    memo = Memo.objects.get(public_id=other)
    frozen = {**memo.frozen, "signer": {**memo.frozen["signer"], "name": "Orang Lain"}}
    Memo.objects.filter(public_id=other).update(frozen=frozen)
    unknown = "018f0000-0000-7000-8000-000000000000"
    assert sign(people, ink, good, other, unknown) == [
        "signed_in_ink", "", "not_the_named_signer", "not_found",
    ]  # fmt: skip


@pytest.mark.usefixtures("local")
def test_only_the_signer_signs(people: Cast, signing: Any) -> None:
    [key] = waiting(people)
    for someone in (people.kabag_umum, people.bupati):
        file = Path(signing.SIGNING_KEYS) / "people" / f"{someone.person.public_id}.p12"
        demo_ca.issue(authority(), file, name="X", passphrase=PASSPHRASE, at=AT)
        assert sign(people, key, by=someone) == ["not_yours"]
    assert states() == []


@pytest.mark.usefixtures("local")
def test_a_wrong_passphrase_leaves_all_unsigned_and_the_right_one_signs(people: Cast) -> None:
    keys = waiting(people, 2)
    assert sign(people, *keys, passphrase=WRONG) == ["wrong_passphrase"] * 2
    assert sign(people, *keys) == ["", ""]


def test_whoever_cannot_sign_is_told_before_the_passphrase(people: Cast) -> None:
    [key] = waiting(people)
    refusal = may_sign(actor=actor(people.sekda.person), at=AT)
    assert refusal is not None
    assert refusal.code == "no_certificate"
    with pytest.raises(Refused) as refused:
        sign(people, key)
    assert refused.value.refusal.code == "no_certificate"
    assert states() == []


# --- Crashes ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize("where", ["_keep", "_finished"])
def test_a_crash_leaves_an_attempt_that_the_next_try_takes_up(
    people: Cast, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    [key] = waiting(people)
    with monkeypatch.context() as patch:

        def crash(*_: object, **__: object) -> None:
            raise SystemExit(9)

        patch.setattr(attempts, where, crash)
        with pytest.raises(SystemExit):
            sign(people, key)
    kept = where == "_finished"
    assert states() == ["signed" if kept else "open"]
    assert Memo.objects.get(public_id=key).status == "numbered"
    if kept:  # the kept bytes are used at once, and whatever the passphrase: nothing is signed anew
        before = SigningAttempt.objects.get().sha256_after
        assert sign(people, key, passphrase=WRONG) == [""]
        assert SignedIssue.objects.get().sha256 == before
        assert states() == ["done"]
    else:
        assert sign(people, key) == ["signing_in_progress"]
        assert sign(people, key, at=LATER) == [""]
        assert states() == ["lost", "done"]
        assert SigningAttempt.objects.earliest("id").code == "lease_ended"


@VERSIONS
def test_a_lost_answer_is_looked_for_before_signing_again(
    people: Cast, service: Service, signing: Any, version: str
) -> None:
    signing.SIGNING, service.mood = version, "half"
    [key] = waiting(people)
    assert sign(people, key) == ["service_unclear"]
    assert states() == ["lost"]
    service.mood = "well"
    assert sign(people, key) == [""]
    assert states() == ["lost", "done"]
    # Version 1 named the file before it broke off; version 2 names none, and must be asked anew.
    assert service.signatures == (1 if version == "bsre-v1" else 2)
    assert len(signatures_of(final.bytes_of(SignedIssue.objects.get()))) == 1  # type: ignore[arg-type]


def test_version_2_takes_ten_in_one_call(people: Cast, service: Service) -> None:
    keys = waiting(people, 11)
    assert sign(people, *keys) == [""] * 11
    assert service.calls.count("POST /api/v2/sign/pdf") == 2
    assert set(SigningAttempt.objects.values_list("verdict", flat=True)) == {"valid"}


def test_after_a_wrong_passphrase_the_service_is_not_asked_again(
    people: Cast, service: Service, signing: Any
) -> None:
    signing.SIGNING = "bsre-v1"  # one file a call: two more tries would block the certificate
    keys = waiting(people, 3)
    assert sign(people, *keys, passphrase=WRONG) == ["wrong_passphrase"] * 3
    assert service.calls.count("POST /api/sign/pdf") == 1


# --- The passphrase and the NIK ---------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["local", "bsre-v1", "bsre-v2"])
def test_passphrase_and_nik_are_nowhere_afterwards(
    people: Cast,
    service: Service,
    local: None,
    signing: Any,
    engine: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    signing.SIGNING = engine
    keys = waiting(people, 3)
    told = [repr(sign_many(keys[:1], actor=actor(people.sekda.person), passphrase=WRONG, at=AT))]
    for mood in ("half", "broken", "well"):
        service.mood = mood
        who = actor(people.sekda.person)
        try:
            told.append(repr(sign_many(keys[1:], actor=who, passphrase=PASSPHRASE, at=AT)))
        except Refused as refused:
            told.append("".join(traceback.format_exception(refused)) + repr(refused.refusal))
    assert Memo.objects.filter(status="signed").count() == 2
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    everything = dump.getvalue() + caplog.text + "".join(told)
    everything += "".join(str(record.__dict__) for record in caplog.records)
    for secret in (PASSPHRASE, WRONG, NIK, PASSWORD):
        assert secret not in everything


# --- What the database holds ------------------------------------------------------------------------


@pytest.mark.usefixtures("local")
def test_what_an_attempt_says_stays(people: Cast) -> None:
    [key] = waiting(people)
    sign(people, key)
    attempt = SigningAttempt.objects.get()
    changes: list[dict[str, Any]] = [
        {"sha256_after": "0" * 64},
        {"state": "lost", "code": "x"},
        {"engine": "x"},
        {"person": people.bupati.person},
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            SigningAttempt.objects.filter(pk=attempt.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM memos_signingattempt")


@pytest.mark.usefixtures("local")
def test_one_live_attempt_per_memo_and_none_without_its_facts(people: Cast) -> None:
    [key] = waiting(people)
    memo = Memo.objects.get(public_id=key)
    given: dict[str, Any] = {
        "memo": memo,
        "person": people.sekda.person,
        "engine": "local",
        "sha256_before": "0" * 64,
        "lease_until": LATER,
        "started_at": AT,
    }
    SigningAttempt.objects.create(**given)
    blob = intake.keep(b"%PDF-", media_type="application/pdf", at=AT)
    for bad in (
        {},
        {"state": "lost", "ended_at": AT},
        {"state": "refused", "code": "x"},
        {"state": "signed", "signed_pdf": blob},
        {"state": "menunggu"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SigningAttempt.objects.create(**{**given, **bad})


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("local")
def test_two_who_sign_at_once_get_one_signature(people: Cast) -> None:
    keys = waiting(people, 2)
    ran = race(lambda: sign(people, *keys), lambda: sign(people, *reversed(keys)))
    assert all(isinstance(each, list) for each in ran), ran
    said = {code for each in ran if isinstance(each, list) for code in each}
    assert said <= {"", "signing_in_progress"}
    assert SigningAttempt.objects.filter(state="done").count() == 2
    assert SignedIssue.objects.count() == 2
    assert Entry.objects.filter(verb="sign").count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("local")
def test_bytes_that_both_found_are_recorded_once(people: Cast, monkeypatch: Any) -> None:
    [key] = waiting(people, 1)
    claims: list[Any] = []
    finished = attempts._finished

    def twice(claim: Any, actor: Any, at: Any) -> Any:
        claims.append(copy(claim.attempt))
        first = finished(claim, actor, at)
        claim.attempt = claims[0]  # as the other one read it, before it was done
        assert finished(claim, actor, at) is None
        return first

    monkeypatch.setattr(attempts, "_finished", twice)
    assert sign(people, key) == [""]
    assert SigningAttempt.objects.get().state == "done"
    assert Entry.objects.filter(verb="sign").count() == 1
