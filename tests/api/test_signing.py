"""Signing a memo over the API: with the right passphrase, the wrong one, by another, and again."""

import logging
from typing import Any

import pytest
from django.core.management import call_command

from memos.models import Memo
from memos.signing import demo_ca
from memos.signing.inspect import signatures_of
from memos.signing.rows import SigningAttempt
from tests.api.calls import app
from tests.memos.memos import memo_at, register
from tests.memos.signed import signed_sheet
from tests.memos.signing import desk
from tests.memos.signing.desk import PASSPHRASE
from tests.memos.signing.papers import waiting
from tests.people import AT, Cast, cast
from workflow.models import Entry, Request

pytestmark = pytest.mark.django_db
WRONG = "Salah-Sekali-17"


@pytest.fixture
def people() -> Cast:
    made = cast()
    register()
    return made


@pytest.fixture(autouse=True)
def certificates(settings: Any, tmp_path: Any, people: Cast) -> None:
    """The sekda and the head of the secretariat have one each."""
    settings.SIGNING, settings.SIGNING_LEVEL = "local", "B-B"
    settings.SIGNING_KEYS = tmp_path / "signing"
    settings.SIGNING_TRUST = desk.trusting(tmp_path / "trust")
    for member in (people.sekda, people.kabag_umum):
        who = member.person
        file = settings.SIGNING_KEYS / "people" / f"{who.public_id}.p12"
        demo_ca.issue(desk.authority(), file, name=who.full_name, passphrase=PASSPHRASE, at=AT)


def sign(member: Any, key: str, passphrase: Any = PASSPHRASE, **headers: str) -> Any:
    return app(member).post(f"memos/{key}/sign", {"passphrase": passphrase}, **headers)


def test_the_signer_signs_what_the_memo_offers_them(people: Cast) -> None:
    [key] = waiting(people)
    offered = app(people.sekda).get(f"memos/{key}").data["available_actions"]
    [href] = [one["href"] for one in offered if one["verb"] == "sign"]
    assert href == f"/api/v1/memos/{key}/sign"
    answer = sign(people.sekda, key)
    assert (answer.status_code, answer.data["status"]) == (200, "signed")
    assert answer.headers["ETag"].startswith(f'"v{answer.data["version"]}-')
    memo = Memo.objects.select_related("signed_issue__pdf").get(public_id=key)
    [found] = signatures_of(signed_sheet(memo))
    assert found.intact
    assert found.trusted


def test_a_wrong_passphrase_is_a_problem_that_does_not_repeat_it(people: Cast) -> None:
    [key] = waiting(people)
    answer = sign(people.sekda, key, WRONG)
    assert (answer.status_code, answer.data["code"]) == (422, "wrong_passphrase")
    assert answer.data["errors"][0]["pointer"] == "/passphrase"
    assert WRONG not in answer.content.decode()
    assert Memo.objects.get(public_id=key).status == "numbered"
    assert sign(people.sekda, key).data["status"] == "signed"


def test_only_the_signer_signs_and_only_who_sees_it_learns_of_it(people: Cast) -> None:
    [key] = waiting(people)
    answer = sign(people.kabag_umum, key)
    assert (answer.status_code, answer.data["code"]) == (403, "not_yours")
    assert sign(people.camat_limun, key).status_code == 404
    assert not SigningAttempt.objects.exists()


def test_signing_again_is_the_same_signature_and_one_entry(people: Cast) -> None:
    [key] = waiting(people)
    first = sign(people.sekda, key, Idempotency_Key="k1")
    again = sign(people.sekda, key, Idempotency_Key="k1")
    assert (again.status_code, again.content) == (200, first.content)
    assert SigningAttempt.objects.count() == 1
    memo = Memo.objects.get(public_id=key)
    assert Entry.objects.filter(kind="memo", subject_id=memo.pk, verb="sign").count() == 1


@pytest.mark.parametrize("passphrase", ["", None, "x" * 201, 7.5, [], "\x00", "\ud800"])
def test_nonsense_for_a_passphrase_is_answered_in_words(people: Cast, passphrase: Any) -> None:
    [key] = waiting(people)
    answer = sign(people.sekda, key, passphrase)
    assert answer.status_code in {400, 422}
    assert answer.data["code"]


def test_blanks_around_a_passphrase_belong_to_it(people: Cast) -> None:
    [key] = waiting(people)
    assert sign(people.sekda, key, f" {PASSPHRASE} ").data["code"] == "wrong_passphrase"


def test_a_memo_signed_in_ink_is_not_signed_here(people: Cast) -> None:
    memo = memo_at("numbered", people)
    answer = sign(people.sekda, str(memo.public_id))
    assert (answer.status_code, answer.data["code"]) == (409, "signed_in_ink")


def test_no_passphrase_stays_in_the_database_or_the_log(
    people: Cast, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    [key] = waiting(people)
    sign(people.sekda, key, WRONG, Idempotency_Key="k1")
    sign(people.sekda, key, PASSPHRASE, Idempotency_Key="k2")
    assert not Request.objects.exists()
    dump = tmp_path / "dump.json"
    call_command("dumpdata", output=str(dump), verbosity=0)
    for said in (dump.read_text(encoding="utf-8"), caplog.text):
        assert WRONG not in said
        assert PASSPHRASE not in said
